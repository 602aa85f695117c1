//! The timeline of a finished run: the indexes that are built once, and the answer for a window.

use super::marks::MarkIndex;
use super::{
    Bars, Columns, Curves, Detail, EndTimes, Event, LaneCounts, Lanes, Marks, Moment, MomentQuery, Overview,
    RequestOrder, RequestPage, Residents, StepQuery, Target, Window,
};
use crate::trace::Trace;

/// What is built once a run so that any window costs what is in it.
#[derive(Clone, Debug, Default)]
pub struct Timeline {
    lanes: Lanes,
    ends: EndTimes,
    marks: MarkIndex,
}

impl Timeline {
    /// Reads a whole run.
    #[must_use]
    pub fn of(trace: &Trace) -> Self {
        Self { lanes: Lanes::of(trace), ends: EndTimes::of(trace), marks: MarkIndex::of(trace) }
    }

    /// How many lanes there are, and whose.
    #[must_use]
    pub const fn lane_counts(&self) -> &LaneCounts {
        self.lanes.counts()
    }

    /// Which environment did what.
    #[must_use]
    pub const fn lanes(&self) -> &Lanes {
        &self.lanes
    }

    /// When each invocation ended.
    #[must_use]
    pub const fn ends(&self) -> &EndTimes {
        &self.ends
    }

    /// The whole run in a few hundred steps.
    #[must_use]
    pub fn overview(&self, trace: &Trace) -> Overview {
        Overview::of(trace, &self.ends)
    }

    /// What a window of the same trace shows.
    #[must_use]
    pub fn look(&self, trace: &Trace, window: &Window) -> Columns {
        Columns {
            bars: Bars::of(trace, &self.lanes, window),
            marks: Marks::of(trace, &self.marks, window),
            curves: Curves::of(trace, &self.ends, window),
            residents: Residents::of(&self.lanes, window),
        }
    }

    /// The same trace at one moment.
    #[must_use]
    pub fn moment(&self, trace: &Trace, query: &MomentQuery) -> Moment {
        Moment::of(trace, &self.lanes, query)
    }

    /// The next event of the same trace.
    #[must_use]
    pub fn step(&self, trace: &Trace, query: &StepQuery) -> Option<Event> {
        Event::next(trace, &self.lanes, query)
    }

    /// Some requests of an order of the same trace.
    #[must_use]
    pub fn requests(&self, trace: &Trace, order: &RequestOrder, first: u32, count: u32) -> RequestPage {
        order.page(trace, &self.lanes, first, count)
    }

    /// One thing of the same trace, closely.
    #[must_use]
    pub fn inspect(&self, trace: &Trace, target: Target) -> Option<Detail> {
        Detail::of(trace, &self.lanes, target)
    }
}
