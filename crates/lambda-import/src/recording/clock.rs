//! Notations of time: to whole microseconds since 1970, or since the start of the recording.

use super::error::RecordingError;
use super::layout::number;
use lambda_scenario::calendar::date_and_time;

/// Microseconds since 1970 (UTC), or since the start; within ±3 × 10¹⁷, so that differences cannot overflow.
pub(super) type Micros = i64;

/// How a column's times are meant.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Clock {
    /// Dates, or numbers since 1970.
    Absolute,
    /// Seconds since the start.
    Relative,
}

impl Clock {
    /// The time in a cell.
    pub(super) fn read(self, cell: &str, line: u64) -> Result<Micros, RecordingError> {
        let time = match self {
            Self::Absolute => absolute(cell),
            Self::Relative => {
                number(cell).filter(|seconds| (0.0..1e9).contains(seconds)).map(|s| (s * 1e6 + 0.5) as i64)
            }
        };
        time.ok_or_else(|| RecordingError::bad_time(line, cell))
    }
}

/// A length of time in seconds.
pub(super) fn seconds(micros: Micros) -> f64 {
    micros as f64 / 1e6
}

/// A date and time, or a number since 1970.
pub(super) fn absolute(cell: &str) -> Option<Micros> {
    date_and_time(cell).or_else(|| since_1970(number(cell)?))
}

/// A number since 1970, in seconds, milliseconds, microseconds or nanoseconds by its size (each from 2001 to 5138).
pub(super) fn since_1970(number: f64) -> Option<Micros> {
    let micros = match number {
        1e9..1e11 => number * 1e6,
        1e11..1e14 => number * 1e3,
        1e14..1e17 => number,
        1e17..1e20 => number / 1e3,
        _ => return None,
    };
    Some((micros + 0.5) as i64)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_moment_in_every_notation() {
        // `date -u -d '2014-04-10 00:04:00' +%s`
        let expected = 1_397_088_240_000_000;
        for text in [
            "2014-04-10 00:04:00",
            "2014-04-10 00:04",
            "2014-04-10 0:04",
            "2014-4-10 00:04:00.000",
            "2014-04-10 00:04:00 UTC",
            "2014-04-10T00:04:00Z",
            "2014-04-10T00:04:00.000000000Z",
            "2014-04-10T02:04:00+02:00",
            "2014-04-10 02:04:00 +0200",
            "2014-04-09T19:04:00-05",
            "2014/04/10 00:04:00",
            "2014/04/10 00:04",
            "1397088240",
            "1397088240.0",
            "1397088240000",
            "1397088240000000",
            "1397088240000000000",
        ] {
            assert_eq!(absolute(text), Some(expected), "{text}");
        }
        assert_eq!(absolute("2014-04-10"), Some(expected - 240_000_000));
        assert_eq!(absolute("2014-04-10T00:04:00.123456789Z"), Some(expected + 123_456));
        assert_eq!(absolute("1969-12-31 23:59:59.5"), Some(-500_000));
    }

    #[test]
    fn what_is_no_moment_is_refused() {
        for text in [
            "",
            "2014",
            "2014-02-30",
            "2014-13-01 00:00",
            "2014-04/10",
            "2014-04-10 24:00",
            "2014-04-10 00:60",
            "2014-04-10 00:04:00 CEST",
            "2014-04-10 00:04:00.",
            "2014-04-10T",
            "2014-04-10 00:04:00+99:00",
            "04/10/2014 00:04",
            "999999999",
            "1e300",
            "nan",
            "-1397088240",
        ] {
            assert_eq!(absolute(text), None, "{text}");
        }
    }
}
