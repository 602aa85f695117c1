//! The source through which Lambda resumes the executions of a durable function (rules N2, N5).

use super::super::routing::Target;
use super::super::{Function, Source};
use crate::assumptions::Constants;
use crate::chance::Stream;
use crate::invoke::{Client, Delivery};
use crate::scenario::{Retry, Scenario, Via};
use crate::trace::{FunctionId, SourceHead, SourceId, SourceRole, Trace};

/// Adds that source for each durable function, and lets nothing else try its executions again (N5).
pub(super) fn resumes(
    scenario: &Scenario,
    functions: &mut [Function],
    sources: &mut Vec<Source>,
    trace: &mut Trace,
    constants: &Constants,
) {
    for (index, function) in scenario.functions.iter().enumerate().filter(|(_, function)| function.durable.is_some()) {
        let id = FunctionId(index as u16);
        for source in sources.iter_mut().filter(|source| source.function == id) {
            source.delivery.fails_at_once();
        }
        functions[index].resumes = SourceId(sources.len() as u16);
        let (name, has_alias) = (format!("{} resumes", function.name), function.has_alias());
        trace.sources.push(SourceHead::edge(name, id, has_alias, SourceRole::Resumes));
        sources.push(Source {
            delivery: Delivery::Client(Client::new(&Retry::None, &[], Via::Invoke, constants)),
            stream: Stream::named(&["resumes", &function.name]),
            is_asynchronous: true,
            poison_share: 0.0,
            function: id,
            target: if has_alias { Target::Alias } else { Target::Latest },
            door: None,
        });
    }
}
