//! What an SDK's adaptive mode adds: a limiter in the client that holds attempts back once the service has throttled (rule S3).
//!
//! ```text
//!   answers ──► rate measured ──► after a throttle 0.7 of it, then back along a cubic curve, at most twice what is measured
//!                                                      │
//!   attempts ──────────► in order, one for a token ◄───┘ tokens a second
//! ```
//! The algorithm and its numbers are botocore's (`retries/adaptive.py`, `throttling.py`, `bucket.py`).

use super::batch::WakeTimer;
use super::{Actions, Attempt, Moment};
use crate::assumptions::{Constant, Constants};
use crate::units::{Instant, Micros};
use std::collections::VecDeque;

/// What rounding may leave of a token that is there.
const ALMOST: f64 = 1e-6;

/// The limiter of one client object.
#[derive(Clone, Debug)]
pub(super) struct Limiter {
    /// Whether anything was throttled so far; before that it lets all pass.
    is_enabled: bool,
    measured: MeasuredRate,
    curve: Curve,
    tokens: Tokens,
    held: VecDeque<Attempt>,
    alarm: WakeTimer,
}

/// How many attempts a second were answered, smoothed over half seconds.
#[derive(Clone, Copy, Debug)]
struct MeasuredRate {
    smoothing: f64,
    rate: f64,
    count: f64,
    /// The half second that was measured last, by its beginning in s.
    last: Option<f64>,
}

/// The rate since the last throttle: up to what it was then, flat around that, and beyond.
#[derive(Clone, Copy, Debug)]
struct Curve {
    scale: f64,
    beta: f64,
    most: f64,
    /// When the rate is back at that, in s after the throttle.
    back: f64,
    throttled: Instant,
}

#[derive(Clone, Copy, Debug)]
struct Tokens {
    least_rate: f64,
    rate: f64,
    capacity: f64,
    level: f64,
    updated: Option<Instant>,
}

impl MeasuredRate {
    fn record(&mut self, now: Instant) -> f64 {
        let seconds = now.0 as f64 / 1e6;
        let half = (seconds * 2.0).floor() / 2.0;
        let last = *self.last.get_or_insert(seconds.floor());
        self.count += 1.0;
        if half > last {
            self.rate = self.count / (half - last) * self.smoothing + self.rate * (1.0 - self.smoothing);
            self.count = 0.0;
            self.last = Some(half);
        }
        self.rate
    }
}

impl Curve {
    /// The rate after a good answer.
    fn rises(&self, now: Instant) -> f64 {
        let past = now.since(self.throttled).0 as f64 / 1e6 - self.back;
        self.scale * past * past * past + self.most
    }

    /// The rate after a throttle at `rate`.
    fn falls(&mut self, rate: f64, now: Instant) -> f64 {
        self.most = rate;
        self.back = libm::cbrt(rate * (1.0 - self.beta) / self.scale);
        self.throttled = now;
        rate * self.beta
    }
}

impl Tokens {
    fn refill(&mut self, now: Instant) {
        let updated = *self.updated.get_or_insert(now);
        self.level = (self.level + now.since(updated).0 as f64 / 1e6 * self.rate).min(self.capacity);
        self.updated = Some(now);
    }

    fn set_rate(&mut self, rate: f64, now: Instant) {
        self.refill(now);
        self.rate = rate.max(self.least_rate);
        self.capacity = rate.max(1.0);
        self.level = self.level.min(self.capacity);
    }

    fn take(&mut self, now: Instant) -> bool {
        self.refill(now);
        let is_there = self.level >= 1.0 - ALMOST;
        if is_there {
            self.level -= 1.0;
        }
        is_there
    }

    /// When there will be one at this rate.
    fn next_at(&self, now: Instant) -> Instant {
        now + Micros(((1.0 - self.level) / self.rate * 1e6).ceil().max(1.0) as u64)
    }
}

