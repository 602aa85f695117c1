//! What the worker does, without the worker: a state machine that runs scenarios in slices and answers questions about the
//! last one that finished. Pure Rust with the clock passed in, so that all of it is tested natively.
//!
//! ```text
//!            Run                   slices                        slices
//!   idle ──────────► simulating ───────────► reading the trace ───────────► finished: Look, Inspect
//!                       │  newer Run, Cancel: forgotten    │                   │
//!                       └──────────────────────────────────┘     the trace before it is dropped only now
//! ```

mod answering;
mod reading;

use super::protocol::{
    FromWorker, Generation, MomentQuery, RequestPage, RequestQuery, Target, ToWorker, Window, encode,
};
use super::question::{Answered, Question};
use crate::lazy;
use crate::workbench::tabs::door::TabsDoor;
use answering::Indexes;
use lambda_sim::pricing::PriceBook;
use lambda_sim::readings::{Columns, RequestOrder, Timeline};
use lambda_sim::scenario::Scenario;
use lambda_sim::simulator::{Progress, Simulator};
use lambda_sim::trace::Trace;
use lambda_sim::units::Instant;
use reading::Reading;

/// How long a slice lasts, in ms: a message is seen within that time.
const SLICE_MS: f64 = 12.0;

/// Between two looks at the clock so many events happen: about a millisecond's worth.
const EVENTS: u32 = 4_096;

/// Progress is told no more often than this, in ms.
const PROGRESS_MS: f64 = 100.0;

/// The most requests on a page.
const MAX_PAGE: u32 = 1_000;

/// An answer, and the columns that travel with it.
#[derive(Clone, Debug, PartialEq)]
pub struct Reply {
    /// What is said.
    pub message: FromWorker,
    /// The columns of a [`FromWorker::Seen`].
    pub columns: Option<Columns>,
}

impl From<FromWorker> for Reply {
    fn from(message: FromWorker) -> Self {
        Self { message, columns: None }
    }
}

/// The engine behind the protocol.
#[derive(Debug)]
pub struct Engine {
    now_ms: fn() -> f64,
    book: PriceBook,
    run: Option<Run>,
    finished: Option<Finished>,
    /// The newest questions of their kinds; older ones are not answered.
    look: Option<(Generation, Window)>,
    at: Option<(Generation, MomentQuery)>,
    list: Option<(Generation, Listing)>,
    /// What views have asked, each its newest question.
    asked: Vec<(Generation, Question)>,
}

/// A question for requests: which, and which of those.
#[derive(Clone, Copy, Debug)]
pub struct Listing {
    query: RequestQuery,
    first: u32,
    count: u32,
}

/// A run on its way.
#[derive(Debug)]
struct Run {
    order: Order,
    stage: Stage,
}

/// What was asked for, and what it took so far.
#[derive(Debug)]
struct Order {
    generation: Generation,
    scenario: Scenario,
    /// Time spent, in ms.
    engine_ms: f64,
    readings_ms: f64,
    /// When progress was last told.
    told_at: f64,
}

#[derive(Debug)]
enum Stage {
    Simulating(Box<Simulator>),
    Reading(Box<Reading>),
}

/// A run that can be looked at.
#[derive(Debug)]
pub struct Finished {
    generation: Generation,
    scenario: Scenario,
    trace: Trace,
    timeline: Timeline,
    /// The last question for requests, answered: its other pages cost little.
    requests: Option<RequestOrder>,
    indexes: Indexes,
}

impl Engine {
    /// An engine that reads this clock, in ms.
    pub fn new(now_ms: fn() -> f64) -> Self {
        Self {
            now_ms,
            book: PriceBook::current(),
            run: None,
            finished: None,
            look: None,
            at: None,
            list: None,
            asked: Vec::new(),
        }
    }

    /// Whether there is work to do.
    pub const fn is_busy(&self) -> bool {
        self.run.is_some() || self.look.is_some() || self.at.is_some() || self.list.is_some() || !self.asked.is_empty()
    }

