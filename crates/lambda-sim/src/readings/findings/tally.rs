//! What one pass over the invocations counts for each function.

use super::FindingsInput;
use crate::readings::is_counted;
use crate::trace::{InvocationId, Outcome, StartKind};
use crate::units::Instant;

/// One function.
#[derive(Clone, Debug, Default)]
pub(super) struct Tally {
    /// Invocations in the counted time.
    pub invocations: u64,
    /// Requests of it that were refused.
    pub throttles: u64,
    /// Those that started cold.
    pub cold: Moments,
    /// Those that ran on demand though they called what is provisioned.
    pub spillover: Moments,
    /// By the number of their outcome, what did not end well.
    pub failed: [Moments; OUTCOMES],
    /// Timeouts after an init had been re-run.
    pub timeouts_after_init: u64,
    /// The most that was used.
    pub memory_used: u32,
    /// The most in flight when one was admitted, itself included.
    pub peak: u32,
    /// The most of those that started cold.
    pub cold_peak: u32,
}

/// One more than the largest number of an outcome.
const OUTCOMES: usize = 8;

/// When something happened.
#[derive(Clone, Debug, Default)]
pub(super) struct Moments {
    pub at: Vec<Instant>,
    pub of: Vec<InvocationId>,
}

impl Moments {
    fn push(&mut self, at: Instant, of: InvocationId) {
        self.at.push(at);
        self.of.push(of);
    }

    pub fn len(&self) -> u64 {
        self.at.len() as u64
    }
}

impl Tally {
    /// In the scenario's order.
    pub fn by_function(run: &FindingsInput<'_>) -> Vec<Self> {
        let trace = run.trace;
        let mut tallies = vec![Self::default(); trace.functions.len()];
        for invocation in trace.invocations_with_starts() {
            let row = &invocation.row;
            if !is_counted(row.arrival) {
                continue;
            }
            let tally = &mut tallies[trace.pools[row.pool.index()].function.index()];
            tally.invocations += 1;
            tally.memory_used = tally.memory_used.max(row.memory_used_mb.into());
            tally.peak = tally.peak.max(row.function_in_flight + 1);
            if row.flags.counted_start() != StartKind::Warm {
                tally.cold.push(row.arrival, invocation.id);
                tally.cold_peak = tally.cold_peak.max(row.function_in_flight + 1);
            }
            if row.flags.is_spillover() {
                tally.spillover.push(row.arrival, invocation.id);
            }
            match row.flags.outcome() {
                Outcome::Completed | Outcome::Running => {}
                outcome => {
                    tally.failed[outcome as usize].push(row.arrival, invocation.id);
                    let after_init = outcome == Outcome::Timeout && invocation.start.suppressed_init_us > 0;
                    tally.timeouts_after_init += u64::from(after_init);
                }
            }
        }
        for row in trace.throttles.iter().filter(|row| is_counted(row.at)) {
            tallies[trace.pools[row.pool.index()].function.index()].throttles += 1;
        }
        tallies
    }
}
