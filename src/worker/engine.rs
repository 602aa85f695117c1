//! What the worker does, without the worker: a state machine that runs scenarios in slices and answers requests about the
//! last one that finished. Pure Rust with the clock passed in, so that all of it is tested natively.
//!
//! ```text
//!            Run                   slices                        slices
//!   idle ──────────► simulating ───────────► reading the trace ───────────► finished: Ask
//!                       │  newer Run, Cancel: forgotten    │                   │
//!                       └──────────────────────────────────┘     the trace before it is dropped only now
//! ```

mod finished;
mod report_builder;

pub use finished::FinishedRun;

use super::protocol::{FromWorker, Generation, Request, Response, ToWorker};
use lambda_sim::pricing::PriceBook;
use lambda_sim::scenario::Scenario;
use lambda_sim::simulator::{Progress, Simulator};
use lambda_sim::trace::Trace;
use lambda_sim::units::Instant;
use report_builder::ReportBuilder;
use std::rc::Rc;

/// How long a slice lasts, in ms: a message is seen within that time.
const SLICE_MS: f64 = 12.0;

/// How many events happen between two looks at the clock: about a millisecond's worth.
const EVENTS: u32 = 4_096;

/// Progress is reported no more often than this, in ms.
const PROGRESS_MS: f64 = 100.0;

/// Answers a request about a finished run, of those whose code is loaded later ([`Request::is_loaded_later`]).
pub type AnswerLater = fn(&mut FinishedRun, Request) -> Option<Response>;

/// The engine behind the protocol.
#[derive(Debug)]
pub struct Engine {
    now_ms: fn() -> f64,
    /// What answers the requests whose code is loaded later, if it is loaded.
    later: fn() -> Option<AnswerLater>,
    book: Rc<PriceBook>,
    run: Option<ActiveRun>,
    finished: Option<(Generation, FinishedRun)>,
    /// Requests about the finished run, oldest first, of each kind only the newest.
    requests: Vec<Request>,
}

/// A run on its way.
#[derive(Debug)]
struct ActiveRun {
    job: RunJob,
    stage: Stage,
}

/// What was asked for, and what it took so far.
#[derive(Debug)]
struct RunJob {
    generation: Generation,
    scenario: Scenario,
    /// Time spent, in ms.
    engine_ms: f64,
    readings_ms: f64,
    /// When progress was last reported.
    reported_at: f64,
}

#[derive(Debug)]
enum Stage {
    Simulating(Box<Simulator>),
    Reading(Box<ReportBuilder>),
}

impl Engine {
    /// An engine that reads this clock, in ms. `later` is what answers the requests whose code is loaded later, if it is loaded.
    pub fn new(now_ms: fn() -> f64, later: fn() -> Option<AnswerLater>) -> Self {
        let book = Rc::new(PriceBook::current());
        Self { now_ms, later, book, run: None, finished: None, requests: Vec::new() }
    }

    /// Whether there is work to do.
    pub const fn is_busy(&self) -> bool {
        self.run.is_some() || !self.requests.is_empty()
    }

    /// Takes a message; what takes long is done later, in slices.
    pub fn handle(&mut self, message: ToWorker) -> Option<FromWorker> {
        match message {
            ToWorker::Run { generation, scenario } => self.begin(generation, &scenario),
            ToWorker::Cancel { generation } => {
                self.run.take_if(|run| run.job.generation == generation);
                None
            }
            ToWorker::Ask { generation, request } => {
                if self.finished.as_ref().is_some_and(|(finished, _)| *finished == generation) {
                    self.requests.retain(|other| other.kind() != request.kind());
                    self.requests.push(request);
                }
                None
            }
        }
    }

    /// Works for about a slice of time: first at requests, then at the run.
    pub fn work(&mut self) -> Vec<FromWorker> {
        // Tabs may read the whole run: one a slice, and no quick request waits for it.
        let (quick, mut others): (Vec<_>, Vec<_>) =
            self.requests.drain(..).partition(|request| !request.is_loaded_later());
        let next = (quick.is_empty() && !others.is_empty()).then(|| others.remove(0));
        self.requests = others;
        let mut replies: Vec<_> = quick.into_iter().chain(next).filter_map(|request| self.answer(request)).collect();
        if let Some(ActiveRun { job, stage }) = self.run.take() {
            replies.extend(match stage {
                Stage::Simulating(simulator) => self.simulate(job, simulator),
                Stage::Reading(reading) => self.read(job, reading),
            });
        }
        replies
    }

