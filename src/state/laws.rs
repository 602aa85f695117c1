//! Laws of the reducer: every action, on every state that an app can be in, gives a state (nothing panics), always the same one,
//! and one that holds together.

use super::edit::{Edit, ElementPath, Setter, SettingEdit, Value};
use super::live::LiveAction;
use super::run::Finished;
use super::testing::{after, memory, opened, results};
use super::*;
use crate::charts::viewport::Viewport;
use crate::examples::default_scenario;
use crate::worker::protocol::{
    Generation, RequestQuery, Rows, TabAnswer, TabId, TabQuery, Target, ThrottleDetail, Why, WhyAnswer,
};
use lambda_sim::readings::{Detail, RequestPage};
use lambda_sim::scenario::{ChangeKind, Invoke, Problem, ProblemKind};
use lambda_sim::trace::{FunctionId, InvocationId};
use lambda_sim::units::Instant;

const FIRST: Generation = Generation(1);
const SECOND: Generation = Generation(2);

/// Lists examples of every action. The patterns are matched as well, so that the compiler asks for a new action's examples.
macro_rules! actions {
    ($($pattern:pat => [$($example:expr),+ $(,)?],)+) => {
        fn actions() -> Vec<Action> {
            let all = vec![$($($example),+),+];
            for action in &all {
                match action {
                    $($pattern => {})+
                }
            }
            all
        }
    };
}

fn scenario() -> Rc<Scenario> {
    Rc::new(default_scenario())
}

/// An edit of a setting that live mode cannot make during a run.
fn setting(path: &str, value: f64, set: Setter) -> Edit {
    let value = Value::Number(Some(value));
    let (path, at) = (path.to_owned(), ElementPath::default());
    Edit::Setting(SettingEdit { path, at, value, set, live: None, is_structural: false })
}

fn seed(seed: u32) -> Edit {
    setting("seed", f64::from(seed), |scenario, _, value| {
        if let Value::Number(Some(seed)) = value {
            scenario.seed = *seed as u64;
        }
    })
}

fn duration(seconds: f64) -> Edit {
    setting("duration_s", seconds, |scenario, _, value| {
        if let Value::Number(Some(seconds)) = value {
            scenario.duration_s = *seconds;
        }
    })
}

fn throttle(seconds: i64) -> Target {
    Target::Throttle { at: Instant::from_secs(seconds) }
}

fn event(seconds: i64, lane: Option<u32>) -> Event {
    let at = Instant::from_secs(seconds);
    Event { target: throttle(seconds), at, until: at, lane }
}

fn answered(generation: Generation, response: Response) -> Action {
    Action::Answered { generation, response }
}

fn tab_answer() -> Response {
    let query = TabQuery { tab: TabId::Logs, query: vec![1] };
    Response::Tab(TabAnswer { query, answer: vec![2] })
}

fn problem() -> Problem {
    Problem::new("seed", ProblemKind::NotAllowed, 1, 2)
}

