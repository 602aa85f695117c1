//! Which part of the timeline is in sight: a stretch of time and the first lane. A plain value; all of it is arithmetic.
//!
//! Three spaces meet on the timeline, and names say which one a number is in: *time* in µs of the counted time, *lanes*
//! counted from the first one shown, and *css* pixels. A viewport maps time to css pixels for a given width.

/// The shortest stretch of time that can be looked at, in µs. Times are whole microseconds, so that nothing more is to be
/// seen below; and at the longest run, 10¹³ µs, 64-bit floating point still resolves 0.002 µs.
pub const SHORTEST_US: f64 = 100.0;

/// How many lanes are in sight, at most.
pub const LANES_IN_SIGHT: u32 = 26;

/// What is in sight.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Viewport {
    /// The left edge, in µs.
    pub from: f64,
    /// The right edge, in µs; beyond the left one.
    pub to: f64,
    /// The first lane in sight, counted from the first one that the timeline shows; a fraction while scrolling.
    pub first_lane: f64,
}

impl Viewport {
    /// The whole counted time, from the first lane on.
    pub fn fit(duration_us: f64) -> Self {
        Self { from: 0.0, to: duration_us.max(SHORTEST_US), first_lane: 0.0 }
    }

    /// How much time is in sight, in µs.
    pub fn span(&self) -> f64 {
        self.to - self.from
    }

    /// Whether the whole counted time is in sight.
    pub fn is_fit(&self, duration_us: f64) -> bool {
        self.from <= 0.0 && self.to >= duration_us
    }

    /// Where a time lies, in css pixels from the left edge, when the timeline is `css_width` wide.
    pub fn css_x(&self, time_us: f64, css_width: f64) -> f64 {
        (time_us - self.from) / self.span().max(SHORTEST_US) * css_width
    }

    /// What time is shown at a place, in µs.
    pub fn time_at(&self, css_x: f64, css_width: f64) -> f64 {
        self.from + css_x / css_width.max(1.0) * self.span()
    }

    /// The same with `factor` times as much time in sight; what is shown at `time_us` stays where it is.
    #[must_use]
    pub fn zoom(self, time_us: f64, factor: f64, duration_us: f64) -> Self {
        let longest = duration_us.max(SHORTEST_US);
        let span = (self.span() * factor).clamp(SHORTEST_US, longest);
        let share = ((time_us - self.from) / self.span().max(SHORTEST_US)).clamp(0.0, 1.0);
        let from = time_us.clamp(self.from, self.to) - share * span;
        Self { from, to: from + span, ..self }.clamped(duration_us)
    }

    /// The same, later by this much time, within the run.
    #[must_use]
    pub fn pan(self, by_us: f64, duration_us: f64) -> Self {
        Self { from: self.from + by_us, to: self.to + by_us, ..self }.clamped(duration_us)
    }

    /// The stretch between two times, in either order.
    #[must_use]
    pub fn show(self, a_us: f64, b_us: f64, duration_us: f64) -> Self {
        Self { from: a_us.min(b_us), to: a_us.max(b_us), ..self }.clamped(duration_us)
    }

    /// A stretch around a part that should be seen with its surroundings: the part takes a third of the width.
    #[must_use]
    pub fn focus(self, from_us: f64, to_us: f64, duration_us: f64) -> Self {
        let length = (to_us - from_us).max(SHORTEST_US);
        self.show(from_us - length, to_us + length, duration_us)
    }

    /// The same where a moment is in sight already; else it is at a tenth of the width.
    #[must_use]
    pub fn keep_in_sight(self, at_us: f64, duration_us: f64) -> Self {
        if (self.from..=self.to).contains(&at_us) {
            return self;
        }
        self.pan(at_us - self.from - self.span() / 10.0, duration_us)
    }

    /// The same at another lane: `lanes` there are, `lanes_in_sight` fit.
    #[must_use]
    pub fn scroll_to(self, lane: f64, lanes: u32, lanes_in_sight: f64) -> Self {
        let last = (f64::from(lanes) - lanes_in_sight).max(0.0);
        let lane = if lane.is_finite() { lane } else { 0.0 };
        Self { first_lane: lane.clamp(0.0, last), ..self }
    }

    /// The same with a lane in sight, moved no further than it takes.
    #[must_use]
    pub fn reveal(self, lane: u32, lanes: u32, lanes_in_sight: f64) -> Self {
        let lane = f64::from(lane);
        let first = self.first_lane.min(lane).max(lane + 1.0 - lanes_in_sight);
        self.scroll_to(first, lanes, lanes_in_sight)
    }

