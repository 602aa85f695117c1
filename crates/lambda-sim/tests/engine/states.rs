//! States of functions (rule L16), and the scaling rule of before November 2023 (rule C16, worked example W12).

use super::{at, counts, function, rows, run, source, unlimited};
use lambda_sim::readings::usage;
use lambda_sim::scenario::{Asynchronous, Override, Retry, RetryOn, ScalingRule, Scenario, SourceKind, Traffic};
use lambda_sim::simulator::{Change, Simulator};
use lambda_sim::trace::{Fate, FunctionId, RejectReason, ThrottleReason, Trace};
use lambda_sim::units::Instant;

fn called(times: &[f64], duration_s: f64) -> Scenario {
    let mut scenario = unlimited(duration_s);
    scenario.functions = vec![function("f", 100.0)];
    scenario.sources = vec![source("s", "f", at(times))];
    scenario
}

fn rejections(trace: &Trace) -> Vec<(i64, RejectReason)> {
    trace.rejections.iter().map(|row| (row.at.0 / 1_000_000, row.reason)).collect()
}

#[test]
fn l16_a_pending_function_turns_every_request_away_and_nothing_is_billed() {
    let mut scenario = called(&[0.0, 30.0, 59.0, 60.0, 61.0], 120.0);
    scenario.functions[0].pending_s = 60.0;
    scenario.account.requests_per_second = Override::Value(1);
    let trace = run(&scenario);
    assert_eq!(rejections(&trace), [0, 30, 59].map(|at| (at, RejectReason::FunctionPending)));
    let counts = counts(&trace);
    assert_eq!((counts.requests, counts.invocations, counts.throttles, counts.rejected), (2, 2, 0, 3));
    assert_eq!(counts.rejected_by_reason.get(&lambda_sim::trace::RejectReason::FunctionPending), Some(&3));
    assert_eq!((counts.calls, counts.latency_ms.max), (5, Some(100.0)));
    assert_eq!(usage(&trace, None).requests.total(), 2);
}

#[test]
fn l16_an_inactive_function_fails_until_its_resources_are_there_again() {
    let day = 86_400.0;
    let idle = 14.0 * day;
    let mut scenario = called(&[0.0, idle, 2.0 * idle + 1.0, 2.0 * idle + 80.0, 2.0 * idle + 91.0], 30.0 * day);
    scenario.functions[0].inactive_after_days = Some(14);
    let trace = run(&scenario);
    // After exactly 14 days it is still active; a second longer, and the call and those of the next 90 s fail.
    let reasons: Vec<RejectReason> = trace.rejections.iter().map(|row| row.reason).collect();
    assert_eq!(reasons, [RejectReason::FunctionInactive, RejectReason::FunctionPending]);
    assert_eq!(counts(&trace).invocations, 3);
}

#[test]
fn a_client_retries_what_was_turned_away_if_it_retries_errors() {
    let mut scenario = called(&[0.0], 120.0);
    scenario.functions[0].pending_s = 2.5;
    scenario.sources[0].retry = Retry::Fixed { delay_ms: 1_000.0, max_attempts: 10 };
    assert_eq!((rejections(&run(&scenario)).len(), counts(&run(&scenario)).invocations), (1, 0));
    scenario.sources[0].retry_on = vec![RetryOn::Error];
    let trace = run(&scenario);
    assert_eq!((rejections(&trace).len(), rows(&trace)[0].attempt), (3, 4));
    assert_eq!(counts(&trace).call_latency_ms.max, Some(3_100.0));
}

#[test]
fn an_asynchronous_event_waits_in_the_queue_as_after_a_throttle() {
    let mut scenario = called(&[0.0], 120.0);
    scenario.functions[0].pending_s = 60.0;
    scenario.sources[0].kind = SourceKind::Async(Asynchronous::default());
    let trace = run(&scenario);
    // At 0, 1, 3, 7, 15, 31 and 63 s.
    assert_eq!(rejections(&trace).iter().map(|(at, _)| *at).collect::<Vec<_>>(), [0, 1, 3, 7, 15, 31]);
    assert_eq!(trace.fates.get(0).map(|row| (row.at, row.fate)), Some((Instant(63_100_000), Fate::Succeeded)));
}

