//! The rule book's worked examples of concurrency (W1–W13), as runs with exact results.

use super::{at, counts, function, run, source, unlimited};
use lambda_sim::concurrency::{claimed_account_concurrency, little_concurrency, suggested_provisioned};
use lambda_sim::readings::Counts;
use lambda_sim::scenario::{Override, ProvisionedStart, Qualifier, Traffic};
use lambda_sim::trace::FunctionId;

#[test]
fn w1_w2_concurrency_is_rate_times_duration() {
    for (rps, duration_ms, expected) in
        [(100.0, 1_000.0, 100), (100.0, 500.0, 50), (200.0, 250.0, 50), (5_000.0, 200.0, 1_000)]
    {
        assert_eq!(little_concurrency(rps, duration_ms / 1e3), f64::from(expected));
        let mut scenario = unlimited(10.0);
        scenario.functions = vec![function("f", duration_ms)];
        scenario.sources = vec![source("s", "f", Traffic::Constant { rps })];
        let counts = counts(&run(&scenario));
        assert_eq!(counts.concurrency.peak, expected, "{rps}/s × {duration_ms} ms");
        assert_eq!(counts.environments.created, u64::from(expected));
    }
}

#[test]
fn w3_short_functions_meet_the_request_rate_before_the_concurrency() {
    // 20,000/s × 50 ms: concurrency would be 1,000, yet only 10,000/s pass once the bucket's first second is spent.
    let mut scenario = unlimited(5.0);
    scenario.account.concurrency_limit = Override::Default;
    scenario.account.requests_per_second = Override::Default;
    scenario.functions = vec![function("f", 50.0)];
    scenario.sources = vec![source("s", "f", Traffic::Constant { rps: 20_000.0 })];
    let trace = run(&scenario);
    let passed_in_second = |second: i64| {
        let range = second * 1_000_000..(second + 1) * 1_000_000;
        trace.invocations.iter().filter(|row| range.contains(&row.arrival.0)).count()
    };
    assert_eq!([0, 1, 2, 3, 4].map(passed_in_second), [19_999, 10_000, 10_000, 10_000, 10_000]);
    let counts = counts(&trace);
    assert_eq!(counts.throttles, 40_001);
    assert_eq!(counts.throttles_by_reason[&lambda_sim::trace::ThrottleReason::RequestRate], 40_001);
    // A quota of 2,000 is needed for the rate, and suffices.
    scenario.account.concurrency_limit = Override::Value(2_000);
    assert_eq!(super::counts(&run(&scenario)).throttles, 0);
}

#[test]
fn w4_reserved_is_a_guarantee_and_a_cap() {
    let mut scenario = unlimited(1.0);
    scenario.account.concurrency_limit = Override::Value(1_000);
    scenario.functions = ["blue", "orange", "others"].into_iter().map(|name| function(name, 10_000.0)).collect();
    scenario.functions[0].reserved_concurrency = Some(400);
    scenario.functions[1].reserved_concurrency = Some(400);
    scenario.sources = vec![
        source("orange", "orange", Traffic::Bursts { size: 500, every_s: 10.0 }),
        source("others", "others", Traffic::Bursts { size: 500, every_s: 10.0 }),
    ];
    let trace = run(&scenario);
    let of = |function: u16| Counts::of(&trace, Some(FunctionId(function)));
    assert_eq!((of(0).requests, of(1).invocations, of(2).invocations), (0, 400, 200));
    assert_eq!(of(1).throttles_by_reason[&lambda_sim::trace::ThrottleReason::ReservedConcurrency], 100);
    assert_eq!(of(2).throttles_by_reason[&lambda_sim::trace::ThrottleReason::AccountConcurrency], 300);
}

#[test]
fn w5_provisioned_without_reserved_spills_into_the_pool() {
    let mut scenario = unlimited(1.0);
    scenario.account.concurrency_limit = Override::Value(1_000);
    scenario.functions = vec![function("orange", 10_000.0), function("others", 10_000.0)];
    scenario.functions[0].provisioned_concurrency = Some(400);
    scenario.sources = vec![source("orange", "orange", Traffic::Bursts { size: 1_100, every_s: 10.0 })];
    let counts = counts(&run(&scenario));
    assert_eq!((counts.invocations, counts.throttles), (1_000, 100));
    assert_eq!((counts.starts.warm, counts.starts.full_cold, counts.spillover), (400, 600, 600));
    // 600 are left for all, orange included.
    scenario.sources = vec![
        source("others", "others", Traffic::Bursts { size: 700, every_s: 10.0 }),
        source("orange", "orange", Traffic::Bursts { size: 500, every_s: 10.0 }),
    ];
    let trace = run(&scenario);
    assert_eq!(Counts::of(&trace, Some(FunctionId(1))).invocations, 600);
    assert_eq!(Counts::of(&trace, Some(FunctionId(0))).invocations, 400);
}

