//! The chart's picture: what is in flight as a stepped area, provisioned below on demand, and the limits as dashed lines.

use super::limit_lines::LimitLine;
use crate::charts::chart::plot::Plot;
use crate::charts::drawing::{Area, ColorRole, DrawList, Fill};
use lambda_sim::readings::{Curves, NO_LIMIT};
use lambda_story::format;

/// How high a mark of refused requests is, in css pixels.
const RUG: f64 = 4.0;

/// Draws the part of the curves that is in sight.
pub fn picture(plot: &Plot, curves: &Curves, limits: &[LimitLine]) -> DrawList {
    let mut list = DrawList::default();
    plot.levels(1.0, |level| format::count(level as u64), &mut list);
    plot.axis.draw(&mut list, plot.area.bottom() + plot.axis.text * 0.85, plot.area);
    list.clipped(plot.area, |list| areas(plot, curves, list));
    for (index, limit) in limits.iter().filter(|limit| limit.drawn).enumerate() {
        limit_line(plot, limit, index, &mut list);
    }
    list.horizontal_line(plot.area.x, plot.area.bottom(), plot.area.width, ColorRole::Quiet);
    list
}

/// Buckets of the same levels are one surface.
fn areas(plot: &Plot, curves: &Curves, list: &mut DrawList) {
    let level = |bucket: usize| {
        let at = |column: &[u32]| column.get(bucket).copied().unwrap_or_default();
        (at(&curves.peak_provisioned), at(&curves.peak_on_demand))
    };
    let (provisioned_ink, on_demand_ink) =
        (Fill::from(ColorRole::Provisioned).covering(55), Fill::from(ColorRole::Handler).covering(80));
    let mut upper = Vec::new();
    let mut first = 0;
    for bucket in 1..=curves.len() {
        if bucket < curves.len() && level(bucket) == level(first) {
            continue;
        }
        let (provisioned, on_demand) = level(first);
        if let Some((from, to)) = clip_range(plot, curves, first, bucket) {
            let (low, high) = (plot.y(f64::from(provisioned)), plot.y(f64::from(provisioned + on_demand)));
            list.fill(Area::new(from, low, to - from, plot.area.bottom() - low), provisioned_ink);
            upper.push(Area::new(from, high, to - from, low - high));
        }
        first = bucket;
    }
    // One color after the other: the painter changes it once.
    for area in upper {
        list.fill(area, on_demand_ink);
    }
    for bucket in (0..curves.len()).filter(|bucket| curves.throttles.get(*bucket).is_some_and(|count| *count > 0)) {
        if let Some((from, to)) = clip_range(plot, curves, bucket, bucket + 1) {
            list.fill(Area::new(from, plot.area.y, (to - from).max(2.0), RUG), ColorRole::Throttle);
        }
    }
}

/// Where buckets lie, from one to before another.
fn clip_range(plot: &Plot, curves: &Curves, first: usize, last: usize) -> Option<(f64, f64)> {
    let at = |bucket: usize| curves.origin + bucket as f64 * curves.step;
    plot.axis.clip_range(at(first), at(last))
}

fn limit_line(plot: &Plot, limit: &LimitLine, index: usize, list: &mut DrawList) {
    let step = |(at, value): &(f64, u32)| (*at, (*value != NO_LIMIT).then_some(f64::from(*value)));
    let steps: Vec<(f64, Option<f64>)> = limit.steps.iter().map(step).collect();
    plot.limit(&limit.label(), &steps, index, list);
}

#[cfg(test)]
mod tests {
    use super::super::{example, limit_lines::limit_lines};
    use super::*;
    use crate::charts::drawing::Size;
    use crate::charts::viewport::Viewport;
    use expect_test::expect;

    #[test]
    fn a_window_is_drawn_as_steps_below_its_limit() {
        let curves = example::curves();
        let viewport = Viewport { from: 10e6, to: 20e6, first_lane: 0.0 };
        let plot = Plot::new(viewport, Size { css_width: 866.0, text: 12.0, ratio: 1.0 }, 24.0, 0);
        let limits = limit_lines(&curves, 24, true);
        expect![[r#"
            text 60,109 right quiet “0”
            fill 66,71 800×1 line
            text 60,71.3 right quiet “10”
            fill 66,34 800×1 line
            text 60,33.5 right quiet “20”
            fill 66,13 1×96 line
            text 66,119.2 centre quiet “10 s”
            fill 146,13 1×96 line
            text 146,119.2 centre quiet “11 s”
            fill 226,13 1×96 line
            text 226,119.2 centre quiet “12 s”
            fill 306,13 1×96 line
            text 306,119.2 centre quiet “13 s”
            fill 386,13 1×96 line
            text 386,119.2 centre quiet “14 s”
            fill 466,13 1×96 line
            text 466,119.2 centre quiet “15 s”
            fill 546,13 1×96 line
            text 546,119.2 centre quiet “16 s”
            fill 626,13 1×96 line
            text 626,119.2 centre quiet “17 s”
            fill 706,13 1×96 line
            text 706,119.2 centre quiet “18 s”
            fill 786,13 1×96 line
            text 786,119.2 centre quiet “19 s”
            fill 866,13 1×96 line
            text 866,119.2 right quiet “20 s”
            clip 66,13 800×96
            fill 66,101.5 80×7.5 provisioned 55%
            fill 146,86.4 80×22.6 provisioned 55%
            fill 226,86.4 80×22.6 provisioned 55%
            fill 306,86.4 240×22.6 provisioned 55%
            fill 546,86.4 80×22.6 provisioned 55%
            fill 626,93.9 80×15.1 provisioned 55%
            fill 706,101.5 80×7.5 provisioned 55%
            fill 226,63.7 80×22.6 handler 80%
            fill 306,18.4 240×67.9 handler 80%
            fill 546,52.4 80×34 handler 80%
            fill 306,13 80×4 throttle
            fill 386,13 80×4 throttle
            unclip
            fill 66,18 800×1 throttle dashes
            text 864,10.8 right throttle “reserved 24”
            fill 66,109 800×1 quiet
        "#]]
        .assert_eq(&picture(&plot, &curves, &limits).to_string());
    }
}
