//! What lies over the timeline's picture and changes with the pointer: the moment and the thing that are pointed at, what is
//! selected.

use super::geometry::Geometry;
use super::hit::{Place, outline};
use crate::charts::drawing::{Area, DrawList, Ink};

/// Draws it.
pub fn overlay(geometry: &Geometry, moment: Option<f64>, selected: Option<Place>, pointed: Option<Place>) -> DrawList {
    let mut list = DrawList::default();
    let plot = geometry.plot();
    let outer = Area { x: plot.x - 2.0, width: plot.width + 2.0, ..plot };
    if let Some(moment) = moment {
        geometry.axis.draw_pointed(&mut list, moment, plot, None);
    }
    list.clipped(outer, |list| {
        if let Some(area) = pointed.and_then(|place| outline(geometry, place)) {
            list.outline(area, Ink::Quiet);
        }
        if let Some(area) = selected.and_then(|place| outline(geometry, place)) {
            list.outline(area, Ink::Accent);
            list.outline(Area::new(area.x - 1.0, area.y - 1.0, area.width + 2.0, area.height + 2.0), Ink::Accent);
        }
    });
    list
}
