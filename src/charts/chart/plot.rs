//! The drawing of a chart over time: where it lies, round levels, steps, limits, strips.

use super::data::{BandState, ChartData, Limit, Series, StateBand};
use crate::charts::drawing::{Align, Area, ColorRole, DrawList, Fill, Size, Text, Texture};
use crate::charts::time_axis::Axis;
use crate::charts::viewport::Viewport;

/// How high the plot is, in css pixels.
const PLOT_HEIGHT: f64 = 96.0;

/// A character of a level's name is at most about so wide, as a share of the text's size: fonts with wide digits have "600 ms"
/// at 0.62 a character.
const WIDEST: f64 = 0.64;

/// How high a strip of states is, in css pixels, and how far from the next.
const STRIP: f64 = 6.0;
const STRIP_GAP: f64 = 3.0;

/// Where everything on the chart lies.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Plot {
    /// The axis of time.
    pub axis: Axis,
    /// Where the curves lie.
    pub area: Area,
    /// The value at its upper edge.
    pub top: f64,
    /// How high all of it is.
    pub height: f64,
}

impl Plot {
    /// Lays out a chart of values up to `most`, with this many bands below it.
    pub fn new(viewport: Viewport, size: Size, most: f64, strips: usize) -> Self {
        let axis = Axis::new(viewport, size);
        let area = Area::new(axis.left, (size.text * 1.1).round(), axis.width, PLOT_HEIGHT);
        let top = if most > 0.0 { most * 1.06 } else { 1.0 };
        let below = strips as f64 * (STRIP + STRIP_GAP) + (size.text * 1.5).round();
        Self { axis, area, top, height: area.bottom() + below }
    }

    /// How wide all of it is.
    pub fn width(&self) -> f64 {
        self.axis.left + self.axis.width
    }

    /// Where a value lies.
    pub fn y(&self, value: f64) -> f64 {
        self.area.bottom() - value / self.top * self.area.height
    }

    /// Round levels with their names.
    pub fn levels(&self, least: f64, show: fn(f64) -> String, list: &mut DrawList) {
        let step = round_step(self.top, least);
        let mut level = 0.0;
        while level <= self.top {
            let y = self.y(level);
            if level > 0.0 {
                list.horizontal_line(self.area.x, y.round(), self.area.width, ColorRole::Line);
            }
            let name = show(level);
            // Where the gutter is too small for it, the unit is left to the caption.
            let is_wide = name.chars().count() as f64 * self.axis.text * WIDEST > self.area.x - 6.0;
            let name = match name.split_once('\u{a0}') {
                Some((number, _)) if is_wide => number.to_owned(),
                _ => name,
            };
            list.text(self.area.x - 6.0, y, Align::Right, ColorRole::Quiet, name);
            level += step;
        }
    }

    /// A limit as a dashed line with its name at one end; the first one's is at the right, so that two never cover each
    /// other.
    pub fn limit(&self, name: &str, steps: &[(f64, Option<f64>)], index: usize, list: &mut DrawList) {
        let right = self.area.right();
        let ends = steps.iter().skip(1).map(|(at, _)| *at).chain([f64::INFINITY]);
        let mut before: Option<f64> = None;
        for ((at, value), end) in steps.iter().zip(ends) {
            let Some(value) = value else {
                before = None;
                continue;
            };
            let y = self.y(*value).round();
            // What is drawn last holds until something new is known.
            let (from, to) = (self.axis.x(*at).max(self.area.x), self.axis.x(end).min(right));
            if from < to {
                list.horizontal_line(from, y, to - from, Fill::textured(ColorRole::Throttle, Texture::Dashes));
                if let Some(before) = before.filter(|before| *before != y) {
                    list.vertical_line(from, before.min(y), (before - y).abs(), ColorRole::Throttle);
                }
            }
            before = Some(y);
        }
        let Some(y) = before else { return };
        let (x, align) = if index == 0 { (right - 2.0, Align::Right) } else { (self.area.x + 4.0, Align::Left) };
        let y = y - self.axis.text * 0.6;
        let room = self.area.width;
        list.write(Text { x, y, align, ink: ColorRole::Throttle, room, framed: true, text: name.to_owned() });
    }
}

/// The step between levels: 1, 2, 5, 10, … so that there are three to five, and none below `least`.
pub fn round_step(top: f64, least: f64) -> f64 {
    let decade = 10_f64.powf((top / 4.0).log10().floor()).max(least);
    [1.0, 2.0, 5.0, 10.0]
        .into_iter()
        .map(|digit| digit * decade)
        .find(|step| top / step <= 5.0)
        .unwrap_or(decade * 10.0)
}

/// Draws what is in sight.
pub(super) fn picture(plot: &Plot, data: &ChartData, hidden: &[usize]) -> DrawList {
    let mut list = DrawList::default();
    plot.levels(1e-6, data.show, &mut list);
    let foot = plot.height - plot.axis.text * 0.65;
    plot.axis.draw(&mut list, foot, plot.area);
    let shown: Vec<&Series> =
        data.series.iter().enumerate().filter(|(index, _)| !hidden.contains(index)).map(|(_, series)| series).collect();
    list.clipped(plot.area, |list| {
        for limit in data.limits.iter().filter(|limit| limit.headroom) {
            headroom(plot, limit, list);
        }
        for series in &shown {
            steps(plot, series, list);
        }
    });
    for (index, limit) in data.limits.iter().enumerate() {
        if limit.steps.iter().any(|(_, value)| value.is_some_and(|value| value <= plot.top)) {
            plot.limit(&limit.name, &limit.steps, index, &mut list);
        }
    }
    list.horizontal_line(plot.area.x, plot.area.bottom(), plot.area.width, ColorRole::Quiet);
    for (index, strip) in data.strips.iter().enumerate() {
        let y = plot.area.bottom() + STRIP_GAP + index as f64 * (STRIP + STRIP_GAP);
        states(plot, strip, y, &mut list);
    }
    list
}

