//! Numbers as the interface writes them: 12,345 / 1.2 M; 38 ms, 1.24 s, 3 min 20 s; $88.40, $0.0123; 0.4 %.
//!
//! Between number and unit is a no-break space. Everything is plain arithmetic, so that it is the same natively.

/// The space between a number and its unit.
const NO_BREAK: char = '\u{a0}';

/// A count: grouped up to a million, then with a letter.
#[must_use]
pub fn count(value: u64) -> String {
    quantity(value as f64)
}

/// A quantity that need not be whole: grouped up to a million, then with a letter; decimals only where it is small.
#[must_use]
pub fn quantity(value: f64) -> String {
    let magnitude = value.abs();
    // What would round up to the next letter belongs to it.
    for (unit, letter) in [(1e12, 'T'), (1e9, 'B'), (1e6, 'M')] {
        if magnitude >= unit * 0.999_5 {
            return format!(
                "{}{NO_BREAK}{letter}",
                significant(value / unit, if magnitude >= unit * 10.0 { 3 } else { 2 })
            );
        }
    }
    if magnitude >= 100.0 || value.fract() == 0.0 { with_groups(value, 0) } else { significant(value, 3) }
}

/// A length of time in microseconds.
#[must_use]
pub fn time_us(us: f64) -> String {
    ms(us / 1e3)
}

/// A length of time in milliseconds: the unit follows the size.
#[must_use]
pub fn ms(value: f64) -> String {
    if !value.is_finite() {
        return "–".to_owned();
    }
    let magnitude = value.abs();
    let sign = if value < 0.0 { "−" } else { "" };
    let text = match magnitude {
        0.0 => format!("0{NO_BREAK}ms"),
        m if m < 9.95 => format!("{}{NO_BREAK}ms", significant(m, 2)),
        m if m < 999.5 => format!("{m:.0}{NO_BREAK}ms"),
        m if m < 9_995.0 => format!("{}{NO_BREAK}s", trimmed(m / 1e3, 2)),
        m if m < 59_950.0 => format!("{}{NO_BREAK}s", trimmed(m / 1e3, 1)),
        m => long((m / 1e3 + 0.5) as u64),
    };
    format!("{sign}{text}")
}

/// A length of time in seconds.
#[must_use]
pub fn seconds(value: f64) -> String {
    ms(value * 1e3)
}

/// A minute or more, in its two largest units.
fn long(seconds: u64) -> String {
    let (minute, hour, day) = (60, 3_600, 86_400);
    let (large, small, names) = match seconds {
        s if s < hour => (s / minute, s % minute, ["min", "s"]),
        s if s < day => (s / hour, s % hour / minute, ["h", "min"]),
        s => (s / day, s % day / hour, ["d", "h"]),
    };
    match small {
        0 => format!("{large}{NO_BREAK}{}", names[0]),
        _ => format!("{large}{NO_BREAK}{}{NO_BREAK}{small}{NO_BREAK}{}", names[0], names[1]),
    }
}

/// A moment of the run in seconds, to the hundredth: `31.42 s`; from a minute on `3:20.50`.
#[must_use]
pub fn moment_us(us: f64) -> String {
    let sign = if us < 0.0 { "−" } else { "" };
    let hundredths = (us.abs() / 1e4).round() as u64;
    let (minutes, rest) = (hundredths / 6_000, hundredths % 6_000);
    let (whole, part) = (rest / 100, rest % 100);
    match (minutes / 60, minutes % 60) {
        (0, 0) => format!("{sign}{whole}.{part:02}{NO_BREAK}s"),
        (0, minutes) => format!("{sign}{minutes}:{whole:02}.{part:02}"),
        (hours, minutes) => format!("{sign}{hours}:{minutes:02}:{whole:02}"),
    }
}

/// Milliseconds to the hundredth, as a REPORT line has them: `131.08 ms`.
#[must_use]
pub fn exact_ms(value: f64) -> String {
    format!("{}{NO_BREAK}ms", with_groups(value, 2))
}

