use super::*;
use crate::worker::protocol::{Detail, MomentQuery, RequestQuery, Rows, RowsQuery, StepQuery, Target, Window};
use lambda_sim::readings::{Columns, EnvironmentPhase};
use lambda_sim::trace::{EnvironmentId, InvocationId, StartKind};
use lambda_sim::units::Micros;
use std::cell::Cell;

thread_local! {
    /// Every look at the clock takes a millisecond: slices are then of a known length.
    static CLOCK: Cell<f64> = const { Cell::new(0.0) };
}

fn tick() -> f64 {
    CLOCK.with(|clock| {
        clock.set(clock.get() + 1.0);
        clock.get()
    })
}

const ONE: Generation = Generation(1);
const TWO: Generation = Generation(2);

fn scenario(rps: u32, duration_s: u32) -> String {
    format!(
        r#"{{"version": 1, "name": "test", "seed": 3, "duration_s": {duration_s},
            "functions": [{{"name": "checkout", "work": {{"duration_ms": 100}}}}],
            "sources": [{{"name": "api", "function": "checkout", "traffic": {{"poisson": {{"rps": {rps}}}}}}}]}}"#
    )
}

fn run(generation: Generation, scenario: String) -> ToWorker {
    ToWorker::Run { generation, scenario }
}

/// Without tabs: they have their own tests.
fn engine() -> Engine {
    Engine::new(tick, || None)
}

fn ask(generation: Generation, request: Request) -> ToWorker {
    ToWorker::Ask { generation, request }
}

/// The columns of a reply about the first run; `None` if it is another reply.
fn columns(message: &FromWorker) -> Option<&Columns> {
    match message {
        FromWorker::Answered { generation: ONE, response: Response::Window(columns) } => Some(columns),
        _ => None,
    }
}

/// Works until there is nothing to do.
fn settle(engine: &mut Engine) -> Vec<FromWorker> {
    let mut messages = Vec::new();
    while engine.is_busy() {
        messages.extend(engine.work());
    }
    messages
}

fn finished(rps: u32, duration_s: u32) -> Engine {
    let mut engine = engine();
    assert_eq!(engine.handle(run(ONE, scenario(rps, duration_s))), None);
    settle(&mut engine);
    engine
}

fn window() -> Window {
    Window {
        from: Instant::ZERO,
        to: Instant::from_secs(60),
        pixels: 1_000,
        mark_pixels: 24,
        first_lane: 0,
        lanes: 24,
        function: None,
    }
}

#[test]
fn a_run_tells_its_progress_and_then_its_results() {
    let mut engine = engine();
    engine.handle(run(ONE, scenario(900, 600)));
    let messages = settle(&mut engine);
    let shares: Vec<f64> = messages
        .iter()
        .filter_map(|message| match message {
            FromWorker::Progress { generation: ONE, share, .. } => Some(*share),
            _ => None,
        })
        .collect();
    assert!(shares.len() > 1 && shares.is_sorted() && shares.iter().all(|share| (0.0..=1.0).contains(share)));
    let Some(FromWorker::Finished { generation: ONE, results }) = messages.last() else {
        panic!("{:?}", messages.last());
    };
    assert_eq!(messages.len(), shares.len() + 1);
    assert_eq!(
        results.overview.requests.iter().map(|count| u64::from(*count)).sum::<u64>(),
        results.summary.total.requests
    );
    assert_eq!(results.lanes.total, results.lanes.functions[0].count);
    assert!(results.engine_ms > 0.0 && results.readings_ms > 0.0);
    let total: f64 = results.bill.lines.iter().map(|line| line.month_usd).sum();
    assert!((total - results.summary.cost_usd.month).abs() < 1e-6);
}

#[test]
fn a_newer_run_ends_the_older_one() {
    let mut engine = engine();
    engine.handle(run(ONE, scenario(900, 600)));
    engine.work();
    engine.handle(run(TWO, scenario(1, 10)));
    let messages = settle(&mut engine);
    assert!(messages.iter().all(|message| !matches!(message, FromWorker::Progress { generation, .. } | FromWorker::Finished { generation, .. } if *generation != TWO)));
    assert!(matches!(messages.last(), Some(FromWorker::Finished { .. })));
}

#[test]
fn cancel_ends_only_the_run_it_names_and_keeps_the_last_results() {
    let mut engine = finished(10, 60);
    engine.handle(run(TWO, scenario(900, 600)));
    engine.work();
    engine.handle(ToWorker::Cancel { generation: ONE });
    assert!(engine.is_busy());
    engine.handle(ToWorker::Cancel { generation: TWO });
    assert!(!engine.is_busy());
    engine.handle(ask(ONE, Request::Window(window())));
    assert!(matches!(&settle(&mut engine)[..], [reply] if columns(reply).is_some()));
}

