//! Why: what caused a cold start, a refusal, a retry, a failure or a long time, as a chain of causes with their numbers, and
//! the smallest change that would have avoided it. Facts only; the words are `lambda-story`'s.
//!
//! ```text
//!   Start(14) ──► ResetBy 9 ──► Failed: 9 timed out          Retry(31) ──► RetryOf ──► Refused ──► HeldBy: 12 of f, 3 of g
//! ```
//! Built once a run ([`Reasons::of`], O(n log n)); an answer then costs a few binary searches. `answer` has what can be asked and
//! answered, `index` what is sorted for it; cold starts and refusals are found in files of their own, the rest here.
//!
//! The trace does not say why an environment left: [`EnvironmentExit`] is what its time tells. What a suggestion
//! promises holds for the one thing asked about, all else being equal; traffic that comes otherwise afterwards is not
//! foreseen.

mod answer;
mod cold_start;
mod index;
mod refusal;
mod suggestion;
mod time;

pub use answer::{Answer, Attempt, Cause, ConcurrencyHolder, EnvironmentExit, Question, TimeBreakdown, TimePart};
pub use index::Reasons;
pub use suggestion::Suggestion;

use super::Lanes;
use crate::scenario::Scenario;
use crate::trace::{CallId, FunctionId, Invocation, Outcome, PoolId, Trace};
use crate::units::{Instant, Micros};

impl Reasons {
    /// What is known, with a change that the scenario has room for; `None` if there is nothing to ask: a warm start, a good
    /// ending, a first attempt, no such row.
    #[must_use]
    pub fn explain(&self, trace: &Trace, scenario: &Scenario, lanes: &Lanes, question: Question) -> Option<Answer> {
        let mut answer = self.answer(trace, lanes, question)?;
        // A trace does not say what part of a handler computes. Where none does, more memory makes nothing faster.
        if let Some(Suggestion::RaiseMemory { function, .. }) = answer.suggestion
            && scenario.functions.get(function.index()).is_some_and(|function| function.work.cpu_share <= 0.0)
        {
            for cause in &mut answer.causes {
                if let Cause::Time(shares) = cause {
                    shares.cpu_slowdown = 1.0;
                    answer.suggestion = None;
                }
            }
        }
        answer.suggestion = answer.suggestion.filter(|suggestion| suggestion.is_possible(scenario));
        Some(answer)
    }

    /// The same from the trace alone: what it suggests, the scenario may have no room for.
    #[must_use]
    pub fn answer(&self, trace: &Trace, lanes: &Lanes, question: Question) -> Option<Answer> {
        let ask = Ask { reasons: self, trace, lanes };
        match question {
            Question::Start(id) => ask.start(&trace.invocation(id)?),
            Question::Failure(id) => ask.failure(&trace.invocation(id)?),
            Question::Retry(id) => {
                let row = trace.invocation(id)?.row;
                ask.retry(row.call, row.attempt, row.arrival)
            }
            Question::Time(id) => ask.time(&trace.invocation(id)?),
            Question::Throttle(index) => ask.throttle(index),
        }
    }
}

struct Ask<'a> {
    reasons: &'a Reasons,
    trace: &'a Trace,
    lanes: &'a Lanes,
}

impl Ask<'_> {
    fn function(&self, pool: PoolId) -> FunctionId {
        self.trace.pools[pool.index()].function
    }

    /// With this much provisioned, the request would have found a free one.
    fn provision(&self, invocation: &Invocation) -> Suggestion {
        Suggestion::Provision {
            function: self.function(invocation.row.pool),
            to: invocation.row.function_in_flight.saturating_add(1),
        }
    }

    /// The invocation that the environment served before.
    fn before(&self, invocation: &Invocation) -> Option<Invocation> {
        let served = self.lanes.served(invocation.row.environment);
        let index = served.0.partition_point(|row| row.invocation < invocation.id).checked_sub(1)?;
        self.trace.invocation(served.0.get(index)?.invocation)
    }

    fn reset_by(&self, invocation: &Invocation) -> Option<Invocation> {
        self.before(invocation).filter(|before| {
            let outcome = before.row.flags.outcome();
            matches!(outcome, Outcome::Crash | Outcome::OutOfMemory | Outcome::InitError | Outcome::Timeout)
        })
    }

    fn failed(&self, invocation: &Invocation) -> Cause {
        let info = &self.trace.pools[invocation.row.pool.index()];
        Cause::Failed {
            invocation: invocation.id,
            outcome: invocation.row.flags.outcome(),
            at: invocation.released(),
            timeout: info.timeout,
            re_run_init: Micros(invocation.start.suppressed_init_us.into()),
            memory: info.memory,
        }
    }

    /// What would have avoided that it failed.
    fn against(&self, invocation: &Invocation) -> Option<Suggestion> {
        let info = &self.trace.pools[invocation.row.pool.index()];
        match invocation.row.flags.outcome() {
            Outcome::Completed | Outcome::Running => None,
            Outcome::Timeout => Suggestion::longer_timeout(info),
            Outcome::OutOfMemory => Suggestion::more_memory(info),
            Outcome::HandlerError | Outcome::Crash | Outcome::InitError | Outcome::ResponseTooLarge => {
                Some(Suggestion::FixTheCode { function: info.function })
            }
        }
    }

    fn failure(&self, invocation: &Invocation) -> Option<Answer> {
        if matches!(invocation.row.flags.outcome(), Outcome::Completed | Outcome::Running) {
            return None;
        }
        let suggestion = self.against(invocation);
        let mut causes = vec![self.failed(invocation)];
        // A re-run init takes its part of the timeout: why it was needed belongs to it.
        if invocation.start.suppressed_init_us > 0
            && invocation.row.flags.outcome() == Outcome::Timeout
            && let Some(start) = self.start(invocation)
        {
            causes.extend(start.causes);
        }
        Some(Answer { causes, suggestion })
    }

    fn retry(&self, call: CallId, attempt: u16, at: Instant) -> Option<Answer> {
        let retry = self.reasons.retry(self.trace, call, attempt, at)?;
        let previous = self.reasons.attempt(self.trace, &retry)?;
        let mut causes = vec![Cause::RetryOf {
            previous,
            answered: retry.answered,
            waited: retry.next.since(retry.answered),
            attempt,
            first: retry.first,
        }];
        let suggestion = match previous {
            Attempt::Invocation(id) => {
                let previous = self.trace.invocation(id)?;
                causes.push(self.failed(&previous));
                self.against(&previous)
            }
            Attempt::Throttle(index) => {
                let row = self.trace.throttles.get(index as usize)?;
                causes.extend(self.refused(index, &row));
                self.against_refusal(&row)
            }
        };
        Some(Answer { causes, suggestion })
    }

    fn throttle(&self, index: u32) -> Option<Answer> {
        let row = self.trace.throttles.get(index as usize)?;
        let mut causes: Vec<Cause> = self.refused(index, &row).collect();
        if row.attempt > 1
            && let Some(retry) = self.retry(row.call, row.attempt, row.at)
        {
            causes.extend(retry.causes);
        }
        Some(Answer { causes, suggestion: self.against_refusal(&row) })
    }
}

#[cfg(test)]
mod tests;
