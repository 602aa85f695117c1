//! What stands between clients and functions: API Gateway, load balancers, sizes, SDKs (rules S1–S6, Q8, Q9, A6).

use super::{at, counts, function, run, source, unlimited};
use lambda_sim::pricing::PriceBook;
use lambda_sim::readings::{Counts, Summary, call_latencies, source_counts, statuses, usage};
use lambda_sim::scenario::{
    Asynchronous, Call, InvokePath, Response, Retry, RetryOn, Scenario, Sdk, SdkMode, SourceKind, Synchronous, Traffic,
};
use lambda_sim::trace::{Fate, LostAnswer, Outcome, RejectReason, Trace};

/// One function of `duration_ms`, called through `via`.
fn through(via: InvokePath, duration_ms: f64, traffic: Traffic) -> Scenario {
    let mut scenario = unlimited(60.0);
    scenario.functions = vec![function("f", duration_ms)];
    scenario.sources = vec![source("s", "f", traffic)];
    scenario.sources[0].kind = SourceKind::Sync(Synchronous { via, ..Synchronous::default() });
    scenario
}

fn client(scenario: &mut Scenario) -> &mut Synchronous {
    match &mut scenario.sources[0].kind {
        SourceKind::Sync(client) => client,
        _ => panic!("no client"),
    }
}

fn lost(trace: &Trace) -> Vec<(i64, u32, LostAnswer)> {
    trace.lost_answers.iter().map(|row| (row.at.0, row.invocation.0, row.reason)).collect()
}

fn rejected(trace: &Trace) -> Vec<(i64, u16, RejectReason)> {
    trace.rejections.iter().map(|row| (row.at.0, row.attempt, row.reason)).collect()
}

fn told(trace: &Trace) -> Vec<(String, u64)> {
    statuses(trace).get("s").map_or_else(Vec::new, |named| named.0.clone())
}

fn problems(scenario: &Scenario) -> Vec<String> {
    scenario.validate().err().unwrap_or_default().iter().map(|problem| problem.path.clone()).collect()
}

#[test]
fn an_integration_timeout_answers_the_client_while_the_function_runs_on() {
    for (via, timeout_us, status) in
        [(InvokePath::ApiGatewayRest, 29_000_000, "504"), (InvokePath::ApiGatewayHttp, 30_000_000, "503")]
    {
        let trace = run(&through(via, 40_000.0, at(&[1.0])));
        assert_eq!(lost(&trace), [(1_000_000 + timeout_us, 0, LostAnswer::IntegrationTimeout)]);
        assert_eq!(told(&trace), [(status.to_owned(), 1)]);
        let counts = counts(&trace);
        assert_eq!((counts.completed, counts.latency_ms.max), (1, Some(40_000.0)));
        assert_eq!(counts.call_latency_ms.max, Some(timeout_us as f64 / 1_000.0));
        // All of it is billed.
        assert_eq!(usage(&trace, None).on_demand().0, 1_769 * 40_000);
        let sources = source_counts(&trace)[0];
        assert_eq!((sources.offered, sources.succeeded, sources.dropped), (1, 0, 1));
    }
}

#[test]
fn an_answer_at_the_timeout_is_in_time() {
    let mut scenario = through(InvokePath::ApiGatewayRest, 500.0, at(&[0.0]));
    client(&mut scenario).integration_timeout_ms = Some(500.0);
    assert!(run(&scenario).lost_answers.is_empty());
    client(&mut scenario).integration_timeout_ms = Some(499.0);
    assert_eq!(lost(&run(&scenario)), [(499_000, 0, LostAnswer::IntegrationTimeout)]);
    // No gateway waits for Invoke, a load balancer or a function URL.
    for via in [InvokePath::Invoke, InvokePath::Alb, InvokePath::FunctionUrl] {
        assert!(run(&through(via, 40_000.0, at(&[0.0]))).lost_answers.is_empty());
    }
}

