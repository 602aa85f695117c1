//! The run in numbers: what the command line prints and the page's strip of figures shows. Field names are the product's own
//! result format; see the design for what each word means exactly.

use super::concurrency::ConcurrencyReader;
use super::environments::environments_by_function;
use super::latency::CallReader;
use super::named_list::NamedList;
use super::tally::Tally;
use super::{Counts, DurableCounts, SourceCounts, is_counted, month_bill, source_counts, statuses};
use crate::pricing::{Bill, LineItem, PriceBook, UnknownRegion};
use crate::scenario::Scenario;
use crate::trace::{FunctionId, PoolId, Trace};
use crate::units::Micros;
use serde::ser::SerializeMap;
use serde::{Deserialize, Serialize, Serializer};

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
    pub functions: NamedList<Counts>,
    /// What became of what each source offered, by name.
    pub sources: NamedList<SourceCounts>,
    /// The HTTP statuses that clients got, by source, of those that do not call Invoke itself.
    #[serde(default)]
    pub statuses: NamedList<NamedList<u64>>,
    /// What it costs.
    pub cost_usd: CostUsd,
    /// The name of everything that happened.
    pub trace_hash: String,
}

/// What a run costs, in USD. In JSON the lines are fields next to the totals, each under its [`LineItem::id`].
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct CostUsd {
    /// The run: its share by time of the month's bill. The lines sum to it.
    pub total: f64,
    /// A month that goes on like the run.
    pub month: f64,
    /// A million invocations; null if none ran.
    pub per_million: Option<f64>,
    /// Every line of the run, in the order of the bill.
    pub lines: Vec<(LineItem, f64)>,
}

/// A summary as it is printed, with the counts of all functions together among its other fields.
#[derive(Serialize)]
struct SummaryJson<'a> {
    name: &'a str,
    seed: u64,
    duration_s: f64,
    #[serde(flatten)]
    total: &'a Counts,
    functions: &'a NamedList<Counts>,
    sources: &'a NamedList<SourceCounts>,
    #[serde(skip_serializing_if = "NamedList::is_empty")]
    statuses: &'a NamedList<NamedList<u64>>,
    cost_usd: CostJson<'a>,
    trace_hash: &'a str,
}

impl Summary {
    /// The summary in the form that the command line prints as JSON.
    pub fn printed(&self) -> impl Serialize + '_ {
        SummaryJson {
            name: &self.name,
            seed: self.seed,
            duration_s: self.duration_s,
            total: &self.total,
            functions: &self.functions,
            sources: &self.sources,
            statuses: &self.statuses,
            cost_usd: CostJson(&self.cost_usd),
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
        let functions = trace.functions.iter().map(|info| info.name.clone()).zip(functions).collect();
        let sources = trace.sources.iter().zip(source_counts(trace)).filter(|(info, _)| !info.is_edge);
        let sources = sources.map(|(info, counts)| (info.name.clone(), counts)).collect();
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

impl CostUsd {
    fn of(month: &Bill, (duration, of): (Micros, Micros), invocations: u64) -> Self {
        let run = month.share(duration, of);
        Self {
            total: run.total().as_f64(),
            month: month.total().as_f64(),
            per_million: run.per_million(invocations).map(|usd| usd.as_f64()),
            lines: run.lines().into_iter().map(|(item, line)| (item, line.amount.as_f64())).collect(),
        }
    }

    /// One line of the run.
    #[must_use]
    pub fn line(&self, item: LineItem) -> f64 {
        self.lines.iter().find(|(of, _)| *of == item).map_or(0.0, |(_, usd)| *usd)
    }
}

/// The form in which a cost is printed.
struct CostJson<'a>(&'a CostUsd);

impl Serialize for CostJson<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let CostUsd { total, month, per_million, lines } = self.0;
        let mut fields = serializer.serialize_map(Some(lines.len() + 3))?;
        fields.serialize_entry("total", total)?;
        fields.serialize_entry("month", month)?;
        fields.serialize_entry("per_million", per_million)?;
        for (item, usd) in lines {
            fields.serialize_entry(item.id(), usd)?;
        }
        fields.end()
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
        if let [only] = tallies.as_mut_slice() {
            only.reserve(trace.invocations.len());
        }
        let function_of = |pool: PoolId| trace.pools[pool.index()].function.index();
        let (mut concurrency, mut calls) = (ConcurrencyReader::new(trace), CallReader::new(trace));
        trace.for_each_invocation(|invocation| {
            if is_counted(invocation.row.arrival) {
                tallies[function_of(invocation.row.pool)].invocation(invocation);
            }
            concurrency.invocation(invocation);
            calls.invocation(invocation);
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
}
