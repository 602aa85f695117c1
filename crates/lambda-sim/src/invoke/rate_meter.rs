//! A rate of which a second's worth may be used at once, for requests that have a size: the time that each takes up is added up.

use crate::units::{Instant, Micros};

const SECOND: Micros = Micros(1_000_000);

/// The time until which the rate has been spent.
#[derive(Clone, Copy, Debug)]
pub(super) struct RateMeter(Instant);

impl Default for RateMeter {
    fn default() -> Self {
        Self(Instant(i64::MIN / 2))
    }
}

impl RateMeter {
    /// When something may be taken that takes up so much time.
    pub fn free_at(self, cost: Micros) -> Instant {
        self.0 + cost - SECOND.max(cost)
    }

    /// It is taken now.
    pub fn takes(&mut self, cost: Micros, now: Instant) {
        self.0 = self.0.max(now) + cost;
    }
}

/// The time that `amount` takes up at `rate` a second, a microsecond begun counting as one.
pub(super) fn cost(amount: u64, rate: f64) -> Micros {
    Micros((amount as f64 * 1e6 / rate).ceil() as u64)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_was_not_used_for_a_second_passes_at_once() {
        let (mut pace, each) = (RateMeter::default(), cost(1, 300.0));
        let mut passed = [0; 3];
        for now in (0..3_000_000).step_by(100).map(Instant) {
            if pace.free_at(each) <= now {
                pace.takes(each, now);
                passed[(now.0 / 1_000_000) as usize] += 1;
            }
        }
        assert_eq!(passed, [599, 300, 300]);
        // What is larger than a second's worth passes when nothing is owed.
        let large = Micros(5_000_000);
        assert_eq!(pace.free_at(large), pace.0);
    }
}
