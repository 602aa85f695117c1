//! What is due at a time, in order of time and number: one ordered tree of plain numbers for all types of values.

use crate::kept::Kept;
use crate::units::Instant;
use std::collections::BTreeSet;

/// Times, each with a number, in order.
#[derive(Clone, Debug, Default)]
pub(crate) struct InOrder(BTreeSet<(i64, u32)>);

impl InOrder {
    /// Puts in a number at a time.
    #[inline(never)]
    pub(crate) fn insert(&mut self, at: Instant, number: u32) {
        self.0.insert((at.0, number));
    }

    /// Takes it out again.
    #[inline(never)]
    pub(crate) fn remove(&mut self, at: Instant, number: u32) {
        self.0.remove(&(at.0, number));
    }

    /// The first, if there is any.
    #[inline(never)]
    pub(crate) fn first(&self) -> Option<(Instant, u32)> {
        self.0.first().map(|(at, number)| (Instant(*at), *number))
    }

    /// The time of the first; never where there is none.
    pub(crate) fn first_at(&self) -> Instant {
        self.first().map_or(Instant::NEVER, |(at, _)| at)
    }

    /// Takes the first, if its time has come.
    #[inline(never)]
    pub(crate) fn pop_due(&mut self, now: Instant) -> Option<(Instant, u32)> {
        self.first().filter(|(at, _)| *at <= now)?;
        self.0.pop_first().map(|(at, number)| (Instant(at), number))
    }
}

/// Values that are due at a time, each under a number of its own.
#[derive(Clone, Debug)]
pub(crate) struct Agenda<T> {
    order: InOrder,
    values: Kept<T>,
}

impl<T> Default for Agenda<T> {
    fn default() -> Self {
        Self { order: InOrder::default(), values: Kept::default() }
    }
}

impl<T> Agenda<T> {
    /// Puts in a value under a number that has none.
    pub(crate) fn insert(&mut self, at: Instant, number: u32, value: T) {
        self.order.insert(at, number);
        self.values.insert(number, value);
    }

    /// The time of the first; never where there is none.
    pub(crate) fn first_at(&self) -> Instant {
        self.order.first_at()
    }

    /// The first, if there is any, with its time.
    pub(crate) fn first(&self) -> Option<(Instant, &T)> {
        let (at, number) = self.order.first()?;
        Some((at, self.values.get(number)?))
    }

    /// Takes the first, if its time has come.
    pub(crate) fn pop_due(&mut self, now: Instant) -> Option<T> {
        let (_, number) = self.order.pop_due(now)?;
        self.values.remove(number)
    }

    /// The value under a number.
    pub(crate) fn get(&self, number: u32) -> Option<&T> {
        self.values.get(number)
    }

    /// Takes the value under a number that is due at this time.
    pub(crate) fn remove(&mut self, at: Instant, number: u32) -> Option<T> {
        self.order.remove(at, number);
        self.values.remove(number)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_due_first_comes_first() {
        let mut agenda = Agenda::default();
        for (at, number) in [(5, 1), (-2, 9), (5, 0), (7, 3)] {
            agenda.insert(Instant(at), number, number * 10);
        }
        assert_eq!(agenda.first(), Some((Instant(-2), &90)));
        assert_eq!(agenda.remove(Instant(5), 0), Some(0));
        assert_eq!(std::iter::from_fn(|| agenda.pop_due(Instant(6))).collect::<Vec<_>>(), [90, 10]);
        assert_eq!((agenda.first_at(), agenda.get(3)), (Instant(7), Some(&30)));
    }
}
