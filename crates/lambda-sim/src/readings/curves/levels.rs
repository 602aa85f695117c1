//! The level of requests in flight, gathered into buckets while a sweep goes over it.
//!
//! A million invocations are two million stretches, of which nearly all lie within one bucket: that case costs a few
//! additions of integers, and the division into buckets is done at their edges only.

use crate::readings::in_flight::{EndTimes, Level, Sweep};
use crate::trace::Trace;
use crate::units::{Instant, Micros};

/// Columns to fill, one cell a bucket.
pub(super) struct Levels<'a> {
    pub origin: f64,
    pub step: f64,
    pub peak_provisioned: &'a mut [u32],
    pub peak_on_demand: &'a mut [u32],
    pub mean_provisioned: &'a mut [f32],
    pub mean_on_demand: &'a mut [f32],
    pub at_limit: &'a mut [f32],
}

/// A walk over the buckets from left to right.
pub(super) struct Walk<'a> {
    levels: Levels<'a>,
    bucket: usize,
    /// Where the bucket ends, to the microsecond.
    edge: Instant,
    here: Gathered,
    limits: Vec<(f64, u32)>,
    limit: u32,
    limit_until: Instant,
}

/// What lies in the bucket at hand.
#[derive(Clone, Copy, Default)]
struct Gathered {
    peak: Level,
    /// Requests × µs.
    provisioned: u64,
    on_demand: u64,
    at_limit: u64,
}

impl<'a> Levels<'a> {
    /// Begins at a time, with limits as steps.
    pub(super) fn walk(self, from: Instant, limits: Vec<(f64, u32)>) -> Walk<'a> {
        let bucket = ((from.0 as f64 - self.origin) / self.step).max(0.0) as usize;
        let (limit, limit_until) = (u32::MAX, Instant(i64::MIN));
        let mut walk = Walk { levels: self, bucket, edge: from, here: Gathered::default(), limits, limit, limit_until };
        walk.edge = walk.edge_of(bucket);
        walk
    }
}

impl Walk<'_> {
    /// The level holds from one time to another; stretches come in the order of time.
    #[inline]
    pub(super) fn hold(&mut self, from: Instant, to: Instant, level: Level) {
        let mut from = from;
        loop {
            if from >= self.edge {
                self.turn_to(self.bucket + 1);
                continue;
            }
            if from >= self.limit_until {
                self.look_up_limit(from);
            }
            let end = to.min(self.edge).min(self.limit_until);
            self.here.add(end.since(from), level, self.limit);
            from = end;
            if from >= to {
                return;
            }
        }
    }

    /// Writes the last bucket.
    pub(super) fn finish(mut self) {
        self.turn_to(self.bucket);
    }

    fn turn_to(&mut self, next: usize) {
        let Gathered { peak, provisioned, on_demand, at_limit } = std::mem::take(&mut self.here);
        let (levels, bucket) = (&mut self.levels, self.bucket);
        if bucket < levels.at_limit.len() {
            let share = |us: u64| (us as f64 / levels.step) as f32;
            levels.peak_provisioned[bucket] = peak.provisioned;
            levels.peak_on_demand[bucket] = peak.on_demand;
            levels.mean_provisioned[bucket] = share(provisioned);
            levels.mean_on_demand[bucket] = share(on_demand);
            levels.at_limit[bucket] = share(at_limit).min(1.0);
        }
        self.bucket = next;
        self.edge = self.edge_of(next);
    }

    /// Buckets may be narrower than a microsecond: then several end at the same one. The last takes all that is left.
    fn edge_of(&self, bucket: usize) -> Instant {
        if bucket + 1 >= self.levels.at_limit.len() {
            return Instant::NEVER;
        }
        Instant((self.levels.origin + (bucket + 1) as f64 * self.levels.step).round() as i64)
    }

    fn look_up_limit(&mut self, at: Instant) {
        let after = self.limits.partition_point(|(from, _)| *from <= at.0 as f64);
        self.limit = after.checked_sub(1).map_or(u32::MAX, |index| self.limits[index].1);
        self.limit_until = self.limits.get(after).map_or(Instant::NEVER, |(from, _)| Instant(*from as i64));
    }
}

impl Gathered {
    #[inline]
    fn add(&mut self, length: Micros, level: Level, limit: u32) {
        if level.total() > self.peak.total() {
            self.peak = level;
        }
        self.provisioned += length.0 * u64::from(level.provisioned);
        self.on_demand += length.0 * u64::from(level.on_demand);
        if level.total() >= limit {
            self.at_limit += length.0;
        }
    }
}

/// The most in flight in each of so many equal steps of the counted time, over all functions.
pub(in crate::readings) fn peaks(trace: &Trace, ends: &EndTimes, step_us: u64, steps: usize) -> Vec<u32> {
    let (mut provisioned, mut on_demand) = (vec![0; steps], vec![0; steps]);
    let (mut means, mut more_means, mut at_limit) = (vec![0.0; steps], vec![0.0; steps], vec![0.0; steps]);
    let levels = Levels {
        origin: 0.0,
        step: step_us as f64,
        peak_provisioned: &mut provisioned,
        peak_on_demand: &mut on_demand,
        mean_provisioned: &mut means,
        mean_on_demand: &mut more_means,
        at_limit: &mut at_limit,
    };
    let mut walk = levels.walk(Instant::ZERO, Vec::new());
    Sweep::new(trace, ends, Instant::ZERO, trace.end(), None).run(&mut |from, to, level| walk.hold(from, to, level));
    walk.finish();
    provisioned.iter().zip(&on_demand).map(|(provisioned, on_demand)| provisioned + on_demand).collect()
}