#[test]
fn a_client_that_retries_on_timeout_has_the_function_run_twice() {
    let mut scenario = through(InvokePath::ApiGatewayRest, 700.0, at(&[0.0]));
    client(&mut scenario).integration_timeout_ms = Some(500.0);
    scenario.sources[0].retry = Retry::Fixed { delay_ms: 100.0, max_attempts: 2 };
    assert_eq!(run(&scenario).invocations.len(), 1);
    scenario.sources[0].retry_on = vec![RetryOn::Timeout];
    let trace = run(&scenario);
    assert_eq!(lost(&trace).iter().map(|row| row.0).collect::<Vec<_>>(), [500_000, 1_100_000]);
    let counts = counts(&trace);
    assert_eq!((counts.calls, counts.invocations, counts.environments.created), (1, 2, 2));
    assert_eq!(counts.call_latency_ms.max, Some(1_100.0));
    assert_eq!(told(&trace), [("504".to_owned(), 2)]);
}

#[test]
fn a_client_of_a_function_that_calls_waits_no_longer_either() {
    let mut scenario = through(InvokePath::ApiGatewayRest, 100.0, at(&[0.0]));
    client(&mut scenario).client_timeout_ms = Some(300.0);
    scenario.functions.push(function("back", 900.0));
    scenario.functions[0].calls = vec![Call { function: "back".to_owned(), ..Call::default() }];
    let trace = run(&scenario);
    assert_eq!(lost(&trace), [(300_000, 0, LostAnswer::ClientTimeout)]);
    assert_eq!(told(&trace), [("none".to_owned(), 1)]);
    assert!(trace.invocations.iter().all(|row| row.flags.outcome() == Outcome::Completed));
    client(&mut scenario).client_timeout_ms = Some(1_000.0);
    assert!(run(&scenario).lost_answers.is_empty());
}

#[test]
fn the_gateway_lets_half_its_rate_through_at_once() {
    for (region, passed) in [("us-east-1", 5_000), ("eu-south-1", 1_250)] {
        let burst = Traffic::Bursts { size: 6_000, every_s: 1_000.0 };
        let mut scenario = through(InvokePath::ApiGatewayHttp, 10.0, burst);
        scenario.account.region = region.to_owned();
        let trace = run(&scenario);
        assert_eq!((trace.invocations.len(), trace.rejections.len()), (passed, 6_000 - passed));
        let statuses = [("200".to_owned(), passed as u64), ("429".to_owned(), 6_000 - passed as u64)];
        assert_eq!(told(&trace), statuses);
        // They never reached Lambda: no throttles, no requests.
        let counts = counts(&trace);
        assert_eq!((counts.calls, counts.requests, counts.throttles), (6_000, passed as u64, 0));
        scenario.account.gateway_requests_per_second = lambda_sim::scenario::Override::Off;
        assert!(run(&scenario).rejections.is_empty());
    }
}

#[test]
fn the_gateways_rate_is_the_accounts_and_retried_like_a_throttle() {
    let mut scenario = through(InvokePath::ApiGatewayRest, 10.0, at(&[0.0]));
    scenario.account.gateway_requests_per_second = lambda_sim::scenario::Override::Value(2);
    let mut other = scenario.sources[0].clone();
    other.name = "t".to_owned();
    other.retry = Retry::Fixed { delay_ms: 600.0, max_attempts: 3 };
    scenario.sources.push(other);
    let trace = run(&scenario);
    assert_eq!(rejected(&trace), [(0, 1, RejectReason::GatewayRate)]);
    let arrivals: Vec<i64> = trace.invocations.iter().map(|row| row.arrival.0).collect();
    assert_eq!(arrivals, [0, 600_000]);
    // A client of Invoke does not pass the gateway.
    scenario.sources[1].kind = SourceKind::default();
    assert!(run(&scenario).rejections.is_empty());
}

