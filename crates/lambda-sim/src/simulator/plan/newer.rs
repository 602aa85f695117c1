//! What newer kinds of functions need beside their pools: the source through which Lambda resumes durable executions, and which
//! versions have environments on Managed Instances from the start.

use super::super::routing::Target;
use super::super::{Function, Source};
use crate::assumptions::Constants;
use crate::chance::Stream;
use crate::invoke::{Client, Delivery};
use crate::scenario::{Retry, Scenario, Via};
use crate::trace::{FunctionId, PoolId, SourceHead, SourceId, SourceRole, Trace};

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
        trace.sources.push(SourceHead {
            name: format!("{} resumes", function.name),
            function: id,
            role: SourceRole::Resumes,
            via: Via::Invoke,
            is_edge: true,
            offered: 0,
        });
        sources.push(Source {
            delivery: Delivery::Client(Client::new(&Retry::None, &[], Via::Invoke, constants)),
            stream: Stream::named(&["resumes", &function.name]),
            is_asynchronous: true,
            poison_share: 0.0,
            function: id,
            target: if function.has_alias() { Target::Alias } else { Target::Latest },
            door: None,
        });
    }
}

/// The versions that something calls, each once: those have environments of their own.
pub(super) fn called(sources: &[Source], functions: &[Function]) -> Vec<PoolId> {
    let mut pools: Vec<PoolId> = Vec::new();
    let targets = sources.iter().flat_map(|source| {
        let function = &functions[source.function.index()];
        match source.target {
            Target::Latest => [Some(function.latest), None],
            Target::Version(pool) => [Some(pool), None],
            Target::Alias => [Some(function.alias.primary), function.alias.additional.map(|(pool, _)| pool)],
        }
    });
    for pool in targets.flatten() {
        if !pools.contains(&pool) {
            pools.push(pool);
        }
    }
    pools
}
