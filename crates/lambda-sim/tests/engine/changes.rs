//! Each kind of change under each kind of traffic: made at time zero it equals the scenario that was set so from the start,
//! and made later it has an effect.

use super::{at, function, source, unlimited};
use lambda_sim::distribution::Distribution;
use lambda_sim::scenario::{
    Alias, Call, ChangeKind, Downstream, Invoke, Kill, NewConfiguration, NewDownstream, NewLimit, NewProvisioned,
    NewReserved, NewTraffic, NewWork, OnCallFailure, Override, ProvisionedStart, Recorded, Scenario, ScheduledChange,
    Traffic, TrafficList,
};
use lambda_sim::trace::{Outcome, StartKind, Trace};

const MEAN_MS: f64 = 2_000.0;

/// A function that is busy for 2 s on average and calls a service, with this traffic: some thirty requests are in flight.
fn called(traffic: Traffic) -> Scenario {
    let mut scenario = unlimited(40.0);
    let mut caller = function("f", 0.0);
    caller.work.duration_ms = Distribution::Exponential { mean: MEAN_MS };
    caller.provisioned_start = ProvisionedStart::Allocate;
    // What provisioned concurrency sits on.
    caller.alias = Some(Alias { version: 1, ..Alias::default() });
    caller.calls = vec![Call {
        downstream: "db".to_owned(),
        on_failure: OnCallFailure::Fail,
        probability: 0.5,
        ..Call::default()
    }];
    scenario.downstreams = vec![Downstream { name: "db".to_owned(), latency_ms: 64.0.into(), ..Downstream::default() }];
    // A plain function as well, since one that calls nothing is simulated on a shorter way.
    let mut plain = function("plain", 0.0);
    plain.work.duration_ms = Distribution::Exponential { mean: MEAN_MS };
    plain.provisioned_start = ProvisionedStart::Allocate;
    plain.alias = Some(Alias { version: 1, ..Alias::default() });
    scenario.functions = vec![caller, plain];
    scenario.sources = vec![source("calls", "f", traffic.clone()), source("plain calls", "plain", traffic)];
    scenario.assumptions.insert("provisioned_preparation_s".to_owned(), 1.0);
    scenario
}

fn kinds_of_traffic() -> Vec<Traffic> {
    let times: Vec<f64> = (0..600).map(|number| f64::from(number) / 16.0).collect();
    vec![
        Traffic::Constant { rps: 16.0 },
        Traffic::Poisson { rps: 16.0 },
        Traffic::Ramp { from_rps: 8.0, to_rps: 32.0, over_s: 32.0 },
        Traffic::Spike { base_rps: 16.0, peak_rps: 64.0, at_s: 16.0, for_s: 4.0 },
        Traffic::Wave { mean_rps: 16.0, amplitude: 0.5, period_s: 16.0 },
        Traffic::Bursts { size: 16, every_s: 1.0 },
        at(&times),
    ]
}

/// Twice the traffic.
fn doubled(traffic: &Traffic) -> Traffic {
    match traffic.clone() {
        Traffic::Constant { rps } => Traffic::Constant { rps: 2.0 * rps },
        Traffic::Poisson { rps } => Traffic::Poisson { rps: 2.0 * rps },
        Traffic::Ramp { from_rps, to_rps, over_s } => {
            Traffic::Ramp { from_rps: 2.0 * from_rps, to_rps: 2.0 * to_rps, over_s }
        }
        Traffic::Spike { base_rps, peak_rps, at_s, for_s } => {
            Traffic::Spike { base_rps: 2.0 * base_rps, peak_rps: 2.0 * peak_rps, at_s, for_s }
        }
        Traffic::Wave { mean_rps, amplitude, period_s } => {
            Traffic::Wave { mean_rps: 2.0 * mean_rps, amplitude, period_s }
        }
        Traffic::Bursts { size, every_s } => Traffic::Bursts { size: 2 * size, every_s },
        Traffic::Recorded(recorded) => Traffic::Recorded(Recorded {
            at_s: recorded.at_s.iter().flat_map(|time| [*time, *time]).collect(),
            ..recorded
        }),
    }
}

/// Changes of every kind to the first of the functions and sources, or the second.
fn changes(which: usize) -> Vec<ChangeKind> {
    let function = ["f", "plain"][which].to_owned();
    let source = ["calls", "plain calls"][which].to_owned();
    let work = |duration_factor, error_rate| {
        ChangeKind::Work(NewWork { function: function.clone(), duration_factor, error_rate })
    };
    let downstream = |latency_factor, error_rate| {
        ChangeKind::Downstream(NewDownstream { downstream: "db".to_owned(), latency_factor, error_rate })
    };
    vec![
        ChangeKind::ConcurrencyLimit(NewLimit { value: Some(20) }),
        ChangeKind::ReservedConcurrency(NewReserved { function: function.clone(), value: Some(10) }),
        ChangeKind::ProvisionedConcurrency(NewProvisioned { function: function.clone(), value: 10 }),
        ChangeKind::Configuration(NewConfiguration {
            function: function.clone(),
            memory_mb: Some(512),
            timeout_s: Some(3),
            error_rate: Some(0.25),
            duration_ms: Some(Distribution::Exponential { mean: 500.0 }),
            cpu_share: Some(0.5),
            init_ms: Some(250.0.into()),
        }),
        downstream(4.0, None),
        downstream(1.0, Some(0.5)),
        work(Some(2.0), None),
        work(None, Some(0.5)),
        work(None, Some(1.0)),
        ChangeKind::Traffic(NewTraffic { source: source.clone(), factor: 2.0 }),
        ChangeKind::Invoke(Invoke { source, count: 7 }),
        ChangeKind::Kill(Kill { function, environment: 1 }),
    ]
}

