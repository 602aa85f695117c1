//! How an AWS SDK retries (rule S3): full jitter below a doubling ceiling, and a bucket of tokens that stops a storm of retries.
//!
//! ```text
//!   failed ──► retryable? attempts left? tokens for it? ──yes──► waits ──► sent again ──► succeeded: the tokens come back
//!                                   └── no: the caller gets the error
//! ```
//! One bucket serves all calls of a source, as one client object would.

use super::limiter::Limiter;
use super::status::{ClientOutcome, status};
use super::{Answer, Attempt};
use crate::assumptions::{Constant, Constants};
use crate::scenario::{InvokePath, Sdk, SdkMode};
use crate::trace::{CallId, LostAnswer};
use rustc_hash::FxHashMap;

/// What went wrong, as far as it matters to the SDK.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Failure {
    /// 429: too many requests.
    Throttling,
    /// 500, 502, 503, 504.
    Transient,
    /// No answer in time.
    Timeout,
}

/// One client object of an SDK.
#[derive(Clone, Debug)]
pub(super) struct SdkClient {
    via: InvokePath,
    max_attempts: u32,
    max_delay_ms: f64,
    /// First ceilings in ms and costs in tokens, by [`Failure`].
    base_ms: [f64; 3],
    costs: [u32; 3],
    /// None where its mode has no bucket.
    tokens: Option<u32>,
    capacity: u32,
    /// What each call's last retry took from the bucket.
    taken: FxHashMap<CallId, u32>,
    /// In its adaptive mode.
    pub limiter: Option<Box<Limiter>>,
}

impl SdkClient {
    pub(super) fn new(settings: &Sdk, via: InvokePath, constants: &Constants) -> Self {
        let cost = |constant| constants.get(constant) as u32;
        let (base_ms, costs) = if settings.new_2026 {
            let transient = (constants.get(Constant::SdkTransientBase), cost(Constant::SdkTransientCost));
            let base_ms = [constants.get(Constant::SdkThrottlingBase), transient.0, transient.0];
            (base_ms, [cost(Constant::SdkRetryCost), transient.1, transient.1])
        } else {
            let retry = cost(Constant::SdkRetryCost);
            ([constants.get(Constant::SdkBase); 3], [retry, retry, cost(Constant::SdkTimeoutCost)])
        };
        let capacity = cost(Constant::SdkTokens);
        Self {
            via,
            max_attempts: settings.max_attempts(),
            max_delay_ms: constants.get(Constant::SdkMaxDelay),
            base_ms,
            costs,
            tokens: (settings.mode != SdkMode::Legacy).then_some(capacity),
            capacity,
            taken: FxHashMap::default(),
            limiter: (settings.mode == SdkMode::Adaptive).then(|| Box::new(Limiter::new(constants))),
        }
    }

    fn failure(&self, answer: Answer) -> Option<Failure> {
        let seen = ClientOutcome::from(answer);
        match status(self.via, seen) {
            None if seen == ClientOutcome::Lost(LostAnswer::ClientTimeout) => Some(Failure::Timeout),
            Some(429) => Some(Failure::Throttling),
            Some(500 | 502..=504) => Some(Failure::Transient),
            _ => None,
        }
    }

    /// Whether the SDK takes an answer for a throttle.
    pub(super) fn is_throttle(&self, answer: Answer) -> bool {
        self.failure(answer) == Some(Failure::Throttling)
    }

    /// The ceiling of the wait before the next attempt, in ms; none where there is no next attempt.
    pub(super) fn retries_after(&mut self, attempt: &Attempt, answer: Answer) -> Option<f64> {
        let taken = if self.taken.is_empty() { None } else { self.taken.remove(&attempt.call) };
        let Some(failure) = self.failure(answer) else {
            if let (Answer::Ran(_), Some(tokens)) = (answer, &mut self.tokens) {
                *tokens = (*tokens + taken.unwrap_or(1)).min(self.capacity);
            }
            return None;
        };
        if u32::from(attempt.attempt) >= self.max_attempts {
            return None;
        }
        let cost = self.costs[failure as usize];
        if let Some(tokens) = &mut self.tokens {
            *tokens = tokens.checked_sub(cost)?;
            self.taken.insert(attempt.call, cost);
        }
        let doubled = self.base_ms[failure as usize] * (1_u64 << (attempt.attempt - 1).min(60)) as f64;
        Some(doubled.min(self.max_delay_ms))
    }
}
