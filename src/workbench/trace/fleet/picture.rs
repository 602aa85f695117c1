//! The fleet's picture: a box an environment, filled with what it does.

use super::layout::FleetLayout;
use crate::charts::drawing::{Align, Area, ColorRole, DrawList, Fill, Texture};
use crate::text::fleet as words;
use crate::workbench::trace::timeline::picture::{paint, tint};
use crate::worker::protocol::{LaneCounts, Moment};
use lambda_sim::readings::{BarKind, EnvironmentState};

/// Textures are for boxes of at least this side, in css pixels.
const TEXTURED: f64 = 7.0;

/// Draws the fleet at a moment.
pub fn picture(layout: &FleetLayout, lanes: &LaneCounts, moment: &Moment) -> DrawList {
    let mut list = DrawList::default();
    for rows in &layout.rows {
        let group = rows.group;
        let name = lanes.functions.get(group.function.index()).map_or("", |function| function.name.as_str());
        let version = lanes.has_epochs(group.function).then_some((group.epoch, group.version));
        list.text(0.0, rows.heading_y, Align::Left, ColorRole::Words, words::group(name, version, group.provisioned));
        let ground = layout.ground(rows);
        if let Some(tint) = tint(group.epoch) {
            list.fill(ground, tint);
        }
        if group.provisioned {
            list.fill(ground, ColorRole::ProvisionedTint);
            list.fill(Area::new(0.0, ground.y, 2.0, ground.height), ColorRole::Provisioned);
            list.fill(Area::new(0.0, ground.y, 4.0, 2.0), ColorRole::Provisioned);
            list.fill(Area::new(0.0, ground.bottom() - 2.0, 4.0, 2.0), ColorRole::Provisioned);
        }
    }
    // One state after the other: the painter changes its color as rarely as it can.
    let states = (0..EnvironmentState::COUNT as u8).filter_map(EnvironmentState::from_number);
    for state in states.filter(|state| moment.count(*state) > 0) {
        let of_state = moment.state.iter().enumerate().filter(|(_, number)| **number == state.number());
        let areas = of_state.filter_map(|(place, _)| layout.area(moment.first_lane + place as u32));
        let areas: Vec<Area> = areas.collect();
        draw(state, &areas, &mut list);
    }
    list
}

fn draw(state: EnvironmentState, areas: &[Area], list: &mut DrawList) {
    let inner =
        |area: &Area, by: f64| Area::new(area.x + by, area.y + by, area.width - 2.0 * by, area.height - 2.0 * by);
    match state {
        // Hollow, so that busy boxes are what the eye sums up.
        EnvironmentState::Does(BarKind::Initialised) => {
            areas.iter().for_each(|area| list.fill(*area, ColorRole::Idle));
            areas.iter().for_each(|area| list.fill(inner(area, 1.0), ColorRole::Ground));
        }
        EnvironmentState::Does(BarKind::Sandbox) => {
            for area in areas {
                list.fill(*area, Fill::textured(ColorRole::Idle, Texture::Dashes));
            }
            areas.iter().for_each(|area| list.fill(inner(area, 1.0), ColorRole::Ground));
        }
        EnvironmentState::Does(kind) => {
            let paint = paint(kind);
            for area in areas {
                list.fill(*area, if area.width < TEXTURED { Fill::from(paint.ink) } else { paint });
            }
        }
        EnvironmentState::Gone => {
            for area in areas {
                let side = (area.width / 4.0).max(1.0);
                list.fill(inner(area, (area.width - side) / 2.0), ColorRole::Idle);
            }
        }
        EnvironmentState::NotYet => {}
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::workbench::trace::timeline::example;
    use expect_test::expect;

    #[test]
    fn every_state_has_its_look() {
        let lanes = example::results(5, 1).lanes;
        let layout = FleetLayout::new(&lanes, None, 200.0, 12.0);
        let states = [
            EnvironmentState::Does(BarKind::Handler),
            EnvironmentState::Does(BarKind::Init),
            EnvironmentState::Does(BarKind::Initialised),
            EnvironmentState::Gone,
            EnvironmentState::NotYet,
        ];
        let mut moment = Moment { counts: vec![0; EnvironmentState::COUNT], ..Moment::default() };
        for state in states {
            moment.counts[usize::from(state.number())] += 1;
            moment.state.push(state.number());
        }
        expect![[r#"
            text 0,10 left ink “checkout · provisioned”
            fill 5,16 32×32 provisioned-tint
            fill 0,16 2×32 provisioned
            fill 0,16 4×2 provisioned
            fill 0,46 4×2 provisioned
            text 0,64 left ink “checkout · on demand”
            fill 37,73 26×26 idle
            fill 38,74 24×24 ground
            fill 8,73 26×26 init hatch
            fill 8,19 26×26 handler
            fill 75.8,82.8 6.5×6.5 idle
        "#]]
        .assert_eq(&picture(&layout, &lanes, &moment).to_string());
    }
}
