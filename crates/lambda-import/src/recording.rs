//! Recorded traffic: a CSV of counts per interval or of arrival times, as CloudWatch exports them, becomes a
//! [`Recording`] that a source can replay.
//!
//! [`parse`] is lenient about layout (header or none, preamble, order of rows, gaps, notations of time) and strict
//! about content: what is not a time or a count is refused with its line. It never panics, whatever the bytes are.

mod clock;
mod error;
mod intervals;
mod layout;
mod limits;
mod rows;
mod traffic;

pub use error::RecordingError;
pub use limits::{DEFAULT_INTERVAL_S, MAX_BYTES, MAX_COUNT, MAX_ROWS};
pub use traffic::Recording;

use layout::{CsvLayout, Header};
use rows::Rows;

/// Reads a recording.
///
/// Two columns (found by name: timestamp, time, date … and value, sum, count, requests, invocations …; else the first
/// column and the first number next to it) are counts; the interval is the most frequent gap. One column is an arrival
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
            layout = CsvLayout::of_first_row(&header, &cells, line)?;
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

#[cfg(test)]
mod tests;
