//! The engine's speed, as whole runs with their traces kept: `cargo bench -p lambda-sim`, or `make bench` for the comparison.
//!
//! Each case is run several times and its best and median are printed; what is compared is the best. With
//! `SIMFAAS_SECONDS` and `SIMFAAS_REQUESTS` in the environment (measured in the same run by `scripts/bench.sh`) the first case
//! prints how many times faster it is. No criterion: a case is a run of a second, and the ratios are the result.
#![expect(clippy::disallowed_methods, reason = "a benchmark reads the clock")]

use lambda_sim::pricing::PriceBook;
use lambda_sim::readings::{Summary, source_counts};
use lambda_sim::scenario::Scenario;
use lambda_sim::simulator::Simulator;
use lambda_sim::trace::Trace;
use std::time::{Duration, Instant};

const README: &str = include_str!("simfaas-readme.json");

fn main() {
    let readme = scenario(README);
    let (trace, best) = measure("SimFaaS README, 0.9/s, 10⁶ s", &readme, 7);
    if let Some(theirs) = nanoseconds_of_simfaas() {
        let ours = best.as_nanos() as f64 / requests(&trace);
        println!("{:>46} {:.0} times SimFaaS ({theirs:.0} ns a request), measured in the same run", "", theirs / ours);
    }
    println!("{:>46} {:.1} bytes of trace an invocation", "", trace.bytes() as f64 / trace.invocations.len() as f64);

    measure("500/s, 1,000 busy environments, 2,000 s", &busy(2_000.0), 5);
    measure("default choices, 100/s, 10,000 s", &defaults(10_000.0), 5);

    println!("\ngrowth: 500/s, 1,000 busy");
    for (invocations, times) in [(1e4, 9), (1e5, 7), (1e6, 3), (1e7, 1)] {
        measure(&format!("{invocations:e} invocations"), &busy(invocations / 500.0), times);
    }

    sources();

    println!("\nreadings of a million invocations");
    let scenario = busy(2_000.0);
    let trace = run(&scenario);
    time("summary with hash", 5, requests(&trace), || {
        Summary::of(&trace, &scenario, 1, &PriceBook::current())
            .map(|summary| summary.trace_hash.len())
            .unwrap_or_default()
    });
    time("hash", 5, requests(&trace), || trace.hash().len());
}

fn scenario(text: &str) -> Scenario {
    Scenario::read(text).unwrap_or_else(|problems| panic!("{problems:?}"))
}

/// 500 requests a second of 2 s each.
fn busy(duration_s: f64) -> Scenario {
    scenario(&format!(
        r#"{{"duration_s": {duration_s}, "account": {{"concurrency_limit": null, "scaling_per_10s": null, "requests_per_second": null}},
            "functions": [{{"name": "f", "memory_mb": 1769, "timeout_s": 900, "work": {{"duration_ms": {{"exponential": {{"mean": 2000}}}}}},
              "phases": {{"download_ms": 0, "start_ms": 0, "init_ms": 0}}, "keep_alive": {{"initialized_s": 600, "max_age_s": null}}}}],
            "sources": [{{"name": "s", "function": "f", "traffic": {{"poisson": {{"rps": 500}}}}}}]}}"#
    ))
}

/// What a reader gets who sets nothing: all quotas on, calibrated phases, lognormal work.
fn defaults(duration_s: f64) -> Scenario {
    scenario(&format!(
        r#"{{"duration_s": {duration_s}, "functions": [{{"name": "f", "memory_mb": 512, "timeout_s": 10,
              "work": {{"duration_ms": {{"lognormal": {{"p50": 80, "p99": 400}}}}, "cpu_share": 0.3, "error_rate": 0.001}}}}],
            "sources": [{{"name": "s", "function": "f", "traffic": {{"poisson": {{"rps": 100}}}}}}]}}"#
    ))
}

/// What arrives otherwise than from a client, beside the plain case of the same size: what an event costs, and whether that
/// grows faster than the logarithm of their number. A run of 10⁴ fits the processor's caches; growth tells from there on.
///
/// In a round every size is run for as many events, one after the other, and the growth is the median of the rounds': a machine
/// that is slower for a while then slows all sizes alike, where a best of many short runs would find its quiet moments.
fn sources() {
    const SIZES: [f64; 3] = [1e4, 1e5, 1e6];
    const ROUNDS: usize = 5;
    println!(
        "\nns an event (times the plain case), for 10⁴, 10⁵ and 10⁶ events; with n log n each step makes it 1.2 times dearer"
    );
    let mut plain = [0.0; SIZES.len()];
    for (name, case) in CASES {
        let sized = SIZES.map(|events| {
            let scenario = case(events);
            let units = events_of(&run(&scenario));
            (scenario, units, (SIZES[SIZES.len() - 1] / events) as usize)
        });
        let rounds: Vec<[f64; SIZES.len()]> = (0..ROUNDS)
            .map(|_| {
                sized.each_ref().map(|(scenario, units, times)| {
                    let all: Duration = durations(*times, || run(scenario).invocations.len()).iter().sum();
                    all.as_nanos() as f64 / (units * *times as f64)
                })
            })
            .collect();
        let cost: [f64; SIZES.len()] =
            std::array::from_fn(|size| rounds.iter().map(|round| round[size]).fold(f64::INFINITY, f64::min));
        if plain[0] == 0.0 {
            plain = cost;
        }
        print!("{name:<45}");
        for (cost, plain) in cost.iter().zip(plain) {
            print!(" {cost:>7.0} ({:.1})", cost / plain);
        }
        let growth: Vec<String> = (1..SIZES.len())
            .map(|size| format!("{:.2}", median(rounds.iter().map(|round| round[size] / round[size - 1]).collect())))
            .collect();
        println!("   grows {} times", growth.join(", "));
    }
}

