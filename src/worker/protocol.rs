//! What page and worker say to each other: closed enums, all typed.
//!
//! ```text
//!   page                                   worker
//!    │ ◄──────────────────── Ready{version} ┤   a stale cached worker is refused here
//!    ├ Run{generation, scenario} ──────────► │
//!    │ ◄──────────── Progress{generation, …} ┤   between slices; a newer Run or Cancel ends the running one
//!    │ ◄──────────── Finished{generation, …} ┤   or Invalid, or Failed
//!    ├ Ask{generation, Request} ───────────► │   a window, a snapshot, a page of rows, a tab, …
//!    │ ◄────── Answered{generation, Response} ┤   or NotLoaded: its code could not be fetched
//! ```
//! Every message carries the generation of the run it belongs to: the page drops what an older run still sends, the worker
//! drops requests about a run that is no more. Messages travel as bytes, columns in one transferred buffer with them
//! ([`super::buffers`]). The same protocol runs without a worker, in tests and where a worker cannot start.

mod request;

pub use request::{Request, Response, Rows, RowsQuery, TabAnswer, TabId, TabQuery, Why, WhyAnswer};

use lambda_sim::readings::Columns;
pub use lambda_sim::readings::{
    BillLine, BillView, Detail, EnvironmentDetail, Event, InvocationDetail, LaneCounts, Moment, MomentQuery, Overview,
    RequestPage, RequestQuery, StepQuery, Summary, Target, ThrottleDetail, Window,
};
use lambda_sim::scenario::Problem;
use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};

/// Raised with every change of this file that an older worker would not understand.
pub const PROTOCOL_VERSION: u32 = 3;

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
    /// Answers this about the finished run. Of each kind of request only the newest is answered.
    Ask {
        /// Which run.
        generation: Generation,
        /// What.
        request: Request,
    },
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
    /// The answer to a request.
    Answered {
        /// Which run.
        generation: Generation,
        /// The answer.
        response: Response,
    },
    /// The code that answers a request could not be loaded; asked again, it is tried again.
    NotLoaded,
}

impl ToWorker {
    /// Whether the code that answers it is loaded later.
    pub const fn is_loaded_later(&self) -> bool {
        if let Self::Ask { request, .. } = self { request.is_loaded_later() } else { false }
    }
}

impl FromWorker {
    /// The columns that are sent as a separate buffer.
    pub fn columns(&self) -> Option<&Columns> {
        if let Self::Answered { response: Response::Window(columns), .. } = self { Some(&**columns) } else { None }
    }

    /// With the columns that came in a separate buffer.
    #[must_use]
    pub fn with_columns(mut self, received: Columns) -> Self {
        if let Self::Answered { response: Response::Window(columns), .. } = &mut self {
            **columns = received;
        }
        self
    }
}

/// A message as bytes: the serde format postcard, which is small in code and knows no names. Page and worker are one build.
#[must_use]
pub fn encode(message: &impl Serialize) -> Vec<u8> {
    // It fails only for sequences of unknown length; the protocol has none.
    postcard::to_allocvec(message).unwrap_or_default()
}

/// A message from bytes; `None` if they are of another build.
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
    /// The lanes of the timeline, with what the page needs to lay it out.
    pub lanes: LaneCounts,
    /// How long the engine took, in ms of the worker's clock.
    pub engine_ms: f64,
    /// How long the readings took, in ms of the worker's clock.
    pub readings_ms: f64,
}
