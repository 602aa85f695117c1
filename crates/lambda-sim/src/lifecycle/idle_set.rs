//! Which of several idle environments serves next (rule L3).
//!
//! Entries are not removed when an environment leaves the set some other way; they are recognised as stale by their period
//! and passed over. When stale ones outnumber the rest, the set is swept.

mod newest;

use super::{Environment, Stage};
use crate::scenario::EnvironmentChoice;
use crate::trace::EnvironmentId;
use newest::NewestFirst;
use std::collections::VecDeque;

/// The environments of one pool that are in one stage.
#[derive(Clone, Debug)]
pub struct IdleSet {
    stage: Stage,
    /// Live entries.
    len: usize,
    order: Order,
}

/// An environment and its period, in one number that sorts by environment.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
struct Entry(u64);

impl Entry {
    const fn new(environment: EnvironmentId, period: u32) -> Self {
        Self((environment.0 as u64) << 32 | period as u64)
    }

    const fn environment(self) -> EnvironmentId {
        EnvironmentId((self.0 >> 32) as u32)
    }

    const fn period(self) -> u32 {
        self.0 as u32
    }
}

#[derive(Clone, Debug)]
enum Order {
    MostRecent(Vec<Entry>),
    Newest(NewestFirst<Entry>),
    LeastRecent(VecDeque<Entry>),
    Random(Vec<Entry>),
}

impl IdleSet {
    /// An empty set of environments in this stage, served in this order.
    #[must_use]
    pub fn new(stage: Stage, choice: EnvironmentChoice) -> Self {
        let order = match choice {
            EnvironmentChoice::MostRecent => Order::MostRecent(Vec::new()),
            EnvironmentChoice::Newest => Order::Newest(NewestFirst::default()),
            EnvironmentChoice::LeastRecent => Order::LeastRecent(VecDeque::new()),
            EnvironmentChoice::Random => Order::Random(Vec::new()),
        };
        Self { stage, len: 0, order }
    }

    /// How many environments are in it.
    #[must_use]
    pub const fn len(&self) -> usize {
        self.len
    }

    /// Whether there is none.
    #[must_use]
    pub const fn is_empty(&self) -> bool {
        self.len == 0
    }

    /// Puts in an environment that has just reached the stage.
    #[inline]
    pub fn insert(&mut self, id: EnvironmentId, environments: &[Environment]) {
        let entry = Entry::new(id, environments[id.index()].period);
        self.len += 1;
        match &mut self.order {
            Order::MostRecent(entries) | Order::Random(entries) => entries.push(entry),
            Order::Newest(entries) => entries.push(entry),
            Order::LeastRecent(entries) => entries.push_back(entry),
        }
        if self.entries() > 2 * self.len + 64 {
            self.sweep(environments);
        }
    }

    /// Takes out the one that serves next; `random` gives a draw in [0, 1) where the choice needs one.
    #[inline]
    pub fn take(&mut self, environments: &[Environment], random: impl FnOnce() -> f64) -> Option<EnvironmentId> {
        if self.len == 0 {
            return None;
        }
        let stage = self.stage;
        let is_live = |entry: &Entry| is_live(entry, stage, environments);
        let entry = match &mut self.order {
            Order::MostRecent(entries) => loop {
                let entry = entries.pop()?;
                if is_live(&entry) {
                    break entry;
                }
            },
            Order::Newest(entries) => loop {
                let entry = entries.pop()?;
                if is_live(&entry) {
                    break entry;
                }
            },
            Order::LeastRecent(entries) => loop {
                let entry = entries.pop_front()?;
                if is_live(&entry) {
                    break entry;
                }
            },
            Order::Random(entries) => {
                if entries.len() > self.len {
                    entries.retain(is_live);
                }
                let index = (random() * entries.len() as f64) as usize;
                entries.swap_remove(index.min(entries.len().checked_sub(1)?))
            }
        };
        self.len -= 1;
        Some(entry.environment())
    }

    /// Counts out an environment that left the stage by itself.
    pub const fn left(&mut self) {
        self.len = self.len.saturating_sub(1);
    }

    fn entries(&self) -> usize {
        match &self.order {
            Order::MostRecent(entries) | Order::Random(entries) => entries.len(),
            Order::Newest(entries) => entries.len(),
            Order::LeastRecent(entries) => entries.len(),
        }
    }

    fn sweep(&mut self, environments: &[Environment]) {
        let stage = self.stage;
        let is_live = |entry: &Entry| is_live(entry, stage, environments);
        match &mut self.order {
            Order::MostRecent(entries) | Order::Random(entries) => entries.retain(is_live),
            Order::Newest(entries) => entries.retain(is_live),
            Order::LeastRecent(entries) => entries.retain(is_live),
        }
    }
}

fn is_live(entry: &Entry, stage: Stage, environments: &[Environment]) -> bool {
    let environment = &environments[entry.environment().index()];
    environment.stage == stage && environment.period == entry.period()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::chance::Stream;
    use crate::trace::PoolId;
    use crate::units::Instant;

    fn fleet(count: u32) -> Vec<Environment> {
        (0..count)
            .map(|ordinal| {
                let mut environment =
                    Environment::new(PoolId(0), Stream::named(&["f"]), ordinal, false, Instant::NEVER);
                environment.stage = Stage::Idle;
                environment
            })
            .collect()
    }

    fn order_of(choice: EnvironmentChoice, inserted: [u32; 4]) -> Vec<u32> {
        let environments = fleet(4);
        let mut set = IdleSet::new(Stage::Idle, choice);
        for id in inserted {
            set.insert(EnvironmentId(id), &environments);
        }
        std::iter::from_fn(|| set.take(&environments, || 0.0)).map(|id| id.0).collect()
    }

    #[test]
    fn each_choice_has_its_order() {
        assert_eq!(order_of(EnvironmentChoice::MostRecent, [2, 0, 3, 1]), [1, 3, 0, 2]);
        assert_eq!(order_of(EnvironmentChoice::LeastRecent, [2, 0, 3, 1]), [2, 0, 3, 1]);
        assert_eq!(order_of(EnvironmentChoice::Newest, [2, 0, 3, 1]), [3, 2, 1, 0]);
        let mut random = order_of(EnvironmentChoice::Random, [2, 0, 3, 1]);
        random.sort_unstable();
        assert_eq!(random, [0, 1, 2, 3]);
    }

    #[test]
    fn an_environment_that_left_is_passed_over_and_swept() {
        for choice in EnvironmentChoice::ALL {
            let mut environments = fleet(2);
            let mut set = IdleSet::new(Stage::Idle, choice);
            set.insert(EnvironmentId(0), &environments);
            set.insert(EnvironmentId(1), &environments);
            environments[1].stage = Stage::Gone;
            set.left();
            assert_eq!(set.take(&environments, || 0.9), Some(EnvironmentId(0)));
            assert_eq!(set.take(&environments, || 0.9), None);
            for _ in 0..1_000 {
                environments[0].period += 1;
                set.insert(EnvironmentId(0), &environments);
                set.left();
            }
            assert!(set.entries() <= 100, "{choice:?} keeps {} stale entries", set.entries());
        }
    }
}
