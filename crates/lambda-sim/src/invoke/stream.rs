//! A Kinesis or DynamoDB stream and the event source mapping that reads it (rules K1–K6).
//!
//! ```text
//!   arrives ─► lane ── read by a poll, or pushed ─► gathered ─► sent ─┬─► Succeeded
//!                ▲                                                    ├─► the same records again, or a part of them
//!                └──────────── the next batch of the lane ────────────┴─► given up: ToDestination, Dropped, Expired
//! ```
//! A lane is a shard, or one of the parallel batches of a shard. It has one batch at a time: what fails blocks what follows.

use super::batch::{Batches, SourceEvent, WakeTimer};
use super::lane::{Lane, State, Work};
use super::rate_meter::{RateMeter, cost};
use super::shards::{ShardDelivery, Shards};
use super::sizes::{BYTES_PER_MB, Sizes};
use super::tumbling::Tumbling;
use super::wakes::Wakes;
use super::{Actions, Answer, Attempt, Moment};
use crate::assumptions::{Constant, Constants};
use crate::chance::Purpose;
use crate::distribution::Distribution;
use crate::scenario::{Stream, ranges};
use crate::trace::{Fate, Outcome, RetryRow, SourceId};
use crate::units::{Instant, Micros};
use rustc_hash::FxHashMap;
use std::collections::VecDeque;

/// The stream, its lanes and its mapping.
#[derive(Clone, Debug)]
pub struct StreamReader {
    shards: u32,
    /// Lanes of one shard.
    factor: u32,
    batch_size: usize,
    window: Micros,
    bisects: bool,
    /// Failures after which a batch is given up.
    attempts: Option<u32>,
    /// The age at which a record is given up, and that at which the stream loses it.
    maximum_age: Micros,
    retention: Micros,
    has_destination: bool,
    reports: bool,
    filtered_share: f64,
    tumbling: Option<Tumbling>,
    /// Those that have or do something.
    lanes: FxHashMap<u32, Lane>,
    /// When to look at a lane again.
    due: Wakes,
    /// The lanes of the batches that run.
    running: FxHashMap<u64, u32>,
    sizes: Sizes,
    /// What the mapping has moved, and what it moves in a second, in bytes, where that is bounded (N1).
    moved: RateMeter,
    rate: Option<f64>,
    stream: Shards,
    batches: Batches,
    alarm: WakeTimer,
}

impl StreamReader {
    /// An empty stream for the source of this number and name.
    #[must_use]
    pub fn new(settings: &Stream, reading: ShardDelivery, source: SourceId, name: &str, constants: &Constants) -> Self {
        let retention = Micros::from_secs_f64(settings.retention_period_h * 3_600.0);
        let maximum_age = if settings.maximum_record_age_s == ranges::NO_MAXIMUM {
            retention
        } else {
            Micros::from_secs_f64(settings.maximum_record_age_s).min(retention)
        };
        Self {
            shards: settings.shards,
            factor: settings.parallelization_factor,
            batch_size: settings.batch_size as usize,
            window: Micros::from_secs_f64(settings.maximum_batching_window_s),
            bisects: settings.bisect_batch_on_function_error,
            attempts: u32::try_from(settings.maximum_retry_attempts).ok(),
            maximum_age,
            retention,
            has_destination: settings.on_failure.is_some(),
            reports: settings.report_batch_item_failures,
            filtered_share: settings.filtered_share,
            tumbling: Tumbling::new(settings.tumbling_window_s, constants.get(Constant::TumblingWait)),
            lanes: FxHashMap::default(),
            due: Wakes::default(),
            running: FxHashMap::default(),
            sizes: Sizes::new(None, constants),
            moved: RateMeter::default(),
            rate: None,
            stream: Shards::new(settings.shards, reading, constants),
            batches: Batches::new(source, name, Constant::StreamRetryWaitMax, constants),
            alarm: WakeTimer::default(),
        }
    }

    /// The same with events of these sizes, in KB.
    #[must_use]
    pub fn with_sizes(self, each_kb: Option<&Distribution>, constants: &Constants) -> Self {
        Self { sizes: Sizes::new(each_kb, constants), ..self }
    }

