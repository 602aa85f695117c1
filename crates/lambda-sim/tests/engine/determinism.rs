//! Same scenario and seed, same trace: in one run or in slices, forked or not; and a change changes only what it must.

use super::{function, run, run_with, source, unlimited};
use lambda_sim::scenario::{Jitter, Override, Retry, Scenario, Traffic};
use lambda_sim::simulator::{Change, Progress, Simulator};
use lambda_sim::trace::FunctionId;
use lambda_sim::units::{Instant, Micros};

/// A scenario that uses most of what the engine has.
fn busy_scenario() -> Scenario {
    let text = include_str!("../fixtures/busy.json");
    Scenario::read(text).unwrap_or_else(|problems| panic!("{problems:?}"))
}

#[test]
fn slices_and_one_run_are_the_same() {
    let scenario = busy_scenario();
    let whole = run(&scenario).hash();
    let mut by_time = Simulator::new(&scenario, scenario.seed);
    let mut until = Instant::ZERO - Micros::from_secs(100);
    while by_time.run_until(until).expect("within limits") != Progress::Done {
        until = until + Micros(777_777);
    }
    assert_eq!(by_time.trace().hash(), whole);
    let mut by_events = Simulator::new(&scenario, scenario.seed);
    while by_events.run_slice(13).expect("within limits") != Progress::Done {}
    assert_eq!(by_events.trace().hash(), whole);
}

#[test]
fn a_fork_goes_its_own_way_and_leaves_the_original_alone() {
    let scenario = busy_scenario();
    let whole = run(&scenario).hash();
    let mut original = Simulator::new(&scenario, scenario.seed);
    original.run_until(Instant::from_secs(30)).expect("within limits");
    let mut fork = original.clone();
    fork.apply(Change::ReservedConcurrency { function: FunctionId(0), reserved: Some(2) });
    let forked = fork.finish().expect("within limits");
    assert_ne!(forked.hash(), whole);
    assert_eq!(original.finish().expect("within limits").hash(), whole);
    // Up to the fork both tell the same story.
    let before = |trace: &lambda_sim::trace::Trace| {
        trace.invocations.iter().take_while(|row| row.arrival < Instant::from_secs(30)).collect::<Vec<_>>()
    };
    assert_eq!(before(&forked), before(&run(&scenario)));
}

#[test]
fn a_change_at_a_time_goes_after_completions_and_before_arrivals() {
    let mut scenario = unlimited(10.0);
    scenario.account.concurrency_limit = Override::Value(1_000);
    scenario.functions = vec![function("f", 1_000.0)];
    scenario.sources = vec![source("s", "f", Traffic::Constant { rps: 1.0 })];
    let mut simulator = Simulator::new(&scenario, 1);
    simulator.run_until(Instant::from_secs(5)).expect("within limits");
    simulator.apply(Change::ReservedConcurrency { function: FunctionId(0), reserved: Some(0) });
    let trace = simulator.finish().expect("within limits");
    assert_eq!((trace.invocations.len(), trace.throttles.len()), (5, 5));
}

#[test]
fn provisioned_concurrency_can_be_raised_and_lowered_on_the_way() {
    let mut scenario = unlimited(400.0);
    scenario.account.concurrency_limit = Override::Value(1_000);
    scenario.functions = vec![function("f", 1_000.0)];
    scenario.functions[0].provisioned_concurrency = Some(2);
    scenario.sources = vec![source("s", "f", Traffic::Constant { rps: 5.0 })];
    let mut simulator = Simulator::new(&scenario, 1);
    simulator.run_until(Instant::from_secs(100)).expect("within limits");
    simulator.apply(Change::ProvisionedConcurrency { function: FunctionId(0), provisioned: 5 });
    simulator.run_until(Instant::from_secs(300)).expect("within limits");
    simulator.apply(Change::ProvisionedConcurrency { function: FunctionId(0), provisioned: 1 });
    let trace = simulator.finish().expect("within limits");
    let provisioned_in = |from: i64, to: i64| {
        let range = from * 1_000_000..to * 1_000_000;
        trace.invocations.iter().filter(|row| range.contains(&row.arrival.0) && row.flags.is_provisioned()).count()
    };
    // Each environment serves one a second. 90 s of preparation and 3 at 6,000 a minute pass before the new ones are ready.
    assert_eq!((provisioned_in(100, 190), provisioned_in(200, 300), provisioned_in(310, 400)), (180, 500, 90));
}