    /// Answers a request about the finished run.
    fn answer(&mut self, request: Request) -> Option<FromWorker> {
        let (generation, finished) = self.finished.as_mut()?;
        let response = if request.is_loaded_later() {
            let Some(answer) = (self.later)() else { return Some(FromWorker::NotLoaded) };
            answer(finished, request)?
        } else {
            finished.answer(request)?
        };
        Some(FromWorker::Answered { generation: *generation, response })
    }

    fn begin(&mut self, generation: Generation, scenario: &str) -> Option<FromWorker> {
        self.run = None;
        let scenario = match Scenario::read(scenario) {
            Ok(scenario) => scenario,
            Err(problems) => return Some(FromWorker::Invalid { generation, problems }),
        };
        let begun = (self.now_ms)();
        let simulator = Box::new(Simulator::new(&scenario, scenario.seed));
        let job =
            RunJob { generation, scenario, engine_ms: (self.now_ms)() - begun, readings_ms: 0.0, reported_at: begun };
        self.run = Some(ActiveRun { job, stage: Stage::Simulating(simulator) });
        None
    }

    /// A slice of the simulation. The run is put back unless it failed.
    fn simulate(&mut self, mut job: RunJob, mut simulator: Box<Simulator>) -> Option<FromWorker> {
        let begun = (self.now_ms)();
        let progress = loop {
            match simulator.run_slice(EVENTS) {
                Ok(Progress::Running(_)) if (self.now_ms)() - begun < SLICE_MS => {}
                progress => break progress,
            }
        };
        let now = (self.now_ms)();
        job.engine_ms += now - begun;
        let (stage, told) = match progress {
            Err(error) => {
                return Some(FromWorker::Failed { generation: job.generation, message: error.to_string() });
            }
            Ok(Progress::Done) => (Stage::Reading(Box::new(ReportBuilder::of(simulator.into_trace()))), None),
            Ok(Progress::Running(at)) => {
                let is_due = now - job.reported_at >= PROGRESS_MS;
                let told = is_due.then(|| progress_at(job.generation, simulator.trace(), at));
                if is_due {
                    job.reported_at = now;
                }
                (Stage::Simulating(simulator), told)
            }
        };
        self.run = Some(ActiveRun { job, stage });
        told
    }

    /// One reading of the trace. After the last the run is the one to look at, and the one before it is dropped.
    fn read(&mut self, mut job: RunJob, mut reading: Box<ReportBuilder>) -> Option<FromWorker> {
        let begun = (self.now_ms)();
        let step = reading.advance(&job.scenario, &self.book);
        job.readings_ms += (self.now_ms)() - begun;
        let generation = job.generation;
        match step {
            Err(error) => Some(FromWorker::Failed { generation, message: error.to_string() }),
            Ok(None) => {
                self.run = Some(ActiveRun { job, stage: Stage::Reading(reading) });
                None
            }
            Ok(Some(readings)) => {
                let results = Box::new(readings.results(job.engine_ms, job.readings_ms));
                self.requests.clear();
                let run = FinishedRun::new(job.scenario, readings.trace, readings.timeline, self.book.clone());
                self.finished = Some((generation, run));
                Some(FromWorker::Finished { generation, results })
            }
        }
    }
}

/// How far a run is, as the protocol says it.
fn progress_at(generation: Generation, trace: &Trace, at: Instant) -> FromWorker {
    let done = at.since(Instant::ZERO - trace.warm_up).0 as f64;
    let all = (trace.warm_up + trace.duration).0.max(1) as f64;
    let requests = (trace.invocations.len() + trace.throttles.len()) as u64;
    FromWorker::Progress { generation, share: (done / all).clamp(0.0, 1.0), requests }
}

#[cfg(test)]
mod tests;
