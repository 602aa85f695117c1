//! Answers to what views ask about the finished run. What has to be sorted for them is sorted when it is first needed.

mod insights;
mod logs;
mod metrics;
mod xray;

use super::Finished;
use crate::state::choices::LatencyBy;
use crate::worker::question::{Answer, BillParts, Question, Why};
use lambda_sim::pricing::PriceBook;
use lambda_sim::readings::findings::{FindingsInput, findings};
use lambda_sim::readings::segments::Calls;
use lambda_sim::readings::why::{Attempt, Cause, Question as Ask, Reasons};
use lambda_sim::readings::{Group, Lanes, Spread, Target, Versions, bill_by_function, nearest_throttle};
use lambda_sim::scenario::Scenario;
use lambda_sim::trace::{Invocation, InvocationId, Trace};

/// What is sorted once a run.
#[derive(Debug, Default)]
pub(super) struct Indexes {
    reasons: Option<Reasons>,
    calls: Option<Calls>,
    logs: logs::LogIndex,
}

impl Indexes {
    fn calls(&mut self, trace: &Trace) -> &Calls {
        self.calls.get_or_insert_with(|| Calls::of(trace))
    }

    fn reasons(&mut self, trace: &Trace) -> &Reasons {
        self.reasons.get_or_insert_with(|| Reasons::of(trace))
    }
}

impl Finished {
    /// What there is to say; about what is not there, nothing.
    pub(super) fn answer(&mut self, question: &Question, book: &PriceBook) -> Answer {
        let Self { scenario, trace, timeline, indexes, .. } = self;
        match question {
            Question::Findings => {
                let reasons = indexes.reasons(trace);
                let run = FindingsInput { trace, scenario, lanes: timeline.lanes(), ends: timeline.ends(), reasons };
                Answer::Findings(findings(&run))
            }
            Question::Why(target) => {
                let reasons = indexes.reasons(trace);
                Answer::Why(why(trace, scenario, timeline.lanes(), reasons, *target))
            }
            Question::Metrics { panels, dimension } => {
                Answer::Metrics(metrics::panels(trace, scenario, panels, *dimension))
            }
            Question::Latency(by, function) => {
                let group = |invocation: &Invocation| match by {
                    LatencyBy::Start => Group::by_start(invocation.row.flags),
                    LatencyBy::Version => Group::by_version(trace, invocation.row.pool),
                    LatencyBy::Source => Group::Source(invocation.row.source),
                };
                Answer::Latency(Spread::by(trace, group, *function))
            }
            Question::Logs(question) => Answer::Logs(indexes.logs.page(trace, scenario, question)),
            Question::Traces { order, from, to, chosen } => {
                let calls = indexes.calls(trace);
                Answer::Traces(xray::traces(trace, calls, *order, (*from, *to), *chosen))
            }
            Question::Insights(function) => {
                let calls = indexes.calls(trace);
                Answer::Insights(insights::insights(trace, scenario, calls, *function))
            }
            Question::Bill => {
                let functions = bill_by_function(trace, scenario, book);
                Answer::Bill(BillParts { functions, insights_usd: insights::month_usd(trace, scenario) })
            }
            Question::Versions(function) => Answer::Versions(Versions::of(trace, *function)),
        }
    }
}

/// Everything that can be asked about what is selected.
fn why(trace: &Trace, scenario: &Scenario, lanes: &Lanes, reasons: &Reasons, target: Target) -> Why {
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
    Why { answers, versions, refusals }
}

/// What can be asked about an invocation, what went wrong first.
fn about(id: InvocationId) -> Vec<Ask> {
    vec![Ask::Failure(id), Ask::Retry(id), Ask::Start(id), Ask::Time(id)]
}

#[cfg(test)]
mod tests;
