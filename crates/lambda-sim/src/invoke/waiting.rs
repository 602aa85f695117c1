//! The messages of a standard queue that can be received, or will be when their delay is over.

use super::batch::Event;
use crate::agenda::{Agenda, InOrder};
use crate::units::{Instant, Micros};
use std::collections::VecDeque;

/// Messages by their places in the queue: new ones in a line, those that came back in a tree.
#[derive(Clone, Debug)]
pub(super) struct Waiting {
    delay: Micros,
    retention: Micros,
    /// Never received; in the order of their arrival.
    fresh: VecDeque<Event>,
    /// Those that came back, by place, each with its place.
    again: Agenda<(Instant, Event)>,
    /// The same by number: the order of their ages.
    ages: InOrder,
}

impl Waiting {
    /// No messages.
    pub fn new(delay: Micros, retention: Micros) -> Self {
        Self { delay, retention, fresh: VecDeque::new(), again: Agenda::default(), ages: InOrder::default() }
    }

    /// A message has arrived.
    pub fn arrives(&mut self, event: Event) {
        self.fresh.push_back(event);
    }

    /// A received one is visible again: in its old place, or `at_the_back` (B11).
    pub fn comes_back(&mut self, event: Event, at_the_back: bool, now: Instant) {
        let place = if at_the_back { now } else { event.sent + self.delay };
        self.again.insert(place, event.call.0, (place, event));
        self.ages.insert(age(&event), event.call.0);
    }

    /// The first message that is visible.
    pub fn first(&self, now: Instant) -> Option<&Event> {
        let fresh = self.fresh.front().filter(|event| event.sent + self.delay <= now);
        match (fresh, self.again.first()) {
            (Some(new), Some((place, (_, old)))) if (new.sent + self.delay, new.call) < (place, old.call) => Some(new),
            (_, Some((_, (_, old)))) => Some(old),
            (new, None) => new,
        }
    }

    /// Takes it.
    pub fn take(&mut self, now: Instant) -> Option<Event> {
        let call = self.first(now)?.call;
        if self.fresh.front().is_some_and(|event| event.call == call) {
            return self.fresh.pop_front();
        }
        let (_, event) = self.again.pop_due(Instant::NEVER)?;
        self.ages.remove(age(&event), event.call.0);
        Some(event)
    }

    /// Whether a message is visible.
    pub fn has_visible(&self, now: Instant) -> bool {
        self.again.first().is_some() || self.fresh.front().is_some_and(|event| event.sent + self.delay <= now)
    }

    /// When the next delay ends after `now`, as far as the first new message goes.
    pub fn visible_at(&self, now: Instant) -> Instant {
        let at = self.fresh.front().map_or(Instant::NEVER, |event| event.sent + self.delay);
        if at > now { at } else { Instant::NEVER }
    }

    /// When the oldest message becomes too old.
    pub fn expires_at(&self) -> Instant {
        let fresh = self.fresh.front().map_or(Instant::NEVER, |event| event.sent + self.retention);
        self.oldest_again().map_or(fresh, |(_, event)| fresh.min(event.sent + self.retention))
    }

    /// Takes the oldest message, if it is too old.
    pub fn take_expired(&mut self, now: Instant) -> Option<Event> {
        if self.fresh.front().is_some_and(|event| event.sent + self.retention <= now) {
            return self.fresh.pop_front();
        }
        let (place, oldest) = self.oldest_again().filter(|(_, event)| event.sent + self.retention <= now)?;
        self.ages.remove(age(&oldest), oldest.call.0);
        self.again.remove(place, oldest.call.0).map(|(_, event)| event)
    }

    fn oldest_again(&self) -> Option<(Instant, Event)> {
        let (_, call) = self.ages.first()?;
        self.again.get(call).copied()
    }
}

/// Calls are numbered as they arrive, so that their numbers sort as their ages do.
const fn age(event: &Event) -> Instant {
    Instant(event.call.0 as i64)
}
