//! The run in numbers: what the command line prints and the page's strip of figures shows. Field names are the product's own
//! result format; see the design for what each word means exactly.

use super::concurrency::ConcurrencyReader;
use super::environments::environments_by_function;
use super::latency::CallReader;
use super::named::Named;
use super::tally::Tally;
use super::{DurableCounts, Latency, SourceCounts, is_counted, source_counts, statuses, usage};
use crate::pricing::{Bill, LineItem, PriceBook, UnknownRegion, bill};
use crate::scenario::Scenario;
use crate::trace::{FunctionId, PoolId, Trace};
use crate::units::Micros;
use serde::{Deserialize, Serialize};

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
    pub total: Counts,
    /// Each function by name.
    pub functions: Named<Counts>,
    /// What became of what each source offered, by name.
    pub sources: Named<SourceCounts>,
    /// The HTTP statuses that clients got, by source, of those that do not call Invoke itself.
    #[serde(default)]
    pub statuses: Named<Named<u64>>,
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
    pub throttles_by_reason: Named<u64>,
    /// Attempts turned away before any limit was asked: no requests.
    pub rejected: u64,
    /// Those by why.
    pub rejected_by_reason: Named<u64>,
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
    /// SnapStart: snapshots kept.
    pub snapstart_cache: f64,
    /// SnapStart: snapshots restored.
    pub snapstart_restore: f64,
    /// Streamed responses.
    pub streaming: f64,
    /// New environments of functions with tenant isolation.
    pub tenant_environments: f64,
    /// Operations of durable executions.
    pub durable_operations: f64,
    /// What durable executions write.
    pub durable_written: f64,
    /// What durable executions keep.
    pub durable_stored: f64,
    /// EC2 instances of Managed Instances.
    pub instances: f64,
    /// What Lambda asks for managing those.
    pub instance_fee: f64,
    /// Provisioned pollers of queues.
    pub pollers: f64,
}

/// A summary as it is printed: the counts of all functions together stand beside its other fields.
#[derive(Serialize)]
struct Printed<'a> {
    name: &'a str,
    seed: u64,
    duration_s: f64,
    #[serde(flatten)]
    total: &'a Counts,
    functions: &'a Named<Counts>,
    sources: &'a Named<SourceCounts>,
    #[serde(skip_serializing_if = "Named::is_empty")]
    statuses: &'a Named<Named<u64>>,
    cost_usd: &'a CostUsd,
    trace_hash: &'a str,
}

impl Summary {
    /// The summary in the form that the command line prints as JSON.
    pub fn printed(&self) -> impl Serialize + '_ {
        Printed {
            name: &self.name,
            seed: self.seed,
            duration_s: self.duration_s,
            total: &self.total,
            functions: &self.functions,
            sources: &self.sources,
            statuses: &self.statuses,
            cost_usd: &self.cost_usd,
            trace_hash: &self.trace_hash,
        }
    }

    /// Reads a run of `scenario` with `seed`, priced by `book`.
    ///
    /// # Errors
    /// [`UnknownRegion`], where the book does not know the scenario's Region.
    pub fn of(trace: &Trace, scenario: &Scenario, seed: u64, book: &PriceBook) -> Result<Self, UnknownRegion> {
        let month = month_bill(trace, scenario, book)?;
        let (total, functions) = Counts::by_function(trace);
        let functions = trace.functions.iter().map(|head| head.name.clone()).zip(functions).collect();
        let sources = trace.sources.iter().zip(source_counts(trace)).filter(|(head, _)| !head.is_edge);
        let sources = sources.map(|(head, counts)| (head.name.clone(), counts)).collect();
        Ok(Self {
            name: scenario.name.clone(),
            seed,
            duration_s: scenario.duration_s,
            cost_usd: CostUsd::of(&month, (trace.duration, scenario.account.month()), total.invocations),
            total,
            functions,
            sources,
            statuses: statuses(trace),
            trace_hash: trace.hash(),
        })
    }
}

/// The bill of a month that goes on like the run.
///
/// # Errors
/// [`UnknownRegion`], where the book does not know the scenario's Region.
pub fn month_bill(trace: &Trace, scenario: &Scenario, book: &PriceBook) -> Result<Bill, UnknownRegion> {
    let month = usage(trace, None).per_month(trace.duration, scenario.account.month());
    bill(&month, book, &scenario.account.region, scenario.account.free_tier)
}

impl CostUsd {
    fn of(month: &Bill, (duration, of): (Micros, Micros), invocations: u64) -> Self {
        let run = month.share(duration, of);
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
            snapstart_cache: line(LineItem::SnapStartCache),
            snapstart_restore: line(LineItem::SnapStartRestore),
            streaming: line(LineItem::Streaming),
            tenant_environments: line(LineItem::TenantEnvironments),
            durable_operations: line(LineItem::DurableOperations),
            durable_written: line(LineItem::DurableWritten),
            durable_stored: line(LineItem::DurableStored),
            instances: line(LineItem::Instances),
            instance_fee: line(LineItem::InstanceFee),
            pollers: line(LineItem::Pollers),
        }
    }
}

impl Counts {
    /// Reads one function, or all. For several functions [`Counts::by_function`] reads the trace once.
    #[must_use]
    pub fn of(trace: &Trace, function: Option<FunctionId>) -> Self {
        let (total, mut functions) = Self::by_function(trace);
        function.map_or(total, |function| functions.swap_remove(function.index()))
    }

    /// Reads all functions together, and each, in one pass over every table.
    #[must_use]
    pub fn by_function(trace: &Trace) -> (Self, Vec<Self>) {
        let mut tallies = vec![Tally::default(); trace.functions.len()];
        let function_of = |pool: PoolId| trace.pools[pool.index()].function.index();
        let (mut concurrency, mut calls) = (ConcurrencyReader::new(trace), CallReader::new(trace));
        trace.invocations_with_starts().for_each(|invocation| {
            if is_counted(invocation.row.arrival) {
                tallies[function_of(invocation.row.pool)].invocation(&invocation);
            }
            concurrency.invocation(&invocation);
            calls.invocation(&invocation);
        });
        for throttle in trace.throttles.iter().filter(|throttle| is_counted(throttle.at)) {
            tallies[function_of(throttle.pool)].throttles[throttle.reason as usize] += 1;
        }
        for stream in trace.streams.iter() {
            let Some(row) = trace.invocations.get(stream.invocation.index()) else { continue };
            if is_counted(row.arrival) {
                tallies[function_of(row.pool)].first_bytes.extend(trace.first_byte(&stream));
            }
        }
        for rejection in trace.rejections.iter().filter(|rejection| is_counted(rejection.at)) {
            tallies[function_of(rejection.pool)].rejections[rejection.reason as usize] += 1;
        }
        let durable = DurableCounts::by_function(trace);
        for (tally, (calls, durable)) in tallies.iter_mut().zip(calls.finish().into_iter().zip(durable)) {
            tally.durable = durable;
            tally.calls = calls;
        }
        let (all_in_flight, in_flight) = concurrency.finish();
        let (all_environments, environments) = environments_by_function(trace);
        let functions: Vec<Self> = tallies
            .iter_mut()
            .zip(in_flight.into_iter().zip(environments))
            .map(|(tally, (in_flight, environments))| tally.counts(in_flight, environments))
            .collect();
        if let [only] = functions.as_slice() {
            return (only.clone(), functions);
        }
        let mut all = tallies.into_iter().fold(Tally::default(), Tally::and);
        (all.counts(all_in_flight, all_environments), functions)
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
