//! A standard queue and the event source mapping that reads it (rules B1–B4, B6–B11).
//!
//! ```text
//!   arrives ─► Waiting ── received ─► open batch ── full, or its window over ─► running ─┬─► Succeeded
//!                 ▲  └─► Filtered, DeadLettered, Expired                                 │
//!                 └────────────────── hidden ◄── failed, or throttled for too long ──────┘
//! ```

use super::batch::{Batches, QueueRules, SourceEvent, WakeTimer};
use super::pollers::Pollers;
use super::sizes::Sizes;
use super::waiting::Waiting;
use super::wakes::Wakes;
use super::{Actions, Answer, Attempt, Moment};
use crate::assumptions::{Constant, Constants};
use crate::distribution::Distribution;
use crate::scenario::{ScalingRule, Sqs};
use crate::trace::{Fate, Outcome, SourceId};
use crate::units::{Instant, Micros};
use rustc_hash::FxHashMap;

/// Up to so many receives leave a message its place in the queue, if it may be received more often (B11).
const RECEIVES_IN_PLACE: u16 = 2;

/// The queue, its messages and its mapping.
#[derive(Clone, Debug)]
pub struct SqsQueue {
    rules: QueueRules,
    /// Whether what is received often goes to the back (B11).
    has_back: bool,
    batch_size: usize,
    window: Micros,
    /// From a message's arrival in an idle queue to its receipt.
    receive: Micros,
    /// Messages that may be in flight.
    in_flight_limit: usize,
    waiting: Waiting,
    /// Messages that come back.
    hidden: Wakes<SourceEvent>,
    /// The batch that is being gathered, and when its window ends.
    open: Option<(Vec<Received>, Instant)>,
    running: FxHashMap<u64, Running>,
    /// Pollers that a batch holds which is sent no more, by its number.
    held: Wakes,
    /// Messages received and neither deleted nor visible again.
    in_flight: usize,
    /// When the next poll returns; never if none is to.
    poll_at: Instant,
    pollers: Pollers,
    sizes: Sizes,
    batches: Batches,
    alarm: WakeTimer,
}

#[derive(Clone, Copy, Debug)]
struct Received {
    event: SourceEvent,
    at: Instant,
}

#[derive(Clone, Debug)]
struct Running {
    messages: Vec<Received>,
    /// When it was last sent, or is to be.
    sent: Instant,
}

impl SqsQueue {
    /// An empty queue for the source of this number and name, whose mapping grows by this rule.
    #[must_use]
    pub fn new(settings: &Sqs, source: SourceId, name: &str, rule: ScalingRule, constants: &Constants) -> Self {
        let rules = QueueRules::new(&settings.queue);
        Self {
            rules,
            has_back: rules.max_receives.is_none_or(|most| most > RECEIVES_IN_PLACE + 1),
            batch_size: settings.batch_size as usize,
            window: Micros::from_secs_f64(settings.maximum_batching_window_s),
            receive: Micros::from_millis_f64(constants.get(Constant::SqsReceive)),
            in_flight_limit: constants.get(Constant::SqsInFlight) as usize,
            waiting: Waiting::new(rules.delay, rules.retention),
            hidden: Wakes::default(),
            open: None,
            running: FxHashMap::default(),
            held: Wakes::default(),
            in_flight: 0,
            poll_at: Instant::NEVER,
            pollers: Pollers::new(settings, rule, constants),
            sizes: Sizes::new(None, constants),
            batches: Batches::new(source, name, Constant::ThrottledBatchWaitMax, constants),
            alarm: WakeTimer::default(),
        }
    }

    /// The same with events of these sizes, in KB.
    #[must_use]
    pub fn with_sizes(self, each_kb: Option<&Distribution>, constants: &Constants) -> Self {
        Self { sizes: Sizes::new(each_kb, constants), ..self }
    }

    /// The same whose mapping moves at most so many MB a second, where it has no provisioned pollers (N1).
    #[must_use]
    pub fn moving(mut self, mb_per_s: Option<f64>) -> Self {
        self.pollers.moves(mb_per_s);
        self
    }

    /// A message has arrived.
    pub fn on_arrival(&mut self, event: &Attempt, moment: &Moment, actions: &mut Actions) {
        self.waiting.on_arrival(SourceEvent::of(event, self.rules.filtered_share, &self.sizes, moment));
        self.process_due(false, moment, actions);
    }

    /// A time that it asked for has come.
    pub fn on_wake(&mut self, moment: &Moment, actions: &mut Actions) {
        self.alarm.rings(moment.now);
        self.process_due(false, moment, actions);
    }

    /// A batch was answered.
    pub fn on_answer(&mut self, attempt: &Attempt, answer: Answer, moment: &Moment, actions: &mut Actions) {
        let has_completed = match answer {
            Answer::Throttled(_) | Answer::Rejected(_) => return self.throttled(attempt, answer, moment, actions),
            Answer::Ran(outcome) => outcome == Outcome::Completed,
            Answer::Lost(_) => false,
        };
        let Some(Running { messages, sent }) = self.running.remove(&attempt.ordinal) else { return };
        self.pollers.ends();
        if !has_completed {
            self.pollers.failed(sent, moment.now);
        }
        for received in messages {
            if has_completed && !(self.rules.reports && received.event.is_poisoned) {
                self.in_flight -= 1;
                received.event.ends(self.batches.source, Fate::Succeeded, moment.now, actions);
            } else {
                self.hide(received, moment.now);
            }
        }
        self.process_due(true, moment, actions);
    }

