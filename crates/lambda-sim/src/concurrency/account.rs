//! The account's concurrency: what is claimed of it, and what is left for everyone else.

use super::{Refusal, TokenBucket, saturated, take_token};
use crate::trace::ThrottleReason;
use crate::units::Instant;

/// What all functions of an account share.
#[derive(Clone, Debug)]
pub struct AccountConcurrency {
    /// The account's limit; none where it is off.
    pub limit: Option<u32>,
    /// What is left of it for functions without reserved concurrency (C2); none where there is no limit.
    pub unreserved: Option<u32>,
    /// On-demand requests in flight of those functions.
    pub unreserved_in_flight: u32,
    /// All requests in flight.
    pub in_flight: u32,
    /// The account's request rate (Q3); none where it is off.
    pub requests: Option<TokenBucket>,
    /// New environments of all functions, by the rule of before November 2023 (C16).
    pub scaling: Option<TokenBucket>,
}

impl AccountConcurrency {
    /// Spends a token of the request rate.
    ///
    /// # Errors
    /// The refusal, where there is none left.
    #[inline]
    pub fn take_request(&mut self, now: Instant) -> Result<(), Refusal> {
        take_token(&mut self.requests, now, ThrottleReason::RequestRate)
    }

    /// Spends a token of the scaling rate that all functions share.
    ///
    /// # Errors
    /// The refusal, where there is none left.
    #[inline]
    pub fn take_environment(&mut self, now: Instant) -> Result<(), Refusal> {
        take_token(&mut self.scaling, now, ThrottleReason::ScalingRate)
    }

    /// Whether the pool has room for one more.
    ///
    /// # Errors
    /// The refusal, where it is in use.
    #[inline]
    pub const fn pool_has_room(&self) -> Result<(), Refusal> {
        match self.unreserved {
            Some(pool) if self.unreserved_in_flight >= pool => Err(Refusal {
                reason: ThrottleReason::AccountConcurrency,
                observed: self.unreserved_in_flight,
                limit: pool,
            }),
            _ => Ok(()),
        }
    }

    /// Sets the limit and what the functions claim of it: (reserved, provisioned as set) of each.
    pub fn set(&mut self, limit: Option<u32>, claims: impl Iterator<Item = (Option<u32>, u32)>) {
        let claimed: u64 = claims.map(|(reserved, provisioned)| u64::from(reserved.unwrap_or(provisioned))).sum();
        self.limit = limit;
        self.unreserved = limit.map(|limit| u64::from(limit).saturating_sub(claimed) as u32);
    }
}

/// `ClaimedAccountConcurrency` (C13): unreserved requests in flight, plus what is reserved, plus what is provisioned for
/// functions without reserved concurrency.
#[must_use]
pub fn claimed_account_concurrency(unreserved_in_flight: u32, claims: impl Iterator<Item = (Option<u32>, u32)>) -> u32 {
    unreserved_in_flight + claims.map(|(reserved, provisioned)| reserved.unwrap_or(provisioned)).sum::<u32>()
}

/// Average concurrency by Little's law (C1): requests a second times the seconds each takes.
#[must_use]
pub fn little_concurrency(requests_per_second: f64, duration_s: f64) -> f64 {
    requests_per_second * duration_s
}

/// The provisioned concurrency that AWS suggests for a peak: a tenth more (W10; DG provisioned-concurrency).
#[must_use]
pub fn suggested_provisioned(peak_concurrency: u32) -> u32 {
    saturated((u64::from(peak_concurrency) * 11).div_ceil(10))
}