fn median(mut values: Vec<f64>) -> f64 {
    values.sort_unstable_by(f64::total_cmp);
    values[values.len() / 2]
}

/// A name, and the scenario with about so many events. The first is the plain one.
type Case = (&'static str, fn(f64) -> Scenario);

const CASES: [Case; 6] = [
    ("synchronous: the plain case", |events| five_hundred(events, 1, r#""kind": "sync""#)),
    ("asynchronous", |events| five_hundred(events, 1, r#""kind": "async""#)),
    ("chains of three functions", |events| {
        let calls =
            |name: &str, more: &str| format!(r#"{{"name": "{name}", {QUICK}, "calls": [{{"function": "{more}"}}]}}"#);
        let functions = format!(r#"{}, {}, {{"name": "c", {QUICK}}}"#, calls("a", "b"), calls("b", "c"));
        of(events / 500.0, &functions, r#"{"name": "s", "function": "a", "traffic": {"poisson": {"rps": 166.7}}}"#)
    }),
    ("1,000 functions", |events| five_hundred(events, 1_000, r#""kind": "sync""#)),
    ("SQS, batches of 10", |events| {
        five_hundred(events, 1, r#""kind": "sqs", "batch_size": 10, "visibility_timeout_s": 900"#)
    }),
    ("Kinesis, 10 shards", |events| five_hundred(events, 1, r#""kind": "kinesis", "shards": 10"#)),
];

/// A function that takes 200 ms on average and starts at once.
const QUICK: &str = r#""memory_mb": 1769, "timeout_s": 900, "work": {"duration_ms": {"exponential": {"mean": 200}}},
    "phases": {"download_ms": 0, "start_ms": 0, "init_ms": 0}, "keep_alive": {"initialized_s": 600, "max_age_s": null}"#;

/// 500 events a second for so many functions together, each with a source of its own.
fn five_hundred(events: f64, functions: u32, kind: &str) -> Scenario {
    let each = |what: &dyn Fn(u32) -> String| (0..functions).map(what).collect::<Vec<_>>().join(",");
    let rps = 500.0 / f64::from(functions);
    of(
        events / 500.0,
        &each(&|n| format!(r#"{{"name": "f{n}", {QUICK}}}"#)),
        &each(&|n| {
            format!(r#"{{"name": "s{n}", "function": "f{n}", {kind}, "traffic": {{"poisson": {{"rps": {rps}}}}}}}"#)
        }),
    )
}

fn of(duration_s: f64, functions: &str, sources: &str) -> Scenario {
    scenario(&format!(
        r#"{{"duration_s": {duration_s}, "account": {{"concurrency_limit": null, "scaling_per_10s": null, "requests_per_second": null}},
            "functions": [{functions}], "sources": [{sources}]}}"#
    ))
}

/// Calls and events that arrived, those from function to function included.
fn events_of(trace: &Trace) -> f64 {
    source_counts(trace).iter().map(|counts| counts.offered).sum::<u64>() as f64
}

fn run(scenario: &Scenario) -> Trace {
    Simulator::new(scenario, scenario.seed).finish().expect("within the limits")
}

fn requests(trace: &Trace) -> f64 {
    (trace.invocations.len() + trace.throttles.len()) as f64
}

fn measure(name: &str, scenario: &Scenario, times: usize) -> (Trace, Duration) {
    let trace = run(scenario);
    let best = time(name, times, requests(&trace), || run(scenario).invocations.len());
    (trace, best)
}

/// Runs `body` several times; prints best and median for all and for one of `units`.
fn time(name: &str, times: usize, units: f64, body: impl Fn() -> usize) -> Duration {
    let durations = durations(times, body);
    let (best, median) = (durations[0], durations[times / 2]);
    println!(
        "{name:<45} {:>9.1} ms ({:.1} median), {:.0} ns each of {units:.0}",
        best.as_secs_f64() * 1e3,
        median.as_secs_f64() * 1e3,
        best.as_nanos() as f64 / units
    );
    best
}

/// What each of several runs takes, the shortest first.
fn durations(times: usize, body: impl Fn() -> usize) -> Vec<Duration> {
    let mut durations: Vec<Duration> = (0..times)
        .map(|_| {
            let begin = Instant::now();
            std::hint::black_box(body());
            begin.elapsed()
        })
        .collect();
    durations.sort_unstable();
    durations
}

fn nanoseconds_of_simfaas() -> Option<f64> {
    let number = |name: &str| std::env::var(name).ok()?.parse::<f64>().ok();
    Some(number("SIMFAAS_SECONDS")? * 1e9 / number("SIMFAAS_REQUESTS")?)
}
