//! Synchronous clients: what becomes of a call whose attempt was refused or failed (rules S1, S3, S4).
//!
//! Lambda itself retries nothing here; the client decides, by its source's policy. A call that was throttled keeps the work
//! it was drawn; one that ran and failed draws anew.

use crate::chance::{Chance, Purpose, Stream};
use crate::scenario::{Retry, RetryOn, Source};
use crate::trace::{CallId, Outcome, SourceId};
use crate::units::{Instant, Micros};

/// An attempt of a call, on its way to Lambda.
#[derive(Clone, Debug, PartialEq)]
pub struct Attempt {
    /// The call.
    pub call: CallId,
    /// Whose.
    pub source: SourceId,
    /// Which attempt; the first is 1.
    pub attempt: u16,
    /// How often the call has run before.
    pub runs: u16,
    /// The stream of its arrival process.
    pub stream: Stream,
    /// Its arrival.
    pub ordinal: u64,
    /// The handler's draw, where it came with the arrival; else not a number.
    pub handler_draw: f64,
    /// When the first attempt reached Lambda.
    pub first: Instant,
    /// The wait before this attempt, in ms.
    pub waited_ms: f64,
}

/// How an attempt was answered.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Answer {
    /// HTTP 429.
    Throttled,
    /// It ran.
    Ran(Outcome),
}

/// A source's policy, ready to use.
#[derive(Clone, Debug)]
pub struct Client {
    policy: Retry,
    on_error: bool,
    on_timeout: bool,
}

impl Client {
    /// The client of this source.
    #[must_use]
    pub fn new(source: &Source) -> Self {
        Self {
            policy: source.retry.clone(),
            on_error: source.retry_on.contains(&RetryOn::Error),
            on_timeout: source.retry_on.contains(&RetryOn::Timeout),
        }
    }

    /// Whether an answer like this one may be followed by another attempt at all.
    #[inline]
    #[must_use]
    pub fn retries_on(&self, answer: Answer, attempt: u16) -> bool {
        let covered = match answer {
            Answer::Throttled => true,
            Answer::Ran(Outcome::Completed | Outcome::Running) => false,
            Answer::Ran(Outcome::Timeout) => self.on_timeout,
            Answer::Ran(_) => self.on_error,
        };
        covered && u32::from(attempt) < self.policy.max_attempts()
    }

    /// The next attempt after `answer` came at `now`, and when it is sent; none if the client gives up.
    #[must_use]
    pub fn next(&self, previous: &Attempt, answer: Answer, now: Instant, chance: Chance) -> Option<(Instant, Attempt)> {
        if !self.retries_on(answer, previous.attempt) {
            return None;
        }
        let purpose = Purpose::RETRY.repeat(u32::from(previous.attempt));
        let u = chance.uniform(previous.stream, previous.ordinal, purpose);
        let waited_ms = self.policy.delay_ms(u32::from(previous.attempt), previous.waited_ms, u);
        let runs = previous.runs + u16::from(matches!(answer, Answer::Ran(_)));
        let next = Attempt { attempt: previous.attempt + 1, runs, waited_ms, ..previous.clone() };
        Some((now + Micros::from_millis_f64(waited_ms), next))
    }
}
