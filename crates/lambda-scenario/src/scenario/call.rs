//! What a function calls while it runs: other functions, and services with their own latency and limit.

use super::ranges;
use super::{Retry, RetryOn};
use crate::distribution::Distribution;
use lambda_scenario_derive::{keywords, object};
use serde::Serialize;

/// A call that a function makes each time it runs; its calls follow each other in the order of the list.
#[object]
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Call {
    /// The function that is called; either this or `downstream`.
    #[field(omit_default)]
    pub function: String,
    /// The service that is called.
    #[field(omit_default)]
    pub downstream: String,
    /// Whether the caller waits for the function; services are always waited for.
    pub mode: CallMode,
    /// The share of the caller's own work that comes before the call, 0 to 1.
    #[field(range = ranges::SHARE, default = 0.5)]
    pub after_share: f64,
    /// How often it is made, one after the other.
    #[field(range = ranges::CALL_COUNT)]
    pub count: u32,
    /// How likely each is made, 0 to 1.
    #[field(range = ranges::SHARE, default = 1.0)]
    pub probability: f64,
    /// What the caller does where the call fails for good.
    pub on_failure: OnCallFailure,
    /// What the caller does when a function it waits for is throttled.
    #[field(check_inside, omit_default)]
    pub retry: Retry,
    /// On what else it calls again.
    #[field(omit_default)]
    pub retry_on: Vec<RetryOn>,
}

/// Whether a caller waits.
#[keywords]
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize)]
pub enum CallMode {
    /// It waits for the answer, and is billed while it waits.
    #[default]
    Sync,
    /// It hands an event over and goes on.
    Async,
}

/// What a caller does where a call fails.
#[keywords]
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize)]
pub enum OnCallFailure {
    /// It returns an error at once.
    #[default]
    Fail,
    /// It goes on.
    Ignore,
}

/// A service that functions call: a database, an API.
#[object]
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Downstream {
    /// Its name; unique among the services.
    pub name: String,
    /// How long it takes to serve a call, in ms.
    #[field(range = ranges::PHASE_MS, default = Distribution::Constant(10.0))]
    pub latency_ms: Distribution,
    /// How many calls it serves at once: a database's connections. Left out: any number.
    #[field(range = ranges::DOWNSTREAM_CONCURRENCY)]
    pub concurrency_limit: Option<u32>,
    /// What happens to a call that finds no place.
    pub when_full: WhenFull,
    /// Calls a second that it takes, above which it refuses. Left out: any number.
    #[field(range = ranges::REQUESTS_PER_SECOND)]
    pub requests_per_second: Option<u32>,
    /// Share of calls that fail, 0 to 1.
    #[field(range = ranges::SHARE, omit_default)]
    pub error_rate: f64,
}

/// What happens to a call that finds no place.
#[keywords]
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize)]
pub enum WhenFull {
    /// It waits for one, first come, first served.
    #[default]
    Wait,
    /// It is refused.
    Refuse,
}
