//! Labels of suggested changes; the changes in words are `lambda_story`'s.

pub const TRY: &str = "Try it";
pub const IMPOSSIBLE: &str = "That change is not possible here";
/// What the button does, for those who do not see what is next to it.
pub fn try_it(change: &str) -> String {
    format!("Try it: {change}")
}
