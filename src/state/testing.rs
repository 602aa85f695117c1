//! What the tests of the state share: an app just opened, actions one after another, results of no run in particular.

use super::edit::{Edit, ElementPath, SettingEdit, Value};
use super::live::settings::new_configuration;
use super::session::SavedSession;
use super::{Action, State};
use crate::examples::DEFAULT_DOCUMENT;
use crate::worker::protocol::{LaneCounts, Results};
use lambda_sim::readings::Summary;
use std::rc::Rc;
use yew::Reducible;

pub fn opened() -> Rc<State> {
    Rc::new(State::resume(&SavedSession::default(), DEFAULT_DOCUMENT))
}

pub fn after(state: &Rc<State>, actions: impl IntoIterator<Item = Action>) -> Rc<State> {
    actions.into_iter().fold(state.clone(), State::reduce)
}

/// An edit of a function's memory, which live mode makes as a new configuration.
pub fn memory(function: usize, memory_mb: u32) -> Edit {
    Edit::Setting(SettingEdit {
        path: format!("functions[{function}].memory_mb"),
        at: ElementPath::of(function),
        value: Value::Number(Some(f64::from(memory_mb))),
        set: |scenario, at, value| {
            if let (Some(function), Value::Number(Some(mb))) = (scenario.functions.get_mut(at.index), value) {
                function.memory_mb = *mb as u32;
            }
        },
        live: Some(|_, after, at| {
            new_configuration(after, at, |function, new| new.memory_mb = Some(function.memory_mb))
        }),
        is_structural: false,
    })
}

pub fn results(duration_s: f64) -> Rc<Results> {
    let summary = Summary {
        name: String::new(),
        seed: 1,
        duration_s,
        total: Default::default(),
        functions: Default::default(),
        cost_usd: Default::default(),
        sources: lambda_sim::readings::NamedList::default(),
        statuses: Default::default(),
        trace_hash: String::new(),
    };
    Rc::new(Results {
        summary,
        bill: Default::default(),
        overview: Default::default(),
        lanes: LaneCounts { functions: vec![Default::default(); 2], ..LaneCounts::default() },
        engine_ms: 0.0,
        readings_ms: 0.0,
    })
}
