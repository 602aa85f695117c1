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
//! ```
//! Every message carries the generation of the run it belongs to: the page drops what an older run still sends, the worker
//! drops questions about a run that is no more. Small values travel as JSON, columns as [`Buffers`] beside it. The same
//! protocol runs without a worker, in tests and where a worker cannot start.

use lambda_sim::readings::Summary;
use lambda_sim::scenario::Problem;
use lambda_sim::trace::{EnvironmentId, FunctionId, InvocationId};
use lambda_sim::units::Instant;
use serde::{Deserialize, Serialize};

/// Raised with every change of this file that an older worker would not understand.
pub const PROTOCOL_VERSION: u32 = 1;

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
}

/// A part of the timeline and how finely it is shown.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct Window {
    /// Its left edge.
    pub from: Instant,
    /// Its right edge.
    pub to: Instant,
    /// Device pixels between the two.
    pub pixels: u32,
    /// The first lane in sight.
    pub first_lane: u32,
    /// How many lanes are in sight.
    pub lanes: u32,
    /// Only this function's lanes and curves; none: all functions.
    pub function: Option<FunctionId>,
}

/// Something that can be looked at closely.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Target {
    /// An invocation.
    Invocation(InvocationId),
    /// Whatever an environment did at a time.
    Environment {
        /// Which environment.
        environment: EnvironmentId,
        /// When.
        at: Instant,
    },
    /// The throttle nearest to a time.
    Throttle {
        /// When.
        at: Instant,
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
}

impl FromWorker {
    /// The run that the message belongs to; none for those that belong to no run.
    #[must_use]
    pub const fn generation(&self) -> Option<Generation> {
        match self {
            Self::Ready { .. } => None,
            Self::Progress { generation, .. }
            | Self::Finished { generation, .. }
            | Self::Invalid { generation, .. }
            | Self::Failed { generation, .. }
            | Self::Seen { generation, .. }
            | Self::Inspected { generation, .. } => Some(*generation),
        }
    }
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

/// The bill, line by line.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct BillView {
    /// The lines, in the order of the bill.
    pub lines: Vec<BillLine>,
    /// Duration and init on demand by price tier.
    pub tiers: Vec<BillTier>,
    /// The date of the prices.
    pub prices_as_of: String,
    /// The Region's name.
    pub region_name: String,
}

/// One line of the bill.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct BillLine {
    /// The line's stable name, as in the summary.
    pub id: String,
    /// The month's quantity before the free tier.
    pub quantity: f64,
    /// Its unit.
    pub unit: String,
    /// What of it the free tier forgives.
    pub free: f64,
    /// The month's amount, in USD.
    pub month_usd: f64,
    /// The run's share, in USD.
    pub run_usd: f64,
}

/// What of the month's duration falls into one price tier.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct BillTier {
    /// The architecture's identifier.
    pub architecture: String,
    /// The tier, counted from 1.
    pub tier: u32,
    /// GB-seconds in it.
    pub gb_seconds: f64,
    /// The price of a GB-second, in USD.
    pub price_usd: f64,
    /// The amount, in USD.
    pub amount_usd: f64,
}

/// The whole counted time in equal steps.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Overview {
    /// The length of a step, in µs.
    pub step_us: u64,
    /// Requests that reached Lambda in each step.
    pub requests: Vec<u32>,
    /// Those that were refused.
    pub throttles: Vec<u32>,
    /// Invocations that failed or timed out, by their arrival.
    pub failures: Vec<u32>,
    /// Cold starts, by their arrival.
    pub cold: Vec<u32>,
    /// The most requests in flight in each step.
    pub in_flight: Vec<u32>,
    /// The slowest response to a request that arrived in each step, in ms.
    pub slowest_ms: Vec<f32>,
}

/// How many lanes there are, and whose.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct LaneCounts {
    /// All lanes, of all functions.
    pub total: u32,
    /// Each function's lanes, in the scenario's order: provisioned ones first, then by creation.
    pub functions: Vec<FunctionLanes>,
}

/// The lanes of one function.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct FunctionLanes {
    /// The function's name.
    pub name: String,
    /// Its first lane among all.
    pub first: u32,
    /// How many are provisioned environments.
    pub provisioned: u32,
    /// How many it has.
    pub count: u32,
}

/// One thing, closely. Words are the page's; here are the facts.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub enum Detail {
    /// An invocation.
    Invocation(InvocationDetail),
    /// An environment that did nothing at the time.
    Environment(EnvironmentDetail),
    /// A request that was refused.
    Throttle(ThrottleDetail),
}

/// An invocation, closely. Times in ms unless named otherwise.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct InvocationDetail {
    /// Which invocation.
    pub invocation: u32,
    /// Its environment.
    pub environment: u32,
    /// Which of its function, counted from 1 in the order of lanes.
    pub lane: u32,
    /// The function's name.
    pub function: String,
    /// The source's name.
    pub source: String,
    /// The version; 0 is `$LATEST`.
    pub version: u32,
    /// Which attempt of its call.
    pub attempt: u32,
    /// When it arrived, in µs of the counted time.
    pub arrival_us: i64,
    /// `warm`, `partial_cold` or `full_cold`.
    pub start: String,
    /// The outcome's name.
    pub outcome: String,
    /// Whether its environment is provisioned.
    pub provisioned: bool,
    /// Whether it called a qualifier with provisioned concurrency and ran on demand.
    pub spillover: bool,
    /// Download of the code.
    pub download_ms: f64,
    /// Start of the environment.
    pub start_ms: f64,
    /// Init outside Duration.
    pub init_ms: f64,
    /// Init re-run inside Duration.
    pub suppressed_init_ms: f64,
    /// The handler.
    pub handler_ms: f64,
    /// From arrival to response.
    pub latency_ms: f64,
    /// What is billed.
    pub billed_ms: u64,
    /// Configured memory, in MB.
    pub memory_mb: u32,
    /// Memory used, in MB.
    pub memory_used_mb: u32,
    /// Requests of the function in flight when it was admitted, without itself.
    pub function_in_flight: u32,
    /// Requests of the account in flight when it was admitted, without itself.
    pub account_in_flight: u32,
    /// Environments of the function that existed when it was admitted.
    pub environments: u32,
}

/// An environment that was idle, dropped or not there at a time.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct EnvironmentDetail {
    /// Which environment.
    pub environment: u32,
    /// Which of its function, counted from 1 in the order of lanes.
    pub lane: u32,
    /// The function's name.
    pub function: String,
    /// Whether it is provisioned.
    pub provisioned: bool,
    /// `idle`, `sandbox`, `gone` or `not yet created`.
    pub state: String,
    /// When it was created, in µs of the counted time.
    pub created_us: i64,
    /// When it was gone, in µs of the counted time.
    pub gone_us: Option<i64>,
    /// Invocations it served.
    pub served: u32,
    /// The share of its life that it was busy, 0 to 1.
    pub busy_share: f64,
}

/// A request that was refused.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct ThrottleDetail {
    /// The function's name.
    pub function: String,
    /// The source's name.
    pub source: String,
    /// When, in µs of the counted time.
    pub at_us: i64,
    /// Which attempt of its call.
    pub attempt: u32,
    /// Which limit: its name in the summary.
    pub reason: String,
    /// The Reason that AWS's error carries.
    pub aws_reason: String,
    /// What the limit counted.
    pub met: u32,
    /// What it allows.
    pub limit: u32,
    /// When the client tries again, in µs of the counted time; none if it does not.
    pub retry_us: Option<i64>,
}
