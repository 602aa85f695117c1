//! What went wrong, and what was tried again, as marks on a lane of their own; near ones of a kind are one mark with a count.

use super::Window;
use crate::trace::{FunctionId, Outcome, PoolId, ThrottleReason, Trace};
use crate::units::Instant;

/// What a mark stands for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum MarkKind {
    /// Requests that a limit refused.
    Throttle(ThrottleReason),
    /// Invocations that failed in the handler, for memory, or in init; at their end.
    Error,
    /// Invocations that the timeout ended; at their end.
    Timeout,
    /// Attempts after the first, at their arrival.
    Retry,
}

impl MarkKind {
    /// How many kinds there are; their numbers lie below.
    pub const COUNT: usize = ThrottleReason::ALL.len() + 3;

    /// As a column keeps it.
    #[must_use]
    pub const fn number(self) -> u8 {
        let reasons = ThrottleReason::ALL.len() as u8;
        match self {
            Self::Throttle(reason) => reason as u8,
            Self::Error => reasons,
            Self::Timeout => reasons + 1,
            Self::Retry => reasons + 2,
        }
    }

    /// From a column; none for a number that stands for nothing.
    #[must_use]
    pub fn from_number(number: u8) -> Option<Self> {
        let number = usize::from(number);
        match ThrottleReason::ALL.get(number) {
            Some(reason) => Some(Self::Throttle(*reason)),
            None => [Self::Error, Self::Timeout, Self::Retry].get(number - ThrottleReason::ALL.len()).copied(),
        }
    }
}

/// Marks in the order of time, and at one place in the order of their kinds.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Marks {
    /// When the first of those merged happened, in µs.
    pub at: Vec<f64>,
    /// A [`MarkKind`] as a number.
    pub kind: Vec<u8>,
    /// How many are merged.
    pub count: Vec<u32>,
}

/// Failures and retries in the order in which they are shown; throttles are in that order in the trace.
#[derive(Clone, Debug, Default)]
pub struct MarkIndex {
    failures: Vec<(Instant, PoolId, MarkKind)>,
    retries: Vec<(Instant, FunctionId)>,
}

impl MarkIndex {
    /// Reads a whole run.
    #[must_use]
    pub fn of(trace: &Trace) -> Self {
        let failed = |outcome| match outcome {
            Outcome::Completed | Outcome::Running => None,
            Outcome::Timeout => Some(MarkKind::Timeout),
            _ => Some(MarkKind::Error),
        };
        let mut failures: Vec<_> = trace
            .invocations_with_starts()
            .filter_map(|invocation| {
                let kind = failed(invocation.row.flags.outcome())?;
                Some((invocation.end(), invocation.row.pool, kind))
            })
            .collect();
        failures.sort_by_key(|(at, ..)| *at);
        let mut retries: Vec<_> = trace
            .retries
            .iter()
            .filter(|retry| retry.next < trace.end())
            .map(|retry| (retry.next, trace.sources[retry.source.index()].function))
            .collect();
        retries.sort_by_key(|(at, _)| *at);
        Self { failures, retries }
    }
}

impl Marks {
    /// Reads a window.
    #[must_use]
    pub fn of(trace: &Trace, index: &MarkIndex, window: &Window) -> Self {
        let (from, to) = (window.from.max(Instant::ZERO), window.to);
        let of_pool = |pool: PoolId| window.function.is_none_or(|only| trace.pools[pool.index()].function == only);
        let mut merged =
            Merged { width: window.us_per_pixel() * f64::from(window.mark_pixels.max(1)), rows: Vec::new() };

        let first = trace.throttles.partition_point(|row| row.at < from);
        let rows = (first..trace.throttles.len()).map_while(|index| trace.throttles.get(index));
        let rows = rows.take_while(|row| row.at <= to).filter(|row| of_pool(row.pool));
        merged.add(rows.map(|row| (row.at, MarkKind::Throttle(row.reason))));

        let first = index.failures.partition_point(|(at, ..)| *at < from);
        let rows =
            index.failures[first..].iter().take_while(|(at, ..)| *at <= to).filter(|(_, pool, _)| of_pool(*pool));
        merged.add(rows.map(|(at, _, kind)| (*at, *kind)));

        let first = index.retries.partition_point(|(at, _)| *at < from);
        let rows = index.retries[first..].iter().take_while(|(at, _)| *at <= to);
        let rows = rows.filter(|(_, function)| window.function.is_none_or(|only| only == *function));
        merged.add(rows.map(|(at, _)| (*at, MarkKind::Retry)));
        merged.into_marks()
    }

