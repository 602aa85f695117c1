//! Something that is due at a time for an environment, in one number: the queues compare nothing else.

use crate::trace::EnvironmentId;
use crate::units::Instant;
use std::cmp::Ordering;

/// A time and an environment. The greatest is the one that is due first: the earliest time, then the lowest environment, so
/// that a [`std::collections::BinaryHeap`] gives them in order.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Due(u128);

impl Due {
    pub(super) const fn new(at: Instant, environment: EnvironmentId) -> Self {
        // With its sign bit turned, a signed time sorts as an unsigned one.
        let time = (at.0 as u64) ^ (1 << 63);
        Self((time as u128) << 32 | environment.0 as u128)
    }

    pub(super) const fn at(self) -> Instant {
        Instant(((self.0 >> 32) as u64 ^ (1 << 63)) as i64)
    }

    pub(super) const fn environment(self) -> EnvironmentId {
        EnvironmentId(self.0 as u32)
    }
}

impl PartialOrd for Due {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl Ord for Due {
    fn cmp(&self, other: &Self) -> Ordering {
        other.0.cmp(&self.0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_earliest_and_then_the_lowest_is_the_greatest() {
        let due = |at: i64, environment: u32| Due::new(Instant(at), EnvironmentId(environment));
        let mut queue =
            std::collections::BinaryHeap::from([due(5, 0), due(-3, 7), due(-3, 2), due(i64::MAX, 1), due(0, 9)]);
        let order: Vec<(i64, u32)> =
            std::iter::from_fn(|| queue.pop()).map(|due| (due.at().0, due.environment().0)).collect();
        assert_eq!(order, [(-3, 2), (-3, 7), (0, 9), (5, 0), (i64::MAX, 1)]);
    }
}