/// An amount of money in USD: to the cent from a dollar on, else three significant digits.
#[must_use]
pub fn usd(value: f64) -> String {
    let sign = if value < 0.0 { "−" } else { "" };
    match value.abs() {
        0.0 => "$0".to_owned(),
        v if v >= 0.999_5 => format!("{sign}${}", with_groups(v, 2)),
        v => format!("{sign}${}", significant(v, 3)),
    }
}

/// A share between 0 and 1, in per cent. Neither nothing nor everything is claimed unless it is so.
#[must_use]
pub fn share(value: f64) -> String {
    let percent = value * 100.0;
    let text = match percent {
        p if p <= 0.0 => "0".to_owned(),
        p if p < 0.001 => "<0.001".to_owned(),
        p if p < 0.995 => significant(p, 1),
        p if p < 9.95 => trimmed(p, 1),
        p if p < 99.5 => format!("{p:.0}"),
        p if p < 99.95 => trimmed(p, 1),
        p if p < 100.0 => ">99.9".to_owned(),
        p => format!("{p:.0}"),
    };
    format!("{text}{NO_BREAK}%")
}

/// A factor: `3.5`, `12`, `0.85`.
#[must_use]
pub fn factor(value: f64) -> String {
    significant(value, 2)
}

/// A number with groups of three digits and no needless decimals, as in 10,240 and 0.001.
#[must_use]
pub fn grouped(value: f64) -> String {
    let text = trimmed(value, 6);
    let decimals = text.split_once('.').map_or(0, |(_, fraction)| fraction.len());
    with_groups(value, decimals)
}

/// A number as an input field holds it: no groups, no needless zeros, at most six decimals.
#[must_use]
pub fn plain(value: f64) -> String {
    trimmed(value, 6)
}

/// The given number of significant digits, without an exponent and without trailing zeros behind the point; whole digits are all kept.
fn significant(value: f64, digits: i32) -> String {
    if value == 0.0 || !value.is_finite() {
        return "0".to_owned();
    }
    // As written by the formatter, so that 9.996 counts as 10.0 and not as 9.99….
    let exponent: i32 = format!("{:.*e}", digits.max(1) as usize - 1, value.abs())
        .split_once('e')
        .and_then(|(_, exponent)| exponent.parse().ok())
        .unwrap_or(0);
    trimmed(value, (digits - 1 - exponent).clamp(0, 15) as usize)
}

/// At most the given number of decimals, trailing zeros cut.
fn trimmed(value: f64, decimals: usize) -> String {
    let text = format!("{value:.decimals$}");
    if !text.contains('.') {
        return text;
    }
    let text = text.trim_end_matches('0').trim_end_matches('.');
    if text == "-0" { "0".to_owned() } else { text.to_owned() }
}

/// A name cut to `letters` letters around an ellipsis: names that begin alike mostly end differently.
#[must_use]
pub fn shortened(name: &str, letters: usize) -> String {
    let count = name.chars().count();
    let end = letters.min(count) * 2 / 5;
    let first = letters.min(count) - end;
    let mut shorter = String::new();
    for (index, letter) in name.chars().enumerate() {
        if index == first {
            shorter.push('…');
        }
        if index < first || index >= count - end {
            shorter.push(letter);
        }
    }
    shorter
}

