//! A FIFO queue and the event source mapping that reads it: each group in order, one batch of it at a time (rule B5).

use super::batch::{Batches, QueueRules, SourceEvent, WakeTimer};
use super::rate_meter::{RateMeter, cost};
use super::sizes::Sizes;
use super::wakes::Wakes;
use super::{Actions, Answer, Attempt, Moment};
use crate::assumptions::{Constant, Constants};
use crate::chance::Purpose;
use crate::distribution::Distribution;
use crate::scenario::SqsFifo;
use crate::trace::{Fate, Outcome, SourceId};
use crate::units::{Instant, Micros};
use rustc_hash::FxHashMap;
use std::collections::VecDeque;

/// The queue, its groups and its mapping.
#[derive(Clone, Debug)]
pub struct FifoQueue {
    rules: QueueRules,
    /// How many groups messages fall into.
    message_groups: u32,
    batch_size: usize,
    /// Batches at once.
    concurrency: usize,
    /// From a message's arrival to its receipt by a waiting poll.
    receive: Micros,
    /// The groups that have messages or are held back.
    groups: FxHashMap<u32, Group>,
    /// Groups that are free, by their oldest message.
    ready: Wakes,
    running: FxHashMap<u64, Running>,
    /// Groups that are held back until their messages are visible again, and whether a poller is as well; by batch.
    returns: Wakes<(Vec<u32>, bool)>,
    /// Pollers in use.
    busy: usize,
    /// Its calls of SQS's API, and what each takes of their quota (B11).
    calls: RateMeter,
    per_call: Micros,
    poll_at: Instant,
    sizes: Sizes,
    batches: Batches,
    alarm: WakeTimer,
}

#[derive(Clone, Debug, Default)]
struct Group {
    waiting: VecDeque<SourceEvent>,
    /// Whether a batch has its messages, or what failed is still hidden.
    is_held: bool,
}

#[derive(Clone, Debug)]
struct Running {
    /// In the order of the batch, each with its group.
    messages: Vec<(SourceEvent, u32)>,
    received: Instant,
}

