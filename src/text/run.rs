//! Words of the panel "Run", and of a run that is going on.

use super::{FieldText, field};
use lambda_story::format;

pub const TITLE: &str = "Run";
pub const ASSUMPTIONS: &str = "Constants and assumptions";

pub const DURATION: FieldText =
    field("Counted time", "What the figures are of. No call begins after it.", "design, What the words mean");
pub const WARM_UP: FieldText = field(
    "Warm-up before it",
    "Simulated first and not counted, so that a short run need not begin cold.",
    "design, Time zero",
);
pub const SEED: FieldText = field(
    "Seed",
    "Decides every random draw. The same seed with another setting keeps the same arrivals: a fair comparison.",
    "design, Chance",
);
pub const DICE: &str = "Another seed";

pub const RESULTS: &str = "Results";
/// The counted time in its usual units.
pub fn length(seconds: f64) -> String {
    format::seconds(seconds)
}

/// How many assumptions a scenario sets.
pub fn set(count: usize) -> String {
    format!("{count} set")
}

pub const RUNNING: &str = "Running";
pub const CANCEL: &str = "Cancel";
pub const CANCELLED: &str = "Cancelled: what you see is the run before.";

/// How far a run is.
pub fn progress(share: f64, requests: u64) -> String {
    format!("{:.0}\u{a0}% · {} requests", share * 100.0, format::count(requests))
}

/// A run that could not go on.
pub fn failed(message: &str) -> String {
    format!("The run stopped: {}.", message.trim_end_matches('.'))
}

/// What screen readers hear when a run is done.
pub fn done(headline: &str) -> String {
    format!("Run done. {headline}")
}
