//! Extensions: init waits for them, the environment too, the caller does not (rules L15, M7).

use super::{at, counts, function, rows, run, source, starts, unlimited};
use lambda_sim::monitoring::{Metric, Statistic};
use lambda_sim::readings::cloudwatch::{Dimension, Period, Query, series};
use lambda_sim::readings::logs::{LogSettings, lines_of};
use lambda_sim::readings::usage;
use lambda_sim::scenario::{
    Asynchronous, Call, CallMode, Extension, Function, Retry, RetryOn, Scenario, SourceKind, Traffic,
};
use lambda_sim::simulator::{Change, Simulator};
use lambda_sim::trace::{EnvironmentId, Fate, InvocationId, Outcome, StartKind, Trace};
use lambda_sim::units::{Instant, Micros};

const MS: u64 = 1_000;

fn extension(init_ms: f64, after_handler_ms: f64) -> Extension {
    Extension { init_ms: Some(init_ms.into()), after_handler_ms: Some(after_handler_ms.into()), ..Extension::default() }
}

fn extended(times: &[f64], extensions: Vec<Extension>) -> Scenario {
    let mut scenario = unlimited(60.0);
    scenario.functions = vec![Function { extensions, ..function("f", 100.0) }];
    scenario.sources = vec![source("s", "f", at(times))];
    scenario
}

fn after_ms(trace: &Trace) -> Vec<u64> {
    trace.invocations_with_starts().map(|invocation| invocation.after.0 / MS).collect()
}

#[test]
fn l15_the_response_leaves_and_the_environment_waits_for_the_last_extension() {
    let scenario = extended(&[0.0, 1.0, 1.25], vec![extension(0.0, 200.0), extension(0.0, 50.0)]);
    let trace = run(&scenario);
    assert_eq!(after_ms(&trace), [200; 3]);
    let counts = counts(&trace);
    // The response after 100 ms; the request at 1.25 s finds the environment of 1.0 s busy until 1.3 s.
    assert_eq!(counts.latency_ms.max, Some(100.0));
    assert_eq!(starts(&trace), [StartKind::FullCold, StartKind::Warm, StartKind::FullCold]);
    assert_eq!(counts.concurrency.peak, 2);
    assert!((counts.concurrency.mean - 0.9 / 60.0).abs() < 1e-12);
    // Billed until the last is done: 3 × 300 ms.
    assert_eq!(usage(&trace, None).duration.x86_64.eligible.0, 3 * 300 * 1_769);
    let report = lines_of(&trace, InvocationId(1), &LogSettings::default());
    let report = report.last().map(|line| line.render(&trace, &LogSettings::default())).unwrap_or_default();
    assert!(report.contains("\tDuration: 300.00 ms\tBilled Duration: 300 ms"), "{report}");
}

#[test]
fn l15_init_waits_for_all_extensions_side_by_side() {
    let mut scenario = extended(&[0.0], vec![extension(300.0, 0.0), extension(120.0, 0.0)]);
    scenario.functions[0].phases.init_ms = Some(180.0.into());
    assert_eq!(run(&scenario).starts.get(0).map(|start| start.init_us), Some(300_000));
    scenario.functions[0].phases.init_ms = Some(400.0.into());
    assert_eq!(run(&scenario).starts.get(0).map(|start| start.init_us), Some(400_000));
}

#[test]
fn m7_the_metric_tells_what_came_after_the_handler() {
    let trace = run(&extended(&[0.0, 30.0], vec![extension(0.0, 250.0)]));
    let query = Query {
        metric: Metric::PostRuntimeExtensionsDuration,
        dimension: Dimension::All,
        statistic: Statistic::Sum,
        period: Period::MINUTE,
    };
    assert_eq!(series(&trace, &query).points, [Some(500.0)]);
}

