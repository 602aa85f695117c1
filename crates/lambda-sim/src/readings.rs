//! Readings: pure functions of a trace. What the page, the command line and the tests know of a run, they know from here.
//!
//! [`Summary`] is the run in numbers; [`usage`] what of it is billed; [`Timeline`] answers what a window of it shows.

pub mod alarms;
mod bars;
mod bill;
pub mod cloudwatch;
mod concurrency;
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
pub mod logs;
pub mod made_up;
mod marks;
mod moment;
mod named;
mod overview;
mod requests;
pub mod segments;
mod sources;
mod spread;
mod statuses;
mod step;
mod summary;
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
pub use concurrency::concurrency;
pub use curves::{Curves, Limits, NO_LIMIT};
pub use detail::{
    Detail, EnvironmentDetail, EnvironmentPhase, InvocationDetail, Phase, Target, ThrottleDetail, nearest_throttle,
};
pub use durable::DurableCounts;
pub use environments::{EnvironmentCounts, environment_counts};
pub use in_flight::{Ends, Level, Sweep};
pub use lanes::{FunctionLanes, LaneCounts, LaneGroup, Lanes, Resident, Served, ServedRow};
pub use latency::{CallLatencies, Latency, call_latencies, nearest_rank};
pub use marks::{MarkIndex, MarkKind, Marks};
pub use moment::{EnvironmentState, Moment, MomentQuery, NO_ENVIRONMENT};
pub use named::Named;
pub use overview::{OVERVIEW_STEPS, Overview};
pub use requests::{RequestFate, RequestKey, RequestOrder, RequestPage, RequestQuery, RequestRow, RequestStatus};
pub use sources::{SourceCounts, source_counts};
pub use spread::{BINS, Group, Spread};
pub use statuses::statuses;
pub use step::{Event, StepQuery};
pub use summary::{Concurrency, CostUsd, Counts, Environments, InitMs, LatencyMs, Starts, Summary};
pub use timeline::Timeline;
pub use usage::usage;
pub use versions::{VersionCounts, Versions};
pub use window::{Columns, Residents, Window};

use crate::units::Instant;

/// Whether something at this time is counted: the warm-up is not.
#[inline]
fn is_counted(at: Instant) -> bool {
    at >= Instant::ZERO
}
