//! Retries that multiply the load they answer.

use super::moments::densest;
use super::{Finding, FindingKind, FindingsInput, ppm};
use crate::readings::is_counted;
use crate::readings::why::Suggestion;
use crate::scenario::{Jitter, Retry};
use crate::trace::{SourceId, SourceRole};

/// A source is a finding once its calls took this many attempts more than one, in millionths of the calls.
const NOTABLE_PPM: u64 = 100_000;

pub(super) fn find(run: &FindingsInput<'_>, found: &mut Vec<Finding>) {
    let trace = run.trace;
    let mut calls = vec![0_u64; trace.sources.len()];
    let mut repeats = vec![Vec::new(); trace.sources.len()];
    let ran = trace.invocations.iter().map(|row| (row.source, row.attempt, row.arrival));
    let refused = trace.throttles.iter().map(|row| (row.source, row.attempt, row.at));
    let rejected = trace.rejections.iter().map(|row| (row.source, row.attempt, row.at));
    for (source, attempt, at) in ran.chain(refused).chain(rejected).filter(|(_, _, at)| is_counted(*at)) {
        if attempt == 1 {
            calls[source.index()] += 1;
        } else {
            repeats[source.index()].push(at);
        }
    }
    for (index, (calls, repeats)) in calls.into_iter().zip(repeats).enumerate() {
        let more_ppm = ppm(repeats.len() as u64, calls);
        if more_ppm < NOTABLE_PPM || trace.sources[index].role == SourceRole::Batches {
            continue;
        }
        let source = SourceId(index as u16);
        let is_spread = run.scenario.sources.get(index).is_none_or(|source| match &source.retry {
            Retry::Exponential { jitter, .. } => *jitter != Jitter::None,
            Retry::Sdk(_) | Retry::None => true,
            Retry::Fixed { .. } => false,
        });
        let (from, to) = densest(trace, &repeats);
        found.push(Finding {
            what: FindingKind::Amplified { source, calls, attempts: calls + repeats.len() as u64 },
            from,
            to,
            example: None,
            weight: more_ppm * 3,
            suggestion: (!is_spread).then_some(Suggestion::SpreadRetries { source }),
        });
    }
}
