//! What Lambda Insights would record: CPU, memory, network and disk of each invocation, by the minute, and for its two
//! dashboards (rule O4).
//!
//! A trace holds the memory that was used and how long everything took. What it does not hold comes from [`FunctionUse`], the
//! caller's word for each function: what part of the handler computes, what it sends and receives, what it keeps in `/tmp`.
//! The extension's own cost (a layer, a little billed time, a log line) is not in any figure here. Assumed: an invocation is
//! recorded when it ends, and an init counts no CPU time unless it is re-run inside Duration.

mod dashboards;
mod price;

pub use dashboards::{FunctionOverview, overview, recent};
pub use price::month_usd;

use super::cloudwatch::{Dimension, Period, Points};
use super::is_counted;
use super::segments::Calls;
use crate::assumptions::Constants;
use crate::lifecycle::{cpu_slowdown, cpu_time};
use crate::monitoring::Statistic;
use crate::trace::{Invocation, InvocationId, Outcome, PoolInfo, Trace};
use crate::units::{Instant, Micros};
use serde::{Deserialize, Serialize};

/// Bytes in one MB as AWS counts it.
const BYTES_PER_MB: u64 = 1_024 * 1_024;

/// What a function does that a trace does not hold.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct FunctionUse {
    /// The part of the handler that computes on a whole vCPU, 0 to 1: the scenario's `cpu_share`. All of it, unless told.
    pub cpu_share: f64,
    /// On how many threads: the scenario's `parallelism`.
    pub parallelism: u32,
    /// Bytes that an invocation receives.
    pub rx_bytes: u64,
    /// Bytes that it sends.
    pub tx_bytes: u64,
    /// Bytes that it keeps in `/tmp`.
    pub tmp_bytes: u64,
}

impl Default for FunctionUse {
    fn default() -> Self {
        Self { cpu_share: 1.0, parallelism: 1, rx_bytes: 0, tx_bytes: 0, tmp_bytes: 0 }
    }
}

/// What the caller knows of a run.
#[derive(Clone, Debug, Default)]
pub struct InsightsSettings {
    /// Each function's usage, in the scenario's order; the default for those left out.
    pub functions: Vec<FunctionUse>,
    /// The constants that held.
    pub constants: Constants,
    /// What invocations called: while they waited for it, they used no CPU. Left empty, all of the handler is work.
    pub calls: Calls,
}

/// What a metric counts in, spelled as CloudWatch spells it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum InsightsUnit {
    /// Thousandths of a second.
    Milliseconds,
    /// Hundredths of a whole.
    Percent,
    /// 1,024 KB.
    Megabytes,
    /// Bytes.
    Bytes,
}

/// A row of the table of metrics.
#[derive(Clone, Copy, Debug)]
pub struct InsightsEntry {
    /// The metric.
    pub metric: InsightsMetric,
    /// Its name in the namespace `LambdaInsights`.
    pub name: &'static str,
    /// What it counts in.
    pub unit: InsightsUnit,
    /// The statistic that its dashboard shows.
    pub statistic: Statistic,
    /// What it means.
    pub what: &'static str,
    /// What one invocation tells; nothing where it has none.
    pub value: fn(&InvocationInsights) -> Option<f64>,
}

