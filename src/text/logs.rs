//! Words of the log lines.

use lambda_story::format::count;

pub const TAB: &str = "Logs";
pub const WAITING: &str = "Writing the log …";
pub const FILTER: &str = "Filter";
pub const FILTER_HINT: &str = "REPORT, Init Duration, timeout …";
pub const FORMAT: &str = "Format";
pub const TEXT: &str = "text";
pub const JSON: &str = "JSON";
pub const LIST: &str = "Log lines; a click selects the invocation";
pub const NOTHING: &str = "No line in sight has that in it.";

/// How many lines there are.
pub fn shown(total: u32, is_cut: bool) -> String {
    let of = if is_cut { "The first " } else { "" };
    format!("{of}{} lines of what is in sight of the timeline", count(u64::from(total)))
}

/// Which lines are copied.
pub fn copy(first: u32, here: usize) -> String {
    format!("Copy lines {}–{}", count(u64::from(first) + 1), count(u64::from(first) + here as u64))
}

/// That not all lines were looked at.
pub const CUT: &str = "There are more: look at less of the timeline.";
