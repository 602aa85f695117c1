//! What clients were told: HTTP statuses by source, and requests that never reached a function.

use super::{NamedList, is_counted};
use crate::invoke::{ClientOutcome, status};
use crate::scenario::InvokePath;
use crate::trace::{InvocationId, LostAnswer, SourceId, Trace};
use rustc_hash::FxHashMap;
use std::collections::BTreeMap;

/// The statuses of every attempt, by source and in order of the status; of those who waited no longer, `none`. Sources that call
/// Invoke itself are left out: their statuses say no more than their counts.
#[must_use]
pub fn statuses(trace: &Trace) -> NamedList<NamedList<u64>> {
    if trace.sources.iter().all(|info| info.via == InvokePath::Invoke) {
        return NamedList::default();
    }
    let mut counts: Vec<BTreeMap<u16, u64>> = vec![BTreeMap::new(); trace.sources.len()];
    let mut count = |source: SourceId, seen: ClientOutcome| {
        let via = trace.sources[source.index()].via;
        if via != InvokePath::Invoke {
            *counts[source.index()].entry(status(via, seen).unwrap_or(NONE)).or_default() += 1;
        }
    };
    let mut lost: FxHashMap<InvocationId, LostAnswer> = FxHashMap::default();
    for row in trace.lost_answers.iter() {
        lost.insert(row.invocation, row.reason);
    }
    for (index, row) in trace.invocations.iter().enumerate().filter(|(_, row)| is_counted(row.arrival)) {
        let outcome = trace
            .execution(InvocationId(index as u32))
            .map_or(row.flags.outcome(), |execution| execution.status.outcome());
        let seen = lost
            .get(&InvocationId(index as u32))
            .map_or(ClientOutcome::Ran(outcome), |reason| ClientOutcome::Lost(*reason));
        count(row.source, seen);
    }
    for row in trace.throttles.iter().filter(|row| is_counted(row.at)) {
        count(row.source, ClientOutcome::Throttled);
    }
    for row in trace.rejections.iter().filter(|row| is_counted(row.at)) {
        count(row.source, ClientOutcome::Rejected(row.reason));
    }
    let name = |status: u16| if status == NONE { "none".to_owned() } else { status.to_string() };
    trace
        .sources
        .iter()
        .zip(counts)
        .filter(|(info, _)| info.via != InvokePath::Invoke)
        .map(|(info, counts)| {
            (info.name.clone(), counts.into_iter().map(|(status, count)| (name(status), count)).collect())
        })
        .collect()
}

/// After all statuses.
const NONE: u16 = u16::MAX;
