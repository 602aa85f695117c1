use super::super::testing::{calls, eventful, run};
use super::*;
use crate::trace::{InvocationId, StartKind, ThrottleReason};
use crate::units::{Instant, MegaBytes};

fn why(trace: &Trace, question: Question) -> Option<Answer> {
    Reasons::of(trace).answer(trace, &Lanes::of(trace), question)
}

fn start(trace: &Trace, id: u32) -> Option<Answer> {
    why(trace, Question::Start(InvocationId(id)))
}

fn answer(causes: &[Cause], suggestion: Suggestion) -> Option<Answer> {
    Some(Answer { causes: causes.to_vec(), suggestion: Some(suggestion) })
}

const F: FunctionId = FunctionId(0);

fn provision(to: u32) -> Suggestion {
    Suggestion::Provision { function: F, to }
}

const WORK: &str = r#", "work": {"duration_ms": 1000}"#;

#[test]
fn the_first_is_cold_since_there_was_nothing_and_the_next_since_all_were_busy() {
    let trace = calls(WORK, 60.0, &[0.0, 0.5, 0.6, 10.0]);
    assert_eq!(start(&trace, 0), answer(&[Cause::FirstOfPool], provision(1)));
    assert_eq!(start(&trace, 1), answer(&[Cause::AllBusy { environments: 1 }], provision(2)));
    assert_eq!(start(&trace, 2), answer(&[Cause::AllBusy { environments: 2 }], provision(3)));
    assert_eq!(start(&trace, 3), None, "warm");
    assert_eq!(start(&trace, 4), None, "nothing there");
}

/// One function with its keeping times, called at these times.
fn kept(keep: &str, at_s: &[f64]) -> Trace {
    run(&format!(
        r#"{{"version": 1, "duration_s": 100, "functions": [{{"name": "f", "memory_mb": 1769,
            "phases": {{"download_ms": 20, "start_ms": 30, "init_ms": 50}}, "work": {{"duration_ms": 100}},
            "keep_alive": {{{keep}}}}}],
            "sources": [{{"name": "s", "function": "f", "traffic": {{"recorded": {{"at_s": {at_s:?}}}}}}}]}}"#
    ))
}

#[test]
fn an_environment_that_left_is_named_with_how_long_it_was_idle() {
    let left = |trace: &Trace| {
        let answer = start(trace, 1).expect("cold");
        assert_eq!(answer.suggestion, Some(provision(1)));
        match answer.causes.as_slice() {
            [Cause::LastLeft { at, idle, leaving, .. }] => (at.0, idle.0, *leaving),
            other => panic!("{other:?}"),
        }
    };
    let sandbox = kept(r#""initialized_s": 10, "sandbox_s": 5, "max_age_s": null"#, &[0.0, 50.0]);
    assert_eq!(left(&sandbox), (15_200_000, 15_000_000, EnvironmentExit::AsSandbox));
    let idle = kept(r#""initialized_s": 10, "sandbox_s": 0, "max_age_s": null"#, &[0.0, 50.0]);
    assert_eq!(left(&idle), (10_200_000, 10_000_000, EnvironmentExit::WhileIdle));
}

#[test]
fn an_environment_over_its_age_leaves_when_its_work_is_done() {
    let trace = run(r#"{"version": 1, "duration_s": 100, "functions": [{"name": "f", "timeout_s": 100,
        "work": {"duration_ms": 20000}, "keep_alive": {"initialized_s": null, "sandbox_s": null, "max_age_s": 5}}],
        "sources": [{"name": "s", "function": "f", "traffic": {"recorded": {"at_s": [0, 50]}}}]}"#);
    let causes = start(&trace, 1).expect("cold").causes;
    assert!(
        matches!(causes[..], [Cause::LastLeft { idle: Micros::ZERO, leaving: EnvironmentExit::AfterWork, .. }]),
        "{causes:?}"
    );
}