    /// The same inside [0, duration], at least [`SHORTEST_US`] long; what is not a number shows everything.
    #[must_use]
    pub fn clamped(self, duration_us: f64) -> Self {
        let longest = duration_us.max(SHORTEST_US);
        if !(self.from.is_finite() && self.to.is_finite() && self.first_lane.is_finite()) {
            return Self::fit(duration_us);
        }
        let span = self.span().clamp(SHORTEST_US, longest);
        let from = self.from.clamp(0.0, longest - span);
        Self { from, to: from + span, first_lane: self.first_lane.max(0.0) }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const MINUTE: f64 = 60e6;

    #[test]
    fn zooming_keeps_what_is_under_the_cursor_in_place() {
        let viewport = Viewport { from: 10e6, to: 20e6, first_lane: 3.0 };
        let zoomed = viewport.zoom(12.5e6, 0.5, MINUTE);
        assert_eq!(zoomed, Viewport { from: 11.25e6, to: 16.25e6, first_lane: 3.0 });
        assert_eq!(viewport.css_x(12.5e6, 800.0), zoomed.css_x(12.5e6, 800.0));
        assert_eq!(zoomed.zoom(12.5e6, 2.0, MINUTE), viewport);
    }

    #[test]
    fn zooming_ends_at_the_whole_run_and_at_the_shortest_stretch() {
        let viewport = Viewport::fit(MINUTE);
        assert_eq!(viewport.zoom(30e6, 3.0, MINUTE), viewport);
        let deepest = viewport.zoom(59.999_999e6, 1e-12, MINUTE);
        assert_eq!(deepest.span(), SHORTEST_US);
        assert!(deepest.to <= MINUTE);
        // A move of one pixel on a screen of 4,000 is not lost in rounding, even far out.
        let far = Viewport { from: 1e13 - 1_000.0, to: 1e13 - 900.0, first_lane: 0.0 };
        assert_ne!(far.pan(SHORTEST_US / 4_000.0, 1e13), far);
    }

    #[test]
    fn panning_stops_at_the_ends() {
        let viewport = Viewport { from: 10e6, to: 20e6, first_lane: 0.0 };
        assert_eq!(viewport.pan(5e6, MINUTE).from, 15e6);
        assert_eq!(viewport.pan(-50e6, MINUTE), Viewport { from: 0.0, to: 10e6, first_lane: 0.0 });
        assert_eq!(viewport.pan(500e6, MINUTE), Viewport { from: 50e6, to: MINUTE, first_lane: 0.0 });
    }

    #[test]
    fn places_and_times_are_inverse() {
        let viewport = Viewport { from: 10e6, to: 20e6, first_lane: 0.0 };
        assert_eq!(viewport.css_x(15e6, 800.0), 400.0);
        assert_eq!(viewport.time_at(400.0, 800.0), 15e6);
    }

    #[test]
    fn lanes_scroll_as_far_as_there_are_any() {
        let viewport = Viewport::fit(MINUTE);
        assert_eq!(viewport.scroll_to(5.5, 100, 24.0).first_lane, 5.5);
        assert_eq!(viewport.scroll_to(500.0, 100, 24.0).first_lane, 76.0);
        assert_eq!(viewport.scroll_to(5.0, 10, 24.0).first_lane, 0.0);
        assert_eq!(viewport.scroll_to(f64::NAN, 100, 24.0).first_lane, 0.0);
        assert_eq!(viewport.reveal(50, 100, 24.0).first_lane, 27.0);
        assert_eq!(viewport.scroll_to(40.0, 100, 24.0).reveal(50, 100, 24.0).first_lane, 40.0);
    }

    #[test]
    fn nonsense_shows_everything() {
        let nonsense = Viewport { from: f64::NAN, to: 5.0, first_lane: 0.0 };
        assert_eq!(nonsense.clamped(MINUTE), Viewport::fit(MINUTE));
        assert_eq!(Viewport { from: 9.0, to: 3.0, first_lane: 0.0 }.clamped(MINUTE).span(), SHORTEST_US);
    }

    #[test]
    fn a_moment_out_of_sight_is_brought_there() {
        let viewport = Viewport { from: 10e6, to: 20e6, first_lane: 0.0 };
        assert_eq!(viewport.keep_in_sight(19e6, MINUTE), viewport);
        assert_eq!(viewport.keep_in_sight(21e6, MINUTE).from, 20e6);
        assert_eq!(viewport.keep_in_sight(5e6, MINUTE).from, 4e6);
        assert_eq!(viewport.keep_in_sight(59e6, MINUTE).to, MINUTE);
    }

    #[test]
    fn a_focused_part_stands_in_the_middle() {
        let shown = Viewport::fit(MINUTE).focus(30e6, 31e6, MINUTE);
        assert_eq!((shown.from, shown.to), (29e6, 32e6));
    }
}
