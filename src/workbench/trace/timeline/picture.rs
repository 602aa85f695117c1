//! The timeline's picture: axis, marks and lanes of what a window holds, as a draw list.

use super::geometry::Geometry;
use super::mark_groups::mark_groups;
use crate::charts::drawing::{Align, Area, ColorRole, DrawList, Fill, Glyph, Text, Texture};
use crate::text::timeline as words;
use crate::worker::protocol::LaneCounts;
use lambda_sim::readings::{Bar, BarKind, Columns, MarkKind};
use lambda_story::format;

/// Textures are for what is at least so wide, in css pixels.
const TEXTURED: f64 = 4.0;

/// Draws the part of a window that is in sight; the window may be another one than the geometry's, as while one pans.
pub fn picture(geometry: &Geometry, columns: &Columns, lanes: &LaneCounts) -> DrawList {
    let mut list = DrawList::default();
    grounds(geometry, lanes, &mut list);
    let grid = Area { height: geometry.height - geometry.marks.y, ..geometry.plot() };
    geometry.axis.draw(&mut list, geometry.labels_y, grid);
    marks(geometry, columns, &mut list);
    list.clipped(Area { x: 0.0, width: geometry.lanes.right(), ..geometry.lanes }, |list| {
        labels(geometry, columns, lanes, list);
    });
    list.clipped(geometry.lanes, |list| bars(geometry, columns, list));
    if geometry.count == 0 {
        let (x, y) = (geometry.lanes.x + geometry.lanes.width / 2.0, geometry.lanes.y + geometry.lanes.height / 2.0);
        list.text(x, y, Align::Centre, ColorRole::Quiet, words::NOTHING);
    }
    list
}

/// What a kind of bar is painted with.
pub const fn paint(kind: BarKind) -> Fill {
    match kind {
        BarKind::Initialised => Fill::textured(ColorRole::Idle, Texture::Plain).covering(50),
        BarKind::Sandbox => Fill::textured(ColorRole::Idle, Texture::Dashes),
        BarKind::Download => Fill::textured(ColorRole::Download, Texture::Dots),
        BarKind::Start => Fill::textured(ColorRole::Start, Texture::Plain),
        BarKind::Init | BarKind::SuppressedInit => Fill::textured(ColorRole::Init, Texture::Hatch),
        BarKind::Restore => Fill::textured(ColorRole::Restore, Texture::CrossHatch),
        BarKind::Handler => Fill::textured(ColorRole::Handler, Texture::Plain),
        BarKind::FailedHandler => Fill::textured(ColorRole::Error, Texture::BackHatch),
        BarKind::TimedOutHandler => Fill::textured(ColorRole::Timeout, Texture::Bars),
    }
}

/// The sign of a kind of mark, and its color.
pub const fn sign(kind: MarkKind) -> (Glyph, ColorRole) {
    match kind {
        MarkKind::Throttle(_) => (Glyph::Triangle, ColorRole::Throttle),
        MarkKind::Error => (Glyph::Cross, ColorRole::Error),
        MarkKind::Timeout => (Glyph::Clock, ColorRole::Timeout),
        MarkKind::Retry => (Glyph::Arrow, ColorRole::Quiet),
    }
}

/// The ground of a version's lanes; `None` for a function's first.
pub const fn tint(epoch: u16) -> Option<ColorRole> {
    match epoch % 4 {
        1 => Some(ColorRole::VersionB),
        2 => Some(ColorRole::VersionC),
        3 => Some(ColorRole::VersionD),
        _ => None,
    }
}

/// The grounds of versions and of provisioned lanes with their bracket, and a line above each function's first lane.
fn grounds(geometry: &Geometry, lanes: &LaneCounts, list: &mut DrawList) {
    let (top, bottom) = (geometry.lanes.y, geometry.lanes.bottom());
    for group in &lanes.groups {
        let (first, last) = (geometry.lane_top(group.first), geometry.lane_top(group.first + group.count));
        let (from, to) = (first.max(top), last.min(bottom));
        if from >= to {
            continue;
        }
        let ground = Area::new(geometry.lanes.x, from, geometry.lanes.width, to - from);
        if let Some(tint) = tint(group.epoch) {
            list.fill(ground, tint);
        }
        let begins_function = lanes.functions.iter().any(|function| function.first == group.first);
        if first > top && begins_function && group.first > geometry.first {
            list.horizontal_line(0.0, first, geometry.lanes.right(), ColorRole::Line);
        }
        if !group.provisioned {
            continue;
        }
        list.fill(ground, ColorRole::ProvisionedTint);
        // The bracket: open where the lanes go on out of sight.
        let x = geometry.lanes.x - 4.0;
        list.fill(Area::new(x, from, 2.0, to - from), ColorRole::Provisioned);
        if first >= top {
            list.fill(Area::new(x, from, 4.0, 2.0), ColorRole::Provisioned);
        }
        if last <= bottom {
            list.fill(Area::new(x, to - 2.0, 4.0, 2.0), ColorRole::Provisioned);
        }
    }
}

fn marks(geometry: &Geometry, columns: &Columns, list: &mut DrawList) {
    let size = geometry.axis.text * 0.8;
    for group in mark_groups(geometry, &columns.marks) {
        let Some(y) = geometry.mark_y(group.row) else { continue };
        let (sign, ink) = sign(group.kind);
        list.sign(sign, group.x, y, size, ink);
        if group.count > 1 {
            let count = format::count(u64::from(group.count));
            let right = geometry.marks.right() - group.x < geometry.axis.text * 3.0;
            let (x, align) = if right { (group.x - size, Align::Right) } else { (group.x + size * 0.8, Align::Left) };
            list.text(x, y, align, ColorRole::Quiet, count);
        }
    }
}

