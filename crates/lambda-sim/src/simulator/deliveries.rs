//! What sources ask for is carried out: attempts, wakes, ends of events, answers to those who wait.

use super::Simulator;
use super::invocation_event::{InvocationEvent, InvocationEventKind};
use super::queue::Timed;
use crate::chance::Purpose;
use crate::invoke::{Actions, Answer, Attempt, Delivery, Moment, Wake};
use crate::trace::{PollRow, QueuedEventRow, RejectReason, SourceId};
use crate::units::Instant;
use std::cmp::Ordering;

/// What a source is to be woken for.
#[derive(Clone, Debug)]
pub(super) struct PendingWake {
    at: Instant,
    source: SourceId,
    wake: Wake,
}

impl PendingWake {
    pub(super) const fn new(at: Instant, source: SourceId, wake: Wake) -> Self {
        Self { at, source, wake }
    }
}

impl Simulator {
    /// Of a wake and an arrival at the same time the lower source goes first, and of one source the older call.
    pub(super) fn wake_goes_first(&self, arrival: Instant) -> bool {
        let Some(wake) = self.wakes.peek() else { return false };
        arrival > wake.at || wake.source <= self.arrivals.next_source()
    }

    pub(super) fn wake(&mut self) {
        let Some(PendingWake { source, wake, .. }) = self.wakes.pop() else { return };
        if let Wake::Send(attempt) = &wake {
            return self.request(attempt);
        }
        if let Wake::Resume(execution) = wake {
            return self.resumes(execution);
        }
        let (mut actions, moment) = (Actions::default(), self.moment());
        self.sources[source.index()].delivery.on_wake(wake, &moment, &mut actions);
        self.carry_out(source, actions);
    }

    /// A call or an event arrives, the first time.
    #[inline(always)]
    pub(super) fn arrival(&mut self, attempt: &mut Attempt) {
        let source = &mut self.sources[attempt.source.index()];
        attempt.poisoned = self.chance.happens(source.poison_share, attempt.stream, attempt.ordinal, Purpose::POISON);
        if source.delivery.is_direct() {
            return self.request(attempt);
        }
        self.event_arrives(attempt);
    }

    /// One that its source has to say something to.
    #[inline(never)]
    fn event_arrives(&mut self, attempt: &Attempt) {
        if !matches!(self.sources[attempt.source.index()].delivery, Delivery::Client(_)) {
            self.offered(attempt.source);
            if self.is_too_large(attempt) {
                return self.reject(attempt, RejectReason::PayloadTooLarge);
            }
        }
        let (id, mut actions, moment) = (attempt.source, Actions::default(), self.moment());
        self.sources[id.index()].delivery.on_arrival(attempt.clone(), &moment, &mut actions);
        self.carry_out(id, actions);
    }

    /// Counts an event that has arrived.
    pub(super) fn offered(&mut self, source: SourceId) {
        self.events += u64::from(!matches!(self.sources[source.index()].delivery, Delivery::Caller(_)));
        self.trace.sources[source.index()].offered += u64::from(self.now >= Instant::ZERO);
    }

    /// Lambda has put an event into its queue (A1). What its queue sends again later was there before.
    pub(super) fn record_queued(&mut self, event: &Attempt) {
        self.trace.queued.push(QueuedEventRow { at: self.now, call: event.call, source: event.source });
        if self.is_watched() {
            self.tell_queued(event.source);
        }
    }

    pub(super) fn moment(&self) -> Moment {
        Moment { now: self.now, chance: self.chance, is_over: self.now >= self.end }
    }

    /// Does what a source asked for. What would happen at the end or after it does not happen: it waits.
    pub(super) fn carry_out(&mut self, source: SourceId, actions: Actions) {
        if actions.polled > 0 || actions.pollers > 0 {
            let (events, pollers) = (actions.polled, actions.pollers);
            self.trace.polls.push(PollRow { at: self.now, source, events, pollers });
        }
        if self.is_watched() {
            self.tell_events(source, &actions);
        }
        for fate in actions.fates {
            self.trace.fates.push(fate);
        }
        for retry in actions.retries {
            self.trace.retries.push(retry);
        }
        let inside = matches!(self.sources[source.index()].delivery, Delivery::Caller(_));
        for (at, wake) in actions.wakes {
            match wake {
                Wake::Send(attempt) if inside => {
                    self.steps.push(InvocationEvent { at, what: InvocationEventKind::Send(Box::new(attempt)) })
                }
                wake if at < self.end => self.wakes.push(PendingWake { at, source, wake }),
                _ => {}
            }
        }
        let is_queued = matches!(self.sources[source.index()].delivery, Delivery::Asynchronous(_));
        for attempt in &actions.sends {
            if is_queued {
                self.record_queued(attempt);
            }
            self.request(attempt);
        }
        for (call, succeeded) in actions.answers {
            self.call_answered(call, succeeded);
        }
    }

    /// Lets the source decide what follows an answer.
    pub(super) fn answer(&mut self, attempt: &Attempt, answer: Answer) {
        let inside = matches!(self.sources[attempt.source.index()].delivery, Delivery::Caller(_));
        if inside && !self.is_awaited(attempt.call) {
            return;
        }
        let (mut actions, moment) = (Actions::default(), self.moment());
        self.sources[attempt.source.index()].delivery.on_answer(attempt, answer, &moment, &mut actions);
        if self.is_watched() {
            self.tell_failures(attempt, answer, &actions);
        }
        self.carry_out(attempt.source, actions);
    }
}

impl PartialEq for PendingWake {
    fn eq(&self, other: &Self) -> bool {
        self.cmp(other).is_eq()
    }
}

impl Eq for PendingWake {}

impl PartialOrd for PendingWake {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl Timed for PendingWake {
    #[inline]
    fn at(&self) -> Instant {
        self.at
    }
}

impl Ord for PendingWake {
    fn cmp(&self, other: &Self) -> Ordering {
        (self.at, self.source).cmp(&(other.at, other.source)).then_with(|| self.wake.order(&other.wake))
    }
}
