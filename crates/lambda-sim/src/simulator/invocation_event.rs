//! Events inside running invocations: calls, deadlines, responses. They are processed even after the counted time has ended.

use super::queue::Timed;
use crate::invoke::Attempt;
use crate::trace::{DownstreamId, InvocationId, LostAnswer, Outcome};
use crate::units::Instant;
use std::cmp::Ordering;

/// An event inside an invocation; ordered by time, kind and number.
#[derive(Clone, Debug)]
pub(super) struct InvocationEvent {
    pub(super) at: Instant,
    pub(super) what: InvocationEventKind,
}

#[derive(Clone, Debug)]
pub(super) enum InvocationEventKind {
    /// A downstream service has served a call.
    Served { downstream: DownstreamId, caller: InvocationId },
    /// A caller's own work up to its next call, or its end, is done.
    Worked(InvocationId),
    /// A caller's timeout strikes.
    Deadline(InvocationId),
    /// A caller sends a call again.
    Send(Box<Attempt>),
    /// The response leaves, while extensions go on.
    Responds { id: InvocationId, attempt: Box<Attempt>, outcome: Outcome, lost: Option<LostAnswer> },
    /// The client of an invocation waits no longer.
    WaitsNoLonger(InvocationId),
}

impl InvocationEvent {
    const fn key(&self) -> (Instant, u8, u32) {
        match &self.what {
            InvocationEventKind::Served { caller, .. } => (self.at, 0, caller.0),
            InvocationEventKind::Worked(caller) => (self.at, 1, caller.0),
            InvocationEventKind::Deadline(caller) => (self.at, 2, caller.0),
            InvocationEventKind::Send(attempt) => (self.at, 3, attempt.call.0),
            InvocationEventKind::Responds { id, .. } => (self.at, 4, id.0),
            InvocationEventKind::WaitsNoLonger(id) => (self.at, 5, id.0),
        }
    }
}

impl PartialEq for InvocationEvent {
    fn eq(&self, other: &Self) -> bool {
        self.key() == other.key()
    }
}

impl Eq for InvocationEvent {}

impl PartialOrd for InvocationEvent {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl Ord for InvocationEvent {
    fn cmp(&self, other: &Self) -> Ordering {
        self.key().cmp(&other.key())
    }
}

impl Timed for InvocationEvent {
    #[inline]
    fn at(&self) -> Instant {
        self.at
    }
}
