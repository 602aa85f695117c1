//! Schedules as AWS writes them: `rate(5 minutes)`, `cron(0 12 ? * MON-FRI *)` and `at(2026-01-05T12:30:00)`, in UTC (rule E4).
//!
//! ```text
//!   cron( minutes  hours  day-of-month  month  day-of-week  year )     one of the two days is `?`
//!         0–59     0–23   1–31 L W ?    1–12   1–7 L # ?    1970–2199  everywhere , - * /
//! ```
//! A schedule names minutes: [`NamedMinutes`] are those within a time. When in its minute it fires is the simulator's to draw.

use crate::calendar::date_and_time;
use crate::units::Instant;
use time::OffsetDateTime;

/// Microseconds in a minute.
pub const MINUTE_US: i64 = 60_000_000;
const DAY_MINUTES: i64 = 1_440;

/// Which minutes a schedule names.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Schedule {
    /// Every `minutes` minutes, from the run's time zero on.
    Rate {
        /// At least 1.
        minutes: i64,
    },
    /// By the calendar.
    Cron(Box<Cron>),
    /// Once, as EventBridge Scheduler can: in the minute of this number, counted from 1970.
    Once(i64),
}

/// The fields of a cron expression.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Cron {
    minutes: Numbers,
    hours: Numbers,
    months: Numbers,
    years: Numbers,
    days: Days,
}

/// Which days of a month.
#[derive(Clone, Debug, PartialEq, Eq)]
enum Days {
    OfMonth {
        days: Numbers,
        last: bool,
        last_weekday: bool,
        /// The weekdays nearest to these days.
        nearest_weekdays: Vec<u8>,
    },
    OfWeek {
        days: Numbers,
        /// The last of the month of these days of the week.
        last: Numbers,
        /// The n-th of a day of the week.
        nth: Option<(u8, u8)>,
    },
}

/// A set of numbers below 256.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
struct Numbers([u64; 4]);

impl Numbers {
    fn add(&mut self, number: usize) {
        self.0[number / 64] |= 1 << (number % 64);
    }

    const fn has(&self, number: usize) -> bool {
        self.0[number / 64] >> (number % 64) & 1 == 1
    }
}

/// A field: its name, the numbers it may hold, and their names.
struct Field {
    name: &'static str,
    least: usize,
    most: usize,
    names: &'static [&'static str],
}

const MINUTES: Field = Field { name: "minutes", least: 0, most: 59, names: &[] };
const HOURS: Field = Field { name: "hours", least: 0, most: 23, names: &[] };
const DAYS_OF_MONTH: Field = Field { name: "day of month", least: 1, most: 31, names: &[] };
const MONTHS: Field = Field {
    name: "month",
    least: 1,
    most: 12,
    names: &["JAN", "FEB", "MAR", "APR", "MAY", "JUN", "JUL", "AUG", "SEP", "OCT", "NOV", "DEC"],
};
const DAYS_OF_WEEK: Field =
    Field { name: "day of week", least: 1, most: 7, names: &["SUN", "MON", "TUE", "WED", "THU", "FRI", "SAT"] };
/// Years are counted from 1970, so that they fit.
const YEARS: Field = Field { name: "year", least: 1_970, most: 2_199, names: &[] };

impl Field {
    fn number(&self, text: &str) -> Result<usize, String> {
        let named = self.names.iter().position(|name| name.eq_ignore_ascii_case(text)).map(|index| index + self.least);
        let number = named.or_else(|| {
            let digits = !text.is_empty() && text.len() <= 4 && text.bytes().all(|byte| byte.is_ascii_digit());
            if digits { text.parse().ok() } else { None }
        });
        let allowed = number.filter(|number| (self.least..=self.most).contains(number));
        allowed.ok_or_else(|| format!("{}: {} to {}, not {text:?}", self.name, self.least, self.most))
    }

    /// Adds one item: `*`, `7`, `1-5`, `*/10`, `3/10`, `0-30/5`.
    fn add(&self, item: &str, numbers: &mut Numbers) -> Result<(), String> {
        let (range, step) = match item.split_once('/') {
            Some((range, step)) => (range, Some(step)),
            None => (item, None),
        };
        let (from, to) = match range.split_once('-') {
            _ if range == "*" => (self.least, self.most),
            Some((from, to)) => (self.number(from)?, self.number(to)?),
            None => {
                let from = self.number(range)?;
                (from, if step.is_some() { self.most } else { from })
            }
        };
        let step = match step {
            None => 1,
            Some(step) => step
                .parse()
                .ok()
                .filter(|step| (1..=self.most).contains(step))
                .ok_or_else(|| format!("{}: an increment of 1 to {}, not {step:?}", self.name, self.most))?,
        };
        if from > to {
            return Err(format!("{}: a range that begins before it ends, not {range:?}", self.name));
        }
        (from..=to).step_by(step).for_each(|number| numbers.add(self.offset(number)));
        Ok(())
    }

