//! Where everything on the timeline lies: plain arithmetic between times, lanes and css pixels.
//!
//! ```text
//!   labels of the axis
//!   marks: a row for refusals, one for failures, one for retries, if the run has any
//!   lanes, as many as fit; more scroll
//! ```

use crate::charts::drawing::{Area, Size};
use crate::charts::time_axis::Axis;
use crate::charts::viewport::{LANES_IN_SIGHT, Viewport};
use crate::worker::protocol::{LaneCounts, Results, Window};
use lambda_sim::readings::{FunctionLanes, MarkKind};
use lambda_sim::trace::FunctionId;
use lambda_sim::units::Instant;

/// Up to this many lanes have more room.
const FEW_LANES: u32 = 12;

/// How high a lane is, in css pixels, where there are many and where there are few.
const LANE: f64 = 14.0;
const WIDE_LANE: f64 = 22.0;

/// Marks nearer to each other than this are one, in css pixels.
const MARK_WIDTH: f64 = 30.0;

/// What is marked, one row each.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum MarkRow {
    /// Refusals.
    Throttles,
    /// Errors and timeouts.
    Failures,
    /// Second attempts and later ones.
    Retries,
}

impl MarkRow {
    /// The row of a kind of mark.
    pub const fn of(kind: MarkKind) -> Self {
        match kind {
            MarkKind::Throttle(_) => Self::Throttles,
            MarkKind::Error | MarkKind::Timeout => Self::Failures,
            MarkKind::Retry => Self::Retries,
        }
    }
}

/// Where everything lies.
#[derive(Clone, Debug, PartialEq)]
pub struct Geometry {
    /// The axis of time.
    pub axis: Axis,
    /// The middle of the axis' labels.
    pub labels_y: f64,
    /// The rows of marks that the run has, from above.
    pub mark_rows: Vec<MarkRow>,
    /// Where they lie, the plot's width.
    pub marks: Area,
    /// Where the lanes lie, the plot's width.
    pub lanes: Area,
    /// How high a lane is.
    pub lane_height: f64,
    /// The first lane that the timeline shows, counted among all.
    pub first: u32,
    /// How many lanes it shows, in sight or not.
    pub count: u32,
    /// Which function's.
    pub function: Option<FunctionId>,
    /// The pixel ratio.
    pub ratio: f64,
    /// How high all of it is.
    pub height: f64,
}

impl Geometry {
    /// Lays out a run's timeline.
    pub fn new(results: &Results, function: Option<FunctionId>, viewport: Viewport, size: Size) -> Self {
        let (first, count) = shown(&results.lanes, function);
        let text = size.text;
        let lane_height = if count <= FEW_LANES { WIDE_LANE } else { LANE };
        let in_sight = f64::from(count.clamp(1, LANES_IN_SIGHT));
        let viewport = viewport.scroll_to(viewport.first_lane, count, in_sight);
        let axis = Axis::new(viewport, size);
        let total = &results.summary.total;
        let rows = [
            (MarkRow::Throttles, total.throttles > 0),
            (MarkRow::Failures, total.errors + total.timeouts > 0),
            (MarkRow::Retries, total.requests > total.calls),
        ];
        let mark_rows: Vec<MarkRow> = rows.into_iter().filter(|(_, any)| *any).map(|(row, _)| row).collect();
        let top = (text * 1.5).round();
        let row = (text * 1.25).round();
        let marks = Area::new(axis.left, top, axis.width, row * mark_rows.len() as f64);
        let lanes = Area::new(axis.left, marks.bottom() + 2.0, axis.width, in_sight * lane_height);
        Self {
            axis,
            labels_y: (text * 0.7).round(),
            mark_rows,
            marks,
            lanes,
            lane_height,
            first,
            count,
            function,
            ratio: size.ratio,
            height: lanes.bottom() + (text * 1.5).round(),
        }
    }

    /// How wide all of it is.
    pub fn width(&self) -> f64 {
        self.axis.left + self.axis.width
    }

    /// How many lanes are in sight.
    pub fn lanes_in_sight(&self) -> f64 {
        self.lanes.height / self.lane_height
    }

    /// Whether there are more lanes than are in sight.
    pub fn scrolls(&self) -> bool {
        f64::from(self.count) > self.lanes_in_sight()
    }

    /// The upper edge of a lane, counted among all.
    pub fn lane_top(&self, lane: u32) -> f64 {
        let place = f64::from(lane) - f64::from(self.first) - self.axis.viewport.first_lane;
        self.lanes.y + place * self.lane_height
    }

    /// A lane's bar from one x to another. Its height is in eighths; the least of them is still seen.
    pub fn bar(&self, lane: u32, from: f64, to: f64, eighths: f64) -> Area {
        let margin = (self.lane_height / 7.0).round();
        let full = self.lane_height - 2.0 * margin;
        let height = full * (0.25 + 0.75 * eighths / 8.0).clamp(0.25, 1.0);
        Area::new(from, self.lane_top(lane) + margin + full - height, to - from, height)
    }

