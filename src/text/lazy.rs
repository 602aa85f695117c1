//! Words around what is loaded later.

pub const LOADING: &str = "Loading…";
pub const UNAVAILABLE: &str = "A part of the app could not be loaded.";
pub const TRY_AGAIN: &str = "Nothing is lost. Check the connection and try again.";
pub const RETRY: &str = "Retry";