/// What is left below a limit.
fn headroom(plot: &Plot, limit: &Limit, list: &mut DrawList) {
    let ends = limit.steps.iter().skip(1).map(|(at, _)| *at).chain([f64::INFINITY]);
    for ((at, value), end) in limit.steps.iter().zip(ends) {
        let stretch = plot.axis.clip_range(*at, end.min(plot.axis.viewport.to));
        if let (Some(value), Some((from, to))) = (value, stretch) {
            let y = plot.y(*value).max(plot.area.y);
            list.fill(Area::new(from, y, to - from, plot.area.bottom() - y), Fill::from(ColorRole::Quiet).covering(6));
        }
    }
}

/// Values as steps. Where several fall on a pixel, the highest is seen.
fn steps(plot: &Plot, series: &Series, list: &mut DrawList) {
    let (view, period) = (plot.axis.viewport, series.period_us);
    let first = (view.from / period).floor().max(0.0) as usize;
    let last = ((view.to / period).ceil().max(0.0) as usize).min(series.points.len());
    let wide = ((plot.axis.us_per_css() / period).floor() as usize).max(1);
    let mut before: Option<(f64, f64)> = None;
    let mut index = first - first % wide;
    while index < last {
        let end = (index + wide).min(series.points.len());
        let value = series.points[index..end].iter().copied().filter(|value| value.is_finite()).reduce(f32::max);
        let stretch = plot.axis.clip_range(index as f64 * period, end as f64 * period);
        if let (Some(value), Some((from, to))) = (value, stretch) {
            let y = plot.y(f64::from(value));
            if series.filled {
                list.fill(Area::new(from, y, to - from, plot.area.bottom() - y), Fill::from(series.ink).covering(30));
            }
            list.fill(Area::new(from, y - 0.75, (to - from).max(1.5), 1.5), series.ink);
            if let Some((_, above)) = before.filter(|(right, _)| (*right - from).abs() < 0.01) {
                list.fill(Area::new(from - 0.75, above.min(y) - 0.75, 1.5, (above - y).abs() + 1.5), series.ink);
            }
            before = Some((to, y));
        }
        index = end;
    }
}

fn states(plot: &Plot, strip: &StateBand, y: f64, list: &mut DrawList) {
    let ends = strip.states.iter().skip(1).map(|(at, _)| *at).chain([f64::INFINITY]);
    for ((at, state), end) in strip.states.iter().zip(ends) {
        let Some((from, to)) = plot.axis.clip_range(*at, end.min(plot.axis.viewport.to)) else { continue };
        let area = Area::new(from, y, to - from, STRIP);
        match state {
            BandState::Bad => list.fill(area, Fill::textured(ColorRole::Error, Texture::Hatch)),
            BandState::Good => list.fill(Area::new(from, y + STRIP / 2.0 - 1.0, to - from, 2.0), ColorRole::Handler),
            BandState::Unknown => list.fill(
                Area::new(from, y + STRIP / 2.0, to - from, 1.0),
                Fill::textured(ColorRole::Quiet, Texture::Dashes),
            ),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn data() -> ChartData {
        ChartData {
            caption: String::new(),
            show: |value| format!("{value}"),
            series: vec![Series {
                name: "a".to_owned(),
                ink: ColorRole::Handler,
                filled: true,
                period_us: 1e6,
                points: vec![1.0, 4.0, f32::NAN, 2.0],
            }],
            limits: vec![Limit { name: "limit 5".to_owned(), steps: vec![(0.0, Some(5.0))], headroom: true }],
            strips: vec![StateBand {
                name: "alarm".to_owned(),
                states: vec![(0.0, BandState::Unknown), (2e6, BandState::Bad)],
            }],
        }
    }

    #[test]
    fn series_are_steps_limits_are_dashes_and_states_are_strips() {
        let viewport = Viewport { from: 0.0, to: 4e6, first_lane: 0.0 };
        let size = Size { css_width: 466.0, text: 12.0, ratio: 1.0 };
        let data = data();
        let plot = Plot::new(viewport, size, data.highest(&[]), 1);
        let text = picture(&plot, &data, &[]).to_string();
        for expected in ["handler 30%", "throttle dashes", "“limit 5”", "quiet 6%", "error hatch", "quiet dashes"] {
            assert!(text.contains(expected), "{expected} in {text}");
        }
        assert_eq!(text.matches("handler 30%").count(), 3, "nothing where there is no value: {text}");
        assert!(!picture(&plot, &data, &[0]).to_string().contains("handler"));
    }

    #[test]
    fn levels_are_round_and_few() {
        for (top, step) in [(1.06, 1.0), (4.0, 1.0), (25.4, 10.0), (1_060.0, 500.0), (3_000.0, 1_000.0)] {
            assert_eq!(round_step(top, 1.0), step, "{top}");
        }
        assert_eq!(round_step(0.53, 1e-6), 0.2);
    }

    #[test]
    fn a_far_limit_does_not_flatten_what_is_measured() {
        let mut data = data();
        data.limits[0].steps[0].1 = Some(1_000.0);
        assert_eq!(data.highest(&[]), 4.0);
    }
}
