//! What Lambda tells of events that nobody waits for, in its queue and at event source mappings, and of durable executions.

use crate::trace::{ExecutionRow, ExecutionStatus, Fate, FateRow, Reads, SourceInfo, SourceRole};
use crate::units::Instant;

/// What of events a metric tells.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum EventKind {
    /// One for each event that Lambda puts into its queue.
    Queued,
    /// How long ago that was, at each invocation, in ms.
    QueueAge,
    /// One for each event of its queue that it gives up.
    QueueDropped,
    /// One for each that its dead-letter queue does not take.
    NotDeadLettered,
    /// One for each that its on-failure destination does not take.
    NotDelivered,
    /// How old the last record of a stream's batch is, at its invocation, in ms.
    StreamAge,
    /// How many a mapping has read.
    Polled,
    /// One for each that its filter keeps out.
    Filtered,
    /// How many an invocation carries.
    Invoked,
    /// How many of them failed, when it ends.
    Failed,
    /// One for each record that is given up for its age or its attempts, and goes nowhere.
    Dropped,
    /// One for each that goes to the on-failure destination.
    Delivered,
    /// One for each message that is done.
    Deleted,
    /// Pollers in provisioned mode, at each poll that brings something.
    Pollers,
}

impl EventKind {
    /// Whether the end of an event counts one.
    #[must_use]
    pub fn counts(self, source: &SourceInfo, end: &FateRow) -> bool {
        let is_lost = |reads| matches!(reads, Reads::Stream(retention) if end.first + retention <= end.at);
        match (self, source.role, source.reads) {
            // What never came into Lambda's queue is none of its own.
            (Self::QueueDropped, SourceRole::Events, _) => end.attempts > 0 && end.fate != Fate::Succeeded,
            // What is given up goes where it can: where it does not, that has failed.
            (Self::NotDeadLettered, SourceRole::Events, _) => source.has_dead_letters && end.is_lost(),
            (Self::NotDelivered, SourceRole::Events, _) => {
                source.has_destination && (end.is_lost() || end.fate == Fate::DeadLettered && end.attempts > 0)
            }
            (Self::Filtered, SourceRole::Batches, _) => end.fate == Fate::Filtered,
            (Self::Delivered, SourceRole::Batches, _) => end.fate == Fate::ToDestination,
            (Self::Dropped, SourceRole::Batches, Some(reads @ Reads::Stream(_))) => {
                // What its stream did not take never came to the mapping.
                (end.fate == Fate::Dropped && end.attempts > 0) || (end.fate == Fate::Expired && !is_lost(reads))
            }
            (Self::Deleted, SourceRole::Batches, Some(Reads::Queue)) => end.fate == Fate::Succeeded,
            _ => false,
        }
    }
}

/// What of durable executions a metric tells.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum ExecutionKind {
    /// One for each that begins.
    Started,
    /// One for each that ends so.
    Ended(ExecutionStatus),
    /// How long each took that has ended, waits included, in ms.
    Duration,
}

impl ExecutionKind {
    /// Whether it is told when an execution begins, else when it ends.
    #[must_use]
    pub const fn is_at_begin(self) -> bool {
        matches!(self, Self::Started)
    }

    /// When an execution tells it, and what; nothing where it has not come to that.
    #[must_use]
    pub fn of(self, execution: &ExecutionRow) -> Option<(Instant, f64)> {
        let has_ended = execution.status != ExecutionStatus::Running;
        match self {
            Self::Started => Some((execution.started, 1.0)),
            Self::Ended(status) => (has_ended && execution.status == status).then_some((execution.ended, 1.0)),
            Self::Duration => {
                has_ended.then(|| (execution.ended, execution.ended.since(execution.started).as_millis_f64()))
            }
        }
    }
}
