//! What a function calls while it runs: other functions and downstream services.

use crate::configure::elements::{awaited_call, call, function};
use crate::configure::settings::{Choices, Control, Getter, List, Setting, list_of, row};
use crate::configure::sources::retries;
use crate::state::edit::{ElementPath, Setter, Value};
use crate::text::{event_source, function_settings as words, traffic};
use crate::ui::select_field::Choice;
use lambda_sim::scenario::{Call, CallMode, Downstream, Jitter, OnCallFailure, Retry, RetryOn, Scenario, ranges};

pub static CALLS: List = List {
    name: "calls",
    element: words::CALL,
    title: None,
    add_label: words::ADD_CALL,
    most: ranges::MAX_CALLS,
    elements: list_of!(function.calls),
    add,
    remove: list_of!(remove function.calls),
    blocked: Some(blocked),
    inner: None,
    rows: ROWS,
    more: MORE,
};

static ROWS: &[Setting] = &[
    Setting::new(
        "downstream",
        words::CALLED,
        Control::Named(targets),
        |scenario, at| {
            let call = call::get(scenario, at)?;
            let (prefix, name) =
                if call.function.is_empty() { (SERVICE, &call.downstream) } else { (FUNCTION, &call.function) };
            Some(Value::Text(Some(target(prefix, name))))
        },
        put_target,
    ),
    row!("mode", function_call.mode, words::MODE, Control::OneOf(CallMode::NAMES)),
    row!(call.count, words::TIMES, |range| Control::whole(range)),
    row!(call.on_failure, words::ON_CALL_FAILURE, Control::OneOf(OnCallFailure::NAMES)),
];

static MORE: &[Setting] = &[
    row!(call.probability, words::PROBABILITY, |range| Control::even_share(range)),
    row!(call.after_share, words::AFTER_SHARE, |range| Control::even_share(range)),
    Setting::new("retry", words::CALL_RETRY, Control::OneOf(&retries::NAMES), get_policy, set_policy),
    row!("retry.fixed.max_attempts", call: Call { retry: Retry::Fixed { max_attempts: found, .. }, .. } => found, traffic::MAX_ATTEMPTS, |range| Control::whole(range)),
    row!("retry.fixed.delay_ms", call: Call { retry: Retry::Fixed { delay_ms: found, .. }, .. } => found, traffic::DELAY, |range| Control::whole(range)),
    row!("retry.exponential.max_attempts", call: Call { retry: Retry::Exponential { max_attempts: found, .. }, .. } => found, traffic::MAX_ATTEMPTS, |range| Control::whole(range)),
    row!("retry.exponential.base_ms", call: Call { retry: Retry::Exponential { base_ms: found, .. }, .. } => found, traffic::BASE_DELAY, |range| Control::whole(range)),
    row!("retry.exponential.max_delay_ms", call: Call { retry: Retry::Exponential { max_delay_ms: found, .. }, .. } => found, traffic::MAX_DELAY, |range| Control::whole(range)),
    row!("retry.exponential.jitter", call: Call { retry: Retry::Exponential { jitter: found, .. }, .. } => found, traffic::JITTER, Control::OneOf(Jitter::NAMES)),
    row!("retry.sdk.max_attempts", call_sdk.max_attempts, traffic::MAX_ATTEMPTS, |range| Control::limit(range)),
    row!("retry.sdk.mode", call_sdk.mode, event_source::SDK_MODE, Control::OneOf(&event_source::SDK_MODES_OF_CALLS)),
    row!("retry.sdk.new_2026", call_sdk.new_2026, event_source::SDK_NEW_2026, Control::Switch),
    retry_on(
        RetryOn::Error,
        |scenario, at| retries(scenario, at, RetryOn::Error),
        |scenario, at, value| set_retries(scenario, at, RetryOn::Error, value),
    ),
    retry_on(
        RetryOn::Timeout,
        |scenario, at| retries(scenario, at, RetryOn::Timeout),
        |scenario, at, value| set_retries(scenario, at, RetryOn::Timeout, value),
    ),
];

/// What is retried in addition to throttles.
const fn retry_on(on: RetryOn, get: Getter, set: Setter) -> Setting {
    let (name, text) = traffic::retry_on(on);
    Setting::new(name, text, Control::Switch, get, set)
}

/// Nothing is tried again without a policy, and an SDK decides it by itself (S3).
fn retries(scenario: &Scenario, at: ElementPath, on: RetryOn) -> Option<Value> {
    let call = call::get(scenario, at)?;
    match call.retry {
        Retry::Fixed { .. } | Retry::Exponential { .. } => Some(Value::Flag(call.retry_on.contains(&on))),
        Retry::None | Retry::Sdk(_) => None,
    }
}

fn set_retries(scenario: &mut Scenario, at: ElementPath, on: RetryOn, value: &Value) {
    if let Some(call) = call::get_mut(scenario, at) {
        retries::put_retry_on(&mut call.retry_on, on, value);
    }
}

fn get_policy(scenario: &Scenario, at: ElementPath) -> Option<Value> {
    Some(Value::Choice(traffic::retry(&awaited_call::get(scenario, at)?.retry)))
}

/// Another policy; an SDK decides by itself what it tries again.
fn set_policy(scenario: &mut Scenario, at: ElementPath, value: &Value) {
    let (Some(call), Value::Choice(chosen)) = (awaited_call::get_mut(scenario, at), value) else { return };
    if *chosen == traffic::retry(&call.retry) {
        return;
    }
    call.retry = retries::like(chosen, &call.retry);
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

fn targets(scenario: &Scenario, at: ElementPath) -> Vec<Choice> {
    let services = scenario.downstreams.iter();
    let services =
        services.map(|service| Choice::grouped(words::SERVICES, target(SERVICE, &service.name), service.name.clone()));
    let functions = scenario.functions.iter().enumerate().filter(|(index, _)| *index != at.index);
    let functions = functions.map(|(_, function)| {
        Choice::grouped(words::FUNCTIONS, target(FUNCTION, &function.name), function.name.clone())
    });
    services.chain(functions).collect()
}

fn put_target(scenario: &mut Scenario, at: ElementPath, value: &Value) {
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
fn add(scenario: &mut Scenario, at: ElementPath) {
    if scenario.downstreams.is_empty() {
        scenario.downstreams.push(Downstream { name: words::FIRST_SERVICE.to_owned(), ..Downstream::default() });
    }
    let downstream = scenario.downstreams[0].name.clone();
    if let Some(function) = function::get_mut(scenario, at) {
        function.calls.push(Call { downstream, ..Call::default() });
    }
}

/// Why a function cannot call others at present.
fn blocked(scenario: &Scenario, at: ElementPath) -> Option<&'static str> {
    let function = function::get(scenario, at)?;
    let streams = function.response.as_ref().is_some_and(|response| response.streaming);
    let beside = function.durable.is_some() || function.managed_instances.is_some() || streams;
    beside.then_some(words::NO_CALLS)
}
