//! Recorded traffic: a CSV of counts per interval or of arrival times, as CloudWatch exports them, becomes a
//! [`Recording`] that a source can replay.
//!
//! [`parse`] is lenient about layout (header or none, preamble, order of rows, gaps, notations of time) and strict
//! about content: what is not a time or a count is refused with its line. It never panics, whatever the bytes are.

mod clock;
mod error;
mod intervals;
mod layout;

pub use error::RecordingError;

use clock::Micros;
use lambda_scenario::scenario::Recorded;
use layout::{Header, Layout, number};

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

/// The longest file that is read, in bytes.
pub const MAX_BYTES: usize = 16 * 1024 * 1024;
/// The most rows of data, and the most intervals they may span.
pub const MAX_ROWS: usize = 1_000_000;
/// The most requests in one interval. Larger numbers are times (seconds since 1970).
pub const MAX_COUNT: f64 = 1e9;
/// The interval where a file does not tell: CloudWatch's usual period, in seconds.
pub const DEFAULT_INTERVAL_S: f64 = 60.0;

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

/// Reads a recording.
///
/// Two columns (found by name: timestamp, time, date … and value, sum, count, requests, invocations …; else the first
/// column and the first number beside it) are counts; the interval is the most frequent gap. One column is an arrival
/// a row if it holds times, and a count a minute if it holds numbers below 10⁹. Times are ISO 8601 with or without
/// `T`, seconds and offset (none = UTC), the same with slashes, or seconds to nanoseconds since 1970; in a column
/// named as time also seconds from the start. Rows may come in any order; those of one time add up; an empty count is
/// 0; fractions are rounded. Rows before the first that starts with a time are skipped.
///
/// # Errors
/// [`RecordingError`] names the line, what was given and what is allowed.
pub fn parse(csv: &[u8]) -> Result<Recording, RecordingError> {
    if csv.len() > MAX_BYTES {
        return Err(RecordingError::TooLarge { bytes: csv.len() });
    }
    let csv = csv.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(csv);
    let mut reader = csv::ReaderBuilder::new()
        .has_headers(false)
        .flexible(true)
        .trim(csv::Trim::All)
        .delimiter(delimiter(csv))
        .from_reader(csv);

    let mut header = Header::default();
    let mut layout = None;
    let mut rows = Rows::default();
    let mut first_line = None;
    let mut lines = Lines { text: csv, counted: 0, line: 1 };
    let mut record = csv::ByteRecord::new();
    // Reading from memory as bytes of any width, nothing is left that could fail; if it does, the text is at fault.
    while reader
        .read_byte_record(&mut record)
        .map_err(|_| RecordingError::NotText { line: reader.position().line() })?
    {
        let line = lines.of(record.position().map_or(0, csv::Position::byte) as usize);
        let cells: Vec<&str> = record
            .iter()
            .map(std::str::from_utf8)
            .collect::<Result<_, _>>()
            .map_err(|_| RecordingError::NotText { line })?;
        if cells.iter().all(|cell| cell.is_empty()) {
            continue;
        }
        first_line.get_or_insert_with(|| (line, error::shown(&cells.join(","))));
        if layout.is_none() {
            layout = Layout::of_first_row(&header, &cells, line)?;
        }
        match &layout {
            Some(layout) => rows.read(layout, &cells, line)?,
            None => header.learn(&cells),
        }
    }
    match (layout, first_line) {
        (Some(layout), _) => rows.into_recording(&layout),
        (None, Some((line, given))) => Err(RecordingError::NoData { line, given }),
        (None, None) => Err(RecordingError::Empty),
    }
}

/// What separates cells: a comma, unless the first line has none.
fn delimiter(csv: &[u8]) -> u8 {
    let first = csv.split(|byte| matches!(byte, b'\n' | b'\r')).find(|line| !line.trim_ascii().is_empty());
    let has = |wanted: &u8| first.is_some_and(|line| line.contains(wanted));
    [b',', b'\t', b';'].into_iter().find(has).unwrap_or(b',')
}

/// Counts lines as an editor does. The reader's own count stops before blank lines and half of a CR LF.
struct Lines<'a> {
    text: &'a [u8],
    counted: usize,
    line: u64,
}

impl Lines<'_> {
    /// The line of the record that begins at or behind `offset`, which must not decrease from call to call.
    fn of(&mut self, offset: usize) -> u64 {
        let is_end = |byte: &u8| matches!(byte, b'\n' | b'\r');
        while let Some(byte) = self.text.get(self.counted) {
            if self.counted >= offset && !is_end(byte) {
                break;
            }
            let is_half = *byte == b'\r' && self.text.get(self.counted + 1) == Some(&b'\n');
            self.line += u64::from(is_end(byte) && !is_half);
            self.counted += 1;
        }
        self.line
    }
}

/// The rows of data read so far. Which of the three lists is filled depends on the layout.
#[derive(Default)]
struct Rows {
    counts: Vec<intervals::Row>,
    arrivals: Vec<Micros>,
    numbers: Vec<(u64, f64)>,
    read: usize,
}

impl Rows {
    fn read(&mut self, layout: &Layout, cells: &[&str], line: u64) -> Result<(), RecordingError> {
        self.read += 1;
        if self.read > MAX_ROWS {
            return Err(RecordingError::TooManyRows { line });
        }
        match *layout {
            Layout::Counts { time, value, clock } => {
                let at = clock.read(cell(cells, time), line)?;
                let count = count(cell(cells, value), line)?;
                self.counts.push(intervals::Row { at, count, line });
            }
            Layout::Arrivals { time, clock } => self.arrivals.push(clock.read(cell(cells, time), line)?),
            Layout::Numbers => {
                let given = cell(cells, 0);
                let value = number(given).ok_or_else(|| RecordingError::bad_count(line, given))?;
                self.numbers.push((line, value));
            }
        }
        Ok(())
    }

    fn into_recording(self, layout: &Layout) -> Result<Recording, RecordingError> {
        match layout {
            Layout::Counts { .. } => intervals::fill(self.counts),
            Layout::Arrivals { .. } => Ok(arrivals(self.arrivals)),
            Layout::Numbers => numbers(&self.numbers),
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

#[cfg(test)]
mod tests;
