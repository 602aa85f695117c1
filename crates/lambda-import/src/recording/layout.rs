//! Which column holds what: learned from the rows before the data, and decided on the first row of data.

use super::clock::{self, Clock};
use super::error::RecordingError;

/// Names of a column of times, as letters and digits in lower case; anything that begins so counts.
const TIME_NAMES: [&str; 6] = ["timestamp", "time", "date", "starttime", "epoch", "bin"];

/// Names of a column of counts, the better ones first.
const VALUE_NAMES: [&str; 16] = [
    "sum",
    "value",
    "values",
    "invocations",
    "requests",
    "requestcount",
    "numberofrequests",
    "count",
    "counts",
    "calls",
    "hits",
    "arrivals",
    "events",
    "samplecount",
    "total",
    "n",
];

/// What the rows before the data say.
#[derive(Debug, Default)]
pub(super) struct Header {
    time: Option<usize>,
    value: Option<usize>,
    /// CloudWatch Logs Insights exports log events under this name: one arrival a row, whatever else is in it.
    is_log: bool,
}

impl Header {
    /// Reads a row before the data. One with a time or number in it is no header but a setting of the export
    /// (CloudWatch's console writes a label, a statistic and a period above the columns).
    pub(super) fn learn(&mut self, cells: &[&str]) {
        if cells.iter().any(|cell| clock::absolute(cell).is_some() || number(cell).is_some()) {
            return;
        }
        let names: Vec<String> = cells.iter().map(|cell| plain(cell)).collect();
        if let Some(time) = names.iter().position(|name| TIME_NAMES.iter().any(|known| name.starts_with(known))) {
            self.time = Some(time);
            self.is_log = cells[time] == "@timestamp";
        }
        if let Some(value) = VALUE_NAMES.iter().find_map(|known| names.iter().position(|name| name == known)) {
            self.value = Some(value);
        }
    }
}

/// Where the data is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum CsvLayout {
    /// Time and count in the columns given.
    Counts { time: usize, value: usize, clock: Clock },
    /// An arrival a row.
    Arrivals { time: usize, clock: Clock },
    /// One column of numbers, which may be either.
    Numbers,
}

impl CsvLayout {
    /// The layout, if this row is data; `None` if it is before the data.
    pub(super) fn of_first_row(header: &Header, cells: &[&str], line: u64) -> Result<Option<Self>, RecordingError> {
        let time = header.time.unwrap_or(0);
        let given = cells.get(time).copied().unwrap_or("");
        let single = cells.len() == 1;
        let clock = if clock::absolute(given).is_some() {
            if single && number(given).is_some() && header.time.is_none() {
                return Ok(Some(Self::Numbers));
            }
            Clock::Absolute
        } else if number(given).is_some() && header.time.is_some() {
            Clock::Relative
        } else if single && number(given).is_some() {
            return Ok(Some(Self::Numbers));
        } else if header.time.is_some() || given.starts_with(|first: char| first.is_ascii_digit()) {
            // It was meant as data: below a header, or begun with a digit. Skipping it would hide a mistake.
            return Err(RecordingError::bad_time(line, given));
        } else {
            return Ok(None);
        };

        let may_count = |column: usize| cells.get(column).is_some_and(|cell| cell.is_empty() || number(cell).is_some());
        let named = header.value.filter(|value| *value != time);
        let value = match named.or_else(|| (0..cells.len()).find(|column| *column != time && may_count(*column))) {
            Some(value) if named.is_some() || !header.is_log => value,
            _ if single || header.is_log => return Ok(Some(Self::Arrivals { time, clock })),
            _ => {
                let other = usize::from(time == 0);
                return Err(RecordingError::bad_count(line, cells.get(other).copied().unwrap_or("")));
            }
        };
        Ok(Some(Self::Counts { time, value, clock }))
    }
}

/// A finite number.
pub(super) fn number(cell: &str) -> Option<f64> {
    lambda_scenario::units::finite_number(cell)
}

/// A name without case, blanks and punctuation; the names known are ASCII.
fn plain(name: &str) -> String {
    name.chars().filter(char::is_ascii_alphanumeric).map(|letter| letter.to_ascii_lowercase()).collect()
}
