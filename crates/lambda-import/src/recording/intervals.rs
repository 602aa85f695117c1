//! From rows of time and count to equal intervals without gaps.

use super::clock::{Micros, seconds};
use super::error::RecordingError;
use super::limits::{DEFAULT_INTERVAL_S, MAX_ROWS};
use super::traffic::Recording;

/// A row of counts.
#[derive(Clone, Copy, Debug)]
pub(super) struct Row {
    pub at: Micros,
    pub count: u64,
    pub line: u64,
}

/// Sorts the rows, finds their interval and adds them up on its grid, which begins at the earliest.
///
/// A row off the grid goes to the nearest interval: export tools round times, and no request may be lost.
pub(super) fn fill(mut rows: Vec<Row>) -> Result<Recording, RecordingError> {
    rows.sort_by_key(|row| row.at);
    let (Some(first), Some(last)) = (rows.first(), rows.last()) else {
        return Err(RecordingError::Empty);
    };
    let interval = most_frequent_gap(&rows).unwrap_or((DEFAULT_INTERVAL_S * 1e6) as Micros);
    let slot = |at: Micros| ((at - first.at + interval / 2) / interval) as u64;
    let intervals = slot(last.at) + 1;
    let interval_s = seconds(interval);
    if intervals > MAX_ROWS as u64 {
        return Err(RecordingError::TooManyIntervals { line: last.line, intervals, interval_s });
    }
    let mut counts = vec![0; intervals as usize];
    for row in &rows {
        counts[slot(row.at) as usize] += row.count;
    }
    Ok(Recording::Counts { interval_s, counts })
}

/// The most frequent gap between rows of different times; of several the shortest.
fn most_frequent_gap(sorted: &[Row]) -> Option<Micros> {
    let mut gaps: Vec<Micros> = sorted.windows(2).map(|pair| pair[1].at - pair[0].at).filter(|gap| *gap > 0).collect();
    gaps.sort_unstable();
    // The first of the longest runs: `max_by_key` alone would take the last.
    gaps.chunk_by(|a, b| a == b).rev().max_by_key(|run| run.len()).map(|run| run[0])
}
