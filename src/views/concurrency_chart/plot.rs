//! The chart's picture: what is in flight as a stepped area, provisioned below on demand, and the limits as dashed lines.

use super::limit_lines::LimitLine;
use crate::state::viewport::Viewport;
use crate::ui::format;
use crate::views::drawing::{Align, Area, DrawList, Ink, Paint, Size, Text, Texture};
use crate::views::time_axis::Axis;
use lambda_sim::readings::{Curves, NO_LIMIT};

/// How high the plot is, in css pixels.
const PLOT_HEIGHT: f64 = 96.0;

/// How high a mark of refused requests is, in css pixels.
const RUG: f64 = 4.0;

/// Where everything on the chart lies.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Plot {
    /// The axis of time.
    pub axis: Axis,
    /// Where the curves lie.
    pub area: Area,
    /// How many in flight its upper edge stands for.
    pub top: f64,
    /// How high all of it is.
    pub height: f64,
}

impl Plot {
    /// Lays out a chart of at most so many in flight.
    pub fn new(viewport: Viewport, size: Size, most: u32) -> Self {
        let axis = Axis::new(viewport, size);
        let area = Area::new(axis.left, (size.text * 1.1).round(), axis.width, PLOT_HEIGHT);
        let top = f64::from(most.max(1)) * 1.06;
        Self { axis, area, top, height: area.bottom() + (size.text * 1.5).round() }
    }

    /// How wide all of it is.
    pub fn width(&self) -> f64 {
        self.axis.left + self.axis.width
    }

    /// Where so many in flight lie.
    fn y(&self, level: f64) -> f64 {
        self.area.bottom() - level / self.top * self.area.height
    }
}

/// Draws the curves as far as they are in sight.
pub fn picture(plot: &Plot, curves: &Curves, limits: &[LimitLine]) -> DrawList {
    let mut list = DrawList::default();
    levels(plot, &mut list);
    plot.axis.draw(&mut list, plot.area.bottom() + plot.axis.text * 0.85, plot.area);
    list.clipped(plot.area, |list| areas(plot, curves, list));
    for (index, limit) in limits.iter().filter(|limit| limit.drawn).enumerate() {
        limit_line(plot, limit, index, &mut list);
    }
    list.across(plot.area.x, plot.area.bottom(), plot.area.width, Ink::Quiet);
    list
}

/// Round levels with their numbers.
fn levels(plot: &Plot, list: &mut DrawList) {
    let step = round_step(plot.top);
    let mut level = 0.0;
    while level <= plot.top {
        let y = plot.y(level);
        if level > 0.0 {
            list.across(plot.area.x, y.round(), plot.area.width, Ink::Line);
        }
        list.text(plot.area.x - 6.0, y, Align::Right, Ink::Quiet, format::count(level as u64));
        level += step;
    }
}

/// The step between levels: 1, 2, 5, 10, … so that there are three to five.
fn round_step(top: f64) -> f64 {
    let decade = 10_f64.powf((top / 4.0).log10().floor()).max(1.0);
    [1.0, 2.0, 5.0, 10.0]
        .into_iter()
        .map(|digit| digit * decade)
        .find(|step| top / step <= 5.0)
        .unwrap_or(decade * 10.0)
}

/// Buckets of the same levels are one surface.
fn areas(plot: &Plot, curves: &Curves, list: &mut DrawList) {
    let level = |bucket: usize| {
        let at = |column: &[u32]| column.get(bucket).copied().unwrap_or_default();
        (at(&curves.peak_provisioned), at(&curves.peak_on_demand))
    };
    let (provisioned_ink, on_demand_ink) =
        (Paint::from(Ink::Provisioned).covering(55), Paint::from(Ink::Handler).covering(80));
    let mut upper = Vec::new();
    let mut first = 0;
    for bucket in 1..=curves.len() {
        if bucket < curves.len() && level(bucket) == level(first) {
            continue;
        }
        let (provisioned, on_demand) = level(first);
        if let Some((from, to)) = stretch(plot, curves, first, bucket) {
            let (low, high) = (plot.y(f64::from(provisioned)), plot.y(f64::from(provisioned + on_demand)));
            list.fill(Area::new(from, low, to - from, plot.area.bottom() - low), provisioned_ink);
            upper.push(Area::new(from, high, to - from, low - high));
        }
        first = bucket;
    }
    // One colour after the other: the painter changes it once.
    for area in upper {
        list.fill(area, on_demand_ink);
    }
    for bucket in (0..curves.len()).filter(|bucket| curves.throttles.get(*bucket).is_some_and(|count| *count > 0)) {
        if let Some((from, to)) = stretch(plot, curves, bucket, bucket + 1) {
            list.fill(Area::new(from, plot.area.y, (to - from).max(2.0), RUG), Ink::Throttle);
        }
    }
}