    /// The same whose mapping moves at most so many MB a second.
    #[must_use]
    pub fn moving(self, mb_per_s: Option<f64>) -> Self {
        Self { rate: mb_per_s.map(|rate| rate * BYTES_PER_MB), ..self }
    }

    /// A record has arrived.
    pub fn on_arrival(&mut self, event: &Attempt, moment: &Moment, actions: &mut Actions) {
        let u = moment.chance.uniform(event.stream, event.ordinal, Purpose::GROUP);
        let number = (u * f64::from(self.shards) * f64::from(self.factor)) as u32;
        let event = SourceEvent::of(event, self.filtered_share, &self.sizes, moment);
        let shard = number / self.factor;
        let read_at = self.stream.read_at(shard, event.sent);
        if !self.stream.write(shard, &event) {
            return event.ends(self.batches.source, Fate::Dropped, moment.now, actions);
        }
        let lane = self.lanes.entry(number).or_default();
        lane.on_arrival(event);
        let at = match lane.state {
            State::Idle => read_at,
            State::Closes(at) => {
                self.due.remove(at, number);
                read_at
            }
            State::Reads { at, gathers: true }
                if read_at < at && (lane.matching >= self.batch_size || self.sizes.is_enough(lane.bytes)) =>
            {
                self.due.remove(at, number);
                read_at
            }
            _ => return,
        };
        let gathers = matches!(lane.state, State::Reads { .. });
        lane.state = State::Reads { at, gathers };
        self.due.insert(at, number, ());
        self.asks(actions);
    }

    /// A time that it asked for has come.
    pub fn on_wake(&mut self, moment: &Moment, actions: &mut Actions) {
        self.alarm.rings(moment.now);
        while let Some((number, ())) = self.due.pop_due(moment.now) {
            let Some(mut lane) = self.lanes.remove(&number) else { continue };
            match std::mem::take(&mut lane.state) {
                State::Reads { gathers, .. } => self.reads(&mut lane, number, gathers, moment, actions),
                State::Closes(_) => self.reads(&mut lane, number, false, moment, actions),
                State::Waits(work) => self.next_batch(&mut lane, number, Some(work), moment, actions),
                state => lane.state = state,
            }
            self.keeps(number, lane);
        }
        self.asks(actions);
    }

    /// A batch was answered.
    pub fn on_answer(&mut self, attempt: &Attempt, answer: Answer, moment: &Moment, actions: &mut Actions) {
        let Some(number) = self.running.remove(&attempt.ordinal) else { return };
        let Some(mut lane) = self.lanes.remove(&number) else { return };
        if let State::Runs(mut work) = std::mem::take(&mut lane.state) {
            if let (Answer::Ran(_), Some(last)) = (answer, &mut work.attempt) {
                last.runs = last.runs.saturating_add(1);
                work.throttles = 0;
            }
            let next = match answer {
                Answer::Throttled(_) | Answer::Rejected(_) => Some(self.throttled(work, attempt, moment, actions)),
                Answer::Ran(Outcome::Completed) => self.completed(work, moment, actions),
                Answer::Ran(_) | Answer::Lost(_) if self.bisects && work.records.len() > 1 => {
                    let (first, second) = work.halves(moment.now);
                    lane.again.push(second);
                    Some(first)
                }
                Answer::Ran(_) | Answer::Lost(_) => self.failed(work, moment, actions),
            };
            self.next_batch(&mut lane, number, next, moment, actions);
        }
        self.keeps(number, lane);
        self.asks(actions);
    }

    /// K3: until the records are too old, whatever the attempts.
    fn throttled(&self, mut work: Work, attempt: &Attempt, moment: &Moment, actions: &mut Actions) -> Work {
        let wait_ms = self.batches.wait_ms(attempt, work.throttles, moment);
        work.throttles += 1;
        self.again(work, wait_ms, moment, actions)
    }

