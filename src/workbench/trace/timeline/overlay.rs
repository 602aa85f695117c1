//! What lies over the timeline's picture and changes with the pointer: the moment and the thing that are pointed at, what is
//! selected.

use super::geometry::Geometry;
use super::hit::{TimelineSpan, outline};
use crate::charts::drawing::{Area, ColorRole, DrawList};

/// Draws it.
pub fn overlay(
    geometry: &Geometry,
    moment: Option<f64>,
    selected: Option<TimelineSpan>,
    pointed: Option<TimelineSpan>,
) -> DrawList {
    let mut list = DrawList::default();
    let plot = geometry.plot();
    let outer = Area { x: plot.x - 2.0, width: plot.width + 2.0, ..plot };
    if let Some(moment) = moment {
        geometry.axis.draw_pointed(&mut list, moment, plot, None);
    }
    list.clipped(outer, |list| {
        if let Some(area) = pointed.and_then(|place| outline(geometry, place)) {
            list.outline(area, ColorRole::Quiet);
        }
        if let Some(area) = selected.and_then(|place| outline(geometry, place)) {
            list.outline(area, ColorRole::Accent);
            list.outline(Area::new(area.x - 1.0, area.y - 1.0, area.width + 2.0, area.height + 2.0), ColorRole::Accent);
        }
    });
    list
}
