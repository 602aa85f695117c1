//! Managed Instances (rule N1).

use super::{at, counts, function, run, source, unlimited};
use lambda_sim::pricing::{InstanceType, LineItem, PriceBook};
use lambda_sim::readings::{BarKind, Bars, Lanes, Window, month_bill, usage};
use lambda_sim::scenario::{Asynchronous, Function, ManagedInstances, Scenario, SourceKind, Traffic};
use lambda_sim::simulator::{Change, Simulator};
use lambda_sim::trace::{EnvironmentId, Outcome, StartKind, ThrottleReason, Trace};
use lambda_sim::units::{Instant, MbMillis, Micros};

fn managed(minimum: u32, places: Option<u32>) -> Function {
    let mut function = function("f", 1_000.0);
    function.memory_mb = 2_048;
    function.managed_instances = Some(ManagedInstances {
        min_execution_environments: minimum,
        per_execution_environment_max_concurrency: places,
        ..ManagedInstances::default()
    });
    function
}

fn settings(scenario: &mut Scenario) -> &mut ManagedInstances {
    scenario.functions[0].managed_instances.as_mut().expect("it runs there")
}

fn scenario(function: Function, traffic: Traffic, duration_s: f64) -> Scenario {
    let mut scenario = unlimited(duration_s);
    scenario.functions = vec![function];
    scenario.sources = vec![source("s", "f", traffic)];
    scenario
}

/// Evenly spaced arrivals at these rates, each for so many seconds.
fn rates(stretches: &[(u32, u32)]) -> Traffic {
    let mut times = Vec::new();
    let mut begin = 0;
    for (rate, seconds) in stretches {
        times.extend((0..rate * seconds).map(|k| f64::from(begin) + f64::from(k) / f64::from(*rate)));
        begin += seconds;
    }
    at(&times)
}

/// Refusals in each stretch of so many seconds.
fn refusals(trace: &Trace, every_s: i64) -> Vec<usize> {
    let stretches = trace.duration.0 as i64 / 1_000_000 / every_s;
    let within = |k: i64| {
        let at = |s: i64| Instant(s * every_s * 1_000_000);
        trace.throttles.iter().filter(|row| row.at >= at(k) && row.at < at(k + 1)).count()
    };
    (0..stretches).map(within).collect()
}

#[test]
fn n1_environments_serve_several_at_once_and_nothing_is_cold() {
    let trace = run(&scenario(managed(3, None), Traffic::Bursts { size: 200, every_s: 60.0 }, 50.0));
    // Three environments of one vCPU, 64 requests each for Node.js.
    assert_eq!((trace.environments.len(), trace.invocations.len(), trace.throttles.len()), (3, 192, 8));
    let refused = trace.throttles.get(0).expect("a refusal");
    assert_eq!((refused.reason, refused.observed, refused.limit), (ThrottleReason::EnvironmentConcurrency, 192, 192));
    assert!(trace.invocations.iter().all(|row| row.flags.start() == StartKind::Warm));
    // In turns: each environment has its 64.
    let lanes = Lanes::of(&trace);
    for id in 0..3 {
        let served = lanes.served(EnvironmentId(id));
        assert_eq!(served.len(), 64);
        assert_eq!(served.busy_between(Instant::ZERO, trace.end()), Micros::from_secs(1));
    }
}

#[test]
fn n1_the_default_concurrency_follows_runtime_and_vcpus() {
    let of = |runtime: &str, memory_mb: u32, ratio: u32| {
        let mut scenario = scenario(managed(1, None), Traffic::Bursts { size: 300, every_s: 60.0 }, 50.0);
        scenario.functions[0].runtime = runtime.to_owned();
        scenario.functions[0].memory_mb = memory_mb;
        settings(&mut scenario).memory_gib_per_vcpu = ratio;
        run(&scenario).invocations.len()
    };
    assert_eq!(of("nodejs24.x", 2_048, 2), 64);
    assert_eq!(of("java25", 2_048, 2), 32);
    assert_eq!(of("python3.14", 2_048, 2), 16);
    assert_eq!(of("python3.14", 8_192, 2), 64);
    assert_eq!(of("python3.14", 8_192, 4), 32);
}

#[test]
fn n1_traffic_may_double_within_five_minutes_and_no_more() {
    // 30 places; 12, 24 and then 48 in flight, each five minutes after the other: always half of it all was free.
    let doubling = scenario(managed(3, Some(10)), rates(&[(12, 300), (24, 330), (48, 270)]), 900.0);
    let trace = run(&doubling);
    assert_eq!(trace.throttles.len(), 0);
    // 24 in flight ask for five environments; the scaler sees it 30 s later, and they are there after 270 s.
    let created = trace.environments.get(3).expect("a fourth environment").created;
    assert_eq!((trace.environments.len() >= 5, created), (true, Instant(600_000_000)));

    // Three times as much at once: refused until the scaler has followed.
    let trace = run(&scenario(managed(3, Some(10)), rates(&[(12, 300), (36, 600)]), 900.0));
    let refused = refusals(&trace, 300);
    assert_eq!(refused[0], 0);
    assert!(refused[1] > 1_000, "{refused:?}");
    assert_eq!(refused[2], 0);
}

