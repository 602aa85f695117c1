use super::*;
use crate::readings::Timeline;
use crate::readings::testing::{calls, eventful, run};
use crate::units::MegaBytes;

fn inspect(trace: &Trace, target: Target) -> Option<Detail> {
    Timeline::of(trace).inspect(trace, target)
}

#[test]
fn an_invocation_tells_its_phases_and_what_it_met() {
    let trace = calls(r#", "work": {"duration_ms": 200.4, "memory_used_mb": 140}"#, 5.0, &[1.0, 1.1, 2.0]);
    let invocation = |id: u32| match inspect(&trace, Target::Invocation(InvocationId(id))) {
        Some(Detail::Invocation(detail)) => detail,
        other => panic!("{other:?}"),
    };
    let cold = invocation(1);
    assert_eq!((cold.start, cold.outcome, cold.attempt), (StartKind::FullCold, Outcome::Completed, 1));
    let lengths = [20_000, 30_000, 50_000, 200_400].map(Micros);
    let phases = [Phase::Download, Phase::Start, Phase::Init, Phase::Handler];
    assert_eq!(cold.phases, std::iter::zip(phases, lengths).collect::<Vec<_>>());
    let report = cold.report.expect("it has ended");
    assert_eq!((cold.latency, report.billed_ms), (Micros(300_400), 251));
    assert_eq!((cold.function_in_flight, cold.environments), (1, 1), "one was busy, one was made for it");
    assert_eq!((cold.environment_number, cold.timeline_lane), (2, Some(1)));
    assert_eq!((report.memory_size, report.max_memory_used), (MegaBytes(1_769), MegaBytes(140)));
    let warm = invocation(2);
    assert_eq!((warm.start, warm.latency, warm.environments), (StartKind::Warm, Micros(200_400), 2));
    assert_eq!(inspect(&trace, Target::Invocation(InvocationId(3))), None);
}

#[test]
fn an_environment_tells_what_became_of_it() {
    let trace = run(r#"{"version": 1, "duration_s": 60,
        "functions": [{"name": "f", "work": {"duration_ms": 500}, "memory_mb": 1769,
            "phases": {"download_ms": 0, "start_ms": 0, "init_ms": 500},
            "keep_alive": {"initialized_s": 5, "sandbox_s": 4, "max_age_s": null}}],
        "sources": [{"name": "s", "function": "f", "traffic": {"recorded": {"at_s": [10]}}}]}"#);
    let at = |s: i64| {
        let (environment, at) = (EnvironmentId(0), Instant::from_secs(s));
        match inspect(&trace, Target::Environment { environment, at, within: Micros::ZERO }) {
            Some(Detail::Environment(detail)) => Some(detail.state),
            Some(Detail::Invocation(_)) => None,
            other => panic!("{other:?}"),
        }
    };
    assert_eq!(
        [5, 10, 12, 17, 30].map(at),
        [
            Some(EnvironmentPhase::NotYetCreated),
            None,
            Some(EnvironmentPhase::Idle),
            Some(EnvironmentPhase::Sandbox),
            Some(EnvironmentPhase::Gone)
        ]
    );
    let target =
        Target::Environment { environment: EnvironmentId(0), at: Instant::from_secs(12), within: Micros::ZERO };
    let Some(Detail::Environment(detail)) = inspect(&trace, target) else { panic!("no environment") };
    assert_eq!((detail.created_us, detail.gone_us), (10_000_000, Some(20_000_000)));
    assert_eq!((detail.served, detail.busy_share), (1, 0.1));
    let nobody = Target::Environment { environment: EnvironmentId(9), at: Instant::ZERO, within: Micros::ZERO };
    assert_eq!(inspect(&trace, nobody), None);
}

#[test]
fn the_nearest_throttle_tells_its_limit_and_what_follows() {
    let trace = run(r#"{"version": 1, "duration_s": 60,
        "functions": [{"name": "f", "work": {"duration_ms": 1000}, "memory_mb": 1769, "reserved_concurrency": 1,
            "phases": {"download_ms": 0, "start_ms": 0, "init_ms": 0}}],
        "sources": [{"name": "s", "function": "f", "traffic": {"recorded": {"at_s": [10, 10.5, 40, 40.25]}},
            "retry": {"fixed": {"delay_ms": 100, "max_attempts": 2}}}]}"#);
    let at = |s: f64| match inspect(&trace, Target::Throttle { at: Instant::from_secs_f64(s) }) {
        Some(Detail::Throttle(detail)) => detail,
        other => panic!("{other:?}"),
    };
    let first = at(0.0);
    assert_eq!((first.at_us, first.attempt, first.retry_us), (10_500_000, 1, Some(10_600_000)));
    assert_eq!((first.reason, first.observed, first.limit), (ThrottleReason::ReservedConcurrency, 1, 1));
    let last = at(10.62);
    assert_eq!((last.at_us, last.attempt, last.retry_us), (10_600_000, 2, None));
    assert_eq!(at(30.0).at_us, 40_250_000);
    assert_eq!(at(20.0).at_us, 10_600_000);
    assert_eq!(inspect(&calls("", 5.0, &[1.0]), Target::Throttle { at: Instant::ZERO }), None);
}

#[test]
fn every_invocation_of_an_eventful_run_can_be_inspected() {
    let trace = eventful();
    let timeline = Timeline::of(&trace);
    for index in 0..trace.invocations.len() as u32 {
        let Some(Detail::Invocation(detail)) = timeline.inspect(&trace, Target::Invocation(InvocationId(index))) else {
            panic!("invocation {index}");
        };
        assert!(detail.environments >= 1 || detail.start == StartKind::FullCold);
    }
}
