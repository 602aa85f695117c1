//! From a trace to the results on the page, one reading a slice: each of them looks at every row.

use crate::worker::protocol::{BillView, Results};
use lambda_sim::pricing::{PriceBook, UnknownRegion};
use lambda_sim::readings::{Overview, Summary, Timeline};
use lambda_sim::scenario::Scenario;
use lambda_sim::trace::Trace;

/// A trace that is being read.
#[derive(Debug)]
pub(super) struct ReportBuilder {
    trace: Trace,
    summary: Option<Summary>,
    bill: Option<BillView>,
    timeline: Option<Timeline>,
}

/// A trace with everything that was read from it.
#[derive(Debug)]
pub(super) struct Readings {
    pub trace: Trace,
    pub timeline: Timeline,
    summary: Summary,
    bill: BillView,
    overview: Overview,
}

impl ReportBuilder {
    pub(super) const fn of(trace: Trace) -> Self {
        Self { trace, summary: None, bill: None, timeline: None }
    }

    /// The next reading; all of them once the last is done.
    pub(super) fn advance(&mut self, scenario: &Scenario, book: &PriceBook) -> Result<Option<Readings>, UnknownRegion> {
        let trace = &self.trace;
        if self.summary.is_none() {
            self.summary = Some(Summary::of(trace, scenario, scenario.seed, book)?);
        } else if self.bill.is_none() {
            self.bill = Some(BillView::of(trace, scenario, book)?);
        } else if self.timeline.is_none() {
            self.timeline = Some(Timeline::of(trace));
        } else if let (Some(summary), Some(bill), Some(timeline)) =
            (self.summary.take(), self.bill.take(), self.timeline.take())
        {
            let overview = timeline.overview(trace);
            let trace = std::mem::take(&mut self.trace);
            return Ok(Some(Readings { trace, timeline, summary, bill, overview }));
        }
        Ok(None)
    }
}

impl Readings {
    /// What the page receives, with the time it took in ms.
    pub(super) fn results(&self, engine_ms: f64, readings_ms: f64) -> Results {
        Results {
            summary: self.summary.clone(),
            bill: self.bill.clone(),
            overview: self.overview.clone(),
            lanes: self.timeline.lane_counts().clone(),
            engine_ms,
            readings_ms,
        }
    }
}
