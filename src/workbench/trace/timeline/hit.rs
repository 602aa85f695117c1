//! What lies at a place of the timeline, and where a selected thing is drawn.

use super::geometry::{Geometry, MarkRow};
use super::mark_groups::{MarkGroup, mark_groups};
use crate::charts::drawing::Area;
use crate::worker::protocol::Target;
use lambda_sim::readings::{Bar, Columns, MarkKind, NO_INVOCATION};
use lambda_sim::trace::{EnvironmentId, InvocationId};
use lambda_sim::units::{Instant, Micros};

/// A bar is hit from so near, in css pixels.
const NEAR: f64 = 3.0;

/// Something at a place.
#[derive(Clone, Debug, PartialEq)]
pub enum Hit {
    /// What an environment does; below it the line of the environment, if it is in sight.
    Bar(Bar, Option<u32>),
    /// An environment that does nothing.
    Line(Bar),
    /// Marks.
    Marks(MarkGroup),
}

/// What lies at a place; `None` if nothing does.
pub fn hit(geometry: &Geometry, columns: &Columns, x: f64, y: f64) -> Option<Hit> {
    if !geometry.axis.has(x) {
        return None;
    }
    if let Some(row) = geometry.mark_row_at(y) {
        let groups = mark_groups(geometry, &columns.marks).into_iter().filter(|group| group.row == row);
        // The sign, and the count to its right.
        let near = |group: &MarkGroup| x >= group.x - 8.0 && x < group.x + group.width(geometry.axis.text);
        let nearest = groups.filter(near).min_by(|a, b| (a.x - x).abs().total_cmp(&(b.x - x).abs()));
        return nearest.map(Hit::Marks);
    }
    let lane = geometry.lane_at(y)?;
    let on_lane = columns.bars.of_lane(lane);
    let (time, near) = (geometry.axis.time(x), NEAR * geometry.axis.us_per_css());
    let (mut nearest, mut line): (Option<(f64, Bar)>, Option<Bar>) = (None, None);
    for bar in on_lane.filter_map(|index| columns.bars.get(index)) {
        let distance = (bar.from - time).max(time - bar.to).max(0.0);
        if bar.kind.is_line() {
            if distance == 0.0 {
                line = Some(bar);
            }
        } else if distance <= near && nearest.as_ref().is_none_or(|(other, _)| distance < *other) {
            nearest = Some((distance, bar));
        }
    }
    match (nearest, line) {
        (Some((_, bar)), line) => Some(Hit::Bar(bar, line.map(|line| line.id))),
        (None, line) => line.map(Hit::Line),
    }
}

/// What a click on it selects; `None` for what only a closer look shows.
pub fn target(geometry: &Geometry, hit: &Hit, x: f64) -> Option<Target> {
    let at = Instant(geometry.axis.time(x).round() as i64);
    let within = Micros((geometry.axis.us_per_css() * NEAR).ceil() as u64);
    let of = |environment: u32| Target::Environment { environment: EnvironmentId(environment), at, within };
    match hit {
        Hit::Bar(bar, line) if bar.rows > 1 || bar.id == NO_INVOCATION => match line {
            Some(environment) => Some(of(*environment)),
            None => (bar.id != NO_INVOCATION).then_some(Target::Invocation(InvocationId(bar.id))),
        },
        Hit::Bar(bar, _) => Some(Target::Invocation(InvocationId(bar.id))),
        Hit::Line(line) => Some(of(line.id)),
        Hit::Marks(group) => match group.kind {
            MarkKind::Throttle(_) => Some(Target::Throttle { at: Instant(group.at.round() as i64) }),
            MarkKind::Error | MarkKind::Timeout | MarkKind::Retry => None,
        },
    }
}

/// A selected thing on the timeline.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct TimelineSpan {
    /// From when, in µs.
    pub from: f64,
    /// Until when.
    pub to: f64,
    /// On which lane, counted among all; `None` for what happened on none.
    pub lane: Option<u32>,
}

/// Where a selected thing lies; `None` if it is not in what was asked for.
pub fn place(columns: &Columns, target: Target) -> Option<TimelineSpan> {
    match target {
        Target::Invocation(InvocationId(id)) => invocation(columns, id),
        Target::Environment { environment, at, within } => {
            let at = at.0 as f64;
            let mut lines = columns.bars.iter().filter(|bar| bar.kind.is_line() && bar.id == environment.0);
            let lane = lines.next()?.lane;
            let within = within.0 as f64;
            let on_lane = columns.bars.of_lane(lane).filter_map(|index| columns.bars.get(index));
            let busy =
                on_lane.filter(|bar| !bar.kind.is_line()).find(|bar| bar.from - within <= at && at <= bar.to + within);
            match busy {
                Some(bar) if bar.rows == 1 && bar.id != NO_INVOCATION => invocation(columns, bar.id),
                Some(bar) => Some(TimelineSpan { from: bar.from, to: bar.to, lane: Some(lane) }),
                None => Some(TimelineSpan { from: at, to: at, lane: Some(lane) }),
            }
        }
        Target::Throttle { at } => Some(TimelineSpan { from: at.0 as f64, to: at.0 as f64, lane: None }),
    }
}