#[test]
fn an_invalid_scenario_names_all_problems_and_runs_nothing() {
    let mut engine = engine();
    let reply = engine.handle(run(ONE, r#"{"version": 1, "duration_s": -1, "color": 3}"#.to_owned()));
    let Some(FromWorker::Invalid { generation: ONE, problems }) = &reply else { panic!("{reply:?}") };
    assert!(problems.len() >= 2, "{problems:?}");
    assert!(!engine.is_busy());
    let reply = engine.handle(run(TWO, "no JSON".to_owned()));
    assert!(matches!(reply, Some(FromWorker::Invalid { generation: TWO, .. })));
}

#[test]
fn only_the_newest_request_of_a_kind_is_answered_and_only_about_the_finished_run() {
    let mut engine = finished(10, 60);
    let narrow = Window { to: Instant::from_secs(1), ..window() };
    engine.handle(ask(ONE, Request::Window(window())));
    engine.handle(ask(ONE, Request::Window(narrow)));
    engine.handle(ask(Generation(7), Request::Window(window())));
    let replies = engine.work();
    let [reply] = &replies[..] else { panic!("{replies:?}") };
    let columns = columns(reply).expect("columns");
    assert!(!columns.bars.is_empty());
    assert_eq!(columns.curves.origin + columns.curves.step * columns.curves.len() as f64, 1e6, "the narrow window");
    assert!(!engine.is_busy());
}

#[test]
fn old_results_are_looked_at_while_the_next_run_is_on_its_way() {
    let mut engine = finished(10, 60);
    engine.handle(run(TWO, scenario(900, 600)));
    engine.handle(ask(ONE, Request::Window(window())));
    assert!(engine.work().iter().any(|reply| columns(reply).is_some()));
    settle(&mut engine);
    engine.handle(ask(ONE, Request::Window(window())));
    assert!(!engine.is_busy(), "the older trace is gone");
}

/// What the first run's engine answers to one request.
fn response(engine: &mut Engine, request: Request) -> Response {
    engine.handle(ask(ONE, request));
    let replies = engine.work();
    match <[FromWorker; 1]>::try_from(replies) {
        Ok([FromWorker::Answered { generation: ONE, response }]) => response,
        other => panic!("{other:?}"),
    }
}

#[test]
fn things_are_shown_in_detail() {
    let mut engine = finished(10, 60);
    let first = Target::Invocation(InvocationId(0));
    let Response::Detail(Some(detail)) = response(&mut engine, Request::Detail(first)) else { panic!("no detail") };
    let Detail::Invocation(invocation) = *detail else { panic!("{detail:?}") };
    assert_eq!((invocation.start, invocation.environment_number), (StartKind::FullCold, 1));
    assert_eq!((invocation.function.as_str(), invocation.source.as_str()), ("checkout", "api"));

    let before = Target::Environment { environment: EnvironmentId(0), at: Instant(0), within: Micros::ZERO };
    let Response::Detail(Some(detail)) = response(&mut engine, Request::Detail(before)) else { panic!("no detail") };
    assert!(
        matches!(*detail, Detail::Environment(environment) if environment.state == EnvironmentPhase::NotYetCreated)
    );

    let nothing = Target::Invocation(InvocationId(u32::MAX));
    assert_eq!(response(&mut engine, Request::Detail(nothing)), Response::Detail(None));
    engine.handle(ask(TWO, Request::Detail(before)));
    assert!(!engine.is_busy(), "a request about another run");
}

#[test]
fn a_snapshot_the_next_event_and_a_page_of_rows_are_answered() {
    let mut engine = finished(10, 60);
    let at = |at, lanes| Request::Snapshot(MomentQuery { at: Instant::from_secs(at), function: None, lanes });
    engine.handle(ask(ONE, at(10, true)));
    engine.handle(ask(ONE, at(20, false)));
    let query = RequestQuery { to: Instant::from_secs(60), ..RequestQuery::default() };
    engine.handle(ask(ONE, Request::Rows(RowsQuery { query, first: 5, count: 10 })));
    let replies = engine.work();
    let [
        FromWorker::Answered { response: Response::Snapshot(moment), .. },
        FromWorker::Answered { response: Response::Rows(Rows { page, query: answered }), .. },
    ] = &replies[..]
    else {
        panic!("{replies:?}");
    };
    assert_eq!((moment.at, moment.state.len()), (Instant::from_secs(20), 0));
    assert_eq!((page.first, page.rows.len(), *answered), (5, 10, query));
    assert!(moment.requests > 100 && u64::from(page.matching) > moment.requests);

    let step = StepQuery { at: Instant::ZERO, selected: None, forward: true, along: false, function: None };
    assert!(matches!(response(&mut engine, Request::NextEvent(step)), Response::NextEvent(Some(_))));
}

#[test]
#[ignore = "makes sixty million requests, the most that a run may"]
fn a_run_that_cannot_go_on_says_why() {
    // Clients that retry at once and for ever multiply a trickle of traffic beyond what a trace can hold.
    let scenario = r#"{"version": 1, "duration_s": 3600,
        "functions": [{"name": "f", "reserved_concurrency": 0}],
        "sources": [{"name": "s", "function": "f", "traffic": {"constant": {"rps": 200}},
                     "retry": {"fixed": {"delay_ms": 1, "max_attempts": 1000}}}]}"#;
    let mut engine = engine();
    assert_eq!(engine.handle(run(ONE, scenario.to_owned())), None);
    let messages = settle(&mut engine);
    let Some(FromWorker::Failed { generation: ONE, message }) = messages.last() else {
        panic!("{:?}", messages.last())
    };
    assert!(message.contains("requests"), "{message}");
}