#[test]
fn n0_a_version_with_a_snapshot_is_pending_when_it_is_published_mid_run() {
    let mut scenario = called(&[1.0, 20.0, 70.0], 120.0);
    scenario.functions[0].runtime = "java21".to_owned();
    scenario.functions[0].snap_start = true;
    let mut new = scenario.functions[0].clone();
    new.pending_s = 50.0;
    let mut simulator = Simulator::new(&scenario, 1);
    simulator.run_until(Instant::from_secs(10)).expect("a small run");
    simulator.apply(Change::Configuration { function: FunctionId(0), configuration: Box::new(new) });
    let trace = simulator.finish().expect("a small run");
    assert_eq!(rejections(&trace), [(20, RejectReason::FunctionPending)]);
    assert_eq!(rows(&trace).len(), 2);
}

#[test]
fn n0_the_init_at_publishing_takes_its_time_and_is_billed_once() {
    let mut scenario = called(&[1.0, 20.0, 70.0], 120.0);
    scenario.functions[0].runtime = "java21".to_owned();
    scenario.functions[0].snap_start = true;
    let billed = |trace: &Trace| lambda_sim::readings::usage(trace, None).init.x86_64.eligible;
    let before = billed(&run(&scenario));
    let mut new = scenario.functions[0].clone();
    new.phases.init_ms = Some(15_000.0.into());
    let mut simulator = Simulator::new(&scenario, 1);
    simulator.run_until(Instant::from_secs(10)).expect("a small run");
    simulator.apply(Change::Configuration { function: FunctionId(0), configuration: Box::new(new) });
    let trace = simulator.finish().expect("a small run");
    // The version is pending for those 15 s, and they are billed at its memory, for Java as for others.
    assert_eq!(rejections(&trace), [(20, RejectReason::FunctionPending)]);
    let restored = trace.invocations.iter().filter(|row| row.flags.is_restored()).count();
    assert_eq!((rows(&trace).len(), restored), (2, 2));
    let restores: u64 =
        trace.invocations_with_starts().map(|one| trace.pools[one.row.pool.index()].billed(&one).init).sum();
    assert_eq!(billed(&trace).0, 1_769 * (15_000 + u128::from(restores)));
    assert!(before.0 < 1_769 * 15_000);
}

fn ten_thousand_at_once(region: &str, rule: ScalingRule) -> (u64, u64) {
    let mut scenario = unlimited(30.0);
    scenario.account.region = region.to_owned();
    scenario.account.concurrency_limit = Override::Value(10_000);
    scenario.account.requests_per_second = Override::Default;
    scenario.account.scaling_per_10s = Override::Default;
    scenario.account.scaling_rule = rule;
    scenario.functions = vec![function("f", 1_000.0)];
    scenario.sources = vec![source("s", "f", Traffic::Bursts { size: 10_000, every_s: 100.0 })];
    let trace = run(&scenario);
    assert!(trace.throttles.iter().all(|row| row.reason == ThrottleReason::ScalingRate));
    let counts = counts(&trace);
    (counts.completed, counts.throttles)
}

#[test]
fn w12_the_scaling_rule_before_and_after_november_2023() {
    assert_eq!(ten_thousand_at_once("us-east-1", ScalingRule::RegionalBurst), (3_000, 7_000));
    assert_eq!(ten_thousand_at_once("eu-central-1", ScalingRule::RegionalBurst), (1_000, 9_000));
    assert_eq!(ten_thousand_at_once("eu-west-3", ScalingRule::RegionalBurst), (500, 9_500));
    assert_eq!(ten_thousand_at_once("us-east-1", ScalingRule::PerFunction), (1_000, 9_000));
}

#[test]
fn c16_the_burst_is_the_accounts_and_grows_by_five_hundred_a_minute() {
    let mut scenario = unlimited(200.0);
    scenario.account.region = "eu-west-3".to_owned();
    scenario.account.scaling_per_10s = Override::Default;
    scenario.account.scaling_rule = ScalingRule::RegionalBurst;
    for name in ["f", "g"] {
        scenario.functions.push(function(name, 500_000.0));
        scenario.sources.push(source(name, name, Traffic::Bursts { size: 400, every_s: 60.0 }));
    }
    let trace = run(&scenario);
    // 500 of 800 at once, all functions together, and 500 more with every minute.
    assert_eq!(counts(&trace).environments.created, 2_000);
    let by_minute = |minute: i64| rows(&trace).iter().filter(|row| row.arrival.0 / 60_000_000 == minute).count();
    assert_eq!([0, 1, 2, 3].map(by_minute), [500; 4]);
}
