//! Durable functions, and who may call them (rule N2).

use super::super::check::Check;
use super::super::ranged::CheckRanges;
use super::super::{DurableOperation, Function, Scenario, Source, Synchronous, ranges};

pub(super) fn durable(check: &mut Check<'_>, function: &Function, scenario: &Scenario) {
    if let Some(durable) = &function.durable {
        check.inside("durable".to_owned(), |check| {
            durable.check_ranges(check);
            operations(check, &durable.operations, true, scenario);
        });
        let beside = [
            ("calls", !function.calls.is_empty()),
            ("extensions", !function.extensions.is_empty()),
            ("response", function.response.is_some()),
            ("managed_instances", function.managed_instances.is_some()),
        ];
        for (what, _) in beside.iter().filter(|(_, is_there)| *is_there) {
            let allowed = format!("no {what} beside it: what both together do is not simulated");
            check.conflict("durable", "this", &allowed, None);
        }
    }
}

/// Operations of an execution, or of a context in it: that has none inside.
fn operations(check: &mut Check<'_>, operations: &[DurableOperation], is_outer: bool, scenario: &Scenario) {
    check.count("operations", operations.len(), 0, ranges::MAX_OPERATIONS);
    for (index, operation) in operations.iter().enumerate() {
        check.inside(format!("operations[{index}]"), |check| {
            operation.check_ranges(check);
            self::operation(check, operation, is_outer, scenario);
        });
    }
}

/// What an operation names must exist, and contexts do not nest.
fn operation(check: &mut Check<'_>, operation: &DurableOperation, is_outer: bool, scenario: &Scenario) {
    match operation {
        DurableOperation::Step(_) | DurableOperation::Wait { .. } | DurableOperation::Callback(_) => {}
        DurableOperation::Invoke(invoke) => {
            if scenario.function(&invoke.function).is_none() {
                let names = scenario.functions.iter().map(|function| function.name.as_str());
                check.unknown_name("invoke.function", &invoke.function, names);
            }
        }
        DurableOperation::Context(_) if !is_outer => {
            check.conflict("context", "this", "no context inside another one: only one level is simulated", None);
        }
        DurableOperation::Context(context) => check.inside("context".to_owned(), |check| {
            if let (None, Some(most)) = (context.branches, context.max_concurrency) {
                check.conflict("max_concurrency", most, "branches: without them there is only one", None);
            }
            operations(check, &context.operations, false, scenario);
        }),
    }
}

/// What calls a durable function (N2).
pub(super) fn calls_durably(check: &mut Check<'_>, source: &Source, function: &Function) {
    let Some(durable) = &function.durable else { return };
    let waits_less =
        |client: &Synchronous| client.integration_timeout_ms().is_some() || client.client_timeout_ms.is_some();
    if source.kind.synchronous().is_some_and(waits_less) {
        let allowed =
            "a caller that waits for the execution: an earlier timeout is not simulated with durable functions";
        check.conflict("via", "a timeout of its own", allowed, None);
    }
    if let Some(settings) = source.kind.asynchronous() {
        for (name, destination) in [("on_failure", &settings.on_failure), ("on_success", &settings.on_success)] {
            if destination.is_some() {
                let allowed = "a dead_letter_queue: durable functions have no destinations (rule N2)";
                check.conflict(name, "this", allowed, None);
            }
        }
    }
    if source.kind.descriptor().is_batched() && durable.execution_timeout_s > ranges::AWAITED_EXECUTION_S {
        let allowed = format!(
            "a function whose durable.execution_timeout_s is at most {}: a mapping waits for the execution (rule N2)",
            ranges::AWAITED_EXECUTION_S
        );
        check.conflict("function", format!("\"{}\"", source.function), &allowed, None);
    }
}
