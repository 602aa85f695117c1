//! Readings: pure functions of a trace. What the page, the command line and the tests know of a run, they know from here.
//!
//! [`Summary`] is the run in numbers, [`BillView`] its bill; [`Timeline`] answers what a window of it shows, [`why`] what caused
//! something in it, [`findings`] what is worth telling.
//!
//! ```
//! use lambda_sim::pricing::PriceBook;
//! use lambda_sim::readings::{Detail, Summary, Target, Timeline};
//! use lambda_sim::scenario::Scenario;
//! use lambda_sim::simulator::Simulator;
//! use lambda_sim::trace::InvocationId;
//!
//! let scenario = Scenario::read(
//!     r#"{"duration_s": 60, "functions": [{"name": "checkout", "work": {"duration_ms": 200}}],
//!         "sources": [{"name": "shop", "function": "checkout", "traffic": {"constant": {"rps": 5}}}]}"#,
//! )
//! .expect("a valid scenario");
//! let trace = Simulator::new(&scenario, scenario.seed).finish()?;
//!
//! let summary = Summary::of(&trace, &scenario, scenario.seed, &PriceBook::current()).expect("a known Region");
//! assert_eq!(summary.total.requests, 300);
//! let first = Timeline::of(&trace).inspect(&trace, Target::Invocation(InvocationId(0)));
//! assert!(matches!(first, Some(Detail::Invocation(detail)) if !detail.phases.is_empty()));
//! # Ok::<(), lambda_sim::simulator::SimulationError>(())
//! ```

pub mod alarms;
mod bars;
mod bill;
pub mod cloudwatch;
mod columns;
mod concurrency;
mod counts;
mod curves;
mod detail;
mod durable;
mod environments;
pub mod findings;
mod in_flight;
pub mod insights;
mod instances;
mod lanes;
mod latency;
mod latency_distribution;
pub mod logs;
mod marks;
mod moment;
mod named_list;
mod overview;
mod requests;
mod residents;
pub mod segments;
mod sources;
mod statuses;
mod step;
mod summary;
pub mod synthetic_ids;
mod tally;
#[cfg(test)]
mod testing;
mod timeline;
mod usage;
mod versions;
pub mod why;
mod window;

pub use bars::{Bar, BarKind, Bars, FULL_HEIGHT, MAX_BARS, NO_INVOCATION};
pub use bill::{BillLine, BillTier, BillView, bill_by_function, month_bill};
pub use columns::Columns;
pub use concurrency::concurrency;
pub use counts::{Concurrency, Counts, Environments, InitMs, LatencyMs, Starts};
pub use curves::{Curves, Limits, NO_LIMIT};
pub use detail::{
    Detail, EnvironmentDetail, EnvironmentPhase, InvocationDetail, Phase, Target, ThrottleDetail, nearest_throttle,
};
pub use durable::DurableCounts;
pub use environments::{EnvironmentCounts, environment_counts};
pub use in_flight::{EndTimes, Level, Sweep};
pub use lanes::{EnvironmentStay, FunctionLanes, LaneCounts, LaneGroup, Lanes, ServedInvocations, ServedRow};
pub use latency::{CallLatencies, Latency, call_latencies};
pub use latency_distribution::{BINS, Group, LatencyDistribution};
pub use marks::{MarkIndex, MarkKind, Marks};
pub use moment::{EnvironmentState, Moment, MomentQuery, NO_ENVIRONMENT};
pub use named_list::NamedList;
pub use overview::{OVERVIEW_STEPS, Overview};
pub use requests::{RequestFate, RequestKey, RequestOrder, RequestPage, RequestQuery, RequestRow, RequestStatus};
pub use residents::Residents;
pub use sources::{SourceCounts, source_counts};
pub use statuses::statuses;
pub use step::{Event, StepQuery};
pub use summary::{CostUsd, Summary};
pub use timeline::Timeline;
pub use usage::usage;
pub use versions::{VersionCounts, Versions};
pub use window::Window;

use crate::units::Instant;

/// Whether something at this time is counted: the warm-up is not.
#[inline]
fn is_counted(at: Instant) -> bool {
    at >= Instant::ZERO
}