/// Names of lanes: each where there is room, else every fourth, and the first of each group.
fn labels(geometry: &Geometry, columns: &Columns, lanes: &LaneCounts, list: &mut DrawList) {
    let every = (geometry.axis.text * 1.3 / geometry.lane_height * 3.0).ceil().max(1.0) as u32;
    let every = if geometry.lane_height > geometry.axis.text * 1.5 { 1 } else { every };
    let several = geometry.function.is_none() && lanes.functions.len() > 1;
    let residents = &columns.residents;
    for (lane, number) in residents.lane.iter().zip(&residents.number) {
        let Some(group) = lanes.group(*lane) else { continue };
        let Some(owner) = lanes.functions.get(group.function.index()) else { continue };
        let epoch = lanes.has_epochs(group.function).then_some(group.epoch);
        let place = lane - group.first;
        let (text, ink) = if *lane == owner.first && several {
            (words::named_lane(&owner.name, epoch), ColorRole::Words)
        } else if place == 0 && epoch.is_some() {
            (words::version(group.epoch, group.version), ColorRole::Words)
        } else if group.provisioned && place == group.count / 2 {
            (words::PROVISIONED_LANES.to_owned(), ColorRole::Quiet)
        } else if !group.provisioned && place.is_multiple_of(every) {
            (words::lane(epoch, *number), ColorRole::Quiet)
        } else {
            continue;
        };
        let y = geometry.lane_top(*lane) + geometry.lane_height / 2.0;
        let room = geometry.lanes.x - 6.0;
        list.write(Text { x: 0.0, y, align: Align::Left, ink, room, framed: false, text });
    }
}

/// Lines first, then bars, one kind after the other: the painter changes its color as rarely as it can.
fn bars(geometry: &Geometry, columns: &Columns, list: &mut DrawList) {
    for kind in BarKind::ALL {
        let of_kind = columns.bars.kind.iter().enumerate().filter(|(_, number)| **number == kind as u8);
        for bar in of_kind.filter_map(|(index, _)| columns.bars.get(index)) {
            draw_bar(geometry, &bar, list);
        }
    }
}

fn draw_bar(geometry: &Geometry, bar: &Bar, list: &mut DrawList) {
    let Some((from, to)) = geometry.axis.clip_range(bar.from, bar.to) else { return };
    let top = geometry.lane_top(bar.lane);
    if top + geometry.lane_height <= geometry.lanes.y || top >= geometry.lanes.bottom() {
        return;
    }
    let paint = paint(bar.kind);
    if bar.kind.is_line() {
        list.horizontal_line(from, (top + geometry.lane_height / 2.0).floor(), to - from, paint);
    } else {
        let paint = if to - from < TEXTURED { Fill::from(paint.ink) } else { paint };
        list.fill(geometry.bar(bar.lane, from, to, f64::from(bar.height)), paint);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::charts::drawing::Size;
    use crate::charts::viewport::Viewport;
    use crate::workbench::trace::timeline::example;
    use expect_test::expect;

    fn drawn(viewport: Viewport) -> DrawList {
        let results = example::results(3, 1);
        let size = Size { css_width: 866.0, text: 12.0, ratio: 1.0 };
        picture(&Geometry::new(&results, None, viewport, size), &example::columns(), &results.lanes)
    }

    #[test]
    fn a_window_is_drawn_lane_by_lane() {
        expect![[r#"
            fill 66,65 800×22 provisioned-tint
            fill 62,65 2×22 provisioned
            fill 62,65 4×2 provisioned
            fill 62,85 4×2 provisioned
            fill 66,18 1×131 line
            text 66,8 centre quiet “10 s”
            fill 146,18 1×131 line
            text 146,8 centre quiet “11 s”
            fill 226,18 1×131 line
            text 226,8 centre quiet “12 s”
            fill 306,18 1×131 line
            text 306,8 centre quiet “13 s”
            fill 386,18 1×131 line
            text 386,8 centre quiet “14 s”
            fill 466,18 1×131 line
            text 466,8 centre quiet “15 s”
            fill 546,18 1×131 line
            text 546,8 centre quiet “16 s”
            fill 626,18 1×131 line
            text 626,8 centre quiet “17 s”
            fill 706,18 1×131 line
            text 706,8 centre quiet “18 s”
            fill 786,18 1×131 line
            text 786,8 centre quiet “19 s”
            fill 866,18 1×131 line
            text 866,8 right quiet “20 s”
            sign ▼ 306,25.5 9.6 throttle
            text 313.7,25.5 left quiet “3”
            sign ✕ 426,40.5 9.6 error
            sign ↻ 546,55.5 9.6 quiet
            clip 0,65 866×66
            text 0,76 left quiet “provis.”
            text 0,98 left quiet “env 2”
            text 0,120 left quiet “env 3”
            unclip
            clip 66,65 800×66
            fill 66,76 800×1 idle 50%
            fill 146,98 560×1 idle 50%
            fill 66,120 800×1 idle 50%
            fill 706,98 160×1 idle dashes
            fill 146,90 8×16 download dots
            fill 154,90 16×16 start
            fill 170,90 40×16 init hatch
            fill 226,68 80×16 handler
            fill 210,90 16×16 handler
            fill 466,118 0.8×10 handler
            fill 386,90 40×16 error back-hatch
            unclip
        "#]]
        .assert_eq(&drawn(Viewport { from: 10e6, to: 20e6, first_lane: 0.0 }).to_string());
    }

    #[test]
    fn what_is_out_of_sight_is_not_drawn() {
        let before = drawn(Viewport { from: 0.0, to: 1e6, first_lane: 0.0 }).to_string();
        assert!(!before.contains("handler") && !before.contains("▼"), "{before}");
    }
}