#[test]
fn a_throttle_of_lambda_has_many_faces() {
    for (via, status) in [
        (InvokePath::ApiGatewayRest, "500"),
        (InvokePath::ApiGatewayHttp, "500"),
        (InvokePath::Alb, "502"),
        (InvokePath::FunctionUrl, "429"),
    ] {
        let mut scenario = through(via, 10.0, at(&[0.0]));
        scenario.functions[0].reserved_concurrency = Some(0);
        assert_eq!(told(&run(&scenario)), [(status.to_owned(), 1)]);
    }
    let trace = run(&through(InvokePath::Invoke, 10.0, at(&[0.0])));
    assert!(statuses(&trace).is_empty());
    let scenario = through(InvokePath::Alb, 10.0, at(&[0.0]));
    let summary = Summary::of(&run(&scenario), &scenario, 1, &PriceBook::current()).expect("a Region");
    assert_eq!(summary.statuses.get("s").and_then(|named| named.get("200")), Some(&1));
}

#[test]
fn a_payload_too_large_never_runs() {
    for (via, largest) in
        [(InvokePath::Invoke, 6_144.0), (InvokePath::ApiGatewayRest, 6_144.0), (InvokePath::Alb, 1_024.0)]
    {
        let mut scenario = through(via, 10.0, at(&[0.0, 1.0]));
        scenario.sources[0].retry = Retry::Fixed { delay_ms: 100.0, max_attempts: 3 };
        scenario.sources[0].payload_kb = Some(largest.into());
        assert_eq!(run(&scenario).invocations.len(), 2);
        scenario.sources[0].payload_kb = Some((largest + 1.0).into());
        let trace = run(&scenario);
        assert_eq!(
            rejected(&trace),
            [(0, 1, RejectReason::PayloadTooLarge), (1_000_000, 1, RejectReason::PayloadTooLarge)]
        );
        assert_eq!((trace.invocations.len(), source_counts(&trace)[0].dropped), (0, 2));
    }
    let mut scenario = through(InvokePath::Invoke, 10.0, at(&[0.0]));
    scenario.sources[0].kind = SourceKind::Async(Asynchronous::default());
    scenario.sources[0].payload_kb = Some(1_025.0.into());
    let trace = run(&scenario);
    assert_eq!(rejected(&trace), [(0, 1, RejectReason::PayloadTooLarge)]);
    assert_eq!(trace.fates.iter().map(|row| row.fate).collect::<Vec<_>>(), [Fate::Dropped]);
}

fn answering(size_mb: f64) -> Option<Response> {
    Some(Response { size_mb: size_mb.into(), ..Response::default() })
}

#[test]
fn a_response_too_large_fails_after_it_ran() {
    let mut scenario = through(InvokePath::Invoke, 100.0, at(&[0.0]));
    scenario.functions[0].response = answering(6.001);
    let trace = run(&scenario);
    let row = trace.invocations.get(0).expect("it ran");
    assert_eq!((row.flags.outcome(), row.handler.0), (Outcome::ResponseTooLarge, 100_000));
    let counts = Counts::of(&trace, None);
    assert_eq!((counts.errors, usage(&trace, None).on_demand().0), (1, 1_769 * 100));
    // What Lambda takes back may still be too much for a load balancer.
    let mut scenario = through(InvokePath::Alb, 100.0, at(&[0.0]));
    scenario.functions[0].response = answering(1.0);
    assert_eq!(told(&run(&scenario)), [("200".to_owned(), 1)]);
    scenario.functions[0].response = answering(1.001);
    let trace = run(&scenario);
    assert_eq!(lost(&trace), [(100_000, 0, LostAnswer::ResponseTooLarge)]);
    assert_eq!((told(&trace), super::counts(&trace).completed), (vec![("502".to_owned(), 1)], 1));
}

#[test]
fn a_large_event_is_billed_as_several_requests() {
    for (size, requests) in [(256.0, 1), (257.0, 2), (320.0, 2), (321.0, 3), (1_024.0, 13)] {
        let mut scenario = through(InvokePath::Invoke, 10.0, at(&[0.0]));
        scenario.sources[0].kind = SourceKind::Async(Asynchronous::default());
        scenario.sources[0].payload_kb = Some(size.into());
        assert_eq!(usage(&run(&scenario), None).requests.total(), requests, "{size} KB");
        // A synchronous request is one, whatever its size.
        scenario.sources[0].kind = SourceKind::default();
        assert_eq!(usage(&run(&scenario), None).requests.total(), 1);
    }
}

