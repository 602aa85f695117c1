//! The account and its Region: where quotas and prices belong.

use super::regions::region_quotas;
use super::{Override, ranges};
use crate::units::Micros;
use lambda_scenario_derive::{keywords, object};
use serde::Serialize;

/// The month all bills are for: 30 days (rule M8, an assumption: calculators differ).
pub const MONTH: Micros = Micros::from_secs(2_592_000);

/// The other month in use, 730 hours, for readers who compare with AWS's calculator (rule M8).
pub const MONTH_730_H: Micros = Micros::from_secs(2_628_000);

/// An AWS account in one Region.
#[object]
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Account {
    /// AWS's identifier of the Region; it decides the prices.
    #[field(default = "us-east-1".to_owned())]
    pub region: String,
    /// Concurrent executions (quota Q1): 1,000 where it is left out, unlimited where it is `null`.
    #[field(range = ranges::CONCURRENCY_LIMIT)]
    pub concurrency_limit: Override<u32>,
    /// New environments per function in 10 s (quota Q4): 1,000 where it is left out, unlimited where it is `null`.
    #[field(range = ranges::SCALING_PER_10S)]
    pub scaling_per_10s: Override<u32>,
    /// Which rule new environments follow (C10, C16).
    #[field(omit_default)]
    pub scaling_rule: ScalingRule,
    /// Requests per second (quota Q3): ten times the concurrency limit where it is left out; `null` switches the rate quotas
    /// of account, functions and qualifiers off together.
    #[field(range = ranges::REQUESTS_PER_SECOND)]
    pub requests_per_second: Override<u32>,
    /// API Gateway's requests per second, over all APIs of the account (S2): the Region's default where it is left out, unlimited
    /// where it is `null`. Half of it may come at once.
    #[field(range = ranges::REQUESTS_PER_SECOND)]
    pub gateway_requests_per_second: Override<u32>,
    /// Whether the month's free tier is taken off the bill (rule M6).
    pub free_tier: bool,
    /// Whether the init of zip files on a managed runtime is free on demand, as it was before August 2025 (rule M1).
    #[field(omit_default)]
    pub free_init: bool,
    /// Whether a month has 730 hours, as AWS's calculator takes it, in place of 30 days (rule M8). A GB-month has 30 days in both.
    #[field(omit_default)]
    pub month_of_730_h: bool,
}

/// Which rule new environments follow.
#[keywords]
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize)]
pub enum ScalingRule {
    /// Each function has its own rate (C10): `scaling_per_10s`.
    #[default]
    PerFunction,
    /// Until November 2023: a burst that the Region sets, then 500 a minute, all functions of the account together (C16).
    RegionalBurst,
}

impl Account {
    /// The concurrency limit; `None` if it is off.
    #[must_use]
    pub fn concurrency_limit(&self) -> Option<u32> {
        self.concurrency_limit.or(ranges::CONCURRENCY_LIMIT.default as u32)
    }

    /// New environments per function in 10 s; `None` if it is off, or another rule holds.
    #[must_use]
    pub fn scaling_per_10s(&self) -> Option<u32> {
        let scaling = self.scaling_per_10s.or(ranges::SCALING_PER_10S.default as u32);
        scaling.filter(|_| self.scaling_rule == ScalingRule::PerFunction)
    }

    /// How many environments the account may make at once by the rule of before November 2023; `None` if it does not hold, or
    /// `scaling_per_10s` is off.
    #[must_use]
    pub fn regional_burst(&self) -> Option<u32> {
        let burst = region_quotas(&self.region).burst;
        let holds = self.scaling_rule == ScalingRule::RegionalBurst && self.scaling_per_10s != Override::Off;
        holds.then_some(burst)
    }

    /// The account's requests per second; `None` if the rate quotas are off, or follow a concurrency limit that is.
    #[must_use]
    pub fn requests_per_second(&self) -> Option<u64> {
        match self.requests_per_second {
            Override::Value(rate) => Some(u64::from(rate)),
            Override::Off => None,
            Override::Default => {
                self.concurrency_limit().map(|limit| ranges::REQUESTS_PER_CONCURRENCY * u64::from(limit))
            }
        }
    }

    /// API Gateway's requests per second; `None` if they are off.
    #[must_use]
    pub fn gateway_requests_per_second(&self) -> Option<u32> {
        self.gateway_requests_per_second.or(region_quotas(&self.region).gateway_requests_per_second)
    }

    /// The month that bills are for (M8).
    #[must_use]
    pub const fn month(&self) -> Micros {
        if self.month_of_730_h { MONTH_730_H } else { MONTH }
    }

    /// Whether rate quotas hold at all (Q3): `null` switches those of functions and qualifiers off as well.
    #[must_use]
    pub fn has_rate_quotas(&self) -> bool {
        self.requests_per_second != Override::Off
    }
}
