//! Live mode, driven as the app drives it.

use super::*;
use crate::charts::viewport::Viewport;
use crate::examples::default_scenario;
use crate::state::edit::{ElementPath, SettingEdit, Value};
use crate::state::run::Finished;
use crate::state::testing::{self, after, opened, results};
use lambda_sim::scenario::Invoke;
use lambda_sim::trace::EnvironmentId;
use lambda_sim::units::Micros;

/// The current scenario is run, and the results come.
fn run(state: &Rc<State>) -> Rc<State> {
    let started = after(state, [Action::Run]);
    let results = results(started.configuration.scenario().duration_s);
    after(&started, [Action::Finished(Finished { generation: started.run.generation, results })])
}

/// Live, playing, at ten seconds.
fn live() -> Rc<State> {
    let state = run(&opened());
    after(&state, [Action::MoveCursor(10e6), Action::Live(LiveAction::Switch(true))])
}

fn invoke(count: u32) -> Action {
    let source = default_scenario().sources[0].name.clone();
    Action::Live(LiveAction::Intervene(Rc::new(ChangeKind::Invoke(Invoke { source, count }))))
}

fn memory(memory: u32) -> Action {
    Action::Edit(testing::memory(0, memory))
}

/// Another setting of the same function, which is configured as memory is.
fn timeout(timeout_s: u32) -> Action {
    Action::Edit(Edit::Setting(SettingEdit {
        path: "functions[0].timeout_s".to_owned(),
        at: ElementPath::of(0),
        value: Value::Number(Some(f64::from(timeout_s))),
        set: |scenario, at, value| {
            if let Value::Number(Some(seconds)) = value {
                scenario.functions[at.index].timeout_s = *seconds as u32;
            }
        },
        live: Some(|_, after, at| {
            settings::new_configuration(after, at, |function, new| new.timeout_s = Some(function.timeout_s))
        }),
        is_structural: false,
    }))
}

/// A setting that cannot change during a run.
fn seed(seed: u64) -> Action {
    Action::Edit(Edit::Setting(SettingEdit {
        path: "seed".to_owned(),
        at: ElementPath::default(),
        value: Value::Number(Some(seed as f64)),
        set: |scenario, _, value| {
            if let Value::Number(Some(seed)) = value {
                scenario.seed = *seed as u64;
            }
        },
        live: None,
        is_structural: false,
    }))
}

fn changes(state: &State) -> &[ScheduledChange] {
    &state.configuration.scenario().changes
}

fn status(state: &State) -> &LiveStatus {
    &state.live.as_ref().expect("live").status
}

#[test]
fn switched_on_time_runs_as_it_does_and_switched_off_as_before() {
    let state = live();
    assert_eq!((state.view_state.playback.speed.factor(60e6), state.view_state.playback.is_playing), (1.0, true));
    assert_eq!(state.view_state.cursor, Some(10e6));
    let off = after(&state, [Action::Live(LiveAction::Switch(false))]);
    assert_eq!((off.view_state.playback.speed, &off.live), (Speed::WholeRun, &None));
}

#[test]
fn an_intervention_waits_for_its_future_and_plays_on_from_its_moment() {
    let viewport = Viewport { from: 5e6, to: 20e6, first_lane: 3.0 };
    let state = after(&live(), [Action::LookAt(viewport), Action::MoveCursor(12_345_600.0), invoke(100)]);
    assert!(!state.view_state.playback.is_playing && state.configuration.settled);
    assert_eq!(changes(&state)[0].at_s, 12.346, "the next whole millisecond");
    assert!(matches!(status(&state), LiveStatus::Changed(_)));
    let state = run(&state);
    assert!(state.view_state.playback.is_playing);
    assert_eq!((state.view_state.cursor, state.view_state.viewport), (Some(12_346_000.0), viewport));
    // A second one at the same moment adds to it.
    let twice = after(&state, [invoke(100)]);
    assert_eq!(changes(&twice).len(), 2);
}

