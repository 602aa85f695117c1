//! A queue of what has its time, which knows when the next is due.

use crate::units::Instant;
use std::cmp::Reverse;
use std::collections::BinaryHeap;

/// Something that is due at a time.
pub(super) trait Timed {
    /// When.
    fn at(&self) -> Instant;
}

/// A priority queue whose order begins with the time. Between two events the loop compares the queues' next times only, so each
/// keeps its own at hand.
#[derive(Clone, Debug)]
pub(super) struct Queue<T> {
    heap: BinaryHeap<Reverse<T>>,
    next_at: Instant,
}

impl<T: Ord> Default for Queue<T> {
    fn default() -> Self {
        Self { heap: BinaryHeap::new(), next_at: Instant::NEVER }
    }
}

impl<T: Ord + Timed> Queue<T> {
    /// When the next is due; [`Instant::NEVER`] if there is none.
    #[inline]
    pub(super) const fn next_at(&self) -> Instant {
        self.next_at
    }

    pub(super) fn is_empty(&self) -> bool {
        self.heap.is_empty()
    }

    pub(super) fn len(&self) -> usize {
        self.heap.len()
    }

    #[inline]
    pub(super) fn peek(&self) -> Option<&T> {
        self.heap.peek().map(|Reverse(next)| next)
    }

    /// All, in no particular order.
    pub(super) fn iter(&self) -> impl Iterator<Item = &T> {
        self.heap.iter().map(|Reverse(item)| item)
    }

    #[inline]
    pub(super) fn push(&mut self, item: T) {
        self.next_at = self.next_at.min(item.at());
        self.heap.push(Reverse(item));
    }

    #[inline]
    pub(super) fn pop(&mut self) -> Option<T> {
        let Reverse(next) = self.heap.pop()?;
        self.find_next();
        Some(next)
    }

    /// Keeps those that satisfy a predicate.
    pub(super) fn retain(&mut self, mut keeps: impl FnMut(&T) -> bool) {
        self.heap.retain(|Reverse(item)| keeps(item));
        self.find_next();
    }

    #[inline]
    fn find_next(&mut self) {
        self.next_at = self.peek().map_or(Instant::NEVER, Timed::at);
    }
}
