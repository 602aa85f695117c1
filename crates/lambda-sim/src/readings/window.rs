//! A question about the timeline: which part of it is in sight, and how finely.

use crate::trace::FunctionId;
use crate::units::Instant;
use serde::{Deserialize, Serialize};

/// A part of the timeline and how finely it is shown.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct Window {
    /// Its left edge.
    pub from: Instant,
    /// Its right edge.
    pub to: Instant,
    /// Device pixels between the two.
    pub pixels: u32,
    /// Device pixels that one mark takes: marks that are nearer to each other are merged.
    pub mark_pixels: u32,
    /// The first lane in sight, counted among all lanes of all functions.
    pub first_lane: u32,
    /// How many lanes are in sight.
    pub lanes: u32,
    /// Only this function's lanes, marks and curves; none: all functions.
    pub function: Option<FunctionId>,
}

impl Window {
    /// How much time one device pixel shows, in µs; never zero.
    #[must_use]
    pub fn us_per_pixel(&self) -> f64 {
        (self.to.since(self.from).0 as f64 / f64::from(self.pixels.max(1))).max(1e-3)
    }
}
