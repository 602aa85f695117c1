//! What is to be seen in a window of the timeline, as columns.
//!
//! It is bounded by what a screen can show, whatever the trace: bars, marks and curves are merged to device pixels, so that
//! whoever draws them never meets a million rows.

use super::{Bars, Curves, Marks, Residents};

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
