//! The words of the controls themselves: what all fields share.

pub mod distribution;
pub mod editing;

/// The name of a destination.
pub const RECIPIENT_NAME: &str = "Its name";
/// What a destination without a name shows.
pub const NO_NAME: &str = "unnamed";