fn changed_at(scenario: &Scenario, at_s: f64, change: &ChangeKind) -> Scenario {
    let mut changed = scenario.clone();
    changed.changes.push(ScheduledChange { at_s, change: change.clone() });
    changed
}

/// The scenario that was set from the start to what the change sets.
fn set_so(mut scenario: Scenario, change: &ChangeKind) -> Scenario {
    let number = |scenario: &Scenario, name: &str| scenario.functions.iter().position(|f| f.name == *name).unwrap_or(0);
    match change {
        ChangeKind::ConcurrencyLimit(new) => {
            scenario.account.concurrency_limit = new.value.map_or(Override::Off, Override::Value);
        }
        ChangeKind::ReservedConcurrency(new) => {
            let index = number(&scenario, &new.function);
            scenario.functions[index].reserved_concurrency = new.value;
        }
        ChangeKind::ProvisionedConcurrency(new) => {
            let index = number(&scenario, &new.function);
            scenario.functions[index].provisioned_concurrency = Some(new.value);
        }
        ChangeKind::Configuration(new) => {
            let index = number(&scenario, &new.function);
            scenario.functions[index] = new.of(&scenario.functions[index]);
        }
        ChangeKind::Downstream(new) => {
            let service = &mut scenario.downstreams[0];
            service.latency_ms = (64.0 * new.latency_factor).into();
            service.error_rate = new.error_rate.unwrap_or(service.error_rate);
        }
        ChangeKind::Work(new) => {
            let index = number(&scenario, &new.function);
            let work = &mut scenario.functions[index].work;
            work.duration_ms = Distribution::Exponential { mean: MEAN_MS * new.duration_factor.unwrap_or(1.0) };
            work.error_rate = new.error_rate.unwrap_or(work.error_rate);
        }
        ChangeKind::Traffic(new) => {
            assert_eq!(new.factor, 2.0);
            for source in scenario.sources.iter_mut().filter(|source| source.name == new.source) {
                source.traffic = TrafficList(source.traffic.0.iter().map(doubled).collect());
            }
        }
        ChangeKind::Invoke(new) => {
            let more = at(&vec![0.0; new.count as usize]);
            for source in scenario.sources.iter_mut().filter(|source| source.name == new.source) {
                source.traffic.0.push(more.clone());
            }
        }
        // At time zero there is nothing to kill.
        ChangeKind::Kill(_) => {}
    }
    scenario
}

/// What happened to each request, without how rows are numbered: a change of configuration makes a new version.
#[derive(Debug, PartialEq)]
struct Requests {
    invocations: Vec<(i64, u64, Outcome, StartKind, bool)>,
    throttles: Vec<i64>,
}

fn requests(scenario: &Scenario) -> Requests {
    let trace: Trace = super::run(scenario);
    let invocation = |row: lambda_sim::trace::InvocationRow| {
        (row.arrival.0, row.handler.0, row.flags.outcome(), row.flags.start(), row.flags.is_provisioned())
    };
    Requests {
        invocations: trace.invocations.iter().map(invocation).collect(),
        throttles: trace.throttles.iter().map(|row| row.at.0).collect(),
    }
}

#[test]
fn a_change_at_time_zero_equals_the_scenario_that_was_set_so_from_the_start() {
    for traffic in kinds_of_traffic() {
        let scenario = called(traffic.clone());
        for change in [changes(0), changes(1)].concat() {
            let (changed, set) =
                (requests(&changed_at(&scenario, 0.0, &change)), requests(&set_so(scenario.clone(), &change)));
            match change {
                // Their draws are others: the copies of a call, and calls by hand, have streams of their own.
                ChangeKind::Traffic(_) | ChangeKind::Invoke(_) => {
                    let arrivals =
                        |requests: &Requests| requests.invocations.iter().map(|row| row.0).collect::<Vec<_>>();
                    assert_eq!(arrivals(&changed), arrivals(&set), "{traffic:?} {change:?}");
                }
                _ => assert!(changed == set, "{traffic:?} {change:?}"),
            }
        }
    }
}

#[test]
fn every_kind_of_change_has_an_effect_under_every_kind_of_traffic() {
    for traffic in kinds_of_traffic() {
        let scenario = called(traffic.clone());
        let unchanged = requests(&scenario);
        for (which, change) in [0, 1].into_iter().flat_map(|which| changes(which).into_iter().map(move |c| (which, c)))
        {
            assert!(requests(&changed_at(&scenario, 10.0, &change)) != unchanged, "{which} {traffic:?} {change:?}");
        }
    }
}

#[test]
fn a_changed_error_rate_counts_whatever_the_traffic() {
    for traffic in kinds_of_traffic() {
        let work = NewWork { function: "plain".to_owned(), duration_factor: None, error_rate: Some(1.0) };
        let trace = super::run(&changed_at(&called(traffic.clone()), 10.0, &ChangeKind::Work(work)));
        for row in trace.invocations.iter().filter(|row| row.source.0 == 1) {
            let expected = if row.arrival.0 >= 10_000_000 { Outcome::HandlerError } else { Outcome::Completed };
            assert_eq!(row.flags.outcome(), expected, "{traffic:?} at {}", row.arrival);
        }
    }
}