    const fn offset(&self, number: usize) -> usize {
        if self.least == YEARS.least { number - YEARS.least } else { number }
    }

    fn all(&self, text: &str) -> Result<Numbers, String> {
        let mut numbers = Numbers::default();
        text.split(',').try_for_each(|item| self.add(item, &mut numbers))?;
        Ok(numbers)
    }
}

impl Schedule {
    /// Reads `rate(…)`, `cron(…)` or `at(…)`.
    ///
    /// # Errors
    /// What would be right in place of what is wrong.
    pub fn parse(text: &str) -> Result<Self, String> {
        let inside = |name: &str| text.trim().strip_prefix(name)?.strip_prefix('(')?.strip_suffix(')');
        if let Some(rate) = inside("rate") {
            return Self::parse_rate(rate);
        }
        if let Some(moment) = inside("at") {
            return Self::parse_once(moment);
        }
        match inside("cron") {
            Some(fields) => Cron::parse(fields).map(|cron| Self::Cron(Box::new(cron))),
            None => Err("rate(5 minutes), cron(0 12 * * ? *) or at(2026-01-05T12:30:00)".to_owned()),
        }
    }

    fn parse_once(text: &str) -> Result<Self, String> {
        let moment = if text.len() == 19 && text.as_bytes()[10] == b'T' { date_and_time(text) } else { None };
        let moment = moment.ok_or_else(|| format!("at: a time as 2026-01-05T12:30:00, not {text:?}"))?;
        Ok(Self::Once(moment.div_euclid(MINUTE_US)))
    }

    fn parse_rate(text: &str) -> Result<Self, String> {
        let allowed = || "rate: a whole number above 0 and minute, hour or day, with an s above 1".to_owned();
        let mut words = text.split_whitespace();
        let (Some(number), Some(unit), None) = (words.next(), words.next(), words.next()) else {
            return Err(allowed());
        };
        let number: u32 = number.parse().map_err(|_| allowed())?;
        let minutes = match (unit, number) {
            (_, 0) => return Err(allowed()),
            ("minute", 1) | ("minutes", 2..) => 1,
            ("hour", 1) | ("hours", 2..) => 60,
            ("day", 1) | ("days", 2..) => DAY_MINUTES,
            _ => return Err(allowed()),
        };
        Ok(Self::Rate { minutes: i64::from(number) * minutes })
    }

    /// Whether it names the minute that begins `since_1970` minutes after 1970 and `since_zero` after the run's time zero; if not, the next minute
    /// that it may name. `known` is the last day that was looked at, and whether it names that.
    fn next(&self, since_1970: i64, since_zero: i64, known: &mut (i64, bool)) -> Result<(), i64> {
        match self {
            Self::Rate { minutes } => match since_zero.rem_euclid(*minutes) {
                0 => Ok(()),
                past => Err(minutes - past),
            },
            Self::Once(minute) => match minute - since_1970 {
                0 => Ok(()),
                ahead @ 1.. => Err(ahead),
                _ => Err(u32::MAX.into()),
            },
            Self::Cron(cron) => {
                let of_day = since_1970.rem_euclid(DAY_MINUTES);
                let day = since_1970.div_euclid(DAY_MINUTES);
                if known.0 != day {
                    *known = (day, cron.has_day(day));
                }
                if !known.1 {
                    Err(DAY_MINUTES - of_day)
                } else if !cron.hours.has((of_day / 60) as usize) {
                    Err(60 - of_day % 60)
                } else if cron.minutes.has((of_day % 60) as usize) {
                    Ok(())
                } else {
                    Err(1)
                }
            }
        }
    }
}

impl Cron {
    fn parse(text: &str) -> Result<Self, String> {
        let fields: Vec<&str> = text.split_whitespace().collect();
        let [minutes, hours, of_month, months, of_week, years] = fields[..] else {
            return Err("cron: six fields: minutes, hours, day of month, month, day of week, year".to_owned());
        };
        let days = match (of_month, of_week) {
            ("?", "?") => return Err("cron: a day of month, or a day of week, and ? for the other".to_owned()),
            (_, "?") => Self::days_of_month(of_month)?,
            ("?", _) => Self::days_of_week(of_week)?,
            _ => return Err("cron: ? for the day of month or for the day of week".to_owned()),
        };
        Ok(Self {
            minutes: MINUTES.all(minutes)?,
            hours: HOURS.all(hours)?,
            months: MONTHS.all(months)?,
            years: YEARS.all(years)?,
            days,
        })
    }

