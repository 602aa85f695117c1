//! Tenant isolation (rule N3).

use super::{at, counts, function, rows, run, source, unlimited};
use lambda_sim::pricing::Data;
use lambda_sim::readings::usage;
use lambda_sim::scenario::{Override, Scenario, Traffic};
use lambda_sim::trace::{ThrottleReason, Trace};
use std::collections::BTreeMap;

fn isolated(tenants: u32, traffic: Traffic, duration_s: f64) -> Scenario {
    let mut scenario = unlimited(duration_s);
    scenario.functions = vec![function("f", 100.0)];
    scenario.functions[0].memory_mb = 1_024;
    scenario.functions[0].tenants = Some(tenants);
    scenario.sources = vec![source("s", "f", traffic)];
    scenario
}

fn owners(trace: &Trace) -> BTreeMap<u32, u16> {
    trace.tenants.iter().map(|row| (row.environment.0, row.tenant)).collect()
}

#[test]
fn n3_each_tenant_has_environments_of_its_own() {
    let every_second: Vec<f64> = (0..200).map(f64::from).collect();
    let trace = run(&isolated(10, at(&every_second), 300.0));
    // One at a time: without isolation a single environment would do.
    assert_eq!(counts(&trace).environments.created, 10);
    let owners = owners(&trace);
    assert_eq!(owners.len(), 10);
    let distinct: std::collections::BTreeSet<u16> = owners.values().copied().collect();
    assert_eq!(distinct.len(), 10);
    // A fee of the memory of each new one.
    assert_eq!(usage(&trace, None).tenant_environments.x86_64, Data::from_gb(10));
    assert_eq!(counts(&run(&isolated(1, at(&every_second), 300.0))).environments.created, 1);
}

#[test]
fn n3_an_environment_serves_one_tenant_whatever_becomes_of_it() {
    let mut scenario = isolated(5, Traffic::Poisson { rps: 20.0 }, 300.0);
    scenario.functions[0].work.crash_rate = 0.1;
    scenario.functions[0].keep_alive.initialized_s = Override::Value(2.0.into());
    scenario.functions[0].keep_alive.sandbox_s = Override::Value(1.0.into());
    let many = run(&scenario);
    scenario.functions[0].tenants = Some(1);
    let one = run(&scenario);
    assert_eq!(many.tenants.len(), many.environments.len());
    // The same arrivals: whose they are moves no other draw.
    assert_eq!(rows(&many).len(), rows(&one).len());
    assert!(counts(&many).environments.created > counts(&one).environments.created);
}

#[test]
fn n3_at_most_two_and_a_half_environments_for_each_unit_of_concurrency() {
    let every_second: Vec<f64> = (0..400).map(f64::from).collect();
    let mut scenario = isolated(100, at(&every_second), 500.0);
    scenario.account.concurrency_limit = Override::Value(10);
    let trace = run(&scenario);
    assert_eq!(counts(&trace).environments.created, 25);
    let refused = trace.throttles.get(0).expect("a refusal");
    assert_eq!((refused.reason, refused.observed, refused.limit), (ThrottleReason::TenantEnvironments, 25, 25));
    // The first 25 tenants are served on; the others are refused for ever, for nothing expires here.
    assert_eq!(
        counts(&trace).throttles_by_reason[&lambda_sim::trace::ThrottleReason::TenantEnvironments],
        counts(&trace).throttles
    );
    // Where idle environments go, there is room again.
    scenario.functions[0].keep_alive.initialized_s = Override::Value(20.0.into());
    scenario.functions[0].keep_alive.sandbox_s = Override::Value(0.0.into());
    assert_eq!(counts(&run(&scenario)).throttles, 0);
}

#[test]
fn n3_not_with_provisioned_concurrency_or_snapstart() {
    let mut scenario = isolated(3, at(&[0.0]), 10.0);
    scenario.functions[0].provisioned_concurrency = Some(1);
    assert!(scenario.validate().is_err());
    scenario.functions[0].provisioned_concurrency = None;
    assert!(scenario.validate().is_ok());
}
