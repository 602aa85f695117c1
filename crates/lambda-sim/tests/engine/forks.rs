//! Interventions: a change at a time leaves everything before it as it was, and does from then on what it says.

use super::everything::{self, CHANGES, beyond, build};
use super::{arrivals_ms, at, counts, function, laws, run, source, unlimited};
use lambda_sim::distribution::Distribution;
use lambda_sim::scenario::{
    ChangeKind, Kill, NewConfiguration, NewTraffic, NewWork, Scenario, ScheduledChange, Traffic, TrafficList,
};
use lambda_sim::simulator::Simulator;
use lambda_sim::trace::{Outcome, State, Trace};
use lambda_sim::units::{Instant, Micros};
use proptest::prelude::*;

fn with(scenario: &Scenario, at_s: f64, change: ChangeKind) -> Scenario {
    let mut changed = scenario.clone();
    changed.changes.push(ScheduledChange { at_s, change });
    changed
}

/// The trace of what happens before a time; none where the run outgrows its limits.
fn until(scenario: &Scenario, time: Instant) -> Option<Trace> {
    let mut simulator = Simulator::new(scenario, scenario.seed);
    simulator.run_until(time).ok()?;
    Some(simulator.into_trace())
}

fn scale(factor: f64) -> ChangeKind {
    ChangeKind::Traffic(NewTraffic { source: "users".to_owned(), factor })
}

fn called(traffic: Vec<Traffic>) -> Scenario {
    let mut scenario = unlimited(40.0);
    scenario.functions = vec![function("f", 50.0)];
    scenario.sources = vec![source("users", "f", Traffic::Constant { rps: 1.0 })];
    scenario.sources[0].traffic = TrafficList(traffic);
    scenario
}

/// How many calls came in [from, to), in seconds.
fn calls(trace: &Trace, from: i64, to: i64) -> usize {
    arrivals_ms(trace).iter().filter(|at| (from * 1_000..to * 1_000).contains(at)).count()
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 300, max_shrink_iters: 500, ..ProptestConfig::default() })]

    #[test]
    fn the_past_of_a_change_is_untouched(
        base in laws::scenario(), beyond in beyond(), kind in 0..CHANGES, which in 0_usize..4, value in 0_u32..100, time in 0.0..40.0_f64,
    ) {
        let scenario = build(base, &beyond);
        prop_assume!(scenario.validate().is_ok());
        let name = scenario.functions[which % scenario.functions.len()].name.clone();
        let first = scenario.sources.first().map(|source| source.name.clone());
        let Some(change) = everything::change(kind, name, first, value) else { return Ok(()) };
        let changed = with(&scenario, time, change);
        prop_assume!(changed.validate().is_ok());
        let time = Instant::ZERO + Micros::from_secs_f64(time);
        let (Some(before), Some(after)) = (until(&scenario, time), until(&changed, time)) else { return Ok(()) };
        prop_assert_eq!(before.hash(), after.hash());
    }

    #[test]
    fn scaled_traffic_keeps_its_past_and_has_its_rate(rps in 20.0..60.0_f64, time in 5_u32..35, factor in 0_u32..8) {
        let factor = f64::from(factor) / 2.0;
        for traffic in [
            Traffic::Constant { rps },
            Traffic::Poisson { rps },
            Traffic::Ramp { from_rps: rps, to_rps: rps, over_s: 10.0 },
            Traffic::Wave { mean_rps: rps, amplitude: 0.5, period_s: 1.0 },
            Traffic::Bursts { size: rps as u32, every_s: 1.0 },
        ] {
            let scenario = called(vec![traffic.clone()]);
            let (before, after) = (run(&scenario), run(&with(&scenario, f64::from(time), scale(factor))));
            let early = |trace: &Trace| arrivals_ms(trace).into_iter().filter(|at| *at < i64::from(time) * 1_000).collect::<Vec<_>>();
            prop_assert_eq!(early(&before), early(&after));
            let (plain, scaled) = (calls(&before, time.into(), 40) as f64, calls(&after, time.into(), 40) as f64);
            // Four standard deviations of both, and the burst or call at the edge.
            let slack = 4.0 * (plain * factor * factor + plain * factor).sqrt() + rps + 2.0;
            prop_assert!((scaled - plain * factor).abs() <= slack, "{traffic:?}: {plain} became {scaled}");
        }
    }
}

#[test]
fn even_traffic_is_scaled_exactly_and_can_be_stopped_and_taken_up_again() {
    let scenario = called(vec![Traffic::Constant { rps: 10.0 }]);
    let doubled = run(&with(&scenario, 10.0, scale(2.0)));
    assert_eq!((calls(&doubled, 0, 10), calls(&doubled, 10, 20), calls(&doubled, 10, 40)), (100, 200, 600));
    let stopped = with(&scenario, 10.0, scale(0.0));
    assert_eq!((calls(&run(&stopped), 0, 10), calls(&run(&stopped), 10, 40)), (100, 0));
    let resumed = run(&with(&stopped, 20.0, scale(1.0)));
    assert_eq!((calls(&resumed, 10, 20), calls(&resumed, 20, 40)), (0, 200));
}