macro_rules! insights {
    ($($(#[doc = $what:literal])+ $metric:ident = $name:literal: $unit:ident, $statistic:ident, $value:expr;)*) => {
        /// The metrics of the namespace `LambdaInsights`.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
        pub enum InsightsMetric { $($(#[doc = $what])+ #[serde(rename = $name)] $metric,)* }

        /// The table, in the order of [`InsightsMetric`].
        pub static INSIGHTS: &[InsightsEntry] = &[$(InsightsEntry {
            metric: InsightsMetric::$metric,
            name: $name,
            unit: InsightsUnit::$unit,
            statistic: Statistic::$statistic,
            what: concat!($($what),+),
            value: $value,
        },)*];
    };
}

insights! {
    /// CPU time used by the handler and by an init re-run with it.
    CpuTotalTime = "cpu_total_time": Milliseconds, Average, |told| Some(told.cpu_total_time_ms);
    /// Init of a cold start on demand.
    InitDuration = "init_duration": Milliseconds, Average, |told| told.init_duration_ms;
    /// Memory used, as a percentage of what is configured.
    MemoryUtilization = "memory_utilization": Percent, Maximum, |told| Some(told.memory_utilization_percent);
    /// Memory used.
    UsedMemoryMax = "used_memory_max": Megabytes, Maximum, |told| Some(f64::from(told.used_memory_max_mb));
    /// Memory configured.
    TotalMemory = "total_memory": Megabytes, Maximum, |told| Some(f64::from(told.total_memory_mb));
    /// Bytes received: what the caller says of the function.
    RxBytes = "rx_bytes": Bytes, Sum, |told| Some(told.rx_bytes as f64);
    /// Bytes sent: what the caller says of the function.
    TxBytes = "tx_bytes": Bytes, Sum, |told| Some(told.tx_bytes as f64);
    /// Bytes received and sent.
    TotalNetwork = "total_network": Bytes, Sum, |told| Some((told.rx_bytes + told.tx_bytes) as f64);
    /// Bytes used in `/tmp`: what the caller says of the function.
    TmpUsed = "tmp_used": Bytes, Maximum, |told| Some(told.tmp_used_bytes as f64);
    /// Bytes free in `/tmp`.
    TmpFree = "tmp_free": Bytes, Minimum, |told| Some(told.tmp_free_bytes as f64);
}

impl InsightsMetric {
    /// Its row in the table.
    #[must_use]
    pub fn entry(self) -> &'static InsightsEntry {
        &INSIGHTS[self as usize]
    }
}

/// What is recorded of one invocation.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct InvocationInsights {
    /// Which one.
    pub invocation: InvocationId,
    /// When it was recorded: at its end, in µs of the counted time.
    pub at: Instant,
    /// Duration, in ms.
    pub duration_ms: f64,
    /// Billed Duration, in ms.
    pub billed_duration_ms: u64,
    /// CPU time, in ms of a vCPU.
    pub cpu_total_time_ms: f64,
    /// Init Duration, in ms; none for a warm start.
    pub init_duration_ms: Option<f64>,
    /// Memory used, as a percentage of what is configured.
    pub memory_utilization_percent: f64,
    /// Memory used, in MB.
    pub used_memory_max_mb: u32,
    /// Memory configured, in MB.
    pub total_memory_mb: u32,
    /// Bytes received.
    pub rx_bytes: u64,
    /// Bytes sent.
    pub tx_bytes: u64,
    /// Bytes used in `/tmp`.
    pub tmp_used_bytes: u64,
    /// Bytes free in `/tmp`.
    pub tmp_free_bytes: u64,
    /// Whether it was a cold start of either kind, on demand.
    pub cold_start: bool,
    /// How it ended.
    pub outcome: Outcome,
}

impl InsightsSettings {
    fn usage(&self, info: &PoolInfo) -> FunctionUse {
        self.functions.get(info.function.index()).copied().unwrap_or_default()
    }

    /// CPU time of a handler that worked for so long. The handler's computing part was stretched by memory and architecture (P1, P2,
    /// P4) and its waiting was not, so that the share of the time that computes follows from the configuration.
    fn cpu_time_ms(&self, info: &PoolInfo, handler: Micros, re_run_init: Micros) -> f64 {
        let FunctionUse { cpu_share, parallelism, .. } = self.usage(info);
        let threads = parallelism.max(1);
        let architecture = cpu_time(info.architecture, &self.constants);
        let stretched = cpu_share * cpu_slowdown(info.memory, threads, &self.constants) * architecture;
        let whole = stretched + (1.0 - cpu_share);
        let in_handler = if whole > 0.0 { cpu_share * architecture / whole } else { 0.0 };
        // Init computes on one thread.
        let in_init = 1.0 / cpu_slowdown(info.memory, 1, &self.constants);
        handler.as_millis_f64() * in_handler + re_run_init.as_millis_f64() * in_init.min(1.0)
    }

    /// What is recorded of an invocation.
    #[must_use]
    pub fn of_invocation(&self, trace: &Trace, invocation: &Invocation) -> Option<InvocationInsights> {
        let Invocation { id, row, start, .. } = *invocation;
        let info = trace.pools.get(row.pool.index())?;
        let usage = self.usage(info);
        let storage = u64::from(info.ephemeral_storage.0) * BYTES_PER_MB;
        let tmp_used_bytes = usage.tmp_bytes.min(storage);
        let (init, duration) = (invocation.init(), invocation.duration());
        let work = row.handler.saturating_sub(self.calls.waited(trace, id));
        Some(InvocationInsights {
            invocation: id,
            at: invocation.released(),
            duration_ms: duration.as_millis_f64(),
            billed_duration_ms: info.billed(invocation).total(),
            cpu_total_time_ms: self.cpu_time_ms(info, work, Micros(start.suppressed_init_us.into())),
            init_duration_ms: (init.0 > 0 && !row.flags.is_restored()).then(|| init.as_millis_f64()),
            memory_utilization_percent: 100.0 * f64::from(row.memory_used_mb) / f64::from(info.memory.0.max(1)),
            used_memory_max_mb: row.memory_used_mb.into(),
            total_memory_mb: info.memory.0,
            rx_bytes: usage.rx_bytes,
            tx_bytes: usage.tx_bytes,
            tmp_used_bytes,
            tmp_free_bytes: storage - tmp_used_bytes,
            cold_start: row.flags.counted_start() != crate::trace::StartKind::Warm,
            outcome: row.flags.outcome(),
        })
    }

    /// Everything recorded in the counted time of what a dimension is about, in the order of arrivals.
    fn recorded<'a>(
        &'a self,
        trace: &'a Trace,
        dimension: Dimension,
    ) -> impl Iterator<Item = (Invocation, InvocationInsights)> + 'a {
        trace
            .invocations_with_starts()
            .filter(move |invocation| dimension.has(trace, invocation.row.pool, invocation.row.source))
            .filter(|invocation| invocation.row.flags.outcome() != Outcome::Running)
            .filter_map(|invocation| Some((invocation, self.of_invocation(trace, &invocation)?)))
            .filter(|(_, told)| is_counted(told.at) && told.at < trace.end())
    }
}

/// The points of a metric over the counted time; none where nothing was recorded in a period.
#[must_use]
pub fn insights_points(
    trace: &Trace,
    settings: &InsightsSettings,
    metric: InsightsMetric,
    statistic: Statistic,
    period: Period,
    dimension: Dimension,
) -> Vec<Option<f64>> {
    let mut values: Vec<(Instant, f64)> = settings
        .recorded(trace, dimension)
        .filter_map(|(_, told)| Some((told.at, (metric.entry().value)(&told)?)))
        .collect();
    values.sort_by_key(|(at, _)| *at);
    let mut points = Points::new(trace, period, statistic);
    values.into_iter().for_each(|(at, value)| points.add(at, value));
    points.finish()
}

#[cfg(test)]
mod tests;
