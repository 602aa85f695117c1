//! The chart as a table: the window in at most thirty steps.

use crate::charts::time_axis::Axis;
use crate::text::timeline as words;
use crate::ui::table::{self, Table};
use lambda_sim::readings::Curves;
use lambda_story::format;

/// Rows, at most.
const ROWS: usize = 30;

/// The table of a window.
pub fn table(axis: &Axis, curves: &Curves, title: String) -> Table {
    Table { caption: title, head: table::head(&words::CONCURRENCY_HEAD), rows: rows(axis, curves), foot: None }
}

fn rows(axis: &Axis, curves: &Curves) -> Vec<Vec<String>> {
    let wide = curves.len().div_ceil(ROWS).max(1);
    let row = |first: usize| {
        let buckets = first..(first + wide).min(curves.len());
        // The highest moment is shown as it was made up then.
        let highest = buckets.clone().max_by_key(|bucket| curves.peak(*bucket)).unwrap_or(first);
        let at = |column: &[u32]| column.get(highest).copied().unwrap_or_default();
        let count = |count: u32| format::count(u64::from(count));
        let mean: f32 = buckets.clone().map(|bucket| mean(curves, bucket)).sum::<f32>() / buckets.len().max(1) as f32;
        let throttles = buckets.filter_map(|bucket| curves.throttles.get(bucket)).sum();
        vec![
            axis.moment(curves.origin + first as f64 * curves.step),
            count(curves.peak(highest)),
            count(at(&curves.peak_provisioned)),
            count(at(&curves.peak_on_demand)),
            format::quantity((f64::from(mean) * 10.0).round() / 10.0),
            count(throttles),
        ]
    };
    (0..curves.len()).step_by(wide).map(row).collect()
}

fn mean(curves: &Curves, bucket: usize) -> f32 {
    let at = |column: &[f32]| column.get(bucket).copied().unwrap_or_default();
    at(&curves.mean_provisioned) + at(&curves.mean_on_demand)
}

#[cfg(test)]
mod tests {
    use super::super::example;
    use super::*;
    use crate::charts::drawing::Size;
    use crate::charts::viewport::Viewport;

    #[test]
    fn a_row_tells_its_highest_moment_and_never_are_there_more_than_thirty() {
        let axis =
            Axis::new(Viewport { from: 10e6, to: 20e6, first_lane: 0.0 }, Size { css_width: 866.0, ..Size::default() });
        let curves = example::curves();
        let few = rows(&axis, &curves);
        assert_eq!(few[3].join(" | ").replace('\u{a0}', " "), "13.00 s | 24 | 6 | 18 | 22 | 1");
        let mut many = curves.clone();
        many.step = 0.01e6;
        many.peak_on_demand = (0..1_000).collect();
        many.peak_provisioned = vec![0; 1_000];
        assert_eq!((rows(&axis, &many).len(), rows(&axis, &many)[0][1].as_str()), (30, "33"));
    }
}
