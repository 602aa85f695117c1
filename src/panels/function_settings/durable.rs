//! Durable functions: executions of many invocations, with steps, waits and callbacks (rule N2).

use super::elements::{callback, durable, function, operation, step, step_retry, wait};
use crate::panels::settings::{Control, Editable, List, Row, Settings, list_of, row};
use crate::state::edit::{Spot, Value};
use crate::text::function_settings as words;
use lambda_sim::scenario::{
    Asynchronous, Callback, Durable, DurableOperation, Scenario, Schedule, Source, SourceKind, Step, limits,
};
use yew::prelude::*;

/// The settings.
pub fn durable(settings: &Settings, function: &lambda_sim::scenario::Function) -> Html {
    html! {
        <>
            { settings.rows(ROWS) }
            if function.durable.is_some() {
                { settings.below("durable", settings.at).list(&OPERATIONS) }
            }
        </>
    }
}

pub(super) static ROWS: &[Row] = &[
    Row {
        name: "durable",
        text: words::DURABLE_ON,
        control: Control::Switch,
        read: |scenario, at| Some(Value::Flag(function::get(scenario, at)?.durable.is_some())),
        put: put_durable,
        is_structural: false,
        blocked: Some(blocked),
        note: None,
    },
    row!(
        "durable.execution_timeout_s",
        durable.execution_timeout_s,
        words::EXECUTION_TIMEOUT,
        Control::whole(limits::EXECUTION_TIMEOUT_S)
    ),
    row!(
        "durable.retention_period_days",
        durable.retention_period_days,
        words::HISTORY,
        Control::whole(limits::RETENTION_PERIOD_DAYS)
    ),
    row!("durable.replay_ms", durable.replay_ms, words::REPLAY, Control::number(limits::REPLAY_MS)),
    row!("durable.input_kb", durable.input_kb, words::INPUT, Control::number(limits::CHECKPOINT_KB)),
    row!("durable.output_kb", durable.output_kb, words::OUTPUT, Control::number(limits::CHECKPOINT_KB)),
];

pub(super) static OPERATIONS: List = List {
    name: "operations",
    element: words::OPERATION,
    title: None,
    add_label: words::ADD_OPERATION,
    most: limits::MAX_OPERATIONS,
    elements: list_of!(durable.operations),
    add: |scenario, at, _| {
        if let Some(durable) = durable::get_mut(scenario, at) {
            durable.operations.push(DurableOperation::Step(Step::default()));
        }
    },
    remove: list_of!(remove durable.operations),
    blocked: None,
    rows: &[
        Row {
            name: "kind",
            text: words::OPERATION_KIND,
            control: Control::OneOf(&words::OPERATION_KINDS),
            read: |scenario, at| {
                Some(Value::Choice(match operation::get(scenario, at)? {
                    DurableOperation::Step(_) => 0,
                    DurableOperation::Wait { .. } => 1,
                    DurableOperation::Callback(_) => 2,
                }))
            },
            put: |scenario, at, value| {
                if let (Some(operation), Value::Choice(kind)) = (operation::get_mut(scenario, at), value) {
                    *operation = match kind {
                        1 => DurableOperation::Wait { duration_s: NEW_WAIT_S },
                        2 => DurableOperation::Callback(Callback::default()),
                        _ => DurableOperation::Step(Step::default()),
                    };
                }
            },
            is_structural: false,
            blocked: None,
            note: None,
        },
        row!(
            "step.duration_ms",
            step.duration_ms,
            words::STEP_DURATION,
            Control::distribution(limits::PHASE_MS, 100.0)
        ),
        row!("step.error_rate", step.error_rate, words::STEP_ERRORS, Control::share()),
        Row {
            name: "wait.duration_s",
            text: words::WAIT,
            control: Control::number(limits::DURABLE_WAIT_S),
            read: |scenario, at| Some(wait::get(scenario, at)?.value()),
            put: |scenario, at, value| {
                if let Some(duration) = wait::get_mut(scenario, at) {
                    duration.put(value);
                }
            },
            is_structural: false,
            blocked: None,
            note: None,
        },
        row!(
            "callback.after_s",
            callback.after_s,
            words::CALLBACK_AFTER,
            Control::distribution(limits::CALLBACK_S, 60.0)
        ),
        row!("callback.timeout_s", callback.timeout_s, words::CALLBACK_TIMEOUT, Control::limit(limits::CALLBACK_S)),
    ],
    more: &[
        row!("step.result_kb", step.result_kb, words::STEP_RESULT, Control::number(limits::CHECKPOINT_KB)),
        row!(
            "step.retry.max_attempts",
            step_retry.max_attempts,
            words::STEP_ATTEMPTS,
            Control::whole(limits::STEP_ATTEMPTS)
        ),
        row!(
            "step.retry.initial_delay_s",
            step_retry.initial_delay_s,
            words::STEP_DELAY,
            Control::number(limits::STEP_DELAY_S)
        ),
        row!(
            "step.retry.max_delay_s",
            step_retry.max_delay_s,
            words::STEP_LONGEST,
            Control::number(limits::STEP_DELAY_S)
        ),
        row!(
            "step.retry.backoff_rate",
            step_retry.backoff_rate,
            words::STEP_BACKOFF,
            Control::number(limits::BACKOFF_RATE)
        ),
        row!("step.retry.jitter", step_retry.jitter, words::STEP_JITTER, Control::Switch),
        row!(
            "callback.payload_kb",
            callback.payload_kb,
            words::CALLBACK_PAYLOAD,
            Control::number(limits::CHECKPOINT_KB)
        ),
        row!("callback.submitted", callback.submitted, words::CALLBACK_SUBMITTED, Control::Switch),
    ],
};

