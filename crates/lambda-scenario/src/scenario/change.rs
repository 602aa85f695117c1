//! Changes that a scenario makes to itself at set times: a limit is raised, a dependency slows down.

use super::ranges;
use crate::distribution::Distribution;
use lambda_scenario_derive::{internally_tagged, object};
use serde::Serialize;

/// A change at a time.
#[object]
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct ScheduledChange {
    /// When, in seconds.
    #[field(range = ranges::TRAFFIC_S, default = 0.0)]
    pub at_s: f64,
    /// What changes.
    #[field(flatten)]
    pub change: ChangeKind,
}

/// What changes.
#[internally_tagged(tag = "kind")]
#[derive(Clone, Debug, PartialEq, Serialize)]
pub enum ChangeKind {
    /// The account's concurrency limit.
    ConcurrencyLimit(NewLimit),
    /// A function's reserved concurrency.
    ReservedConcurrency(NewReserved),
    /// A function's provisioned concurrency.
    ProvisionedConcurrency(NewProvisioned),
    /// New code or configuration for a function (L14).
    Configuration(NewConfiguration),
    /// A service takes longer, or fails more often.
    Downstream(NewDownstream),
    /// What a handler does takes longer, or fails more often, without a deployment.
    Work(NewWork),
    /// A source sends more, less, or nothing.
    Traffic(NewTraffic),
    /// Calls that somebody makes by hand.
    Invoke(Invoke),
    /// An execution environment is killed.
    Kill(Kill),
}

impl Default for ChangeKind {
    fn default() -> Self {
        Self::ConcurrencyLimit(NewLimit::default())
    }
}

/// The account's concurrency limit.
#[object]
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct NewLimit {
    /// The new limit; left out: none.
    #[field(range = ranges::CONCURRENCY_LIMIT)]
    pub value: Option<u32>,
}

/// A function's reserved concurrency.
#[object]
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct NewReserved {
    /// The function.
    pub function: String,
    /// The new number; left out: the reservation is taken away.
    #[field(range = ranges::RESERVED_CONCURRENCY)]
    pub value: Option<u32>,
}

/// A function's provisioned concurrency.
#[object]
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct NewProvisioned {
    /// The function.
    pub function: String,
    /// The new number.
    #[field(range = ranges::PROVISIONED_CONCURRENCY, default = 0)]
    pub value: u32,
}

/// New configuration of `$LATEST`; what is left out stays.
#[object]
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct NewConfiguration {
    /// The function.
    pub function: String,
    /// Memory in MB.
    #[field(range = ranges::MEMORY_MB)]
    pub memory_mb: Option<u32>,
    /// The timeout in seconds.
    #[field(range = ranges::MANAGED_TIMEOUT_S, range_if = super::version::depends_on_function)]
    pub timeout_s: Option<u32>,
    /// Share of invocations whose handler returns an error, 0 to 1.
    #[field(range = ranges::SHARE)]
    pub error_rate: Option<f64>,
    /// How long the handler takes on x86_64 with one whole vCPU, in ms.
    #[field(range = ranges::PHASE_MS)]
    pub duration_ms: Option<Distribution>,
    /// The share of that which is computing, 0 to 1.
    #[field(range = ranges::SHARE)]
    pub cpu_share: Option<f64>,
    /// How long init takes, in ms.
    #[field(range = ranges::START_PHASE_MS)]
    pub init_ms: Option<Distribution>,
}

impl NewConfiguration {
    /// A function after this change.
    #[must_use]
    pub fn of(&self, function: &super::Function) -> super::Function {
        let mut changed = function.clone();
        changed.memory_mb = self.memory_mb.unwrap_or(changed.memory_mb);
        changed.timeout_s = self.timeout_s.unwrap_or(changed.timeout_s);
        changed.work.error_rate = self.error_rate.unwrap_or(changed.work.error_rate);
        changed.work.cpu_share = self.cpu_share.unwrap_or(changed.work.cpu_share);
        if let Some(duration) = &self.duration_ms {
            changed.work.duration_ms.clone_from(duration);
        }
        if self.init_ms.is_some() {
            changed.phases.init_ms.clone_from(&self.init_ms);
        }
        changed
    }
}

/// How a service answers from now on.
#[object]
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct NewDownstream {
    /// The service.
    pub downstream: String,
    /// By what its latency is multiplied; 1 is as it was.
    #[field(range = ranges::LATENCY_FACTOR)]
    pub latency_factor: f64,
    /// Share of calls that fail, 0 to 1; left out: as before.
    #[field(range = ranges::SHARE)]
    pub error_rate: Option<f64>,
}

/// How the handlers of a function fare from now on, whatever their version: what they wait for, or what they are given, has
/// changed. It concerns invocations that begin from now on; environments stay. What is left out stays.
#[object]
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct NewWork {
    /// The function.
    pub function: String,
    /// By what the handler's time is multiplied; 1 is as it was at first.
    #[field(range = ranges::LATENCY_FACTOR)]
    pub duration_factor: Option<f64>,
    /// Share of invocations whose handler returns an error, 0 to 1.
    #[field(range = ranges::SHARE)]
    pub error_rate: Option<f64>,
}

/// How much a source sends from now on, relative to its traffic as it is set. Rates are multiplied; what comes at set times (bursts,
/// recorded calls, schedules) comes that many times.
#[object]
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct NewTraffic {
    /// The source.
    pub source: String,
    /// By what its traffic is multiplied; 1 is as it was at first, 0 is none.
    #[field(range = ranges::TRAFFIC_FACTOR)]
    pub factor: f64,
}

/// An execution environment that is killed: it goes, and what runs in it crashes. Where there is none of this number at the
/// time, or no longer, nothing happens.
#[object]
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Kill {
    /// The function.
    pub function: String,
    /// The environment's number among those of its function, counted from 1 by creation.
    #[field(range = ranges::ENVIRONMENT_NUMBER)]
    pub environment: u32,
}

/// Calls or events that reach a source in addition to its traffic.
#[object]
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Invoke {
    /// The source.
    pub source: String,
    /// How many, all at once.
    #[field(range = ranges::BURST_SIZE, default = 1)]
    pub count: u32,
}
