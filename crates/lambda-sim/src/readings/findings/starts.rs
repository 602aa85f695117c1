//! Cold starts: how many, how long they made requests wait, and why.

use super::moments::densest;
use super::tally::Tally;
use super::{ColdCause, Finding, FindingKind, FindingsInput, ppm};
use crate::readings::Target;
use crate::readings::why::{Cause, Question, Suggestion};
use crate::trace::{FunctionId, InvocationId};
use crate::units::Micros;
use std::cmp::Reverse;

pub(super) fn find(run: &FindingsInput<'_>, tallies: &[Tally], found: &mut Vec<Finding>) {
    for (index, tally) in tallies.iter().enumerate().filter(|(_, tally)| !tally.cold.at.is_empty()) {
        let function = FunctionId(index as u16);
        let mut counts = [0_u64; ColdCause::ALL.len()];
        let mut waits = Vec::with_capacity(tally.cold.of.len());
        for id in &tally.cold.of {
            if let Some(cause) = cause(run, *id) {
                counts[cause as usize] += 1;
            }
            let invocation = run.trace.invocation(*id);
            waits.extend(invocation.map(|row| row.before_duration() + Micros(row.start.suppressed_init_us.into())));
        }
        let mut causes: Vec<(ColdCause, u64)> =
            ColdCause::ALL.into_iter().zip(counts).filter(|(_, count)| *count > 0).collect();
        causes.sort_by_key(|(_, count)| Reverse(*count));
        let middle = waits.len().div_ceil(2).saturating_sub(1);
        let median_wait = if waits.is_empty() { Micros::ZERO } else { *waits.select_nth_unstable(middle).1 };
        let (from, to) = densest(run.trace, &tally.cold.at);
        let example = tally.cold.at.iter().position(|at| *at >= from).map(|index| tally.cold.of[index]);
        // Where failures reset environments, those are what has to end.
        let by_resets = causes.first().is_some_and(|(cause, _)| *cause == ColdCause::Reset);
        let suggestion = (!by_resets).then_some(Suggestion::Provision { function, to: tally.cold_peak });
        let (count, invocations) = (tally.cold.len(), tally.invocations);
        found.push(Finding {
            what: FindingKind::Cold { function, count, invocations, median_wait, causes },
            from,
            to,
            example: example.map(Target::Invocation),
            weight: ppm(count, invocations) * 3,
            suggestion,
        });
    }
}

/// The root of a cold start: the first of its causes that is about environments.
fn cause(run: &FindingsInput<'_>, id: InvocationId) -> Option<ColdCause> {
    let answer = run.reasons.answer(run.trace, run.lanes, Question::Start(id))?;
    answer.causes.iter().find_map(|cause| {
        Some(match cause {
            Cause::FirstOfPool => ColdCause::First,
            Cause::FirstOfVersion { .. } => ColdCause::OtherVersion,
            Cause::AllBusy { .. } => ColdCause::AllBusy,
            Cause::LastLeft { .. } => ColdCause::Left,
            Cause::IdledToSandbox { .. } => ColdCause::Dropped,
            Cause::ResetBy { .. } => ColdCause::Reset,
            _ => return None,
        })
    })
}
