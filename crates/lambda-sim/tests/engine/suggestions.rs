//! What is offered can be done: every suggestion about a random run, tried out, makes another valid scenario and moves the
//! setting that it names the way its name says.

use super::everything::{Beyond, beyond, build};
use super::{laws, run};
use lambda_sim::readings::findings::{FindingsInput, findings};
use lambda_sim::readings::why::{Question, Reasons, Suggestion};
use lambda_sim::readings::{EndTimes, Lanes};
use lambda_sim::scenario::{ManagedInstances, Retry, Scenario, SourceKind};
use lambda_sim::trace::{FunctionId, InvocationId, Trace};
use proptest::prelude::*;

/// Everything that is offered about a run: with its findings, and with the answers about some of its requests.
fn offered(trace: &Trace, scenario: &Scenario) -> Vec<Suggestion> {
    let (lanes, ends, reasons) = (&Lanes::of(trace), &EndTimes::of(trace), &Reasons::of(trace));
    let found = findings(&FindingsInput { trace, scenario, lanes, ends, reasons });
    let some = |count: usize| (0..count).step_by(count / 40 + 1).map(|index| index as u32);
    let of_invocations = some(trace.invocations.len())
        .map(InvocationId)
        .flat_map(|id| [Question::Start(id), Question::Failure(id), Question::Retry(id), Question::Time(id)]);
    let of_throttles = some(trace.throttles.len()).map(Question::Throttle);
    let answers = of_invocations
        .chain(of_throttles)
        .filter_map(|question| reasons.explain(trace, scenario, lanes, question)?.suggestion);
    found.into_iter().filter_map(|finding| finding.suggestion).chain(answers).collect()
}

/// A number that a suggestion names, and whether it is to grow.
fn named(scenario: &Scenario, suggestion: Suggestion) -> Option<(f64, bool)> {
    let function = |id: FunctionId| &scenario.functions[id.index()];
    Some(match suggestion {
        Suggestion::Provision { function: id, .. } => {
            (f64::from(function(id).provisioned_concurrency.unwrap_or(0)), true)
        }
        Suggestion::ProvisionLess { function: id, .. } => {
            (f64::from(function(id).provisioned_concurrency.unwrap_or(0)), false)
        }
        Suggestion::RaiseReserved { function: id, .. } | Suggestion::RaiseFunctionRate { function: id, .. } => {
            (f64::from(function(id).reserved_concurrency.unwrap_or(0)), true)
        }
        Suggestion::RaiseAccountLimit { .. } => (f64::from(scenario.account.concurrency_limit()?), true),
        Suggestion::RaiseRequestRate { .. } => (scenario.account.requests_per_second()? as f64, true),
        Suggestion::RaiseTimeout { function: id, .. } => (f64::from(function(id).timeout_s), true),
        Suggestion::RaiseMemory { function: id, .. } => (f64::from(function(id).memory_mb), true),
        Suggestion::LowerMemory { function: id, .. } => (f64::from(function(id).memory_mb), false),
        Suggestion::FixTheCode { function: id } => {
            let function = function(id);
            (function.work.error_rate + function.work.crash_rate + function.phases.init_error_rate, false)
        }
        Suggestion::RaiseMaximumConcurrency { source, .. } => match &scenario.sources[source.index()].kind {
            SourceKind::Sqs(sqs) => (f64::from(sqs.maximum_concurrency?), true),
            SourceKind::SqsFifo(sqs) => (f64::from(sqs.maximum_concurrency?), true),
            _ => return None,
        },
        Suggestion::RaiseServiceLimit { service, .. } => {
            (f64::from(scenario.downstreams[service.index()].concurrency_limit?), true)
        }
        Suggestion::SpreadRetries { source } => {
            (f64::from(u8::from(matches!(scenario.sources[source.index()].retry, Retry::Fixed { .. }))), false)
        }
        // They name no number.
        Suggestion::ProvisionEarlier { .. } | Suggestion::CallTheQualifier { .. } | Suggestion::SetHandler { .. } => {
            return None;
        }
    })
}

