//! The rate quotas that hold, from the account and the constants.

use crate::assumptions::{Constant, Constants};
use crate::concurrency::{GrowingRate, TokenBucket};
use crate::scenario::{Account, Override};
use crate::units::Instant;

/// The constants of rate quotas, and which of them hold.
#[derive(Clone, Copy, Debug)]
pub(in crate::simulator) struct Rates {
    /// Whether rate quotas hold at all.
    has_quotas: bool,
    /// Whether the account's follows its concurrency limit.
    pub(in crate::simulator) follow_limit: bool,
    per_reserved: f64,
    per_provisioned: f64,
    pub(in crate::simulator) burst_s: f64,
    /// A function's request rate at first and its growth in a second; none where it is off.
    growing: Option<(u64, u64)>,
}

impl Rates {
    pub(super) fn of(account: &Account, constants: &Constants) -> Self {
        let has_quotas = account.has_rate_quotas();
        let growing = || {
            let rate = |constant| constants.get(constant) as u64;
            (rate(Constant::FunctionRequestsStart), rate(Constant::FunctionRequestsGrowth))
        };
        Self {
            has_quotas,
            follow_limit: account.requests_per_second == Override::Default,
            per_reserved: constants.get(Constant::RequestsPerReserved),
            per_provisioned: constants.get(Constant::RequestsPerProvisioned),
            burst_s: constants.get(Constant::RateBurst),
            growing: (has_quotas && account.scaling_per_10s().is_some()).then(growing),
        }
    }

    /// How a function's request rate grows; none where the account lets in no more than it begins with, so that it cannot bind.
    pub(in crate::simulator) fn growth(self, account: Option<u64>) -> Option<GrowingRate> {
        let (start, growth) = self.growing?;
        account.is_none_or(|rate| rate > start).then(|| GrowingRate::new(start, growth))
    }

    fn per_unit(self, units: u32, each: f64, now: Instant) -> Option<TokenBucket> {
        self.has_quotas.then(|| TokenBucket::per_second((f64::from(units) * each) as u64, self.burst_s, now))
    }
}

/// None for a reserved concurrency of zero: that refuses every request by itself.
pub(in crate::simulator) fn reserved_rate(reserved: u32, rates: Rates, now: Instant) -> Option<TokenBucket> {
    if reserved == 0 { None } else { rates.per_unit(reserved, rates.per_reserved, now) }
}

pub(in crate::simulator) fn provisioned_rate(provisioned: u32, rates: Rates, now: Instant) -> Option<TokenBucket> {
    rates.per_unit(provisioned, rates.per_provisioned, now)
}
