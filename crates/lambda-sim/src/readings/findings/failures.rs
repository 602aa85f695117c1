//! Invocations that did not end well.

use super::moments::densest;
use super::tally::Tally;
use super::{Finding, FindingKind, FindingsInput, ppm};
use crate::readings::Target;
use crate::readings::why::{Question, Suggestion};
use crate::trace::{FunctionId, Outcome};

pub(super) fn find(run: &FindingsInput<'_>, tallies: &[Tally], found: &mut Vec<Finding>) {
    for (index, tally) in tallies.iter().enumerate() {
        let function = FunctionId(index as u16);
        for outcome in Outcome::ALL {
            let moments = &tally.failed[*outcome as usize];
            let Some(first) = moments.of.first() else { continue };
            let (count, invocations) = (moments.len(), tally.invocations);
            let Some(row) = run.trace.invocation(*first).map(|invocation| invocation.row) else { continue };
            let info = &run.trace.pools[row.pool.index()];
            let configured = run.scenario.functions.get(index);
            let wrong_handler =
                *outcome == Outcome::InitError && configured.is_some_and(|function| !function.has_its_handler());
            let what = match outcome {
                Outcome::Timeout => FindingKind::TimedOut {
                    function,
                    count,
                    invocations,
                    timeout: info.timeout,
                    after_init: tally.timeouts_after_init,
                },
                Outcome::OutOfMemory => FindingKind::OutOfMemory { function, count, invocations, memory: info.memory },
                outcome => FindingKind::Failed { function, outcome: *outcome, count, invocations, wrong_handler },
            };
            let answer = run.reasons.answer(run.trace, run.lanes, Question::Failure(*first));
            let suggestion = if wrong_handler {
                Some(Suggestion::SetHandler { function })
            } else {
                answer.and_then(|answer| answer.suggestion)
            };
            let (from, to) = densest(run.trace, &moments.at);
            let example = moments.at.iter().position(|at| *at >= from).map(|index| moments.of[index]);
            found.push(Finding {
                what,
                from,
                to,
                example: example.map(Target::Invocation),
                weight: ppm(count, invocations) * 40,
                suggestion,
            });
        }
    }
}