actions! {
    Action::Edit(_) => [
        Action::Edit(seed(9)),
        Action::Edit(memory(0, 1_024)),
        Action::Edit(memory(99, 1_024)),
        Action::Edit(Edit::Name("another".to_owned())),
        Action::Edit(duration(10.0)),
        Action::Edit(duration(-1.0)),
        Action::Edit(Edit::add_function()),
        Action::Edit(Edit::duplicate_function(99)),
    ],
    Action::Settle => [Action::Settle],
    Action::Undo => [Action::Undo],
    Action::Redo => [Action::Redo],
    Action::Recall(_) => [
        Action::Recall(String::new()),
        Action::Recall("0\n\n\n".to_owned()),
        Action::Recall(opened().configuration.history()),
    ],
    Action::Open(_) => [Action::Open(scenario()), Action::Open(Rc::new(Scenario::default()))],
    Action::Replace(_) => [Action::Replace(scenario()), Action::Replace(Rc::new(Scenario::default()))],
    Action::Try(_) => [
        Action::Try(Suggestion::RaiseReserved { function: FunctionId(0), to: 333 }),
        Action::Try(Suggestion::RaiseReserved { function: FunctionId(0), to: u32::MAX }),
        Action::Try(Suggestion::RaiseReserved { function: FunctionId(99), to: 1 }),
    ],
    Action::Run => [Action::Run],
    Action::Cancel => [Action::Cancel],
    Action::Progressed { .. } => [
        Action::Progressed { generation: FIRST, share: 0.5, requests: 7 },
        Action::Progressed { generation: SECOND, share: f64::NAN, requests: 0 },
    ],
    Action::Finished(_) => [
        Action::Finished(Finished { generation: FIRST, results: results(60.0) }),
        Action::Finished(Finished { generation: SECOND, results: results(5.0) }),
    ],
    Action::Invalid { .. } => [
        Action::Invalid { generation: FIRST, problems: vec![problem()] },
        Action::Invalid { generation: SECOND, problems: vec![problem()] },
    ],
    Action::Failed { .. } => [
        Action::Failed { generation: FIRST, message: "no".to_owned() },
        Action::Failed { generation: SECOND, message: String::new() },
    ],
    Action::Answered { .. } => [
        answered(FIRST, Response::Window(Box::default())),
        answered(SECOND, Response::Snapshot(Box::default())),
        answered(FIRST, Response::Snapshot(Box::default())),
        answered(FIRST, Response::NextEvent(Some(event(50, Some(1))))),
        answered(FIRST, Response::NextEvent(Some(event(9_999, None)))),
        answered(FIRST, Response::NextEvent(None)),
        answered(FIRST, Response::Rows(Rows { query: RequestQuery::default(), page: RequestPage::default() })),
        answered(FIRST, Response::Detail(None)),
        answered(FIRST, Response::Detail(Some(Box::new(Detail::Throttle(ThrottleDetail::default()))))),
        answered(FIRST, Response::Why(Box::new(WhyAnswer { target: throttle(1), why: Why::default() }))),
        answered(FIRST, tab_answer()),
        answered(SECOND, tab_answer()),
    ],
    Action::LookAt(_) => [
        Action::LookAt(Viewport { from: 1e6, to: 2e6, first_lane: 3.0 }),
        Action::LookAt(Viewport { from: -1e9, to: 1e12, first_lane: -1.0 }),
    ],
    Action::Point(_) => [Action::Point(Some(3e6)), Action::Point(None)],
    Action::MoveCursor(_) => [
        Action::MoveCursor(3e6),
        Action::MoveCursor(1e15),
        Action::MoveCursor(-1.0),
        Action::MoveCursor(f64::NAN),
        Action::MoveCursor(f64::INFINITY),
    ],
    Action::Play => [Action::Play],
    Action::Pause(_) => [Action::Pause(4e6), Action::Pause(f64::NAN), Action::Pause(1e15)],
    Action::ChooseSpeed(_) => [Action::ChooseSpeed(Speed::Factor(255)), Action::ChooseSpeed(Speed::WholeRun)],
    Action::Live(_) => [
        Action::Live(LiveAction::Switch(true)),
        Action::Live(LiveAction::Switch(false)),
        Action::Live(LiveAction::GoOn),
        Action::Live(LiveAction::Intervene(Rc::new(ChangeKind::Invoke(Invoke { source: "?".to_owned(), count: 3 })))),
    ],
    Action::ShowView(_) => [
        Action::ShowView(View::Timeline),
        Action::ShowView(View::Fleet),
        Action::ShowView(View::Table),
    ],
    Action::List(_) => [Action::List(Listing { descending: true, ..Listing::default() })],
    Action::Visit(_) => [Action::Visit(event(20, Some(1))), Action::Visit(event(-5, Some(u32::MAX)))],
    Action::Select(_) => [
        Action::Select(Some(throttle(1))),
        Action::Select(Some(Target::Invocation(InvocationId(u32::MAX)))),
        Action::Select(None),
    ],
    Action::ShowFunction(_) => [
        Action::ShowFunction(Some(FunctionId(1))),
        Action::ShowFunction(Some(FunctionId(u16::MAX))),
        Action::ShowFunction(None),
    ],
    Action::ConfigureFunction(_) => [Action::ConfigureFunction(1), Action::ConfigureFunction(usize::MAX)],
    Action::ChooseOption(_) => [
        Action::ChooseOption(TabOption::LogFilter("ü".repeat(999))),
        Action::ChooseOption(TabOption::Trace(Some(InvocationId(3)))),
        Action::ChooseOption(TabOption::VersionsFunction(FunctionId(9))),
    ],
    Action::ShowTab(_) => [Action::ShowTab(TabId::Cost), Action::ShowTab(TabId::Findings)],
    Action::ChooseTheme(_) => [Action::ChooseTheme(Theme::Dark)],
    Action::ShowConfiguration(_) => [Action::ShowConfiguration(true), Action::ShowConfiguration(false)],
    Action::Notify(_) => [Action::Notify(Some(Notice::NotSaved)), Action::Notify(None)],
}

