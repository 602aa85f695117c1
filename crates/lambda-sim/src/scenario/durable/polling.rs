//! `waitForCondition`: a condition that is polled (rule N5).

use super::super::record::record;
use super::StepRetry;
#[cfg(feature = "schema")]
use super::limits;
use crate::distribution::Distribution;
use serde::Serialize;

/// A condition that is polled until it holds; the execution is suspended between two polls.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(default, deny_unknown_fields)]
pub struct WaitForCondition {
    /// From when on it holds, in seconds after the first poll began.
    pub holds_after_s: Distribution,
    /// How long a poll takes, in ms; as the handler's work does, by memory and architecture.
    pub poll_ms: Distribution,
    /// The size of the state that each poll returns, in KB of 1,000 bytes.
    #[serde(skip_serializing_if = "super::super::is_zero")]
    #[cfg_attr(feature = "schema", schemars(range(min = limits::CHECKPOINT_KB.min, max = limits::CHECKPOINT_KB.max)))]
    pub state_kb: f64,
    /// The waits between polls, and how many there may be before the execution fails.
    #[serde(skip_serializing_if = "is_usual")]
    pub wait_strategy: StepRetry,
}

record!(WaitForCondition { holds_after_s, poll_ms, state_kb, wait_strategy });

impl Default for WaitForCondition {
    fn default() -> Self {
        Self { holds_after_s: 60.0.into(), poll_ms: 100.0.into(), state_kb: 0.0, wait_strategy: usual() }
    }
}

/// The SDKs' own strategy (`WaitStrategies.Presets.DEFAULT` of the one for Java).
const fn usual() -> StepRetry {
    StepRetry { max_attempts: 60, initial_delay_s: 5.0, max_delay_s: 300.0, backoff_rate: 1.5, jitter: true }
}

fn is_usual(strategy: &StepRetry) -> bool {
    *strategy == usual()
}
