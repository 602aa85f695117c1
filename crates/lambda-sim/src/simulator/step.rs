//! What has its time inside invocations, after they were admitted: it goes on after the counted time.

use super::queue::Timed;
use crate::invoke::Attempt;
use crate::trace::{DownstreamId, InvocationId, LostAnswer, Outcome};
use crate::units::Instant;
use std::cmp::Ordering;

/// Something inside invocations that has its time; ordered by time, kind and number.
#[derive(Clone, Debug)]
pub(super) struct Step {
    pub(super) at: Instant,
    pub(super) what: StepKind,
}

#[derive(Clone, Debug)]
pub(super) enum StepKind {
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

impl Step {
    const fn key(&self) -> (Instant, u8, u32) {
        match &self.what {
            StepKind::Served { caller, .. } => (self.at, 0, caller.0),
            StepKind::Worked(caller) => (self.at, 1, caller.0),
            StepKind::Deadline(caller) => (self.at, 2, caller.0),
            StepKind::Send(attempt) => (self.at, 3, attempt.call.0),
            StepKind::Responds { id, .. } => (self.at, 4, id.0),
            StepKind::WaitsNoLonger(id) => (self.at, 5, id.0),
        }
    }
}

impl PartialEq for Step {
    fn eq(&self, other: &Self) -> bool {
        self.key() == other.key()
    }
}

impl Eq for Step {}

impl PartialOrd for Step {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl Ord for Step {
    fn cmp(&self, other: &Self) -> Ordering {
        self.key().cmp(&other.key())
    }
}

impl Timed for Step {
    #[inline]
    fn at(&self) -> Instant {
        self.at
    }
}