    /// The lane at a height, counted among all; `None` if there is none.
    pub fn lane_at(&self, y: f64) -> Option<u32> {
        if !(self.lanes.y..self.lanes.bottom()).contains(&y) {
            return None;
        }
        let place = ((y - self.lanes.y) / self.lane_height + self.axis.viewport.first_lane).floor();
        (place >= 0.0 && place < f64::from(self.count)).then_some(self.first + place as u32)
    }

    /// The middle of a row of marks; `None` if the run has no such marks.
    pub fn mark_y(&self, row: MarkRow) -> Option<f64> {
        let place = self.mark_rows.iter().position(|other| *other == row)?;
        let height = self.marks.height / self.mark_rows.len() as f64;
        Some(self.marks.y + (place as f64 + 0.5) * height)
    }

    /// The row of marks at a height.
    pub fn mark_row_at(&self, y: f64) -> Option<MarkRow> {
        if !(self.marks.y..self.marks.bottom()).contains(&y) {
            return None;
        }
        let height = self.marks.height / self.mark_rows.len() as f64;
        self.mark_rows.get(((y - self.marks.y) / height) as usize).copied()
    }

    /// Axis, marks and lanes: where the grid's lines and the cursor go.
    pub fn plot(&self) -> Area {
        Area::new(self.axis.left, self.marks.y, self.axis.width, self.height - self.marks.y)
    }

    /// What has to be asked to draw all this.
    pub fn window(&self) -> Window {
        let viewport = self.axis.viewport;
        let device = |css: f64| (css * self.ratio).round().clamp(1.0, 16_384.0) as u32;
        Window {
            from: Instant(viewport.from.floor() as i64),
            to: Instant(viewport.to.ceil() as i64),
            pixels: device(self.axis.width),
            mark_pixels: device(MARK_WIDTH),
            first_lane: self.first + viewport.first_lane.floor() as u32,
            lanes: self.lanes_in_sight().ceil() as u32 + 1,
            function: self.function,
        }
    }
}

/// The lanes of a function, or of all: the first one, and how many.
fn shown(lanes: &LaneCounts, function: Option<FunctionId>) -> (u32, u32) {
    let of_function = function.and_then(|function| lanes.functions.get(function.index()));
    of_function.map_or((0, lanes.total), |FunctionLanes { first, count, .. }| (*first, *count))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::workbench::trace::timeline::example;

    const SIZE: Size = Size { css_width: 866.0, text: 12.0, ratio: 2.0 };

    fn geometry(lanes: u32, first_lane: f64) -> Geometry {
        let viewport = Viewport { from: 10e6, to: 20e6, first_lane };
        Geometry::new(&example::results(lanes, 2), None, viewport, SIZE)
    }

    #[test]
    fn few_lanes_are_wide_and_many_scroll() {
        assert_eq!((geometry(3, 0.0).lane_height, geometry(3, 0.0).lanes.height), (22.0, 66.0));
        assert_eq!((geometry(24, 0.0).lane_height, geometry(24, 0.0).scrolls()), (14.0, false));
        let many = geometry(3_000, 500.25);
        assert_eq!((many.lanes_in_sight(), many.scrolls()), (26.0, true));
        assert_eq!(many.lane_top(500), many.lanes.y - 3.5);
        assert_eq!(geometry(0, 0.0).lanes.height, 22.0);
    }

    #[test]
    fn lanes_are_found_where_they_are_drawn() {
        let geometry = geometry(100, 7.5);
        for lane in 8..30 {
            assert_eq!(geometry.lane_at(geometry.lane_top(lane) + 1.0), Some(lane));
        }
        assert_eq!(geometry.lane_at(geometry.lanes.y - 1.0), None);
        assert_eq!(geometry.lane_at(geometry.lanes.bottom()), None);
    }

    #[test]
    fn scrolling_ends_with_the_last_lane() {
        assert_eq!(geometry(100, 5_000.0).axis.viewport.first_lane, 74.0);
        assert_eq!(geometry(10, 5.0).axis.viewport.first_lane, 0.0);
    }

    #[test]
    fn the_question_is_in_device_pixels() {
        let window = geometry(100, 7.5).window();
        assert_eq!((window.pixels, window.mark_pixels), (1_600, 60));
        assert_eq!((window.first_lane, window.lanes), (7, 27));
        assert_eq!((window.from, window.to), (Instant(10_000_000), Instant(20_000_000)));
    }

    #[test]
    fn a_function_alone_begins_at_its_own_first_lane() {
        let viewport = Viewport { from: 0.0, to: 60e6, first_lane: 0.0 };
        let mut results = example::results(24, 6);
        results.lanes.functions.push(FunctionLanes { first: 24, count: 3, ..FunctionLanes::default() });
        results.lanes.total = 27;
        let geometry = Geometry::new(&results, Some(FunctionId(1)), viewport, SIZE);
        assert_eq!((geometry.first, geometry.count, geometry.window().first_lane), (24, 3, 24));
        assert_eq!(geometry.lane_top(24), geometry.lanes.y);
    }
}
