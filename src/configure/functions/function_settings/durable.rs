//! Durable functions: executions of many invocations, with operations between (rules N2, N5).

mod operations;

use crate::configure::elements::function;
use crate::configure::settings::{Control, ElementEditor, Setting, range_at, row, switch};
use crate::state::edit::{ElementPath, Value};
use crate::text::function_settings as words;
use lambda_sim::scenario::{
    Asynchronous, Durable, DurableOperation, Function, Scenario, Source, Step, Synchronous, ranges,
};
use operations::NEW_WAIT_S;
pub use operations::OPERATIONS;
use yew::prelude::*;

/// The settings.
pub fn durable(editor: &ElementEditor, function: &Function) -> Html {
    html! {
        <>
            { editor.rows(ROWS) }
            if function.durable.is_some() {
                { editor.below("durable", editor.at).list(&OPERATIONS) }
            }
        </>
    }
}

pub static ROWS: &[Setting] = &[
    switch!("durable", function.durable, words::DURABLE_ON, |_: &Function| Durable::default())
        .set_by(set_durable)
        .blocked(blocked),
    row!("durable.execution_timeout_s", durable.execution_timeout_s, words::EXECUTION_TIMEOUT, |range| Control::whole(
        range
    )),
    row!("durable.retention_period_days", durable.retention_period_days, words::HISTORY, |range| Control::whole(range)),
    row!("durable.replay_ms", durable.replay_ms, words::REPLAY, |range| Control::number(range)),
    row!("durable.input_kb", durable.input_kb, words::INPUT, |range| Control::number(range)),
    row!("durable.output_kb", durable.output_kb, words::OUTPUT, |range| Control::number(range)),
];

/// A new durable function does something, waits, and does something else; who waits for it waits no longer than AWS allows.
fn set_durable(scenario: &mut Scenario, at: ElementPath, value: &Value) {
    let is_awaited = callers(scenario, at).any(|source| source.kind.asynchronous().is_none());
    if let Some(function) = function::get_mut(scenario, at) {
        let timeout = range_at!(durable, "execution_timeout_s").default as u32;
        let step = || DurableOperation::Step(Step::default());
        function.durable = (*value == Value::Flag(true)).then(|| Durable {
            execution_timeout_s: if is_awaited { ranges::AWAITED_EXECUTION_S } else { timeout },
            operations: vec![step(), DurableOperation::Wait { duration_s: NEW_WAIT_S }, step()],
            ..Durable::default()
        });
    }
}

fn callers(scenario: &Scenario, at: ElementPath) -> impl Iterator<Item = &Source> {
    let name = function::get(scenario, at).map(|function| function.name.as_str());
    scenario.sources.iter().filter(move |source| Some(source.function.as_str()) == name)
}

fn blocked(scenario: &Scenario, at: ElementPath) -> Option<&'static str> {
    let function = function::get(scenario, at)?;
    let is_alone = function.calls.is_empty()
        && function.extensions.is_empty()
        && function.response.is_none()
        && function.managed_instances.is_none();
    let fits = |source: &Source| {
        let waits_less =
            |client: &Synchronous| client.integration_timeout_ms().is_some() || client.client_timeout_ms.is_some();
        let has_destination = |events: &Asynchronous| events.on_failure.is_some() || events.on_success.is_some();
        !source.kind.synchronous().is_some_and(waits_less) && !source.kind.asynchronous().is_some_and(has_destination)
    };
    if !is_alone {
        Some(words::DURABLE_ALONE)
    } else if !callers(scenario, at).all(fits) {
        Some(words::DURABLE_CALLERS)
    } else {
        None
    }
}