#[test]
fn w6_reserved_and_provisioned_together() {
    let mut scenario = unlimited(1.0);
    scenario.account.concurrency_limit = Override::Value(1_000);
    scenario.functions = vec![function("orange", 10_000.0)];
    scenario.functions[0].provisioned_concurrency = Some(200);
    scenario.functions[0].reserved_concurrency = Some(400);
    scenario.sources = vec![source("s", "orange", Traffic::Bursts { size: 500, every_s: 10.0 })];
    let counts = counts(&run(&scenario));
    assert_eq!((counts.starts.warm, counts.starts.full_cold, counts.throttles), (200, 200, 100));
    assert_eq!(counts.throttles_by_reason[&lambda_sim::trace::ThrottleReason::ReservedConcurrency], 100);
    assert_eq!(counts.concurrency.peak, 400);
    // C5: provisioned = reserved throttles $LATEST entirely.
    scenario.functions[0].provisioned_concurrency = Some(400);
    scenario.sources[0].qualifier = Some(Qualifier::Latest);
    let counts = super::counts(&run(&scenario));
    assert_eq!((counts.invocations, counts.throttles), (0, 500));
}

#[test]
fn w7_claimed_concurrency_decides_what_is_left() {
    let claims = || [(Some(600), 0), (None, 200)].into_iter();
    assert_eq!(claimed_account_concurrency(0, claims()), 800);
    assert_eq!(claimed_account_concurrency(100, claims()), 900);
}

#[test]
fn w8_the_notes_two_hundred_and_eight_hundred() {
    let mut scenario = unlimited(1.0);
    scenario.account.concurrency_limit = Override::Value(1_000);
    scenario.functions = vec![function("reserved", 10_000.0), function("others", 10_000.0)];
    scenario.functions[0].reserved_concurrency = Some(200);
    scenario.sources = vec![source("others", "others", Traffic::Bursts { size: 1_000, every_s: 10.0 })];
    assert_eq!(counts(&run(&scenario)).invocations, 800);
    // 100 of the 800 can never be reserved.
    scenario.functions[1].reserved_concurrency = Some(700);
    assert!(scenario.validate().is_ok());
    scenario.functions[1].reserved_concurrency = Some(701);
    let problems = scenario.validate().expect_err("more than can be reserved");
    assert_eq!(problems[0].path, "functions[1].reserved_concurrency");
    assert_eq!(problems[0].nearest.as_deref(), Some("700"));
}

#[test]
fn w9_short_functions_spill_over_by_rate() {
    // Provisioned 10, 5 ms at 150/s: concurrency 0.75, yet beyond 100/s spills over.
    let mut scenario = unlimited(11.0);
    scenario.account.concurrency_limit = Override::Default;
    scenario.account.requests_per_second = Override::Default;
    scenario.functions = vec![function("f", 5.0)];
    scenario.functions[0].provisioned_concurrency = Some(10);
    scenario.sources = vec![source("s", "f", Traffic::Constant { rps: 150.0 })];
    let trace = run(&scenario);
    let in_last_second = |provisioned: bool| {
        trace
            .invocations
            .iter()
            .filter(|row| row.arrival.0 >= 10_000_000 && row.flags.is_provisioned() == provisioned)
            .count()
    };
    assert_eq!((in_last_second(true), in_last_second(false)), (100, 50));
    let counts = counts(&trace);
    assert!((counts.concurrency.mean - 0.75).abs() < 0.01);
    assert_eq!(counts.throttles, 0);
}

#[test]
fn w10_suggested_provisioned_is_a_tenth_above_the_peak() {
    assert_eq!(suggested_provisioned(200), 220);
    assert_eq!(suggested_provisioned(5), 6);
}

#[test]
fn w11_ten_requests_over_six_environments() {
    // DG lambda-concurrency: requests 1–5 overlap and need five environments; 6 to 8 find freed ones, 9 needs a sixth, 10 not.
    let mut scenario = unlimited(60.0);
    scenario.functions = vec![function("f", 4_500.0)];
    scenario.functions[0].environment_choice = lambda_sim::scenario::EnvironmentChoice::LeastRecent;
    let times = [0.0, 1.0, 2.0, 3.0, 4.0, 4.5, 5.5, 6.5, 6.6, 7.6];
    scenario.sources = vec![source("s", "f", at(&times))];
    let trace = run(&scenario);
    let environments: Vec<u32> = trace.invocations.iter().map(|row| row.environment.0).collect();
    assert_eq!(environments, [0, 1, 2, 3, 4, 0, 1, 2, 5, 3]);
    let counts = counts(&trace);
    assert_eq!((counts.starts.full_cold, counts.starts.warm), (6, 4));
}