    /// Takes a message; what takes long is done later, in slices.
    pub fn handle(&mut self, message: ToWorker) -> Vec<Reply> {
        match message {
            ToWorker::Run { generation, scenario } => self.begin(generation, &scenario).map(Reply::from),
            ToWorker::Cancel { generation } => {
                self.run.take_if(|run| run.order.generation == generation);
                None
            }
            ToWorker::Look { generation, window } => {
                if self.is_finished(generation) {
                    self.look = Some((generation, window));
                }
                None
            }
            ToWorker::Inspect { generation, target } => self.inspect(generation, target).map(Reply::from),
            ToWorker::At { generation, query } => {
                if self.is_finished(generation) {
                    self.at = Some((generation, query));
                }
                None
            }
            ToWorker::Step { generation, query } => self.finished_as(generation).map(|finished| {
                let event = finished.timeline.step(&finished.trace, &query);
                Reply::from(FromWorker::Stepped { generation, event })
            }),
            ToWorker::List { generation, query, first, count } => {
                if self.is_finished(generation) {
                    self.list = Some((generation, Listing { query, first, count }));
                }
                None
            }
            ToWorker::Ask { generation, question } => {
                if self.is_finished(generation) {
                    self.asked.retain(|(_, other)| other.topic() != question.topic());
                    self.asked.push((generation, question));
                }
                None
            }
        }
        .into_iter()
        .collect()
    }

    /// Works for about a slice of time.
    pub fn work(&mut self) -> Vec<Reply> {
        let mut replies: Vec<Reply> = self.answer_look().into_iter().collect();
        replies.extend(self.answer_at().map(Reply::from));
        replies.extend(self.answer_list().map(Reply::from));
        replies.extend(self.answer_question().map(Reply::from));
        if let Some(run) = self.run.take() {
            let Run { order, stage } = run;
            let reply = match stage {
                Stage::Simulating(simulator) => self.simulate(order, simulator),
                Stage::Reading(reading) => self.read(order, reading),
            };
            replies.extend(reply.map(Reply::from));
        }
        replies
    }

    fn is_finished(&self, generation: Generation) -> bool {
        self.finished_as(generation).is_some()
    }

    fn finished_as(&self, generation: Generation) -> Option<&Finished> {
        self.finished.as_ref().filter(|finished| finished.generation == generation)
    }

    fn begin(&mut self, generation: Generation, scenario: &str) -> Option<FromWorker> {
        self.run = None;
        let scenario = match Scenario::read(scenario) {
            Ok(scenario) => scenario,
            Err(problems) => return Some(FromWorker::Invalid { generation, problems }),
        };
        let begun = (self.now_ms)();
        let simulator = Box::new(Simulator::new(&scenario, scenario.seed));
        let order =
            Order { generation, scenario, engine_ms: (self.now_ms)() - begun, readings_ms: 0.0, told_at: begun };
        self.run = Some(Run { order, stage: Stage::Simulating(simulator) });
        None
    }

    /// A slice of the simulation. The run is put back unless it failed.
    fn simulate(&mut self, mut order: Order, mut simulator: Box<Simulator>) -> Option<FromWorker> {
        let begun = (self.now_ms)();
        let progress = loop {
            match simulator.run_slice(EVENTS) {
                Ok(Progress::Running(_)) if (self.now_ms)() - begun < SLICE_MS => {}
                progress => break progress,
            }
        };
        let now = (self.now_ms)();
        order.engine_ms += now - begun;
        let (stage, told) = match progress {
            Err(error) => {
                return Some(FromWorker::Failed { generation: order.generation, message: error.to_string() });
            }
            Ok(Progress::Done) => (Stage::Reading(Box::new(Reading::of(simulator.into_trace()))), None),
            Ok(Progress::Running(at)) => {
                let is_due = now - order.told_at >= PROGRESS_MS;
                let told = is_due.then(|| progress_at(order.generation, simulator.trace(), at));
                if is_due {
                    order.told_at = now;
                }
                (Stage::Simulating(simulator), told)
            }
        };
        self.run = Some(Run { order, stage });
        told
    }

