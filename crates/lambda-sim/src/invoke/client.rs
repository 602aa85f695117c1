//! A synchronous client: what becomes of a call whose attempt was refused or failed (rules S1, S3, S4).

use super::{Actions, Answer, Attempt, Moment};
use crate::chance::Purpose;
use crate::scenario::{Retry, RetryOn};
use crate::trace::Outcome;

/// A source's policy, ready to use.
#[derive(Clone, Debug)]
pub struct Client {
    policy: Retry,
    on_error: bool,
    on_timeout: bool,
}

impl Client {
    /// A client with this policy, which retries throttles and what is named.
    #[must_use]
    pub fn new(policy: &Retry, retry_on: &[RetryOn]) -> Self {
        Self {
            policy: policy.clone(),
            on_error: retry_on.contains(&RetryOn::Error),
            on_timeout: retry_on.contains(&RetryOn::Timeout),
        }
    }

    /// Whether an answer like this one may be followed by another attempt at all.
    #[inline]
    #[must_use]
    pub fn retries_on(&self, answer: Answer, attempt: u16) -> bool {
        let covered = match answer {
            Answer::Throttled(_) => true,
            Answer::Rejected(reason) => self.on_error && reason.passes(),
            Answer::Ran(Outcome::Completed | Outcome::Running) => false,
            Answer::Ran(Outcome::Timeout) => self.on_timeout,
            Answer::Ran(_) => self.on_error,
        };
        covered && u32::from(attempt) < self.policy.max_attempts()
    }

    /// Sends the call again after `answer`, unless the client gives up.
    pub fn answered(&self, attempt: &Attempt, answer: Answer, moment: &Moment, actions: &mut Actions) {
        if !self.retries_on(answer, attempt.attempt) {
            return;
        }
        let purpose = Purpose::RETRY.repeat(u32::from(attempt.attempt));
        let u = moment.chance.uniform(attempt.stream, attempt.ordinal, purpose);
        let wait_ms = self.policy.delay_ms(u32::from(attempt.attempt), attempt.waited_ms, u);
        actions.retry(attempt, answer, moment.now, wait_ms);
    }
}
