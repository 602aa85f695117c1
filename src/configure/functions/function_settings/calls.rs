//! What a function calls while it runs: other functions and downstream services.

use super::elements::{call, function};
use crate::configure::settings::{Control, Editable, List, Row, list_of, row};
use crate::configure::sources::retries;
use crate::state::edit::{Spot, Value};
use crate::text::{event_source, function_settings as words, traffic};
use crate::ui::select_field::Choice;
use lambda_sim::scenario::{Call, CallMode, Downstream, Retry, RetryOn, Scenario, SdkMode, limits};

pub static CALLS: List = List {
    name: "calls",
    element: words::CALL,
    title: None,
    add_label: words::ADD_CALL,
    most: limits::MAX_CALLS,
    elements: list_of!(function.calls),
    add,
    remove: list_of!(remove function.calls),
    blocked: Some(blocked),
    inner: None,
    rows: ROWS,
    more: MORE,
};

static ROWS: &[Row] = &[
    Row {
        name: "downstream",
        text: words::CALLED,
        control: Control::Named(targets),
        read: |scenario, at| {
            let call = call::get(scenario, at)?;
            let (prefix, name) =
                if call.function.is_empty() { (SERVICE, &call.downstream) } else { (FUNCTION, &call.function) };
            Some(Value::Text(Some(target(prefix, name))))
        },
        put: put_target,
        is_structural: false,
        blocked: None,
        note: None,
    },
    Row {
        name: "mode",
        text: words::MODE,
        control: Control::OneOf(&words::MODES),
        read: |scenario, at| {
            let call = call::get(scenario, at).filter(|call| !call.function.is_empty())?;
            Some(Value::Choice(usize::from(call.mode == CallMode::Async)))
        },
        put: |scenario, at, value| {
            if let (Some(call), Value::Choice(chosen)) = (call::get_mut(scenario, at), value) {
                call.mode = if *chosen == 1 { CallMode::Async } else { CallMode::Sync };
            }
        },
        is_structural: false,
        blocked: None,
        note: None,
    },
    row!(call.count, words::TIMES, Control::whole(limits::CALL_COUNT)),
    row!(call.on_failure, words::ON_CALL_FAILURE, Control::OneOf(&words::ON_CALL_FAILURES)),
];

/// A row for what a policy of retries has.
macro_rules! of_retry {
    ($name:literal, $pattern:pat => $found:expr, $text:expr, $control:expr) => {
        Row {
            name: concat!("retry.", $name),
            text: $text,
            control: $control,
            read: |scenario, at| match &call::get(scenario, at)?.retry {
                $pattern => Some(Editable::value(&$found)),
                _ => None,
            },
            put: |scenario, at, value| {
                if let Some(call) = call::get_mut(scenario, at)
                    && let $pattern = &mut call.retry
                {
                    Editable::put(&mut $found, value);
                }
            },
            is_structural: false,
            blocked: None,
            note: None,
        }
    };
}

/// A row for what besides throttles is tried again: nothing where nothing is, and an SDK decides that by itself (S3).
macro_rules! retry_on {
    ($on:expr) => {
        Row {
            name: traffic::retry_on($on).0,
            text: traffic::retry_on($on).1,
            control: Control::Switch,
            read: |scenario, at| {
                let call = call::get(scenario, at)?;
                let has_a_say = matches!(call.retry, Retry::Fixed { .. } | Retry::Exponential { .. });
                has_a_say.then(|| Value::Flag(call.retry_on.contains(&$on)))
            },
            put: |scenario, at, value| {
                if let Some(call) = call::get_mut(scenario, at) {
                    call.retry_on.retain(|on| *on != $on);
                    if *value == Value::Flag(true) {
                        call.retry_on.push($on);
                    }
                }
            },
            is_structural: false,
            blocked: None,
            note: None,
        }
    };
}

