//! Marks as they are drawn: those of a row that would cover each other are one, with a count.

use super::geometry::{Geometry, MarkRow};
use lambda_sim::readings::{MarkKind, Marks};
use lambda_story::format;

/// Marks drawn as one.
#[derive(Clone, Debug, PartialEq)]
pub struct MarkGroup {
    /// The row.
    pub row: MarkRow,
    /// Where, from the left.
    pub x: f64,
    /// When the first happened, in µs.
    pub at: f64,
    /// The kind that most of them are.
    pub kind: MarkKind,
    /// How many there are.
    pub count: u32,
    /// What each means, and how many there are.
    pub parts: Vec<(MarkKind, u32)>,
}

/// The groups of marks in sight.
pub fn mark_groups(geometry: &Geometry, marks: &Marks) -> Vec<MarkGroup> {
    let mut groups: Vec<MarkGroup> = Vec::new();
    for (at, kind, count) in marks.iter() {
        let (x, row) = (geometry.axis.x(at), MarkRow::of(kind));
        if !geometry.axis.has(x) {
            continue;
        }
        let last = groups.iter_mut().rev().find(|group| group.row == row);
        match last.filter(|group| x - group.x < group.width(geometry.axis.text)) {
            Some(group) => group.add(kind, count),
            None => groups.push(MarkGroup { row, x, at, kind, count, parts: vec![(kind, count)] }),
        }
    }
    groups
}

impl MarkGroup {
    /// How wide its sign and its count are, in css pixels.
    pub fn width(&self, text: f64) -> f64 {
        let digits = if self.count > 1 { format::count(u64::from(self.count)).chars().count() } else { 0 };
        text * (1.6 + 0.6 * digits as f64)
    }

    fn add(&mut self, kind: MarkKind, count: u32) {
        self.count = self.count.saturating_add(count);
        match self.parts.iter_mut().find(|(other, _)| *other == kind) {
            Some((_, sum)) => *sum = sum.saturating_add(count),
            None => self.parts.push((kind, count)),
        }
        if let Some((kind, _)) = self.parts.iter().max_by_key(|(_, count)| *count) {
            self.kind = *kind;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::charts::drawing::Size;
    use crate::charts::viewport::Viewport;
    use crate::workbench::trace::timeline::example;

    #[test]
    fn marks_that_would_cover_each_other_are_one() {
        let viewport = Viewport { from: 10e6, to: 20e6, first_lane: 0.0 };
        let size = Size { css_width: 866.0, text: 12.0, ratio: 1.0 };
        let geometry = Geometry::new(&example::results(3, 1), None, viewport, size);
        // Two reasons within 8 pixels, an error at the same place, and a throttle further on.
        let error = MarkKind::Error.number();
        let marks = Marks { at: vec![13e6, 13.1e6, 13.1e6, 15e6], kind: vec![0, 1, error, 1], count: vec![1, 3, 1, 2] };
        let groups = mark_groups(&geometry, &marks);
        let seen: Vec<_> = groups.iter().map(|group| (group.row, group.x, group.count)).collect();
        let expected = [(MarkRow::Throttles, 306.0, 4), (MarkRow::Failures, 314.0, 1), (MarkRow::Throttles, 466.0, 2)];
        assert_eq!(seen, expected);
        assert_eq!(groups[0].kind.number(), 1);
    }
}