/// Where buckets lie, from one to before another.
fn stretch(plot: &Plot, curves: &Curves, first: usize, last: usize) -> Option<(f64, f64)> {
    let at = |bucket: usize| curves.origin + bucket as f64 * curves.step;
    plot.axis.stretch(at(first), at(last))
}

fn limit_line(plot: &Plot, limit: &LimitLine, index: usize, list: &mut DrawList) {
    let right = plot.area.right();
    let ends = limit.steps.iter().skip(1).map(|(at, _)| *at).chain([f64::INFINITY]);
    let mut before: Option<f64> = None;
    for ((at, value), end) in limit.steps.iter().zip(ends) {
        if *value == NO_LIMIT {
            before = None;
            continue;
        }
        let y = plot.y(f64::from(*value)).round();
        // What is drawn last holds until something new is known.
        let (from, to) = (plot.axis.x(*at).max(plot.area.x), plot.axis.x(end).min(right));
        let from = if before.is_none() { plot.area.x.max(from) } else { from };
        if from < to {
            list.across(from, y, to - from, Paint::textured(Ink::Throttle, Texture::Dashes));
            if let Some(before) = before.filter(|before| *before != y) {
                list.down(from, before.min(y), (before - y).abs(), Ink::Throttle);
            }
        }
        before = Some(y);
    }
    let Some(y) = before else { return };
    // Names of two lines stand at two ends, so that they never cover each other.
    let (x, align) = if index == 0 { (right - 2.0, Align::Right) } else { (plot.area.x + 4.0, Align::Left) };
    let y = y - plot.axis.text * 0.6;
    let room = plot.area.width;
    list.write(Text { x, y, align, ink: Ink::Throttle, room, framed: false, text: limit.label() });
}

#[cfg(test)]
mod tests {
    use super::super::{example, limit_lines::limit_lines};
    use super::*;
    use expect_test::expect;

    #[test]
    fn a_window_is_drawn_as_steps_below_its_limit() {
        let curves = example::curves();
        let viewport = Viewport { from: 10e6, to: 20e6, first_lane: 0.0 };
        let plot = Plot::new(viewport, Size { css_width: 866.0, text: 12.0, ratio: 1.0 }, 24);
        let limits = limit_lines(&curves, 24, true);
        expect![[r#"
            text 60,109 right quiet “0”
            fill 66,71 800×1 line
            text 60,71.3 right quiet “10”
            fill 66,34 800×1 line
            text 60,33.5 right quiet “20”
            fill 66,13 1×96 line
            text 66,119.2 centre quiet “10 s”
            fill 146,13 1×96 line
            text 146,119.2 centre quiet “11 s”
            fill 226,13 1×96 line
            text 226,119.2 centre quiet “12 s”
            fill 306,13 1×96 line
            text 306,119.2 centre quiet “13 s”
            fill 386,13 1×96 line
            text 386,119.2 centre quiet “14 s”
            fill 466,13 1×96 line
            text 466,119.2 centre quiet “15 s”
            fill 546,13 1×96 line
            text 546,119.2 centre quiet “16 s”
            fill 626,13 1×96 line
            text 626,119.2 centre quiet “17 s”
            fill 706,13 1×96 line
            text 706,119.2 centre quiet “18 s”
            fill 786,13 1×96 line
            text 786,119.2 centre quiet “19 s”
            fill 866,13 1×96 line
            text 866,119.2 right quiet “20 s”
            clip 66,13 800×96
            fill 66,101.5 80×7.5 provisioned 55%
            fill 146,86.4 80×22.6 provisioned 55%
            fill 226,86.4 80×22.6 provisioned 55%
            fill 306,86.4 240×22.6 provisioned 55%
            fill 546,86.4 80×22.6 provisioned 55%
            fill 626,93.9 80×15.1 provisioned 55%
            fill 706,101.5 80×7.5 provisioned 55%
            fill 226,63.7 80×22.6 handler 80%
            fill 306,18.4 240×67.9 handler 80%
            fill 546,52.4 80×34 handler 80%
            fill 306,13 80×4 throttle
            fill 386,13 80×4 throttle
            unclip
            fill 66,18 800×1 throttle dashes
            text 864,10.8 right throttle “reserved 24”
            fill 66,109 800×1 quiet
        "#]]
        .assert_eq(&picture(&plot, &curves, &limits).to_string());
    }

    #[test]
    fn levels_are_round_and_few() {
        for (top, step) in [(1.06, 1.0), (4.0, 1.0), (25.4, 10.0), (1_060.0, 500.0), (3_000.0, 1_000.0)] {
            assert_eq!(round_step(top), step, "{top}");
        }
    }
}
