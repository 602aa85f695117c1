//! Durable functions: executions of many invocations, with operations between (rules N2, N5).

mod operations;

use super::elements::{durable, function};
use crate::configure::settings::{Control, Row, Settings, row};
use crate::state::edit::{Spot, Value};
use crate::text::function_settings as words;
use lambda_sim::scenario::{
    Asynchronous, Durable, DurableOperation, Scenario, Schedule, Source, SourceKind, Step, limits,
};
use operations::NEW_WAIT_S;
pub(super) use operations::OPERATIONS;
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
