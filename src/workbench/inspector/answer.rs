//! Why something happened: every question that can be asked about what is selected, answered.

use crate::worker::engine::FinishedRun;
use crate::worker::protocol::{Target, Why, WhyAnswer};
use lambda_sim::readings::nearest_throttle;
use lambda_sim::readings::why::{Attempt, Cause, Question as Ask};
use lambda_sim::trace::InvocationId;

/// Everything that can be asked about what is selected.
pub fn answer(run: &mut FinishedRun, target: Target) -> WhyAnswer {
    let reasons = run.reasons();
    let FinishedRun { trace, scenario, timeline, .. } = &*run;
    let lanes = timeline.lanes();
    let asked = match target {
        Target::Invocation(id) => Some(about(id)),
        Target::Environment { environment, at, within } => lanes.invocation_at(environment, at, within).map(about),
        Target::Throttle { at } => nearest_throttle(trace, at).map(|row| vec![Ask::Throttle(row)]),
    };
    let answers: Vec<_> = asked
        .into_iter()
        .flatten()
        .filter_map(|question| Some((question, reasons.explain(trace, scenario, lanes, question)?)))
        .collect();
    let causes = || answers.iter().flat_map(|(_, answer)| &answer.causes);
    let rows = causes().filter_map(|cause| match cause {
        Cause::Refused { throttle, .. } => Some(*throttle),
        Cause::RetryOf { previous: Attempt::Throttle(row), .. } => Some(*row),
        _ => None,
    });
    let refusals = rows.filter_map(|row| Some((row, trace.throttles.get(row as usize)?.at))).collect();
    let names_versions = causes().any(|cause| matches!(cause, Cause::FirstOfVersion { .. }));
    let versions = if names_versions { trace.pools.iter().map(|pool| pool.version).collect() } else { Vec::new() };
    WhyAnswer { target, why: Why { answers, versions, refusals } }
}

/// What can be asked about an invocation, what went wrong first.
fn about(id: InvocationId) -> Vec<Ask> {
    vec![Ask::Failure(id), Ask::Retry(id), Ask::Start(id), Ask::Time(id)]
}