#[test]
fn what_stood_still_stands_still() {
    let state = after(&live(), [Action::Pause(11e6), invoke(1)]);
    let state = run(&state);
    assert_eq!((state.view_state.playback.is_playing, state.view_state.cursor), (false, Some(11e6)));
}

#[test]
fn undoing_takes_the_fork_back_and_stands_at_its_moment() {
    let state = run(&after(&live(), [Action::MoveCursor(12e6), invoke(10)]));
    let undone = after(&state, [Action::MoveCursor(30e6), Action::Undo]);
    assert_eq!((changes(&undone).len(), undone.view_state.cursor), (0, Some(12e6)));
    assert!(!run(&undone).view_state.playback.is_playing);
    assert_eq!(status(&undone), &LiveStatus::StepTaken { back: true });
    let redone = after(&undone, [Action::Redo]);
    assert_eq!((changes(&redone).len(), redone.view_state.cursor), (1, Some(12e6)));
}

#[test]
fn a_setting_changes_from_the_cursor_on_and_a_drag_is_one_change() {
    let before = live();
    let as_set = before.configuration.scenario().functions[0].memory_mb;
    let dragged = after(&before, [memory(1_000), Action::MoveCursor(11e6), memory(1_100), memory(1_200)]);
    assert_eq!(changes(&dragged).len(), 1);
    assert_eq!(dragged.configuration.scenario().functions[0].memory_mb, as_set);
    // Its run may come before the slider is released: then time waits.
    let waiting = run(&dragged);
    assert!(!waiting.view_state.playback.is_playing);
    let settled = after(&waiting, [Action::Settle]);
    assert!(settled.view_state.playback.is_playing);
    // What the panels show, then and before.
    let shown = |at| settings::effective_configuration(&settled.configuration, at).scenario().functions[0].memory_mb;
    assert_eq!((shown(10.9e6), shown(11e6)), (as_set, 1_200));
    let undone = after(&settled, [Action::Undo]);
    assert!(changes(&undone).is_empty());
}

#[test]
fn of_two_settings_at_a_moment_both_hold() {
    let state = after(&live(), [memory(1_000), Action::Settle]);
    let state = after(&state, [timeout(7), Action::Settle]);
    let [ScheduledChange { change: ChangeKind::Configuration(new), .. }] = changes(&state) else {
        panic!("{:?}", changes(&state))
    };
    assert_eq!((new.memory_mb, new.timeout_s), (Some(1_000), Some(7)));
}

#[test]
fn what_cannot_change_during_a_run_begins_it_anew_and_says_so() {
    let state = after(&live(), [seed(99), Action::Settle]);
    assert_eq!((status(&state), changes(&state).len()), (&LiveStatus::FromTheStart, 0));
    assert_eq!(state.configuration.scenario().seed, 99);
}

#[test]
fn at_the_end_nothing_can_be_done_but_go_on() {
    let duration_us = default_scenario().duration_s * 1e6;
    let state = after(&live(), [Action::Pause(duration_us)]);
    assert!(Rc::ptr_eq(&after(&state, [invoke(1)]), &state));
    let longer = run(&after(&state, [Action::Live(LiveAction::GoOn)]));
    assert_eq!(longer.configuration.scenario().duration_s * 1e6, duration_us * 2.0);
    assert_eq!((longer.view_state.cursor, longer.view_state.playback.is_playing), (Some(duration_us), true));
    assert_eq!(longer.view_state.viewport, state.view_state.viewport);
}

#[test]
fn what_is_selected_stays_where_it_lies_before_the_fork() {
    let at = |seconds| Target::Environment {
        environment: EnvironmentId(3),
        at: Instant::from_secs(seconds),
        within: Micros(1),
    };
    for (seconds, stays) in [(5, true), (30, false)] {
        let state = run(&after(&live(), [Action::Select(Some(at(seconds))), invoke(1)]));
        assert_eq!(state.view_state.selection.is_some(), stays);
    }
}
