use super::*;
use crate::worker::protocol::{Detail, StepQuery};
use lambda_sim::readings::EnvironmentPhase;
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

/// Works until there is nothing to do.
fn settle(engine: &mut Engine) -> Vec<FromWorker> {
    let mut messages = Vec::new();
    while engine.is_busy() {
        messages.extend(engine.work().into_iter().map(|reply| reply.message));
    }
    messages
}

fn finished(rps: u32, duration_s: u32) -> Engine {
    let mut engine = Engine::new(tick);
    assert_eq!(engine.handle(run(ONE, scenario(rps, duration_s))), []);
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
    let mut engine = Engine::new(tick);
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
    let mut engine = Engine::new(tick);
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
    engine.handle(ToWorker::Look { generation: ONE, window: window() });
    assert!(matches!(settle(&mut engine)[..], [FromWorker::Seen { generation: ONE, .. }]));
}

#[test]
fn an_invalid_scenario_names_all_problems_and_runs_nothing() {
    let mut engine = Engine::new(tick);
    let replies = engine.handle(run(ONE, r#"{"version": 1, "duration_s": -1, "colour": 3}"#.to_owned()));
    let [Reply { message: FromWorker::Invalid { generation: ONE, problems }, .. }] = &replies[..] else {
        panic!("{replies:?}");
    };
    assert!(problems.len() >= 2, "{problems:?}");
    assert!(!engine.is_busy());
    let replies = engine.handle(run(TWO, "no JSON".to_owned()));
    assert!(matches!(replies[..], [Reply { message: FromWorker::Invalid { generation: TWO, .. }, .. }]));
}

#[test]
fn only_the_newest_look_is_answered_and_only_of_the_finished_run() {
    let mut engine = finished(10, 60);
    let narrow = Window { to: Instant::from_secs(1), ..window() };
    engine.handle(ToWorker::Look { generation: ONE, window: window() });
    engine.handle(ToWorker::Look { generation: ONE, window: narrow });
    engine.handle(ToWorker::Look { generation: Generation(7), window: window() });
    let replies = engine.work();
    let [Reply { message: FromWorker::Seen { window, .. }, columns: Some(columns) }] = &replies[..] else {
        panic!("{replies:?}");
    };
    assert_eq!(*window, narrow);
    assert!(!columns.bars.is_empty());
    assert!(!engine.is_busy());
}

#[test]
fn old_results_are_looked_at_while_the_next_run_is_on_its_way() {
    let mut engine = finished(10, 60);
    engine.handle(run(TWO, scenario(900, 600)));
    engine.handle(ToWorker::Look { generation: ONE, window: window() });
    assert!(engine.work().iter().any(|reply| matches!(reply.message, FromWorker::Seen { generation: ONE, .. })));
    settle(&mut engine);
    engine.handle(ToWorker::Look { generation: ONE, window: window() });
    assert!(!engine.is_busy(), "the older trace is gone");
}

#[test]
fn things_are_inspected_at_once() {
    let mut engine = finished(10, 60);
    let mut inspect = |generation, target| engine.handle(ToWorker::Inspect { generation, target });
    let replies = inspect(ONE, Target::Invocation(InvocationId(0)));
    let [Reply { message: FromWorker::Inspected { detail: Some(detail), .. }, .. }] = &replies[..] else {
        panic!("{replies:?}");
    };
    let Detail::Invocation(invocation) = &**detail else { panic!("{detail:?}") };
    assert_eq!((invocation.start, invocation.environment_number), (StartKind::FullCold, 1));
    assert_eq!((invocation.function.as_str(), invocation.source.as_str()), ("checkout", "api"));

    let before = Target::Environment { environment: EnvironmentId(0), at: Instant(0), within: Micros::ZERO };
    let replies = inspect(ONE, before);
    let [Reply { message: FromWorker::Inspected { detail: Some(detail), .. }, .. }] = &replies[..] else {
        panic!("{replies:?}");
    };
    assert!(
        matches!(&**detail, Detail::Environment(environment) if environment.state == EnvironmentPhase::NotYetCreated)
    );

    let nothing = inspect(ONE, Target::Invocation(InvocationId(u32::MAX)));
    assert!(matches!(nothing[..], [Reply { message: FromWorker::Inspected { detail: None, .. }, .. }]));
    assert_eq!(inspect(TWO, before), [], "a question about another run");
}

#[test]
fn a_moment_the_next_event_and_a_page_of_requests_are_answered() {
    let mut engine = finished(10, 60);
    let at = |at, lanes| MomentQuery { at: Instant::from_secs(at), function: None, lanes };
    engine.handle(ToWorker::At { generation: ONE, query: at(10, true) });
    engine.handle(ToWorker::At { generation: ONE, query: at(20, false) });
    let query = RequestQuery { to: Instant::from_secs(60), ..RequestQuery::default() };
    engine.handle(ToWorker::List { generation: ONE, query, first: 5, count: 10 });
    let replies = engine.work();
    let [
        Reply { message: FromWorker::Moment { moment, .. }, .. },
        Reply { message: FromWorker::Listed { page, query: answered, .. }, .. },
    ] = &replies[..]
    else {
        panic!("{replies:?}");
    };
    assert_eq!((moment.at, moment.state.len()), (Instant::from_secs(20), 0));
    assert_eq!((page.first, page.rows.len(), *answered), (5, 10, query));
    assert!(moment.requests > 100 && u64::from(page.matching) > moment.requests);

    let step = StepQuery { at: Instant::ZERO, selected: None, forward: true, along: false, function: None };
    let replies = engine.handle(ToWorker::Step { generation: ONE, query: step });
    assert!(matches!(replies[..], [Reply { message: FromWorker::Stepped { event: Some(_), .. }, .. }]), "{replies:?}");
    assert_eq!(engine.handle(ToWorker::Step { generation: TWO, query: step }), [], "another run");
}

#[test]
#[ignore = "makes sixty million requests, the most that a run may"]
fn a_run_that_cannot_go_on_says_why() {
    // Clients that retry at once and for ever multiply a trickle of traffic beyond what a trace can hold.
    let scenario = r#"{"version": 1, "duration_s": 3600,
        "functions": [{"name": "f", "reserved_concurrency": 0}],
        "sources": [{"name": "s", "function": "f", "traffic": {"constant": {"rps": 200}},
                     "retry": {"fixed": {"delay_ms": 1, "max_attempts": 1000}}}]}"#;
    let mut engine = Engine::new(tick);
    assert_eq!(engine.handle(run(ONE, scenario.to_owned())), []);
    let messages = settle(&mut engine);
    let Some(FromWorker::Failed { generation: ONE, message }) = messages.last() else {
        panic!("{:?}", messages.last())
    };
    assert!(message.contains("requests"), "{message}");
}
