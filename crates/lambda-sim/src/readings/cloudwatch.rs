//! CloudWatch's metrics of a run, by their real names: one-minute points, or finer ones to compare them with (rule O1).
//!
//! A point is missing where nothing was told in its period; it is not zero. The warm-up has no points. What is told of an
//! invocation carries the time of its arrival, an error too (O1); that Duration does so as well is assumed.

mod dimension;
mod events;

pub use dimension::{Dimension, dimensions};

use super::is_counted;
use crate::monitoring::{Feed, LevelKind, Metric, Samples, Statistic, Unit, calls_provisioned, feed};
use crate::trace::{FunctionId, Invocation, Outcome, PoolId, SettingKind, SettingRow, SourceId, Trace};
use crate::units::{Instant, Micros};
use serde::{Deserialize, Serialize};
use std::iter::Peekable;

/// The length of the period of a point.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "u32", into = "u32")]
pub struct Period(u32);

impl Period {
    /// What CloudWatch keeps of Lambda: one minute.
    pub const MINUTE: Self = Self(60);

    /// A period of so many seconds: a multiple of 60 as CloudWatch has them, or 1, 5, 10 or 30 to see what a minute hides.
    #[must_use]
    pub const fn from_secs(seconds: u32) -> Option<Self> {
        match seconds {
            1 | 5 | 10 | 30 => Some(Self(seconds)),
            _ if seconds > 0 && seconds.is_multiple_of(60) => Some(Self(seconds)),
            _ => None,
        }
    }

    /// In seconds.
    #[must_use]
    pub const fn seconds(self) -> u32 {
        self.0
    }

    const fn micros(self) -> u64 {
        self.0 as u64 * 1_000_000
    }
}

impl Default for Period {
    fn default() -> Self {
        Self::MINUTE
    }
}

/// Neither a multiple of 60 s nor one of the finer ones.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("a period is 1, 5, 10, 30 or a multiple of 60 seconds")]
pub struct NotAPeriod;

impl TryFrom<u32> for Period {
    type Error = NotAPeriod;

    fn try_from(seconds: u32) -> Result<Self, NotAPeriod> {
        Self::from_secs(seconds).ok_or(NotAPeriod)
    }
}

impl From<Period> for u32 {
    fn from(period: Period) -> Self {
        period.0
    }
}

/// What is asked of a metric.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Query {
    /// The metric.
    pub metric: Metric,
    /// What of each period.
    pub statistic: Statistic,
    /// How long a period is.
    pub period: Period,
    /// Of what.
    pub dimension: Dimension,
}

impl Query {
    /// A metric as AWS says to view it: its statistic, by the minute.
    #[must_use]
    pub fn of(metric: Metric, dimension: Dimension) -> Self {
        Self { metric, statistic: metric.entry().statistic, period: Period::MINUTE, dimension }
    }
}

/// The points of a metric over the counted time.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Series {
    /// What was asked.
    pub query: Query,
    /// What the values count in; with `SampleCount` it is a count.
    pub unit: Unit,
    /// The points of the periods from time zero on; none where nothing was told. The last period may be cut by the end.
    pub points: Vec<Option<f64>>,
}

impl Series {
    /// When the period of a point begins, in the counted time.
    #[must_use]
    pub fn at(&self, index: usize) -> Instant {
        Instant::ZERO + Micros(self.query.period.micros() * index as u64)
    }

    /// The points that are there, with the beginning of their periods.
    pub fn iter(&self) -> impl Iterator<Item = (Instant, f64)> + '_ {
        self.points.iter().enumerate().filter_map(|(index, point)| Some((self.at(index), (*point)?)))
    }
}

/// Values of the counted time in order, made into the points of periods: one period is open at a time.
#[derive(Debug)]
pub(super) struct Points {
    statistic: Statistic,
    /// In µs.
    length: u64,
    points: Vec<Option<f64>>,
    open: usize,
    samples: Samples,
}

impl Points {
    /// No values yet.
    pub fn new(trace: &Trace, period: Period, statistic: Statistic) -> Self {
        let length = period.micros();
        let count = usize::try_from(trace.duration.0.div_ceil(length)).unwrap_or(usize::MAX);
        Self { statistic, length, points: vec![None; count], open: 0, samples: Samples::for_statistic(statistic) }
    }