#[test]
fn l15_the_timeout_cuts_extensions_off_and_resets_after_the_answer() {
    let mut scenario = extended(&[0.0, 5.0], vec![extension(0.0, 2_000.0)]);
    scenario.functions[0].timeout_s = 1;
    scenario.sources[0].retry = Retry::Fixed { delay_ms: 10.0, max_attempts: 3 };
    scenario.sources[0].retry_on = vec![RetryOn::Timeout];
    let trace = run(&scenario);
    assert_eq!(after_ms(&trace), [900, 900]);
    assert_eq!(starts(&trace), [StartKind::FullCold, StartKind::PartialCold]);
    assert!(rows(&trace).iter().all(|row| row.flags.outcome() == Outcome::Timeout));
    // The client has the handler's answer and tries nothing again.
    assert!(trace.retries.is_empty());
}

#[test]
fn l15_nothing_goes_on_after_a_crash() {
    let mut scenario = extended(&[0.0], vec![extension(0.0, 2_000.0)]);
    scenario.functions[0].work.crash_rate = 1.0;
    assert_eq!(after_ms(&run(&scenario)), [0]);
    scenario.functions[0].work.crash_rate = 0.0;
    scenario.functions[0].work.error_rate = 1.0;
    assert_eq!(after_ms(&run(&scenario)), [2_000]);
}

#[test]
fn l15_sources_and_callers_have_their_answer_at_the_response() {
    let mut scenario = extended(&[0.0], vec![extension(0.0, 5_000.0)]);
    scenario.sources[0].kind = SourceKind::Async(Asynchronous::default());
    let trace = run(&scenario);
    let fate = trace.fates.get(0).expect("an end");
    assert_eq!((fate.at, fate.fate), (Instant(100_000), Fate::Succeeded));

    let mut scenario = extended(&[0.0], vec![extension(0.0, 5_000.0)]);
    scenario.functions.push(Function {
        calls: vec![Call { function: "f".to_owned(), mode: CallMode::Sync, ..Call::default() }],
        extensions: vec![extension(0.0, 1_000.0)],
        ..function("caller", 100.0)
    });
    scenario.sources[0].function = "caller".to_owned();
    let trace = run(&scenario);
    let caller = trace.invocation(InvocationId(0)).expect("it ran");
    assert_eq!((caller.latency(), caller.busy()), (Micros(200 * MS), Micros(1_200 * MS)));
    assert_eq!(after_ms(&trace), [1_000, 5_000]);
}

#[test]
fn killing_an_environment_ends_its_extensions_and_spares_the_answer() {
    let mut scenario = extended(&[0.0], vec![extension(0.0, 2_000.0)]);
    scenario.sources[0].kind = SourceKind::Async(Asynchronous::default());
    let killed_at = |at_ms: i64| {
        let mut run = Simulator::new(&scenario, 1);
        run.run_until(Instant(at_ms * 1_000)).expect("a small run");
        run.apply(Change::Kill(EnvironmentId(0)));
        run.finish().expect("a small run")
    };
    let late = killed_at(600);
    assert_eq!((after_ms(&late), rows(&late)[0].flags.outcome()), (vec![500], Outcome::Completed));
    assert_eq!(late.fates.get(0).map(|fate| fate.at), Some(Instant(100_000)));
    let early = killed_at(50);
    assert_eq!((after_ms(&early)[0], rows(&early)[0].flags.outcome()), (0, Outcome::Crash));
    assert_eq!(rows(&early)[0].handler, Micros(50 * MS));
}

#[test]
fn slices_do_not_alter_a_run_with_extensions() {
    let mut scenario = extended(&[], vec![extension(5.0, 30.0)]);
    scenario.sources = vec![source("s", "f", Traffic::Poisson { rps: 40.0 })];
    scenario.sources[0].kind = SourceKind::Async(Asynchronous::default());
    scenario.functions[0].work.error_rate = 0.2;
    let whole = run(&scenario);
    let mut sliced = Simulator::new(&scenario, scenario.seed);
    while sliced.run_slice(7).expect("a small run") != lambda_sim::simulator::Progress::Done {}
    assert_eq!(sliced.trace().hash(), whole.hash());
}
