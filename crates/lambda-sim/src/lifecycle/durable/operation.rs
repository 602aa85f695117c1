//! A durable function's operations, ready for drawing.

use crate::distribution::Sampler;
use crate::scenario::{DurableOperation, StepRetry};
use crate::units::Micros;

pub(super) const BYTES_PER_KB: f64 = 1_000.0;

/// To the nearest byte.
pub(super) fn bytes(kilobytes: f64) -> u64 {
    (kilobytes * BYTES_PER_KB + 0.5) as u64
}

#[derive(Clone, Debug)]
pub(super) enum Operation {
    /// A step, or the polls of a condition with the time until it holds.
    Step {
        duration: Sampler,
        error_rate: f64,
        result: u64,
        retry: StepRetry,
        holds_after: Option<Sampler>,
    },
    Wait(Micros),
    Callback {
        after: Sampler,
        timeout: Option<Micros>,
        payload: u64,
        submitted: bool,
    },
    /// An invoke, with its number among the function's.
    Invoke {
        number: u16,
        result: u64,
    },
    Context(Context),
}

/// Branches, or the only one of a child context.
#[derive(Clone, Debug)]
pub(super) struct Context {
    pub branches: u32,
    /// How many at once.
    pub at_once: u32,
    /// Whether it is an operation beside its branches.
    pub is_parallel: bool,
    pub operations: Vec<Operation>,
    pub result: u64,
}

impl Operation {
    /// A list of them, after so many invokes.
    pub(super) fn list(operations: &[DurableOperation], invokes: &mut u16) -> Vec<Self> {
        operations.iter().map(|operation| Self::new(operation, invokes)).collect()
    }

    fn new(operation: &DurableOperation, invokes: &mut u16) -> Self {
        match operation {
            DurableOperation::Step(step) => Self::Step {
                duration: Sampler::new(&step.duration_ms),
                error_rate: step.error_rate,
                result: bytes(step.result_kb),
                retry: step.retry.clone(),
                holds_after: step.holds_after_s.as_ref().map(Sampler::new),
            },
            DurableOperation::Wait { duration_s } => Self::Wait(Micros::from_secs_f64(*duration_s)),
            DurableOperation::Callback(callback) => Self::Callback {
                after: Sampler::new(&callback.after_s),
                timeout: callback.timeout_s.map(Micros::from_secs_f64),
                payload: bytes(callback.payload_kb),
                submitted: callback.submitted,
            },
            DurableOperation::Invoke(invoke) => {
                *invokes += 1;
                Self::Invoke { number: *invokes - 1, result: bytes(invoke.result_kb) }
            }
            DurableOperation::Context(context) => {
                let branches = context.branches.unwrap_or(1);
                Self::Context(Context {
                    branches,
                    at_once: context.max_concurrency.unwrap_or(branches),
                    is_parallel: context.branches.is_some(),
                    operations: Self::list(&context.operations, invokes),
                    result: bytes(context.result_kb),
                })
            }
        }
    }
}

/// The wait after a step's `tries`-th failure, or a condition's `tries`-th poll: doubling, or whatever its rate, up to a
/// ceiling, with full jitter, in whole seconds and at least one.
pub(super) fn step_retry_wait(retry: &StepRetry, tries: u16, u: f64) -> Micros {
    let mut ceiling = retry.initial_delay_s;
    for _ in 1..tries {
        ceiling = (ceiling * retry.backoff_rate).min(retry.max_delay_s);
    }
    let ceiling = ceiling.min(retry.max_delay_s);
    let seconds = if retry.jitter { ceiling * u } else { ceiling };
    Micros::from_secs((seconds + 0.5) as u64).max(Micros::from_secs(1))
}