#[test]
fn a_partial_cold_start_after_idleness_and_after_a_reset() {
    let idle = kept(r#""initialized_s": 10, "sandbox_s": 60, "max_age_s": null"#, &[0.0, 50.0]);
    let cause = Cause::IdledToSandbox { idle_since: Instant(200_000), dropped_at: Instant(10_200_000) };
    assert_eq!(start(&idle, 1), answer(&[cause], provision(1)));

    let reset = calls(r#", "work": {"duration_ms": 60000}"#, 60.0, &[0.0, 20.0]);
    let at = Instant(10_100_000);
    let failed = Cause::Failed {
        invocation: InvocationId(0),
        outcome: Outcome::Timeout,
        at,
        timeout: Micros::from_secs(10),
        re_run_init: Micros::ZERO,
        memory: MegaBytes(1_769),
    };
    let longer = Suggestion::RaiseTimeout { function: F, to_s: 20 };
    assert_eq!(start(&reset, 1), answer(&[Cause::ResetBy { invocation: InvocationId(0), at }, failed.clone()], longer));
    assert_eq!(why(&reset, Question::Failure(InvocationId(0))), answer(&[failed], longer));
    // The second timed out too, part of it in the init that the first made necessary.
    let chain = why(&reset, Question::Failure(InvocationId(1))).expect("failed").causes;
    assert!(matches!(chain[0], Cause::Failed { re_run_init: Micros(50_000), .. }));
    assert_eq!(chain[1], Cause::ResetBy { invocation: InvocationId(0), at });
}

#[test]
fn spillover_says_how_many_were_busy() {
    let trace = calls(r#", "provisioned_concurrency": 2, "work": {"duration_ms": 500}"#, 60.0, &[1.0, 1.0, 1.0, 9.0]);
    assert_eq!(start(&trace, 0), None);
    assert_eq!(start(&trace, 2), answer(&[Cause::Spillover { ready: 2, busy: 2 }, Cause::FirstOfPool], provision(3)));
}

#[test]
fn a_refusal_names_the_limit_and_what_held_it() {
    let trace = calls(r#", "reserved_concurrency": 2, "work": {"duration_ms": 500}"#, 60.0, &[1.0, 1.1, 1.2, 1.3]);
    let holders = Cause::HeldBy(vec![ConcurrencyHolder { function: F, on_demand: 2, provisioned: 0 }]);
    let refused =
        |throttle| Cause::Refused { throttle, reason: ThrottleReason::ReservedConcurrency, limit: 2, observed: 2 };
    let raise = |to| Suggestion::RaiseReserved { function: F, to };
    assert_eq!(why(&trace, Question::Throttle(0)), answer(&[refused(0), holders.clone()], raise(3)));
    assert_eq!(why(&trace, Question::Throttle(1)), answer(&[refused(1), holders], raise(4)));
    assert_eq!(why(&trace, Question::Throttle(2)), None);
}

#[test]
fn the_account_pool_is_held_by_functions() {
    let trace = run(r#"{"version": 1, "duration_s": 10, "account": {"concurrency_limit": 3}, "functions": [
        {"name": "f", "work": {"duration_ms": 2000}}, {"name": "g", "work": {"duration_ms": 2000}}],
        "sources": [{"name": "x", "function": "f", "traffic": {"recorded": {"at_s": [1, 1]}}},
                    {"name": "y", "function": "g", "traffic": {"recorded": {"at_s": [1.5, 1.6]}}}]}"#);
    let causes = why(&trace, Question::Throttle(0)).expect("refused");
    assert_eq!(causes.suggestion, Some(Suggestion::RaiseAccountLimit { by: 1 }));
    assert_eq!(
        causes.causes[1],
        Cause::HeldBy(vec![
            ConcurrencyHolder { function: F, on_demand: 2, provisioned: 0 },
            ConcurrencyHolder { function: FunctionId(1), on_demand: 1, provisioned: 0 }
        ])
    );
}

#[test]
fn the_suggested_limit_lets_the_request_in() {
    // What is suggested for the last refusal of a burst is tried.
    let burst = |reserved: u32| {
        let times: Vec<f64> = (0..20).map(|index| 1.0 + f64::from(index) * 0.01).collect();
        calls(&format!(r#", "reserved_concurrency": {reserved}, "work": {{"duration_ms": 500}}"#), 60.0, &times)
    };
    let tight = burst(5);
    let last = tight.throttles.len() as u32 - 1;
    let Some(Suggestion::RaiseReserved { to, .. }) = why(&tight, Question::Throttle(last)).and_then(|a| a.suggestion)
    else {
        panic!("a refusal by the reserved concurrency");
    };
    assert_eq!(to, 20);
    assert_eq!(burst(to).throttles.len(), 0);
    assert_eq!(burst(to - 1).throttles.len(), 1);
}

#[test]
fn a_retry_goes_back_to_what_refused_it() {
    let trace = run(r#"{"version": 1, "duration_s": 60, "functions": [{"name": "f", "reserved_concurrency": 1,
        "phases": {"download_ms": 0, "start_ms": 0, "init_ms": 0}, "work": {"duration_ms": 500}}],
        "sources": [{"name": "s", "function": "f", "traffic": {"recorded": {"at_s": [1, 1.1]}},
            "retry": {"fixed": {"delay_ms": 1000, "max_attempts": 3}}}]}"#);
    let second = InvocationId(1);
    let chain = why(&trace, Question::Retry(second)).expect("a retry").causes;
    assert_eq!(
        chain[0],
        Cause::RetryOf {
            previous: Attempt::Throttle(0),
            answered: Instant(1_100_000),
            waited: Micros::from_secs(1),
            attempt: 2,
            first: Instant(1_100_000)
        }
    );
    assert!(matches!(chain[1], Cause::Refused { throttle: 0, limit: 1, observed: 1, .. }));
    assert_eq!(why(&trace, Question::Retry(InvocationId(0))), None);
    let time = why(&trace, Question::Time(second)).expect("times").causes;
    let Cause::Time(shares) = &time[0] else { panic!("{time:?}") };
    assert_eq!((shares.earlier, shares.most), (Micros::from_secs(1), TimePart::Earlier));
}

#[test]
fn time_is_shared_out() {
    let trace = calls(WORK, 60.0, &[0.0, 10.0]);
    let shares = |id| match why(&trace, Question::Time(InvocationId(id))).expect("times").causes.swap_remove(0) {
        Cause::Time(shares) => shares,
        other => panic!("{other:?}"),
    };
    assert_eq!((shares(0).cold, shares(0).most), (Micros::from_millis(100), TimePart::Cold));
    assert_eq!((shares(1).handler, shares(1).most), (Micros::from_secs(1), TimePart::Usual));
    assert_eq!(shares(1).cpu_slowdown, 1.0);
}

#[test]
fn everything_in_a_run_has_its_reason() {
    let trace = eventful();
    let (lanes, reasons) = (Lanes::of(&trace), Reasons::of(&trace));
    let mut kinds = std::collections::BTreeSet::new();
    for invocation in trace.invocations_with_starts() {
        let (id, row) = (invocation.id, invocation.row);
        let ask = |question| reasons.answer(&trace, &lanes, question);
        assert_eq!(ask(Question::Start(id)).is_some(), row.flags.start() != StartKind::Warm);
        assert_eq!(ask(Question::Failure(id)).is_some(), row.flags.outcome() != Outcome::Completed);
        assert_eq!(ask(Question::Retry(id)).is_some(), row.attempt > 1);
        assert!(ask(Question::Time(id)).is_some());
        for cause in ask(Question::Start(id)).into_iter().flat_map(|answer| answer.causes) {
            // What was busy is what was in flight, as far as it can be told apart.
            if let Cause::AllBusy { environments } = cause {
                assert!(environments <= row.function_in_flight, "{environments} of {}", row.function_in_flight);
            }
            kinds.insert(format!("{cause:?}").split([' ', '{', '(']).next().map(str::to_owned));
        }
    }
    for index in 0..trace.throttles.len() as u32 {
        let answer = reasons.answer(&trace, &lanes, Question::Throttle(index)).expect("a reason");
        let row = trace.throttles.get(index as usize).expect("a row");
        if let Some(Cause::HeldBy(holders)) = answer.causes.get(1)
            && row.reason == ThrottleReason::ReservedConcurrency
        {
            // With provisioned concurrency ready, the limit is what the rest leaves, and counts that rest.
            let limits_all = row.limit == 12;
            let of = |holder: &ConcurrencyHolder| holder.on_demand + if limits_all { holder.provisioned } else { 0 };
            let held: u32 = holders.iter().map(of).sum();
            assert_eq!(held, row.observed, "at {}", row.at);
        }
    }
    assert!(kinds.len() >= 5, "{kinds:?}");
}

#[test]
fn the_first_of_a_version_is_cold_beside_the_others() {
    let trace = run(r#"{"version": 1, "duration_s": 60, "functions": [{"name": "f", "provisioned_concurrency": 1,
        "work": {"duration_ms": 500}}],
        "sources": [{"name": "x", "function": "f", "qualifier": "$LATEST", "traffic": {"recorded": {"at_s": [1]}}},
                    {"name": "y", "function": "f", "qualifier": "live", "traffic": {"recorded": {"at_s": [2, 2]}}}]}"#);
    // The first calls $LATEST, which has none of the provisioned concurrency; the third spills over to another version.
    assert_eq!(
        start(&trace, 0),
        answer(&[Cause::OtherQualifier, Cause::FirstOfPool], Suggestion::CallTheQualifier { function: F })
    );
    let latest = trace.invocation(InvocationId(0)).map(|first| first.row.pool).expect("one");
    let spilled = start(&trace, 2).expect("cold").causes;
    assert_eq!(spilled, [Cause::Spillover { ready: 1, busy: 1 }, Cause::FirstOfVersion { beside: latest }]);
}

#[test]
fn a_retry_of_a_batch_follows_the_attempt_that_was_answered_when_it_was_decided() {
    let queue = run(r#"{"version": 1, "duration_s": 300, "functions": [
            {"name": "f", "reserved_concurrency": 1, "timeout_s": 5, "work": {"duration_ms": 4000, "cpu_share": 0, "error_rate": 0.3}}],
            "sources": [{"name": "q", "function": "f", "kind": "sqs", "batch_size": 2, "visibility_timeout_s": 10,
                "traffic": {"constant": {"rps": 0.6}}}]}"#);
    let stream = run(r#"{"version": 1, "duration_s": 300, "functions": [
            {"name": "f", "reserved_concurrency": 2, "work": {"duration_ms": 3000, "cpu_share": 0, "error_rate": 0.4}}],
            "sources": [{"name": "k", "function": "f", "kind": "kinesis", "shards": 3, "batch_size": 3, "maximum_record_age_s": 60,
                "bisect_batch_on_function_error": true, "traffic": {"constant": {"rps": 2}}}]}"#);
    for trace in [&queue, &stream] {
        let (lanes, reasons) = (Lanes::of(trace), Reasons::of(trace));
        let ran = trace.invocations.iter().enumerate().filter(|(_, row)| row.attempt > 1);
        let ran = ran.map(|(id, row)| (Question::Retry(InvocationId(id as u32)), row.arrival));
        let refused = trace.throttles.iter().enumerate().filter(|(_, row)| row.attempt > 1);
        let refused = refused.map(|(index, row)| (Question::Throttle(index as u32), row.at));
        let mut seen = 0;
        for (question, at) in ran.chain(refused) {
            let causes = reasons.answer(trace, &lanes, question).unwrap_or_else(|| panic!("{question:?}")).causes;
            let retry = causes.iter().find_map(|cause| match cause {
                Cause::RetryOf { previous, answered, waited, attempt, .. } => {
                    Some((*previous, *answered, *waited, *attempt))
                }
                _ => None,
            });
            let (previous, answered, waited, attempt) = retry.unwrap_or_else(|| panic!("{question:?}: {causes:?}"));
            assert_eq!(answered + waited, at, "{question:?}");
            let (number, ended) = match previous {
                Attempt::Invocation(id) => {
                    trace.invocation(id).map(|before| (before.row.attempt, before.end())).expect("a row")
                }
                Attempt::Throttle(row) => {
                    trace.throttles.get(row as usize).map(|before| (before.attempt, before.at)).expect("a row")
                }
            };
            assert_eq!((number + 1, ended), (attempt, answered), "{question:?}");
            seen += 1;
        }
        assert!(seen > 10, "{seen} retries");
    }
}
