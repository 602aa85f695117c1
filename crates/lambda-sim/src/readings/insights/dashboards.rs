//! The figures of Lambda Insights' two dashboards: every function in a line, and the last invocations of one.

use super::{InsightsSettings, InvocationInsights};
use crate::readings::cloudwatch::Dimension;
use crate::readings::is_counted;
use crate::trace::{FunctionId, InvocationId, Outcome, Trace};
use crate::units::Instant;
use serde::{Deserialize, Serialize};

/// A function's line in the multi-function overview: over what ended in a stretch of the counted time.
#[derive(Clone, Copy, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct FunctionOverview {
    /// Which function.
    pub function: FunctionId,
    /// Invocations recorded.
    pub invocations: u64,
    /// Cold starts of both kinds, on demand.
    pub cold_starts: u64,
    /// Errors, timeouts among them.
    pub errors: u64,
    /// Timeouts.
    pub timeouts: u64,
    /// The mean Duration, in ms; like all means none where nothing was recorded.
    pub duration_mean_ms: Option<f64>,
    /// The longest Duration, in ms.
    pub duration_max_ms: f64,
    /// The mean init of those that had one, in ms.
    pub init_mean_ms: Option<f64>,
    /// The mean CPU time, in ms.
    pub cpu_mean_ms: Option<f64>,
    /// Memory configured, in MB: the latest.
    pub total_memory_mb: u32,
    /// The most memory used, in MB.
    pub used_memory_max_mb: u32,
    /// The mean memory utilisation, in percent.
    pub memory_mean_percent: Option<f64>,
    /// The highest memory utilisation, in percent.
    pub memory_max_percent: f64,
    /// Bytes sent and received.
    pub network_bytes: u64,
    /// The most kept in `/tmp`, in bytes.
    pub tmp_max_bytes: u64,
    /// What is billed of duration and init, in GB-seconds: the overview's measure of cost.
    pub gb_seconds: f64,
}

/// The multi-function overview, in the scenario's order.
#[must_use]
pub fn overview(trace: &Trace, settings: &InsightsSettings, from: Instant, to: Instant) -> Vec<FunctionOverview> {
    let mut lines: Vec<FunctionOverview> = (0..trace.functions.len())
        .map(|index| FunctionOverview { function: FunctionId(index as u16), ..FunctionOverview::default() })
        .collect();
    // Sums for the means: duration, CPU, memory, init, and the number of inits; and billed MB·ms.
    let mut sums = vec![([0.0_f64; 4], 0_u64, 0_u128); lines.len()];
    let recorded = settings.recorded(trace, Dimension::All);
    for (invocation, told) in recorded.filter(|(_, told)| told.at >= from && told.at < to) {
        let index = trace.pools[invocation.row.pool.index()].function.index();
        let (line, ([duration, cpu, memory, init], inits, mb_millis)) = (&mut lines[index], &mut sums[index]);
        line.invocations += 1;
        line.cold_starts += u64::from(told.cold_start);
        line.errors += u64::from(told.outcome != Outcome::Completed);
        line.timeouts += u64::from(told.outcome == Outcome::Timeout);
        line.duration_max_ms = line.duration_max_ms.max(told.duration_ms);
        line.total_memory_mb = told.total_memory_mb;
        line.used_memory_max_mb = line.used_memory_max_mb.max(told.used_memory_max_mb);
        line.memory_max_percent = line.memory_max_percent.max(told.memory_utilization_percent);
        line.network_bytes += told.rx_bytes + told.tx_bytes;
        line.tmp_max_bytes = line.tmp_max_bytes.max(told.tmp_used_bytes);
        *duration += told.duration_ms;
        *cpu += told.cpu_total_time_ms;
        *memory += told.memory_utilization_percent;
        *init += told.init_duration_ms.unwrap_or_default();
        *inits += u64::from(told.init_duration_ms.is_some());
        *mb_millis += u128::from(told.total_memory_mb) * u128::from(told.billed_duration_ms);
    }
    for (line, ([duration, cpu, memory, init], inits, mb_millis)) in lines.iter_mut().zip(sums) {
        let mean = |sum: f64, count: u64| (count > 0).then(|| sum / count as f64);
        line.duration_mean_ms = mean(duration, line.invocations);
        line.cpu_mean_ms = mean(cpu, line.invocations);
        line.memory_mean_percent = mean(memory, line.invocations);
        line.init_mean_ms = mean(init, inits);
        line.gb_seconds = crate::units::MbMillis(mb_millis).as_gb_seconds_f64();
    }
    lines
}

/// The most recent invocations of a function that arrived before a time, the latest arrival first: the single-function view
/// shows 1,000.
#[must_use]
pub fn recent(
    trace: &Trace,
    settings: &InsightsSettings,
    function: FunctionId,
    before: Instant,
    limit: usize,
) -> Vec<InvocationInsights> {
    let end = trace.invocations.partition_point(|row| row.arrival < before);
    let of_function = |index: &usize| {
        trace.invocations.get(*index).is_some_and(|row| {
            is_counted(row.arrival)
                && row.flags.outcome() != Outcome::Running
                && trace.pools[row.pool.index()].function == function
        })
    };
    (0..end)
        .rev()
        .filter(of_function)
        .filter_map(|index| settings.of_invocation(trace, &trace.invocation(InvocationId(index as u32))?))
        .take(limit)
        .collect()
}
