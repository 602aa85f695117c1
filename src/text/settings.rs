//! Words around tables of settings, and the lists of them.

pub const MORE: &str = "More";
/// A setting and its control do not fit: only a mistake in a table makes this.
pub const CANNOT_BE_SHOWN: &str = "This setting cannot be shown.";
/// A number that is left out because it makes no difference.
pub const TOO_SMALL: &str = "too small to matter";
pub const CALIBRATED: &str = "calibrated default";

/// An element of a list: `Call 2`.
pub fn element(what: &str, index: usize) -> String {
    format!("{what} {}", index + 1)
}

/// The path of an element of a list.
pub fn indexed(list: &str, index: usize) -> String {
    format!("{list}[{index}]")
}

/// The button that removes an element.
pub fn remove(name: &str) -> String {
    format!("Remove {name}")
}