    /// What is left of a batch that completed: nothing, unless the function has named a record (K5).
    fn completed(&self, mut work: Work, moment: &Moment, actions: &mut Actions) -> Option<Work> {
        let named = work.records.iter().position(|event| self.reports && event.is_poisoned);
        if named == Some(0) {
            return self.failed(work, moment, actions);
        }
        let rest = work.records.split_off(named.unwrap_or(work.records.len()));
        for event in work.records {
            event.ends(self.batches.source, Fate::Succeeded, moment.now, actions);
        }
        let failures = if self.bisects { work.failures } else { 0 };
        let rest = Work::new(rest, failures, moment.now);
        match (named, self.bisects) {
            (None, _) => None,
            (Some(_), true) => Some(rest),
            (Some(_), false) => self.failed(rest, moment, actions),
        }
    }

    /// The function has failed on all of it: once more, or given up.
    fn failed(&self, mut work: Work, moment: &Moment, actions: &mut Actions) -> Option<Work> {
        work.failures += 1;
        if self.attempts.is_some_and(|most| work.failures > most) {
            let fate = if self.has_destination { Fate::ToDestination } else { Fate::Dropped };
            for event in work.records {
                event.ends(self.batches.source, fate, moment.now, actions);
            }
            return None;
        }
        let wait_ms = match work.failures {
            1 => 0.0,
            failures => self.batches.doubled_ms(failures - 2),
        };
        Some(self.again(work, wait_ms, moment, actions))
    }

    fn again(&self, mut work: Work, wait_ms: f64, moment: &Moment, actions: &mut Actions) -> Work {
        work.at = moment.now + Micros::from_millis_f64(wait_ms);
        if let Some(last) = &mut work.attempt {
            last.waited_ms = wait_ms;
        }
        // The rest of a batch in which a record was named is a batch of its own, and what becomes too old first is not sent again.
        if let (Some((call, first)), Some(last)) = (work.oldest_sent_again(self.maximum_age), &work.attempt) {
            actions.retries.push(RetryRow {
                answered: moment.now,
                next: work.at,
                first,
                call,
                source: self.batches.source,
                attempt: last.attempt.saturating_add(1),
            });
        }
        work
    }

    /// The lane's next batch: `work`, what is to be tried again, or what waits.
    fn next_batch(
        &mut self,
        lane: &mut Lane,
        number: u32,
        mut work: Option<Work>,
        moment: &Moment,
        actions: &mut Actions,
    ) {
        while let Some(mut next) = work.or_else(|| lane.again.pop()) {
            if moment.is_over {
                lane.state = State::Waits(next);
                return;
            }
            while let Some(event) = next.records.front().filter(|event| self.too_old_at(event) <= moment.now) {
                self.expires(event, moment, actions);
                next.records.pop_front();
            }
            let alive = next.oldest().filter(|(_, sent)| *sent + self.maximum_age > moment.now);
            let Some((_, oldest)) = alive else {
                work = None;
                continue;
            };
            if next.at > moment.now {
                self.due.insert(next.at.min(oldest + self.maximum_age), number, ());
                lane.state = State::Waits(next);
            } else {
                self.sends(lane, number, next, actions);
            }
            return;
        }
        if moment.is_over {
            return;
        }
        if lane.waiting.is_empty() {
            self.rests(lane, number)
        } else {
            self.reads(lane, number, false, moment, actions)
        }
    }

    /// It has nothing to do but, perhaps, to close a window later.
    fn rests(&mut self, lane: &mut Lane, number: u32) {
        if let (Some(tumbling), Some(window)) = (self.tumbling, lane.window) {
            let at = tumbling.closes_at(window);
            lane.state = State::Closes(at);
            self.due.insert(at, number, ());
        }
    }

