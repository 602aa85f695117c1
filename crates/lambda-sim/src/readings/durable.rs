//! Durable executions in numbers (rules N2, N5).

use super::is_counted;
use crate::pricing::{Bytes, DurableUsage};
use crate::trace::{ExecutionRow, ExecutionStatus, FunctionId, Trace};
use crate::units::Instant;
use serde::{Deserialize, Serialize};

const DAY_MS: u64 = 86_400_000;

/// The executions that began in the counted time, by how they stand, and what they used.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct DurableCounts {
    /// That began.
    pub started: u64,
    /// That returned a result.
    pub succeeded: u64,
    /// That ended with an error.
    pub failed: u64,
    /// That their timeout ended.
    pub timed_out: u64,
    /// That had not ended when the run did.
    pub running: u64,
    /// Operations counted.
    pub operations: u64,
    /// Bytes written.
    pub written_bytes: u64,
}

impl DurableCounts {
    /// Reads all executions, of each function that is durable.
    #[must_use]
    pub fn by_function(trace: &Trace) -> Vec<Option<Self>> {
        let mut counts: Vec<Option<Self>> = vec![None; trace.functions.len()];
        for pool in trace.pools.iter().filter(|pool| pool.retention_days > 0) {
            counts[pool.function.index()] = Some(Self::default());
        }
        for (function, row) in executions(trace) {
            let counts = counts[function.index()].get_or_insert_default();
            counts.started += 1;
            match row.status {
                ExecutionStatus::Running => counts.running += 1,
                ExecutionStatus::Succeeded => counts.succeeded += 1,
                ExecutionStatus::Failed => counts.failed += 1,
                ExecutionStatus::TimedOut => counts.timed_out += 1,
            }
            counts.operations += u64::from(row.operations);
            counts.written_bytes += row.written;
        }
        counts
    }

    pub(super) const fn and(self, other: Self) -> Self {
        Self {
            started: self.started + other.started,
            succeeded: self.succeeded + other.succeeded,
            failed: self.failed + other.failed,
            timed_out: self.timed_out + other.timed_out,
            running: self.running + other.running,
            operations: self.operations + other.operations,
            written_bytes: self.written_bytes + other.written_bytes,
        }
    }
}

/// The executions that began in the counted time, and whose they are.
fn executions(trace: &Trace) -> impl Iterator<Item = (FunctionId, ExecutionRow)> {
    trace.executions.iter().filter(|row| is_counted(row.started)).filter_map(|row| {
        let pool = trace.invocations.get(row.invocation.index())?.pool;
        Some((trace.pools[pool.index()].function, row))
    })
}

/// What executions are billed for beside their invocations. All that one writes is kept from its start to the end of its
/// retention; one that has not ended counts as if it ended with the run (convention `durable_stored`).
pub(super) fn usage(trace: &Trace, of: Option<FunctionId>) -> DurableUsage {
    let mut usage = DurableUsage::default();
    for (_, row) in executions(trace).filter(|(function, _)| of.is_none_or(|of| of == *function)) {
        let ended = if row.ended == Instant::NEVER { trace.end().max(row.started) } else { row.ended };
        let written = Bytes(u128::from(row.written));
        usage.operations += u64::from(row.operations);
        usage.written += written;
        let kept_ms = ended.since(row.started).ceil_millis() + u64::from(row.retention_days) * DAY_MS;
        usage.stored += written.kept(kept_ms);
    }
    usage
}
