//! Labels of the findings; their sentences are `lambda_story`'s.

pub const TAB: &str = "Findings";
pub const LIST: &str = "Findings, most important first";
pub const WAITING: &str = "Reading the run …";
pub const NOTHING: &str =
    "Nothing to improve was found: no request was refused, failed or started cold, and nothing idles.";
/// Where a click leads.
pub fn show(title: &str) -> String {
    format!("Show on the timeline: {title}")
}