    /// How many marks there are.
    #[must_use]
    pub const fn len(&self) -> usize {
        self.at.len()
    }

    /// Whether there are none.
    #[must_use]
    pub const fn is_empty(&self) -> bool {
        self.at.is_empty()
    }

    /// The marks: when, what, how many.
    pub fn iter(&self) -> impl Iterator<Item = (f64, MarkKind, u32)> + '_ {
        let rows = self.at.iter().zip(self.kind.iter().zip(&self.count));
        rows.filter_map(|(at, (kind, count))| Some((*at, MarkKind::from_number(*kind)?, *count)))
    }
}

/// Marks by place and kind. Places are multiples of a mark's width, so that marks stay where they are while one pans.
struct Merged {
    /// In µs.
    width: f64,
    rows: Vec<(f64, MarkKind, f64, u32)>,
}

impl Merged {
    /// Adds what happened, in the order of time.
    fn add(&mut self, events: impl Iterator<Item = (Instant, MarkKind)>) {
        // Of the place at hand, by kind: how many, and when the first was.
        let mut open = [(0_u32, 0.0); MarkKind::COUNT];
        let mut place = f64::NEG_INFINITY;
        for (at, kind) in events {
            let at = at.0 as f64;
            let here = (at / self.width).floor();
            if here != place {
                self.close(place, &mut open);
                place = here;
            }
            let (count, first) = &mut open[usize::from(kind.number())];
            if *count == 0 {
                *first = at;
            }
            *count = count.saturating_add(1);
        }
        self.close(place, &mut open);
    }

    fn close(&mut self, place: f64, open: &mut [(u32, f64); MarkKind::COUNT]) {
        for (number, (count, first)) in open.iter_mut().enumerate() {
            if *count > 0
                && let Some(kind) = MarkKind::from_number(number as u8)
            {
                self.rows.push((place, kind, *first, *count));
                *count = 0;
            }
        }
    }

    fn into_marks(mut self) -> Marks {
        self.rows.sort_by(|one, other| one.0.total_cmp(&other.0).then(one.1.number().cmp(&other.1.number())));
        let mut marks = Marks::default();
        for (_, kind, at, count) in self.rows {
            marks.at.push(at);
            marks.kind.push(kind.number());
            marks.count.push(count);
        }
        marks
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_kind_of_mark_has_a_number_of_its_own() {
        for number in 0..MarkKind::COUNT as u8 {
            assert_eq!(MarkKind::from_number(number).map(MarkKind::number), Some(number));
        }
        for reason in ThrottleReason::ALL {
            let kind = MarkKind::Throttle(*reason);
            assert_eq!(MarkKind::from_number(kind.number()), Some(kind));
        }
        assert_eq!(MarkKind::from_number(MarkKind::COUNT as u8), None);
    }

    #[test]
    fn near_marks_of_a_kind_are_one_and_keep_the_time_of_the_first() {
        let mut merged = Merged { width: 100.0, rows: Vec::new() };
        let throttle = MarkKind::Throttle(ThrottleReason::ReservedConcurrency);
        merged.add([(Instant(10), throttle), (Instant(99), throttle), (Instant(100), throttle)].into_iter());
        merged.add([(Instant(50), MarkKind::Error)].into_iter());
        let marks = merged.into_marks();
        let all: Vec<_> = marks.iter().collect();
        assert_eq!(all, [(10.0, throttle, 2), (50.0, MarkKind::Error, 1), (100.0, throttle, 1)]);
    }
}