    /// B8: again and again, until the messages are visible again.
    fn throttled(&mut self, attempt: &Attempt, answer: Answer, moment: &Moment, actions: &mut Actions) {
        let wait_ms = self.batches.wait_ms(attempt, u32::from(attempt.attempt) - 1, moment);
        let Some(batch) = self.running.get_mut(&attempt.ordinal) else { return };
        self.pollers.failed(batch.sent, moment.now);
        let visible = batch.messages.iter().map(|received| received.at).min().unwrap_or(moment.now);
        let (visible, next) = (visible + self.rules.visibility, moment.now + Micros::from_millis_f64(wait_ms));
        if next < visible {
            batch.sent = next;
            actions.retry(attempt, answer, moment.now, wait_ms);
        } else if let Some(batch) = self.running.remove(&attempt.ordinal) {
            self.held.insert(visible.max(moment.now), attempt.ordinal as u32, ());
            for received in batch.messages {
                self.hide(received, moment.now);
            }
        }
        self.asks(moment, actions);
    }

    fn hide(&mut self, received: Received, now: Instant) {
        let at = (received.at + self.rules.visibility).max(now);
        self.hidden.insert(at, received.event.call.0, received.event);
    }

    /// Does all that is due; `has_ended` if a batch has just ended, whose poller receives at once what waits.
    fn process_due(&mut self, has_ended: bool, moment: &Moment, actions: &mut Actions) {
        let now = moment.now;
        if moment.is_over {
            return;
        }
        let mut at_once = has_ended;
        while self.held.pop_due(now).is_some() {
            self.pollers.ends();
            at_once = true;
        }
        while let Some((_, event)) = self.hidden.pop_due(now) {
            self.in_flight -= 1;
            self.waiting.comes_back(event, self.has_back && event.receives > RECEIVES_IN_PLACE, now);
        }
        while let Some(event) = self.waiting.take_expired(now) {
            event.ends(self.batches.source, Fate::Expired, now, actions);
        }
        let was_free = self.pollers.has_free();
        self.pollers.advance_to(now);
        at_once |= !was_free && self.pollers.has_free();

        let can_poll = self.can_poll(now);
        if !can_poll {
            self.poll_at = Instant::NEVER;
        } else if at_once {
            self.poll_at = now;
        } else if self.poll_at == Instant::NEVER {
            self.poll_at = now + self.receive;
        }
        if can_poll && self.poll_at <= now {
            self.poll_at = Instant::NEVER;
            self.poll(now, actions);
            let may_at = self.pollers.may_poll_at();
            if may_at > now && self.can_poll(now) {
                self.poll_at = may_at;
            }
        }
        if let Some((messages, closes)) = self.open.take() {
            if closes <= now { self.send(messages, now, actions) } else { self.open = Some((messages, closes)) }
        }
        self.pollers.record_poll(self.waiting.has_visible(now), now);
        self.asks(moment, actions);
    }

    /// Whether there is something to receive and a poller to receive it.
    fn can_poll(&self, now: Instant) -> bool {
        self.waiting.has_visible(now) && self.can_receive()
    }

    fn can_receive(&self) -> bool {
        (self.open.is_some() || self.pollers.has_free()) && self.in_flight < self.in_flight_limit
    }

    fn poll(&mut self, now: Instant, actions: &mut Actions) {
        while self.pollers.may_poll_at() <= now && self.can_receive() {
            let (mut messages, closes) = self.open.take().unwrap_or_else(|| {
                self.pollers.begins();
                (Vec::new(), now + self.window)
            });
            let before = messages.len();
            let mut bytes: u64 = messages.iter().map(|received| u64::from(received.event.bytes)).sum();
            let gathered = bytes;
            let mut is_full = false;
            while messages.len() < self.batch_size && self.in_flight < self.in_flight_limit {
                is_full = self.waiting.first(now).is_some_and(|next| self.sizes.is_full(bytes, next.bytes));
                if is_full {
                    break;
                }
                let Some(event) = self.waiting.take(now) else { break };
                if let Some(event) = self.rules.receive(event, self.batches.source, now, actions) {
                    self.in_flight += 1;
                    bytes += u64::from(event.bytes);
                    messages.push(Received { event, at: now });
                }
            }
            let received = messages.len() - before;
            self.pollers.polled(received, bytes - gathered, now);
            actions.pollers = self.pollers.provisioned();
            if messages.is_empty() {
                self.pollers.ends();
                break;
            }
            if messages.len() == self.batch_size || is_full || closes <= now {
                self.send(messages, now, actions);
            } else {
                self.open = Some((messages, closes));
                break;
            }
        }
    }

    fn send(&mut self, messages: Vec<Received>, now: Instant, actions: &mut Actions) {
        let is_poisoned = !self.rules.reports && messages.iter().any(|received| received.event.is_poisoned);
        let attempt = self.batches.attempt(messages.iter().map(|received| &received.event), is_poisoned);
        self.running.insert(attempt.ordinal, Running { messages, sent: now });
        actions.send(attempt);
    }

    fn asks(&mut self, moment: &Moment, actions: &mut Actions) {
        let (hidden, held) = (self.hidden.first_at(), self.held.first_at());
        let closes = self.open.as_ref().map_or(Instant::NEVER, |(_, closes)| *closes);
        let at = hidden.min(held).min(closes).min(self.poll_at).min(self.pollers.next_at());
        let at = at.min(self.waiting.visible_at(moment.now)).min(self.waiting.expires_at());
        actions.pollers = actions.pollers.max(self.pollers.news());
        self.alarm.set(at, actions);
    }
}

#[cfg(test)]
mod tests;
