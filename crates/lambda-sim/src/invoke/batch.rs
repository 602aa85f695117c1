//! What event source mappings share: numbered batches, the waits of those that are sent again, and the times they ask for.

use super::sizes::Sizes;
use super::wakes::Wakes;
use super::{Actions, Attempt, Moment, Wake};
use crate::assumptions::{Constant, Constants};
use crate::chance::{Purpose, Stream};
use crate::scenario::Queue;
use crate::trace::{CallId, Fate, FateRow, SourceId};
use crate::units::{Instant, Micros};

/// An event that waits in a queue or a stream.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct SourceEvent {
    /// When it reached its source.
    pub sent: Instant,
    /// Its number; later events have higher ones.
    pub call: CallId,
    /// Its size in bytes; 0 where it is too small to matter.
    pub bytes: u32,
    /// How often it has been received or sent to the function.
    pub receives: u16,
    /// Whether nothing can process it.
    pub is_poisoned: bool,
    /// Whether it matches no filter (B10).
    pub is_filtered: bool,
}

impl SourceEvent {
    /// The event that has arrived.
    pub fn of(arrival: &Attempt, filtered_share: f64, sizes: &Sizes, moment: &Moment) -> Self {
        let is_filtered = moment.chance.happens(filtered_share, arrival.stream, arrival.ordinal, Purpose::FILTER);
        Self {
            sent: arrival.first,
            call: arrival.call,
            bytes: sizes.of(arrival, moment),
            receives: 0,
            is_poisoned: arrival.poisoned,
            is_filtered,
        }
    }

    /// It has come to its end.
    pub fn ends(&self, source: SourceId, fate: Fate, at: Instant, actions: &mut Actions) {
        let (first, call, attempts) = (self.sent, self.call, self.receives);
        actions.fates.push(FateRow { at, first, call, source, attempts, fate });
    }
}

/// The batches of one source, numbered in the order in which they are first sent.
#[derive(Clone, Debug)]
pub(super) struct Batches {
    /// Whose.
    pub source: SourceId,
    stream: Stream,
    made: u64,
    first_wait_ms: f64,
    longest_wait_ms: f64,
    jitter: f64,
}

impl Batches {
    /// The batches of the source of this number and name, whose repeated waits end at `longest`.
    pub fn new(source: SourceId, name: &str, longest: Constant, constants: &Constants) -> Self {
        Self {
            source,
            stream: Stream::named(&["batch", name]),
            made: 0,
            first_wait_ms: constants.get(Constant::ThrottledBatchWait) * 1e3,
            longest_wait_ms: constants.get(longest) * 1e3,
            jitter: constants.get(Constant::BatchWaitJitter),
        }
    }

    /// A new batch of these events; its number is its ordinal.
    pub fn attempt<'a>(&mut self, events: impl Iterator<Item = &'a SourceEvent> + Clone, is_poisoned: bool) -> Attempt {
        let ordinal = self.made;
        self.made += 1;
        let call = events.clone().next().map_or(CallId(0), |event| event.call);
        let oldest = events.clone().map(|event| event.sent).min().unwrap_or_default();
        let age_from = events.clone().map(|event| event.sent).max().unwrap_or_default();
        let first = Attempt::first(call, self.source, (self.stream, ordinal), oldest);
        Attempt { events: events.count() as u32, poisoned: is_poisoned, age_from, ..first }
    }

    /// The invocation that closes a window: it carries no events (K6).
    pub fn closing(&mut self, last: CallId, oldest: Instant) -> Attempt {
        let ordinal = self.made;
        self.made += 1;
        Attempt { events: 0, ..Attempt::first(last, self.source, (self.stream, ordinal), oldest) }
    }

    /// The wait in ms before this attempt's successor when it has been put off `times` times before: 1, 2, 4 … s with jitter.
    pub fn wait_ms(&self, attempt: &Attempt, times: u32, moment: &Moment) -> f64 {
        let purpose = Purpose::RETRY.repeat(u32::from(attempt.attempt));
        let u = moment.chance.uniform(attempt.stream, attempt.ordinal, purpose);
        self.doubled_ms(times) * (1.0 - self.jitter * u)
    }

    /// That wait without jitter.
    pub fn doubled_ms(&self, times: u32) -> f64 {
        (self.first_wait_ms * (1_u64 << times.min(40)) as f64).min(self.longest_wait_ms)
    }
}

/// Pending wake-up times of a source. A new one is requested only if it is earlier than all pending ones.
#[derive(Clone, Debug, Default)]
pub(super) struct WakeTimer(Wakes);

impl WakeTimer {
    /// Asks to be woken at `at`, if that is not never.
    pub fn set(&mut self, at: Instant, actions: &mut Actions) {
        if at < self.0.first_at() {
            self.0.insert(at, 0, ());
            actions.wake(at, Wake::Timer(0));
        }
    }

    /// It has been woken.
    pub fn rings(&mut self, now: Instant) {
        while self.0.pop_due(now).is_some() {}
    }
}

/// What holds for the messages of every queue.
#[derive(Clone, Copy, Debug)]
pub(super) struct QueueRules {
    /// How long a received message stays hidden (B6).
    pub visibility: Micros,
    /// How long the queue keeps a message (B9).
    pub retention: Micros,
    /// How long a new message stays hidden (B11).
    pub delay: Micros,
    /// How often it may be received, where there is a dead-letter queue (B8).
    pub max_receives: Option<u16>,
    /// Whether the function reports which messages failed (B7).
    pub reports: bool,
    /// The share of messages that match no filter (B10).
    pub filtered_share: f64,
}

impl QueueRules {
    /// The rules of a queue.
    pub fn new(queue: &Queue) -> Self {
        Self {
            visibility: Micros::from_secs_f64(queue.visibility_timeout_s),
            retention: Micros::from_secs_f64(queue.message_retention_period_s),
            delay: Micros::from_secs_f64(queue.delay_s),
            max_receives: queue.dead_letter_queue.as_ref().map(|_| queue.max_receive_count as u16),
            reports: queue.report_batch_item_failures,
            filtered_share: queue.filtered_share,
        }
    }

    /// Receives a message: none where it ends instead.
    pub fn receive(
        &self,
        mut event: SourceEvent,
        source: SourceId,
        now: Instant,
        actions: &mut Actions,
    ) -> Option<SourceEvent> {
        if event.is_filtered {
            actions.polled += 1;
            event.ends(source, Fate::Filtered, now, actions);
            return None;
        }
        if self.max_receives.is_some_and(|most| event.receives >= most) {
            event.ends(source, Fate::DeadLettered, now, actions);
            return None;
        }
        actions.polled += 1;
        event.receives = event.receives.saturating_add(1);
        Some(event)
    }
}
