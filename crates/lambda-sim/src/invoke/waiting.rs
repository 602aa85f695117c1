//! The messages of a standard queue that can be received, or will be when their delay is over.

use super::batch::SourceEvent;
use crate::trace::CallId;
use crate::units::{Instant, Micros};
use std::collections::{BTreeMap, VecDeque};

/// Messages by their places in the queue: new ones in a line, those that came back in a tree.
#[derive(Clone, Debug)]
pub(super) struct Waiting {
    delay: Micros,
    retention: Micros,
    /// Never received; in the order of their arrival.
    fresh: VecDeque<SourceEvent>,
    /// Those that came back, by place and number.
    again: BTreeMap<(Instant, CallId), SourceEvent>,
    /// Their places by number. Calls are numbered as they arrive, so that this is the order of their ages.
    places: BTreeMap<CallId, Instant>,
}

impl Waiting {
    /// No messages.
    pub fn new(delay: Micros, retention: Micros) -> Self {
        Self { delay, retention, fresh: VecDeque::new(), again: BTreeMap::new(), places: BTreeMap::new() }
    }

    /// A message has arrived.
    pub fn on_arrival(&mut self, event: SourceEvent) {
        self.fresh.push_back(event);
    }

    /// A received one is visible again: in its old place, or `at_the_back` (B11).
    pub fn comes_back(&mut self, event: SourceEvent, at_the_back: bool, now: Instant) {
        let place = if at_the_back { now } else { event.sent + self.delay };
        self.again.insert((place, event.call), event);
        self.places.insert(event.call, place);
    }

    /// The first message that is visible.
    pub fn first(&self, now: Instant) -> Option<&SourceEvent> {
        let fresh = self.fresh.front().filter(|event| event.sent + self.delay <= now);
        match (fresh, self.again.first_key_value()) {
            (Some(new), Some((place, _))) if (new.sent + self.delay, new.call) < *place => Some(new),
            (_, Some((_, old))) => Some(old),
            (new, None) => new,
        }
    }

    /// Takes it.
    pub fn take(&mut self, now: Instant) -> Option<SourceEvent> {
        let call = self.first(now)?.call;
        if self.fresh.front().is_some_and(|event| event.call == call) {
            return self.fresh.pop_front();
        }
        let (_, event) = self.again.pop_first()?;
        self.places.remove(&event.call);
        Some(event)
    }

    /// Whether a message is visible.
    pub fn has_visible(&self, now: Instant) -> bool {
        !self.again.is_empty() || self.fresh.front().is_some_and(|event| event.sent + self.delay <= now)
    }

    /// When the next delay ends after `now`, as far as the first new message goes.
    pub fn visible_at(&self, now: Instant) -> Instant {
        let at = self.fresh.front().map_or(Instant::NEVER, |event| event.sent + self.delay);
        if at > now { at } else { Instant::NEVER }
    }

    /// When the oldest message becomes too old.
    pub fn expires_at(&self) -> Instant {
        let fresh = self.fresh.front().map_or(Instant::NEVER, |event| event.sent + self.retention);
        self.oldest_again().map_or(fresh, |event| fresh.min(event.sent + self.retention))
    }

    /// Takes the oldest message, if it is too old.
    pub fn take_expired(&mut self, now: Instant) -> Option<SourceEvent> {
        if self.fresh.front().is_some_and(|event| event.sent + self.retention <= now) {
            return self.fresh.pop_front();
        }
        let call = self.oldest_again().filter(|event| event.sent + self.retention <= now)?.call;
        let place = self.places.remove(&call)?;
        self.again.remove(&(place, call))
    }

    fn oldest_again(&self) -> Option<&SourceEvent> {
        let (call, place) = self.places.first_key_value()?;
        self.again.get(&(*place, *call))
    }
}
