//! Notations of time: to whole microseconds since 1970, or since the start of the recording.

use super::error::RecordingError;
use super::layout::number;
use time::{Date, Month, PrimitiveDateTime, Time, UtcOffset};

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

/// `2014-04-10`, `2014/04/10 00:04`, `2014-04-10T00:04:00.000Z`, `2014-04-10 00:04:00 +02:00` and the like.
pub(crate) fn date_and_time(text: &str) -> Option<Micros> {
    let mut rest = Scanner(text.as_bytes());
    let year = rest.digits(4, 4)?;
    let separator = rest.one_of(b"-/")?;
    let month = rest.digits(1, 2)?;
    rest.one_of(&[separator])?;
    let day = rest.digits(1, 2)?;
    let month = Month::try_from(u8::try_from(month).ok()?).ok()?;
    let date = Date::from_calendar_date(i32::try_from(year).ok()?, month, u8::try_from(day).ok()?).ok()?;

    let mut clock = Time::MIDNIGHT;
    let mut offset = UtcOffset::UTC;
    if rest.one_of(b" Tt").is_some() {
        let hour = u8::try_from(rest.digits(1, 2)?).ok()?;
        rest.one_of(b":")?;
        let minute = u8::try_from(rest.digits(2, 2)?).ok()?;
        let second = if rest.one_of(b":").is_some() { u8::try_from(rest.digits(2, 2)?).ok()? } else { 0 };
        let micros = if rest.one_of(b".,").is_some() { rest.fraction_micros()? } else { 0 };
        clock = Time::from_hms_micro(hour, minute, second, micros).ok()?;
        offset = rest.offset()?;
    }
    if !rest.0.is_empty() {
        return None;
    }
    let moment = PrimitiveDateTime::new(date, clock).assume_offset(offset);
    i64::try_from(moment.unix_timestamp_nanos().div_euclid(1_000)).ok()
}

/// What is left of a text, read from the front.
struct Scanner<'a>(&'a [u8]);

impl Scanner<'_> {
    fn one_of(&mut self, allowed: &[u8]) -> Option<u8> {
        let (&first, rest) = self.0.split_first()?;
        allowed.contains(&first).then(|| {
            self.0 = rest;
            first
        })
    }

    /// A number of at least `least` and at most `most` digits; `most` is at most 9.
    fn digits(&mut self, least: usize, most: usize) -> Option<u32> {
        let length = self.0.iter().take(most).take_while(|byte| byte.is_ascii_digit()).count();
        let (digits, rest) = self.0.split_at(length);
        self.0 = rest;
        (length >= least).then(|| digits.iter().fold(0, |sum, digit| sum * 10 + u32::from(digit - b'0')))
    }

    /// Digits of a fraction of a second; beyond microseconds they are dropped.
    fn fraction_micros(&mut self) -> Option<u32> {
        let before = self.0.len();
        let leading = self.digits(1, 6)?;
        let read = before - self.0.len();
        while self.digits(1, 9).is_some() {}
        Some(leading * 10_u32.pow(6 - read as u32))
    }

    /// `Z`, `UTC`, `GMT`, `+02`, `+0200`, `+02:00`, with or without a space before; nothing is UTC.
    fn offset(&mut self) -> Option<UtcOffset> {
        self.one_of(b" ");
        for name in [b"Z".as_slice(), b"z", b"UTC", b"GMT"] {
            if let Some(rest) = self.0.strip_prefix(name) {
                self.0 = rest;
                return Some(UtcOffset::UTC);
            }
        }
        let Some(sign) = self.one_of(b"+-") else {
            return Some(UtcOffset::UTC);
        };
        let hours = i8::try_from(self.digits(2, 2)?).ok()?;
        self.one_of(b":");
        let minutes = i8::try_from(self.digits(2, 2).unwrap_or(0)).ok()?;
        let sign = if sign == b'-' { -1 } else { 1 };
        UtcOffset::from_hms(sign * hours, sign * minutes, 0).ok()
    }
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
