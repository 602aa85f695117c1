//! Why a recording cannot be read. Every error is final for the file as it is; nothing of it is used.

use super::limits::{MAX_BYTES, MAX_COUNT, MAX_ROWS};

/// What is wrong with a file of recorded traffic.
#[derive(Clone, Debug, PartialEq, thiserror::Error)]
#[non_exhaustive]
pub enum RecordingError {
    /// Nothing in it.
    #[error("the file is empty; a row for each interval like `2014-04-10 00:04:00,94` is expected")]
    Empty,
    /// Too long.
    #[error("the file has {bytes} bytes; at most {MAX_BYTES} are allowed")]
    TooLarge {
        /// Its length.
        bytes: usize,
    },
    /// Too many rows of data.
    #[error("line {line}: this is row {}; at most {MAX_ROWS} are allowed", MAX_ROWS + 1)]
    TooManyRows {
        /// The first line too many.
        line: u64,
    },
    /// Too long a time for its interval.
    #[error(
        "line {line}: the rows reach over {intervals} intervals of {interval_s} s (the most frequent gap); at most \
         {MAX_ROWS} are allowed"
    )]
    TooManyIntervals {
        /// The line with the latest time.
        line: u64,
        /// How many intervals the rows span.
        intervals: u64,
        /// The length of one, in seconds.
        interval_s: f64,
    },
    /// Bytes that are not text.
    #[error("line {line}: the bytes are not UTF-8 text; save the file as CSV in UTF-8")]
    NotText {
        /// The first line that is not text.
        line: u64,
    },
    /// Text, but no row of data.
    #[error(
        "line {line}: no row starts with a time or number, the first is `{given}`; rows like \
         `2014-04-10 00:04:00,94` are expected"
    )]
    NoData {
        /// The first line that is not blank.
        line: u64,
        /// What is there.
        given: String,
    },
    /// A time that cannot be read.
    #[error(
        "line {line}: `{given}` is not a time; `2014-04-10 00:04:00`, `2014-04-10T00:04:00Z`, `2014/04/10 00:04` and \
         seconds or milliseconds since 1970 are allowed"
    )]
    BadTime {
        /// The line.
        line: u64,
        /// What is there.
        given: String,
    },
    /// A count that cannot be read.
    #[error("line {line}: `{given}` is not a count; a number from 0 to {MAX_COUNT} is allowed")]
    BadCount {
        /// The line.
        line: u64,
        /// What is there.
        given: String,
    },
}

impl RecordingError {
    pub(super) fn bad_time(line: u64, given: &str) -> Self {
        Self::BadTime { line, given: shown(given) }
    }

    pub(super) fn bad_count(line: u64, given: &str) -> Self {
        Self::BadCount { line, given: shown(given) }
    }
}

/// Enough of a cell to recognise it: a stranger's file may put megabytes between two quotes.
pub(super) fn shown(given: &str) -> String {
    const LONGEST: usize = 60;
    match given.char_indices().nth(LONGEST) {
        None => given.to_owned(),
        Some((end, _)) => format!("{}…", &given[..end]),
    }
}
