//! How many batches of a standard queue an event source mapping runs at once (rules B1–B3, B7).

use super::rate_meter::{RateMeter, cost};
use super::sizes::BYTES_PER_MB;
use crate::assumptions::{Constant, Constants};
use crate::scenario::{ScalingRule, Sqs};
use crate::units::{Instant, Micros};

/// Messages that one poll can bring.
const MESSAGES_PER_POLL: u64 = 10;

/// How much of their rate provisioned pollers can use at once.
const POLL_BURST: Micros = Micros(1_000_000);

/// The concurrency of one mapping: what it may use, and what it uses.
#[derive(Clone, Debug)]
pub(super) struct Pollers {
    start: u32,
    maximum: u32,
    /// From one batch at once more to the next.
    growth: Micros,
    back_off: f64,
    floor: u32,
    idle: Micros,
    /// Batches at once of one provisioned poller; 0 where there are none.
    per_poller: u32,
    /// The number of provisioned pollers that was told last.
    told: u32,
    /// Batches that may run at once.
    level: u32,
    /// Batches that do.
    busy: u32,
    /// When the next one is added; never while no message remains.
    grows_at: Instant,
    last_cut: Option<Instant>,
    /// When it falls back to the start; never while there is something to do.
    resets_at: Instant,
    /// Provisioned pollers: when their rate is used up to (B3).
    paid_until: Option<Instant>,
    /// What has been moved, and what each provisioned poller, or else the mapping, moves in a second, in bytes.
    moved: RateMeter,
    rate: Option<f64>,
}

impl Pollers {
    /// The pollers of a mapping at the beginning.
    pub fn new(queue: &Sqs, rule: ScalingRule, constants: &Constants) -> Self {
        let get = |constant| constants.get(constant);
        let (start, maximum, per_minute) = match queue.provisioned_pollers {
            None => {
                let (maximum, growth) = match rule {
                    ScalingRule::PerFunction => (Constant::SqsConcurrencyMaximum, Constant::SqsConcurrencyGrowth),
                    ScalingRule::RegionalBurst => (Constant::SqsMaximumBefore2023, Constant::SqsGrowthBefore2023),
                };
                let maximum = (get(maximum) as u32).min(queue.maximum_concurrency.unwrap_or(u32::MAX));
                let start = (get(Constant::SqsConcurrencyStart) as u32).min(maximum);
                (start, maximum, get(growth))
            }
            Some(pollers) => {
                let each = get(Constant::ConcurrencyPerPoller) as u32;
                (pollers.minimum * each, pollers.maximum * each, get(Constant::ProvisionedPollerGrowth))
            }
        };
        Self {
            start,
            maximum,
            told: queue.provisioned_pollers.map_or(0, |pollers| pollers.minimum),
            per_poller: queue.provisioned_pollers.map_or(0, |_| get(Constant::ConcurrencyPerPoller) as u32),
            growth: if per_minute > 0.0 { Micros::from_secs_f64(60.0 / per_minute) } else { Micros::MAX },
            back_off: get(Constant::SqsBackOff),
            floor: (get(Constant::SqsBackOffFloor) as u32).min(maximum),
            idle: Micros::from_secs_f64(get(Constant::SqsIdle)),
            level: start,
            busy: 0,
            grows_at: Instant::NEVER,
            last_cut: None,
            resets_at: Instant::NEVER,
            paid_until: queue.provisioned_pollers.map(|_| Instant(i64::MIN)),
            moved: RateMeter::default(),
            rate: queue.provisioned_pollers.map(|_| get(Constant::PollerRate) * BYTES_PER_MB),
        }
    }

    /// Batches that may run at once now.
    #[cfg(test)]
    pub const fn level(&self) -> u32 {
        self.level
    }

    /// Provisioned pollers that run, never fewer than the minimum; 0 in the other mode (B3).
    pub fn provisioned(&self) -> u32 {
        if self.per_poller == 0 { 0 } else { self.level.max(self.start).div_ceil(self.per_poller) }
    }

    /// That number, where it is another one than last time; else 0.
    pub fn news(&mut self) -> u32 {
        let now = self.provisioned();
        if std::mem::replace(&mut self.told, now) == now { 0 } else { now }
    }

    /// Whether another batch may begin.
    pub const fn has_free(&self) -> bool {
        self.busy < self.level
    }

    /// Lets a mapping without provisioned pollers move at most so many MB a second (N1).
    pub fn moves(&mut self, mb_per_s: Option<f64>) {
        self.rate = self.rate.or(mb_per_s.map(|rate| rate * BYTES_PER_MB));
    }

    /// When the next poll is possible at all: provisioned pollers have rates, of which they can use a second's worth at once.
    pub fn may_poll_at(&self) -> Instant {
        let polls = self.paid_until.map_or(Instant(i64::MIN), |paid| paid - POLL_BURST.saturating_sub(self.per_poll()));
        polls.max(self.moved.free_at(Micros::ZERO))
    }

    /// From one poll to the next of provisioned pollers: they poll as often in a second as they run batches at once.
    fn per_poll(&self) -> Micros {
        Micros(1_000_000 / u64::from(self.level.max(1)))
    }

    /// A batch begins.
    pub const fn begins(&mut self) {
        self.busy += 1;
    }

    /// So many messages of so many bytes have been received for it.
    pub fn polled(&mut self, messages: usize, bytes: u64, now: Instant) {
        if let Some(paid) = self.paid_until {
            let polls = (messages as u64).div_ceil(MESSAGES_PER_POLL);
            self.paid_until = Some(paid.max(now) + Micros(polls * self.per_poll().0));
        }
        if let Some(rate) = self.rate.filter(|_| bytes > 0) {
            self.moved.takes(cost(bytes, rate * f64::from(self.provisioned().max(1))), now);
        }
    }

    /// A batch has ended.
    pub const fn ends(&mut self) {
        self.busy -= 1;
    }

    /// A batch sent at `sent` has failed or was throttled (B7, B8).
    pub fn failed(&mut self, sent: Instant, now: Instant) {
        if self.last_cut.is_some_and(|cut| sent <= cut) {
            return;
        }
        self.last_cut = Some(now);
        let cut = (f64::from(self.level) * self.back_off) as u32;
        self.level = cut.max(self.floor).min(self.level);
        if self.grows_at < Instant::NEVER {
            self.grows_at = now + self.growth;
        }
    }

    /// Time has passed: it grows, or falls back.
    pub fn advance_to(&mut self, now: Instant) {
        while self.grows_at <= now && self.level < self.maximum {
            self.level += 1;
            self.grows_at = self.grows_at + self.growth;
        }
        if self.resets_at <= now {
            self.level = self.start;
            self.resets_at = Instant::NEVER;
        }
    }

    /// What can be received has been: it grows while messages remain that its pollers cannot take, and falls back after a time
    /// without any.
    pub fn record_poll(&mut self, messages_remain: bool, now: Instant) {
        let lacks = messages_remain && (!self.has_free() || self.may_poll_at() > now);
        if !lacks || self.level >= self.maximum {
            self.grows_at = Instant::NEVER;
        } else if self.grows_at == Instant::NEVER {
            self.grows_at = now + self.growth;
        }
        if messages_remain || self.busy > 0 || self.level == self.start {
            self.resets_at = Instant::NEVER;
        } else if self.resets_at == Instant::NEVER {
            self.resets_at = now + self.idle;
        }
    }

    /// When time next matters.
    pub fn next_at(&self) -> Instant {
        self.grows_at.min(self.resets_at)
    }
}
