use super::*;
use crate::readings::why::Suggestion;
use crate::simulator::Simulator;
use crate::trace::{FunctionId, Outcome, SourceId, ThrottleReason};
use crate::units::{MegaBytes, Micros};

fn found(text: &str) -> Vec<Finding> {
    let scenario = Scenario::read(text).unwrap_or_else(|problems| panic!("{problems:#?}"));
    let trace = &Simulator::new(&scenario, scenario.seed).finish().expect("a small run");
    let (lanes, ends, reasons) = (&Lanes::of(trace), &EndTimes::of(trace), &Reasons::of(trace));
    findings(&FindingsInput { trace, scenario: &scenario, lanes, ends, reasons })
}

const F: FunctionId = FunctionId(0);

#[test]
fn refusals_tell_what_would_have_been_enough() {
    let found = found(
        r#"{"version": 1, "duration_s": 60, "functions": [{"name": "f", "reserved_concurrency": 3, "memory_mb": 1769,
            "phases": {"download_ms": 0, "start_ms": 0, "init_ms": 0}, "work": {"duration_ms": 1000, "cpu_share": 1, "memory_used_mb": 1500}}],
            "sources": [{"name": "s", "function": "f", "traffic": {"recorded": {"at_s": [10, 10.1, 10.2, 10.3, 10.4, 50]}}}]}"#,
    );
    let Finding { what, from, to, suggestion, .. } = &found[0];
    let reason = ThrottleReason::ReservedConcurrency;
    let throttled = FindingKind::Throttled { function: F, reason, count: 2, requests: 6, limit: 3, needed: 5 };
    assert_eq!((what, *suggestion), (&throttled, Some(Suggestion::RaiseReserved { function: F, to: 5 })));
    assert_eq!((from.as_secs_f64(), to.as_secs_f64()), (10.0, 11.0));
}

#[test]
fn cold_starts_are_told_with_their_causes() {
    let found = found(
        r#"{"version": 1, "duration_s": 60, "functions": [{"name": "f", "memory_mb": 1769,
            "phases": {"download_ms": 20, "start_ms": 30, "init_ms": 50}, "work": {"duration_ms": 1000, "memory_used_mb": 1500},
            "keep_alive": {"initialized_s": 10, "sandbox_s": 0, "max_age_s": null}}],
            "sources": [{"name": "s", "function": "f", "traffic": {"recorded": {"at_s": [1, 1.1, 1.2, 50]}}}]}"#,
    );
    let causes = vec![(ColdCause::AllBusy, 2), (ColdCause::First, 1), (ColdCause::Left, 1)];
    let median_wait = Micros::from_millis(100);
    assert_eq!(found[0].what, FindingKind::Cold { function: F, count: 4, invocations: 4, median_wait, causes });
    assert_eq!(found[0].suggestion, Some(Suggestion::Provision { function: F, to: 3 }));
    assert_eq!(found.len(), 1);
}

#[test]
fn what_is_lost_comes_before_what_is_slow() {
    let found = found(
        r#"{"version": 1, "duration_s": 60, "functions": [{"name": "f", "timeout_s": 1, "memory_mb": 128,
            "work": {"duration_ms": 5000, "cpu_share": 1}}],
            "sources": [{"name": "s", "function": "f", "traffic": {"constant": {"rps": 1}}}]}"#,
    );
    let timed_out = matches!(found[0].what, FindingKind::TimedOut { count: 60, invocations: 60, .. });
    assert!(timed_out, "{:?}", found[0]);
    assert!(found.iter().any(|finding| matches!(finding.what, FindingKind::CpuBound { .. })), "{found:?}");
    assert!(found.is_sorted_by(|a, b| a.weight >= b.weight));
}

#[test]
fn idle_and_short_provisioned_concurrency_are_told_apart() {
    let run = |provisioned: u32| {
        found(&format!(
            r#"{{"version": 1, "duration_s": 60, "functions": [{{"name": "f", "memory_mb": 1769, "provisioned_concurrency": {provisioned},
                "work": {{"duration_ms": 900, "memory_used_mb": 1500}}}}],
                "sources": [{{"name": "s", "function": "f", "traffic": {{"bursts": {{"size": 4, "every_s": 1}}}}}}]}}"#
        ))
    };
    let idle = run(20);
    assert!(matches!(idle[0].what, FindingKind::IdleProvisioned { ready: 20, peak: 4, .. }), "{idle:?}");
    assert_eq!(idle[0].suggestion, Some(Suggestion::ProvisionLess { function: F, to: 4 }));
    let short = run(2);
    let spillover = short.iter().find(|finding| matches!(finding.what, FindingKind::Spillover { ready: 2, .. }));
    let suggestion = spillover.and_then(|finding| finding.suggestion);
    assert!(matches!(suggestion, Some(Suggestion::Provision { function: F, to: 4.. })), "{short:?}");
    assert!(run(4).is_empty(), "{:?}", run(4));
}

#[test]
fn retries_without_jitter_and_memory_beyond_need_have_their_changes() {
    let found = found(
        r#"{"version": 1, "duration_s": 60, "functions": [{"name": "f", "memory_mb": 4096, "reserved_concurrency": 1,
            "work": {"duration_ms": 1000, "cpu_share": 0, "memory_used_mb": 100}}],
            "sources": [{"name": "s", "function": "f", "traffic": {"bursts": {"size": 5, "every_s": 10}},
                "retry": {"fixed": {"delay_ms": 100, "max_attempts": 5}}}]}"#,
    );
    let suggested: Vec<Suggestion> = found.iter().filter_map(|finding| finding.suggestion).collect();
    assert!(suggested.contains(&Suggestion::SpreadRetries { source: SourceId(0) }), "{found:?}");
    assert!(suggested.contains(&Suggestion::LowerMemory { function: F, to: MegaBytes(192) }), "{found:?}");
}

#[test]
fn a_handler_that_is_not_there_is_named_as_the_cause() {
    let found = found(
        r#"{"version": 1, "duration_s": 10, "functions": [{"name": "f", "handler": "index.handler",
            "package": {"entry_point": "app.main"}}],
            "sources": [{"name": "s", "function": "f", "traffic": {"constant": {"rps": 1}}}]}"#,
    );
    let failed = FindingKind::Failed {
        function: F,
        outcome: Outcome::InitError,
        count: 10,
        invocations: 10,
        wrong_handler: true,
    };
    assert_eq!((&found[0].what, found[0].suggestion), (&failed, Some(Suggestion::SetHandler { function: F })));
}

#[test]
fn a_backlog_and_lost_events_are_told_by_source() {
    let found = found(
        r#"{"version": 1, "duration_s": 60, "functions": [{"name": "f", "work": {"duration_ms": 2000, "cpu_share": 0}}],
            "sources": [{"name": "q", "function": "f", "kind": "sqs", "batch_size": 1, "maximum_concurrency": 2,
                "traffic": {"constant": {"rps": 10}}}]}"#,
    );
    let backlog = found.iter().find(|finding| matches!(finding.what, FindingKind::Backlog { .. }));
    let suggestion = backlog.and_then(|finding| finding.suggestion);
    let enough = matches!(suggestion, Some(Suggestion::RaiseMaximumConcurrency { source: SourceId(0), to: 15.. }));
    assert!(enough, "{found:?}");
}
