//! Events that nobody waits for: those still waiting at the end, and those that were never processed.

use super::moments::densest;
use super::{Finding, FindingKind, FindingsInput, ppm};
use crate::readings::why::Suggestion;
use crate::readings::{is_counted, source_counts};
use crate::trace::{Fate, SourceId, SourceRole};
use crate::units::{Instant, Micros};

/// A backlog is a finding once it is this share of what came, in millionths.
const NOTABLE_PPM: u64 = 20_000;

pub(super) fn find(run: &FindingsInput<'_>, found: &mut Vec<Finding>) {
    let trace = run.trace;
    for (index, counts) in source_counts(trace).into_iter().enumerate() {
        let info = &trace.sources[index];
        if info.role == SourceRole::Client || counts.offered == 0 {
            continue;
        }
        let source = SourceId(index as u16);
        let lost = counts.dead_lettered + counts.to_destination + counts.expired + counts.dropped;
        if lost > 0 {
            let is_lost = |fate| !matches!(fate, Fate::Succeeded | Fate::Filtered);
            let rows = trace.fates.iter().filter(|row| row.source == source && is_lost(row.fate));
            let at: Vec<Instant> = rows.map(|row| row.at).filter(|at| is_counted(*at)).collect();
            let (from, to) = densest(trace, &at);
            found.push(Finding {
                what: FindingKind::Lost {
                    source,
                    dead_lettered: counts.dead_lettered,
                    to_destination: counts.to_destination,
                    expired: counts.expired,
                    dropped: counts.dropped,
                    offered: counts.offered,
                },
                from,
                to,
                example: None,
                weight: ppm(lost, counts.offered) * 40 + 500_000,
                suggestion: None,
            });
        }
        let waiting_ppm = ppm(counts.waiting, counts.offered);
        if waiting_ppm >= NOTABLE_PPM {
            let done = counts.offered - counts.waiting;
            found.push(Finding {
                what: FindingKind::Backlog { source, waiting: counts.waiting, offered: counts.offered, done },
                from: Instant::ZERO + Micros(trace.duration.0 / 2),
                to: trace.end(),
                example: None,
                weight: waiting_ppm * 20,
                suggestion: faster(run, source, counts.offered, done),
            });
        }
    }
}

/// The setting that holds a source back, raised until everything that came would have been processed.
fn faster(run: &FindingsInput<'_>, source: SourceId, offered: u64, done: u64) -> Option<Suggestion> {
    let enough = |set: u32| (u64::from(set) * offered).div_ceil(done.max(1)).min(1_000).max(u64::from(set) + 1) as u32;
    let configured = run.scenario.sources.get(source.index())?;
    if let Some(set) = configured.kind.maximum_concurrency() {
        return Some(Suggestion::RaiseMaximumConcurrency { source, to: enough(set) });
    }
    let function = run.trace.sources[source.index()].function;
    let reserved = run.scenario.functions.get(function.index())?.reserved_concurrency?;
    Some(Suggestion::RaiseReserved { function, to: enough(reserved) })
}
