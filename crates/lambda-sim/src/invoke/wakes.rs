//! What is due at a time: a list in order of time and number, from which anything can be taken out again.

use crate::units::Instant;
use std::collections::BTreeMap;

/// Values by when they are due and a number.
#[derive(Clone, Debug)]
pub(super) struct Wakes<T = ()>(BTreeMap<(Instant, u32), T>);

impl<T> Default for Wakes<T> {
    fn default() -> Self {
        Self(BTreeMap::new())
    }
}

impl<T> Wakes<T> {
    pub fn insert(&mut self, at: Instant, number: u32, value: T) {
        self.0.insert((at, number), value);
    }

    pub fn remove(&mut self, at: Instant, number: u32) -> Option<T> {
        self.0.remove(&(at, number))
    }

    /// When the first is due; [`Instant::NEVER`] if there is none.
    pub fn first_at(&self) -> Instant {
        self.0.first_key_value().map_or(Instant::NEVER, |((at, _), _)| *at)
    }

    /// The number of the first.
    pub fn first_number(&self) -> Option<u32> {
        self.0.first_key_value().map(|((_, number), _)| *number)
    }

    /// Takes the first.
    pub fn pop(&mut self) -> Option<(u32, T)> {
        self.0.pop_first().map(|((_, number), value)| (number, value))
    }

    /// Takes the first, if it is due.
    pub fn pop_due(&mut self, now: Instant) -> Option<(u32, T)> {
        if self.first_at() > now { None } else { self.pop() }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_due_first_comes_first() {
        let mut wakes = Wakes::default();
        for (at, number) in [(5, 1), (-2, 9), (5, 0), (7, 3)] {
            wakes.insert(Instant(at), number, number * 10);
        }
        assert_eq!((wakes.first_at(), wakes.first_number()), (Instant(-2), Some(9)));
        assert_eq!(wakes.remove(Instant(5), 0), Some(0));
        assert_eq!(std::iter::from_fn(|| wakes.pop_due(Instant(6))).collect::<Vec<_>>(), [(9, 90), (1, 10)]);
        assert_eq!((wakes.first_at(), wakes.pop(), wakes.pop()), (Instant(7), Some((3, 30)), None));
    }
}
