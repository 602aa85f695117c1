//! What the words mean exactly: each sentence of the definitions that a number can check.

use super::{at, counts, function, run, source, unlimited};
use lambda_sim::pricing::{LineItem, PriceBook};
use lambda_sim::readings::Summary;
use lambda_sim::scenario::{Override, Scenario, Traffic};

#[test]
fn what_was_admitted_runs_to_its_end_is_billed_and_counted() {
    let mut scenario = unlimited(10.0);
    scenario.functions = vec![function("f", 5_000.0)];
    scenario.sources = vec![source("s", "f", at(&[0.0, 9.0, 10.0]))];
    let trace = run(&scenario);
    let counts = counts(&trace);
    assert_eq!((counts.requests, counts.completed), (2, 2));
    assert_eq!(counts.latency_ms.max, Some(5_000.0));
    // The mean is over [0, duration]: 5 s of the first and 1 s of the second.
    assert_eq!(counts.concurrency.mean, 0.6);
}

#[test]
fn the_warm_up_is_simulated_and_not_counted() {
    let mut scenario = unlimited(60.0);
    scenario.functions = vec![function("f", 100.0)];
    scenario.functions[0].phases.init_ms = Some(300.0.into());
    scenario.sources = vec![source("s", "f", Traffic::Constant { rps: 10.0 })];
    let cold = counts(&run(&scenario));
    scenario.warm_up_s = 30.0;
    let trace = run(&scenario);
    let warm = counts(&trace);
    assert_eq!((cold.requests, warm.requests), (600, 600));
    assert!(cold.starts.full_cold > 0);
    assert_eq!((warm.starts.full_cold, warm.environments.created), (0, 0));
    assert_eq!(trace.invocations.len(), 900);
    assert_eq!(warm.concurrency.mean, 1.0);
}

#[test]
fn a_refusal_for_concurrency_has_spent_its_rate_token() {
    let mut scenario = unlimited(1.0);
    scenario.account.concurrency_limit = Override::Default;
    scenario.account.requests_per_second = Override::Value(10);
    scenario.functions = vec![function("f", 10_000.0)];
    scenario.functions[0].reserved_concurrency = Some(2);
    scenario.sources = vec![source("s", "f", Traffic::Bursts { size: 30, every_s: 10.0 })];
    let counts = counts(&run(&scenario));
    assert_eq!(counts.invocations, 2);
    assert_eq!(counts.throttles_by_reason[&lambda_sim::trace::ThrottleReason::ReservedConcurrency], 8);
    assert_eq!(counts.throttles_by_reason[&lambda_sim::trace::ThrottleReason::RequestRate], 20);
}

#[test]
fn q3_a_functions_own_rate_follows_its_reserved_concurrency() {
    let mut scenario = unlimited(10.0);
    scenario.account.concurrency_limit = Override::Default;
    scenario.account.requests_per_second = Override::Default;
    scenario.functions = vec![function("f", 1.0)];
    scenario.functions[0].reserved_concurrency = Some(5);
    scenario.sources = vec![source("s", "f", Traffic::Constant { rps: 100.0 })];
    let throttled = |scenario: &Scenario| {
        counts(&run(scenario)).throttles_by_reason[&lambda_sim::trace::ThrottleReason::ReservedRequestRate]
    };
    // 50 a second pass, and the bucket's first second besides.
    assert!((450..=451).contains(&throttled(&scenario)), "{}", throttled(&scenario));
    scenario.account.requests_per_second = Override::Off;
    assert_eq!(throttled(&scenario), 0);
}

