//! Readings: pure functions of a trace. What the page, the command line and the tests know of a run, they know from here.
//!
//! [`Summary`] is the run in numbers; [`usage`] what of it is billed.

mod concurrency;
mod environments;
mod latency;
mod summary;
mod usage;

pub use concurrency::concurrency;
pub use environments::{EnvironmentCounts, environment_counts};
pub use latency::{CallLatencies, Latency, call_latencies, nearest_rank};
pub use summary::{Concurrency, CostUsd, Counts, Environments, InitMs, LatencyMs, Starts, Summary, month_bill};
pub use usage::usage;

use crate::trace::{FunctionId, InvocationRow, Trace};
use crate::units::Instant;

/// Whether a row of this function counts for a reading of one function, or of all.
#[inline]
fn is_of(trace: &Trace, row: &InvocationRow, function: Option<FunctionId>) -> bool {
    function.is_none_or(|function| trace.pools[row.pool.index()].function == function)
}

/// Whether something at this time is counted: the warm-up is not.
#[inline]
fn is_counted(at: Instant) -> bool {
    at >= Instant::ZERO
}