    /// A value that is no earlier than those before it.
    pub fn add(&mut self, at: Instant, value: f64) {
        let index = (at.since(Instant::ZERO).0 / self.length) as usize;
        if index != self.open {
            self.close();
            self.open = index;
        }
        self.samples.add(value);
    }

    fn close(&mut self) {
        if let Some(point) = self.points.get_mut(self.open) {
            *point = self.samples.point(self.statistic);
        }
        self.samples.clear();
    }

    /// The points; none where a period had no value.
    pub fn finish(mut self) -> Vec<Option<f64>> {
        self.close();
        self.points
    }
}

/// Reads one metric, in one pass over the trace.
#[must_use]
pub fn series(trace: &Trace, query: &Query) -> Series {
    let mut points = Points::new(trace, query.period, query.statistic);
    walk(trace, query.metric, query.dimension, |sample| {
        if is_counted(sample.carries) && sample.carries < trace.end() {
            points.add(sample.carries, sample.value);
        }
    });
    let points = points.finish();
    let unit = if query.statistic == Statistic::SampleCount { Unit::Count } else { query.metric.entry().unit };
    Series { query: *query, unit, points }
}

/// A value that Lambda tells CloudWatch.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Sample {
    /// The time it carries.
    pub carries: Instant,
    /// When it is known, which is later for what only the end of an invocation tells.
    pub known: Instant,
    /// The value, in the metric's unit.
    pub value: f64,
}

/// Every value of a metric, in the order of the times they carry, the warm-up's included.
pub fn walk(trace: &Trace, metric: Metric, dimension: Dimension, mut tell: impl FnMut(Sample)) {
    match feed(metric) {
        Feed::Reserved => {}
        Feed::Events(kind) => events::events(trace, kind, dimension, tell),
        Feed::Recursions => events::recursions(trace, dimension, tell),
        Feed::Executions(kind) => events::executions(trace, kind, dimension, tell),
        Feed::Invocation(value) => {
            for invocation in
                ran(trace).filter(|invocation| dimension.has(trace, invocation.row.pool, invocation.row.source))
            {
                if let Some(value) = value(&invocation) {
                    tell(Sample { carries: invocation.row.arrival, known: invocation.released(), value });
                }
            }
        }
        Feed::Throttles => throttles(trace, dimension, tell),
        Feed::Level(LevelKind::InFlight) if matches!(dimension, Dimension::All | Dimension::Function(_)) => {
            // The trace holds these levels.
            for row in trace.invocations.iter().filter(|row| dimension.has(trace, row.pool, row.source)) {
                let met = if dimension == Dimension::All { row.account_in_flight } else { row.function_in_flight };
                tell(Sample { carries: row.arrival, known: row.arrival, value: f64::from(met) + 1.0 });
            }
        }
        Feed::Level(kind) => levels(trace, kind, dimension, tell),
    }
}

/// Requests that ran to their end: one that is still running has told nothing but that it is in flight.
fn ran(trace: &Trace) -> impl Iterator<Item = Invocation> + '_ {
    trace.invocations_with_starts().filter(|invocation| invocation.row.flags.outcome() != Outcome::Running)
}

fn throttles(trace: &Trace, dimension: Dimension, mut tell: impl FnMut(Sample)) {
    let mut refused = trace.throttles.iter().peekable();
    let mut tell = |at: Instant, pool: PoolId, source: SourceId, value: f64| {
        if dimension.has(trace, pool, source) {
            tell(Sample { carries: at, known: at, value });
        }
    };
    for row in trace.invocations.iter() {
        let at = row.arrival;
        while let Some(row) = refused.next_if(|row| row.at < at) {
            tell(row.at, row.pool, row.source, 1.0);
        }
        tell(at, row.pool, row.source, 0.0);
    }
    refused.for_each(|row| tell(row.at, row.pool, row.source, 1.0));
}

