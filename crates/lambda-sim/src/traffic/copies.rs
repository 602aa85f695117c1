//! Arrivals at set times where traffic is scaled: a burst, a recorded call, a ping of a schedule comes so many times at once as
//! the factor of its time says, and what is left of a whole number is drawn.

use super::{Arrival, Shape};
use crate::chance::{Chance, Purpose, Stream};
use crate::units::Instant;

/// The number of a copy stands above this bit of an arrival's ordinal: no process has as many arrivals.
const COPY_BIT: u32 = 40;

/// What is left of a scaled shape.
#[derive(Clone, Debug)]
pub(super) struct Copies {
    of: Shape,
    /// Nothing comes from here on.
    end: Instant,
    /// From when on there is which factor, in the order of time.
    factors: Vec<(Instant, f64)>,
    /// Arrivals taken from the shape.
    taken: u64,
    /// The last of them, and which of its copies are still to come.
    current: Option<Arrival>,
    next: u64,
    count: u64,
}

impl Copies {
    pub(super) fn new(of: Shape, factors: Vec<(Instant, f64)>, end: Instant) -> Self {
        Self { of, end, factors, taken: 0, current: None, next: 0, count: 0 }
    }

    /// The next arrival.
    pub(super) fn take(&mut self, chance: Chance, stream: Stream) -> Option<Arrival> {
        loop {
            if let Some(arrival) = self.current.filter(|_| self.next < self.count) {
                let copy = self.next;
                self.next += 1;
                return Some(Arrival { ordinal: arrival.ordinal | copy << COPY_BIT, ..arrival });
            }
            let arrival = self.of.arrival(self.taken, self.taken, chance, stream)?;
            if arrival.at >= self.end {
                return None;
            }
            self.taken += 1;
            (self.current, self.next, self.count) = (Some(arrival), 0, self.count_of(&arrival, chance, stream));
        }
    }

    fn count_of(&self, arrival: &Arrival, chance: Chance, stream: Stream) -> u64 {
        let factor = self.factors.iter().rev().find(|(from, _)| *from <= arrival.at).map_or(1.0, |(_, factor)| *factor);
        let rest = factor.fract();
        factor as u64 + u64::from(rest > 0.0 && chance.happens(rest, stream, arrival.ordinal, Purpose::COPIES))
    }
}
