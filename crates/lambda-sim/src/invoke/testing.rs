//! A source driven by itself: arrivals and a function of the test's own, without a simulator.

use super::{Actions, Answer, Attempt, Delivery, Moment, Wake};
use crate::assumptions::Constants;
use crate::chance::{Chance, Stream};
use crate::trace::{CallId, Fate, FateRow, Outcome, SourceId};
use crate::units::{Instant, Micros};
use std::collections::BTreeMap;

/// The function has done its work, well.
pub(super) const GOOD: Answer = Answer::Ran(Outcome::Completed);
/// The function has failed.
pub(super) const BAD: Answer = Answer::Ran(Outcome::HandlerError);

/// A limit has refused the batch.
pub(super) fn refused() -> Answer {
    let reason = crate::trace::ThrottleReason::ReservedConcurrency;
    Answer::Throttled(crate::concurrency::Refusal { reason, observed: 1, limit: 1 })
}

/// The table's constants without jitter, and these.
pub(super) fn constants(own: &[(&str, f64)]) -> Constants {
    let own = own.iter().map(|(id, value)| ((*id).to_owned(), *value));
    Constants::with(&own.chain([("batch_wait_jitter".to_owned(), 0.0)]).collect())
}

/// What happens next, by time: ends of batches, wakes, arrivals.
#[derive(Clone, Debug)]
enum Next {
    Answer(Attempt, Answer),
    Wake(Wake),
    Arrival(Attempt),
}

/// A source and what has become of its events.
pub(super) struct SourceHarness {
    pub delivery: Delivery,
    queue: BTreeMap<(Instant, u8, u32), Next>,
    counter: u32,
    calls: u32,
    /// Every batch that was sent, and when.
    pub sent: Vec<(Instant, Attempt)>,
    pub fates: Vec<FateRow>,
}

impl SourceHarness {
    pub fn new(delivery: Delivery) -> Self {
        Self { delivery, queue: BTreeMap::new(), counter: 0, calls: 0, sent: Vec::new(), fates: Vec::new() }
    }

    fn push(&mut self, at: Instant, rank: u8, next: Next) {
        self.queue.insert((at, rank, self.counter), next);
        self.counter += 1;
    }

    /// So many good events arrive at a time in seconds.
    pub fn arrive(&mut self, at_s: f64, events: u32) -> &mut Self {
        for _ in 0..events {
            self.on_arrival(at_s, false);
        }
        self
    }

    /// One event arrives that nothing can process.
    pub fn poison(&mut self, at_s: f64) -> &mut Self {
        self.on_arrival(at_s, true);
        self
    }

    fn on_arrival(&mut self, at_s: f64, poisoned: bool) {
        let first = Instant::from_secs_f64(at_s);
        let attempt = Attempt {
            call: CallId(self.calls),
            source: SourceId(0),
            attempt: 1,
            runs: 0,
            stream: Stream::named(&["test"]),
            ordinal: u64::from(self.calls),
            handler_draw: f64::NAN,
            handler_ln: f64::NAN,
            first,
            age_from: first,
            waited_ms: 0.0,
            events: 1,
            poisoned,
            depth: 0,
        };
        self.calls += 1;
        self.push(first, 2, Next::Arrival(attempt));
    }

    /// Runs up to and with a time in seconds; the function answers a batch after so many seconds. A batch that carries poison
    /// and would end well fails.
    pub fn run(&mut self, until_s: f64, mut function: impl FnMut(&Attempt, Instant) -> (f64, Answer)) -> &mut Self {
        let until = Instant::from_secs_f64(until_s);
        while let Some(entry) = self.queue.first_entry().filter(|entry| entry.key().0 <= until) {
            let ((now, ..), next) = entry.remove_entry();
            let moment = Moment { now, chance: Chance::new(1), is_over: false };
            let mut actions = Actions::default();
            match next {
                Next::Answer(attempt, answer) => self.delivery.on_answer(&attempt, answer, &moment, &mut actions),
                Next::Wake(Wake::Send(attempt)) => actions.send(attempt),
                Next::Wake(wake) => self.delivery.on_wake(wake, &moment, &mut actions),
                Next::Arrival(attempt) => self.delivery.on_arrival(attempt, &moment, &mut actions),
            }
            self.fates.extend(actions.fates);
            for (at, wake) in actions.wakes {
                assert!(at >= now, "a wake in the past");
                self.push(at, 1, Next::Wake(wake));
            }
            for attempt in actions.sends {
                self.sent.push((now, attempt.clone()));
                let (after_s, answer) = function(&attempt, now);
                let answer = if attempt.poisoned && answer == GOOD { BAD } else { answer };
                self.push(now + Micros::from_secs_f64(after_s), 0, Next::Answer(attempt, answer));
            }
        }
        self
    }

    /// When batches were sent, in ms, and how many events each had.
    pub fn batches(&self) -> Vec<(i64, u32)> {
        self.sent.iter().map(|(at, attempt)| (at.0 / 1_000, attempt.events)).collect()
    }

    /// How events ended: which, how, when in ms and after how many receives.
    pub fn ends(&self) -> Vec<(u32, Fate, i64, u16)> {
        self.fates.iter().map(|row| (row.call.0, row.fate, row.at.0 / 1_000, row.attempts)).collect()
    }

    /// How many events ended in this way.
    pub fn count(&self, fate: Fate) -> usize {
        self.fates.iter().filter(|row| row.fate == fate).count()
    }
}
