//! The rows of data, as they are read and made into a recording.

use super::clock::{self, Micros};
use super::error::RecordingError;
use super::intervals;
use super::layout::{CsvLayout, number};
use super::limits::{DEFAULT_INTERVAL_S, MAX_COUNT, MAX_ROWS};
use super::traffic::Recording;

/// The rows of data read so far. Which of the three lists is filled depends on the layout.
#[derive(Debug, Default)]
pub(super) struct Rows {
    counts: Vec<intervals::Row>,
    arrivals: Vec<Micros>,
    numbers: Vec<(u64, f64)>,
    read: usize,
}

impl Rows {
    pub(super) fn read(&mut self, layout: &CsvLayout, cells: &[&str], line: u64) -> Result<(), RecordingError> {
        self.read += 1;
        if self.read > MAX_ROWS {
            return Err(RecordingError::TooManyRows { line });
        }
        match *layout {
            CsvLayout::Counts { time, value, clock } => {
                let at = clock.read(cell(cells, time), line)?;
                let count = count(cell(cells, value), line)?;
                self.counts.push(intervals::Row { at, count, line });
            }
            CsvLayout::Arrivals { time, clock } => self.arrivals.push(clock.read(cell(cells, time), line)?),
            CsvLayout::Numbers => {
                let given = cell(cells, 0);
                let value = number(given).ok_or_else(|| RecordingError::bad_count(line, given))?;
                self.numbers.push((line, value));
            }
        }
        Ok(())
    }

    pub(super) fn into_recording(self, layout: &CsvLayout) -> Result<Recording, RecordingError> {
        match layout {
            CsvLayout::Counts { .. } => intervals::fill(self.counts),
            CsvLayout::Arrivals { .. } => Ok(arrivals(self.arrivals)),
            CsvLayout::Numbers => numbers(&self.numbers),
        }
    }
}

/// A column of bare numbers: times since 1970 if all are too large for counts, else counts.
fn numbers(numbers: &[(u64, f64)]) -> Result<Recording, RecordingError> {
    if numbers.iter().all(|(_, value)| *value >= MAX_COUNT) {
        let times = numbers.iter().map(|&(line, value)| {
            clock::since_1970(value).ok_or_else(|| RecordingError::bad_time(line, &value.to_string()))
        });
        return Ok(arrivals(times.collect::<Result<_, _>>()?));
    }
    let counts = numbers
        .iter()
        .map(|&(line, value)| whole_count(value).ok_or_else(|| RecordingError::bad_count(line, &value.to_string())));
    Ok(Recording::Counts { interval_s: DEFAULT_INTERVAL_S, counts: counts.collect::<Result<_, _>>()? })
}

fn arrivals(mut times: Vec<Micros>) -> Recording {
    times.sort_unstable();
    let first = times.first().copied().unwrap_or(0);
    Recording::Timestamps { at_s: times.into_iter().map(|at| clock::seconds(at - first)).collect() }
}

/// A count; an empty cell is one of nothing.
fn count(given: &str, line: u64) -> Result<u64, RecordingError> {
    if given.is_empty() {
        return Ok(0);
    }
    number(given).and_then(whole_count).ok_or_else(|| RecordingError::bad_count(line, given))
}

/// A number rounded to a count, if it is one.
fn whole_count(value: f64) -> Option<u64> {
    (0.0..=MAX_COUNT).contains(&value).then_some((value + 0.5) as u64)
}

/// The cell in a column; a row that is too short has an empty one.
fn cell<'a>(cells: &[&'a str], column: usize) -> &'a str {
    cells.get(column).copied().unwrap_or("")
}
