//! Calls that functions make, and the services they go to.

use super::super::check::Check;
use super::super::ranged::CheckRanges;
use super::super::{Call, Downstream, Retry, Scenario, SdkMode, ranges};
use super::source_kinds;

pub(super) fn calls(check: &mut Check<'_>, calls: &[Call], scenario: &Scenario) {
    check.count("calls", calls.len(), 0, ranges::MAX_CALLS);
    for (index, call) in calls.iter().enumerate() {
        check.inside(format!("calls[{index}]"), |check| self::call(check, call, scenario));
    }
}

fn call(check: &mut Check<'_>, call: &Call, scenario: &Scenario) {
    match (call.function.as_str(), call.downstream.as_str()) {
        (function, "") => {
            if scenario.function(function).is_none() {
                let names = scenario.functions.iter().map(|function| function.name.as_str());
                check.unknown_name("function", function, names);
            }
        }
        ("", downstream) => {
            let names = scenario.downstreams.iter().map(|service| service.name.as_str());
            if !names.clone().any(|name| name == downstream) {
                check.unknown_name("downstream", downstream, names);
            }
        }
        _ => check.conflict("downstream", "both", "either a function or a downstream service", None),
    }
    call.check_ranges(check);
    source_kinds::retry_on(check, &call.retry, &call.retry_on);
    if matches!(&call.retry, Retry::Sdk(sdk) if sdk.mode == SdkMode::Adaptive) {
        check.conflict(
            "retry.sdk.mode",
            "adaptive",
            "standard or legacy: each environment has a client of its own",
            None,
        );
    }
}

pub(super) fn downstreams(check: &mut Check<'_>, downstreams: &[Downstream]) {
    check.count("downstreams", downstreams.len(), 0, ranges::MAX_DOWNSTREAMS);
    for (index, service) in downstreams.iter().enumerate() {
        let earlier = downstreams[..index].iter().map(|other| other.name.as_str());
        check.inside(format!("downstreams[{index}]"), |check| {
            check.name(&service.name, earlier);
            service.check_ranges(check);
        });
    }
}