    /// Reads what waits, and sends it unless its window has only begun.
    fn reads(&mut self, lane: &mut Lane, number: u32, gathers: bool, moment: &Moment, actions: &mut Actions) {
        let now = moment.now;
        if let (Some(tumbling), Some(window)) = (self.tumbling, lane.window)
            && tumbling.is_over(window, lane.waiting.front(), now)
        {
            lane.window = None;
            let work = Work { closes: Some(window), ..Work::new(VecDeque::new(), 0, now) };
            return self.sends(lane, number, work, actions);
        }
        // What a shard gives in a second is used up (K1), or what the mapping moves.
        let shard = number / self.factor;
        let moves_at = self.moved.free_at(Micros::ZERO);
        if let Some(at) = self.stream.readable_at(shard, now).max((moves_at > now).then_some(moves_at))
            && !lane.waiting.is_empty()
        {
            lane.state = State::Reads { at, gathers };
            self.due.insert(at, number, ());
            return;
        }
        let is_enough = lane.matching >= self.batch_size || self.sizes.is_enough(lane.bytes);
        if !gathers && self.window > Micros::ZERO && lane.matching > 0 && !is_enough {
            let at = now + self.window;
            lane.state = State::Reads { at, gathers: true };
            self.due.insert(at, number, ());
            return;
        }
        let until = self.stream.readable_until(now);
        let mut records = VecDeque::new();
        let (mut bytes, mut read) = (0, 0);
        let takes = |lane: &Lane| {
            let next = lane.waiting.front();
            self.tumbling.zip(next).is_none_or(|(tumbling, event)| tumbling.takes(lane.window, event))
        };
        while records.len() < self.batch_size
            && takes(lane)
            && !lane.waiting.front().is_some_and(|next| self.sizes.is_full(bytes, next.bytes))
            && let Some(event) = lane.take(until)
        {
            actions.polled += u32::from(event.sent + self.retention > now);
            read += u64::from(event.bytes);
            if event.is_filtered {
                event.ends(self.batches.source, Fate::Filtered, now, actions);
            } else if self.too_old_at(&event) <= now {
                self.expires(&event, moment, actions);
            } else {
                lane.window = self.tumbling.map(|tumbling| tumbling.with(lane.window, &event));
                bytes += u64::from(event.bytes);
                records.push_back(event);
            }
        }
        self.stream.read(shard, read, now);
        if let Some(rate) = self.rate.filter(|_| read > 0) {
            self.moved.takes(cost(read, rate), now);
        }
        if !records.is_empty() {
            self.sends(lane, number, Work::new(records, 0, now), actions);
        } else if let Some(event) = lane.waiting.front() {
            let at = self.stream.pushed_at(event.sent).max(now);
            lane.state = State::Reads { at, gathers: false };
            self.due.insert(at, number, ());
        } else {
            self.rests(lane, number);
        }
    }

    fn sends(&mut self, lane: &mut Lane, number: u32, mut work: Work, actions: &mut Actions) {
        let is_poisoned = !self.reports && work.records.iter().any(|event| event.is_poisoned);
        for event in &mut work.records {
            event.receives = event.receives.saturating_add(1);
        }
        let attempt = match (work.attempt.take(), work.oldest()) {
            // The same batch once more, perhaps without records that have become too old.
            (Some(last), Some((call, first))) => Attempt {
                call,
                first,
                events: work.records.len() as u32,
                poisoned: is_poisoned,
                attempt: last.attempt.saturating_add(1),
                ..last
            },
            (None, Some((call, first))) if work.closes.is_some() => self.batches.closing(call, first),
            _ => self.batches.attempt(work.records.iter(), is_poisoned),
        };
        self.running.insert(attempt.ordinal, number);
        work.attempt = Some(attempt.clone());
        lane.state = State::Runs(work);
        actions.send(attempt);
    }

    fn too_old_at(&self, event: &SourceEvent) -> Instant {
        event.sent + self.maximum_age
    }

    /// K4: what the stream has lost goes nowhere; what the mapping gives up goes to its destination.
    fn expires(&self, event: &SourceEvent, moment: &Moment, actions: &mut Actions) {
        let is_lost = event.sent + self.retention <= moment.now;
        let fate = if self.has_destination && !is_lost { Fate::ToDestination } else { Fate::Expired };
        event.ends(self.batches.source, fate, moment.now, actions);
    }

    fn keeps(&mut self, number: u32, lane: Lane) {
        if !lane.is_empty() {
            self.lanes.insert(number, lane);
        }
    }

    fn asks(&mut self, actions: &mut Actions) {
        self.alarm.set(self.due.first_at(), actions);
    }
}

#[cfg(test)]
mod tests;
