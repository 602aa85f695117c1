//! Versions and aliases: who serves which share, and how deployments shift it (rules V1–V3, L14).

use super::{function, run, source, unlimited};
use lambda_sim::scenario::{
    Alias, Deployment, Preference, ProvisionedStart, Qualifier, Scenario, Traffic, Version, Work,
};
use lambda_sim::trace::{SettingKind, StartKind, Trace};

fn two_versions(rps: f64, duration_s: f64) -> Scenario {
    let mut scenario = unlimited(duration_s);
    let mut f = function("f", 10.0);
    f.alias = Some(Alias::default());
    let work = Work { duration_ms: 20.0.into(), ..f.work.clone() };
    f.versions = vec![Version { version: 2, work: Some(work), memory_mb: Some(512), ..Version::default() }];
    scenario.functions = vec![f];
    scenario.sources = vec![source("users", "f", Traffic::Constant { rps })];
    scenario
}

/// Invocations of each version in each minute.
fn by_minute(trace: &Trace, version: u32) -> Vec<usize> {
    let mut minutes = vec![0; (trace.duration.0 / 60_000_000) as usize];
    for row in trace.invocations.iter().filter(|row| trace.pools[row.pool.index()].version == version) {
        minutes[(row.arrival.0 / 60_000_000) as usize] += 1;
    }
    minutes
}

#[test]
fn a_weight_sends_its_share_to_environments_of_their_own() {
    let mut scenario = two_versions(100.0, 600.0);
    scenario.functions[0].alias = Some(Alias { version: 1, additional_version: Some(2), additional_weight: 0.1 });
    let trace = run(&scenario);
    let second: usize = by_minute(&trace, 2).iter().sum();
    assert!((5_700..6_300).contains(&second), "{second} of 60,000 went to the tenth");
    for row in trace.invocations.iter() {
        let (pool, environment) = (row.pool, trace.environments.get(row.environment.index()).expect("it exists"));
        assert_eq!(environment.pool, pool);
        assert_eq!(row.handler.0, if trace.pools[pool.index()].version == 2 { 20_000 } else { 10_000 });
    }
}

#[test]
fn a_version_that_is_called_by_number_serves_all() {
    let mut scenario = two_versions(10.0, 60.0);
    scenario.sources[0].qualifier = Some(Qualifier::Version(2));
    assert_eq!(by_minute(&run(&scenario), 2), [600]);
}

#[test]
fn a_canary_gets_a_tenth_and_then_everything() {
    let mut scenario = two_versions(50.0, 600.0);
    scenario.deployments = vec![Deployment {
        at_s: 60.0,
        function: "f".to_owned(),
        version: 2,
        preference: Preference::Canary10Percent5Minutes,
        alarms: Vec::new(),
    }];
    let trace = run(&scenario);
    let minutes = by_minute(&trace, 2);
    assert_eq!((minutes[0], &minutes[6..]), (0, &[3_000; 4][..]));
    assert!(minutes[1..6].iter().all(|count| (220..380).contains(count)), "{minutes:?}");
    let shifts: Vec<(i64, u32)> = trace.shifts.iter().map(|row| (row.at.0 / 1_000_000, row.weight_ppm)).collect();
    assert_eq!(shifts, [(60, 100_000), (360, 0)]);
}

#[test]
fn a_linear_deployment_shifts_a_tenth_each_interval() {
    let mut scenario = two_versions(50.0, 1_200.0);
    scenario.deployments = vec![Deployment {
        function: "f".to_owned(),
        version: 2,
        preference: Preference::Linear10PercentEvery1Minute,
        ..Deployment::default()
    }];
    let trace = run(&scenario);
    let shifts: Vec<(i64, u32)> = trace.shifts.iter().map(|row| (row.at.0 / 1_000_000, row.weight_ppm)).collect();
    let expected: Vec<(i64, u32)> =
        (1..=9).map(|step| (60 * (i64::from(step) - 1), step * 100_000)).chain([(540, 0)]).collect();
    assert_eq!(shifts, expected);
    assert_eq!(by_minute(&trace, 1)[9..].iter().sum::<usize>(), 0);
}

#[test]
fn provisioned_concurrency_follows_the_alias_after_an_allocation() {
    let mut scenario = two_versions(10.0, 600.0);
    scenario.functions[0].provisioned_concurrency = Some(10);
    scenario.functions[0].provisioned_start = ProvisionedStart::Ready;
    scenario.deployments = vec![Deployment {
        at_s: 60.0,
        function: "f".to_owned(),
        version: 2,
        preference: Preference::AllAtOnce,
        ..Deployment::default()
    }];
    let trace = run(&scenario);
    let ready: Vec<i64> = trace
        .settings
        .iter()
        .filter(|row| row.kind == SettingKind::ProvisionedReady)
        .map(|row| row.at.0 / 100_000)
        .collect();
    // 90 s of preparation and 10 environments at 6,000 a minute.
    assert_eq!(ready, [0, 1_501]);
    for row in trace.invocations.iter() {
        let (version, at) = (trace.pools[row.pool.index()].version, row.arrival.0 / 100_000);
        assert_eq!(version, if at < 600 { 1 } else { 2 });
        assert_eq!(row.flags.is_provisioned(), !(600..1_501).contains(&at), "at {at}");
    }
    assert!(trace.invocations.iter().any(|row| row.flags.start() == StartKind::FullCold));
}

#[test]
fn provisioned_concurrency_is_billed_in_the_versions_that_have_it() {
    let mut scenario = two_versions(1.0, 600.0);
    scenario.functions[0].memory_mb = 1_024;
    scenario.functions[0].provisioned_concurrency = Some(10);
    let gb_ms = |trace: &Trace| {
        let usage = lambda_sim::readings::usage(trace, None);
        usage.provisioned[lambda_sim::architecture::Architecture::X8664].0
    };
    // Ten of a gigabyte for ten minutes, in MB·ms.
    assert_eq!(gb_ms(&run(&scenario)), 10 * 1_024 * 600_000);
    scenario.functions[0].alias = Some(Alias { version: 2, ..Alias::default() });
    assert_eq!(gb_ms(&run(&scenario)), 10 * 512 * 600_000);
    scenario.functions[0].alias = Some(Alias::default());
    scenario.deployments =
        vec![Deployment { at_s: 150.0, function: "f".to_owned(), version: 2, ..Deployment::default() }];
    assert_eq!(gb_ms(&run(&scenario)), 10 * (1_024 * 150_000 + 512 * 450_000));
}
