//! Durable functions: executions of many invocations, with checkpoints and waits between (rules N2, N5, Q18).

mod contexts;

pub use contexts::{ChainedInvoke, DurableContext};

use super::limits;
use super::record::{kinds, record};
use crate::distribution::Distribution;
use serde::Serialize;

/// What makes a function durable, by AWS's parameter names. `work` is its code outside operations: it runs in every
/// invocation, since each replays the handler from its beginning.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(default, deny_unknown_fields)]
pub struct Durable {
    /// How long an execution may take in all, in seconds, 1 to 31,622,400.
    #[cfg_attr(feature = "schema", schemars(range(min = limits::EXECUTION_TIMEOUT_S.min, max = limits::EXECUTION_TIMEOUT_S.max)))]
    pub execution_timeout_s: u32,
    /// How long its history is kept after its end, in days, 1 to 90; what it has written is stored so long.
    #[cfg_attr(feature = "schema", schemars(range(min = limits::RETENTION_PERIOD_DAYS.min, max = limits::RETENTION_PERIOD_DAYS.max)))]
    pub retention_period_days: u32,
    /// What it does, in order. After the last the execution has succeeded.
    pub operations: Vec<DurableOperation>,
    /// The size of the event that starts it, in KB of 1,000 bytes: it is written.
    #[serde(skip_serializing_if = "super::is_zero")]
    #[cfg_attr(feature = "schema", schemars(range(min = limits::CHECKPOINT_KB.min, max = limits::CHECKPOINT_KB.max)))]
    pub input_kb: f64,
    /// The size of its result, in KB: likewise.
    #[serde(skip_serializing_if = "super::is_zero")]
    #[cfg_attr(feature = "schema", schemars(range(min = limits::CHECKPOINT_KB.min, max = limits::CHECKPOINT_KB.max)))]
    pub output_kb: f64,
    /// What it takes an invocation to replay one operation that is done, in ms.
    #[serde(skip_serializing_if = "super::is_zero")]
    #[cfg_attr(feature = "schema", schemars(range(min = limits::REPLAY_MS.min, max = limits::REPLAY_MS.max)))]
    pub replay_ms: f64,
}

record!(Durable { execution_timeout_s: required, retention_period_days, operations, input_kb, output_kb, replay_ms });

impl Default for Durable {
    fn default() -> Self {
        Self {
            execution_timeout_s: limits::EXECUTION_TIMEOUT_S.default as u32,
            retention_period_days: limits::RETENTION_PERIOD_DAYS.default as u32,
            operations: Vec::new(),
            input_kb: 0.0,
            output_kb: 0.0,
            replay_ms: 0.0,
        }
    }
}

/// One durable operation.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case", deny_unknown_fields)]
pub enum DurableOperation {
    /// A unit of work whose result is checkpointed; retried by a strategy of its own.
    Step(Step),
    /// A pause without an invocation.
    Wait {
        /// How long, in seconds.
        duration_s: f64,
    },
    /// A pause until an external system answers.
    Callback(Callback),
    /// A call of another function, during which the execution is suspended.
    Invoke(ChainedInvoke),
    /// Branches at once, as `parallel` and `map` have them, or a child context; not inside another one.
    Context(DurableContext),
}

kinds!(DurableOperation {
    "step" => Step(_),
    "wait" => Wait { duration_s },
    "callback" => Callback(_),
    "invoke" => Invoke(_),
    "context" => Context(_),
});

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
#[derive(Clone, Debug, PartialEq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(default, deny_unknown_fields)]
pub struct Step {
    /// How long it takes, in ms; as the handler's work does, by memory and architecture.
    pub duration_ms: Distribution,
    /// Share of its tries that fail, 0 to 1.
    #[serde(skip_serializing_if = "super::is_zero")]
    #[cfg_attr(feature = "schema", schemars(range(min = limits::SHARE.min, max = limits::SHARE.max)))]
    pub error_rate: f64,
    /// The size of its result, in KB of 1,000 bytes.
    #[serde(skip_serializing_if = "super::is_zero")]
    #[cfg_attr(feature = "schema", schemars(range(min = limits::CHECKPOINT_KB.min, max = limits::CHECKPOINT_KB.max)))]
    pub result_kb: f64,
    /// What follows a try that failed.
    #[serde(skip_serializing_if = "StepRetry::is_default")]
    pub retry: StepRetry,
    /// From when on the condition holds, in seconds after the first poll began. Left out: there is none, the first try that does
    /// not fail is the last.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub holds_after_s: Option<Distribution>,
}

record!(Step { duration_ms, error_rate, result_kb, retry, holds_after_s });

impl Default for Step {
    fn default() -> Self {
        Self {
            duration_ms: 100.0.into(),
            error_rate: 0.0,
            result_kb: 0.0,
            retry: StepRetry::default(),
            holds_after_s: None,
        }
    }
}

/// A step's retry strategy, and how a condition is polled.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(default, deny_unknown_fields)]
pub struct StepRetry {
    /// All tries, the first included.
    #[cfg_attr(feature = "schema", schemars(range(min = limits::STEP_ATTEMPTS.min, max = limits::STEP_ATTEMPTS.max)))]
    pub max_attempts: u32,
    /// The first wait, in seconds.
    #[cfg_attr(feature = "schema", schemars(range(min = limits::STEP_DELAY_S.min, max = limits::STEP_DELAY_S.max)))]
    pub initial_delay_s: f64,
    /// The longest wait, in seconds.
    #[cfg_attr(feature = "schema", schemars(range(min = limits::STEP_DELAY_S.min, max = limits::STEP_DELAY_S.max)))]
    pub max_delay_s: f64,
    /// By what each wait is longer than the one before.
    #[cfg_attr(feature = "schema", schemars(range(min = limits::BACKOFF_RATE.min, max = limits::BACKOFF_RATE.max)))]
    pub backoff_rate: f64,
    /// Whether a wait is drawn from zero up to that.
    pub jitter: bool,
}

record!(StepRetry { max_attempts, initial_delay_s, max_delay_s, backoff_rate, jitter });

impl Default for StepRetry {
    fn default() -> Self {
        Self {
            max_attempts: limits::STEP_ATTEMPTS.default as u32,
            initial_delay_s: limits::STEP_DELAY_S.default,
            max_delay_s: 60.0,
            backoff_rate: limits::BACKOFF_RATE.default,
            jitter: true,
        }
    }
}

impl StepRetry {
    fn is_default(&self) -> bool {
        *self == Self::default()
    }
}

/// A callback.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(default, deny_unknown_fields)]
pub struct Callback {
    /// When it comes, in seconds after it was asked for.
    pub after_s: Distribution,
    /// How long it is waited for, in seconds; then the execution fails. Left out: as long as the execution may take.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "schema", schemars(range(min = limits::CALLBACK_S.min, max = limits::CALLBACK_S.max)))]
    pub timeout_s: Option<f64>,
    /// The size of what it brings, in KB of 1,000 bytes.
    #[serde(skip_serializing_if = "super::is_zero")]
    #[cfg_attr(feature = "schema", schemars(range(min = limits::CHECKPOINT_KB.min, max = limits::CHECKPOINT_KB.max)))]
    pub payload_kb: f64,
    /// Whether it is `waitForCallback`, which submits the callback in a step of its own: three operations in place of one.
    #[serde(skip_serializing_if = "super::is_false")]
    pub submitted: bool,
}

record!(Callback { after_s, timeout_s, payload_kb, submitted });

impl Default for Callback {
    fn default() -> Self {
        Self { after_s: 60.0.into(), timeout_s: None, payload_kb: 0.0, submitted: false }
    }
}