/// A function that refuses everything, called by an SDK.
fn refused(sdk: Sdk, calls: usize) -> Scenario {
    let mut scenario = through(InvokePath::Invoke, 10.0, at(&vec![0.0; calls]));
    scenario.duration_s = 600.0;
    scenario.functions[0].reserved_concurrency = Some(0);
    scenario.sources[0].retry = Retry::Sdk(sdk);
    scenario
}

fn waits_s(trace: &Trace, attempt: u16) -> Vec<f64> {
    let of = trace.retries.iter().filter(|row| row.attempt == attempt);
    of.map(|row| row.next.since(row.answered).0 as f64 / 1e6).collect()
}

#[test]
fn an_sdk_makes_three_attempts_as_long_as_it_has_tokens() {
    // 500 tokens at 5 a retry: 100 retries, whatever the number of calls; nothing succeeds, so none comes back.
    let trace = run(&refused(Sdk::default(), 400));
    assert_eq!((trace.throttles.len(), trace.retries.len()), (500, 100));
    let trace = run(&refused(Sdk::default(), 20));
    assert_eq!((trace.throttles.len(), trace.retries.len()), (60, 40));
    assert!(waits_s(&trace, 2).iter().all(|wait| *wait < 1.0) && waits_s(&trace, 2).iter().any(|wait| *wait > 0.5));
    assert!(waits_s(&trace, 3).iter().all(|wait| *wait < 2.0) && waits_s(&trace, 3).iter().any(|wait| *wait > 1.0));
    // The old mode knows no bucket.
    let trace = run(&refused(Sdk { mode: SdkMode::Legacy, ..Sdk::default() }, 400));
    assert_eq!((trace.throttles.len(), trace.retries.len()), (2_000, 1_600));
    let trace = run(&refused(Sdk { max_attempts: Some(2), ..Sdk::default() }, 20));
    assert_eq!(trace.throttles.len(), 40);
}

#[test]
fn the_adaptive_mode_holds_attempts_back_in_the_client() {
    let adaptive = Sdk { mode: SdkMode::Adaptive, ..Sdk::default() };
    // Nothing was measured before the first throttle: half an attempt a second is left.
    let trace = run(&refused(adaptive.clone(), 20));
    let sent: Vec<i64> = trace.throttles.iter().map(|row| row.at.0).collect();
    assert_eq!(sent[..40], (0..40).map(|index| index * 2_000_000).collect::<Vec<_>>());
    assert_eq!(sent.len(), 60);
    let latencies = call_latencies(&trace, None);
    assert_eq!((latencies.calls, latencies.abandoned), (20, 0));
    assert!(latencies.latencies.iter().all(|latency| latency.0 >= 40_000_000), "{latencies:?}");

    // Twice as much as fits: the standard mode keeps asking, the adaptive mode finds the rate that passes.
    let overload = |mode| {
        let mut scenario = through(InvokePath::Invoke, 1_000.0, Traffic::Constant { rps: 20.0 });
        scenario.duration_s = 120.0;
        scenario.functions[0].reserved_concurrency = Some(10);
        scenario.sources[0].retry = Retry::Sdk(Sdk { mode, ..Sdk::default() });
        let trace = run(&scenario);
        let latencies = call_latencies(&trace, None);
        let counts = source_counts(&trace)[0];
        assert_eq!((latencies.calls, counts.offered), (2_400, 2_400));
        assert_eq!(counts.offered, counts.succeeded + counts.dropped + counts.waiting, "{counts:?}");
        (trace.throttles.len(), trace.invocations.len(), counts.waiting)
    };
    let (standard, adaptive) = (overload(SdkMode::Standard), overload(SdkMode::Adaptive));
    assert!(adaptive.0 * 2 < standard.0 && adaptive.2 > 500, "{standard:?} {adaptive:?}");
}

#[test]
fn an_sdk_takes_a_functions_failure_for_an_answer() {
    let mut scenario = refused(Sdk::default(), 5);
    scenario.functions[0].reserved_concurrency = None;
    scenario.functions[0].work.error_rate = 1.0;
    assert_eq!(run(&scenario).invocations.len(), 5);
    // Behind a gateway it is a 502, which an SDK retries.
    client(&mut scenario).via = InvokePath::ApiGatewayRest;
    assert_eq!(run(&scenario).invocations.len(), 15);
}

