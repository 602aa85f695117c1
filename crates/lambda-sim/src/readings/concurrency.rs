//! Requests in flight: their peak, and their mean over the counted time.

use super::is_counted;
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
    let (account, functions) = concurrency_by_function(trace);
    function.map_or(account, |function| functions[function.index()])
}

/// The concurrency of the account, and of each function.
pub(super) fn concurrency_by_function(trace: &Trace) -> (Concurrency, Vec<Concurrency>) {
    let mut account = InFlight::default();
    let mut functions = vec![InFlight::default(); trace.functions.len()];
    for invocation in trace.invocations_with_starts() {
        let row = &invocation.row;
        let end = invocation.released();
        let inside = end.min(trace.end()).since(row.arrival.max(Instant::ZERO)).0;
        let function = &mut functions[trace.pools[row.pool.index()].function.index()];
        for (level, met) in [(&mut account, row.account_in_flight), (function, row.function_in_flight)] {
            if is_counted(row.arrival) {
                level.peak = level.peak.max(met + 1);
            } else if end > Instant::ZERO {
                level.at_zero += 1;
            }
            level.busy_us += u128::from(inside);
        }
    }
    let read = |level: &InFlight| Concurrency {
        peak: level.peak.max(level.at_zero),
        mean: level.busy_us as f64 / trace.duration.0.max(1) as f64,
    };
    (read(&account), functions.iter().map(read).collect())
}

#[derive(Clone, Default)]
struct InFlight {
    peak: u32,
    at_zero: u32,
    busy_us: u128,
}
