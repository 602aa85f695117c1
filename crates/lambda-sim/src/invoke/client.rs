//! A synchronous client: what becomes of a call whose attempt was refused or failed (rules S1, S3, S4).

use super::sdk::SdkClient;
use super::{Actions, Answer, Attempt, Moment, Wake};
use crate::assumptions::Constants;
use crate::chance::Purpose;
use crate::scenario::{InvokePath, Retry, RetryOn};
use crate::trace::{LostAnswer, Outcome, RejectReason};

/// A source's policy, ready to use.
#[derive(Clone, Debug)]
pub struct Client {
    policy: Retry,
    on_error: bool,
    on_timeout: bool,
    /// Where an SDK of AWS decides.
    sdk: Option<Box<SdkClient>>,
}

impl Client {
    /// A client with this policy, which retries throttles and what is named.
    #[must_use]
    pub fn new(policy: &Retry, retry_on: &[RetryOn], via: InvokePath, constants: &Constants) -> Self {
        let sdk = match policy {
            Retry::Sdk(settings) => Some(Box::new(SdkClient::new(settings, via, constants))),
            _ => None,
        };
        Self {
            policy: policy.clone(),
            on_error: retry_on.contains(&RetryOn::Error),
            on_timeout: retry_on.contains(&RetryOn::Timeout),
            sdk,
        }
    }

    /// Whether it may hold attempts back.
    #[inline]
    #[must_use]
    pub fn may_hold_back(&self) -> bool {
        self.sdk.as_ref().is_some_and(|sdk| sdk.limiter.is_some())
    }

    /// It wants to make an attempt.
    pub fn on_arrival(&mut self, attempt: Attempt, moment: &Moment, actions: &mut Actions) {
        match self.sdk.as_mut().and_then(|sdk| sdk.limiter.as_mut()) {
            Some(limiter) => limiter.on_arrival(attempt, moment, actions),
            None => actions.send(attempt),
        }
    }

    /// A time that its limiter asked for has come.
    pub fn on_wake(&mut self, moment: &Moment, actions: &mut Actions) {
        if let Some(limiter) = self.sdk.as_mut().and_then(|sdk| sdk.limiter.as_mut()) {
            limiter.on_wake(moment, actions);
        }
    }

    /// Whether an answer like this one is of any consequence: an SDK learns from good ones as well.
    #[inline]
    #[must_use]
    pub fn awaits(&self, answer: Answer, attempt: u16) -> bool {
        self.sdk.is_some() || self.retries_on(answer, attempt)
    }

    /// Whether an answer like this one is followed by another attempt, where no SDK decides.
    #[inline]
    fn retries_on(&self, answer: Answer, attempt: u16) -> bool {
        let covered = match answer {
            Answer::Throttled(_) | Answer::Rejected(RejectReason::GatewayRate) => true,
            Answer::Rejected(reason) => self.on_error && reason.is_transient(),
            Answer::Ran(Outcome::Completed | Outcome::Running) => false,
            Answer::Ran(Outcome::Timeout)
            | Answer::Lost(LostAnswer::IntegrationTimeout | LostAnswer::ClientTimeout) => self.on_timeout,
            Answer::Ran(_) | Answer::Lost(LostAnswer::ResponseTooLarge) => self.on_error,
        };
        covered && u32::from(attempt) < self.policy.max_attempts()
    }

    /// Sends the call again after `answer`, unless the client gives up. Says whether it does.
    pub fn on_answer(&mut self, attempt: &Attempt, answer: Answer, moment: &Moment, actions: &mut Actions) -> bool {
        let purpose = Purpose::RETRY.repeat(u32::from(attempt.attempt));
        let u = || moment.chance.uniform(attempt.stream, attempt.ordinal, purpose);
        let wait_ms = if let Some(sdk) = &mut self.sdk {
            let is_throttle = sdk.is_throttle(answer);
            if let Some(limiter) = &mut sdk.limiter {
                limiter.on_answer(is_throttle, moment, actions);
            }
            let Some(ceiling_ms) = sdk.retries_after(attempt, answer) else { return false };
            u() * ceiling_ms
        } else if self.retries_on(answer, attempt.attempt) {
            self.policy.delay_ms(u32::from(attempt.attempt), attempt.waited_ms, u())
        } else {
            return false;
        };
        let wake = if self.may_hold_back() { Wake::Deliver } else { Wake::Send };
        actions.retry_as(attempt, answer, (moment.now, wait_ms), wake);
        true
    }
}
