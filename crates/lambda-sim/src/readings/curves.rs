//! Requests in flight over a window, and the limits on them, in buckets of a device pixel.
//!
//! A bucket keeps the highest level in it, as it was made up at that moment, the mean, and for how much of it the level
//! stood at the limit that binds. Buckets begin at multiples of their width, so that they do not flicker while one pans.

mod levels;

use super::Window;
use super::in_flight::{EndTimes, Sweep};
use crate::trace::{FunctionId, SettingKind, Trace};
use crate::units::Instant;
use levels::Levels;
pub(super) use levels::peaks;

/// What stands for "no limit" in [`Limits::value`].
pub const NO_LIMIT: u32 = u32::MAX;

/// The most buckets of one answer: two of the widest screens.
const MAX_BUCKETS: f64 = 8_192.0;

/// The curves of one function, or of all.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Curves {
    /// Where the first bucket begins, in µs.
    pub origin: f64,
    /// How wide a bucket is, in µs.
    pub step: f64,
    /// The most in flight, by bucket: what of it ran on provisioned environments.
    pub peak_provisioned: Vec<u32>,
    /// And what ran on demand.
    pub peak_on_demand: Vec<u32>,
    /// The mean in flight on provisioned environments, by bucket.
    pub mean_provisioned: Vec<f32>,
    /// The mean in flight on demand.
    pub mean_on_demand: Vec<f32>,
    /// The share of the bucket at which the level stood at the limit that binds, 0 to 1.
    pub at_limit: Vec<f32>,
    /// Requests refused, by bucket.
    pub throttles: Vec<u32>,
    /// The limits, as steps.
    pub limits: Limits,
}

/// Limits over the window: each row holds until the next of its kind.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Limits {
    /// From when on, in µs; not before the window.
    pub at: Vec<f64>,
    /// A [`SettingKind`] as a number.
    pub kind: Vec<u8>,
    /// How many; [`NO_LIMIT`] where there is none.
    pub value: Vec<u32>,
}

impl Curves {
    /// Reads a window.
    #[must_use]
    pub fn of(trace: &Trace, ends: &EndTimes, window: &Window) -> Self {
        // Where there is one function, its limits are those of the view.
        let function = window.function.or_else(|| (trace.functions.len() == 1).then_some(FunctionId(0)));
        let (from, to) = (window.from.max(Instant::ZERO), window.to.min(trace.end()));
        if from >= to {
            return Self::default();
        }
        // Times are whole microseconds: a narrower bucket could hold no change, and would seem empty.
        let step = window.us_per_pixel().max(1.0).max(to.since(from).0 as f64 / MAX_BUCKETS);
        let origin = (from.0 as f64 / step).floor() * step;
        let buckets = (((to.0 as f64 - origin) / step).ceil() as usize).max(1);
        let limits = Limits::of(trace, from, to, function);
        let mut curves = Self {
            origin,
            step,
            peak_provisioned: vec![0; buckets],
            peak_on_demand: vec![0; buckets],
            mean_provisioned: vec![0.0; buckets],
            mean_on_demand: vec![0.0; buckets],
            at_limit: vec![0.0; buckets],
            throttles: vec![0; buckets],
            limits,
        };
        let binding = curves.limits.binding(function.is_some());
        let mut walk = curves.levels().walk(from, binding);
        Sweep::new(trace, ends, from, to, window.function).run(&mut |from, to, level| walk.hold(from, to, level));
        walk.finish();
        let refused = trace.throttles.partition_point(|row| row.at < from);
        let rows = (refused..trace.throttles.len()).map_while(|index| trace.throttles.get(index));
        for row in rows.take_while(|row| row.at < to) {
            if window.function.is_none_or(|function| trace.pools[row.pool.index()].function == function) {
                let bucket = curves.bucket(row.at.0 as f64);
                curves.throttles[bucket] += 1;
            }
        }
        curves
    }

