//! The axis of time that timeline and chart share: where time lies on the page, round moments with their names, the cursor.

mod cursor_line;
mod gestures;
mod ticks;

use crate::charts::drawing::{Align, Area, ColorRole, DrawList, Size, Text};
use crate::charts::viewport::Viewport;
pub use cursor_line::CursorLine;
pub use gestures::{Movement, Pointed, Scroll, use_time_gestures};
use lambda_story::format;
use ticks::{label, steps, ticks};

/// A character is about so wide, as a share of the text's size.
const CHARACTER: f64 = 0.56;

/// Below this width the gutter for labels is small, in css pixels.
const NARROW: f64 = 520.0;

/// Where time lies on the page: a gutter for labels, then the plot.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Axis {
    /// What is in sight.
    pub viewport: Viewport,
    /// The plot's left edge, in css pixels.
    pub left: f64,
    /// How wide the plot is, in css pixels.
    pub width: f64,
    /// The size of text, in css pixels.
    pub text: f64,
}

impl Axis {
    /// The axis of a view of this size. Timeline and chart have the same, so that equal moments are above each other.
    pub fn new(viewport: Viewport, size: Size) -> Self {
        let left = (size.text * if size.css_width < NARROW { 4.5 } else { 5.5 }).round();
        Self { viewport, left, width: (size.css_width - left).max(1.0), text: size.text }
    }

    /// Where a time lies, from the view's left edge.
    pub fn x(&self, time_us: f64) -> f64 {
        self.left + self.viewport.css_x(time_us, self.width)
    }

    /// What time lies at a place, from the view's left edge.
    pub fn time(&self, x: f64) -> f64 {
        self.viewport.time_at(x - self.left, self.width)
    }

    /// Whether a place lies on the plot.
    pub fn has(&self, x: f64) -> bool {
        (self.left..=self.left + self.width).contains(&x)
    }

    /// How much time a css pixel shows, in µs.
    pub fn us_per_css(&self) -> f64 {
        self.viewport.span() / self.width
    }

    /// From one time to another, the part in sight; `None` if nothing of it is.
    pub fn clip_range(&self, from_us: f64, to_us: f64) -> Option<(f64, f64)> {
        let from = self.x(from_us).max(self.left);
        let to = self.x(to_us).min(self.left + self.width);
        (from < to).then_some((from, to))
    }

    /// Names round moments around a height, and draws a hairline at each from top to bottom of an area.
    pub fn draw(&self, list: &mut DrawList, label_y: f64, grid: Area) {
        for tick in ticks(&self.viewport, self.width, self.text) {
            let x = self.x(tick.at);
            list.vertical_line(x, grid.y, grid.height, ColorRole::Line);
            // Names at the edges stay inside.
            let half = text_width(&tick.label, self.text) / 2.0;
            let (x, align) = if x + half > self.left + self.width {
                (self.left + self.width, Align::Right)
            } else {
                (x, Align::Centre)
            };
            list.text(x, label_y, align, ColorRole::Quiet, tick.label);
        }
    }

    /// Draws what is pointed at: a line, and at its foot its time or what else is to be read there.
    pub fn draw_pointed(&self, list: &mut DrawList, time_us: f64, plot: Area, read_out: Option<String>) {
        let x = self.x(time_us);
        if !self.has(x) {
            return;
        }
        list.vertical_line(x, plot.y, plot.height, ColorRole::Quiet);
        let text = read_out.unwrap_or_else(|| self.moment(time_us));
        let is_left_of_it = x + text_width(&text, self.text) + 12.0 < self.left + self.width;
        let (x, align) = if is_left_of_it { (x + 5.0, Align::Left) } else { (x - 4.0, Align::Right) };
        let y = plot.bottom() - self.text * 0.75;
        list.write(Text { x, y, align, ink: ColorRole::Words, room: f64::INFINITY, framed: true, text });
    }

    /// A moment, as exactly as a pixel shows it.
    pub fn moment(&self, time_us: f64) -> String {
        let pixel = self.us_per_css();
        if pixel >= 5e3 {
            return format::moment_us(time_us);
        }
        let step = steps().take_while(|step| *step <= pixel.max(1.0)).last().unwrap_or(1.0);
        label((time_us / step).round() * step, step)
    }
}

/// About how wide a text is, in css pixels.
fn text_width(words: &str, text: f64) -> f64 {
    words.chars().count() as f64 * CHARACTER * text
}

#[cfg(test)]
mod tests {
    use super::*;

    fn axis(from: f64, to: f64) -> Axis {
        let viewport = Viewport { from, to, first_lane: 0.0 };
        Axis::new(viewport, Size { css_width: 866.0, text: 12.0, ratio: 1.0 })
    }

    #[test]
    fn timeline_and_chart_read_time_alike() {
        let axis = axis(10e6, 20e6);
        assert_eq!((axis.left, axis.width), (66.0, 800.0));
        assert_eq!(axis.x(15e6), 466.0);
        assert_eq!(axis.time(466.0), 15e6);
        assert_eq!(axis.clip_range(0.0, 11e6), Some((66.0, 146.0)));
        assert_eq!(axis.clip_range(0.0, 9e6), None);
    }

    #[test]
    fn a_moment_is_as_exact_as_a_pixel() {
        assert_eq!(axis(0.0, 60e6).moment(31_420_000.0), "31.42\u{a0}s");
        assert_eq!(axis(31e6, 31e6 + 8_000.0).moment(31_001_234.4), "31.00123\u{a0}s");
    }

    #[test]
    fn what_is_pointed_at_tells_its_time_on_the_side_with_room() {
        let mut list = DrawList::default();
        let plot = Area::new(66.0, 20.0, 800.0, 100.0);
        axis(10e6, 20e6).draw_pointed(&mut list, 19.9e6, plot, None);
        axis(10e6, 20e6).draw_pointed(&mut list, 25e6, plot, None);
        let text = list.to_string();
        assert!(text.contains("right ink “19.90 s”") && list.commands().len() == 2, "{text}");
    }
}