#[test]
fn the_rules_of_2026_retry_transient_errors_soon_and_charge_them_more() {
    let new = Sdk { new_2026: true, ..Sdk::default() };
    // Throttles: 5 tokens and a second; errors: 14 tokens, so 35 retries, and 50 ms.
    let trace = run(&refused(new.clone(), 400));
    assert_eq!(trace.retries.len(), 100);
    assert!(waits_s(&trace, 2).iter().any(|wait| *wait > 0.5));
    let mut scenario = refused(new, 400);
    client(&mut scenario).via = InvokePath::Alb;
    let trace = run(&scenario);
    assert_eq!(trace.retries.len(), 35);
    assert!(waits_s(&trace, 2).iter().all(|wait| *wait < 0.05));
    assert!(waits_s(&trace, 3).iter().all(|wait| *wait < 0.1));
}

#[test]
fn a_good_answer_gives_tokens_back_and_a_timeout_takes_more() {
    // Every call is given up once: 10 tokens a timeout, so 50 of 60 are sent again.
    let mut scenario = refused(Sdk { max_attempts: Some(2), ..Sdk::default() }, 60);
    scenario.functions[0].reserved_concurrency = None;
    scenario.functions[0].work.duration_ms = 500.0.into();
    client(&mut scenario).client_timeout_ms = Some(400.0);
    assert_eq!(run(&scenario).retries.len(), 50);
    // 150 calls throttled at first use up the bucket; their retries succeed and give everything back for the next 150.
    let mut scenario = refused(Sdk::default(), 0);
    scenario.sources[0].traffic.0[0] = at(&[vec![0.0; 100], vec![10.0; 100]].concat());
    scenario.changes = vec![];
    let change = |at_s: f64, value: Option<u32>| lambda_sim::scenario::ScheduledChange {
        at_s,
        change: lambda_sim::scenario::ChangeKind::ReservedConcurrency(lambda_sim::scenario::NewReserved {
            function: "f".to_owned(),
            value,
        }),
    };
    scenario.changes = vec![change(0.000_001, None), change(9.0, Some(0)), change(10.000_001, None)];
    let trace = run(&scenario);
    assert_eq!((trace.throttles.len(), trace.retries.len(), trace.invocations.len()), (200, 200, 200));
}

#[test]
fn settings_that_do_not_go_together_are_refused() {
    let with = |via: InvokePath, change: &dyn Fn(&mut Scenario)| {
        let mut scenario = through(via, 10.0, at(&[0.0]));
        change(&mut scenario);
        problems(&scenario)
    };
    let timeout = |ms: f64| move |scenario: &mut Scenario| client(scenario).integration_timeout_ms = Some(ms);
    let path = ["sources[0].integration_timeout_ms"];
    assert_eq!(with(InvokePath::ApiGatewayRest, &timeout(49.0)), path);
    assert!(with(InvokePath::ApiGatewayRest, &timeout(60_000.0)).is_empty());
    assert_eq!(with(InvokePath::ApiGatewayHttp, &timeout(30_001.0)), path);
    assert_eq!(with(InvokePath::Alb, &timeout(1_000.0)), path);
    let health = |scenario: &mut Scenario| client(scenario).health_check_interval_s = Some(35.0);
    assert_eq!(with(InvokePath::FunctionUrl, &health), ["sources[0].health_check_interval_s"]);
    assert!(with(InvokePath::Alb, &health).is_empty());
    let version = |scenario: &mut Scenario| {
        scenario.sources[0].qualifier = Some(lambda_sim::scenario::Qualifier::Version(1));
    };
    assert_eq!(with(InvokePath::FunctionUrl, &version), ["sources[0].qualifier"]);
    let sdk = |scenario: &mut Scenario| {
        scenario.sources[0].retry = Retry::Sdk(Sdk::default());
        scenario.sources[0].retry_on = vec![RetryOn::Error];
    };
    assert_eq!(with(InvokePath::Invoke, &sdk), ["sources[0].retry_on"]);
}