#[test]
fn n1_fewer_environments_stay_when_less_has_come_for_long() {
    let mut calm = scenario(managed(3, Some(10)), rates(&[(40, 600), (4, 1_800)]), 2_400.0);
    calm.functions[0].work.duration_ms = 1_000.0.into();
    let trace = run(&calm);
    let lanes = Lanes::of(&trace);
    let alive = |s: i64| lanes.environments_at(&trace, lambda_sim::trace::FunctionId(0), Instant(s * 1_000_000));
    // 30 of the 40 in flight are served at first, which asks for six environments; all 40 then ask for eight.
    assert_eq!((alive(10), alive(599), alive(700)), (3, 6, 8));
    // A quarter of an hour after the traffic went, three are left again.
    assert_eq!((alive(1_500), alive(1_560), alive(2_399)), (8, 3, 3));
    settings(&mut calm).max_execution_environments = Some(4);
    assert_eq!(run(&calm).environments.len(), 4);
}

#[test]
fn n1_a_timed_out_invocation_keeps_its_place() {
    let mut slow = scenario(managed(1, Some(1)), at(&[0.0, 3.0, 6.0]), 60.0);
    slow.functions[0].work.duration_ms = 5_000.0.into();
    slow.functions[0].timeout_s = 2;
    let trace = run(&slow);
    assert_eq!((trace.invocations.len(), trace.throttles.len(), trace.environments.len()), (2, 1, 1));
    let invocation = trace.invocation(lambda_sim::trace::InvocationId(0)).expect("it ran");
    assert_eq!(invocation.row.flags.outcome(), Outcome::Timeout);
    assert_eq!((invocation.end(), invocation.released()), (Instant(2_000_000), Instant(5_000_000)));
    assert_eq!(counts(&trace).call_latency_ms.max, Some(2_000.0));
}

#[test]
fn n1_a_crash_takes_the_environment_and_another_one_comes() {
    let mut broken = scenario(managed(1, Some(2)), at(&[0.0, 0.5, 5.0, 12.0]), 60.0);
    broken.functions[0].work.crash_rate = 1.0;
    let trace = run(&broken);
    // The second goes on beside the crash; nothing is reset; the one at 5 s finds no environment, the one at 12 s a new one.
    let environments: Vec<u32> = trace.invocations.iter().map(|row| row.environment.0).collect();
    assert_eq!((environments, trace.throttles.len()), (vec![0, 0, 1], 1));
    assert!(trace.invocations.iter().all(|row| row.flags.start() == StartKind::Warm));
    assert_eq!(trace.environments.get(1).map(|row| row.created), Some(Instant(11_000_000)));
}

#[test]
fn n1_invocations_share_the_cpu_of_their_environment() {
    let mut busy = scenario(managed(1, Some(4)), at(&[0.0, 0.1, 0.2]), 60.0);
    busy.functions[0].work.cpu_share = 1.0;
    let handlers = |scenario: &Scenario| run(scenario).invocations.iter().map(|row| row.handler.0).collect::<Vec<_>>();
    assert_eq!(handlers(&busy), [1_000_000, 2_000_000, 3_000_000]);
    // Half of it waiting: two compute as fast as one.
    busy.functions[0].work.cpu_share = 0.5;
    assert_eq!(handlers(&busy), [1_000_000, 1_000_000, 1_250_000]);
}

#[test]
fn n1_no_environments_switch_a_function_off() {
    let mut off = scenario(managed(0, None), at(&[0.0, 400.0]), 900.0);
    assert!(off.validate().is_err());
    settings(&mut off).max_execution_environments = Some(0);
    let trace = run(&off);
    assert_eq!((trace.throttles.len(), trace.environments.len()), (2, 0));
    assert_eq!(usage(&trace, None).instances, [0; 3]);
}