/// States that an app can be in.
fn states() -> Vec<Rc<State>> {
    let begun = opened();
    let selected_before = after(&begun, [Action::Select(Some(throttle(1)))]);
    let running = after(&begun, [Action::Run]);
    let shown = after(&running, [Action::Finished(Finished { generation: FIRST, results: results(60.0) })]);
    let looked_at = after(
        &shown,
        [
            Action::LookAt(Viewport { from: 5e6, to: 20e6, first_lane: 2.0 }),
            Action::MoveCursor(10e6),
            Action::Select(Some(throttle(2))),
            answered(FIRST, Response::Detail(Some(Box::new(Detail::Throttle(ThrottleDetail::default()))))),
            answered(FIRST, Response::Window(Box::default())),
            answered(FIRST, tab_answer()),
            Action::Play,
        ],
    );
    let live = after(&looked_at, [Action::Live(LiveAction::Switch(true))]);
    let edited = after(&looked_at, [Action::Edit(seed(5)), Action::Settle, Action::Run]);
    let live_edited = after(&live, [Action::Edit(seed(5)), Action::Settle, Action::Run]);
    let undone = after(&edited, [Action::Undo]);
    let invalid = after(&looked_at, [Action::Edit(duration(-1.0))]);
    let cancelled = after(&edited, [Action::Cancel]);
    let failed = after(&edited, [Action::Failed { generation: SECOND, message: "no".to_owned() }]);
    let empty = after(&shown, [Action::Open(Rc::new(Scenario::default()))]);
    vec![
        begun,
        selected_before,
        running,
        shown,
        looked_at,
        live,
        edited,
        live_edited,
        undone,
        invalid,
        cancelled,
        failed,
        empty,
    ]
}

/// What holds in every state.
fn check(state: &State, how: &str) {
    let (run, view) = (&state.run, &state.view_state);
    if let Some(results) = &run.results {
        let duration_us = results.summary.duration_s * 1e6;
        assert!(view.cursor.is_none_or(|at| (0.0..=duration_us).contains(&at)), "{how}: cursor {:?}", view.cursor);
        assert!(run.shown_scenario.is_some(), "{how}: results of no scenario");
    } else {
        let of_results = run.columns.is_some() || run.detail.is_some() || run.moment.is_some() || run.rows.is_some();
        assert!(!of_results && run.why.is_none(), "{how}: something of a run without results");
    }
    assert!(run.detail.is_none() || view.selection.is_some(), "{how}: details of nothing selected");
    assert!(run.shown <= run.generation, "{how}: results of a run to come");
    let scenario = state.configuration.scenario();
    if !told_by_the_worker(state) {
        assert_eq!(scenario.validate().is_ok(), state.configuration.is_valid(), "{how}");
    }
}

/// Whether the problems are ones that only the worker found.
fn told_by_the_worker(state: &State) -> bool {
    *state.configuration.problems == [problem()]
}

#[test]
fn every_action_on_every_state_gives_one_state_that_holds_together() {
    for (index, state) in states().iter().enumerate() {
        check(state, &format!("state {index}"));
        for action in actions() {
            let how = format!("state {index}, {action:?}");
            let next = state.clone().reduce(action.clone());
            let again = state.clone().reduce(action);
            // By their values: equality of states goes by pointers.
            assert_eq!(format!("{next:?}"), format!("{again:?}"), "{how}");
            check(&next, &how);
        }
    }
}

#[test]
fn what_follows_from_two_actions_holds_together_as_well() {
    let states = states();
    for (index, state) in states.iter().enumerate() {
        for first in actions() {
            let between = state.clone().reduce(first.clone());
            for second in actions() {
                check(&between.clone().reduce(second.clone()), &format!("state {index}, {first:?}, {second:?}"));
            }
        }
    }
}
