//! One function's concurrency: its reserved cap, its provisioned environments, its rates.

use super::{GrowingRate, Refusal, TokenBucket, saturated, take_token};
use crate::trace::ThrottleReason;
use crate::units::Instant;

/// What limits one function.
#[derive(Clone, Debug)]
pub struct FunctionConcurrency {
    /// Reserved concurrency, if it has any.
    pub reserved: Option<u32>,
    /// Provisioned concurrency as it is set.
    pub provisioned: u32,
    /// Provisioned environments that are ready.
    pub provisioned_ready: u32,
    /// Requests in flight on demand.
    pub on_demand_in_flight: u32,
    /// Requests in flight on provisioned environments.
    pub provisioned_in_flight: u32,
    /// Its own request rate, which follows reserved concurrency (Q3).
    pub requests: Option<TokenBucket>,
    /// How fast its request rate may grow (Q4), where that can bind at all.
    pub growth: Option<GrowingRate>,
    /// The request rate that its provisioned environments take before they spill over (C8).
    pub provisioned_requests: Option<TokenBucket>,
    /// New environments (C10).
    pub scaling: Option<TokenBucket>,
}

impl FunctionConcurrency {
    /// All requests in flight.
    #[must_use]
    pub const fn in_flight(&self) -> u32 {
        self.on_demand_in_flight + self.provisioned_in_flight
    }

    /// Spends a token of the function's own request rates.
    ///
    /// # Errors
    /// The refusal, where there is none left.
    #[inline(always)]
    pub fn take_request(&mut self, now: Instant) -> Result<(), Refusal> {
        if self.reserved == Some(0) {
            // Nothing is to get in (C3): the reserved cap says so, not a rate.
            return Ok(());
        }
        take_token(&mut self.requests, now, ThrottleReason::ReservedRequestRate)?;
        if let Some(growth) = &mut self.growth
            && !growth.take(now)
        {
            let reason = ThrottleReason::FunctionRequestRate;
            return Err(Refusal { reason, observed: 0, limit: saturated(growth.rate(now)) });
        }
        Ok(())
    }

    /// Whether the qualifier with provisioned concurrency may take one more request this second; if not, it spills over.
    #[inline]
    pub fn take_provisioned_request(&mut self, now: Instant) -> bool {
        self.provisioned_requests.as_mut().is_none_or(|bucket| bucket.take(now))
    }

    /// Whether the reserved cap has room for one more on demand: reserved less what of it is ready provisioned (C5), and never
    /// more than reserved in flight of both kinds, also while environments on demand outlive an allocation.
    ///
    /// # Errors
    /// The refusal, where it is in use.
    #[inline]
    pub const fn reserved_has_room(&self, reserved: u32) -> Result<(), Refusal> {
        let limit = reserved.saturating_sub(self.provisioned_ready);
        if self.on_demand_in_flight >= limit {
            return Err(Refusal {
                reason: ThrottleReason::ReservedConcurrency,
                observed: self.on_demand_in_flight,
                limit,
            });
        }
        if self.in_flight() >= reserved {
            let observed = self.in_flight();
            return Err(Refusal { reason: ThrottleReason::ReservedConcurrency, observed, limit: reserved });
        }
        Ok(())
    }

    /// Spends a token of the scaling rate.
    ///
    /// # Errors
    /// The refusal, where there is none left.
    #[inline]
    pub fn take_environment(&mut self, now: Instant) -> Result<(), Refusal> {
        take_token(&mut self.scaling, now, ThrottleReason::ScalingRate)
    }
}