/// With a comma between groups of three digits and exactly the given number of decimals.
fn with_groups(value: f64, decimals: usize) -> String {
    let text = format!("{:.decimals$}", value.abs());
    let (whole, fraction) = text.split_once('.').unwrap_or((&text, ""));
    let mut grouped = String::with_capacity(text.len() + 4);
    if value < 0.0 {
        grouped.push('−');
    }
    for (position, digit) in whole.chars().enumerate() {
        if position > 0 && (whole.len() - position).is_multiple_of(3) {
            grouped.push(',');
        }
        grouped.push(digit);
    }
    if !fraction.is_empty() {
        grouped.push('.');
        grouped.push_str(fraction);
    }
    grouped
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Tests read better with ordinary spaces.
    fn plain_spaces(text: &str) -> String {
        text.replace(NO_BREAK, " ")
    }

    #[test]
    fn counts_are_grouped_then_shortened() {
        let cases = [(0, "0"), (999, "999"), (12_345, "12,345"), (999_499, "999,499"), (1_234_567, "1.2 M")];
        for (value, expected) in cases {
            assert_eq!(plain_spaces(&count(value)), expected);
        }
        assert_eq!(plain_spaces(&count(23_450_000)), "23.4 M");
        assert_eq!(plain_spaces(&quantity(6.2e9)), "6.2 B");
        assert_eq!(plain_spaces(&quantity(0.288_7)), "0.289");
        assert_eq!(plain_spaces(&quantity(512.5)), "512");
    }

    #[test]
    fn names_that_begin_alike_are_told_apart_when_they_are_cut() {
        assert_eq!(shortened("checkout-service", 7), "check…ce");
        assert_eq!(shortened("checkout-search", 7), "check…ch");
        assert_eq!([shortened("abc", 9), shortened("", 3), shortened("abc", 0)], ["ab…c", "", "…"]);
    }

    #[test]
    fn times_choose_their_unit() {
        let cases = [
            (0.0, "0 ms"),
            (0.038, "0.038 ms"),
            (3.84, "3.8 ms"),
            (9.97, "10 ms"),
            (38.2, "38 ms"),
            (999.7, "1 s"),
            (1_240.0, "1.24 s"),
            (12_400.0, "12.4 s"),
            (59_960.0, "1 min"),
            (200_000.0, "3 min 20 s"),
            (7_500_000.0, "2 h 5 min"),
            (90_000_000.0, "1 d 1 h"),
            (-250.0, "−250 ms"),
        ];
        for (value, expected) in cases {
            assert_eq!(plain_spaces(&ms(value)), expected);
        }
        assert_eq!(plain_spaces(&time_us(38_000.0)), "38 ms");
        assert_eq!(ms(f64::NAN), "–");
    }

    #[test]
    fn moments_keep_their_hundredths() {
        assert_eq!(plain_spaces(&moment_us(31_420_000.0)), "31.42 s");
        assert_eq!(moment_us(200_504_000.0), "3:20.50");
        assert_eq!(moment_us(7_384_000_000.0), "2:03:04");
        assert_eq!(plain_spaces(&moment_us(-500_000.0)), "−0.50 s");
    }

    #[test]
    fn money_is_to_the_cent_from_a_dollar_on() {
        let cases = [(0.0, "$0"), (88.4, "$88.40"), (1_234.5, "$1,234.50"), (0.012_345, "$0.0123"), (0.9999, "$1.00")];
        for (value, expected) in cases {
            assert_eq!(usd(value), expected);
        }
        assert_eq!(usd(0.000_000_2), "$0.0000002");
    }

    #[test]
    fn shares_never_claim_all_or_nothing_falsely() {
        let cases = [
            (0.0, "0 %"),
            (0.003_999, "0.4 %"),
            (0.000_001, "<0.001 %"),
            (0.038, "3.8 %"),
            (0.04, "4 %"),
            (0.384, "38 %"),
            (0.996, "99.6 %"),
            (0.999_9, ">99.9 %"),
            (1.0, "100 %"),
        ];
        for (value, expected) in cases {
            assert_eq!(plain_spaces(&share(value)), expected);
        }
    }

    #[test]
    fn a_field_holds_what_can_be_typed() {
        assert_eq!(plain(512.0), "512");
        assert_eq!(plain(0.1 + 0.2), "0.3");
        assert_eq!(plain(-0.0), "0");
        assert_eq!(factor(3.456), "3.5");
        assert_eq!(exact_ms(1_131.08), "1,131.08\u{a0}ms");
    }
}
