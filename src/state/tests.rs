//! The reducer, driven as the app drives it.

use super::edit::{Edit, FunctionEdit};
use super::run::Finished;
use super::*;
use crate::examples::default_scenario;
use crate::worker::protocol::{Generation, LaneCounts, Results, Target};
use lambda_sim::readings::Summary;
use lambda_sim::scenario::Problem;
use lambda_sim::trace::FunctionId;
use lambda_sim::units::Instant;

fn opened() -> Rc<State> {
    Rc::new(State::open(default_scenario()))
}

fn after(state: &Rc<State>, actions: impl IntoIterator<Item = Action>) -> Rc<State> {
    actions.into_iter().fold(state.clone(), State::reduce)
}

fn set_memory(memory: u32) -> Action {
    Action::Edit(Edit::Function(0, FunctionEdit::MemoryMb(memory)))
}

fn results(duration_s: f64) -> Rc<Results> {
    let summary = Summary {
        name: String::new(),
        seed: 1,
        duration_s,
        total: Default::default(),
        functions: Default::default(),
        cost_usd: Default::default(),
        sources: lambda_sim::readings::Named::default(),
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

fn finished(generation: u32, results: &Rc<Results>) -> Action {
    Action::Finished(Finished { generation: Generation(generation), results: results.clone() })
}

fn failed(generation: u32) -> Action {
    Action::Failed { generation: Generation(generation), message: "no".to_owned() }
}

#[test]
fn what_changes_nothing_hands_the_same_state_back() {
    let state = opened();
    let memory = state.configuration.scenario().functions[0].memory_mb;
    for action in [
        set_memory(memory),
        Action::Settle,
        Action::Undo,
        Action::Redo,
        Action::Cancel,
        Action::Select(None),
        Action::Point(None),
        Action::ShowTab(Tab::Findings),
        Action::LookAt(state.looking.viewport),
        finished(1, &results(60.0)),
    ] {
        assert!(Rc::ptr_eq(&state, &state.clone().reduce(action.clone())), "{action:?}");
    }
}

#[test]
fn a_run_is_started_goes_on_and_shows_its_results() {
    let first = results(60.0);
    let state = after(&opened(), [Action::Run]);
    assert_eq!(state.run.generation, Generation(1));
    let state = after(&state, [Action::Progressed { generation: Generation(1), share: 0.5, requests: 9 }]);
    assert_eq!(state.run.phase, Phase::Running { share: 0.5, requests: 9 });
    let state = after(&state, [finished(1, &first)]);
    assert_eq!((&state.run.phase, state.run.shown), (&Phase::Done, Generation(1)));
    assert!(state.run.previous.is_none());
    let state = after(&state, [set_memory(2_048), Action::Run, finished(2, &results(60.0))]);
    assert!(Rc::ptr_eq(state.run.previous.as_ref().expect("the first"), &first));
}

#[test]
fn what_an_older_run_says_is_not_heard() {
    let state = after(&opened(), [Action::Run, Action::Run]);
    for action in
        [finished(1, &results(60.0)), failed(1), Action::Invalid { generation: Generation(1), problems: vec![] }]
    {
        assert!(Rc::ptr_eq(&state, &state.clone().reduce(action)));
    }
    let state = after(&state, [Action::Cancel]);
    assert!(Rc::ptr_eq(&state, &state.clone().reduce(finished(2, &results(60.0)))));
}

#[test]
fn another_scenario_is_not_compared_with_the_one_before() {
    let shown = after(&opened(), [Action::Run, finished(1, &results(60.0))]);
    let other = after(&shown, [Action::Open(Rc::new(default_scenario())), Action::Run, finished(2, &results(60.0))]);
    assert!(other.run.previous.is_none());
    assert!(other.configuration.can_undo());
}

#[test]
fn an_invalid_edit_keeps_the_results_and_names_the_field() {
    let shown = after(&opened(), [Action::Run, finished(1, &results(60.0))]);
    let invalid = after(&shown, [set_memory(64)]);
    assert!(invalid.run.results.is_some());
    assert_eq!(invalid.configuration.problems[0].path, "functions[0].memory_mb");
    assert!(after(&invalid, [Action::Undo]).configuration.is_valid());
}

#[test]
fn problems_that_the_worker_finds_are_shown_as_well() {
    let problem = Problem::new("seed", lambda_sim::scenario::ProblemKind::NotAllowed, 1, 2);
    let invalid = Action::Invalid { generation: Generation(1), problems: vec![problem] };
    let state = after(&opened(), [Action::Run, invalid]);
    assert_eq!(state.run.phase, Phase::Invalid);
    assert_eq!(state.configuration.problems.len(), 1);
}

#[test]
fn the_view_stays_where_it_is_while_settings_change() {
    let shown = after(&opened(), [Action::Run, finished(1, &results(60.0))]);
    let viewport = shown.looking.viewport.show(10e6, 20e6, 60e6);
    let looked = after(
        &shown,
        [
            Action::LookAt(viewport),
            Action::Select(Some(Target::Throttle { at: Instant::ZERO })),
            Action::ShowFunction(Some(FunctionId(1))),
        ],
    );
    let again = after(&looked, [set_memory(2_048), Action::Run, finished(2, &results(60.0))]);
    assert_eq!((again.looking.viewport.from, again.looking.viewport.to), (10e6, 20e6));
    assert_eq!((again.looking.selection, again.looking.function), (None, Some(FunctionId(1))));
    let shorter = after(&again, [Action::Run, finished(3, &results(15.0))]);
    assert!(shorter.looking.viewport.is_fit(15e6));
}

#[test]
fn a_failed_run_says_why() {
    let state = after(&opened(), [Action::Run, failed(1)]);
    assert_eq!(state.run.phase, Phase::Failed("no".to_owned()));
}

#[test]
fn a_suggestion_is_tried_as_one_step_and_one_that_is_not_possible_is_told() {
    let shown = after(&opened(), [Action::Run, finished(1, &results(60.0))]);
    let function = lambda_sim::trace::FunctionId(0);
    let tried = after(&shown, [Action::Try(Suggestion::RaiseReserved { function, to: 333 })]);
    assert_eq!(tried.configuration.scenario().functions[0].reserved_concurrency, Some(333));
    let undone = after(&tried, [Action::Undo]);
    assert_eq!(undone.configuration.scenario(), shown.configuration.scenario());
    let impossible = after(&shown, [Action::Try(Suggestion::RaiseReserved { function, to: 1_000_000 })]);
    assert!(impossible.looking.notice.is_some());
    assert_eq!(impossible.configuration.scenario(), shown.configuration.scenario());
}