/// A new wait: short enough to be seen to end.
const NEW_WAIT_S: f64 = 10.0;

/// A new durable function does something, waits, and does something else; who waits for it waits no longer than AWS allows.
fn put_durable(scenario: &mut Scenario, at: Spot, value: &Value) {
    let is_awaited = callers(scenario, at).any(|source| !matches!(source.kind, SourceKind::Async(_)));
    if let Some(function) = function::get_mut(scenario, at) {
        let timeout = limits::EXECUTION_TIMEOUT_S.default as u32;
        let step = || DurableOperation::Step(Step::default());
        function.durable = (*value == Value::Flag(true)).then(|| Durable {
            execution_timeout_s: if is_awaited { limits::AWAITED_EXECUTION_S } else { timeout },
            operations: vec![step(), DurableOperation::Wait { duration_s: NEW_WAIT_S }, step()],
            ..Durable::default()
        });
    }
}

fn callers(scenario: &Scenario, at: Spot) -> impl Iterator<Item = &Source> {
    let name = function::get(scenario, at).map(|function| function.name.as_str());
    scenario.sources.iter().filter(move |source| Some(source.function.as_str()) == name)
}

fn blocked(scenario: &Scenario, at: Spot) -> Option<&'static str> {
    let function = function::get(scenario, at)?;
    let is_alone = function.calls.is_empty()
        && function.extensions.is_empty()
        && function.response.is_none()
        && function.managed_instances.is_none();
    let fits = |source: &Source| match &source.kind {
        SourceKind::Sync(client) => client.integration_timeout_ms().is_none() && client.client_timeout_ms.is_none(),
        SourceKind::Async(Asynchronous { on_failure, .. })
        | SourceKind::Eventbridge(Asynchronous { on_failure, .. })
        | SourceKind::Sns(Asynchronous { on_failure, .. })
        | SourceKind::S3(Asynchronous { on_failure, .. })
        | SourceKind::Schedule(Schedule { asynchronous: Asynchronous { on_failure, .. }, .. }) => on_failure.is_none(),
        _ => true,
    };
    if !is_alone {
        Some(words::DURABLE_ALONE)
    } else if !callers(scenario, at).all(fits) {
        Some(words::DURABLE_CALLERS)
    } else {
        None
    }
}
