//! The metrics of events that nobody waits for, of loops that were stopped, and of durable executions.
//!
//! They are a function's, and of what its source names; only what an invocation tells is its version's as well.

use super::{Dimension, Sample};
use crate::monitoring::{EventKind, ExecutionKind};
use crate::trace::{
    BatchRow, ExecutionStatus, Fate, Invocation, Outcome, RejectReason, SourceId, SourceInfo, SourceRole, Trace,
};
use crate::units::Instant;
use rustc_hash::FxHashMap;

/// Every value of such a metric, in order of time.
pub(super) fn events(trace: &Trace, kind: EventKind, dimension: Dimension, mut tell: impl FnMut(Sample)) {
    let mut tell = |at: Instant, value: f64| tell(Sample { carries: at, known: at, value });
    match kind {
        EventKind::Queued => {
            for row in trace.queued.iter().filter(|row| is_here(trace, row.source, dimension)) {
                tell(row.at, 1.0);
            }
        }
        EventKind::QueueAge => queue_ages(trace, dimension, tell),
        EventKind::StreamAge | EventKind::Invoked => {
            for (invocation, batch) in batches(trace) {
                let row = invocation.row;
                let is_stream = info(trace, row.source).is_some_and(SourceInfo::reads_stream);
                if batch.events == 0 || !dimension.has(trace, row.pool, row.source) {
                    continue;
                }
                if kind == EventKind::Invoked {
                    tell(row.arrival, f64::from(batch.events));
                } else if is_stream {
                    tell(row.arrival, row.arrival.since(batch.newest).as_millis_f64());
                }
            }
        }
        EventKind::Failed => failures(trace, dimension, tell),
        EventKind::Polled | EventKind::Pollers => {
            for row in trace.polls.iter().filter(|row| row.events > 0 && is_here(trace, row.source, dimension)) {
                match kind {
                    EventKind::Polled => tell(row.at, f64::from(row.events)),
                    _ if row.pollers > 0 => tell(row.at, f64::from(row.pollers)),
                    _ => {}
                }
            }
        }
        EventKind::QueueDropped
        | EventKind::NotDeadLettered
        | EventKind::NotDelivered
        | EventKind::Filtered
        | EventKind::Dropped
        | EventKind::Delivered
        | EventKind::Deleted => {
            for row in trace.fates.iter().filter(|row| is_here(trace, row.source, dimension)) {
                if info(trace, row.source).is_some_and(|source| kind.counts(source, &row)) {
                    tell(row.at, 1.0);
                }
            }
        }
    }
}

/// The invocations of event source mappings, with what they carried.
fn batches(trace: &Trace) -> impl Iterator<Item = (Invocation, BatchRow)> + '_ {
    trace.batches.iter().filter_map(|batch| Some((trace.invocation(batch.invocation)?, batch)))
}

/// From its queueing to each invocation of an event.
fn queue_ages(trace: &Trace, dimension: Dimension, mut tell: impl FnMut(Instant, f64)) {
    let mut since = FxHashMap::default();
    let mut queued = trace.queued.iter().peekable();
    for row in trace.invocations.iter() {
        while let Some(event) = queued.next_if(|event| event.at <= row.arrival) {
            since.insert(event.call, event.at);
        }
        let is_event = info(trace, row.source).is_some_and(|source| source.role == SourceRole::Events);
        if is_event
            && dimension.has(trace, row.pool, row.source)
            && let Some(since) = since.get(&row.call)
        {
            tell(row.arrival, row.arrival.since(*since).as_millis_f64());
        }
    }
}

/// What failed of the batches that end at a time: all of them, but for the events that succeeded by their end.
fn failures(trace: &Trace, dimension: Dimension, mut tell: impl FnMut(Instant, f64)) {
    let mut changes: Vec<(Instant, SourceId, i64)> = Vec::new();
    for (invocation, batch) in batches(trace) {
        let answered = match trace.execution(invocation.id) {
            Some(execution) => (execution.status != ExecutionStatus::Running).then_some(execution.ended),
            None => (invocation.row.flags.outcome() != Outcome::Running).then(|| invocation.end()),
        };
        if let Some(at) = answered
            && is_here(trace, invocation.row.source, dimension)
        {
            changes.push((at, invocation.row.source, i64::from(batch.events)));
        }
    }
    for row in trace.fates.iter().filter(|row| row.fate == Fate::Succeeded) {
        let is_batched = info(trace, row.source).is_some_and(|source| source.role == SourceRole::Batches);
        if is_batched && is_here(trace, row.source, dimension) {
            changes.push((row.at, row.source, -1));
        }
    }
    changes.sort_by_key(|(at, source, _)| (*at, *source));
    for of_one in changes.chunk_by(|(at, source, _), (next, other, _)| at == next && source == other) {
        let failed: i64 = of_one.iter().map(|(_, _, change)| change).sum();
        if failed > 0 {
            tell(of_one[0].0, failed as f64);
        }
    }
}

/// One for each invocation that was stopped because its chain was too long (E6).
pub(super) fn recursions(trace: &Trace, dimension: Dimension, mut tell: impl FnMut(Sample)) {
    for row in trace.rejections.iter().filter(|row| row.reason == RejectReason::Recursion) {
        if dimension.has(trace, row.pool, row.source) {
            tell(Sample { carries: row.at, known: row.at, value: 1.0 });
        }
    }
}

/// What durable executions tell.
pub(super) fn executions(trace: &Trace, kind: ExecutionKind, dimension: Dimension, mut tell: impl FnMut(Sample)) {
    let mut told: Vec<(Instant, f64)> = Vec::new();
    for row in trace.executions.iter() {
        let begun = trace.invocations.get(row.invocation.index());
        if begun.is_some_and(|begun| dimension.has(trace, begun.pool, begun.source)) {
            told.extend(kind.of(&row));
        }
    }
    told.sort_by_key(|(at, _)| *at);
    told.into_iter().for_each(|(at, value)| tell(Sample { carries: at, known: at, value }));
}

fn info(trace: &Trace, source: SourceId) -> Option<&SourceInfo> {
    trace.sources.get(source.index())
}

/// Whether what happens to a source's events is among a dimension: which version would have run is not known of them.
fn is_here(trace: &Trace, source: SourceId, dimension: Dimension) -> bool {
    match dimension {
        Dimension::All => true,
        Dimension::Function(function) => info(trace, source).is_some_and(|source| source.function == function),
        Dimension::Resource { function, version } => {
            info(trace, source).is_some_and(|source| source.function == function && source.named == version)
        }
        Dimension::ExecutedVersion { .. } => false,
    }
}

#[cfg(test)]
mod tests;
