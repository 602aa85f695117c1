//! What is said when the worker fails.

/// The worker crashed for the first time and was started again.
pub const CRASHED_ONCE: &str =
    "The engine stopped unexpectedly and was started again. Your scenario is kept: change it, or run it once more.";

/// It crashed again.
pub const CRASHED_AGAIN: &str =
    "The engine stopped unexpectedly again. Your scenario is kept: take a smaller one, or reload the page.";

/// Page and worker are of different builds.
pub const OTHER_VERSION: &str =
    "This page and its engine are of different versions, most likely because an older one was cached. Reload the page.";
