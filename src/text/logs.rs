//! Words of the log lines.

use crate::ui::format::count;

pub const TAB: &str = "Logs";
pub const WAITING: &str = "Writing the log …";
pub const FILTER: &str = "Filter";
pub const FILTER_HINT: &str = "REPORT, Init Duration, timeout …";
pub const FORMAT: &str = "Format";
pub const TEXT: &str = "text";
pub const JSON: &str = "JSON";
pub const COPY: &str = "Copy these lines";
pub const EARLIER: &str = "Earlier";
pub const LATER: &str = "Later";
pub const LIST: &str = "Log lines; a click selects the invocation";
pub const NOTHING: &str = "No line in sight has that in it.";

/// Which lines are shown.
pub fn shown(first: u32, here: usize, total: u32, is_cut: bool) -> String {
    let from = if here == 0 { 0 } else { first + 1 };
    let of = if is_cut { "the first " } else { "" };
    format!(
        "{}–{} of {of}{} lines of what is in sight of the timeline",
        count(u64::from(from)),
        count(u64::from(first) + here as u64),
        count(u64::from(total))
    )
}

/// That not all lines were looked at.
pub const CUT: &str = "There are more: look at less of the timeline.";
