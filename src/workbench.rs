//! What the user sees of one run: its figures, its timeline, its tabs, and one thing of it in detail. Views never compute a
//! result; they show readings.

pub mod concurrency_chart;
pub mod door;
pub mod inspector;
pub mod part;
pub mod playback;
pub mod suggestion;
pub mod summary;
pub mod tabs;
pub mod trace;
