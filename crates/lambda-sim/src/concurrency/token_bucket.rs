//! Rates as token buckets, in integers: a bucket is a pure function of the times at which tokens were taken.

use crate::units::Instant;

/// A bucket of tokens that refills continuously up to its capacity. Counts in shares of a token so small that every refill
/// by a microsecond is a whole number.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TokenBucket {
    /// Shares that one token has.
    per_token: u64,
    /// Shares that a microsecond adds.
    per_micro: u64,
    capacity: u64,
    level: u64,
    updated: Instant,
}

impl TokenBucket {
    /// A full bucket that gains `tokens` every `seconds`, and never holds more than `capacity` tokens.
    #[must_use]
    pub fn new(tokens: u64, seconds: u64, capacity: u64, now: Instant) -> Self {
        let per_token = seconds.max(1) * 1_000_000;
        let capacity = capacity.saturating_mul(per_token);
        Self { per_token, per_micro: tokens, capacity, level: capacity, updated: now }
    }

    /// A bucket that lets `rate` a second pass, and `burst_s` seconds' worth of it (at least one) at once (rule C9).
    #[must_use]
    pub fn per_second(rate: u64, burst_s: f64, now: Instant) -> Self {
        Self::new(rate, 1, ((rate as f64 * burst_s) as u64).max(1), now)
    }

    /// Takes a token if there is one.
    #[inline]
    pub fn take(&mut self, now: Instant) -> bool {
        let elapsed = now.since(self.updated).0;
        self.updated = self.updated.max(now);
        self.level = self.level.saturating_add(elapsed.saturating_mul(self.per_micro)).min(self.capacity);
        if self.level < self.per_token {
            return false;
        }
        self.level -= self.per_token;
        true
    }

    /// What it gains in the time it was given for, in tokens.
    #[must_use]
    pub const fn rate(&self) -> u64 {
        self.per_micro
    }
}

/// A request rate that begins at `start` a second and grows evenly by `growth` a second every second from the first request
/// on (rule Q4, second half), with one second's worth at once.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct GrowingRate {
    start: u64,
    growth: u64,
    /// Tokens in units of 10⁻¹², so that a rate growing by the microsecond adds whole numbers. Twice the true value, since
    /// the area under a rising line has a half in it.
    level: u128,
    first: Option<Instant>,
    updated: Instant,
}

impl GrowingRate {
    const PER_TOKEN: u128 = 2_000_000_000_000;

    /// A rate of `start` a second that grows by `growth` a second every second.
    #[must_use]
    pub const fn new(start: u64, growth: u64) -> Self {
        Self { start, growth, level: 0, first: None, updated: Instant::ZERO }
    }

    /// Takes a token if there is one.
    pub fn take(&mut self, now: Instant) -> bool {
        let Some(first) = self.first else {
            self.first = Some(now);
            self.updated = now;
            self.level = (u128::from(self.start) * Self::PER_TOKEN).saturating_sub(Self::PER_TOKEN);
            return self.start > 0;
        };
        let (from, to) = (u128::from(self.updated.since(first).0), u128::from(now.since(first).0));
        let gained =
            2 * 1_000_000 * u128::from(self.start) * (to - from) + u128::from(self.growth) * (to * to - from * from);
        self.updated = self.updated.max(now);
        self.level = (self.level + gained).min(u128::from(self.rate(now)) * Self::PER_TOKEN);
        if self.level < Self::PER_TOKEN {
            return false;
        }
        self.level -= Self::PER_TOKEN;
        true
    }

    /// The rate that has been reached, in requests a second.
    #[must_use]
    pub fn rate(&self, now: Instant) -> u64 {
        let elapsed = self.first.map_or(0, |first| now.since(first).0);
        self.start + (u128::from(self.growth) * u128::from(elapsed) / 1_000_000) as u64
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_second_of_worth_passes_at_once_and_then_the_rate() {
        let mut bucket = TokenBucket::per_second(100, 1.0, Instant::ZERO);
        let at_once = (0..500).filter(|_| bucket.take(Instant::ZERO)).count();
        let later = (1..=2_000_000_i64).step_by(1_000).filter(|&t| bucket.take(Instant(t))).count();
        assert_eq!((at_once, later), (100, 199));
    }

    #[test]
    fn nothing_accrues_above_the_capacity() {
        let mut bucket = TokenBucket::new(1_000, 10, 1_000, Instant::ZERO);
        let now = Instant::from_secs(3_600);
        assert_eq!((0..5_000).filter(|_| bucket.take(now)).count(), 1_000);
        assert!(!bucket.take(now + crate::units::Micros(9_999)));
        assert!(bucket.take(now + crate::units::Micros(10_000)));
    }

    #[test]
    fn the_growing_rate_lets_more_in_each_second() {
        let mut rate = GrowingRate::new(10_000, 1_000);
        let offered = 100_000_i64;
        let mut passed = [0_u64; 4];
        for k in 0..offered * 4 {
            let now = Instant(k * 1_000_000 / offered);
            if rate.take(now) {
                passed[(now.0 / 1_000_000) as usize] += 1;
            }
        }
        // The first second has the bucket's content besides; then the mean rate of each second passes.
        for (second, &count) in passed.iter().enumerate() {
            let bucket = if second == 0 { 10_000 } else { 0 };
            let expected = 10_500 + 1_000 * second as u64 + bucket;
            assert!(count.abs_diff(expected) <= 1, "second {second}: {count} instead of {expected}");
        }
        assert_eq!(rate.rate(Instant::from_secs(4)), 14_000);
    }
}
