//! Durable functions, and who may call them (rule N2).

use super::super::check::Check;
use super::super::{Durable, DurableOperation, Function, Scenario, Schedule, Source, SourceKind, StepRetry, limits};

pub(super) fn durable(check: &mut Check<'_>, function: &Function, scenario: &Scenario) {
    if let Some(durable) = &function.durable {
        check.inside("durable".to_owned(), |check| {
            settings(check, durable);
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

fn settings(check: &mut Check<'_>, durable: &Durable) {
    check.whole("execution_timeout_s", f64::from(durable.execution_timeout_s), limits::EXECUTION_TIMEOUT_S);
    let days = f64::from(durable.retention_period_days);
    check.whole("retention_period_days", days, limits::RETENTION_PERIOD_DAYS);
    check.number("input_kb", durable.input_kb, limits::CHECKPOINT_KB);
    check.number("output_kb", durable.output_kb, limits::CHECKPOINT_KB);
    check.number("replay_ms", durable.replay_ms, limits::REPLAY_MS);
}

/// Operations of an execution, or of a context in it: that has none inside.
fn operations(check: &mut Check<'_>, operations: &[DurableOperation], is_outer: bool, scenario: &Scenario) {
    check.count("operations", operations.len(), 0, limits::MAX_OPERATIONS);
    for (index, operation) in operations.iter().enumerate() {
        let kind = match operation {
            DurableOperation::Step(_) => "step",
            DurableOperation::Wait { .. } => "wait",
            DurableOperation::Callback(_) => "callback",
            DurableOperation::Invoke(_) => "invoke",
            DurableOperation::Context(_) => "context",
        };
        let path = format!("operations[{index}].{kind}");
        check.inside(path, |check| self::operation(check, operation, is_outer, scenario));
    }
}

fn operation(check: &mut Check<'_>, operation: &DurableOperation, is_outer: bool, scenario: &Scenario) {
    let written = match operation {
        DurableOperation::Step(step) => {
            check.distribution("duration_ms", &step.duration_ms, limits::PHASE_MS, 0);
            check.optional_distribution("holds_after_s", step.holds_after_s.as_ref(), limits::CALLBACK_S);
            check.number("error_rate", step.error_rate, limits::SHARE);
            check.inside("retry".to_owned(), |check| retry(check, &step.retry));
            ("result_kb", step.result_kb)
        }
        DurableOperation::Wait { duration_s } => {
            return check.number("duration_s", *duration_s, limits::DURABLE_WAIT_S);
        }
        DurableOperation::Callback(callback) => {
            check.distribution("after_s", &callback.after_s, limits::CALLBACK_S, 0);
            if let Some(timeout_s) = callback.timeout_s {
                check.number("timeout_s", timeout_s, limits::CALLBACK_S);
            }
            ("payload_kb", callback.payload_kb)
        }
        DurableOperation::Invoke(invoke) => {
            if scenario.function(&invoke.function).is_none() {
                let names = scenario.functions.iter().map(|function| function.name.as_str());
                check.unknown_name("function", &invoke.function, names);
            }
            ("result_kb", invoke.result_kb)
        }
        DurableOperation::Context(context) => {
            if !is_outer {
                return check.conflict("", "this", "no context inside another one: only one level is simulated", None);
            }
            for (name, number) in [("branches", context.branches), ("max_concurrency", context.max_concurrency)] {
                if let Some(number) = number {
                    check.whole(name, f64::from(number), limits::BRANCHES);
                }
            }
            if let (None, Some(most)) = (context.branches, context.max_concurrency) {
                check.conflict("max_concurrency", most, "branches: without them there is only one", None);
            }
            operations(check, &context.operations, false, scenario);
            ("result_kb", context.result_kb)
        }
    };
    check.number(written.0, written.1, limits::CHECKPOINT_KB);
}

fn retry(check: &mut Check<'_>, retry: &StepRetry) {
    check.whole("max_attempts", f64::from(retry.max_attempts), limits::STEP_ATTEMPTS);
    check.number("initial_delay_s", retry.initial_delay_s, limits::STEP_DELAY_S);
    check.number("max_delay_s", retry.max_delay_s, limits::STEP_DELAY_S);
    check.number("backoff_rate", retry.backoff_rate, limits::BACKOFF_RATE);
}

/// What calls a durable function (N2).
pub(super) fn calls_durably(check: &mut Check<'_>, source: &Source, function: &Function) {
    let Some(durable) = &function.durable else { return };
    match &source.kind {
        SourceKind::Sync(client) => {
            if client.integration_timeout_ms().is_some() || client.client_timeout_ms.is_some() {
                let allowed =
                    "a caller that waits for the execution: an earlier timeout is not simulated with durable functions";
                check.conflict("via", "a timeout of its own", allowed, None);
            }
        }
        SourceKind::Async(settings)
        | SourceKind::Eventbridge(settings)
        | SourceKind::Sns(settings)
        | SourceKind::S3(settings)
        | SourceKind::Schedule(Schedule { asynchronous: settings, .. }) => {
            for (name, destination) in [("on_failure", &settings.on_failure), ("on_success", &settings.on_success)] {
                if destination.is_some() {
                    let allowed = "a dead_letter_queue: durable functions have no destinations (rule N2)";
                    check.conflict(name, "this", allowed, None);
                }
            }
        }
        SourceKind::Sqs(_) | SourceKind::SqsFifo(_) | SourceKind::Kinesis(_) | SourceKind::Dynamodb(_) => {
            if durable.execution_timeout_s > limits::AWAITED_EXECUTION_S {
                let allowed = format!(
                    "a function whose durable.execution_timeout_s is at most {}: a mapping waits for the execution (rule N2)",
                    limits::AWAITED_EXECUTION_S
                );
                check.conflict("function", format!("\"{}\"", source.function), &allowed, None);
            }
        }
    }
}
