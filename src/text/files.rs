//! Words for files that are opened, dropped or saved.

use lambda_story::format;

pub const DROP_HERE: &str = "Drop a scenario (JSON) or recorded traffic (CSV)";
pub const OK: &str = "Close";
pub const NOT_RESUMED: &str = "The scenario of your last visit cannot be read; an example takes its place.";
pub const NOT_KEPT: &str = "This browser does not keep the scenario";
pub const NOT_KEPT_ABOUT: &str = "It is too large, or there is no room: save it as a file before you leave.";
pub const NOT_SAVED: &str = "The browser could not offer the scenario as a file.";
pub const UNREADABLE: &str = "The browser could not read the file.";
pub const NO_SYNC_SOURCE: &str = "The scenario has no synchronous source whose traffic the recording could replace.";
pub const NOTHING_CHANGED: &str = "Nothing was changed.";

/// The title of what is wrong with a file.
pub fn cannot_open(name: &str) -> String {
    format!("{name} cannot be opened")
}

/// Why a file is not even read.
pub fn too_large(bytes: f64, most: usize) -> String {
    let megabytes = |bytes: f64| format::quantity((bytes / 1_048_576.0).ceil());
    format!("It has {}\u{a0}MB; at most {}\u{a0}MB are read.", megabytes(bytes), megabytes(most as f64))
}

/// Further problems that are not listed.
pub fn more(count: usize) -> String {
    format!("… and {count} more")
}
