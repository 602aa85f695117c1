//! What page and worker say to each other: two closed enums.
//!
//! ```text
//!   page                                   worker
//!    │ ◄──────────────────── Ready{version} ┤   a stale cached worker is refused here
//!    ├ Run{generation, scenario} ──────────► │
//!    │ ◄──────────── Progress{generation, …} ┤   between slices; a newer Run or Cancel ends the running one
//!    │ ◄──────────── Finished{generation, …} ┤   or Invalid, or Failed
//!    ├ Look{generation, query, …} ─────────► │
//!    │ ◄────────────── Seen{generation, …} ──┤   columns for the viewport travel as transferred buffers
//!    ├ Inspect{generation, …} ─────────────► │
//!    │ ◄─────────── Inspected{generation, …} ┤
//!    ├ At, Step, List{generation, …} ──────► │   the run at a moment, the next event, a page of requests
//!    │ ◄──── Moment, Stepped, Listed{…} ─────┤
//!    ├ Ask{generation, question} ──────────► │   what an open tab shows: super::question
//!    │ ◄──────────────────── Answered(bytes) ┤
//! ```
//! Every message carries the generation of the run it belongs to: the page drops what an older run still sends, the worker
//! drops questions about a run that is no more. Messages travel as bytes, columns as one transferred buffer beside them
//! ([`super::buffers`]). The same protocol runs without a worker, in tests and where a worker cannot start.

use super::question::Question;
pub use lambda_sim::readings::{
    BillLine, BillView, Detail, EnvironmentDetail, Event, InvocationDetail, LaneCounts, Moment, MomentQuery, Overview,
    RequestPage, RequestQuery, StepQuery, Summary, Target, ThrottleDetail, Window,
};
use lambda_sim::scenario::Problem;
use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};

/// Raised with every change of this file that an older worker would not understand.
pub const PROTOCOL_VERSION: u32 = 2;

/// Which run a message belongs to; the page counts up with every edit.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Generation(pub u32);

/// From the page to the worker.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub enum ToWorker {
    /// Run this scenario (JSON text); ends whatever runs.
    Run {
        /// The run's number.
        generation: Generation,
        /// The scenario document.
        scenario: String,
    },
    /// End the running run, if it is this one; the results of the last finished one stay.
    Cancel {
        /// Which run.
        generation: Generation,
    },
    /// What is in this window of the finished run? Only the newest question is answered.
    Look {
        /// Which run.
        generation: Generation,
        /// Where to look.
        window: Window,
    },
    /// Everything about one thing of the finished run.
    Inspect {
        /// Which run.
        generation: Generation,
        /// What.
        target: Target,
    },
    /// What goes on at this moment of the finished run? Only the newest question is answered.
    At {
        /// Which run.
        generation: Generation,
        /// Which moment.
        query: MomentQuery,
    },
    /// What is the next event?
    Step {
        /// Which run.
        generation: Generation,
        /// From where.
        query: StepQuery,
    },
    /// Which requests are on this page? Only the newest question is answered.
    List {
        /// Which run.
        generation: Generation,
        /// Which requests.
        query: RequestQuery,
        /// The place of the first one, counted from 0.
        first: u32,
        /// How many.
        count: u32,
    },
    /// What an open view wants to know. Of each view only the newest question is answered.
    Ask {
        /// Which run.
        generation: Generation,
        /// What.
        question: Question,
    },
}

/// What the views of the trace ask of the finished run.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Query {
    /// What is in this window?
    Look(Window),
    /// What goes on at this moment?
    At(MomentQuery),
    /// What is the next event?
    Step(StepQuery),
    /// Which requests are there, from a place on, and how many at most?
    List(RequestQuery, u32, u32),
}

impl Query {
    /// As a message about a run.
    pub const fn about(self, generation: Generation) -> ToWorker {
        match self {
            Self::Look(window) => ToWorker::Look { generation, window },
            Self::At(query) => ToWorker::At { generation, query },
            Self::Step(query) => ToWorker::Step { generation, query },
            Self::List(query, first, count) => ToWorker::List { generation, query, first, count },
        }
    }
}

/// From the worker to the page.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub enum FromWorker {
    /// The worker is up.
    Ready {
        /// Its [`PROTOCOL_VERSION`].
        version: u32,
    },
    /// The run goes on.
    Progress {
        /// Which run.
        generation: Generation,
        /// The share of the simulated time that is done, 0 to 1.
        share: f64,
        /// Requests so far.
        requests: u64,
    },
    /// The run is done and can be looked at.
    Finished {
        /// Which run.
        generation: Generation,
        /// Its results.
        results: Box<Results>,
    },
    /// The scenario is not valid; nothing ran.
    Invalid {
        /// Which run.
        generation: Generation,
        /// All problems.
        problems: Vec<Problem>,
    },
    /// The run could not go on.
    Failed {
        /// Which run.
        generation: Generation,
        /// Why, in words for people.
        message: String,
    },
    /// The answer to [`ToWorker::Look`]. Its columns are in the buffers that travel with it.
    Seen {
        /// Which run.
        generation: Generation,
        /// What was asked.
        window: Window,
    },
    /// The answer to [`ToWorker::Inspect`]; none where there is nothing.
    Inspected {
        /// Which run.
        generation: Generation,
        /// What is there.
        detail: Option<Box<Detail>>,
    },
    /// The answer to [`ToWorker::At`].
    Moment {
        /// Which run.
        generation: Generation,
        /// The run at that moment.
        moment: Box<Moment>,
    },
    /// The answer to [`ToWorker::Step`]; none where there is no further event.
    Stepped {
        /// Which run.
        generation: Generation,
        /// The event.
        event: Option<Event>,
    },
    /// The answer to [`ToWorker::List`].
    Listed {
        /// Which run.
        generation: Generation,
        /// What was asked.
        query: RequestQuery,
        /// The page.
        page: Box<RequestPage>,
    },
    /// The answer to [`ToWorker::Ask`]: an [`Answered`](super::question::Answered) as bytes, which deferred code reads.
    Answered(Vec<u8>),
    /// The code that a question needs could not be loaded ([`crate::lazy`]); asked again, it is tried again.
    Unavailable,
}

impl ToWorker {
    /// Whether the answer is deferred code's.
    pub const fn is_deferred(&self) -> bool {
        matches!(self, Self::Ask { .. })
    }
}

/// A message as bytes: the serde format postcard, which is small in code and knows no names. Page and worker are one build.
#[must_use]
pub fn encode(message: &impl Serialize) -> Vec<u8> {
    // It fails only for sequences of unknown length; the protocol has none.
    postcard::to_allocvec(message).unwrap_or_default()
}

/// A message from bytes; none where they are of another build.
#[must_use]
pub fn decode<T: DeserializeOwned>(bytes: &[u8]) -> Option<T> {
    postcard::from_bytes(bytes).ok()
}

/// What the page keeps of a finished run.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Results {
    /// The run in numbers.
    pub summary: Summary,
    /// The bill of a month that goes on like the run, and the run's share.
    pub bill: BillView,
    /// The whole run in a few hundred steps: for the overview strip and the figures' trends.
    pub overview: Overview,
    /// The lanes of the timeline, as far as the page needs them to lay it out.
    pub lanes: LaneCounts,
    /// How long the engine took, in ms of the worker's clock.
    pub engine_ms: f64,
    /// How long the readings took, in ms of the worker's clock.
    pub readings_ms: f64,
}
