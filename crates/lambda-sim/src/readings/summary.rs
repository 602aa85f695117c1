//! The run in numbers: what the command line prints and the page's strip of figures shows. Field names are the product's own
//! result format; see the design for what each word means exactly.

use super::{Latency, call_latencies, concurrency, environment_counts, is_counted, is_of, usage};
use crate::pricing::{Bill, LineItem, PriceBook, UnknownRegion, bill};
use crate::scenario::Scenario;
use crate::trace::{FunctionId, Outcome, StartKind, ThrottleReason, Trace};
use crate::units::Micros;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// A whole run.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Summary {
    /// The scenario's name.
    pub name: String,
    /// The seed of the run.
    pub seed: u64,
    /// The counted time, in seconds.
    pub duration_s: f64,
    /// All functions together.
    #[serde(flatten)]
    pub total: Counts,
    /// Each function by name.
    pub functions: BTreeMap<String, Counts>,
    /// What it costs.
    pub cost_usd: CostUsd,
    /// The name of everything that happened.
    pub trace_hash: String,
}

/// The counts of one function, or of all.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Counts {
    /// What clients wanted.
    pub calls: u64,
    /// Calls given up because the run ended.
    pub abandoned: u64,
    /// Attempts that reached Lambda.
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
    pub throttles_by_reason: BTreeMap<String, u64>,
    /// Invocations by what they found.
    pub starts: Starts,
    /// Invocations that called a qualifier with provisioned concurrency and ran on demand.
    pub spillover: u64,
    /// From a request's arrival to its response, in ms.
    pub latency_ms: LatencyMs,
    /// From a call's first attempt to its last answer, in ms.
    pub call_latency_ms: LatencyMs,
    /// Init Duration of cold starts on demand, in ms.
    pub init_ms: InitMs,
    /// Requests in flight.
    pub concurrency: Concurrency,
    /// Execution environments.
    pub environments: Environments,
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

/// Percentiles of init; null where there was none.
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

/// What a run costs, in USD.
#[derive(Clone, Copy, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct CostUsd {
    /// The run: its share by time of the month's bill. The line items sum to it.
    pub total: f64,
    /// A month that goes on like the run.
    pub month: f64,
    /// A million invocations; null where none ran.
    pub per_million: Option<f64>,
    /// Requests.
    pub requests: f64,
    /// Duration on demand.
    pub duration: f64,
    /// Init on demand.
    pub init: f64,
    /// Provisioned concurrency.
    pub provisioned: f64,
    /// Duration on provisioned environments.
    pub provisioned_duration: f64,
    /// Ephemeral storage above 512 MB.
    pub ephemeral_storage: f64,
}

impl Summary {
    /// Reads a run of `scenario` with `seed`, priced by `book`.
    ///
    /// # Errors
    /// [`UnknownRegion`], where the book does not know the scenario's Region.
    pub fn of(trace: &Trace, scenario: &Scenario, seed: u64, book: &PriceBook) -> Result<Self, UnknownRegion> {
        let month = month_bill(trace, scenario, book)?;
        let total = Counts::of(trace, None);
        let functions = if trace.functions.len() == 1 {
            BTreeMap::from([(trace.functions[0].name.clone(), total.clone())])
        } else {
            let each = trace.functions.iter().enumerate();
            each.map(|(index, head)| (head.name.clone(), Counts::of(trace, Some(FunctionId(index as u16))))).collect()
        };
        Ok(Self {
            name: scenario.name.clone(),
            seed,
            duration_s: scenario.duration_s,
            cost_usd: CostUsd::of(&month, trace.duration, total.invocations),
            total,
            functions,
            trace_hash: trace.hash(),
        })
    }
}

/// The bill of a month that goes on like the run.
///
/// # Errors
/// [`UnknownRegion`], where the book does not know the scenario's Region.
pub fn month_bill(trace: &Trace, scenario: &Scenario, book: &PriceBook) -> Result<Bill, UnknownRegion> {
    let month = usage(trace, None).per_month(trace.duration);
    bill(&month, book, &scenario.account.region, scenario.account.free_tier)
}

impl CostUsd {
    fn of(month: &Bill, duration: Micros, invocations: u64) -> Self {
        let run = month.share(duration);
        let line = |item: LineItem| run.line(item).amount.as_f64();
        Self {
            total: run.total().as_f64(),
            month: month.total().as_f64(),
            per_million: run.per_million(invocations).map(|usd| usd.as_f64()),
            requests: line(LineItem::Requests),
            duration: line(LineItem::Duration),
            init: line(LineItem::Init),
            provisioned: line(LineItem::Provisioned),
            provisioned_duration: line(LineItem::ProvisionedDuration),
            ephemeral_storage: line(LineItem::EphemeralStorage),
        }
    }
}

impl Counts {
    /// Reads one function, or all.
    #[must_use]
    pub fn of(trace: &Trace, function: Option<FunctionId>) -> Self {
        let mut counts = Self {
            throttles_by_reason: ThrottleReason::ALL.iter().map(|reason| (reason.id().to_owned(), 0)).collect(),
            ..Self::default()
        };
        let mut latencies = Vec::new();
        let mut inits = Vec::new();
        for invocation in trace.invocations_with_starts() {
            let row = &invocation.row;
            if !is_counted(row.arrival) || !is_of(trace, row, function) {
                continue;
            }
            counts.invocations += 1;
            match row.flags.outcome() {
                Outcome::Completed => counts.completed += 1,
                Outcome::Timeout => counts.timeouts += 1,
                _ => counts.errors += 1,
            }
            let start = row.flags.counted_start();
            match start {
                StartKind::FullCold => counts.starts.full_cold += 1,
                StartKind::PartialCold => counts.starts.partial_cold += 1,
                StartKind::Warm => counts.starts.warm += 1,
            }
            counts.spillover += u64::from(row.flags.is_spillover());
            latencies.push(invocation.latency());
            if start != StartKind::Warm {
                inits.push(Micros(invocation.init().0 + u64::from(invocation.start.suppressed_init_us)));
            }
        }
        for throttle in trace.throttles.iter().filter(|throttle| is_counted(throttle.at)) {
            if function.is_none_or(|function| trace.pools[throttle.pool.index()].function == function) {
                counts.throttles += 1;
                *counts.throttles_by_reason.entry(throttle.reason.id().to_owned()).or_default() += 1;
            }
        }
        counts.requests = counts.invocations + counts.throttles;
        let mut calls = call_latencies(trace, function);
        (counts.calls, counts.abandoned) = (calls.calls, calls.abandoned);
        counts.latency_ms = Latency::of(&mut latencies).into();
        counts.call_latency_ms = Latency::of(&mut calls.latencies).into();
        counts.init_ms = Latency::of(&mut inits).into();
        let in_flight = concurrency(trace, function);
        counts.concurrency = Concurrency { peak: in_flight.peak, mean: in_flight.mean };
        let environments = environment_counts(trace, function);
        counts.environments = Environments {
            peak: environments.peak,
            mean: environments.mean,
            created: environments.created,
            lifespan_mean_s: environments.lifespan_mean_s,
            sandboxes_mean: environments.sandboxes_mean,
        };
        counts
    }

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