impl FifoQueue {
    /// An empty queue for the source of this number and name.
    #[must_use]
    pub fn new(settings: &SqsFifo, source: SourceId, name: &str, constants: &Constants) -> Self {
        Self {
            rules: QueueRules::new(&settings.queue),
            message_groups: settings.message_groups,
            batch_size: settings.batch_size as usize,
            concurrency: settings.maximum_concurrency.map_or(usize::MAX, |maximum| maximum as usize),
            receive: Micros::from_millis_f64(constants.get(Constant::SqsReceive)),
            groups: FxHashMap::default(),
            ready: Wakes::default(),
            running: FxHashMap::default(),
            returns: Wakes::default(),
            busy: 0,
            calls: RateMeter::default(),
            per_call: match settings.high_throughput {
                true => Micros::ZERO,
                false => cost(1, constants.get(Constant::FifoCalls)),
            },
            poll_at: Instant::NEVER,
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

    /// A message has arrived.
    pub fn on_arrival(&mut self, event: &Attempt, moment: &Moment, actions: &mut Actions) {
        let u = moment.chance.uniform(event.stream, event.ordinal, Purpose::GROUP);
        let number = (u * f64::from(self.message_groups)) as u32;
        let group = self.groups.entry(number).or_default();
        let event = SourceEvent::of(event, self.rules.filtered_share, &self.sizes, moment);
        if group.waiting.is_empty() && !group.is_held {
            self.ready.insert(age(&event), number, ());
        }
        group.waiting.push_back(event);
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
        let Some(Running { mut messages, received }) = self.running.remove(&attempt.ordinal) else { return };
        self.busy -= 1;
        let good = match has_completed {
            // It stops at the first failure and reports that and all after it.
            true if self.rules.reports => {
                messages.iter().position(|(event, _)| event.is_poisoned).unwrap_or(messages.len())
            }
            true => messages.len(),
            false => 0,
        };
        let failed = messages.split_off(good);
        let held = self.hides(failed);
        for (event, group) in messages {
            event.ends(self.batches.source, Fate::Succeeded, moment.now, actions);
            if !held.contains(&group) {
                self.frees(group);
            }
        }
        if !held.is_empty() {
            let at = (received + self.rules.visibility).max(moment.now);
            self.returns.insert(at, attempt.ordinal as u32, (held, false));
        }
        self.process_due(true, moment, actions);
    }

    /// B8, as for a standard queue.
    fn throttled(&mut self, attempt: &Attempt, answer: Answer, moment: &Moment, actions: &mut Actions) {
        let wait_ms = self.batches.wait_ms(attempt, u32::from(attempt.attempt) - 1, moment);
        let Some(batch) = self.running.get(&attempt.ordinal) else { return };
        let visible = batch.received + self.rules.visibility;
        if moment.now + Micros::from_millis_f64(wait_ms) < visible {
            actions.retry(attempt, answer, moment.now, wait_ms);
        } else if let Some(batch) = self.running.remove(&attempt.ordinal) {
            let groups = self.hides(batch.messages);
            self.returns.insert(visible.max(moment.now), attempt.ordinal as u32, (groups, true));
        }
        self.asks(moment, actions);
    }

    /// Puts messages back to the front of their groups, in order; returns these.
    fn hides(&mut self, messages: Vec<(SourceEvent, u32)>) -> Vec<u32> {
        let mut groups = Vec::new();
        for (event, number) in messages.into_iter().rev() {
            if !groups.contains(&number) {
                groups.push(number);
            }
            self.groups.entry(number).or_default().waiting.push_front(event);
        }
        groups
    }

    /// A group can be received again.
    fn frees(&mut self, number: u32) {
        let Some(group) = self.groups.get_mut(&number) else { return };
        group.is_held = false;
        match group.waiting.front() {
            Some(event) => {
                let event = *event;
                self.ready.insert(age(&event), number, ());
            }
            None => {
                self.groups.remove(&number);
            }
        }
    }

    /// Does all that is due; `has_ended` if a batch has just ended, whose poller receives at once what waits.
    fn process_due(&mut self, has_ended: bool, moment: &Moment, actions: &mut Actions) {
        let now = moment.now;
        if moment.is_over {
            return;
        }
        let mut at_once = has_ended;
        while let Some((_, (groups, has_poller))) = self.returns.pop_due(now) {
            self.busy -= usize::from(has_poller);
            at_once |= has_poller;
            for group in groups {
                self.frees(group);
            }
        }
        self.expire(now, actions);
        if !self.can_poll(now) {
            self.poll_at = Instant::NEVER;
        } else if at_once {
            self.poll_at = now;
        } else if self.poll_at == Instant::NEVER {
            self.poll_at = now + self.receive;
        }
        let free_at = self.calls.free_at(self.per_call);
        if self.poll_at < free_at {
            self.poll_at = free_at;
        }
        if self.poll_at <= now {
            self.poll_at = Instant::NEVER;
            while self.can_poll(now) {
                let free_at = self.calls.free_at(self.per_call);
                if free_at > now {
                    self.poll_at = free_at;
                    break;
                }
                self.poll(now, actions);
            }
        }
        self.asks(moment, actions);
    }

    /// Messages of free groups that are too old.
    fn expire(&mut self, now: Instant, actions: &mut Actions) {
        while let Some((event, number)) = self.first().filter(|(event, _)| event.sent + self.rules.retention <= now) {
            self.ready.pop();
            event.ends(self.batches.source, Fate::Expired, now, actions);
            if let Some(group) = self.groups.get_mut(&number) {
                group.waiting.pop_front();
            }
            self.frees(number);
        }
    }

    /// The oldest message of the free groups.
    fn first(&self) -> Option<(SourceEvent, u32)> {
        let number = self.ready.first_number()?;
        Some((*self.groups.get(&number)?.waiting.front()?, number))
    }

    fn is_visible(&self, event: &SourceEvent, now: Instant) -> bool {
        event.sent + self.rules.delay <= now
    }

    fn can_poll(&self, now: Instant) -> bool {
        self.busy < self.concurrency && self.first().is_some_and(|(event, _)| self.is_visible(&event, now))
    }

    /// One batch: of the group with the oldest message what fits, then of the next.
    fn poll(&mut self, now: Instant, actions: &mut Actions) {
        self.calls.takes(self.per_call, now);
        let mut messages: Vec<(SourceEvent, u32)> = Vec::new();
        let mut bytes = 0;
        while messages.len() < self.batch_size
            && let Some((event, number)) = self.first()
            && self.is_visible(&event, now)
            && !self.sizes.is_full(bytes, event.bytes)
        {
            self.ready.pop();
            let before = messages.len();
            let Some(group) = self.groups.get_mut(&number) else { continue };
            group.is_held = true;
            while messages.len() < self.batch_size
                && let Some(next) = group.waiting.front()
                && next.sent + self.rules.delay <= now
                && !self.sizes.is_full(bytes, next.bytes)
                && let Some(event) = group.waiting.pop_front()
            {
                let received = self.rules.receive(event, self.batches.source, now, actions);
                bytes += received.map_or(0, |event| u64::from(event.bytes));
                messages.extend(received.map(|event| (event, number)));
            }
            if messages.len() == before {
                self.frees(number);
            }
        }
        if messages.is_empty() {
            return;
        }
        let is_poisoned = !self.rules.reports && messages.iter().any(|(event, _)| event.is_poisoned);
        let attempt = self.batches.attempt(messages.iter().map(|(event, _)| event), is_poisoned);
        self.busy += 1;
        self.running.insert(attempt.ordinal, Running { messages, received: now });
        actions.send(attempt);
    }

    fn asks(&mut self, moment: &Moment, actions: &mut Actions) {
        let mut at = self.returns.first_at().min(self.poll_at);
        if let Some((event, _)) = self.first() {
            let visible = event.sent + self.rules.delay;
            if visible > moment.now {
                at = at.min(visible);
            }
            at = at.min(event.sent + self.rules.retention);
        }
        self.alarm.set(at, actions);
    }
}

/// Calls are numbered as they arrive, so that their numbers sort as their ages do.
const fn age(event: &SourceEvent) -> Instant {
    Instant(event.call.0 as i64)
}

#[cfg(test)]
mod tests;
