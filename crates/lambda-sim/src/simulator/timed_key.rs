//! Something that is due at a time for an environment, in one number: the queues compare nothing else.

use super::queue::Timed;
use crate::trace::{EnvironmentId, InvocationId};
use crate::units::Instant;

/// A time, an environment and, if it is an end, the invocation that ends in it; ordered by these.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct TimedKey(u128);

impl TimedKey {
    /// The end of an invocation.
    pub(super) const fn ending(at: Instant, environment: EnvironmentId, invocation: InvocationId) -> Self {
        // With its sign bit turned, a signed time sorts as an unsigned one.
        let time = (at.0 as u64) ^ (1 << 63);
        Self((time as u128) << 64 | (environment.0 as u128) << 32 | invocation.0 as u128)
    }

    /// The deadline of an environment.
    pub(super) const fn deadline(at: Instant, environment: EnvironmentId) -> Self {
        Self::ending(at, environment, InvocationId(0))
    }

    pub(super) const fn environment(self) -> EnvironmentId {
        EnvironmentId((self.0 >> 32) as u32)
    }

    pub(super) const fn invocation(self) -> InvocationId {
        InvocationId(self.0 as u32)
    }
}

impl Timed for TimedKey {
    #[inline]
    fn at(&self) -> Instant {
        Instant(((self.0 >> 64) as u64 ^ (1 << 63)) as i64)
    }
}

#[cfg(test)]
mod tests {
    use super::super::queue::Queue;
    use super::*;

    #[test]
    fn the_earliest_and_then_the_lowest_comes_first() {
        let due = |at: i64, environment: u32, invocation: u32| {
            TimedKey::ending(Instant(at), EnvironmentId(environment), InvocationId(invocation))
        };
        let mut queue = Queue::default();
        for (at, environment, invocation) in
            [(5, 0, 9), (-3, 7, 0), (-3, 2, 8), (-3, 2, 3), (i64::MAX, 1, 1), (0, u32::MAX, u32::MAX)]
        {
            queue.push(due(at, environment, invocation));
        }
        assert_eq!(queue.next_at(), Instant(-3));
        let order: Vec<(i64, u32, u32)> = std::iter::from_fn(|| queue.pop())
            .map(|due| (due.at().0, due.environment().0, due.invocation().0))
            .collect();
        assert_eq!(order, [(-3, 2, 3), (-3, 2, 8), (-3, 7, 0), (0, u32::MAX, u32::MAX), (5, 0, 9), (i64::MAX, 1, 1)]);
    }
}
