//! Round moments at a distance that leaves room for their names.

use crate::charts::viewport::Viewport;

const MS: f64 = 1e3;
const SECOND: f64 = 1e6;
const MINUTE: f64 = 60.0 * SECOND;
const HOUR: f64 = 60.0 * MINUTE;
const DAY: f64 = 24.0 * HOUR;

/// The space between a number and its unit.
const NO_BREAK: char = '\u{a0}';

/// Steps from a second on, in µs; below and above go 1, 2, 5, 10 ….
const STEPS: [f64; 16] = [
    SECOND,
    2.0 * SECOND,
    5.0 * SECOND,
    10.0 * SECOND,
    30.0 * SECOND,
    MINUTE,
    2.0 * MINUTE,
    5.0 * MINUTE,
    10.0 * MINUTE,
    30.0 * MINUTE,
    HOUR,
    2.0 * HOUR,
    6.0 * HOUR,
    12.0 * HOUR,
    DAY,
    2.0 * DAY,
];

/// A moment with a name.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Tick {
    /// When, in µs.
    pub(super) at: f64,
    /// As it is written.
    pub(super) label: String,
}

/// The moments to name on an axis of this many css pixels, in text of this size.
pub(super) fn ticks(viewport: &Viewport, css_width: f64, text: f64) -> Vec<Tick> {
    if css_width < 1.0 {
        return Vec::new();
    }
    let us_per_pixel = viewport.span() / css_width;
    let fits = |step: f64| {
        // The longest name is one of the last; a digit is about half as wide as the text is high.
        let last = (viewport.to / step).floor() * step;
        let longest = [last, last - step].map(|at| label(at.max(0.0), step).chars().count()).into_iter().max();
        let css_label = longest.unwrap_or(0) as f64 * 0.56 * text;
        step / us_per_pixel >= css_label + 3.0 * text
    };
    let step = steps().find(|step| fits(*step)).unwrap_or(viewport.span());
    let first = (viewport.from / step).ceil();
    let count = ((viewport.to / step).floor() - first + 1.0).clamp(0.0, 1_000.0) as usize;
    (0..count).map(|index| (first + index as f64) * step).map(|at| Tick { at, label: label(at, step) }).collect()
}

/// All steps, from the finest on, in µs.
pub(super) fn steps() -> impl Iterator<Item = f64> {
    let decades =
        |first: i32, last: i32| (first..last).flat_map(|power| [1.0, 2.0, 5.0].map(|digit| digit * 10_f64.powi(power)));
    let days = decades(0, 6).skip(2).map(|days| days * DAY);
    decades(0, 6).chain(STEPS).chain(days)
}

/// A moment, as exact as a step of the axis asks for.
pub(super) fn label(at: f64, step: f64) -> String {
    if at <= 0.0 {
        return format!("0{NO_BREAK}s");
    }
    if step < SECOND {
        return fraction(at, step);
    }
    let seconds = (at / SECOND).round() as u64;
    let (days, hours, minutes) = (seconds / 86_400, seconds / 3_600 % 24, seconds / 60 % 60);
    let seconds = seconds % 60;
    let days_first = if days > 0 { format!("{days}{NO_BREAK}d ") } else { String::new() };
    if step >= MINUTE && seconds == 0 && minutes == 0 && hours == 0 {
        return days_first.trim_end().to_owned();
    }
    if step >= HOUR {
        return format!("{days_first}{hours}{NO_BREAK}h");
    }
    if step >= MINUTE {
        return match (days, hours, minutes) {
            (0, 0, _) => format!("{minutes}{NO_BREAK}min"),
            (0, _, 0) => format!("{hours}{NO_BREAK}h"),
            _ => format!("{days_first}{hours}:{minutes:02}"),
        };
    }
    match (days, hours, minutes, seconds) {
        (0, 0, 0, _) => format!("{seconds}{NO_BREAK}s"),
        (0, 0, _, 0) => format!("{minutes}{NO_BREAK}min"),
        (0, 0, ..) => format!("{minutes}{NO_BREAK}min {seconds}{NO_BREAK}s"),
        _ => format!("{days_first}{hours}:{minutes:02}:{seconds:02}"),
    }
}

