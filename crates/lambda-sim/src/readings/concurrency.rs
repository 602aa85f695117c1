//! Requests in flight: their peak, and their mean over the counted time.

use super::{is_counted, is_of};
use crate::trace::{FunctionId, Trace};
use crate::units::Instant;

/// Requests in flight.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Concurrency {
    /// The most at any time in [0, duration].
    pub peak: u32,
    /// The mean over [0, duration].
    pub mean: f64,
}

/// The concurrency of one function, or of the account.
#[must_use]
pub fn concurrency(trace: &Trace, function: Option<FunctionId>) -> Concurrency {
    let (mut peak, mut at_zero, mut busy_us) = (0, 0, 0_u128);
    for invocation in trace.invocations_with_starts() {
        let row = &invocation.row;
        if !is_of(trace, row, function) {
            continue;
        }
        let end = invocation.end();
        if is_counted(row.arrival) {
            let met = if function.is_some() { row.function_in_flight } else { row.account_in_flight };
            peak = peak.max(met + 1);
        } else if end > Instant::ZERO {
            at_zero += 1;
        }
        let inside = end.min(trace.end()).since(row.arrival.max(Instant::ZERO));
        busy_us += u128::from(inside.0);
    }
    let duration = trace.duration.0.max(1);
    Concurrency { peak: peak.max(at_zero), mean: busy_us as f64 / duration as f64 }
}
