//! Recorded traffic: counts per interval, or single arrivals.

use lambda_scenario::scenario::Recorded;

/// Traffic read from a file.
#[derive(Clone, Debug, PartialEq)]
pub enum Recording {
    /// Requests per interval, gaps filled with 0.
    Counts {
        /// The length of an interval, in seconds; more than 0.
        interval_s: f64,
        /// Requests in each.
        counts: Vec<u64>,
    },
    /// Arrivals, one each.
    Timestamps {
        /// When each arrives, in seconds after the first, ascending.
        at_s: Vec<f64>,
    },
}

impl From<Recording> for Recorded {
    fn from(recording: Recording) -> Self {
        match recording {
            Recording::Counts { interval_s, counts } => Self { interval_s: Some(interval_s), counts, at_s: Vec::new() },
            Recording::Timestamps { at_s } => Self { interval_s: None, counts: Vec::new(), at_s },
        }
    }
}

impl Recording {
    /// How long a run must be to hold the whole recording, in seconds: whole intervals, or the first whole second
    /// after the last arrival.
    #[must_use]
    pub fn duration_s(&self) -> f64 {
        match self {
            Self::Counts { interval_s, counts } => interval_s * counts.len() as f64,
            Self::Timestamps { at_s } => at_s.last().map_or(0.0, |last| last.floor() + 1.0),
        }
    }

    /// All requests.
    #[must_use]
    pub fn total(&self) -> u64 {
        match self {
            Self::Counts { counts, .. } => counts.iter().sum(),
            Self::Timestamps { at_s } => at_s.len() as u64,
        }
    }

    /// Requests in the busiest interval; of arrivals, in the busiest second counted from the first.
    #[must_use]
    pub fn peak(&self) -> u64 {
        match self {
            Self::Counts { counts, .. } => counts.iter().copied().max().unwrap_or(0),
            Self::Timestamps { at_s } => {
                at_s.chunk_by(|a, b| a.floor() == b.floor()).map(|second| second.len() as u64).max().unwrap_or(0)
            }
        }
    }
}
