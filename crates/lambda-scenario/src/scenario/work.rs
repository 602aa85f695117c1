//! What a function's handler does: time, computing, memory, failures (rules P1–P5).

use super::ranges;
use crate::distribution::Distribution;
use lambda_scenario_derive::object;
use serde::Serialize;

/// What the handler does.
#[object]
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Work {
    /// How long the handler takes on x86_64 with one whole vCPU, in ms.
    #[field(range = ranges::PHASE_MS)]
    pub duration_ms: Distribution,
    /// What each event of an invocation adds to that, in ms.
    #[field(range = ranges::PER_EVENT_MS, omit_default)]
    pub duration_per_event_ms: f64,
    /// The share of that which is computing, 0 to 1: it scales with memory and architecture, the rest (waiting) does not.
    #[field(range = ranges::SHARE)]
    pub cpu_share: f64,
    /// How many threads the computing spreads over (P1).
    #[field(range = ranges::PARALLELISM, omit_default)]
    pub parallelism: u32,
    /// Memory used, in MB; above the configured memory the runtime is killed (P5). Left out: the runtime's usual need.
    #[field(range = ranges::MEMORY_USED_MB)]
    pub memory_used_mb: Option<Distribution>,
    /// Share of invocations whose handler returns an error, 0 to 1.
    #[field(range = ranges::SHARE, omit_default)]
    pub error_rate: f64,
    /// Share of invocations that crash the runtime, 0 to 1.
    #[field(range = ranges::SHARE, omit_default)]
    pub crash_rate: f64,
}