#[test]
fn money_is_the_months_bill_and_the_runs_share_of_it() {
    let mut scenario = unlimited(3_600.0);
    scenario.functions = vec![function("f", 100.0)];
    scenario.functions[0].memory_mb = 1_024;
    scenario.functions[0].phases.init_ms = Some(200.0.into());
    scenario.functions[0].provisioned_concurrency = Some(1);
    scenario.sources = vec![source("s", "f", Traffic::Constant { rps: 1.0 })];
    let summary = |scenario: &Scenario| {
        Summary::of(&run(scenario), scenario, 1, &PriceBook::current()).expect("a known Region").cost_usd
    };
    let cost = summary(&scenario);
    // One GB provisioned all month, 2,592,000 invocations of 0.1 s on it.
    assert!((cost.month - (2_592_000.0 * 0.000_004_166_7 + 259_200.0 * 0.000_009_722_2 + 2.592 * 0.2)).abs() < 1e-6);
    assert!((cost.total * 720.0 - cost.month).abs() < 1e-9);
    assert_eq!((cost.line(LineItem::Duration), cost.line(LineItem::Init)), (0.0, 0.0));
    scenario.functions[0].provisioned_concurrency = None;
    let cost = summary(&scenario);
    // One cold start an hour, 720 a month: init adds 200 ms to each.
    assert!((cost.line(LineItem::Init) * 720.0 - 720.0 * 0.2 * 0.000_016_666_7).abs() < 1e-9);
    assert!((cost.per_million.expect("invocations") - cost.total / 3_600.0 * 1e6).abs() < 1e-9);
    // The free tier covers 259,200 of 400,000 GB-s and a million of the requests.
    scenario.account.free_tier = true;
    let cost = summary(&scenario);
    assert_eq!((cost.line(LineItem::Duration), cost.line(LineItem::Init)), (0.0, 0.0));
    assert!((cost.month - 1.592 * 0.2).abs() < 1e-9);
}

#[test]
fn a_function_with_provisioned_concurrency_gets_no_free_tier() {
    let mut scenario = unlimited(3_600.0);
    scenario.account.free_tier = true;
    scenario.functions = vec![function("f", 100.0)];
    scenario.functions[0].provisioned_concurrency = Some(1);
    scenario.sources = vec![source("s", "f", Traffic::Constant { rps: 1.0 })];
    scenario.sources[0].qualifier = Some(lambda_sim::scenario::Qualifier::Latest);
    let trace = run(&scenario);
    let usage = lambda_sim::readings::usage(&trace, None);
    assert_eq!((usage.requests.eligible, usage.requests.excluded), (0, 3_600));
    let counts = counts(&trace);
    assert_eq!((counts.spillover, counts.starts.full_cold), (0, 1));
}

#[test]
fn the_summary_has_the_fields_that_are_promised() {
    let mut scenario = unlimited(10.0);
    scenario.functions = vec![function("f", 100.0)];
    let summary = Summary::of(&run(&scenario), &scenario, 1, &PriceBook::current()).expect("a known Region");
    let json = serde_json::to_value(summary.printed()).expect("serialisable");
    for field in [
        "/requests",
        "/invocations",
        "/completed",
        "/errors",
        "/timeouts",
        "/throttles",
        "/throttles_by_reason/account_concurrency",
        "/throttles_by_reason/scaling_rate",
        "/starts/full_cold",
        "/starts/partial_cold",
        "/starts/warm",
        "/latency_ms/mean",
        "/latency_ms/p50",
        "/latency_ms/p90",
        "/latency_ms/p95",
        "/latency_ms/p99",
        "/latency_ms/max",
        "/call_latency_ms/p99",
        "/init_ms/p50",
        "/init_ms/p90",
        "/init_ms/p99",
        "/concurrency/peak",
        "/concurrency/mean",
        "/environments/peak",
        "/environments/mean",
        "/environments/created",
        "/environments/lifespan_mean_s",
        "/functions/f/requests",
        "/functions/f/latency_ms/p50",
        "/cost_usd/total",
        "/cost_usd/month",
        "/cost_usd/per_million",
        "/cost_usd/requests",
        "/cost_usd/duration",
        "/cost_usd/init",
        "/cost_usd/provisioned",
        "/cost_usd/provisioned_duration",
        "/cost_usd/ephemeral_storage",
        "/trace_hash",
    ] {
        assert!(json.pointer(field).is_some(), "{field} is missing");
    }
    assert!(json.pointer("/latency_ms/p50").is_some_and(serde_json::Value::is_null));
    assert!(json.pointer("/environments/lifespan_mean_s").is_some_and(serde_json::Value::is_null));
}
