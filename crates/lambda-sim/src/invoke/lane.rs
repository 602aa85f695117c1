//! One lane of a stream: records in order, one batch at a time, and what is tried again before anything else (rules K3–K5).

use super::Attempt;
use super::batch::SourceEvent;
use super::tumbling::Window;
use crate::trace::CallId;
use crate::units::{Instant, Micros};
use std::collections::VecDeque;

/// What a lane has, and what it does.
#[derive(Clone, Debug, Default)]
pub(super) struct Lane {
    /// Records not yet sent, in order.
    pub waiting: VecDeque<SourceEvent>,
    /// How many of them match a filter.
    pub matching: usize,
    /// Their bytes.
    pub bytes: u64,
    /// Batches that have failed, or parts of them; the last goes first.
    pub again: Vec<Work>,
    /// The window of its records that is open (K6).
    pub window: Option<Window>,
    /// What it does now.
    pub state: State,
}

/// What a lane does.
#[derive(Clone, Debug, Default)]
pub(super) enum State {
    /// Nothing: it has nothing, or has not read it yet.
    #[default]
    Idle,
    /// It reads what waits at this time, or sends what its window has gathered.
    Reads { at: Instant, gathers: bool },
    /// It has an open window and nothing else, and closes it at this time.
    Closes(Instant),
    /// A batch waits to be sent again, not before the time of its own.
    Waits(Work),
    /// A batch is with the function.
    Runs(Work),
}

impl Lane {
    /// A record has arrived.
    pub fn on_arrival(&mut self, event: SourceEvent) {
        if !event.is_filtered {
            self.matching += 1;
            self.bytes += u64::from(event.bytes);
        }
        self.waiting.push_back(event);
    }

    /// Takes the next record, if it was sent by then.
    pub fn take(&mut self, until: Instant) -> Option<SourceEvent> {
        self.waiting.front().filter(|event| event.sent <= until)?;
        let event = self.waiting.pop_front()?;
        if !event.is_filtered {
            self.matching -= 1;
            self.bytes -= u64::from(event.bytes);
        }
        Some(event)
    }

    /// Whether it has nothing at all.
    pub fn is_empty(&self) -> bool {
        self.waiting.is_empty() && self.again.is_empty() && self.window.is_none() && matches!(self.state, State::Idle)
    }
}

/// A batch on its way.
#[derive(Clone, Debug)]
pub(super) struct Work {
    pub records: VecDeque<SourceEvent>,
    /// Its last attempt, where there was one.
    pub attempt: Option<Attempt>,
    /// How often the function has failed on it.
    pub failures: u32,
    /// How often in a row it was throttled.
    pub throttles: u32,
    /// When it is to be sent.
    pub at: Instant,
    /// The window that it closes; then it has no records (K6).
    pub closes: Option<Window>,
}

impl Work {
    /// Records that have not been sent in this composition, to be sent at once.
    pub const fn new(records: VecDeque<SourceEvent>, failures: u32, now: Instant) -> Self {
        Self { records, attempt: None, failures, throttles: 0, at: now, closes: None }
    }

    /// The call that it goes by and when its oldest record was sent; none where it has nothing to do.
    pub fn oldest(&self) -> Option<(CallId, Instant)> {
        let closes = self.closes.map(|window| (window.last, window.first));
        self.records.front().map(|event| (event.call, event.sent)).or(closes)
    }

    /// Like [`Self::oldest`], of what will not be too old by the time it is sent.
    pub fn oldest_sent_again(&self, maximum_age: Micros) -> Option<(CallId, Instant)> {
        let closes = self.closes.map(|window| (window.last, window.first));
        let records = self.records.iter().map(|event| (event.call, event.sent));
        records.chain(closes).find(|(_, sent)| self.at < *sent + maximum_age)
    }

    /// Its two halves; the first is the smaller one of an odd number.
    pub fn halves(mut self, now: Instant) -> (Self, Self) {
        let second = self.records.split_off(self.records.len() / 2);
        (Self::new(self.records, self.failures, now), Self::new(second, self.failures, now))
    }
}
