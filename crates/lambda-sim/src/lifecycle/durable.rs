//! How far one invocation takes a durable execution, and what follows (rules N2, N5).
//!
//! ```text
//!   replay of what is done ─► code outside operations ─► step ─► step ─► wait: suspended
//!                                                          └─ fails: suspended until its next try
//! ```
//! All of it is known when the invocation is admitted: the operations it reaches are drawn by the execution's own key.

use super::run::{Run, RunKey};
use super::timing::FunctionTiming;
use crate::assumptions::{Constant, Constants};
use crate::chance::{Chance, Purpose};
use crate::distribution::Sampler;
use crate::scenario::{Durable, DurableOperation, StepRetry};
use crate::trace::Outcome;
use crate::units::Micros;

const BYTES_PER_KB: f64 = 1_000.0;

/// A durable function's operations, ready for drawing.
#[derive(Clone, Debug)]
pub struct DurableTiming {
    /// How long an execution may take.
    timeout: Micros,
    input: u64,
    output: u64,
    /// What an error writes.
    error: u64,
    /// What replaying an operation that is done takes.
    replay: Micros,
    operations: Vec<Operation>,
    most_operations: u32,
    most_written: u64,
    /// The wait before an invocation that failed is repeated, and where its doubling ends.
    retry_waits: (Micros, Micros),
}

#[derive(Clone, Debug)]
enum Operation {
    Step { duration: Sampler, error_rate: f64, result: u64, retry: StepRetry },
    Wait(Micros),
    Callback { after: Sampler, timeout: Option<Micros>, payload: u64, submitted: bool },
}

/// What has become of a callback.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
enum Callback {
    /// Nobody was asked yet.
    #[default]
    Unasked,
    /// It has come by the time that the execution resumes.
    Came,
    /// Its timeout has struck by then.
    Missed,
}

/// How far an execution has come.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Progress {
    /// The operation that is next.
    next: u16,
    /// How often it has failed.
    tries: u16,
    /// What has become of it, where it is a callback.
    callback: Callback,
    /// Invocations in a row that failed.
    failures: u16,
    /// Operations counted so far (N5).
    pub operations: u32,
    /// Bytes written so far.
    pub written: u64,
}

/// What follows an invocation.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Then {
    /// The execution is suspended for so long.
    Waits(Micros),
    /// The invocation is to be repeated.
    Again,
    /// The execution has succeeded.
    Succeeds,
    /// The execution has failed.
    Fails,
    /// Its time is over.
    TimesOut,
}

impl DurableTiming {
    /// The times of a function's executions.
    #[must_use]
    pub fn new(durable: &Durable, constants: &Constants) -> Self {
        let bytes = |kilobytes: f64| (kilobytes * BYTES_PER_KB + 0.5) as u64;
        let seconds = |constant| Micros::from_secs_f64(constants.get(constant));
        let operation = |operation: &DurableOperation| match operation {
            DurableOperation::Step(step) => Operation::Step {
                duration: Sampler::new(&step.duration_ms),
                error_rate: step.error_rate,
                result: bytes(step.result_kb),
                retry: step.retry.clone(),
            },
            DurableOperation::Wait { duration_s } => Operation::Wait(Micros::from_secs_f64(*duration_s)),
            DurableOperation::Callback(callback) => Operation::Callback {
                after: Sampler::new(&callback.after_s),
                timeout: callback.timeout_s.map(Micros::from_secs_f64),
                payload: bytes(callback.payload_kb),
                submitted: callback.submitted,
            },
        };
        Self {
            timeout: Micros::from_secs(u64::from(durable.execution_timeout_s)),
            input: bytes(durable.input_kb),
            output: bytes(durable.output_kb),
            error: bytes(constants.get(Constant::DurableError)),
            replay: Micros::from_millis_f64(durable.replay_ms),
            operations: durable.operations.iter().map(operation).collect(),
            most_operations: constants.get(Constant::DurableOperations) as u32,
            most_written: bytes(constants.get(Constant::DurableWritten) * BYTES_PER_KB),
            retry_waits: (seconds(Constant::DurableRetryWait), seconds(Constant::DurableRetryWaitMax)),
        }
    }

    /// How long an execution may take.
    #[must_use]
    pub const fn timeout(&self) -> Micros {
        self.timeout
    }

    /// An execution at its start: one operation, and its input written.
    #[must_use]
    pub fn start(&self) -> Progress {
        Progress { operations: 1, written: self.input, ..Progress::default() }
    }