    /// One reading of the trace. After the last the run is the one to look at, and the one before it is dropped.
    fn read(&mut self, mut order: Order, mut reading: Box<Reading>) -> Option<FromWorker> {
        let begun = (self.now_ms)();
        let step = reading.advance(&order.scenario, &self.book);
        order.readings_ms += (self.now_ms)() - begun;
        let generation = order.generation;
        match step {
            Err(error) => Some(FromWorker::Failed { generation, message: error.to_string() }),
            Ok(None) => {
                self.run = Some(Run { order, stage: Stage::Reading(reading) });
                None
            }
            Ok(Some(readings)) => {
                let results = Box::new(readings.results(order.engine_ms, order.readings_ms));
                (self.look, self.at, self.list, self.asked) = (None, None, None, Vec::new());
                let (trace, timeline) = (readings.trace, readings.timeline);
                let (scenario, indexes) = (order.scenario, Indexes::default());
                self.finished = Some(Finished { generation, scenario, trace, timeline, requests: None, indexes });
                Some(FromWorker::Finished { generation, results })
            }
        }
    }

    fn answer_look(&mut self) -> Option<Reply> {
        let (generation, window) = self.look.take()?;
        let finished = self.finished_as(generation)?;
        let columns = finished.timeline.look(&finished.trace, &window);
        Some(Reply { message: FromWorker::Seen { generation, window }, columns: Some(columns) })
    }

    fn answer_at(&mut self) -> Option<FromWorker> {
        let (generation, query) = self.at.take()?;
        let finished = self.finished_as(generation)?;
        let moment = Box::new(finished.timeline.moment(&finished.trace, &query));
        Some(FromWorker::Moment { generation, moment })
    }

    fn answer_list(&mut self) -> Option<FromWorker> {
        let (generation, listing) = self.list.take()?;
        let finished = self.finished.as_mut().filter(|finished| finished.generation == generation)?;
        let page = Box::new(list(finished, listing));
        Some(FromWorker::Listed { generation, query: listing.query, page })
    }

    /// One question a slice: some of them read the whole run.
    fn answer_question(&mut self) -> Option<FromWorker> {
        let (generation, question) = (!self.asked.is_empty()).then(|| self.asked.remove(0))?;
        let finished = self.finished.as_mut().filter(|finished| finished.generation == generation)?;
        Some(match lazy::loaded::<TabsDoor>() {
            Some(tabs) => FromWorker::Answered((tabs.answer)(finished, question, &self.book)),
            None => FromWorker::Unavailable,
        })
    }

    fn inspect(&self, generation: Generation, target: Target) -> Option<FromWorker> {
        let finished = self.finished_as(generation)?;
        let detail = finished.timeline.inspect(&finished.trace, target).map(Box::new);
        Some(FromWorker::Inspected { generation, detail })
    }
}

/// Some requests of a finished run.
fn list(finished: &mut Finished, Listing { query, first, count }: Listing) -> RequestPage {
    let kept = finished.requests.take().filter(|order| *order.query() == query);
    let order = kept.unwrap_or_else(|| RequestOrder::of(&finished.trace, &query));
    let page = finished.timeline.requests(&finished.trace, &order, first, count.min(MAX_PAGE));
    finished.requests = Some(order);
    page
}

/// What there is to say of a finished run, with what was asked, in bytes.
pub fn answer(finished: &mut Finished, question: Question, book: &PriceBook) -> Vec<u8> {
    let answer = finished.answer(&question, book);
    encode(&Answered { generation: finished.generation, question, answer })
}

/// How far a run is, in words of the protocol.
fn progress_at(generation: Generation, trace: &Trace, at: Instant) -> FromWorker {
    let done = at.since(Instant::ZERO - trace.warm_up).0 as f64;
    let all = (trace.warm_up + trace.duration).0.max(1) as f64;
    let requests = (trace.invocations.len() + trace.throttles.len()) as u64;
    FromWorker::Progress { generation, share: (done / all).clamp(0.0, 1.0), requests }
}

#[cfg(test)]
mod tests;
