//! The sources through which Lambda resumes the executions of a durable function, and invokes what they invoke (rules N2, N5).

use super::super::{Function, Source};
use super::calls::Edge;
use crate::assumptions::{Constant, Constants};
use crate::chance::Stream;
use crate::invoke::{Client, Delivery};
use crate::scenario::{DurableOperation, Jitter, Retry, Scenario, Via, limits};
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
        max_attempts: limits::MAX_ATTEMPTS.max as u32,
        jitter: Jitter::None,
    };
    for (index, function) in scenario.functions.iter().enumerate() {
        let Some(durable) = &function.durable else { continue };
        invokes(&durable.operations, &mut |name| {
            let callee = scenario.functions.iter().position(|callee| callee.name == name).unwrap_or_default();
            // One edge for each function, however many operations invoke it.
            let known = functions[index].invokes.iter().find(|edge| sources[edge.index()].function.index() == callee);
            let edge = known.copied().unwrap_or_else(|| {
                let edge = Edge {
                    name: format!("{} → {name}", function.name),
                    stream: Stream::named(&["invoke", &function.name, name]),
                    delivery: Delivery::Caller(Client::new(&retry, &[], Via::Invoke, constants)),
                    role: SourceRole::Client,
                    is_asynchronous: true,
                };
                edge.add(scenario, callee, sources, trace)
            });
            functions[index].invokes.push(edge);
        });
        let edge = Edge {
            name: format!("{} resumes", function.name),
            stream: Stream::named(&["resumes", &function.name]),
            delivery: Delivery::Client(Client::new(&Retry::None, &[], Via::Invoke, constants)),
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

/// Visits the names of the functions that operations invoke, in order.
fn invokes(operations: &[DurableOperation], visit: &mut dyn FnMut(&str)) {
    for operation in operations {
        match operation {
            DurableOperation::Invoke(invoke) => visit(&invoke.function),
            _ => invokes(operation.inside(), visit),
        }
    }
}
