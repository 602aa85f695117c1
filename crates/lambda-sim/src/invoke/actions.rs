//! What a source does in answer to what happens to it.

use super::{Answer, Attempt};
use crate::chance::Chance;
use crate::trace::{CallId, Fate, FateRow, RetryRow};
use crate::units::{Instant, Micros};
use std::cmp::Ordering;

/// When something happens, and the chance of the run.
#[derive(Clone, Copy, Debug)]
pub struct Moment {
    /// The present time.
    pub now: Instant,
    /// The chance of the run.
    pub chance: Chance,
    /// Whether the counted time is over: what runs ends, and nothing begins any more.
    pub is_over: bool,
}

/// What a source asked to be woken for.
#[derive(Clone, Debug, PartialEq)]
pub enum Wake {
    /// To send this attempt.
    Send(Attempt),
    /// To try to hand this event over.
    Deliver(Attempt),
    /// Something of its own, by a number of its own.
    Timer(u32),
    /// That a durable execution goes on, by its number.
    Resume(u32),
}

impl Wake {
    /// The order of what is due at one time for one source: attempts, deliveries, timers, each by number.
    pub(crate) fn order(&self, other: &Self) -> Ordering {
        self.key().cmp(&other.key())
    }

    const fn key(&self) -> (u8, u32) {
        match self {
            Self::Send(attempt) => (0, attempt.call.0),
            Self::Deliver(event) => (1, event.call.0),
            Self::Timer(number) => (2, *number),
            Self::Resume(number) => (3, *number),
        }
    }
}

/// What is to happen, in the order in which it was asked for.
#[derive(Clone, Debug, Default)]
pub struct Actions {
    /// Attempts to make now.
    pub sends: Vec<Attempt>,
    /// When to be woken, and for what.
    pub wakes: Vec<(Instant, Wake)>,
    /// Events that have come to their end.
    pub fates: Vec<FateRow>,
    /// Last answers to calls that invocations wait for, and whether they are good.
    pub answers: Vec<(CallId, bool)>,
    /// Attempts that will follow failed ones.
    pub retries: Vec<RetryRow>,
    /// How many events an event source mapping has read, those that it filters out included.
    pub polled: u32,
    /// How many pollers it runs in provisioned mode, where it has polled or they have changed; else 0.
    pub pollers: u32,
}

impl Actions {
    /// Makes an attempt now.
    pub fn send(&mut self, attempt: Attempt) {
        self.sends.push(attempt);
    }

    /// Wakes the source at a time.
    pub fn wake(&mut self, at: Instant, wake: Wake) {
        self.wakes.push((at, wake));
    }

    /// Gives an invocation that waits its call's last answer.
    pub fn answer(&mut self, call: CallId, succeeded: bool) {
        self.answers.push((call, succeeded));
    }

    /// Sends `attempt` again after `wait_ms`, once it was answered at `now`; whether it counts as having run is for its answer
    /// to say.
    pub fn retry(&mut self, attempt: &Attempt, answer: Answer, now: Instant, wait_ms: f64) {
        self.retry_as(attempt, answer, (now, wait_ms), Wake::Send);
    }

    /// The same, where the wait ends with another wake.
    pub fn retry_as(
        &mut self,
        attempt: &Attempt,
        answer: Answer,
        (now, wait_ms): (Instant, f64),
        wake: fn(Attempt) -> Wake,
    ) {
        let runs = attempt.runs + u32::from(matches!(answer, Answer::Ran(_) | Answer::Lost(_)));
        let next = Attempt { attempt: attempt.attempt.saturating_add(1), runs, waited_ms: wait_ms, ..attempt.clone() };
        let at = now + Micros::from_millis_f64(wait_ms);
        self.decide(&next, now, at);
        self.wake(at, wake(next));
    }

    /// Its client holds an attempt back at `now`, and does not know until when.
    pub fn hold(&mut self, attempt: &Attempt, now: Instant) {
        self.decide(attempt, now, Instant::NEVER);
    }

    /// Its client makes an attempt now that it held back.
    pub fn release(&mut self, attempt: Attempt, now: Instant) {
        self.decide(&attempt, now, now);
        self.send(attempt);
    }

    fn decide(&mut self, attempt: &Attempt, now: Instant, next: Instant) {
        self.retries.push(RetryRow {
            answered: now,
            next,
            first: attempt.first,
            call: attempt.call,
            source: attempt.source,
            attempt: attempt.attempt,
        });
    }

    /// An event has come to its end at `at`.
    pub fn end(&mut self, event: &Attempt, fate: Fate, at: Instant) {
        let (call, source, attempts) = (event.call, event.source, event.attempt);
        self.fates.push(FateRow { at, first: event.first, call, source, attempts, fate });
    }
}
