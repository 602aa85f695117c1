//! The reducer, driven as the app drives it.

use super::run::Finished;
use super::testing::{self, after, opened, results};
use super::*;
use crate::charts::viewport::Viewport;
use crate::examples::default_scenario;
use crate::worker::protocol::{Detail, Generation, Overview, Results, TabId, Target, ThrottleDetail};
use lambda_sim::scenario::Problem;
use lambda_sim::trace::FunctionId;
use lambda_sim::units::Instant;

fn set_memory(memory: u32) -> Action {
    Action::Edit(testing::memory(0, memory))
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
        Action::ShowTab(TabId::Findings),
        Action::LookAt(state.view_state.viewport),
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
fn a_scenario_that_undo_brings_back_is_not_compared_with_the_one_that_was_opened() {
    let shown = after(&opened(), [set_memory(1_024), Action::Run, finished(1, &results(60.0))]);
    let other = [Action::Open(Rc::new(default_scenario())), Action::Run, finished(2, &results(720.0))];
    let window = Action::LookAt(Viewport { from: 1e6, to: 2e6, ..Viewport::fit(6e7) });
    let other = after(&after(&shown, other), [window]);
    let stepped = |state: &Rc<State>, step: Action, generation| {
        after(state, [step, Action::Run, finished(generation, &results(60.0))])
    };
    let back = stepped(&other, Action::Undo, 3);
    assert!(back.run.previous.is_none() && back.view_state.viewport.is_fit(6e7));
    assert!(stepped(&back, Action::Redo, 4).run.previous.is_none());
    // What was only edited is compared.
    assert!(stepped(&back, Action::Undo, 4).run.previous.is_some());
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
fn what_was_selected_at_an_earlier_visit_is_so_only_in_the_run_of_that_visit() {
    let selected = Some(Target::Throttle { at: Instant::ZERO });
    let resumed = after(&opened(), [Action::Select(selected), Action::Run]);
    assert_eq!(after(&resumed, [finished(1, &results(60.0))]).view_state.selection, selected);
    let other = after(&resumed, [set_memory(2_048), Action::Run, finished(2, &results(60.0))]);
    assert_eq!(other.view_state.selection, None);
}

#[test]
fn the_view_stays_where_it_is_while_settings_change() {
    let shown = after(&opened(), [Action::Run, finished(1, &results(60.0))]);
    let viewport = shown.view_state.viewport.show(10e6, 20e6, 60e6);
    let looked = after(
        &shown,
        [
            Action::LookAt(viewport),
            Action::Select(Some(Target::Throttle { at: Instant::ZERO })),
            Action::ShowFunction(Some(FunctionId(1))),
        ],
    );
    let again = after(&looked, [set_memory(2_048), Action::Run, finished(2, &results(60.0))]);
    assert_eq!((again.view_state.viewport.from, again.view_state.viewport.to), (10e6, 20e6));
    assert_eq!((again.view_state.selection, again.view_state.function), (None, Some(FunctionId(1))));
    let shorter = after(&again, [Action::Run, finished(3, &results(15.0))]);
    assert!(shorter.view_state.viewport.is_fit(15e6));
}

#[test]
fn a_throttle_is_outlined_where_it_was_found() {
    let looked_for = Some(Target::Throttle { at: Instant::ZERO });
    let state = after(&opened(), [Action::Run, finished(1, &results(60.0)), Action::Select(looked_for)]);
    assert_eq!(state.run.found(state.view_state.selection), looked_for);
    let throttle = ThrottleDetail { at_us: 29_600_000, ..ThrottleDetail::default() };
    let detail = Some(Box::new(Detail::Throttle(throttle)));
    let state = after(&state, [Action::Answered { generation: Generation(1), response: Response::Detail(detail) }]);
    assert_eq!(state.run.found(state.view_state.selection), Some(Target::Throttle { at: Instant(29_600_000) }));
    let state = after(&state, [Action::Select(None)]);
    assert_eq!(state.run.found(state.view_state.selection), None);
}

#[test]
fn a_failed_run_says_why() {
    let state = after(&opened(), [Action::Run, failed(1)]);
    assert_eq!(state.run.phase, Phase::Failed("no".to_owned()));
}

fn event(at_s: i64, lane: Option<u32>) -> Event {
    let at = Instant::from_secs(at_s);
    Event { target: Target::Throttle { at }, at, until: at, lane }
}

#[test]
fn a_run_plays_from_the_cursor_and_from_the_beginning_after_its_end() {
    let shown = after(&opened(), [Action::Run, finished(1, &results(60.0))]);
    let playing = after(&shown, [Action::MoveCursor(20e6), Action::Play]);
    assert_eq!((playing.view_state.cursor, playing.view_state.playback.is_playing), (Some(20e6), true));
    let paused = after(&playing, [Action::Pause(99e6)]);
    assert_eq!((paused.view_state.cursor, paused.view_state.playback.is_playing), (Some(60e6), false));
    assert_eq!(after(&paused, [Action::Play]).view_state.cursor, Some(0.0));
    // New results are not begun in the middle of a play.
    let again = after(&playing, [Action::Run, finished(2, &results(15.0))]);
    assert_eq!((again.view_state.cursor, again.view_state.playback.is_playing), (Some(15e6), false));
}

#[test]
fn an_event_is_selected_in_sight_and_under_the_cursor() {
    let shown = after(&opened(), [Action::Run, finished(1, &results(60.0))]);
    let near = Viewport { from: 0.0, to: 10e6, first_lane: 0.0 };
    let visited = after(&shown, [Action::LookAt(near), Action::Visit(event(30, None))]);
    assert_eq!((visited.view_state.viewport.from, visited.view_state.cursor), (29e6, Some(30e6)));
    assert_eq!(visited.view_state.selection, Some(Target::Throttle { at: Instant::from_secs(30) }));
    let late = Action::Answered { generation: Generation(7), response: Response::NextEvent(Some(event(40, None))) };
    assert!(Rc::ptr_eq(&visited, &visited.clone().reduce(late)), "an older run's answer");
}

#[test]
fn the_fleet_is_seen_at_the_busiest_moment_unless_one_is_chosen() {
    let mut busy = (*results(60.0)).clone();
    busy.overview = Overview { step_us: 10_000_000, in_flight: vec![1, 4, 9, 9, 2, 0], ..Overview::default() };
    let shown = after(&opened(), [Action::Run, finished(1, &Rc::new(busy))]);
    assert_eq!(after(&shown, [Action::ShowView(View::Fleet)]).view_state.cursor, Some(25e6));
    let chosen = after(&shown, [Action::MoveCursor(1e6), Action::ShowView(View::Fleet)]);
    assert_eq!(chosen.view_state.cursor, Some(1e6));
    assert_eq!(after(&shown, [Action::ShowView(View::Table)]).view_state.cursor, None);
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
    assert!(impossible.view_state.notice.is_some());
    assert_eq!(impossible.configuration.scenario(), shown.configuration.scenario());
}
