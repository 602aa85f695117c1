//! One invocation's way through operations, one after the other.

use super::operation::{Operation, step_retry_wait};
use super::{DurableTiming, Progress};
use crate::chance::{Chance, Purpose};
use crate::lifecycle::{HandlerSpeed, RunKey};
use crate::trace::CallId;
use crate::units::{Instant, Micros};

/// What has become of an operation that somebody else has to end.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum ExternalResult {
    /// Nobody was asked yet.
    #[default]
    Unasked,
    /// A function is to be invoked, by the operation's number among those that do.
    ToInvoke(u16),
    /// So it was, by this call.
    Invoked(CallId),
    /// It has come by the time that the execution resumes.
    Came,
    /// It has failed by then, or nobody waits for it any longer.
    Missed,
}

/// A place in a list of operations.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Cursor {
    /// The operation that is next.
    pub(super) next: u16,
    /// How often it has failed, or been polled.
    pub(super) tries: u16,
    /// What has become of it, where somebody else ends it.
    pub awaits: ExternalResult,
    /// When it goes on.
    pub ready: Instant,
    /// From when on the condition holds that it polls.
    holds: Instant,
}

impl Default for Cursor {
    fn default() -> Self {
        Self::at(Instant::ZERO)
    }
}

impl Cursor {
    /// At the beginning, ready from then on.
    pub(super) const fn at(ready: Instant) -> Self {
        Self { next: 0, tries: 0, awaits: ExternalResult::Unasked, ready, holds: Instant::NEVER }
    }
}

/// Where an invocation's way has ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum WalkEnd {
    /// With the last operation.
    Done,
    /// Before one whose time has not come.
    Suspends,
    /// With an error.
    Fails,
    /// In a step that its time did not suffice for.
    Cut,
}

/// What an invocation goes by.
#[derive(Clone, Copy, Debug)]
pub(super) struct Walk<'a> {
    pub durable: &'a DurableTiming,
    pub speed: HandlerSpeed,
    pub key: &'a RunKey,
    pub chance: Chance,
    /// When the handler began, and how long it may take.
    pub begin: Instant,
    pub limit: Micros,
}

impl Walk<'_> {
    /// On from where the execution is, after `clock` in the handler.
    pub(super) fn continue_walk(&self, progress: &mut Progress, clock: &mut Micros) -> WalkEnd {
        loop {
            let mut main = progress.main;
            let stop = self.operations(&self.durable.operations, &mut main, progress, clock, self.key.ordinal);
            progress.main = main;
            if stop != WalkEnd::Done {
                return stop;
            }
            let Some(Operation::Context(context)) = self.durable.operations.get(usize::from(main.next)) else {
                return WalkEnd::Done;
            };
            let stop = self.branches(context, progress, clock);
            if stop != WalkEnd::Done {
                return stop;
            }
            progress.main.next += 1;
        }
    }

    /// Through one list of operations, whose draws are keyed by `ordinal`: to its end, or to what stops it. A context stops
    /// it too, and is left to whoever asks.
    pub(super) fn operations(
        &self,
        operations: &[Operation],
        cursor: &mut Cursor,
        progress: &mut Progress,
        clock: &mut Micros,
        ordinal: u64,
    ) -> WalkEnd {
        while let Some(operation) = operations.get(usize::from(cursor.next)) {
            if self.durable.is_beyond(progress) {
                return WalkEnd::Fails;
            }
            let repeat = (self.key.runs & 0xff) << 16 | u32::from(cursor.next) << 8 | u32::from(cursor.tries & 0xff);
            let u = |purpose: Purpose| self.chance.uniform(self.key.stream, ordinal, purpose.repeat(repeat));
            match operation {
                Operation::Step { duration, error_rate, result, retry, holds_after } => {
                    let took = self.speed.time(duration.sample(u(Purpose::OPERATION)));
                    if clock.0 + took.0 > self.limit.0 {
                        return WalkEnd::Cut;
                    }
                    let began = self.begin + *clock;
                    *clock = Micros(clock.0 + took.0);
                    progress.operations += 1;
                    if let Some(after) = holds_after
                        && cursor.tries == 0
                    {
                        // The operation itself, beside its polls.
                        progress.operations += 1;
                        cursor.holds = began + Micros::from_secs_f64(after.sample(u(Purpose::OPERATION_HOLDS)));
                    }
                    let fails = *error_rate > 0.0 && u(Purpose::OPERATION_ERROR) < *error_rate;
                    progress.written += if fails { self.durable.error } else { *result };
                    if fails || holds_after.is_some() && began < cursor.holds {
                        cursor.tries += 1;
                        if u32::from(cursor.tries) >= retry.max_attempts {
                            return WalkEnd::Fails;
                        }
                        cursor.ready =
                            self.begin + *clock + step_retry_wait(retry, cursor.tries, u(Purpose::OPERATION_RETRY));
                        return WalkEnd::Suspends;
                    }
                }
                Operation::Wait(duration) => {
                    progress.operations += 1;
                    progress.replays += 1;
                    cursor.next += 1;
                    cursor.ready = self.begin + *clock + *duration;
                    return WalkEnd::Suspends;
                }
                Operation::Callback { .. } | Operation::Invoke { .. } => match (cursor.awaits, operation) {
                    (ExternalResult::Unasked, Operation::Callback { after, timeout, payload, submitted }) => {
                        // Waiting for a callback is a context, a step that submits it, and the callback.
                        progress.operations += if *submitted { 3 } else { 1 };
                        let after = Micros::from_secs_f64(after.sample(u(Purpose::OPERATION)));
                        let missed = timeout.filter(|timeout| after > *timeout);
                        cursor.awaits = if missed.is_some() { ExternalResult::Missed } else { ExternalResult::Came };
                        if missed.is_none() {
                            progress.written += if *submitted { 2 * payload } else { *payload };
                        }
                        cursor.ready = self.begin + *clock + missed.unwrap_or(after);
                        return WalkEnd::Suspends;
                    }
                    (ExternalResult::Unasked, Operation::Invoke { number, .. }) => {
                        progress.operations += 1;
                        cursor.awaits = ExternalResult::ToInvoke(*number);
                        cursor.ready = Instant::NEVER;
                        return WalkEnd::Suspends;
                    }
                    (ExternalResult::Missed, _) => {
                        progress.written += self.durable.error;
                        return WalkEnd::Fails;
                    }
                    (ExternalResult::Came, operation) => {
                        if let Operation::Invoke { result, .. } = operation {
                            progress.written += result;
                        }
                        cursor.awaits = ExternalResult::Unasked;
                    }
                    _ => return WalkEnd::Suspends,
                },
                Operation::Context(_) => return WalkEnd::Done,
            }
            progress.replays += 1;
            cursor.next += 1;
            cursor.tries = 0;
        }
        WalkEnd::Done
    }
}
