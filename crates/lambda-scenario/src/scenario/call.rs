//! What a function calls while it runs: other functions, and services with a latency and a limit of their own.

#[cfg(feature = "schema")]
use super::limits;
use super::record::{record, words};
use super::{Retry, RetryOn};
use crate::distribution::Distribution;
use serde::Serialize;

/// A call that a function makes each time it runs; its calls follow each other in the order of the list.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(default, deny_unknown_fields)]
pub struct Call {
    /// The function that is called; either this or `downstream`.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub function: String,
    /// The service that is called.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub downstream: String,
    /// Whether the caller waits for the function; services are always waited for.
    pub mode: CallMode,
    /// The share of the caller's own work that comes before the call, 0 to 1.
    #[cfg_attr(feature = "schema", schemars(range(min = limits::SHARE.min, max = limits::SHARE.max)))]
    pub after_share: f64,
    /// How often it is made, one after the other.
    #[cfg_attr(feature = "schema", schemars(range(min = limits::CALL_COUNT.min, max = limits::CALL_COUNT.max)))]
    pub count: u32,
    /// How likely each is made, 0 to 1.
    #[cfg_attr(feature = "schema", schemars(range(min = limits::SHARE.min, max = limits::SHARE.max)))]
    pub probability: f64,
    /// What the caller does where the call fails for good.
    pub on_failure: OnCallFailure,
    /// What the caller does when a function it waits for is throttled.
    #[serde(skip_serializing_if = "Retry::is_none")]
    pub retry: Retry,
    /// On what else it calls again.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub retry_on: Vec<RetryOn>,
}

record!(Call { function, downstream, mode, after_share, count, probability, on_failure, retry, retry_on });

impl Default for Call {
    fn default() -> Self {
        Self {
            function: String::new(),
            downstream: String::new(),
            mode: CallMode::default(),
            after_share: 0.5,
            count: 1,
            probability: 1.0,
            on_failure: OnCallFailure::default(),
            retry: Retry::None,
            retry_on: Vec::new(),
        }
    }
}

/// Whether a caller waits.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum CallMode {
    /// It waits for the answer, and is billed while it waits.
    #[default]
    Sync,
    /// It hands an event over and goes on.
    Async,
}

words!(CallMode { "sync" => Sync, "async" => Async });

impl CallMode {
    /// Both.
    pub const ALL: [Self; 2] = [Self::Sync, Self::Async];
}

/// What a caller does where a call fails.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum OnCallFailure {
    /// It returns an error at once.
    #[default]
    Fail,
    /// It goes on.
    Ignore,
}

words!(OnCallFailure { "fail" => Fail, "ignore" => Ignore });

impl OnCallFailure {
    /// Both.
    pub const ALL: [Self; 2] = [Self::Fail, Self::Ignore];
}

/// A service that functions call: a database, an API.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(default, deny_unknown_fields)]
pub struct Downstream {
    /// Its name; unique among the services.
    pub name: String,
    /// How long it takes to serve a call, in ms.
    pub latency_ms: Distribution,
    /// How many calls it serves at once: a database's connections. Left out: any number.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub concurrency_limit: Option<u32>,
    /// What happens to a call that finds no place.
    pub when_full: WhenFull,
    /// Calls a second that it takes, above which it refuses. Left out: any number.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub requests_per_second: Option<u32>,
    /// Share of calls that fail, 0 to 1.
    #[serde(skip_serializing_if = "super::is_zero")]
    #[cfg_attr(feature = "schema", schemars(range(min = limits::SHARE.min, max = limits::SHARE.max)))]
    pub error_rate: f64,
}

record!(Downstream { name, latency_ms, concurrency_limit, when_full, requests_per_second, error_rate });

impl Default for Downstream {
    fn default() -> Self {
        Self {
            name: String::new(),
            latency_ms: Distribution::Constant(10.0),
            concurrency_limit: None,
            when_full: WhenFull::default(),
            requests_per_second: None,
            error_rate: 0.0,
        }
    }
}

/// What happens to a call that finds no place.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum WhenFull {
    /// It waits for one, first come, first served.
    #[default]
    Wait,
    /// It is refused.
    Refuse,
}

words!(WhenFull { "wait" => Wait, "refuse" => Refuse });

impl WhenFull {
    /// Both.
    pub const ALL: [Self; 2] = [Self::Wait, Self::Refuse];
}
