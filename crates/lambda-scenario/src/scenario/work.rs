//! What a function's handler does: time, computing, memory, failures (rules P1–P5).

#[cfg(feature = "schema")]
use super::limits;
use super::record::record;
use crate::distribution::Distribution;
use serde::Serialize;

/// What the handler does.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(default, deny_unknown_fields)]
pub struct Work {
    /// How long the handler takes on x86_64 with one whole vCPU, in ms.
    pub duration_ms: Distribution,
    /// What each event of an invocation adds to that, in ms.
    #[serde(skip_serializing_if = "super::is_zero")]
    #[cfg_attr(feature = "schema", schemars(range(min = limits::PER_EVENT_MS.min, max = limits::PER_EVENT_MS.max)))]
    pub duration_per_event_ms: f64,
    /// The share of that which is computing, 0 to 1: it scales with memory and architecture, the rest (waiting) does not.
    #[cfg_attr(feature = "schema", schemars(range(min = limits::SHARE.min, max = limits::SHARE.max)))]
    pub cpu_share: f64,
    /// How many threads the computing spreads over (P1).
    #[serde(skip_serializing_if = "is_one")]
    #[cfg_attr(feature = "schema", schemars(range(min = limits::PARALLELISM.min, max = limits::PARALLELISM.max)))]
    pub parallelism: u32,
    /// Memory used, in MB; above the configured memory the runtime is killed (P5). Left out: the runtime's usual need.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub memory_used_mb: Option<Distribution>,
    /// Share of invocations whose handler returns an error, 0 to 1.
    #[serde(skip_serializing_if = "super::is_zero")]
    #[cfg_attr(feature = "schema", schemars(range(min = limits::SHARE.min, max = limits::SHARE.max)))]
    pub error_rate: f64,
    /// Share of invocations that crash the runtime, 0 to 1.
    #[serde(skip_serializing_if = "super::is_zero")]
    #[cfg_attr(feature = "schema", schemars(range(min = limits::SHARE.min, max = limits::SHARE.max)))]
    pub crash_rate: f64,
}

record!(Work { duration_ms, duration_per_event_ms, cpu_share, parallelism, memory_used_mb, error_rate, crash_rate });

impl Default for Work {
    fn default() -> Self {
        Self {
            duration_ms: Distribution::Constant(100.0),
            duration_per_event_ms: 0.0,
            cpu_share: 0.0,
            parallelism: 1,
            memory_used_mb: None,
            error_rate: 0.0,
            crash_rate: 0.0,
        }
    }
}

#[expect(clippy::trivially_copy_pass_by_ref, reason = "serde passes a reference")]
fn is_one(value: &u32) -> bool {
    *value == 1
}
