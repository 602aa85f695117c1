//! A question about the timeline, and its answer: what is to be seen in a window, as columns.
//!
//! The answer is bounded by what a screen can show, whatever the trace: bars, marks and curves are merged to device pixels
//! here, so that whoever draws them never meets a million rows.

use super::{Bars, Curves, Marks};
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

/// What a window shows.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Columns {
    /// What environments did.
    pub bars: Bars,
    /// What went wrong, and what was tried again.
    pub marks: Marks,
    /// Requests in flight, and the limits on them.
    pub curves: Curves,
    /// Who lives on the lanes in sight at the window's left edge, from the first lane on.
    pub residents: Residents,
}

/// For each lane in sight the environment whose number it shows.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Residents {
    /// The lane, counted among all.
    pub lane: Vec<u32>,
    /// The environment's number among those of its function, counted from 1 by creation.
    pub number: Vec<u32>,
}
