//! The table of a chart over time: what is in sight, in a few dozen rows.

use super::data::{ChartData, Series};
use crate::charts::time_axis::Axis;
use crate::text::chart as words;
use crate::ui::table::Table;
use yew::AttrValue;

/// Rows, at most.
const ROWS: usize = 30;

/// What is in sight. If a row covers several values it shows the highest.
pub(super) fn table(data: &ChartData, axis: &Axis) -> Table {
    let (from, to) = (axis.viewport.from.max(0.0), axis.viewport.to);
    let finest = data.series.iter().map(|series| series.period_us).fold(f64::INFINITY, f64::min).max(1.0);
    let periods = ((to - from) / finest).ceil().max(1.0);
    let step = finest * (periods / ROWS as f64).ceil().max(1.0);
    let begin = (from / step).floor() * step;
    let rows = (0..ROWS + 1).map(|row| begin + row as f64 * step).take_while(|at| *at < to);
    let cell = |series: &Series, at: f64| {
        let highest = highest(series, at, at + step);
        highest.map_or_else(|| "–".to_owned(), |value| data.value(value))
    };
    let rows = rows
        .map(|at| std::iter::once(axis.moment(at)).chain(data.series.iter().map(|series| cell(series, at))).collect());
    let mut head = vec![AttrValue::from(words::TIME)];
    head.extend(data.series.iter().map(|series| AttrValue::from(series.name.clone())));
    Table { caption: data.caption.clone(), head, rows: rows.collect(), foot: None }
}

fn highest(series: &Series, from: f64, to: f64) -> Option<f64> {
    let first = (from / series.period_us).floor().max(0.0) as usize;
    let last = ((to / series.period_us).ceil().max(0.0) as usize).min(series.points.len());
    let points = series.points.get(first.min(last)..last)?;
    points.iter().filter(|value| value.is_finite()).map(|value| f64::from(*value)).reduce(f64::max)
}
