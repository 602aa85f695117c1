//! Words of charts over time.

pub const TABLE: &str = "Table";
pub const LEGEND: &str = "Legend";
pub const HIDE: &str = "Show or hide";
pub const TIME: &str = "Time";

/// What a chart is called by those who do not see it.
pub fn chart(caption: &str, from: &str, to: &str) -> String {
    format!("{caption}. From {from} to {to}.")
}