/// A moment to a part of a second.
fn fraction(at: f64, step: f64) -> String {
    let decimals = |unit: f64| (unit / step).log10().ceil().clamp(0.0, 6.0) as usize;
    if at < SECOND {
        let places = decimals(MS);
        return format!("{:.places$}{NO_BREAK}ms", at / MS);
    }
    let places = decimals(SECOND);
    if at < MINUTE {
        return format!("{:.places$}{NO_BREAK}s", at / SECOND);
    }
    // Whole microseconds first, so that 59.999… does not become a sixtieth second.
    let us = at.round() as u64;
    let (minutes, within) = (us / 60_000_000, us % 60_000_000);
    let width = places + 3;
    let seconds = format!("{:0width$.places$}", within as f64 / SECOND);
    match minutes / 60 {
        0 => format!("{minutes}:{seconds}"),
        hours => format!("{hours}:{:02}:{seconds}", minutes % 60),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn labels(from: f64, to: f64) -> String {
        let viewport = Viewport { from, to, first_lane: 0.0 };
        let labels: Vec<String> = ticks(&viewport, 700.0, 12.0).into_iter().map(|tick| tick.label).collect();
        labels.join(" · ").replace(NO_BREAK, " ")
    }

    #[test]
    fn steps_are_round_at_every_zoom() {
        let cases = [
            (28e6, 42e6, "28 s · 30 s · 32 s · 34 s · 36 s · 38 s · 40 s · 42 s"),
            (0.0, 60e6, "0 s · 10 s · 20 s · 30 s · 40 s · 50 s · 1 min"),
            (0.0, 300e6, "0 s · 1 min · 2 min · 3 min · 4 min · 5 min"),
            (60e6, 110e6, "1 min · 1 min 10 s · 1 min 20 s · 1 min 30 s · 1 min 40 s · 1 min 50 s"),
            (0.0, 2.0 * HOUR, "0 s · 30 min · 1 h · 1:30 · 2 h"),
            (0.0, 2.0 * DAY, "0 s · 12 h · 1 d · 1 d 12 h · 2 d"),
            (0.0, 14.0 * DAY, "0 s · 2 d · 4 d · 6 d · 8 d · 10 d · 12 d · 14 d"),
            (0.9e6, 1.4e6, "900 ms · 1.0 s · 1.1 s · 1.2 s · 1.3 s · 1.4 s"),
            (31.42e6, 31.4201e6, "31.42000 s · 31.42002 s · 31.42004 s · 31.42006 s · 31.42008 s · 31.42010 s"),
        ];
        for (from, to, expected) in cases {
            assert_eq!(labels(from, to), expected);
        }
    }

    #[test]
    fn late_moments_are_told_like_a_clock() {
        assert_eq!(labels(3_725e6, 3_735e6), "1:02:06 · 1:02:08 · 1:02:10 · 1:02:12 · 1:02:14");
        assert_eq!(labels(119.9e6, 120.1e6), "1:59.90 · 1:59.95 · 2:00.00 · 2:00.05 · 2:00.10");
    }

    #[test]
    fn names_never_overlap_and_lie_in_sight() {
        let mut span: f64 = 100.0;
        while span < 1e13 {
            for from in [0.0, span * 0.37, 86_400e6 - span / 3.0] {
                let viewport = Viewport { from: from.max(0.0), to: from.max(0.0) + span, first_lane: 0.0 };
                for width in [120.0, 340.0, 1_100.0] {
                    let ticks = ticks(&viewport, width, 12.0);
                    assert!(ticks.len() < 40, "{} ticks in {width} px", ticks.len());
                    assert!(ticks.iter().all(|tick| tick.at >= viewport.from && tick.at <= viewport.to));
                    for pair in ticks.windows(2) {
                        let apart = viewport.css_x(pair[1].at, width) - viewport.css_x(pair[0].at, width);
                        assert!(apart > pair[1].label.chars().count() as f64 * 6.0, "{pair:?} in {width} px");
                        assert_ne!(pair[0].label, pair[1].label);
                    }
                }
            }
            span *= 2.7;
        }
    }

    #[test]
    fn without_room_there_is_nothing() {
        assert_eq!(ticks(&Viewport::fit(1e6), 0.0, 12.0), []);
    }
}
