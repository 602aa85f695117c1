//! The operations of a durable function, and those inside its contexts.

use crate::configure::elements::{durable, operation};
use crate::configure::settings::{Control, List, Setting, list_of, range_at, row};
use crate::state::edit::{ElementPath, Value};
use crate::text::function_settings as words;
use crate::ui::select_field::Choice;
use lambda_sim::scenario::{
    Callback, ChainedInvoke, DurableContext, DurableOperation, Scenario, Step, StepRetry, ranges,
};

pub static OPERATIONS: List = List {
    name: "operations",
    element: words::OPERATION,
    title: None,
    add_label: words::ADD_OPERATION,
    most: ranges::MAX_OPERATIONS,
    elements: list_of!(durable.operations),
    add: |scenario, at| {
        if let Some(durable) = durable::get_mut(scenario, at) {
            durable.operations.push(DurableOperation::Step(Step::default()));
        }
    },
    remove: list_of!(remove durable.operations),
    blocked: None,
    inner: Some(|scenario, at| match operation::get(scenario, at)? {
        DurableOperation::Context(_) => Some(&INSIDE),
        _ => None,
    }),
    rows: ROWS,
    more: MORE,
};

/// The operations inside a context.
static INSIDE: List = List {
    name: "context.operations",
    element: words::INNER_OPERATION,
    title: None,
    add_label: words::ADD_INNER_OPERATION,
    most: ranges::MAX_OPERATIONS,
    elements: |scenario, at| {
        let count = operation::get(scenario, at).map_or(0, |operation| operation.inside().len());
        (0..count).map(|index| (index, at.deeper(index))).collect()
    },
    add: |scenario, at| {
        if let Some(operations) = operation::get_mut(scenario, at).and_then(operation::inside_mut) {
            operations.push(DurableOperation::default());
        }
    },
    remove: remove_inside,
    blocked: None,
    inner: None,
    rows: ROWS,
    more: MORE,
};

static ROWS: &[Setting] = &[
    Setting::new(
        "kind",
        words::OPERATION_KIND,
        Control::Named(kinds),
        |scenario, at| {
            let kind = kind(operation::get(scenario, at)?);
            Some(Value::Text(Some(words::OPERATION_KINDS[kind].to_owned())))
        },
        put_kind,
    ),
    row!("step.duration_ms", step.duration_ms, words::STEP_DURATION, |range| Control::distribution(range, 100.0)),
    row!("step.error_rate", step.error_rate, words::STEP_ERRORS, |range| Control::share(range)),
    row!("wait.duration_s", operation: DurableOperation::Wait { duration_s: found } => found, words::WAIT, |range| Control::number(range)),
    row!("callback.after_s", callback.after_s, words::CALLBACK_AFTER, |range| Control::distribution(range, 60.0)),
    row!("callback.timeout_s", callback.timeout_s, words::CALLBACK_TIMEOUT, |range| Control::limit(range)),
    row!("step.holds_after_s", step: Step { holds_after_s: Some(found), .. } => found, words::HOLDS_AFTER, |range| Control::distribution(range, 60.0)),
    row!("invoke.function", invoke.function, words::INVOKED, Control::Named(functions)),
    row!("context.branches", context: DurableContext { branches: Some(found), .. } => found, words::BRANCHES, |range| Control::whole(range)),
    row!("context.max_concurrency", parallel.max_concurrency, words::BRANCHES_AT_ONCE, |range| Control::limit(range)),
];

