//! Durable functions: executions of many invocations, with checkpoints and waits between (rules N2, N5, Q18).

mod contexts;

pub use contexts::{ChainedInvoke, DurableContext};

use super::ranges;
use crate::distribution::Distribution;
use lambda_scenario_derive::{externally_tagged, object};
use serde::Serialize;

/// What makes a function durable, by AWS's parameter names. `work` is its code outside operations: it runs in every
/// invocation, since each replays the handler from its beginning.
#[object]
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Durable {
    /// How long an execution may take in all, in seconds, 1 to 31,622,400.
    #[field(required, range = ranges::EXECUTION_TIMEOUT_S)]
    pub execution_timeout_s: u32,
    /// How long its history is kept after its end, in days, 1 to 90; what it has written is stored for that time.
    #[field(range = ranges::RETENTION_PERIOD_DAYS)]
    pub retention_period_days: u32,
    /// What it does, in order. After the last the execution has succeeded.
    pub operations: Vec<DurableOperation>,
    /// The size of the event that starts it, in KB of 1,000 bytes: it is written.
    #[field(range = ranges::CHECKPOINT_KB, omit_default)]
    pub input_kb: f64,
    /// The size of its result, in KB: it is written too.
    #[field(range = ranges::CHECKPOINT_KB, omit_default)]
    pub output_kb: f64,
    /// What it takes an invocation to replay one operation that is done, in ms.
    #[field(range = ranges::REPLAY_MS, omit_default)]
    pub replay_ms: f64,
}

/// One durable operation.
#[externally_tagged]
#[derive(Clone, Debug, PartialEq, Serialize)]
pub enum DurableOperation {
    /// A unit of work whose result is checkpointed; retried by its own strategy.
    Step(Step),
    /// A pause without an invocation.
    Wait {
        /// How long, in seconds.
        #[field(range = ranges::DURABLE_WAIT_S)]
        duration_s: f64,
    },
    /// A pause until an external system answers.
    Callback(Callback),
    /// A call of another function, during which the execution is suspended.
    Invoke(ChainedInvoke),
    /// Branches at once, as `parallel` and `map` have them, or a child context; not inside another one.
    Context(DurableContext),
}

impl DurableOperation {
    /// The operations inside it, where it is a context.
    #[must_use]
    pub fn inside(&self) -> &[Self] {
        if let Self::Context(context) = self { &context.operations } else { &[] }
    }
}

impl Default for DurableOperation {
    fn default() -> Self {
        Self::Step(Step::default())
    }
}

/// A step, or with `holds_after_s` a `waitForCondition`: AWS's SDKs run its check as a step whose tries are the polls. Then `retry`
/// is its wait strategy, and the result the state that each poll returns.
#[object]
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Step {
    /// How long it takes, in ms; as the handler's work does, by memory and architecture.
    #[field(range = ranges::PHASE_MS)]
    pub duration_ms: Distribution,
    /// Share of its tries that fail, 0 to 1.
    #[field(range = ranges::SHARE, omit_default)]
    pub error_rate: f64,
    /// The size of its result, in KB of 1,000 bytes.
    #[field(range = ranges::CHECKPOINT_KB, omit_default)]
    pub result_kb: f64,
    /// What follows a try that failed.
    #[field(check_inside, omit_default)]
    pub retry: StepRetry,
    /// From when on the condition holds, in seconds after the first poll began. Left out: there is none, the first try that does
    /// not fail is the last.
    #[field(range = ranges::CALLBACK_S)]
    pub holds_after_s: Option<Distribution>,
}

/// A step's retry strategy, and how a condition is polled.
#[object]
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct StepRetry {
    /// All tries, the first included.
    #[field(range = ranges::STEP_ATTEMPTS)]
    pub max_attempts: u32,
    /// The first wait, in seconds.
    #[field(range = ranges::STEP_DELAY_S)]
    pub initial_delay_s: f64,
    /// The longest wait, in seconds.
    #[field(range = ranges::STEP_DELAY_S, default = 60.0)]
    pub max_delay_s: f64,
    /// By what each wait is longer than the one before.
    #[field(range = ranges::BACKOFF_RATE)]
    pub backoff_rate: f64,
    /// Whether a wait is drawn from zero up to that.
    #[field(default = true)]
    pub jitter: bool,
}

/// A callback.
#[object]
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Callback {
    /// When it comes, in seconds after it was asked for.
    #[field(range = ranges::CALLBACK_S)]
    pub after_s: Distribution,
    /// How long it is waited for, in seconds; then the execution fails. Left out: as long as the execution may take.
    #[field(range = ranges::CALLBACK_S)]
    pub timeout_s: Option<f64>,
    /// The size of what it brings, in KB of 1,000 bytes.
    #[field(range = ranges::CHECKPOINT_KB, omit_default)]
    pub payload_kb: f64,
    /// Whether it is `waitForCallback`, which submits the callback in a separate step: three operations in place of one.
    #[field(omit_default)]
    pub submitted: bool,
}
