//! Requests that were refused: by which limit, when, and how much would have been enough.

use super::moments::{densest, most_within};
use super::tally::Tally;
use super::{Finding, FindingKind, FindingsInput, ppm};
use crate::readings::why::{Question, Suggestion};
use crate::readings::{Target, is_counted};
use crate::trace::{FunctionId, RejectReason, ThrottleReason};
use crate::units::{Instant, Micros};

/// Refusals of one function by one limit.
#[derive(Clone, Default)]
struct Refusals {
    at: Vec<Instant>,
    /// First attempts only: what was wanted, rather than how often it was tried.
    first: Vec<Instant>,
    /// The highest limit that refused, and its row.
    limit: u32,
    row: u32,
}

pub(super) fn find(run: &FindingsInput<'_>, tallies: &[Tally], found: &mut Vec<Finding>) {
    let trace = run.trace;
    let reasons = ThrottleReason::ALL.len();
    let mut refusals = vec![Refusals::default(); trace.functions.len() * reasons];
    for (index, row) in trace.throttles.iter().enumerate().filter(|(_, row)| is_counted(row.at)) {
        let function = trace.pools[row.pool.index()].function;
        let refused = &mut refusals[function.index() * reasons + row.reason as usize];
        if refused.at.is_empty() || row.limit > refused.limit {
            (refused.limit, refused.row) = (row.limit, index as u32);
        }
        refused.at.push(row.at);
        if row.attempt == 1 {
            refused.first.push(row.at);
        }
    }
    for (index, refused) in refusals.iter().enumerate().filter(|(_, refused)| !refused.at.is_empty()) {
        let function = FunctionId((index / reasons) as u16);
        let reason = ThrottleReason::ALL[index % reasons];
        found.push(throttled(run, &tallies[function.index()], function, reason, refused));
    }
    rejected(run, found);
}

fn throttled(
    run: &FindingsInput<'_>,
    tally: &Tally,
    function: FunctionId,
    reason: ThrottleReason,
    refused: &Refusals,
) -> Finding {
    let within = match reason {
        ThrottleReason::RequestRate | ThrottleReason::FunctionRequestRate | ThrottleReason::ReservedRequestRate => {
            Micros::from_secs(1)
        }
        ThrottleReason::ScalingRate => Micros::from_secs(10),
        _ => Micros(run.lanes.mean_busy_us(function) as u64),
    };
    let more = most_within(&refused.first, within).max(1);
    let needed = refused.limit.saturating_add(more);
    let asked = Question::Throttle(refused.row);
    let answer = run.reasons.answer(run.trace, run.lanes, asked).and_then(|answer| answer.suggestion);
    // The answer is for one refusal; here it is to be enough for all of them.
    let suggestion = answer.map(|suggestion| match suggestion {
        Suggestion::RaiseReserved { function, .. } => {
            let row = run.trace.throttles.get(refused.row as usize).unwrap_or_default();
            let reserved = run.reasons.reserved(function, row.at).unwrap_or(refused.limit);
            Suggestion::RaiseReserved { function, to: reserved.saturating_add(more) }
        }
        Suggestion::RaiseAccountLimit { .. } => Suggestion::RaiseAccountLimit { by: more },
        Suggestion::RaiseRequestRate { .. } => Suggestion::RaiseRequestRate { to: needed },
        Suggestion::RaiseFunctionRate { function, .. } => Suggestion::RaiseFunctionRate { function, to: needed },
        Suggestion::Provision { function, .. } => {
            Suggestion::Provision { function, to: tally.peak.saturating_add(more) }
        }
        other => other,
    });
    let (from, to) = densest(run.trace, &refused.at);
    let (count, requests) = (refused.at.len() as u64, tally.invocations + tally.throttles);
    Finding {
        what: FindingKind::Throttled { function, reason, count, requests, limit: refused.limit, needed },
        from,
        to,
        example: refused.at.iter().find(|at| **at >= from).map(|at| Target::Throttle { at: *at }),
        weight: ppm(count, requests) * 20 + 500_000,
        suggestion,
    }
}

fn rejected(run: &FindingsInput<'_>, found: &mut Vec<Finding>) {
    let trace = run.trace;
    let reasons = RejectReason::ALL.len();
    let mut rejections = vec![Vec::new(); trace.functions.len() * reasons];
    for row in trace.rejections.iter().filter(|row| is_counted(row.at)) {
        let function = trace.pools[row.pool.index()].function;
        rejections[function.index() * reasons + row.reason as usize].push(row.at);
    }
    for (index, at) in rejections.iter().enumerate().filter(|(_, at)| !at.is_empty()) {
        let (from, to) = densest(trace, at);
        found.push(Finding {
            what: FindingKind::Rejected {
                function: FunctionId((index / reasons) as u16),
                reason: RejectReason::ALL[index % reasons],
                count: at.len() as u64,
            },
            from,
            to,
            example: None,
            weight: ppm(at.len() as u64, trace.invocations.len() as u64 + at.len() as u64) * 20 + 400_000,
            suggestion: None,
        });
    }
}