#[test]
fn a_higher_limit_changes_no_draw() {
    let arrivals_and_work = |reserved: u32| {
        let mut scenario = unlimited(60.0);
        scenario.functions = vec![function("f", 0.0), function("other", 20.0)];
        scenario.functions[0].work.duration_ms = lambda_sim::distribution::Distribution::lognormal(400.0, 3_000.0);
        scenario.functions[0].reserved_concurrency = Some(reserved);
        scenario.sources = vec![source("s", "f", Traffic::Poisson { rps: 40.0 })];
        scenario.sources[0].retry =
            Retry::Exponential { base_ms: 100.0, max_delay_ms: 5_000.0, max_attempts: 50, jitter: Jitter::Full };
        let trace = run(&scenario);
        let mut work: Vec<(u32, u64)> = trace.invocations.iter().map(|row| (row.call.0, row.handler.0)).collect();
        work.sort_unstable();
        work
    };
    let (tight, wide) = (arrivals_and_work(20), arrivals_and_work(1_000));
    let wide: std::collections::BTreeMap<u32, u64> = wide.into_iter().collect();
    assert!(tight.len() > 2_000);
    for (call, handler) in tight {
        assert_eq!(wide.get(&call), Some(&handler), "call {call}");
    }
}

#[test]
fn adding_a_function_or_renaming_the_scenario_leaves_the_others_alone() {
    let mut scenario = unlimited(60.0);
    scenario.functions = vec![function("f", 100.0)];
    scenario.sources = vec![source("s", "f", Traffic::Poisson { rps: 20.0 })];
    let before: Vec<_> = run(&scenario).invocations.iter().map(|row| (row.arrival, row.handler)).collect();
    scenario.name = "another".to_owned();
    scenario.functions.insert(0, function("new", 50.0));
    scenario.sources.insert(0, source("new", "new", Traffic::Poisson { rps: 30.0 }));
    let trace = run(&scenario);
    let after: Vec<_> =
        trace.invocations.iter().filter(|row| row.source.0 == 1).map(|row| (row.arrival, row.handler)).collect();
    assert_eq!(before, after);
}

#[test]
fn another_seed_is_another_run() {
    let scenario = busy_scenario();
    assert_ne!(run_with(&scenario, 1).hash(), run_with(&scenario, 2).hash());
}

#[test]
fn provisioned_environments_move_no_draw_of_those_on_demand() {
    let inits = |provisioned: u32| {
        let mut scenario = unlimited(60.0);
        scenario.functions = vec![function("f", 5_000.0)];
        scenario.functions[0].phases.init_ms = Some(lambda_sim::distribution::Distribution::lognormal(200.0, 900.0));
        scenario.functions[0].provisioned_concurrency = Some(provisioned);
        scenario.sources = vec![source("s", "f", Traffic::Constant { rps: 10.0 })];
        run(&scenario).starts.iter().map(|start| start.init_us).collect::<Vec<_>>()
    };
    let (none, one) = (inits(0), inits(1));
    assert!(one.len() > 40 && one.len() < none.len());
    assert_eq!(one, none[..one.len()]);
}

#[test]
fn versions_of_a_function_draw_apart() {
    let inits = |qualifier| {
        let mut scenario = unlimited(60.0);
        scenario.functions = vec![function("f", 5_000.0)];
        scenario.functions[0].phases.init_ms = Some(lambda_sim::distribution::Distribution::lognormal(200.0, 900.0));
        scenario.sources = vec![source("s", "f", Traffic::Constant { rps: 10.0 })];
        scenario.sources[0].qualifier = Some(qualifier);
        run(&scenario).starts.iter().map(|start| start.init_us).collect::<Vec<_>>()
    };
    use lambda_sim::scenario::Qualifier;
    let (latest, live) = (inits(Qualifier::Latest), inits(Qualifier::Live));
    assert!(latest.iter().zip(&live).all(|(a, b)| a != b));
}