static MORE: &[Setting] = &[
    row!("step.result_kb", step.result_kb, words::STEP_RESULT, |range| Control::number(range)),
    row!("step.retry.max_attempts", step_retry.max_attempts, words::STEP_ATTEMPTS, |range| Control::whole(range)),
    row!("step.retry.initial_delay_s", step_retry.initial_delay_s, words::STEP_DELAY, |range| Control::number(range)),
    row!("step.retry.max_delay_s", step_retry.max_delay_s, words::STEP_LONGEST, |range| Control::number(range)),
    row!("step.retry.backoff_rate", step_retry.backoff_rate, words::STEP_BACKOFF, |range| Control::number(range)),
    row!("step.retry.jitter", step_retry.jitter, words::STEP_JITTER, Control::Switch),
    row!("callback.payload_kb", callback.payload_kb, words::CALLBACK_PAYLOAD, |range| Control::number(range)),
    row!("callback.submitted", callback.submitted, words::CALLBACK_SUBMITTED, Control::Switch),
    row!("invoke.result_kb", invoke.result_kb, words::INVOKE_RESULT, |range| Control::number(range)),
    row!("context.result_kb", context.result_kb, words::CONTEXT_RESULT, |range| Control::number(range)),
];

fn remove_inside(scenario: &mut Scenario, at: ElementPath) {
    let context = operation::get_mut(scenario, ElementPath { deep: 0, ..at });
    if let Some(operations) = context.and_then(operation::inside_mut)
        && (1..=operations.len()).contains(&at.deep)
    {
        operations.remove(at.deep - 1);
    }
}

/// A new wait: short enough to be seen to end.
pub(super) const NEW_WAIT_S: f64 = 10.0;

/// How many kinds have no operations inside.
const SIMPLE_KINDS: usize = 5;

fn kind(operation: &DurableOperation) -> usize {
    match operation {
        DurableOperation::Step(step) => 3 * usize::from(step.holds_after_s.is_some()),
        DurableOperation::Wait { .. } => 1,
        DurableOperation::Callback(_) => 2,
        DurableOperation::Invoke(_) => 4,
        DurableOperation::Context(context) => 6 - usize::from(context.branches.is_some()),
    }
}

/// Inside a context there is no other one.
fn kinds(_: &Scenario, at: ElementPath) -> Vec<Choice> {
    let most = if at.deep == 0 { words::OPERATION_KINDS.len() } else { SIMPLE_KINDS };
    words::OPERATION_KINDS[..most].iter().map(|name| Choice::plain(*name)).collect()
}

fn put_kind(scenario: &mut Scenario, at: ElementPath, value: &Value) {
    let Value::Text(Some(name)) = value else { return };
    let chosen = words::OPERATION_KINDS.iter().position(|kind| kind == name).unwrap_or_default();
    let function = functions(scenario, at).first().map(|choice| choice.value.to_string()).unwrap_or_default();
    let Some(operation) = operation::get_mut(scenario, at) else { return };
    if kind(operation) == chosen {
        return;
    }
    *operation = match chosen {
        1 => DurableOperation::Wait { duration_s: NEW_WAIT_S },
        2 => DurableOperation::Callback(Callback::default()),
        3 => DurableOperation::Step(Step {
            holds_after_s: Some(60.0.into()),
            // The SDKs' own strategy (`WaitStrategies.Presets.DEFAULT` of the one for Java).
            retry: StepRetry {
                max_attempts: 60,
                initial_delay_s: 5.0,
                max_delay_s: 300.0,
                backoff_rate: 1.5,
                jitter: true,
            },
            ..Step::default()
        }),
        4 => DurableOperation::Invoke(ChainedInvoke { function, result_kb: 0.0 }),
        5 | 6 => DurableOperation::Context(DurableContext {
            branches: (chosen == 5).then_some(range_at!(context, "branches").default as u32),
            operations: vec![DurableOperation::default()],
            ..DurableContext::default()
        }),
        _ => DurableOperation::Step(Step::default()),
    };
}

/// What can be invoked: the others first.
fn functions(scenario: &Scenario, at: ElementPath) -> Vec<Choice> {
    let (before, after) = scenario.functions.split_at(at.index.min(scenario.functions.len()));
    let others = before.iter().chain(after.iter().skip(1)).chain(after.first());
    others.map(|function| Choice::plain(function.name.clone())).collect()
}
