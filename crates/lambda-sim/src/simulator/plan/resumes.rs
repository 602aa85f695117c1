//! The sources through which Lambda resumes the executions of a durable function, and invokes what they invoke (rules N2, N5).

use super::super::{Function, Source};
use super::calls::{Edge, planned_calls};
use crate::assumptions::{Constant, Constants};
use crate::chance::Stream;
use crate::invoke::{Client, Delivery};
use crate::scenario::{Call, DurableOperation, InvokePath, Jitter, Retry, Scenario, ranges};
use crate::trace::{SourceRole, Trace};

/// Adds those sources for each durable function, and lets nothing else try its executions again (N5).
pub(super) fn resumes(
    scenario: &Scenario,
    functions: &mut [Function],
    sources: &mut Vec<Source>,
    trace: &mut Trace,
    constants: &Constants,
) {
    let millis = |constant| constants.get(constant) * 1_000.0;
    // A refused invoke is tried again as an invocation is that failed.
    let retry = Retry::Exponential {
        base_ms: millis(Constant::DurableRetryWait),
        max_delay_ms: millis(Constant::DurableRetryWaitMax),
        max_attempts: ranges::MAX_ATTEMPTS.max as u32,
        jitter: Jitter::None,
    };
    for (index, function) in scenario.functions.iter().enumerate() {
        let Some(durable) = &function.durable else { continue };
        let mut calls = Vec::new();
        invokes(&durable.operations, &retry, &mut calls);
        let first = sources.len();
        functions[index].invokes = planned_calls(scenario, function, &calls, constants, sources, trace);
        for source in sources.iter_mut().skip(first) {
            source.is_asynchronous = true;
        }
        let edge = Edge {
            name: format!("{} resumes", function.name),
            stream: Stream::named(&["resumes", &function.name]),
            delivery: Delivery::Client(Client::new(&Retry::None, &[], InvokePath::Invoke, constants)),
            role: SourceRole::Resumes,
            is_asynchronous: true,
        };
        functions[index].resumes = edge.add(scenario, index, sources, trace);
    }
    for source in sources.iter_mut() {
        if scenario.functions[source.function.index()].durable.is_some() {
            source.delivery.fails_at_once();
        }
    }
}

/// What operations invoke, in order, as calls.
fn invokes(operations: &[DurableOperation], retry: &Retry, calls: &mut Vec<Call>) {
    for operation in operations {
        if let DurableOperation::Invoke(invoke) = operation {
            calls.push(Call { function: invoke.function.clone(), retry: retry.clone(), ..Call::default() });
        }
        invokes(operation.inside(), retry, calls);
    }
}
