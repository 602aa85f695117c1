//! A million rows behind one scrollbar: which row is at the top for how far the frame is scrolled, and back.
//!
//! Browsers end a page at some ten million pixels; beyond that many rows a pixel of the scrollbar is more than a pixel of
//! rows.

/// How high a row is, in css pixels.
pub const ROW: f64 = 28.0;

/// Rows in sight.
pub const IN_SIGHT: u32 = 15;

/// What is scrolled is no higher than this, in css pixels.
const HIGHEST: f64 = 6_000_000.0;

/// How high what is scrolled is, in css pixels.
pub fn height(rows: u32) -> f64 {
    (f64::from(rows) * ROW).min(HIGHEST)
}

/// The last row that can be at the top.
pub const fn last(rows: u32) -> u32 {
    rows.saturating_sub(IN_SIGHT)
}

/// The row at the top, for a distance in css pixels from the upper end.
pub fn row_at(top: f64, rows: u32) -> u32 {
    let way = (height(rows) - f64::from(IN_SIGHT) * ROW).max(1.0);
    ((top / way).clamp(0.0, 1.0) * f64::from(last(rows))).round() as u32
}

/// How far to scroll for a row at the top.
pub fn top_of(row: u32, rows: u32) -> f64 {
    let way = (height(rows) - f64::from(IN_SIGHT) * ROW).max(0.0);
    f64::from(row.min(last(rows))) / f64::from(last(rows).max(1)) * way
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_row_can_be_reached_by_keys_and_the_last_by_the_scrollbar() {
        for rows in [0, 1, IN_SIGHT, 16, 1_000, 1_000_000] {
            for row in [0, 1, 7, last(rows) / 2, last(rows)] {
                assert_eq!(row_at(top_of(row, rows), rows), row.min(last(rows)), "{row} of {rows}");
            }
            assert_eq!(row_at(f64::INFINITY, rows), last(rows));
            assert!(height(rows) <= HIGHEST);
        }
    }
}
