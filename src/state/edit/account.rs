//! Changes of the account and its Region.

use lambda_sim::scenario::{Account, Setting};

/// One change.
#[derive(Clone, Debug, PartialEq)]
pub enum AccountEdit {
    /// The Region.
    Region(String),
    /// The concurrency quota.
    ConcurrencyLimit(Setting<u32>),
    /// New environments per function in 10 s.
    ScalingPer10s(Setting<u32>),
    /// Requests per second.
    RequestsPerSecond(Setting<u32>),
    /// Whether the free tier is taken off the bill.
    FreeTier(bool),
}

impl AccountEdit {
    pub(super) const fn field(&self) -> &'static str {
        match self {
            Self::Region(_) => "region",
            Self::ConcurrencyLimit(_) => "concurrency_limit",
            Self::ScalingPer10s(_) => "scaling_per_10s",
            Self::RequestsPerSecond(_) => "requests_per_second",
            Self::FreeTier(_) => "free_tier",
        }
    }

    pub(super) fn apply(&self, account: &mut Account) {
        match self {
            Self::Region(region) => account.region.clone_from(region),
            Self::ConcurrencyLimit(limit) => account.concurrency_limit = *limit,
            Self::ScalingPer10s(rate) => account.scaling_per_10s = *rate,
            Self::RequestsPerSecond(rate) => account.requests_per_second = *rate,
            Self::FreeTier(on) => account.free_tier = *on,
        }
    }
}