fn holds(scenario: &Scenario) -> Result<usize, TestCaseError> {
    let trace = run(scenario);
    let offered = offered(&trace, scenario);
    for suggestion in &offered {
        let next = suggestion.tried(scenario, scenario);
        prop_assert!(matches!(next, Ok(Some(_))), "{suggestion:?}: {next:?}");
        let Ok(Some(next)) = next else { continue };
        prop_assert!(next != *scenario, "{suggestion:?} changes nothing");
        prop_assert!(next.validate().is_ok(), "{suggestion:?}");
        if let (Some((before, grows)), Some((after, _))) = (named(scenario, *suggestion), named(&next, *suggestion)) {
            // Retries without jitter are exponential already: only their spread changes.
            let is_same = before == after && matches!(suggestion, Suggestion::SpreadRetries { .. });
            prop_assert!(
                is_same || if grows { after > before } else { after < before },
                "{suggestion:?}: {before} to {after}"
            );
        }
    }
    Ok(offered.len())
}

/// Random scenarios; in some of them a function is near the end of a range, or on Managed Instances.
fn scenario() -> impl Strategy<Value = (Scenario, Beyond)> {
    (laws::scenario(), beyond(), 0_u8..4, 1_u32..900).prop_map(|(mut scenario, beyond, kind, timeout_s)| {
        let function = &mut scenario.functions[0];
        match kind {
            0 => (function.timeout_s, function.memory_mb) = (900, 10_240),
            1 => function.timeout_s = timeout_s,
            2 => {
                (function.reserved_concurrency, function.provisioned_concurrency) = (None, None);
                (function.memory_mb, function.timeout_s) = (4_096, timeout_s * 6);
                function.managed_instances = Some(ManagedInstances::default());
            }
            _ => {}
        }
        (scenario, beyond)
    })
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 120, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn what_is_offered_can_be_done_and_moves_the_setting_the_right_way((scenario, beyond) in scenario()) {
        let simple = scenario.clone();
        let full = build(scenario, &beyond);
        let scenario = if full.validate().is_ok() { full } else { simple };
        prop_assume!(scenario.validate().is_ok());
        holds(&scenario)?;
    }
}

fn timing_out(function: &str) -> Scenario {
    let text = format!(
        r#"{{"version": 1, "duration_s": 7200, "functions": [{{"name": "f", {function}}}],
            "sources": [{{"name": "q", "function": "f", "kind": "async", "traffic": {{"recorded": {{"at_s": [0, 1]}}}}}}]}}"#
    );
    Scenario::read(&text).unwrap_or_else(|problems| panic!("{problems:#?}"))
}

#[test]
fn a_timeout_of_managed_instances_is_raised_and_never_lowered() {
    let managed = timing_out(
        r#""memory_mb": 2048, "timeout_s": 1800, "managed_instances": {}, "work": {"duration_ms": 6000000, "cpu_share": 0}"#,
    );
    let raised = Suggestion::RaiseTimeout { function: FunctionId(0), to_s: 3_600 };
    assert!(offered(&run(&managed), &managed).contains(&raised));
    assert!(holds(&managed).expect("the law") > 0);
}

#[test]
fn at_the_end_of_its_range_a_timeout_is_not_offered() {
    let longest = timing_out(r#""timeout_s": 900, "work": {"duration_ms": 1000000, "cpu_share": 0}"#);
    let trace = run(&longest);
    assert!(trace.invocations.iter().all(|row| row.flags.outcome() != lambda_sim::trace::Outcome::Completed));
    let offers_timeout = |suggestion: &Suggestion| matches!(suggestion, Suggestion::RaiseTimeout { .. });
    assert!(!offered(&trace, &longest).iter().any(offers_timeout));
}