/// A level at the arrival of every invocation that tells it.
fn levels(trace: &Trace, kind: LevelKind, dimension: Dimension, mut tell: impl FnMut(Sample)) {
    let mut claims = Claims::new(trace);
    // EndTimes in order of time; at equal times they come before arrivals, as in the engine.
    let mut ends: Vec<i64> = Vec::new();
    let mut level = 0_u32;
    let mut arrivals = Vec::new();
    for invocation in trace.invocations_with_starts() {
        let row = &invocation.row;
        let is_running = row.flags.outcome() == Outcome::Running;
        claims.advance(row.arrival);
        let counts = match kind {
            LevelKind::InFlight => dimension.has(trace, row.pool, row.source),
            LevelKind::Provisioned | LevelKind::ProvisionedShare => {
                row.flags.is_provisioned() && dimension.has(trace, row.pool, row.source)
            }
            LevelKind::Unreserved | LevelKind::Claimed => {
                !row.flags.is_provisioned() && claims.is_unreserved(trace.pools[row.pool.index()].function)
            }
        };
        let is_instant = invocation.busy().0 == 0 && !is_running;
        if counts && !is_instant && !is_running {
            ends.push(invocation.released().0);
        }
        let tells = match kind {
            LevelKind::InFlight => counts,
            LevelKind::Provisioned | LevelKind::ProvisionedShare => {
                calls_provisioned(&invocation) && dimension.has(trace, row.pool, row.source)
            }
            LevelKind::Unreserved | LevelKind::Claimed => true,
        };
        let base = match kind {
            LevelKind::ProvisionedShare => claims.provisioned(trace, dimension),
            LevelKind::Claimed => claims.allocated(),
            _ => 0,
        };
        arrivals.push((row.arrival, counts, tells, base, is_instant));
    }
    ends.sort_unstable();
    let mut ends = ends.into_iter().peekable();
    for (at, counts, tells, base, is_instant) in arrivals {
        while ends.next_if(|end| *end <= at.0).is_some() {
            level -= 1;
        }
        let with_itself = level + u32::from(counts);
        if !is_instant {
            level = with_itself;
        }
        if tells {
            let value = match kind {
                LevelKind::ProvisionedShare if base > 0 => f64::from(with_itself) / base as f64,
                LevelKind::ProvisionedShare => continue,
                LevelKind::Claimed => f64::from(with_itself) + base as f64,
                _ => f64::from(with_itself),
            };
            tell(Sample { carries: at, known: at, value });
        }
    }
}

/// What is reserved and provisioned as time goes on.
struct Claims<I: Iterator<Item = SettingRow>> {
    settings: Peekable<I>,
    /// By function: what is reserved, and what is set as provisioned.
    functions: Vec<(Option<u32>, u32)>,
    allocated: u64,
}

impl<'a> Claims<Box<dyn Iterator<Item = SettingRow> + 'a>> {
    fn new(trace: &'a Trace) -> Self {
        let settings: Box<dyn Iterator<Item = SettingRow> + 'a> = Box::new(trace.settings.iter());
        Self { settings: settings.peekable(), functions: vec![(None, 0); trace.functions.len()], allocated: 0 }
    }
}

impl<I: Iterator<Item = SettingRow>> Claims<I> {
    /// To what is in force at a time.
    fn advance(&mut self, to: Instant) {
        while let Some(row) = self.settings.next_if(|row| row.at <= to) {
            let Some((reserved, provisioned)) = self.functions.get_mut(row.function.index()) else { continue };
            match row.kind {
                SettingKind::Reserved => *reserved = (row.value != u32::MAX).then_some(row.value),
                SettingKind::Provisioned => *provisioned = row.value,
                _ => continue,
            }
            self.allocated =
                self.functions.iter().map(|(reserved, provisioned)| u64::from(reserved.unwrap_or(*provisioned))).sum();
        }
    }

    fn is_unreserved(&self, function: FunctionId) -> bool {
        self.functions.get(function.index()).is_some_and(|(reserved, _)| reserved.is_none())
    }

    /// What is set as provisioned, of all versions together: of one a trace does not tell it.
    fn provisioned(&self, trace: &Trace, dimension: Dimension) -> u64 {
        let of = |function: FunctionId| self.functions.get(function.index()).map_or(0, |(_, set)| u64::from(*set));
        match dimension.function() {
            None => (0..trace.functions.len()).map(|index| of(FunctionId(index as u16))).sum(),
            Some(function) => of(function),
        }
    }

    const fn allocated(&self) -> u64 {
        self.allocated
    }
}

#[cfg(test)]
mod tests;