static MORE: &[Row] = &[
    row!(call.probability, words::PROBABILITY, Control::even_share()),
    row!(call.after_share, words::AFTER_SHARE, Control::even_share()),
    Row {
        name: "retry",
        text: words::CALL_RETRY,
        control: Control::OneOf(&retries::KINDS),
        read: |scenario, at| {
            let call =
                call::get(scenario, at).filter(|call| !call.function.is_empty() && call.mode == CallMode::Sync)?;
            let name = retries::name(&call.retry);
            Some(Value::Choice(retries::KINDS.iter().position(|kind| *kind == name)?))
        },
        put: put_retry,
        is_structural: false,
        blocked: None,
        note: None,
    },
    of_retry!("fixed.max_attempts", Retry::Fixed { max_attempts: found, .. } => *found, traffic::MAX_ATTEMPTS, ATTEMPTS),
    of_retry!("fixed.delay_ms", Retry::Fixed { delay_ms: found, .. } => *found, traffic::DELAY, WAIT),
    of_retry!("exponential.max_attempts", Retry::Exponential { max_attempts: found, .. } => *found, traffic::MAX_ATTEMPTS, ATTEMPTS),
    of_retry!("exponential.base_ms", Retry::Exponential { base_ms: found, .. } => *found, traffic::BASE_DELAY, WAIT),
    of_retry!("exponential.max_delay_ms", Retry::Exponential { max_delay_ms: found, .. } => *found, traffic::MAX_DELAY, WAIT),
    of_retry!("exponential.jitter", Retry::Exponential { jitter: found, .. } => *found, traffic::JITTER, Control::OneOf(&traffic::JITTERS)),
    of_retry!("sdk.max_attempts", Retry::Sdk(sdk) => sdk.max_attempts, traffic::MAX_ATTEMPTS, Control::limit(limits::MAX_ATTEMPTS)),
    Row {
        name: "retry.sdk.mode",
        text: event_source::SDK_MODE,
        control: Control::OneOf(&event_source::SDK_MODES_OF_CALLS),
        read: |scenario, at| match &call::get(scenario, at)?.retry {
            Retry::Sdk(sdk) => Some(Value::Choice(usize::from(sdk.mode == SdkMode::Legacy))),
            _ => None,
        },
        put: |scenario, at, value| {
            if let (Some(Retry::Sdk(sdk)), Value::Choice(chosen)) =
                (call::get_mut(scenario, at).map(|call| &mut call.retry), value)
            {
                sdk.mode = if *chosen == 1 { SdkMode::Legacy } else { SdkMode::Standard };
            }
        },
        is_structural: false,
        blocked: None,
        note: None,
    },
    of_retry!("sdk.new_2026", Retry::Sdk(sdk) => sdk.new_2026, event_source::SDK_NEW_2026, Control::Switch),
    retry_on!(RetryOn::Error),
    retry_on!(RetryOn::Timeout),
];

const ATTEMPTS: Control = Control::whole(limits::MAX_ATTEMPTS);
const WAIT: Control = Control::whole(limits::DELAY_MS);

/// Another policy; an SDK's decides by itself on what it tries again.
fn put_retry(scenario: &mut Scenario, at: Spot, value: &Value) {
    let (Some(call), Value::Choice(chosen)) = (call::get_mut(scenario, at), value) else { return };
    let Some(kind) = retries::KINDS.get(*chosen).filter(|kind| **kind != retries::name(&call.retry)) else { return };
    call.retry = retries::like(kind, &call.retry);
    if matches!(call.retry, Retry::Sdk(_)) {
        call.retry_on.clear();
    }
}

/// Marks of what is called: a function and a service may have the same name.
const FUNCTION: &str = "function:";
const SERVICE: &str = "service:";

fn target(prefix: &str, name: &str) -> String {
    let mut target = prefix.to_owned();
    target.push_str(name);
    target
}

fn targets(scenario: &Scenario, at: Spot) -> Vec<Choice> {
    let services = scenario.downstreams.iter();
    let services =
        services.map(|service| Choice::grouped(words::SERVICES, target(SERVICE, &service.name), service.name.clone()));
    let functions = scenario.functions.iter().enumerate().filter(|(index, _)| *index != at.index);
    let functions = functions.map(|(_, function)| {
        Choice::grouped(words::FUNCTIONS, target(FUNCTION, &function.name), function.name.clone())
    });
    services.chain(functions).collect()
}

fn put_target(scenario: &mut Scenario, at: Spot, value: &Value) {
    let (Some(call), Value::Text(Some(target))) = (call::get_mut(scenario, at), value) else { return };
    if let Some(name) = target.strip_prefix(FUNCTION) {
        name.clone_into(&mut call.function);
        call.downstream.clear();
    } else if let Some(name) = target.strip_prefix(SERVICE) {
        name.clone_into(&mut call.downstream);
        call.function.clear();
        call.mode = CallMode::Sync;
    }
}

/// A new call goes to a service, the first there is; where there is none, one is made.
fn add(scenario: &mut Scenario, at: Spot, _: &Value) {
    if scenario.downstreams.is_empty() {
        scenario.downstreams.push(Downstream { name: words::FIRST_SERVICE.to_owned(), ..Downstream::default() });
    }
    let downstream = scenario.downstreams[0].name.clone();
    if let Some(function) = function::get_mut(scenario, at) {
        function.calls.push(Call { downstream, ..Call::default() });
    }
}

/// What calls cannot stand beside.
fn blocked(scenario: &Scenario, at: Spot) -> Option<&'static str> {
    let function = function::get(scenario, at)?;
    let streams = function.response.as_ref().is_some_and(|response| response.streaming);
    let beside = function.durable.is_some() || function.managed_instances.is_some() || streams;
    beside.then_some(words::NO_CALLS)
}
