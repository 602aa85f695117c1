//! What keys do on the timeline's own picture: lanes and the selection. Time moves by the keys of all views.

use super::geometry::Geometry;
use super::hit::TimelineSpan;
use crate::charts::viewport::Viewport;

/// What a key asks for.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum TimelineKeyAction {
    /// Looks elsewhere.
    LookAt(Viewport),
    /// Clears the selection.
    Clear,
}

/// What a key asks for; `None` if it is not the timeline's.
pub fn step(
    key: &str,
    geometry: &Geometry,
    duration_us: f64,
    selected: Option<TimelineSpan>,
) -> Option<TimelineKeyAction> {
    let viewport = geometry.axis.viewport;
    let in_sight = geometry.lanes_in_sight();
    let scroll = |lanes: f64| {
        let to = viewport.scroll_to(viewport.first_lane.round() + lanes, geometry.count, in_sight);
        geometry.scrolls().then_some(TimelineKeyAction::LookAt(to))
    };
    match key {
        "ArrowUp" => scroll(-1.0),
        "ArrowDown" => scroll(1.0),
        "PageUp" => scroll(-in_sight),
        "PageDown" => scroll(in_sight),
        "f" | "F" => selected.map(|place| TimelineKeyAction::LookAt(focus(geometry, place, duration_us))),
        "Escape" => selected.map(|_| TimelineKeyAction::Clear),
        _ => None,
    }
}

/// A place closely, its lane in sight.
fn focus(geometry: &Geometry, place: TimelineSpan, duration_us: f64) -> Viewport {
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
    use crate::charts::drawing::Size;
    use crate::workbench::trace::timeline::example;

    fn pressed(key: &str, lanes: u32, selected: Option<TimelineSpan>) -> Option<TimelineKeyAction> {
        let viewport = Viewport { from: 10e6, to: 20e6, first_lane: 5.0 };
        let size = Size { css_width: 866.0, text: 12.0, ratio: 1.0 };
        let geometry = Geometry::new(&example::results(lanes, 1), None, viewport, size);
        step(key, &geometry, 60e6, selected)
    }

    #[test]
    fn keys_scroll_lanes() {
        let to = |first_lane: f64| Some(TimelineKeyAction::LookAt(Viewport { from: 10e6, to: 20e6, first_lane }));
        assert_eq!(pressed("ArrowDown", 100, None), to(6.0));
        assert_eq!(pressed("PageDown", 100, None), to(31.0));
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
        let place = TimelineSpan { from: 30e6, to: 31e6, lane: Some(90) };
        let shown = Viewport { from: 29e6, to: 32e6, first_lane: 65.0 };
        assert_eq!(pressed("F", 100, Some(place)), Some(TimelineKeyAction::LookAt(shown)));
    }
}
