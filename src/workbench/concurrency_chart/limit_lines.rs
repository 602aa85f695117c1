//! Which limits the chart draws: those near enough to what is in flight. The others are named in words, so that one far
//! above never presses the data flat.

use crate::text::timeline as words;
use lambda_sim::readings::{Curves, NO_LIMIT};
use lambda_sim::trace::SettingKind;

/// A limit up to this many times what is in flight is drawn.
const NEAR: f64 = 2.5;

/// A limit over the window.
#[derive(Clone, Debug, PartialEq)]
pub struct LimitLine {
    /// Which.
    pub kind: SettingKind,
    /// From when on, in µs, and how many.
    pub steps: Vec<(f64, u32)>,
    /// Whether it is near enough to be drawn.
    pub drawn: bool,
}

impl LimitLine {
    /// Its highest value in the window.
    pub fn highest(&self) -> u32 {
        self.steps.iter().map(|(_, value)| *value).filter(|value| *value != NO_LIMIT).max().unwrap_or(0)
    }

    /// Its name with its last value: `reserved 24`.
    pub fn label(&self) -> String {
        let last = self.steps.iter().rev().find(|(_, value)| *value != NO_LIMIT);
        words::limit_line(self.kind, last.map_or(0, |(_, value)| *value))
    }
}

/// The limits of a window in which at most `peak` are in flight, the one that binds first.
pub fn limit_lines(curves: &Curves, peak: u32, one_function: bool) -> Vec<LimitLine> {
    let steps = |kind| curves.limits.steps(kind).collect::<Vec<_>>();
    let exists = |steps: &[(f64, u32)]| steps.iter().any(|(_, value)| *value != NO_LIMIT);
    let account = steps(SettingKind::ConcurrencyLimit);
    let mut lines = Vec::new();
    let mut add = |kind, steps: Vec<(f64, u32)>| {
        if exists(&steps) {
            lines.push(LimitLine { kind, steps, drawn: false });
        }
    };
    if one_function {
        let reserved = steps(SettingKind::Reserved);
        let pool = steps(SettingKind::UnreservedPool);
        if exists(&reserved) {
            add(SettingKind::Reserved, reserved);
        } else if pool.iter().map(|(_, value)| value).ne(account.iter().map(|(_, value)| value)) {
            add(SettingKind::UnreservedPool, pool);
        }
    }
    add(SettingKind::ConcurrencyLimit, account);
    for line in &mut lines {
        line.drawn = f64::from(line.highest()) <= f64::from(peak.max(1)) * NEAR;
    }
    lines
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::workbench::concurrency_chart::example;

    fn names(peak: u32, one_function: bool) -> Vec<(String, bool)> {
        let lines = limit_lines(&example::curves(), peak, one_function);
        lines.iter().map(|line| (line.label().replace('\u{a0}', " "), line.drawn)).collect()
    }

    #[test]
    fn what_is_far_above_is_not_drawn() {
        let expected = [("reserved 24".to_owned(), true), ("account 1,000".to_owned(), false)];
        assert_eq!(names(24, true), expected);
        assert_eq!(names(500, false), [("account 1,000".to_owned(), true)]);
    }

    #[test]
    fn the_unreserved_pool_stands_in_for_what_is_not_reserved() {
        let mut curves = example::curves();
        curves.limits.value[0] = NO_LIMIT;
        let lines = limit_lines(&curves, 500, true);
        assert_eq!(lines[0].label().replace('\u{a0}', " "), "unreserved pool 976");
    }
}
