//! Arrivals as they were recorded: counts per interval spread at random inside it, or literal times.

use crate::chance::{Chance, Purpose, Stream};
use crate::scenario::Recorded;
use crate::units::Instant;
use std::sync::Arc;

/// What is left of a recording.
#[derive(Clone, Debug)]
pub(super) enum RecordedArrivals {
    Literal(Arc<[i64]>),
    Counts {
        interval: f64,
        counts: Arc<[u64]>,
        /// The next interval to spread.
        next: usize,
        /// Arrivals in the intervals before it.
        before: u64,
        /// The arrivals of the current interval, latest first.
        current: Vec<i64>,
    },
}

impl RecordedArrivals {
    pub(super) fn new(recorded: &Recorded) -> Self {
        match recorded.interval_s {
            Some(interval_s) => Self::Counts {
                interval: interval_s * 1e6,
                counts: recorded.counts.as_slice().into(),
                next: 0,
                before: 0,
                current: Vec::new(),
            },
            None => {
                let mut times: Vec<i64> = recorded.at_s.iter().map(|&at| Instant::from_secs_f64(at).0).collect();
                times.sort_unstable();
                Self::Literal(times.into())
            }
        }
    }

    /// The `number`-th arrival; numbers come in order, each once.
    pub(super) fn arrival(&mut self, number: u64, chance: Chance, stream: Stream) -> Option<Instant> {
        match self {
            Self::Literal(times) => times.get(usize::try_from(number).ok()?).copied().map(Instant),
            Self::Counts { interval, counts, next, before, current } => {
                while current.is_empty() {
                    let count = *counts.get(*next)?;
                    let from = *next as f64 * *interval;
                    current.extend((*before..*before + count).map(|ordinal| {
                        let spread = chance.uniform(stream, ordinal, Purpose::ARRIVAL);
                        // Negative, so that the last is the earliest.
                        -((from + spread * *interval) as i64)
                    }));
                    current.sort_unstable();
                    *before += count;
                    *next += 1;
                }
                current.pop().map(|at| Instant(-at))
            }
        }
    }
}
