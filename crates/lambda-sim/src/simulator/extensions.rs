//! The response leaves when the handler returns; the environment is free when the last extension is done (L15, M7).
//!
//! Whoever waits for the answer has it at the response: a client, a function that calls, Lambda's queue or an event source mapping.

use super::invocation_event::{InvocationEvent, InvocationEventKind};
use super::timed_key::TimedKey;
use super::{PendingEnd, Simulator};
use crate::invoke::{Answer, Attempt};
use crate::lifecycle::RunKey;
use crate::trace::{EnvironmentId, InvocationId, Outcome, PoolId, TailRow};
use crate::units::{Instant, Micros};

/// The handler of an invocation has its end.
#[derive(Clone, Copy)]
pub(super) struct Response {
    pub(super) id: InvocationId,
    pub(super) place: (EnvironmentId, PoolId),
    /// When.
    pub(super) at: Instant,
    /// How much of the timeout is gone by then.
    pub(super) used: Micros,
    pub(super) outcome: Outcome,
    /// Whether whoever called still waits.
    pub(super) is_awaited: bool,
}

impl Simulator {
    /// Keeps the invocation's place among the tails, which are in the order of arrivals.
    pub(super) fn reserve_tail(&mut self, id: InvocationId, pool: PoolId) {
        if self.pools[pool.index()].timing.has_extensions() {
            self.trace.tails.push(TailRow { invocation: id, after_us: 0 });
            self.trace.invocations.update(id.index(), |row| row.flags = row.flags.with_tail());
        }
    }

    /// The handler of an invocation of a function with extensions ends.
    pub(super) fn responds(&mut self, attempt: &Attempt, response: Response) {
        let Response { id, place: (environment, pool), at, used, outcome, .. } = response;
        let timing = &self.pools[pool.index()].timing;
        let (after, is_cut) = timing.after_handler(&RunKey::of(attempt), outcome, used, self.chance);
        // The caller has its answer; what the timeout cuts off counts as timed out all the same.
        let ended = if is_cut { Outcome::Timeout } else { outcome };
        let after_us = after.0 as u32;
        let tail = self.trace.tail_of(id);
        if tail < self.trace.tails.len() {
            self.trace.tails.update(tail, |row| row.after_us = after_us);
        } else {
            self.trace.tails.push(TailRow { invocation: id, after_us });
        }
        self.trace.invocations.update(id.index(), |row| row.flags = row.flags.ended(ended).with_tail());
        self.completions.push(TimedKey::ending(at + after, environment, id));
        self.tells_later(attempt, response, after.0 > 0 || is_cut, (ended != Outcome::Completed).then_some(ended));
    }

    /// Sees to it that whoever called hears the response: with the end of the invocation, or before it where it `goes_on`.
    /// `breaks` is what the environment suffers at the end, if anything.
    pub(super) fn tells_later(
        &mut self,
        attempt: &Attempt,
        response: Response,
        goes_on: bool,
        breaks: Option<Outcome>,
    ) {
        let Response { id, place: (_, pool), at, outcome, is_awaited, .. } = response;
        let lost = self.response_lost(attempt, pool, outcome);
        let may_wait_in_vain = at > self.now && self.begin_waiting(attempt, id, Some(at));
        let delivery = &self.sources[attempt.source.index()].delivery;
        let is_told = lost.is_some() || may_wait_in_vain || delivery.awaits(Answer::Ran(outcome), attempt.attempt);
        let mut tells = (is_awaited && is_told).then(|| attempt.clone());
        if goes_on && let Some(attempt) = tells.take() {
            let attempt = Box::new(attempt);
            self.steps.push(InvocationEvent { at, what: InvocationEventKind::Responds { id, attempt, outcome, lost } });
        }
        if tells.is_some() || breaks.is_some() {
            self.endings.insert(id, PendingEnd { outcome: breaks.unwrap_or(outcome), attempt: tells, lost });
        }
    }

    /// Takes back a response that has not left yet, and whom it is for.
    pub(super) fn take_back_response(&mut self, of: InvocationId) -> Option<Attempt> {
        let is_it =
            |step: &InvocationEvent| matches!(&step.what, InvocationEventKind::Responds { id, .. } if *id == of);
        let taken = self.steps.iter().find(|step| is_it(step)).cloned()?;
        self.steps.retain(|step| !is_it(step));
        match taken.what {
            InvocationEventKind::Responds { attempt, .. } => Some(*attempt),
            _ => None,
        }
    }
}
