//! Words for the limits that refuse requests, by their names in the results.

/// A limit, as a sentence names it.
pub fn name(reason: &str) -> &'static str {
    match reason {
        "account_concurrency" => "the account's concurrency",
        "reserved_concurrency" => "reserved concurrency",
        "request_rate" => "the account's request rate",
        "function_request_rate" => "the function's request rate",
        "scaling_rate" => "the scaling rate",
        _ => "a limit",
    }
}

/// Nothing of what is reserved is left.
pub const NONE_ON_DEMAND: &str =
    "Nothing of its reserved concurrency is left for on demand: all of it is provisioned, or it is 0.";

/// The same, where it is known how much is reserved.
pub fn none_on_demand(reserved: Option<u32>) -> String {
    match reserved {
        Some(0) => "Reserved concurrency 0 switches the function off.".to_owned(),
        _ => NONE_ON_DEMAND.to_owned(),
    }
}

/// What helps against it.
pub fn remedy(reason: &str) -> &'static str {
    match reason {
        "account_concurrency" => {
            "Reserve concurrency for what must not fail, ask for a higher quota, or make the work shorter."
        }
        "reserved_concurrency" => "Try raising Reserved, shorten the work, or let clients retry with jitter.",
        "request_rate" => {
            "The rate quota is ten times the concurrency quota: raise that, or send fewer, larger requests."
        }
        "function_request_rate" => "Reserved concurrency lets in ten requests a second for each unit: raise it.",
        "scaling_rate" => {
            "Provisioned concurrency is ready before the climb; a slower climb needs fewer new environments at once."
        }
        _ => "Look at the moments marked on the timeline.",
    }
}