#[test]
fn w12_today_a_thousand_of_ten_thousand_at_once_are_served() {
    let mut scenario = unlimited(1.0);
    scenario.account.concurrency_limit = Override::Value(10_000);
    scenario.account.scaling_per_10s = Override::Default;
    scenario.functions = vec![function("f", 10_000.0)];
    scenario.sources = vec![source("s", "f", Traffic::Bursts { size: 10_000, every_s: 10.0 })];
    let counts = counts(&run(&scenario));
    assert_eq!((counts.invocations, counts.throttles), (1_000, 9_000));
    assert_eq!(counts.throttles_by_reason[&lambda_sim::trace::ThrottleReason::ScalingRate], 9_000);
}

#[test]
fn w13_thirty_thousand_a_second_needs_a_quota_of_three_thousand() {
    let throttles = |quota: u32| {
        // A bucket of one second's worth takes half a minute to drain when a thirtieth is missing.
        let mut scenario = unlimited(40.0);
        scenario.account.concurrency_limit = Override::Value(quota);
        scenario.account.requests_per_second = Override::Default;
        scenario.functions = vec![function("f", 20.0)];
        scenario.sources = vec![source("s", "f", Traffic::Constant { rps: 30_000.0 })];
        let counts = counts(&run(&scenario));
        assert_eq!(counts.concurrency.peak, 600);
        counts.throttles_by_reason[&lambda_sim::trace::ThrottleReason::RequestRate]
    };
    assert_eq!(throttles(3_000), 0);
    assert!(throttles(2_900) > 0);
}

#[test]
fn c10_the_scaling_rate_is_a_bucket_that_refills_continuously() {
    // 1,000 at once, then one every 10 ms; nothing accrues above 1,000.
    let mut scenario = unlimited(30.0);
    scenario.account.scaling_per_10s = Override::Default;
    scenario.functions = vec![function("f", 60_000.0)];
    scenario.sources = vec![source("s", "f", Traffic::Constant { rps: 1_000.0 })];
    let trace = run(&scenario);
    let created_by = |second: i64| trace.environments.iter().filter(|row| row.created.0 < second * 1_000_000).count();
    assert_eq!([2, 10, 20, 30].map(created_by), [1_199, 1_999, 2_999, 3_999]);
    // Re-using an idle environment costs no token.
    scenario.functions[0].work.duration_ms = 100.0.into();
    assert_eq!(counts(&run(&scenario)).throttles, 0);
}

#[test]
fn q4_a_functions_request_rate_grows_by_a_thousand_a_second() {
    let mut scenario = unlimited(5.0);
    scenario.account.concurrency_limit = Override::Value(10_000);
    scenario.account.requests_per_second = Override::Default;
    scenario.account.scaling_per_10s = Override::Default;
    scenario.functions = vec![function("f", 10.0)];
    scenario.sources = vec![source("s", "f", Traffic::Constant { rps: 50_000.0 })];
    let trace = run(&scenario);
    let passed =
        |second: i64| trace.invocations.iter().filter(|row| row.arrival.0 / 1_000_000 == second).count() as i64;
    for second in 1..5 {
        assert!((passed(second) - (10_500 + 1_000 * second)).abs() <= 1, "second {second}: {}", passed(second));
    }
    assert_eq!(
        counts(&trace).throttles_by_reason[&lambda_sim::trace::ThrottleReason::FunctionRequestRate],
        250_000 - trace.invocations.len() as u64
    );
    scenario.account.scaling_per_10s = Override::Off;
    assert_eq!(counts(&run(&scenario)).throttles, 0);
}

#[test]
fn c3_reserved_zero_is_a_kill_switch() {
    let mut scenario = unlimited(10.0);
    scenario.functions = vec![function("f", 100.0)];
    scenario.functions[0].reserved_concurrency = Some(0);
    scenario.sources = vec![source("s", "f", Traffic::Constant { rps: 10.0 })];
    let counts = counts(&run(&scenario));
    assert_eq!((counts.invocations, counts.throttles), (0, 100));
}