    /// One invocation: `run` is its code outside operations, `left` what there is of its own timeout, and `left_in_all` of the
    /// execution's. Returns how the invocation comes out, how far the execution is then, and what follows.
    #[must_use]
    pub fn advance(
        &self,
        from: Progress,
        run: Run,
        (left, left_in_all): (Micros, Micros),
        timing: &FunctionTiming,
        key: &RunKey,
        chance: Chance,
    ) -> (Run, Progress, Then) {
        let mut progress = Progress { failures: 0, ..from };
        let mut handler = Micros(self.replay.0 * u64::from(from.next) + run.handler.0);
        let limit = left.min(left_in_all);
        let cut = |progress: Progress| {
            let run = Run { handler: limit, outcome: Outcome::Timeout, ..run };
            if left_in_all <= left { (run, progress, Then::TimesOut) } else { self.failed(run, from, progress) }
        };
        match run.outcome {
            Outcome::Completed => {}
            // An exception outside a step fails the execution at once; all else is tried again.
            Outcome::HandlerError if handler <= limit => {
                progress.written += self.error;
                return (Run { handler, ..run }, progress, Then::Fails);
            }
            Outcome::HandlerError | Outcome::Timeout => return cut(progress),
            _ if handler <= limit => return self.failed(Run { handler, ..run }, from, progress),
            _ => return cut(progress),
        }
        let mut then = Then::Succeeds;
        let mut outcome = Outcome::Completed;
        while let Some(operation) = self.operations.get(usize::from(progress.next)) {
            let repeat = (key.runs & 0xff) << 16 | u32::from(progress.next) << 8 | u32::from(progress.tries & 0xff);
            let u = |purpose: Purpose| chance.uniform(key.stream, key.ordinal, purpose.repeat(repeat));
            match operation {
                Operation::Step { duration, error_rate, result, retry } => {
                    let took = timing.work(duration.sample(u(Purpose::OPERATION)));
                    if handler.0 + took.0 > limit.0 {
                        return cut(progress);
                    }
                    handler = Micros(handler.0 + took.0);
                    progress.operations += 1;
                    if *error_rate > 0.0 && u(Purpose::OPERATION_ERROR) < *error_rate {
                        progress.written += self.error;
                        progress.tries += 1;
                        if u32::from(progress.tries) >= retry.max_attempts {
                            (then, outcome) = (Then::Fails, Outcome::HandlerError);
                        } else {
                            then = Then::Waits(retry.wait(progress.tries, u(Purpose::OPERATION_RETRY)));
                        }
                        break;
                    }
                    progress.written += result;
                }
                Operation::Wait(duration) => {
                    progress.operations += 1;
                    progress.next += 1;
                    then = Then::Waits(*duration);
                    break;
                }
                Operation::Callback { after, timeout, payload, submitted } => match progress.callback {
                    Callback::Unasked => {
                        // Waiting for a callback is a context, a step that submits it, and the callback.
                        progress.operations += if *submitted { 3 } else { 1 };
                        let after = Micros::from_secs_f64(after.sample(u(Purpose::OPERATION)));
                        let missed = timeout.filter(|timeout| after > *timeout);
                        progress.callback = if missed.is_some() { Callback::Missed } else { Callback::Came };
                        if missed.is_none() {
                            progress.written += if *submitted { 2 * payload } else { *payload };
                        }
                        then = Then::Waits(missed.unwrap_or(after));
                        break;
                    }
                    Callback::Came => progress.callback = Callback::Unasked,
                    Callback::Missed => {
                        progress.written += self.error;
                        (then, outcome) = (Then::Fails, Outcome::HandlerError);
                        break;
                    }
                },
            }
            progress.next += 1;
            progress.tries = 0;
        }
        if handler > limit {
            return cut(progress);
        }
        if then == Then::Succeeds {
            progress.written += self.output;
        }
        if progress.operations > self.most_operations || progress.written > self.most_written {
            (then, outcome) = (Then::Fails, Outcome::HandlerError);
        }
        (Run { handler, outcome, ..run }, progress, then)
    }

    /// An invocation that failed beneath the handler: what it had checkpointed stays.
    fn failed(&self, run: Run, from: Progress, reached: Progress) -> (Run, Progress, Then) {
        (run, self.failure(Progress { failures: from.failures, ..reached }), Then::Again)
    }

    /// One more invocation that failed, or was refused: an operation of its own.
    #[must_use]
    pub fn failure(&self, progress: Progress) -> Progress {
        Progress {
            operations: progress.operations + 1,
            written: progress.written + self.error,
            failures: progress.failures.saturating_add(1),
            ..progress
        }
    }

    /// The wait before the next invocation, after so many failures in a row.
    #[must_use]
    pub fn retry_wait(&self, progress: Progress) -> Micros {
        let (first, longest) = self.retry_waits;
        Micros(first.0.saturating_mul(1 << progress.failures.saturating_sub(1).min(30))).min(longest)
    }
}

impl StepRetry {
    /// The wait after a step's `tries`-th failure: doubling, or whatever its rate, up to a ceiling, with full jitter, in
    /// whole seconds and at least one.
    fn wait(&self, tries: u16, u: f64) -> Micros {
        let mut ceiling = self.initial_delay_s;
        for _ in 1..tries {
            ceiling = (ceiling * self.backoff_rate).min(self.max_delay_s);
        }
        let ceiling = ceiling.min(self.max_delay_s);
        let seconds = if self.jitter { ceiling * u } else { ceiling };
        Micros::from_secs((seconds + 0.5) as u64).max(Micros::from_secs(1))
    }
}
