//! A finished run: what requests are answered from. Indexes are built when they are first needed.

use crate::worker::protocol::{Request, Response, Rows, RowsQuery};
use lambda_sim::pricing::PriceBook;
use lambda_sim::readings::segments::Calls;
use lambda_sim::readings::why::Reasons;
use lambda_sim::readings::{RequestOrder, Timeline};
use lambda_sim::scenario::Scenario;
use lambda_sim::trace::Trace;
use std::any::Any;
use std::rc::Rc;

/// The most requests on a page.
const MAX_PAGE: u32 = 1_000;

/// A finished run.
#[derive(Debug)]
pub struct FinishedRun {
    /// The scenario that ran.
    pub scenario: Scenario,
    /// What happened.
    pub trace: Trace,
    /// Its timeline.
    pub timeline: Timeline,
    /// The prices.
    pub book: Rc<PriceBook>,
    /// The last order of the table: other pages of it cost little.
    rows: Option<RequestOrder>,
    reasons: Option<Rc<Reasons>>,
    calls: Option<Rc<Calls>>,
    /// Indexes that one tab alone needs, by type.
    indexes: Vec<Box<dyn Any>>,
}

impl FinishedRun {
    /// A run that has just finished.
    pub const fn new(scenario: Scenario, trace: Trace, timeline: Timeline, book: Rc<PriceBook>) -> Self {
        Self { scenario, trace, timeline, book, rows: None, reasons: None, calls: None, indexes: Vec::new() }
    }

    /// The index of reasons.
    pub fn reasons(&mut self) -> Rc<Reasons> {
        self.reasons.get_or_insert_with(|| Rc::new(Reasons::of(&self.trace))).clone()
    }

    /// The index of calls between functions.
    pub fn calls(&mut self) -> Rc<Calls> {
        self.calls.get_or_insert_with(|| Rc::new(Calls::of(&self.trace))).clone()
    }

    /// Takes out an index that only its owner knows; an empty one the first time. [`Self::keep`] puts it back.
    pub fn take<T: Any + Default>(&mut self) -> Box<T> {
        let place = self.indexes.iter().position(|index| index.is::<T>());
        let index = place.map(|place| self.indexes.swap_remove(place));
        index.and_then(|index| index.downcast().ok()).unwrap_or_default()
    }

    /// Keeps an index for the next time.
    pub fn keep<T: Any>(&mut self, index: Box<T>) {
        self.indexes.push(index);
    }

    /// Answers a request, unless its code is loaded later.
    pub(super) fn answer(&mut self, request: Request) -> Option<Response> {
        Some(match request {
            Request::Window(window) => Response::Window(Box::new(self.timeline.look(&self.trace, &window))),
            Request::Snapshot(query) => Response::Snapshot(Box::new(self.timeline.moment(&self.trace, &query))),
            Request::NextEvent(query) => Response::NextEvent(self.timeline.step(&self.trace, &query)),
            Request::Rows(query) => Response::Rows(self.rows(query)),
            Request::Detail(target) => Response::Detail(self.timeline.inspect(&self.trace, target).map(Box::new)),
            Request::Why(_) | Request::Tab(_) => return None,
        })
    }

    fn rows(&mut self, RowsQuery { query, first, count }: RowsQuery) -> Rows {
        let kept = self.rows.take().filter(|order| *order.query() == query);
        let order = kept.unwrap_or_else(|| RequestOrder::of(&self.trace, &query));
        let page = self.timeline.requests(&self.trace, &order, first, count.min(MAX_PAGE));
        self.rows = Some(order);
        Rows { query, page }
    }
}