    /// How many buckets there are.
    #[must_use]
    pub const fn len(&self) -> usize {
        self.peak_on_demand.len()
    }

    /// Whether there are none.
    #[must_use]
    pub const fn is_empty(&self) -> bool {
        self.peak_on_demand.is_empty()
    }

    /// The most in flight in a bucket.
    #[must_use]
    pub fn peak(&self, bucket: usize) -> u32 {
        let at = |column: &[u32]| column.get(bucket).copied().unwrap_or_default();
        at(&self.peak_provisioned) + at(&self.peak_on_demand)
    }

    /// The bucket of a time, in µs; the nearest one for a time outside.
    #[must_use]
    pub fn bucket(&self, at: f64) -> usize {
        (((at - self.origin) / self.step) as usize).min(self.len().saturating_sub(1))
    }

    fn levels(&mut self) -> Levels<'_> {
        Levels {
            origin: self.origin,
            step: self.step,
            peak_provisioned: &mut self.peak_provisioned,
            peak_on_demand: &mut self.peak_on_demand,
            mean_provisioned: &mut self.mean_provisioned,
            mean_on_demand: &mut self.mean_on_demand,
            at_limit: &mut self.at_limit,
        }
    }
}

impl Limits {
    /// What is in force at the beginning of the window, and every change in it. Of one function: its reserved concurrency or
    /// else the unreserved pool, and what is provisioned and ready. Of all: the account's limit, and all that is ready.
    fn of(trace: &Trace, from: Instant, to: Instant, function: Option<FunctionId>) -> Self {
        let mut limits = Self::default();
        let mut held = [None; SettingKind::ALL.len()];
        let mut ready = vec![0; trace.functions.len()];
        for row in trace.settings.iter().take_while(|row| row.at < to) {
            let (concerns, value) = match row.kind {
                SettingKind::ConcurrencyLimit | SettingKind::UnreservedPool => (true, row.value),
                SettingKind::Reserved => (function == Some(row.function), row.value),
                SettingKind::ProvisionedReady => {
                    if let Some(ready) = ready.get_mut(row.function.index()) {
                        *ready = row.value;
                    }
                    let all = ready.iter().fold(0_u32, |sum, ready| sum.saturating_add(*ready));
                    (function.is_none_or(|function| function == row.function), function.map_or(all, |_| row.value))
                }
                SettingKind::Provisioned => continue,
            };
            if !concerns {
                continue;
            }
            if row.at <= from {
                held[row.kind as usize] = Some(value);
                continue;
            }
            limits.begin_with(&mut held, from);
            limits.push(row.at, row.kind, value);
        }
        limits.begin_with(&mut held, from);
        limits
    }

    fn begin_with(&mut self, held: &mut [Option<u32>], from: Instant) {
        for (kind, held) in SettingKind::ALL.iter().zip(held) {
            if let Some(value) = held.take() {
                self.push(from, *kind, value);
            }
        }
    }

    fn push(&mut self, at: Instant, kind: SettingKind, value: u32) {
        self.at.push(at.0 as f64);
        self.kind.push(kind as u8);
        self.value.push(value);
    }

    /// The steps of one kind: from when on, and how many.
    pub fn steps(&self, kind: SettingKind) -> impl Iterator<Item = (f64, u32)> + '_ {
        let rows = self.kind.iter().zip(self.at.iter().zip(&self.value));
        rows.filter(move |(row, _)| **row == kind as u8).map(|(_, (at, value))| (*at, *value))
    }

    /// The limit that the sum in flight is compared with: a function's reserved concurrency where it has any, else the
    /// account's.
    fn binding(&self, one_function: bool) -> Vec<(f64, u32)> {
        let reserved: Vec<(f64, u32)> = self.steps(SettingKind::Reserved).collect();
        let binds = one_function && reserved.iter().any(|(_, value)| *value != NO_LIMIT);
        if binds { reserved } else { self.steps(SettingKind::ConcurrencyLimit).collect() }
    }
}

#[cfg(test)]
mod tests;
