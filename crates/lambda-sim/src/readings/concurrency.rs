//! Requests in flight: their peak, and their mean over the counted time.

use super::is_counted;
use crate::trace::{FunctionId, Invocation, Trace};
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
    let mut reader = ConcurrencyReader::new(trace);
    trace.invocations_with_starts().for_each(|invocation| reader.invocation(&invocation));
    let (account, functions) = reader.finish();
    function.map_or(account, |function| functions[function.index()])
}

/// Reads the concurrency of the account, and of each function, from the invocations as they pass.
pub(super) struct ConcurrencyReader<'a> {
    trace: &'a Trace,
    account: InFlight,
    functions: Vec<InFlight>,
}

#[derive(Clone, Default)]
struct InFlight {
    peak: u32,
    at_zero: u32,
    busy_us: u128,
}

impl<'a> ConcurrencyReader<'a> {
    pub(super) fn new(trace: &'a Trace) -> Self {
        Self { trace, account: InFlight::default(), functions: vec![InFlight::default(); trace.functions.len()] }
    }

    #[inline]
    pub(super) fn invocation(&mut self, invocation: &Invocation) {
        let row = &invocation.row;
        let end = invocation.released();
        let inside = end.min(self.trace.end()).since(row.arrival.max(Instant::ZERO)).0;
        let function = &mut self.functions[self.trace.pools[row.pool.index()].function.index()];
        for (level, met) in [(&mut self.account, row.account_in_flight), (function, row.function_in_flight)] {
            if is_counted(row.arrival) {
                level.peak = level.peak.max(met + 1);
            } else if end > Instant::ZERO {
                level.at_zero += 1;
            }
            level.busy_us += u128::from(inside);
        }
    }

    /// The account's, and each function's.
    pub(super) fn finish(self) -> (Concurrency, Vec<Concurrency>) {
        let read = |level: &InFlight| Concurrency {
            peak: level.peak.max(level.at_zero),
            mean: level.busy_us as f64 / self.trace.duration.0.max(1) as f64,
        };
        (read(&self.account), self.functions.iter().map(read).collect())
    }
}
