//! What keys do on the timeline.

use super::geometry::Geometry;
use super::hit::Place;
use crate::state::viewport::Viewport;

/// What a key asks for.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Step {
    /// Looks elsewhere.
    LookAt(Viewport),
    /// Lets go of the selection.
    Clear,
}

/// What a key asks for; none where it is not the timeline's.
pub fn step(
    key: &str,
    geometry: &Geometry,
    duration_us: f64,
    cursor: Option<f64>,
    selected: Option<Place>,
) -> Option<Step> {
    let viewport = geometry.axis.viewport;
    let in_sight = geometry.lanes_in_sight();
    let centre = cursor.filter(|at| (viewport.from..=viewport.to).contains(at));
    let centre = centre.unwrap_or((viewport.from + viewport.to) / 2.0);
    let pan = |share: f64| Some(Step::LookAt(viewport.pan(viewport.span() * share, duration_us)));
    let zoom = |factor: f64| Some(Step::LookAt(viewport.zoom(centre, factor, duration_us)));
    let scroll = |lanes: f64| {
        let to = viewport.scroll_to(viewport.first_lane.round() + lanes, geometry.count, in_sight);
        geometry.scrolls().then_some(Step::LookAt(to))
    };
    match key {
        "ArrowLeft" | "a" | "A" => pan(-0.1),
        "ArrowRight" | "d" | "D" => pan(0.1),
        "Home" => pan(-1e9),
        "End" => pan(1e9),
        "+" | "=" | "w" | "W" => zoom(0.7),
        "-" | "_" | "s" | "S" => zoom(1.0 / 0.7),
        "ArrowUp" => scroll(-1.0),
        "ArrowDown" => scroll(1.0),
        "PageUp" => scroll(-in_sight),
        "PageDown" => scroll(in_sight),
        "0" => Some(Step::LookAt(Viewport { first_lane: viewport.first_lane, ..Viewport::fit(duration_us) })),
        "f" | "F" => selected.map(|place| Step::LookAt(focus(geometry, place, duration_us))),
        "Escape" => selected.map(|_| Step::Clear),
        _ => None,
    }
}

/// A place closely, its lane in sight.
fn focus(geometry: &Geometry, place: Place, duration_us: f64) -> Viewport {
    let viewport = geometry.axis.viewport;
    // A moment has no length: a hundredth of what is in sight shows what is around it.
    let around = if place.to > place.from { 0.0 } else { viewport.span() / 200.0 };
    let focused = viewport.focus(place.from - around, place.to + around, duration_us);
    match place.lane.and_then(|lane| lane.checked_sub(geometry.first)) {
        Some(lane) => focused.reveal(lane, geometry.count, geometry.lanes_in_sight()),
        None => focused,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::views::drawing::Size;
    use crate::views::timeline::example;

    fn pressed(key: &str, lanes: u32, selected: Option<Place>) -> Option<Step> {
        let viewport = Viewport { from: 10e6, to: 20e6, first_lane: 5.0 };
        let size = Size { css_width: 866.0, text: 12.0, ratio: 1.0 };
        let geometry = Geometry::new(&example::results(lanes, 1), None, viewport, size);
        step(key, &geometry, 60e6, Some(12e6), selected)
    }

    #[test]
    fn keys_pan_zoom_and_scroll() {
        let to = |from: f64, to: f64, first_lane: f64| Some(Step::LookAt(Viewport { from, to, first_lane }));
        assert_eq!(pressed("d", 100, None), to(11e6, 21e6, 5.0));
        assert_eq!(pressed("Home", 100, None), to(0.0, 10e6, 5.0));
        assert_eq!(pressed("ArrowDown", 100, None), to(10e6, 20e6, 6.0));
        assert_eq!(pressed("0", 100, None), to(0.0, 60e6, 5.0));
        assert_eq!(pressed("W", 100, None), to(10.6e6, 17.6e6, 5.0));
    }

    #[test]
    fn keys_without_use_are_left_to_the_page() {
        assert_eq!(pressed("ArrowDown", 3, None), None);
        assert_eq!(pressed("f", 3, None), None);
        assert_eq!(pressed("Escape", 3, None), None);
        assert_eq!(pressed("q", 3, None), None);
    }

    #[test]
    fn the_selection_is_shown_closely() {
        let place = Place { from: 30e6, to: 31e6, lane: Some(90) };
        let shown = Viewport { from: 29e6, to: 32e6, first_lane: 65.0 };
        assert_eq!(pressed("F", 100, Some(place)), Some(Step::LookAt(shown)));
    }
}
