//! Tumbling windows: stretches of time by which a shard's records are told apart, each ended by an invocation of its own (K6).

use super::batch::SourceEvent;
use crate::trace::CallId;
use crate::units::{Instant, Micros};

/// How a stream's records fall into windows.
#[derive(Clone, Copy, Debug)]
pub(super) struct Tumbling {
    length: Micros,
    /// How long after its end a window is closed to which no record of the next has shown that it is over.
    wait: Micros,
}

/// A window of a shard that has records and was not closed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Window {
    ends: Instant,
    /// The last record in it.
    pub last: CallId,
    /// When the first one was sent.
    pub first: Instant,
}

impl Tumbling {
    /// Windows of so many seconds; none for 0.
    pub fn new(length_s: f64, wait_s: f64) -> Option<Self> {
        let length = Micros::from_secs_f64(length_s);
        (length > Micros::ZERO).then(|| Self { length, wait: Micros::from_secs_f64(wait_s) })
    }

    fn end_of(self, sent: Instant) -> Instant {
        let length = self.length.0 as i64;
        Instant((sent.0.div_euclid(length) + 1) * length)
    }

    /// Whether an open window is over, `next` being the record that waits.
    pub fn is_over(self, open: Window, next: Option<&SourceEvent>, now: Instant) -> bool {
        next.map_or_else(|| now >= self.closes_at(open), |next| self.end_of(next.sent) != open.ends)
    }

    /// When a window is closed after which no record comes.
    pub fn closes_at(self, open: Window) -> Instant {
        open.ends + self.wait
    }

    /// Whether a record belongs to this window, or may begin one.
    pub fn takes(self, open: Option<Window>, event: &SourceEvent) -> bool {
        open.is_none_or(|open| self.end_of(event.sent) == open.ends)
    }

    /// The window once this record is in it.
    pub fn with(self, open: Option<Window>, event: &SourceEvent) -> Window {
        let first = open.map_or(event.sent, |open| open.first.min(event.sent));
        Window { ends: self.end_of(event.sent), last: event.call, first }
    }
}
