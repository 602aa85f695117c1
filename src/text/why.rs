//! Labels of the answers to "Why?"; their sentences are `lambda_story`'s.

pub const SHOW: &str = "Show it";
pub const CHAIN: &str = "Causes, the nearest first";

/// The rules of an answer, as a heading.
pub fn rules(ids: &[&str]) -> String {
    format!("{} {}", if ids.len() == 1 { "Rule" } else { "Rules" }, ids.join(", "))
}