    fn days_of_month(text: &str) -> Result<Days, String> {
        let (mut days, mut last, mut last_weekday, mut nearest_weekdays) =
            (Numbers::default(), false, false, Vec::new());
        for item in text.split(',') {
            match item {
                "L" => last = true,
                "LW" => last_weekday = true,
                _ => match item.strip_suffix('W') {
                    Some(day) => nearest_weekdays.push(DAYS_OF_MONTH.number(day)? as u8),
                    None => DAYS_OF_MONTH.add(item, &mut days)?,
                },
            }
        }
        Ok(Days::OfMonth { days, last, last_weekday, nearest_weekdays })
    }

    fn days_of_week(text: &str) -> Result<Days, String> {
        let (mut days, mut last) = (Numbers::default(), Numbers::default());
        if let Some((day, nth)) = text.split_once('#') {
            // Of these AWS takes one at most.
            let nth = nth.parse().ok().filter(|nth| (1..=5).contains(nth));
            let nth = nth.ok_or_else(|| format!("day of week: one day, # and 1 to 5, not {text:?}"))?;
            return Ok(Days::OfWeek { days, last, nth: Some((DAYS_OF_WEEK.number(day)? as u8, nth)) });
        }
        for item in text.split(',') {
            match item.strip_suffix('L') {
                // The last day of the week.
                Some("") => days.add(7),
                Some(day) => last.add(DAYS_OF_WEEK.number(day)?),
                None => DAYS_OF_WEEK.add(item, &mut days)?,
            }
        }
        Ok(Days::OfWeek { days, last, nth: None })
    }

    /// Whether it names the day that begins `since_1970` days after 1970.
    fn has_day(&self, since_1970: i64) -> bool {
        let Ok(date) = OffsetDateTime::from_unix_timestamp(since_1970.saturating_mul(86_400)) else { return false };
        let (year, month, day) = (date.year(), date.month(), date.day());
        let known_year = usize::try_from(year - 1_970).is_ok_and(|year| year < 230 && self.years.has(year));
        if !known_year || !self.months.has(usize::from(u8::from(month))) {
            return false;
        }
        let length = month.length(year);
        // Sunday is 1.
        let weekday = date.weekday().number_days_from_sunday() + 1;
        match &self.days {
            Days::OfMonth { days, last, last_weekday, nearest_weekdays } => {
                let weekday_of = |day: u8| (weekday + 34 + day - date.day()) % 7 + 1;
                days.has(usize::from(day))
                    || *last && day == length
                    || *last_weekday && nearest_weekday(length, length, weekday_of(length)) == day
                    || nearest_weekdays
                        .iter()
                        .any(|&wanted| wanted <= length && nearest_weekday(wanted, length, weekday_of(wanted)) == day)
            }
            Days::OfWeek { days, last, nth } => {
                days.has(usize::from(weekday))
                    || day + 7 > length && last.has(usize::from(weekday))
                    || nth.is_some_and(|(wanted, nth)| wanted == weekday && (day - 1) / 7 + 1 == nth)
            }
        }
    }
}

/// The weekday nearest to a day of a month of this length that falls on `weekday` (Sunday is 1), inside the month.
const fn nearest_weekday(day: u8, length: u8, weekday: u8) -> u8 {
    match weekday {
        7 if day == 1 => 3,
        7 => day - 1,
        1 if day == length => day - 2,
        1 => day + 1,
        _ => day,
    }
}

/// The minutes that a schedule names within a time, in order.
#[derive(Clone, Debug)]
pub struct NamedMinutes {
    schedule: Schedule,
    /// Minutes between 1970 and the one in which time zero lies, and how far into it that is.
    zero_minute: i64,
    into_minute: i64,
    end: Instant,
    /// The next minute to look at, counted from that of time zero.
    minute: i64,
    /// The last day that was looked at, and whether the schedule names it.
    day: (i64, bool),
}

impl NamedMinutes {
    /// The minutes from the one of `from` on that begin before `end`; time zero is `zero_us` µs after 1970.
    #[must_use]
    pub fn new(schedule: &Schedule, zero_us: i64, from: Instant, end: Instant) -> Self {
        let into_minute = zero_us.rem_euclid(MINUTE_US);
        Self {
            schedule: schedule.clone(),
            zero_minute: zero_us.div_euclid(MINUTE_US),
            into_minute,
            end,
            minute: (from.0 + into_minute).div_euclid(MINUTE_US),
            day: (i64::MIN, false),
        }
    }
}

impl Iterator for NamedMinutes {
    /// A minute's number, counted from that of time zero, and when it begins.
    type Item = (i64, Instant);

    fn next(&mut self) -> Option<Self::Item> {
        loop {
            let begin = Instant(self.minute * MINUTE_US - self.into_minute);
            if begin >= self.end {
                return None;
            }
            match self.schedule.next(self.zero_minute + self.minute, self.minute, &mut self.day) {
                Ok(()) => {
                    self.minute += 1;
                    return Some((self.minute - 1, begin));
                }
                Err(minutes) => self.minute += minutes,
            }
        }
    }
}

#[cfg(test)]
mod tests;
