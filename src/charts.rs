//! Charts: the canvas layer, the time axis and line charts. They know numbers and times, not Lambda.

pub mod chart;
pub mod drawing;
pub mod playhead;
pub mod time_axis;
pub mod viewport;
