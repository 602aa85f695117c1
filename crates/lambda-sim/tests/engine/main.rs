//! The engine as a whole: worked examples of the rule book, laws that hold for every run, and queueing theory.

mod asynchronous;
mod chains;
mod changes;
mod concurrency;
mod details;
mod determinism;
mod distributions;
mod doors;
mod durable;
mod event_sources;
mod everything;
mod extensions;
mod figures;
mod forks;
mod laws;
mod life;
mod managed;
mod over_time;
mod responses;
mod retries;
mod schedules;
mod shortcuts;
mod simfaas;
mod snapshots;
mod sqs;
mod states;
mod streams;
mod suggestions;
mod tenants;
mod theory;
mod versions;
mod words;

use lambda_sim::readings::Counts;
use lambda_sim::scenario::{Function, Override, Phases, Retry, Scenario, Source, Traffic, TrafficList, Work};
use lambda_sim::simulator::Simulator;
use lambda_sim::trace::{Fate, InvocationRow, StartKind, Trace};

/// A function whose starts take no time, whose handler takes `duration_ms`, and whose environments live for ever.
fn function(name: &str, duration_ms: f64) -> Function {
    Function {
        name: name.to_owned(),
        memory_mb: 1_769,
        timeout_s: 900,
        phases: Phases {
            download_ms: Some(0.0.into()),
            start_ms: Some(0.0.into()),
            init_ms: Some(0.0.into()),
            ..Phases::default()
        },
        work: Work { duration_ms: duration_ms.into(), memory_used_mb: Some(100.0.into()), ..Work::default() },
        keep_alive: lambda_sim::scenario::KeepAlive {
            initialized_s: Override::Off,
            sandbox_s: Override::Off,
            max_age_s: Override::Off,
        },
        ..Function::default()
    }
}

/// A synchronous source without retries that calls `function`.
fn source(name: &str, function: &str, traffic: Traffic) -> Source {
    Source {
        name: name.to_owned(),
        function: function.to_owned(),
        traffic: TrafficList(vec![traffic]),
        retry: Retry::None,
        ..Source::default()
    }
}

/// A scenario without limits: add functions and sources, set limits.
fn unlimited(duration_s: f64) -> Scenario {
    let mut scenario = Scenario { name: "test".to_owned(), duration_s, ..Scenario::default() };
    scenario.account.concurrency_limit = Override::Off;
    scenario.account.scaling_per_10s = Override::Off;
    scenario.account.requests_per_second = Override::Off;
    scenario
}

/// How many events ended in this way.
fn count(trace: &Trace, fate: Fate) -> usize {
    trace.fates.iter().filter(|row| row.fate == fate).count()
}

/// When invocations began, in ms.
fn arrivals_ms(trace: &Trace) -> Vec<i64> {
    trace.invocations.iter().map(|row| row.arrival.0 / 1_000).collect()
}

fn run(scenario: &Scenario) -> Trace {
    run_with(scenario, scenario.seed)
}

fn run_with(scenario: &Scenario, seed: u64) -> Trace {
    if let Err(problems) = scenario.validate() {
        panic!("{}", problems.iter().map(|problem| format!("{problem}\n")).collect::<String>());
    }
    Simulator::new(scenario, seed).finish().expect("a run within the limits")
}

fn counts(trace: &Trace) -> Counts {
    Counts::of(trace, None)
}

fn rows(trace: &Trace) -> Vec<InvocationRow> {
    trace.invocations.iter().collect()
}

fn starts(trace: &Trace) -> Vec<StartKind> {
    trace.invocations.iter().map(|row| row.flags.start()).collect()
}

/// Arrivals at literal times.
fn at(times: &[f64]) -> Traffic {
    Traffic::Recorded(lambda_sim::scenario::Recorded { interval_s: None, counts: Vec::new(), at_s: times.to_vec() })
}

/// A client that calls a function once.
fn unlimited_with_a_client() -> Scenario {
    let mut scenario = unlimited(10.0);
    scenario.functions = vec![function("f", 100.0)];
    scenario.sources = vec![source("client", "f", at(&[1.0]))];
    scenario
}
