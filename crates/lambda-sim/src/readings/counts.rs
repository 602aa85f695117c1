//! The counts of one function, or of all: the figures of a summary. Field names are the product's own result format.

use super::{DurableCounts, Latency};
use crate::trace::{RejectReason, ThrottleReason};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// The counts of one function, or of all.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Counts {
    /// What clients wanted.
    pub calls: u64,
    /// Calls given up because the run ended.
    pub abandoned: u64,
    /// Attempts that reached Lambda's limits: invocations and throttles.
    pub requests: u64,
    /// Requests that ran, as CloudWatch counts them.
    pub invocations: u64,
    /// Invocations that returned a result.
    pub completed: u64,
    /// Invocations that failed in the handler, for memory, or in init.
    pub errors: u64,
    /// Invocations that the timeout ended.
    pub timeouts: u64,
    /// Requests that were refused.
    pub throttles: u64,
    /// Those by the limit that refused.
    pub throttles_by_reason: BTreeMap<ThrottleReason, u64>,
    /// Attempts turned away before any limit was asked: no requests.
    pub rejected: u64,
    /// Those by why.
    pub rejected_by_reason: BTreeMap<RejectReason, u64>,
    /// Invocations by what they found.
    pub starts: Starts,
    /// Invocations that called a qualifier with provisioned concurrency and ran on demand.
    pub spillover: u64,
    /// From a request's arrival to its response, in ms.
    pub latency_ms: LatencyMs,
    /// From a request's arrival to the first byte of its streamed response, in ms.
    pub first_byte_ms: LatencyMs,
    /// From a call's first attempt to its last answer, in ms.
    pub call_latency_ms: LatencyMs,
    /// Init of cold starts on demand, full and partial, inside Duration or not, in ms; a restore is none.
    pub init_ms: InitMs,
    /// Requests in flight.
    pub concurrency: Concurrency,
    /// Execution environments.
    pub environments: Environments,
    /// Durable executions, of durable functions; null for others.
    pub durable: Option<DurableCounts>,
}

/// Invocations by what they found.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Starts {
    /// Nothing.
    pub full_cold: u64,
    /// A sandbox without runtime.
    pub partial_cold: u64,
    /// An initialised environment.
    pub warm: u64,
}

/// Mean, percentiles by nearest rank, and maximum; null where nothing was measured.
#[derive(Clone, Copy, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct LatencyMs {
    /// The mean.
    pub mean: Option<f64>,
    /// The median.
    pub p50: Option<f64>,
    /// The 90th percentile.
    pub p90: Option<f64>,
    /// The 95th percentile.
    pub p95: Option<f64>,
    /// The 99th percentile.
    pub p99: Option<f64>,
    /// The longest.
    pub max: Option<f64>,
}

/// Percentiles of init over the cold starts on demand, a failed and a re-run init included; null where there was none.
#[derive(Clone, Copy, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct InitMs {
    /// The median.
    pub p50: Option<f64>,
    /// The 90th percentile.
    pub p90: Option<f64>,
    /// The 99th percentile.
    pub p99: Option<f64>,
}

/// Requests in flight.
#[derive(Clone, Copy, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Concurrency {
    /// The most at any time.
    pub peak: u32,
    /// The mean over the counted time.
    pub mean: f64,
}

/// Execution environments; sandboxes without runtime are apart.
#[derive(Clone, Copy, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Environments {
    /// The most at any time.
    pub peak: u32,
    /// The mean over the counted time.
    pub mean: f64,
    /// How many began in the counted time.
    pub created: u64,
    /// The mean life of those gone by the end, in seconds.
    pub lifespan_mean_s: Option<f64>,
    /// The mean number of sandboxes without runtime.
    pub sandboxes_mean: f64,
}

impl Counts {
    /// Cold starts of both kinds as a share of invocations; zero where none ran.
    #[must_use]
    pub fn cold_share(&self) -> f64 {
        (self.starts.full_cold + self.starts.partial_cold) as f64 / self.invocations.max(1) as f64
    }

    /// Throttles as a share of requests; zero where there were none.
    #[must_use]
    pub fn throttled_share(&self) -> f64 {
        self.throttles as f64 / self.requests.max(1) as f64
    }
}

impl From<Option<Latency>> for LatencyMs {
    fn from(latency: Option<Latency>) -> Self {
        let Some(latency) = latency else { return Self::default() };
        let [p50, p90, p95, p99] = latency.percentiles.map(|time| Some(time.as_millis_f64()));
        Self { mean: Some(latency.mean_us / 1e3), p50, p90, p95, p99, max: Some(latency.max.as_millis_f64()) }
    }
}

impl From<Option<Latency>> for InitMs {
    fn from(latency: Option<Latency>) -> Self {
        let Some(latency) = latency else { return Self::default() };
        let [p50, p90, _, p99] = latency.percentiles.map(|time| Some(time.as_millis_f64()));
        Self { p50, p90, p99 }
    }
}