#[test]
fn c6_allocation_takes_its_preparation_and_comes_all_at_once() {
    let mut scenario = unlimited(200.0);
    scenario.account.concurrency_limit = Override::Value(1_000);
    scenario.functions = vec![function("f", 100.0)];
    scenario.functions[0].provisioned_concurrency = Some(600);
    scenario.functions[0].provisioned_start = ProvisionedStart::Allocate;
    scenario.sources = vec![source("s", "f", Traffic::Constant { rps: 10.0 })];
    let trace = run(&scenario);
    let first = trace.invocations.iter().find(|row| row.flags.is_provisioned()).expect("a provisioned invocation");
    // 90 s of preparation and 600 at 6,000 a minute.
    assert_eq!(first.arrival.0, 96_000_000);
    assert_eq!(trace.provisioned_inits.len(), 600);
    // The account's pool gives up what is configured, from the beginning.
    let pool = trace.settings.iter().filter(|row| row.kind == lambda_sim::trace::SettingKind::UnreservedPool).last();
    assert_eq!(pool.map(|row| (row.at.0, row.value)), Some((0, 400)));
}

#[test]
fn reserved_holds_for_both_kinds_when_an_allocation_completes() {
    // Five on demand are busy when five provisioned become ready: nothing more fits until one of them ends.
    let mut scenario = unlimited(60.0);
    scenario.functions = vec![function("f", 20_000.0)];
    scenario.functions[0].reserved_concurrency = Some(5);
    scenario.functions[0].provisioned_concurrency = Some(5);
    scenario.functions[0].provisioned_start = ProvisionedStart::Allocate;
    scenario.assumptions.insert("provisioned_preparation_s".to_owned(), 10.0);
    scenario.sources = vec![source("s", "f", at(&[0.0, 0.0, 0.0, 0.0, 0.0, 15.0, 15.0, 15.0, 15.0, 15.0, 30.0, 30.0]))];
    let counts = counts(&run(&scenario));
    assert_eq!((counts.concurrency.peak, counts.invocations, counts.throttles), (5, 7, 5));
    assert_eq!(counts.throttles_by_reason[&lambda_sim::trace::ThrottleReason::ReservedConcurrency], 5);
}

#[test]
fn q4_the_growth_does_not_follow_the_scaling_rate() {
    let mut scenario = unlimited(10.0);
    scenario.account.concurrency_limit = Override::Default;
    scenario.account.requests_per_second = Override::Default;
    scenario.account.scaling_per_10s = Override::Value(10);
    scenario.functions = vec![function("f", 1.0)];
    scenario.sources = vec![source("s", "f", Traffic::Constant { rps: 1_000.0 })];
    assert_eq!(counts(&run(&scenario)).throttles, 0);
    // Both numbers are assumptions: 100 at once and in the first second, growing by 10 in each.
    scenario.assumptions.insert("function_requests_start".to_owned(), 100.0);
    scenario.assumptions.insert("function_requests_growth".to_owned(), 10.0);
    let throttles = |scenario: &lambda_sim::scenario::Scenario| {
        counts(&run(scenario)).throttles_by_reason[&lambda_sim::trace::ThrottleReason::FunctionRequestRate]
    };
    let passed = 10_000 - throttles(&scenario);
    assert!(passed.abs_diff(100 + 100 * 10 + 10 * 10 * 10 / 2) <= 2, "{passed}");
    scenario.account.requests_per_second = Override::Off;
    assert_eq!(throttles(&scenario), 0);
}

#[test]
fn c3_reserved_zero_always_says_so() {
    let mut scenario = unlimited(10.0);
    scenario.account.requests_per_second = Override::Default;
    scenario.account.scaling_per_10s = Override::Default;
    scenario.functions = vec![function("f", 100.0)];
    scenario.functions[0].reserved_concurrency = Some(0);
    scenario.sources = vec![source("s", "f", Traffic::Bursts { size: 15_000, every_s: 100.0 })];
    assert_eq!(
        counts(&run(&scenario)).throttles_by_reason[&lambda_sim::trace::ThrottleReason::ReservedConcurrency],
        15_000
    );
}

#[test]
fn c6_an_allocation_begins_at_time_zero_also_after_a_warm_up() {
    let mut scenario = unlimited(200.0);
    scenario.warm_up_s = 100.0;
    scenario.account.concurrency_limit = Override::Value(1_000);
    scenario.functions = vec![function("f", 100.0)];
    scenario.functions[0].provisioned_concurrency = Some(600);
    scenario.functions[0].provisioned_start = ProvisionedStart::Allocate;
    scenario.sources = vec![source("s", "f", Traffic::Constant { rps: 10.0 })];
    let trace = run(&scenario);
    let first = trace.invocations.iter().find(|row| row.flags.is_provisioned()).expect("a provisioned invocation");
    assert_eq!(first.arrival.0, 96_000_000);
}