#[test]
fn n1_instances_and_requests_are_paid_for_and_no_duration() {
    let mut paid = scenario(managed(3, None), rates(&[(10, 3_600)]), 3_600.0);
    paid.account.free_tier = false;
    let trace = run(&paid);
    let of_run = usage(&trace, None);
    assert_eq!((of_run.on_demand(), of_run.requests.total()), (MbMillis(0), 36_000));
    // Three of one vCPU would fit into one instance; there are three for the Availability Zones.
    assert_eq!(of_run.instances[InstanceType::C7iXlarge as usize], 3 * 3_600_000);
    let month = month_bill(&trace, &paid, &PriceBook::current()).expect("a known Region");
    // 3 × 720 h × 0.1785 USD, and 15 % of that.
    assert_eq!(month.line(LineItem::Instances).amount.to_cents(), 38_556);
    assert_eq!(month.line(LineItem::InstanceFee).amount.to_cents(), 5_783);
    assert_eq!(month.line(LineItem::Requests).amount.to_cents(), 518);
    assert_eq!(month.line(LineItem::Duration).amount.to_cents(), 0);
}

#[test]
fn n1_a_new_configuration_and_a_killed_environment_leave_it_served() {
    let busy = scenario(managed(3, Some(10)), rates(&[(10, 60)]), 60.0);
    let mut simulator = Simulator::new(&busy, 1);
    simulator.run_until(Instant(10_500_000)).expect("it runs");
    simulator.apply(Change::Kill(EnvironmentId(0)));
    simulator.run_until(Instant(30_500_000)).expect("it runs");
    let mut configuration = busy.functions[0].clone();
    configuration.work.duration_ms = 500.0.into();
    let function = lambda_sim::trace::FunctionId(0);
    simulator.apply(Change::Configuration { function, configuration: Box::new(configuration) });
    let trace = simulator.finish().expect("it runs");
    assert_eq!(trace.throttles.len(), 0);
    // Three, one in place of the killed one, three of the new configuration.
    assert_eq!(trace.environments.len(), 7);
    let crashed = trace.invocations.iter().filter(|row| row.flags.outcome() == Outcome::Crash).count();
    assert!((1..=10).contains(&crashed));
}

#[test]
fn n1_what_does_not_go_with_it_is_refused() {
    let base = scenario(managed(3, None), at(&[0.0]), 10.0);
    let refused = |change: fn(&mut Function)| {
        let mut scenario = base.clone();
        change(&mut scenario.functions[0]);
        scenario.validate().is_err()
    };
    assert!(refused(|function| function.memory_mb = 1_024));
    assert!(refused(|function| function.provisioned_concurrency = Some(1)));
    assert!(refused(|function| function.reserved_concurrency = Some(1)));
    assert!(refused(|function| function.managed_instances.as_mut().expect("set").memory_gib_per_vcpu = 3));
    let sixty_five = |function: &mut Function| {
        function.managed_instances.as_mut().expect("set").per_execution_environment_max_concurrency = Some(65);
    };
    assert!(refused(sixty_five));
    assert!(refused(|function| {
        function.managed_instances.as_mut().expect("set").instance_type = Some(InstanceType::M7gXlarge);
    }));
    assert!(base.validate().is_ok());
}

#[test]
fn n1_a_lane_shows_how_many_places_are_taken() {
    let mut stacked = scenario(managed(1, Some(4)), at(&[0.0, 1.0, 2.0]), 20.0);
    stacked.functions[0].work.duration_ms = 10_000.0.into();
    let trace = run(&stacked);
    let window = Window {
        from: Instant::ZERO,
        to: trace.end(),
        pixels: 1_000,
        mark_pixels: 8,
        first_lane: 0,
        lanes: 10,
        function: None,
    };
    let bars = Bars::of(&trace, &Lanes::of(&trace), &window);
    let heights: Vec<(f64, f64, u8)> = bars
        .iter()
        .filter(|bar| bar.kind == BarKind::Handler)
        .map(|bar| (bar.from / 1e6, bar.to / 1e6, bar.height))
        .collect();
    // Eighths: a quarter, a half, three quarters of the four places, and back.
    assert_eq!(heights, [(0.0, 1.0, 2), (1.0, 2.0, 4), (2.0, 10.0, 6), (10.0, 11.0, 4), (11.0, 12.0, 2)]);
}

#[test]
fn n1_only_who_is_waited_for_ends_after_fifteen_minutes() {
    let mut long = scenario(managed(1, Some(1)), at(&[0.0]), 7_200.0);
    long.functions[0].work.duration_ms = 4_000_000.0.into();
    long.functions[0].timeout_s = 5_400;
    let ends = |scenario: &Scenario| {
        let trace = run(scenario);
        trace.invocations.iter().map(|row| (row.flags.outcome(), row.handler.0 / 1_000_000)).collect::<Vec<_>>()
    };
    assert_eq!(ends(&long), [(Outcome::Timeout, 900)]);
    long.sources[0].kind = SourceKind::Async(Asynchronous::default());
    assert_eq!(ends(&long), [(Outcome::Completed, 4_000)]);
    // Elsewhere 15 minutes are the most that can be set.
    long.functions[0].managed_instances = None;
    assert!(long.validate().is_err());
}
