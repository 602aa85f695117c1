//! Dates and times as people write them, to microseconds since 1970.

use time::{Date, Month, PrimitiveDateTime, Time, UtcOffset};

/// The microseconds since 1970 (UTC) of a date and time: `2014-04-10`, `2014/04/10 00:04`, `2014-04-10T00:04:00.000Z`, `2014-04-10 00:04:00 +02:00`
/// and the like. `None` if it is not one.
#[must_use]
pub fn date_and_time(text: &str) -> Option<i64> {
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