impl Limiter {
    /// A limiter that lets all pass.
    pub fn new(constants: &Constants) -> Self {
        Self {
            is_enabled: false,
            measured: MeasuredRate {
                smoothing: constants.get(Constant::AdaptiveSmoothing),
                rate: 0.0,
                count: 0.0,
                last: None,
            },
            curve: Curve {
                scale: constants.get(Constant::AdaptiveScale),
                beta: constants.get(Constant::AdaptiveBeta),
                most: 0.0,
                back: 0.0,
                throttled: Instant::ZERO,
            },
            tokens: Tokens {
                least_rate: constants.get(Constant::AdaptiveLeastRate),
                rate: 1.0,
                capacity: 1.0,
                level: 0.0,
                updated: None,
            },
            held: VecDeque::new(),
            alarm: WakeTimer::default(),
        }
    }

    /// The client wants to make an attempt.
    pub fn on_arrival(&mut self, attempt: Attempt, moment: &Moment, actions: &mut Actions) {
        if !self.is_enabled || self.held.is_empty() && self.tokens.take(moment.now) {
            return actions.send(attempt);
        }
        actions.hold(&attempt, moment.now);
        self.held.push_back(attempt);
        self.asks(moment.now, actions);
    }

    /// An attempt was answered.
    pub fn on_answer(&mut self, is_throttle: bool, moment: &Moment, actions: &mut Actions) {
        let now = moment.now;
        let measured = self.measured.record(now);
        let rate = if is_throttle {
            let sent = if self.is_enabled { measured.min(self.tokens.rate) } else { measured };
            self.is_enabled = true;
            self.curve.falls(sent, now)
        } else {
            self.curve.rises(now)
        };
        self.tokens.set_rate(rate.min(2.0 * measured), now);
        self.on_wake(moment, actions);
    }

    /// Sends what there are tokens for.
    pub fn on_wake(&mut self, moment: &Moment, actions: &mut Actions) {
        self.alarm.rings(moment.now);
        if moment.is_over || self.held.is_empty() {
            return;
        }
        while !self.held.is_empty() && self.tokens.take(moment.now) {
            if let Some(attempt) = self.held.pop_front() {
                actions.release(attempt, moment.now);
            }
        }
        self.asks(moment.now, actions);
    }

    fn asks(&mut self, now: Instant, actions: &mut Actions) {
        if !self.held.is_empty() {
            self.alarm.set(self.tokens.next_at(now), actions);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn limiter() -> Limiter {
        Limiter::new(&Constants::default())
    }

    #[test]
    fn the_rate_is_measured_in_half_seconds_and_smoothed() {
        let mut measured = limiter().measured;
        // Ten a second from 100.0 s on: the first half second that ends is measured from the full second before.
        let rates: Vec<f64> = (0..16).map(|tenth| measured.record(Instant(100_000_000 + tenth * 100_000))).collect();
        assert_eq!(rates[..5], [0.0; 5]);
        assert!((rates[5] - 9.6).abs() < 1e-9, "{}", rates[5]);
        assert!((rates[10] - (8.0 + 0.2 * 9.6)).abs() < 1e-9, "{}", rates[10]);
    }

    #[test]
    fn the_curve_begins_at_seven_tenths_and_is_back_after_its_cube_root() {
        let mut curve = limiter().curve;
        let throttled = Instant::from_secs(10);
        assert_eq!(curve.falls(100.0, throttled), 70.0);
        // k = (100 · 0.3 / 0.4)^⅓ = 4.217 s.
        assert!((curve.back - 4.217_163).abs() < 1e-6, "{}", curve.back);
        assert!((curve.rises(throttled) - 70.0).abs() < 1e-9);
        assert!((curve.rises(Instant(14_217_163)) - 100.0).abs() < 1e-9);
        assert!((curve.rises(Instant::from_secs(20)) - (100.0 + 0.4 * 5.782_837 * 5.782_837 * 5.782_837)).abs() < 1e-3);
    }

    #[test]
    fn tokens_come_at_half_a_second_at_the_least() {
        let mut tokens = limiter().tokens;
        tokens.set_rate(0.0, Instant::ZERO);
        assert!(!tokens.take(Instant::ZERO));
        assert_eq!(tokens.next_at(Instant::ZERO), Instant::from_secs(2));
        assert!(tokens.take(Instant::from_secs(2)) && !tokens.take(Instant::from_secs(2)));
        // What is not used is kept up to a second's worth.
        tokens.set_rate(10.0, Instant::from_secs(2));
        let later = Instant::from_secs(60);
        assert_eq!((0..50).filter(|_| tokens.take(later)).count(), 10);
    }
}
