//! Admission: whether a request may run, and which limit refuses it if not (rules C1–C15).
//!
//! [`AccountConcurrency`] and [`FunctionConcurrency`] hold what is in flight and what is set; [`TokenBucket`] is every rate.
//! The order of the questions is the simulator's (`simulator::admission`); each answer is given here.

mod account;
mod function;
mod token_bucket;

pub use account::{AccountConcurrency, claimed_account_concurrency, little_concurrency, suggested_provisioned};
pub use function::FunctionConcurrency;
pub use token_bucket::{GrowingRate, TokenBucket};

use crate::trace::ThrottleReason;
use crate::units::Instant;

/// A limit that refused a request.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Refusal {
    /// Which limit.
    pub reason: ThrottleReason,
    /// What it counted.
    pub observed: u32,
    /// What it allows.
    pub limit: u32,
}

/// Spends a token of a rate, where there is one; the refusal, where no token is left.
#[inline]
fn take_token(bucket: &mut Option<TokenBucket>, now: Instant, reason: ThrottleReason) -> Result<(), Refusal> {
    let Some(bucket) = bucket else { return Ok(()) };
    if bucket.take(now) {
        return Ok(());
    }
    Err(Refusal { reason, observed: 0, limit: saturated(bucket.rate()) })
}

/// A rate or a count as the limit of a refusal.
fn saturated(value: u64) -> u32 {
    u32::try_from(value).unwrap_or(u32::MAX)
}
