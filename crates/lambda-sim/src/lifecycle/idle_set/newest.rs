//! A priority queue for entries of which the greatest come and go while the others stay.

use std::collections::BinaryHeap;

/// How far from the end of the sorted part an entry may be put in.
const NEAR: usize = 32;

/// Gives the greatest entry first. If the newest environment serves, those that come back are mostly newer than all that are
/// idle: the end of a sorted list is where they belong, and found without the branches of a heap, which no processor predicts.
#[derive(Clone, Debug)]
pub(super) struct NewestFirst<T> {
    /// Ascending.
    sorted: Vec<T>,
    /// What would have to be put in further ahead.
    rest: BinaryHeap<T>,
}

impl<T: Ord> Default for NewestFirst<T> {
    fn default() -> Self {
        Self { sorted: Vec::new(), rest: BinaryHeap::new() }
    }
}

impl<T: Ord + Copy> NewestFirst<T> {
    pub(super) fn len(&self) -> usize {
        self.sorted.len() + self.rest.len()
    }

    #[inline]
    pub(super) fn push(&mut self, entry: T) {
        let greater = self.sorted.iter().rev().take(NEAR).take_while(|other| **other > entry).count();
        if greater == NEAR {
            self.rest.push(entry);
        } else {
            self.sorted.insert(self.sorted.len() - greater, entry);
        }
    }

    #[inline]
    pub(super) fn pop(&mut self) -> Option<T> {
        match self.rest.peek() {
            Some(greatest) if self.sorted.last().is_none_or(|last| last < greatest) => self.rest.pop(),
            _ => self.sorted.pop(),
        }
    }

    pub(super) fn retain(&mut self, mut keeps: impl FnMut(&T) -> bool) {
        self.sorted.retain(&mut keeps);
        self.rest.retain(keeps);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn it_gives_the_order_of_a_heap() {
        let (mut newest, mut heap) = (NewestFirst::default(), BinaryHeap::new());
        let mut state = 7_u64;
        for round in 0..20_000_u64 {
            state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
            let value = state >> 40;
            // Grows to some thousands, then shrinks.
            if (state >> 33) % 10 < if round < 10_000 { 7 } else { 3 } {
                newest.push(value);
                heap.push(value);
            } else {
                assert_eq!(newest.pop(), heap.pop());
            }
            if round == 5_000 {
                newest.retain(|value| value % 3 > 0);
                heap.retain(|value| value % 3 > 0);
            }
            assert_eq!(newest.len(), heap.len());
        }
        assert!(std::iter::from_fn(|| newest.pop()).eq(std::iter::from_fn(|| heap.pop())));
    }
}