/// All phases of an invocation together.
fn invocation(columns: &Columns, id: u32) -> Option<TimelineSpan> {
    let phases = columns.bars.iter().filter(|bar| !bar.kind.is_line() && bar.id == id);
    phases.fold(None, |place, bar| match place {
        None => Some(TimelineSpan { from: bar.from, to: bar.to, lane: Some(bar.lane) }),
        Some(place) => Some(TimelineSpan { from: place.from.min(bar.from), to: place.to.max(bar.to), ..place }),
    })
}

/// Where a place is outlined; `None` if it is out of sight.
pub fn outline(geometry: &Geometry, place: TimelineSpan) -> Option<Area> {
    let axis = &geometry.axis;
    let (from, to) = (axis.x(place.from), axis.x(place.to));
    let (from, to) =
        if to - from < 8.0 { ((from + to) / 2.0 - 4.0, (from + to) / 2.0 + 4.0) } else { (from - 1.0, to + 1.0) };
    if to < axis.left || from > axis.left + axis.width {
        return None;
    }
    let (from, to) = (from.max(axis.left - 2.0), to.min(axis.left + axis.width));
    match place.lane {
        Some(lane) => {
            let top = geometry.lane_top(lane);
            let in_sight = top + geometry.lane_height > geometry.lanes.y && top < geometry.lanes.bottom();
            in_sight.then(|| Area::new(from, top, to - from, geometry.lane_height))
        }
        None => {
            let y = geometry.mark_y(MarkRow::Throttles)?;
            let half = geometry.axis.text * 0.6;
            Some(Area::new((from + to) / 2.0 - half, y - half, half * 2.0, half * 2.0))
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::charts::drawing::Size;
    use crate::charts::viewport::Viewport;
    use crate::workbench::trace::timeline::example;
    use lambda_sim::readings::BarKind;

    fn geometry() -> Geometry {
        let viewport = Viewport { from: 10e6, to: 20e6, first_lane: 0.0 };
        let size = Size { css_width: 866.0, text: 12.0, ratio: 1.0 };
        Geometry::new(&example::results(3, 1), None, viewport, size)
    }

    fn at(time_us: f64, lane: u32) -> (Option<Hit>, Option<Target>) {
        let geometry = geometry();
        let (x, y) = (geometry.axis.x(time_us), geometry.lane_top(lane) + 5.0);
        let found = hit(&geometry, &example::columns(), x, y);
        let target = found.as_ref().and_then(|found| target(&geometry, found, x));
        (found, target)
    }

    #[test]
    fn a_bar_is_an_invocation() {
        let (found, target) = at(11.5e6, 1);
        assert!(matches!(found, Some(Hit::Bar(Bar { kind: BarKind::Init, .. }, Some(1)))), "{found:?}");
        assert_eq!(target, Some(Target::Invocation(InvocationId(41))));
    }

    #[test]
    fn many_on_a_pixel_are_asked_for_by_time() {
        let (_, target) = at(15.005e6, 2);
        let Some(Target::Environment { environment: EnvironmentId(2), .. }) = target else { panic!("{target:?}") };
    }

    #[test]
    fn a_line_is_its_environment_and_nothing_is_nothing() {
        assert!(matches!(
            at(17e6, 1),
            (Some(Hit::Line(_)), Some(Target::Environment { environment: EnvironmentId(1), .. }))
        ));
        assert_eq!(at(10.5e6, 1), (None, None));
    }

    #[test]
    fn a_mark_is_hit_from_near() {
        let geometry = geometry();
        let y = geometry.mark_y(MarkRow::Throttles).unwrap_or_default();
        let x = geometry.axis.x(13e6) + 6.0;
        let Some(found @ Hit::Marks(_)) = hit(&geometry, &example::columns(), x, y) else { panic!("no mark") };
        assert_eq!(target(&geometry, &found, x), Some(Target::Throttle { at: Instant(13_000_000) }));
    }

    #[test]
    fn a_selected_invocation_is_outlined_with_all_its_phases() {
        let columns = example::columns();
        let found = place(&columns, Target::Invocation(InvocationId(41)));
        assert_eq!(found, Some(TimelineSpan { from: 11e6, to: 12e6, lane: Some(1) }));
        let geometry = geometry();
        let area = found.and_then(|place| outline(&geometry, place));
        assert_eq!(area, Some(Area::new(145.0, geometry.lane_top(1), 82.0, 22.0)));
        assert_eq!(place(&columns, Target::Invocation(InvocationId(99))), None);
    }
}