#[test]
fn what_comes_at_set_times_comes_so_many_times() {
    let scenario = called(vec![at(&[1.0, 12.0, 30.0]), Traffic::Bursts { size: 4, every_s: 10.0 }]);
    let trace = run(&with(&with(&scenario, 11.0, scale(3.0)), 25.0, scale(0.0)));
    assert_eq!((calls(&trace, 0, 11), calls(&trace, 11, 25), calls(&trace, 25, 40)), (4 + 1 + 4, 3 + 12, 0));
}

#[test]
fn a_peak_that_is_scaled_stays_where_it_is() {
    let scenario = called(vec![Traffic::Spike { base_rps: 0.0, peak_rps: 200.0, at_s: 20.0, for_s: 2.0 }]);
    let trace = run(&with(&scenario, 10.0, scale(2.0)));
    let peak = calls(&trace, 20, 22);
    assert_eq!(peak, trace.invocations.len());
    assert!((700..900).contains(&peak), "{peak}");
}

#[test]
fn a_handler_that_becomes_slow_keeps_its_environments() {
    let mut scenario = called(vec![Traffic::Constant { rps: 1.0 }]);
    let work = NewWork { function: "f".to_owned(), duration_factor: Some(4.0), error_rate: Some(1.0) };
    scenario = with(&scenario, 10.0, ChangeKind::Work(work));
    let trace = run(&scenario);
    for row in trace.invocations.iter() {
        let is_late = row.arrival >= Instant::from_secs(10);
        let expected = if is_late { (200_000, Outcome::HandlerError) } else { (50_000, Outcome::Completed) };
        assert_eq!((row.handler.0, row.flags.outcome()), expected);
    }
    assert_eq!(counts(&trace).starts.full_cold, 1);
    // New configuration is as slow: what the handler waits for has not become faster by it.
    let memory = NewConfiguration { function: "f".to_owned(), memory_mb: Some(512), ..NewConfiguration::default() };
    let trace = run(&with(&scenario, 20.0, ChangeKind::Configuration(memory)));
    let last = trace.invocations.iter().last().expect("it ran");
    assert_eq!((last.handler.0, last.flags.outcome()), (200_000, Outcome::HandlerError));
}

#[test]
fn new_code_has_its_own_times() {
    let scenario = called(vec![Traffic::Constant { rps: 1.0 }]);
    let change = NewConfiguration {
        function: "f".to_owned(),
        duration_ms: Some(Distribution::Constant(30.0)),
        init_ms: Some(Distribution::Constant(700.0)),
        ..NewConfiguration::default()
    };
    let trace = run(&with(&scenario, 10.0, ChangeKind::Configuration(change)));
    let row = trace.invocations.get(10).expect("it ran");
    let start = trace.starts.iter().last().expect("a cold start");
    assert_eq!((row.handler.0, start.init_us), (30_000, 700_000));
}

#[test]
fn the_environment_that_people_see_is_the_one_that_is_killed() {
    let mut scenario = called(vec![at(&[1.0, 1.0, 1.0, 5.0])]);
    scenario.functions[0].work.duration_ms = 100.0.into();
    let kill = |environment| ChangeKind::Kill(Kill { function: "f".to_owned(), environment });
    let trace = run(&with(&scenario, 4.0, kill(2)));
    let gone: Vec<(u32, i64)> = (trace.transitions.iter())
        .filter(|row| row.state == State::Gone)
        .map(|row| (row.environment.0, row.at.0))
        .collect();
    assert_eq!(gone, [(1, 4_000_000)]);
    // One that is not there yet, or no longer, cannot be killed.
    for (at_s, number) in [(0.5, 1), (4.0, 9)] {
        assert_eq!(run(&with(&scenario, at_s, kill(number))).hash(), run(&scenario).hash());
    }
}

#[test]
fn what_a_change_refers_to_must_be_there() {
    let scenario = called(vec![Traffic::Constant { rps: 1.0 }]);
    let wrong = [
        (ChangeKind::Kill(Kill { function: "f".to_owned(), environment: 0 }), "changes[0].environment"),
        (ChangeKind::Kill(Kill { function: "g".to_owned(), environment: 1 }), "changes[0].function"),
        (ChangeKind::Traffic(NewTraffic { source: "user".to_owned(), factor: 1.0 }), "changes[0].source"),
        (scale(-1.0), "changes[0].factor"),
        (
            ChangeKind::Work(NewWork { function: "f".to_owned(), duration_factor: Some(5e3), error_rate: None }),
            "changes[0].duration_factor",
        ),
        (
            ChangeKind::Work(NewWork { function: "f".to_owned(), duration_factor: None, error_rate: Some(2.0) }),
            "changes[0].error_rate",
        ),
    ];
    for (change, path) in wrong {
        let problems = with(&scenario, 1.0, change).validate().expect_err("refused");
        assert_eq!(problems[0].path, path);
    }
}
