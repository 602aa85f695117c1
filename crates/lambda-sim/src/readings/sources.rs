//! What became of what each source offered: every call or event ends in exactly one way, or still waits.

use super::is_counted;
use crate::trace::{CallId, ExecutionStatus, Fate, InvocationId, Outcome, SourceRole, Trace};
use rustc_hash::FxHashSet;
use serde::{Deserialize, Serialize};

/// The calls or events of one source, by how they ended: `offered` is the sum of the others but the last two, which tell more
/// of those that are counted before.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct SourceCounts {
    /// That arrived in the counted time.
    pub offered: u64,
    /// Processed.
    pub succeeded: u64,
    /// Sent to a dead-letter queue.
    pub dead_lettered: u64,
    /// Sent to an on-failure destination.
    pub to_destination: u64,
    /// Too old, with nothing there to take them.
    pub expired: u64,
    /// Given up by their source, with nothing there to take them.
    pub dropped: u64,
    /// That matched no filter (B10).
    pub filtered: u64,
    /// Not ended when the run was: queued, or between two attempts.
    pub waiting: u64,
    /// Of those that succeeded: whose record went to an on-success destination.
    pub sent_on_success: u64,
    /// Of those sent to an on-failure destination: what went to the dead-letter queue as well.
    pub dead_lettered_too: u64,
}

/// The counts of every source, the edges between functions included, in the trace's order.
#[must_use]
pub fn source_counts(trace: &Trace) -> Vec<SourceCounts> {
    let mut counts: Vec<SourceCounts> =
        trace.sources.iter().map(|info| SourceCounts { offered: info.offered, ..SourceCounts::default() }).collect();
    for row in trace.fates.iter().filter(|row| is_counted(row.first)) {
        let counts = &mut counts[row.source.index()];
        match row.fate {
            Fate::Succeeded => counts.succeeded += 1,
            Fate::DeadLettered => counts.dead_lettered += 1,
            Fate::ToDestination => counts.to_destination += 1,
            Fate::Expired => counts.expired += 1,
            Fate::Dropped => counts.dropped += 1,
            Fate::Filtered => counts.filtered += 1,
        }
    }
    read_calls(trace, &mut counts);
    for (counts, info) in counts.iter_mut().zip(&trace.sources) {
        let given_up = counts.dead_lettered + counts.to_destination + counts.expired + counts.dropped;
        let left = counts.offered.saturating_sub(counts.succeeded + given_up + counts.filtered);
        counts.sent_on_success = if info.tells_success { counts.succeeded } else { 0 };
        counts.dead_lettered_too =
            if info.has_destination && info.takes_dead_letters { counts.to_destination } else { 0 };
        match info.role {
            SourceRole::Events | SourceRole::Batches => counts.waiting = left,
            // Whose call was not answered well has given it up, unless the end of the run came first.
            SourceRole::Resumes => {}
            SourceRole::Client => counts.dropped = left.saturating_sub(counts.waiting),
        }
    }
    counts
}

/// The calls of those who wait for an answer: their attempts are all there is of them.
fn read_calls(trace: &Trace, counts: &mut [SourceCounts]) {
    let calls = |source: usize| trace.sources[source].role == SourceRole::Client;
    // Attempts in the counted time of calls that began before it.
    let mut earlier: FxHashSet<CallId> = FxHashSet::default();
    let mut held: FxHashSet<CallId> = FxHashSet::default();
    for retry in trace.retries.iter().filter(|retry| calls(retry.source.index())) {
        let counts = &mut counts[retry.source.index()];
        let (waits, is_first) = (retry.next >= trace.end(), u64::from(retry.attempt == 1));
        if !is_counted(retry.first) {
            earlier.insert(retry.call);
        } else if waits {
            // What is held back in the client has not been seen by Lambda yet.
            counts.waiting += 1;
            counts.offered += is_first;
            held.insert(retry.call);
        } else if held.remove(&retry.call) {
            counts.waiting -= 1;
            counts.offered -= is_first;
        }
    }
    // What ended well without its client hearing of it.
    let mut lost: FxHashSet<InvocationId> = FxHashSet::default();
    for row in trace.lost_answers.iter() {
        lost.insert(row.invocation);
    }
    let has_executions = !trace.executions.is_empty();
    // Column by column: of each row it reads a few cells.
    let cells = trace.invocations.chunks().flat_map(|chunk| {
        let what = chunk.source.iter().zip(&chunk.flags).zip(&chunk.arrival);
        what.zip(chunk.call.iter().zip(&chunk.attempt))
    });
    cells.enumerate().for_each(|(index, (((source, flags), arrival), (call, attempt)))| {
        if !is_counted(*arrival) || !calls(source.index()) {
            return;
        }
        let counts = &mut counts[source.index()];
        counts.offered += u64::from(*attempt == 1);
        let counted = *attempt == 1 || !earlier.contains(call);
        let is_lost = !lost.is_empty() && lost.contains(&InvocationId(index as u32));
        // Who called a durable function has the answer of the execution.
        let execution = if has_executions { trace.execution(InvocationId(index as u32)) } else { None };
        let completed = execution
            .as_ref()
            .map_or(flags.outcome() == Outcome::Completed, |execution| execution.status == ExecutionStatus::Succeeded);
        counts.waiting +=
            u64::from(counted && execution.is_some_and(|execution| execution.status == ExecutionStatus::Running));
        counts.succeeded += u64::from(counted && completed && !is_lost);
    });
    for row in trace.throttles.iter().filter(|row| is_counted(row.at) && calls(row.source.index())) {
        counts[row.source.index()].offered += u64::from(row.attempt == 1);
    }
    for row in trace.rejections.iter().filter(|row| is_counted(row.at) && calls(row.source.index())) {
        counts[row.source.index()].offered += u64::from(row.attempt == 1);
    }
}
