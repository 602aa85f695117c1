//! Where the boxes of the fleet lie: groups one below the other, boxes in rows, as large as leaves the whole in sight.

use crate::charts::drawing::Area;
use crate::worker::protocol::LaneCounts;
use lambda_sim::readings::LaneGroup;
use lambda_sim::trace::FunctionId;

/// Boxes are no larger and no smaller than these, in css pixels.
const SIDES: [f64; 9] = [26.0, 22.0, 18.0, 14.0, 11.0, 9.0, 7.0, 5.0, 4.0];

/// The picture is no higher than this in css pixels, if the smallest boxes allow.
const HEIGHT: f64 = 340.0;

/// The most boxes that are drawn.
pub const MOST: u32 = 20_000;

/// Where a group's bracket is, in css pixels from the left.
const MARGIN: f64 = 8.0;

/// A group's boxes.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Rows {
    /// Whose they are.
    pub group: LaneGroup,
    /// The middle of its heading.
    pub heading_y: f64,
    /// The upper edge of its boxes.
    pub top: f64,
}

/// Where everything lies.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct FleetLayout {
    /// The groups with boxes.
    pub rows: Vec<Rows>,
    /// A box's side, in css pixels.
    pub side: f64,
    /// From one box to the next.
    pub pitch: f64,
    /// Boxes in a row.
    pub per_row: u32,
    /// How wide all of it is.
    pub width: f64,
    /// How high.
    pub height: f64,
    /// How many boxes it has.
    pub count: u32,
    /// How many there would be.
    pub all: u32,
}

impl FleetLayout {
    /// Lays out the lanes of a function, or all.
    pub fn new(lanes: &LaneCounts, function: Option<FunctionId>, css_width: f64, text: f64) -> Self {
        let mut groups: Vec<LaneGroup> = Vec::new();
        let (mut count, mut all) = (0, 0);
        for group in lanes.groups.iter().filter(|group| function.is_none_or(|only| only == group.function)) {
            all += group.count;
            let drawn = group.count.min(MOST - count);
            count += drawn;
            if drawn > 0 {
                groups.push(LaneGroup { count: drawn, ..*group });
            }
        }
        let at = |side: f64| Self::with_side(&groups, side, css_width, text);
        let fits = SIDES.into_iter().map(at).find(|layout| layout.height <= HEIGHT);
        let layout = fits.unwrap_or_else(|| at(SIDES[SIDES.len() - 1]));
        Self { count, all, ..layout }
    }

    fn with_side(groups: &[LaneGroup], side: f64, css_width: f64, text: f64) -> Self {
        let pitch = side + if side > 8.0 { 3.0 } else { 1.0 };
        let per_row = ((css_width - MARGIN) / pitch).floor().max(1.0);
        let mut y = 0.0;
        let rows = groups.iter().map(|group| {
            let top = y + (text * 1.6).round();
            let row = Rows { group: *group, heading_y: y + (text * 0.8).round(), top };
            y = top + (f64::from(group.count) / per_row).ceil() * pitch + (text * 0.5).round();
            row
        });
        let rows = rows.collect();
        Self { rows, side, pitch, per_row: per_row as u32, width: css_width, height: y.max(text), count: 0, all: 0 }
    }

    /// A group with a lane.
    fn rows_of(&self, lane: u32) -> Option<&Rows> {
        self.rows.iter().find(|rows| (rows.group.first..rows.group.first + rows.group.count).contains(&lane))
    }

    /// A lane's box.
    pub fn area(&self, lane: u32) -> Option<Area> {
        let rows = self.rows_of(lane)?;
        let place = lane - rows.group.first;
        let (row, column) = (place / self.per_row, place % self.per_row);
        let (x, y) = (MARGIN + f64::from(column) * self.pitch, rows.top + f64::from(row) * self.pitch);
        Some(Area::new(x, y, self.side, self.side))
    }

    /// All boxes of a group with their frame.
    pub fn ground(&self, rows: &Rows) -> Area {
        let columns = rows.group.count.min(self.per_row);
        let lines = rows.group.count.div_ceil(self.per_row);
        let gap = self.pitch - self.side;
        let (width, height) = (f64::from(columns) * self.pitch, f64::from(lines) * self.pitch);
        Area::new(MARGIN - gap, rows.top - gap, width + gap, height + gap)
    }

    /// The lane whose box lies at a place.
    pub fn lane_at(&self, x: f64, y: f64) -> Option<u32> {
        let rows = self.rows.iter().rev().find(|rows| y >= rows.top)?;
        let (column, row) = (((x - MARGIN) / self.pitch).floor(), ((y - rows.top) / self.pitch).floor());
        if column < 0.0 || column >= f64::from(self.per_row) {
            return None;
        }
        let place = row as u32 * self.per_row + column as u32;
        (place < rows.group.count).then_some(rows.group.first + place)
    }

    /// The lane that an arrow key leads to.
    pub fn step(&self, from: Option<u32>, key: &str) -> Option<u32> {
        let first = self.rows.first()?.group.first;
        let last = self.rows.last().map(|rows| rows.group.first + rows.group.count - 1)?;
        let Some(from) = from.filter(|lane| (first..=last).contains(lane)) else {
            return matches!(key, "ArrowLeft" | "ArrowRight" | "ArrowUp" | "ArrowDown").then_some(first);
        };
        let to = match key {
            "ArrowLeft" => from.checked_sub(1)?,
            "ArrowRight" => from + 1,
            "ArrowUp" => from.checked_sub(self.per_row)?,
            "ArrowDown" => from + self.per_row,
            _ => return None,
        };
        (first..=last).contains(&to).then_some(to)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn lanes(counts: [u32; 2]) -> LaneCounts {
        let group = |provisioned, first, count| LaneGroup { provisioned, first, count, ..LaneGroup::default() };
        let groups = vec![group(true, 0, counts[0]), group(false, counts[0], counts[1])];
        LaneCounts { total: counts[0] + counts[1], groups, ..LaneCounts::default() }
    }

    #[test]
    fn boxes_are_found_where_they_are_drawn() {
        for counts in [[4, 20], [100, 2_900], [0, 1]] {
            let layout = FleetLayout::new(&lanes(counts), None, 700.0, 12.0);
            assert!(layout.height <= HEIGHT, "{counts:?}");
            for lane in 0..layout.count {
                let Some(area) = layout.area(lane) else { panic!("{counts:?}, lane {lane}") };
                assert!(area.right() <= 700.0 && area.bottom() <= layout.height);
                assert_eq!(layout.lane_at(area.x + 1.0, area.y + 1.0), Some(lane));
            }
        }
    }

    #[test]
    fn more_than_can_be_drawn_is_cut() {
        let layout = FleetLayout::new(&lanes([10, 90_000]), None, 700.0, 12.0);
        assert_eq!((layout.count, layout.all), (MOST, 90_010));
        assert_eq!(layout.area(MOST), None);
    }

    #[test]
    fn arrows_go_from_box_to_box() {
        let layout = FleetLayout::new(&lanes([4, 60]), None, 300.0, 12.0);
        assert_eq!(layout.step(None, "ArrowRight"), Some(0));
        assert_eq!(layout.step(Some(3), "ArrowRight"), Some(4));
        assert_eq!(layout.step(Some(0), "ArrowLeft"), None);
        assert_eq!(layout.step(Some(5), "ArrowDown"), Some(5 + layout.per_row));
        assert_eq!(layout.step(Some(5), "q"), None);
    }
}
