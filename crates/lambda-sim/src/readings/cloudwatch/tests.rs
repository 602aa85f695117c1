use super::super::testing::{calls, eventful, run};
use super::*;
use crate::monitoring::METRICS;
use crate::readings::Counts;

fn points(trace: &Trace, metric: Metric, statistic: Statistic) -> Vec<Option<f64>> {
    series(trace, &Query { statistic, ..Query::of(metric, Dimension::All) }).points
}

#[test]
fn a_minute_without_calls_has_no_point() {
    let trace = calls(r#", "work": {"duration_ms": 10}"#, 180.0, &[0.0, 30.0, 120.0]);
    assert_eq!(points(&trace, Metric::Invocations, Statistic::Sum), [Some(2.0), None, Some(1.0)]);
    assert_eq!(points(&trace, Metric::Errors, Statistic::Sum), [Some(0.0), None, Some(0.0)]);
    assert_eq!(points(&trace, Metric::Throttles, Statistic::Sum), [Some(0.0), None, Some(0.0)]);
    for metric in [Metric::ProvisionedConcurrencyInvocations, Metric::ProvisionedConcurrencyUtilization] {
        assert_eq!(points(&trace, metric, Statistic::Sum), [None; 3], "nothing is provisioned");
    }
    for entry in METRICS.iter().filter(|entry| !entry.metric.is_told()) {
        assert_eq!(points(&trace, entry.metric, Statistic::Sum), [None; 3]);
    }
}

#[test]
fn duration_leaves_the_cold_start_out() {
    let trace = calls(r#", "work": {"duration_ms": 250}"#, 60.0, &[0.0, 10.0]);
    assert_eq!(points(&trace, Metric::Duration, Statistic::Average), [Some(250.0)]);
    assert_eq!(points(&trace, Metric::Duration, Statistic::SampleCount), [Some(2.0)]);
    assert_eq!(points(&trace, Metric::Duration, Statistic::P99), [Some(250.0)]);
    assert_eq!(points(&trace, Metric::PostRuntimeExtensionsDuration, Statistic::Maximum), [Some(0.0)]);
}

#[test]
fn an_error_carries_the_time_of_its_invocation() {
    // Called in the first minute, failed in the second.
    let trace = calls(r#", "work": {"duration_ms": 9000, "error_rate": 1}"#, 120.0, &[55.0]);
    assert_eq!(points(&trace, Metric::Errors, Statistic::Sum), [Some(1.0), None]);
    assert_eq!(points(&trace, Metric::Errors, Statistic::Average), [Some(1.0), None]);
}

#[test]
fn what_a_minute_hides_ten_seconds_show() {
    let trace = calls(r#", "work": {"duration_ms": 10}"#, 60.0, &[41.0, 42.0, 43.0]);
    let period = Period::from_secs(10).expect("ten seconds");
    let fine = series(&trace, &Query { period, ..Query::of(Metric::Invocations, Dimension::All) });
    assert_eq!(fine.points, [None, None, None, None, Some(3.0), None]);
    assert_eq!(fine.iter().collect::<Vec<_>>(), [(Instant::from_secs(40), 3.0)]);
    let minutes = Period::from_secs(300).expect("five minutes");
    let coarse = series(&trace, &Query { period: minutes, ..Query::of(Metric::Invocations, Dimension::All) });
    assert_eq!(coarse.points, [Some(3.0)]);
    assert!([0, 2, 20, 90].map(Period::from_secs).iter().all(Option::is_none));
}

#[test]
fn a_refused_request_is_a_throttle_and_neither_invocation_nor_error() {
    // Three at once, one allowed.
    let trace = calls(r#", "reserved_concurrency": 1, "work": {"duration_ms": 100}"#, 60.0, &[1.0, 1.0, 1.0]);
    assert_eq!(points(&trace, Metric::Invocations, Statistic::Sum), [Some(1.0)]);
    assert_eq!(points(&trace, Metric::Errors, Statistic::Sum), [Some(0.0)]);
    assert_eq!(points(&trace, Metric::Throttles, Statistic::Sum), [Some(2.0)]);
    assert_eq!(points(&trace, Metric::Throttles, Statistic::SampleCount), [Some(3.0)]);
}

#[test]
fn levels_are_told_at_arrivals() {
    // Each takes 100 ms of start and 2 s: 1, 2, 3 in flight, then 1 again.
    let trace = calls(r#", "work": {"duration_ms": 2000}"#, 60.0, &[0.0, 1.0, 2.0, 20.0]);
    let at = Metric::ConcurrentExecutions;
    assert_eq!(points(&trace, at, Statistic::Maximum), [Some(3.0)]);
    assert_eq!(points(&trace, at, Statistic::Average), [Some(7.0 / 4.0)]);
    assert_eq!(points(&trace, at, Statistic::SampleCount), [Some(4.0)]);
    // The same by what is called, which the trace does not hold.
    let latest = Dimension::Resource { function: FunctionId(0), version: Some(0) };
    let by_resource = series(&trace, &Query { statistic: Statistic::Sum, ..Query::of(at, latest) });
    assert_eq!(by_resource.points, [Some(7.0)]);
}

#[test]
fn v4_metrics_are_told_of_what_calls_name_and_of_the_version_that_the_alias_led_to() {
    let trace = run(r#"{"version": 1, "duration_s": 60, "functions": [
            {"name": "plain"},
            {"name": "f", "versions": [{"version": 2}, {"version": 3}],
                "alias": {"version": 1, "additional_version": 2, "additional_weight": 0.25}}],
        "sources": [
            {"name": "users", "function": "f", "traffic": {"constant": {"rps": 20}}},
            {"name": "tests", "function": "f", "qualifier": "2", "traffic": {"constant": {"rps": 1}}},
            {"name": "others", "function": "plain", "traffic": {"constant": {"rps": 3}}}]}"#);
    let (plain, function) = (FunctionId(0), FunctionId(1));
    let (live, second) =
        (Dimension::Resource { function, version: None }, Dimension::Resource { function, version: Some(2) });
    let executed = |version| Dimension::ExecutedVersion { function, version };
    let offered = dimensions(&trace);
    assert_eq!(
        offered,
        [
            Dimension::All,
            Dimension::Function(plain),
            Dimension::Function(function),
            live,
            second,
            executed(1),
            executed(2)
        ],
        "a function without versions is told as a whole; what nobody calls is not offered"
    );
    let sum = |dimension| {
        series(&trace, &Query::of(Metric::Invocations, dimension)).iter().map(|(_, value)| value).sum::<f64>()
    };
    assert_eq!(sum(Dimension::Function(function)), sum(live) + sum(second));
    assert_eq!(sum(live), sum(executed(1)) + sum(executed(2)));
    assert_eq!((sum(live), sum(second)), (1_200.0, 60.0), "a call that names a version is none of the alias");
    assert!((200.0..400.0).contains(&sum(executed(2))), "{}", sum(executed(2)));
    assert_eq!((sum(executed(3)), sum(Dimension::Resource { function, version: Some(0) })), (0.0, 0.0));
}

/// W7's account: orange has 600 reserved, blue 200 provisioned; green takes from the pool.
fn w7(green_at_once: usize) -> Trace {
    let green = format!(
        r#", {{"name": "to green", "function": "green", "traffic": {{"recorded": {{"at_s": {:?}}}}}}}"#,
        vec![10.0; green_at_once]
    );
    run(&format!(
        r#"{{"version": 1, "duration_s": 60, "functions": [
            {{"name": "orange", "reserved_concurrency": 600}},
            {{"name": "blue", "provisioned_concurrency": 200, "work": {{"duration_ms": 100}}}},
            {{"name": "green", "work": {{"duration_ms": 1000}}}}],
            "sources": [
                {{"name": "to blue", "function": "blue", "traffic": {{"recorded": {{"at_s": [5.0]}}}}}}{}]}}"#,
        if green_at_once > 0 { green.as_str() } else { "" }
    ))
}

#[test]
fn claimed_is_what_is_allocated_and_what_is_in_flight_without() {
    let claimed = |trace: &Trace| points(trace, Metric::ClaimedAccountConcurrency, Statistic::Maximum);
    assert_eq!(claimed(&w7(0)), [Some(800.0)]);
    assert_eq!(claimed(&w7(100)), [Some(900.0)]);
    assert_eq!(points(&w7(100), Metric::UnreservedConcurrentExecutions, Statistic::Maximum), [Some(100.0)]);
    assert_eq!(points(&w7(100), Metric::ConcurrentExecutions, Statistic::Maximum), [Some(100.0)]);
}

#[test]
fn provisioned_concurrency_is_told_by_those_who_call_it() {
    // Four provisioned, five at once: one spills over.
    let trace = calls(
        r#", "provisioned_concurrency": 4, "work": {"duration_ms": 500}"#,
        120.0,
        &[1.0, 1.0, 1.0, 1.0, 1.0, 30.0, 30.0],
    );
    let sum = |metric| points(&trace, metric, Statistic::Sum);
    assert_eq!(sum(Metric::ProvisionedConcurrencyInvocations), [Some(6.0), None]);
    assert_eq!(sum(Metric::ProvisionedConcurrencySpilloverInvocations), [Some(1.0), None]);
    assert_eq!(sum(Metric::ProvisionedConcurrentExecutions), [Some(1.0 + 2.0 + 3.0 + 4.0 + 4.0 + 1.0 + 2.0), None]);
    let share = Metric::ProvisionedConcurrencyUtilization;
    assert_eq!(points(&trace, share, Statistic::Maximum), [Some(1.0), None]);
    assert_eq!(points(&trace, share, Statistic::Average), [Some(17.0 / 4.0 / 7.0), None]);
}

#[test]
fn the_points_add_up_to_the_summary_for_every_function() {
    let trace = eventful();
    let sum =
        |metric, dimension| series(&trace, &Query::of(metric, dimension)).iter().map(|(_, value)| value).sum::<f64>();
    for (dimension, function) in [
        (Dimension::All, None),
        (Dimension::Function(FunctionId(0)), Some(FunctionId(0))),
        (Dimension::Function(FunctionId(1)), Some(FunctionId(1))),
    ] {
        let counts = Counts::of(&trace, function);
        assert_eq!(sum(Metric::Invocations, dimension), counts.invocations as f64);
        assert_eq!(sum(Metric::Errors, dimension), (counts.errors + counts.timeouts) as f64);
        assert_eq!(sum(Metric::Throttles, dimension), counts.throttles as f64);
        assert_eq!(sum(Metric::ProvisionedConcurrencySpilloverInvocations, dimension), counts.spillover as f64);
        let peak = series(&trace, &Query::of(Metric::ConcurrentExecutions, dimension));
        let peak = peak.iter().map(|(_, value)| value).fold(0.0, f64::max);
        assert!(peak <= f64::from(counts.concurrency.peak));
    }
    // What the sweep counts is what the engine counted.
    for dimension in [Dimension::All, Dimension::Function(FunctionId(0))] {
        let mut held = Vec::new();
        walk(&trace, Metric::ConcurrentExecutions, dimension, |sample| held.push(sample.value));
        let mut swept = Vec::new();
        levels(&trace, LevelKind::InFlight, dimension, |sample| swept.push(sample.value));
        assert_eq!(held, swept);
    }
}