#[test]
fn a_change_after_a_slice_does_not_depend_on_its_length() {
    let mut scenario = unlimited(10.0);
    scenario.account.concurrency_limit = Override::Value(1_000);
    scenario.functions = vec![function("f", 500.0)];
    scenario.sources = vec![source("s", "f", Traffic::Bursts { size: 50, every_s: 1.0 })];
    let changed_after = |events: u32| {
        let mut simulator = Simulator::new(&scenario, 1);
        simulator.run_slice(events).expect("within limits");
        simulator.apply(Change::ReservedConcurrency { function: FunctionId(0), reserved: Some(20) });
        simulator.finish().expect("within limits").hash()
    };
    let first = changed_after(1);
    assert!([2, 25, 49].iter().all(|events| changed_after(*events) == first));
}

#[test]
fn an_older_request_for_provisioned_concurrency_allocates_nothing() {
    let mut scenario = unlimited(400.0);
    scenario.account.concurrency_limit = Override::Value(1_000);
    scenario.functions = vec![function("f", 100.0)];
    scenario.functions[0].provisioned_concurrency = Some(1);
    scenario.sources = vec![source("s", "f", Traffic::Constant { rps: 1.0 })];
    let mut simulator = Simulator::new(&scenario, 1);
    for (second, provisioned) in [(10, 5), (50, 2), (60, 5)] {
        simulator.run_until(Instant::from_secs(second)).expect("within limits");
        simulator.apply(Change::ProvisionedConcurrency { function: FunctionId(0), provisioned });
    }
    let trace = simulator.finish().expect("within limits");
    let ready: Vec<(i64, u32)> = trace
        .settings
        .iter()
        .filter(|row| row.kind == lambda_sim::trace::SettingKind::ProvisionedReady)
        .map(|row| (row.at.0 / 1_000_000, row.value))
        .collect();
    assert_eq!(ready, [(0, 1), (150, 5)]);
}

#[test]
fn the_request_rate_that_was_left_out_follows_a_changed_limit() {
    let mut scenario = unlimited(20.0);
    scenario.account.concurrency_limit = Override::Value(100);
    scenario.account.requests_per_second = Override::Default;
    scenario.functions = vec![function("f", 1.0)];
    scenario.sources = vec![source("s", "f", Traffic::Constant { rps: 2_000.0 })];
    let throttles = |scenario: &Scenario| {
        let mut simulator = Simulator::new(scenario, 1);
        simulator.run_until(Instant::from_secs(10)).expect("within limits");
        simulator.apply(Change::ConcurrencyLimit(Some(500)));
        let trace = simulator.finish().expect("within limits");
        trace.throttles.iter().filter(|row| row.at >= Instant::from_secs(10)).count()
    };
    assert_eq!(throttles(&scenario), 0);
    scenario.account.requests_per_second = Override::Value(1_000);
    assert_eq!(throttles(&scenario), 10_000);
}

#[test]
fn a_run_is_not_done_while_a_change_is_pending() {
    let mut scenario = unlimited(10.0);
    scenario.functions = vec![function("f", 500.0)];
    let mut simulator = Simulator::new(&scenario, 1);
    let end = Instant::from_secs(10);
    assert_eq!(simulator.run_until(end).expect("within limits"), Progress::Done);
    simulator.apply(Change::ReservedConcurrency { function: FunctionId(0), reserved: Some(20) });
    assert_eq!(simulator.run_until(end).expect("within limits"), Progress::Running(end));
    assert_eq!(simulator.run_slice(1).expect("within limits"), Progress::Done);
    assert_eq!(simulator.trace().settings.iter().last().map(|row| row.at), Some(end));
}

#[test]
fn the_hash_names_the_configuration_that_was_run() {
    let mut scenario = unlimited(1.0);
    scenario.functions = vec![function("f", 100.0)];
    let before = run(&scenario).hash();
    scenario.functions[0].ephemeral_storage_mb = 1_024;
    assert_ne!(run(&scenario).hash(), before);
}
