//! What the limits that throttle requests are called, and what helps against each.

use lambda_sim::trace::ThrottleReason;

/// A limit, as a sentence names it.
#[must_use]
pub const fn name(reason: ThrottleReason) -> &'static str {
    match reason {
        ThrottleReason::AccountConcurrency => "the account's concurrency",
        ThrottleReason::ReservedConcurrency => "reserved concurrency",
        ThrottleReason::RequestRate => "the account's request rate",
        ThrottleReason::FunctionRequestRate => "the function's request rate",
        ThrottleReason::ReservedRequestRate => "the request rate of reserved concurrency",
        ThrottleReason::ScalingRate => "the scaling rate",
        ThrottleReason::TenantEnvironments => "the number of tenants' environments",
        ThrottleReason::DurableStarts => "the starts of durable executions a second",
        ThrottleReason::DurableExecutions => "the number of durable executions",
        ThrottleReason::EnvironmentConcurrency => "the places in the environments",
    }
}

/// Nothing of what is reserved is left.
pub const NONE_ON_DEMAND: &str =
    "Nothing of its reserved concurrency is left for on demand: all of it is provisioned, or it is 0.";

/// The same, where it is known how much is reserved.
#[must_use]
pub fn none_on_demand(reserved: Option<u32>) -> String {
    match reserved {
        Some(0) => "Reserved concurrency 0 switches the function off.".to_owned(),
        _ => NONE_ON_DEMAND.to_owned(),
    }
}

/// What helps against it; the headline has more for clients that wait for an answer.
#[must_use]
pub const fn remedy(reason: ThrottleReason) -> &'static str {
    match reason {
        ThrottleReason::AccountConcurrency => {
            "Reserve concurrency for what must not fail, ask for a higher quota, or make the work shorter."
        }
        ThrottleReason::ReservedConcurrency => {
            "Try raising Reserved, or shorten the work; throttled events are retried automatically."
        }
        ThrottleReason::RequestRate => {
            "The rate quota is ten times the concurrency quota: raise that, or send fewer, larger requests."
        }
        ThrottleReason::FunctionRequestRate | ThrottleReason::ReservedRequestRate => {
            "Reserved concurrency lets in ten requests a second for each unit: raise it."
        }
        ThrottleReason::ScalingRate => {
            "Provisioned concurrency is ready before the climb; a slower climb needs fewer new environments at once."
        }
        ThrottleReason::TenantEnvironments => "Every tenant needs environments of its own: ask for a higher quota.",
        ThrottleReason::DurableStarts | ThrottleReason::DurableExecutions => {
            "LatencyDistribution the starts of durable executions, or ask for a higher quota."
        }
        ThrottleReason::EnvironmentConcurrency => {
            "Let more instances start, or let each environment serve more at once."
        }
    }
}
