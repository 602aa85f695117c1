//! How far one invocation takes a durable execution, and what follows (rules N2, N5).
//!
//! ```text
//!   replay of what is done ─► code outside operations ─► step ─► step ─► wait: suspended
//!                                                          └─ fails: suspended until its next try
//! ```
//! All of it is known when the invocation is admitted: the operations it reaches are drawn by the execution's own key. What other
//! functions answer comes between two invocations.

mod branches;
mod operation;
mod walk;

pub use walk::{Cursor, ExternalResult};

use self::operation::{BYTES_PER_KB, Operation, bytes};
use self::walk::{Walk, WalkEnd};
use super::computing::HandlerSpeed;
use super::run::{Run, RunKey};
use crate::assumptions::{Constant, Constants};
use crate::chance::Chance;
use crate::scenario::Durable;
use crate::trace::Outcome;
use crate::units::{Instant, Micros};

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
    /// From what size on the result of a context is not written.
    large_result: u64,
    /// The wait before an invocation that failed is repeated, and where its doubling ends.
    retry_waits: (Micros, Micros),
}

/// How far an execution has come.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Progress {
    /// Where it is in its own operations.
    main: Cursor,
    /// Where the branches are that have begun, while it is in a context.
    branches: Vec<Cursor>,
    /// Operations that an invocation replays.
    replays: u32,
    /// Invocations in a row that failed.
    failures: u16,
    /// Operations counted so far (N5).
    pub operations: u32,
    /// Bytes written so far.
    pub written: u64,
}

/// What follows an invocation.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum AfterInvocation {
    /// The execution is suspended until then, or until an answer comes.
    Waits(Instant),
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
        let seconds = |constant| Micros::from_secs_f64(constants.get(constant));
        Self {
            timeout: Micros::from_secs(u64::from(durable.execution_timeout_s)),
            input: bytes(durable.input_kb),
            output: bytes(durable.output_kb),
            error: bytes(constants.get(Constant::DurableError)),
            replay: Micros::from_millis_f64(durable.replay_ms),
            operations: Operation::list(&durable.operations, &mut 0),
            most_operations: constants.get(Constant::DurableOperations) as u32,
            most_written: bytes(constants.get(Constant::DurableWritten) * BYTES_PER_KB),
            large_result: bytes(constants.get(Constant::DurableContextResult)),
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

    /// One invocation that begins at `begin`: `run` is its code outside operations, `left` what there is of its own timeout, and
    /// `left_in_all` of the execution's. Returns how the invocation comes out, how far the execution is then, and what follows.
    #[must_use]
    pub fn advance(
        &self,
        from: &Progress,
        run: Run,
        (begin, left, left_in_all): (Instant, Micros, Micros),
        speed: HandlerSpeed,
        key: &RunKey,
        chance: Chance,
    ) -> (Run, Progress, AfterInvocation) {
        let mut progress = Progress { failures: 0, ..from.clone() };
        let mut handler = Micros(self.replay.0 * u64::from(from.replays) + run.handler.0);
        let limit = left.min(left_in_all);
        let cut = |progress: Progress| {
            let run = Run { handler: limit, outcome: Outcome::Timeout, ..run };
            if left_in_all <= left {
                (run, progress, AfterInvocation::TimesOut)
            } else {
                self.failed(run, from.failures, progress)
            }
        };
        match run.outcome {
            Outcome::Timeout => return cut(progress),
            _ if handler > limit => return cut(progress),
            Outcome::Completed => {}
            // An exception outside a step fails the execution at once; all else is tried again.
            Outcome::HandlerError => {
                progress.written += self.error;
                return (Run { handler, ..run }, progress, AfterInvocation::Fails);
            }
            _ => return self.failed(Run { handler, ..run }, from.failures, progress),
        }
        let walk = Walk { durable: self, speed, key, chance, begin, limit };
        let stop = walk.continue_walk(&mut progress, &mut handler);
        let (mut then, mut outcome) = match stop {
            WalkEnd::Cut => return cut(progress),
            WalkEnd::Fails => (AfterInvocation::Fails, Outcome::HandlerError),
            WalkEnd::Suspends => (AfterInvocation::Waits(progress.due()), Outcome::Completed),
            WalkEnd::Done => (AfterInvocation::Succeeds, Outcome::Completed),
        };
        if then == AfterInvocation::Succeeds {
            progress.written += self.output;
        }
        if self.is_beyond(&progress) {
            (then, outcome) = (AfterInvocation::Fails, Outcome::HandlerError);
        }
        (Run { handler, outcome, ..run }, progress, then)
    }

    /// Whether an execution has more operations, or has written more, than one may (Q18).
    const fn is_beyond(&self, progress: &Progress) -> bool {
        progress.operations > self.most_operations || progress.written > self.most_written
    }

    /// An invocation that failed beneath the handler: what it had checkpointed stays.
    fn failed(&self, run: Run, failures: u16, mut reached: Progress) -> (Run, Progress, AfterInvocation) {
        reached.failures = failures;
        self.failure(&mut reached);
        (run, reached, AfterInvocation::Again)
    }

    /// One more invocation that failed, or was refused: an operation of its own.
    pub fn failure(&self, progress: &mut Progress) {
        progress.operations += 1;
        progress.written += self.error;
        progress.failures = progress.failures.saturating_add(1);
    }

    /// The wait before the next invocation, after so many failures in a row.
    #[must_use]
    pub fn retry_wait(&self, progress: &Progress) -> Micros {
        let (first, longest) = self.retry_waits;
        Micros(first.0.saturating_mul(1 << progress.failures.saturating_sub(1).min(30))).min(longest)
    }
}

impl Progress {
    /// The places that are not done: of the branches that have begun, or the execution's own.
    pub fn cursors(&mut self) -> &mut [Cursor] {
        if self.branches.is_empty() { std::slice::from_mut(&mut self.main) } else { &mut self.branches }
    }

    /// When the first of them goes on by itself.
    fn due(&mut self) -> Instant {
        self.cursors().iter().map(|cursor| cursor.ready).min().unwrap_or(Instant::NEVER)
    }
}
