use super::super::testing::{calls, eventful, run};
use super::*;
use crate::readings::Counts;
use crate::trace::FunctionId;

fn points(trace: &Trace, settings: &InsightsSettings, metric: InsightsMetric) -> Vec<Option<f64>> {
    insights_points(trace, settings, metric, metric.entry().statistic, Period::MINUTE, Dimension::All)
}

fn told(trace: &Trace, settings: &InsightsSettings, id: u32) -> InvocationInsights {
    let invocation = trace.invocation(InvocationId(id)).expect("an invocation");
    settings.of_invocation(trace, &invocation).expect("a pool")
}

fn of_function(usage: FunctionUse) -> InsightsSettings {
    InsightsSettings { functions: vec![usage], ..InsightsSettings::default() }
}

#[test]
fn the_table_is_in_order() {
    for (index, entry) in INSIGHTS.iter().enumerate() {
        assert_eq!(entry.metric as usize, index);
        assert_eq!(serde_json::to_value(entry.metric).ok(), Some(entry.name.into()));
    }
}

#[test]
fn every_metric_of_a_cold_and_a_warm_invocation() {
    let trace = calls(r#", "work": {"duration_ms": 200, "memory_used_mb": 442}"#, 120.0, &[0.0, 10.0]);
    let settings =
        of_function(FunctionUse { rx_bytes: 1_000, tx_bytes: 500, tmp_bytes: BYTES_PER_MB, ..FunctionUse::default() });
    let point = |metric| points(&trace, &settings, metric);
    assert_eq!(point(InsightsMetric::CpuTotalTime), [Some(200.0), None]);
    assert_eq!(point(InsightsMetric::InitDuration), [Some(50.0), None]);
    let percent = 100.0 * 442.0 / 1_769.0;
    assert_eq!(point(InsightsMetric::MemoryUtilization), [Some(percent), None]);
    assert_eq!(point(InsightsMetric::UsedMemoryMax), [Some(442.0), None]);
    assert_eq!(point(InsightsMetric::TotalMemory), [Some(1_769.0), None]);
    assert_eq!(point(InsightsMetric::TotalNetwork), [Some(3_000.0), None]);
    assert_eq!(point(InsightsMetric::TmpUsed), [Some(BYTES_PER_MB as f64), None]);
    assert_eq!(point(InsightsMetric::TmpFree), [Some((511 * BYTES_PER_MB) as f64), None]);
    assert_eq!((told(&trace, &settings, 0).cold_start, told(&trace, &settings, 1).cold_start), (true, false));
    assert_eq!(told(&trace, &settings, 0).billed_duration_ms, 250);
}

#[test]
fn cpu_time_does_not_grow_with_a_slower_cpu() {
    // 100 ms of computing and 100 ms of waiting on a whole vCPU; half a vCPU doubles the first.
    let work = |memory: u32| {
        run(&format!(
            r#"{{"version": 1, "duration_s": 60, "functions": [{{"name": "f", "memory_mb": {memory},
                "work": {{"duration_ms": 200, "cpu_share": 0.5, "memory_used_mb": 100}}}}],
                "sources": [{{"name": "s", "function": "f", "traffic": {{"recorded": {{"at_s": [1]}}}}}}]}}"#
        ))
    };
    let settings = of_function(FunctionUse { cpu_share: 0.5, ..FunctionUse::default() });
    let cpu = |memory| told(&work(memory), &settings, 0).cpu_total_time_ms;
    for memory in [3_538, 1_769, 885, 442, 128] {
        assert!((cpu(memory) - 100.0).abs() < 0.01, "{memory} MB: {}", cpu(memory));
    }
    // Nothing known of the share: all of the handler at its share of a vCPU, the most that it can be.
    let most = told(&work(885), &InsightsSettings::default(), 0);
    assert!((most.cpu_total_time_ms - most.duration_ms * 885.0 / 1_769.0).abs() < 0.01);
}

#[test]
fn an_invocation_is_recorded_when_it_ends() {
    let trace = calls(r#", "work": {"duration_ms": 9000, "memory_used_mb": 10}"#, 120.0, &[55.0]);
    let settings = InsightsSettings::default();
    assert_eq!(points(&trace, &settings, InsightsMetric::UsedMemoryMax), [None, Some(10.0)]);
}

#[test]
fn the_overview_adds_up_to_the_summary() {
    // No warm-up, and everything ends in time: what is recorded is what arrived.
    let times: Vec<f64> = (0..200).map(|index| f64::from(index) * 0.2).collect();
    let work = r#", "work": {"duration_ms": {"exponential": {"mean": 800}}, "error_rate": 0.1, "crash_rate": 0.1}"#;
    let trace = calls(work, 60.0, &times);
    let counts = Counts::of(&trace, None);
    let [line] = overview(&trace, &InsightsSettings::default(), Instant::ZERO, trace.end())[..] else {
        panic!("one function");
    };
    assert_eq!(line.invocations, counts.invocations);
    assert_eq!(line.cold_starts, counts.starts.full_cold + counts.starts.partial_cold);
    assert_eq!((line.errors, line.timeouts), (counts.errors + counts.timeouts, counts.timeouts));
    assert_eq!(line.init_mean_ms, Some(50.0), "of those outside Duration");
    let billed: u128 = trace
        .invocations_with_starts()
        .map(|one| u128::from(crate::pricing::BilledMillis::of(one.init(), one.duration()).total()))
        .sum();
    assert!((line.gb_seconds - billed as f64 * 1_769.0 / 1_024_000.0).abs() < 1e-6);
}

#[test]
fn a_stretch_without_invocations_has_no_means() {
    let trace = eventful();
    let lines = overview(&trace, &InsightsSettings::default(), trace.end(), Instant::NEVER);
    assert_eq!(lines.len(), 2);
    assert_eq!((lines[0].invocations, lines[0].duration_mean_ms, lines[0].gb_seconds), (0, None, 0.0));
}

#[test]
fn the_most_recent_come_first() {
    let trace = eventful();
    let settings = InsightsSettings::default();
    let last = recent(&trace, &settings, FunctionId(1), trace.end(), 100);
    assert_eq!(last.len(), 100);
    assert!(last.is_sorted_by(|one, other| one.invocation > other.invocation));
    assert_eq!(recent(&trace, &settings, FunctionId(1), Instant::ZERO, 100), []);
}
