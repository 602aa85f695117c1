//! What the inspector shows of an invocation, held against the trace and against its log, for random scenarios of every kind.

use super::everything::{Beyond, beyond, build};
use super::{laws, run};
use lambda_sim::readings::logs::{LogEvent, LogSettings, lines_of};
use lambda_sim::readings::{Detail, InvocationDetail, Phase, Target, Timeline};
use lambda_sim::scenario::Scenario;
use lambda_sim::trace::{InvocationId, Trace};
use lambda_sim::units::Micros;
use proptest::prelude::*;

fn detail(timeline: &Timeline, trace: &Trace, id: InvocationId) -> InvocationDetail {
    match timeline.inspect(trace, Target::Invocation(id)) {
        Some(Detail::Invocation(detail)) => detail,
        other => panic!("{id:?}: {other:?}"),
    }
}

/// Random scenarios, some with snapshots, extensions and environments initialized ahead.
fn scenario() -> impl Strategy<Value = (Scenario, Beyond)> {
    (laws::scenario(), beyond(), any::<(bool, bool)>(), 0.0..1.0_f64).prop_map(
        |(mut scenario, beyond, (snap_start, extends), ahead)| {
            let function = &mut scenario.functions[0];
            if snap_start && function.provisioned_concurrency.is_none() {
                function.snap_start = true;
                function.runtime = "java21".to_owned();
            }
            if extends {
                function.extensions.push(lambda_sim::scenario::Extension {
                    init_ms: Some(40.0.into()),
                    after_handler_ms: Some(70.0.into()),
                    ..Default::default()
                });
            }
            function.proactive_init_share = if snap_start { 0.0 } else { ahead };
            (scenario, beyond)
        },
    )
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 120, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn phases_add_up_to_what_the_caller_waited_and_the_report_is_the_log_s((scenario, beyond) in scenario()) {
        let simple = scenario.clone();
        let full = build(scenario, &beyond);
        // Not everything goes with everything: where what was added is refused, the plain scenario runs.
        let scenario = if full.validate().is_ok() { full } else { simple };
        prop_assume!(scenario.validate().is_ok());
        let trace = run(&scenario);
        let timeline = Timeline::of(&trace);
        for invocation in trace.invocations_with_starts() {
            let detail = detail(&timeline, &trace, invocation.id);
            let waited: u64 = detail.phases.iter().map(|(_, length)| length.0).sum();
            prop_assert_eq!(Micros(waited), detail.latency, "{:?}", detail);
            prop_assert!(detail.phases.iter().all(|(_, length)| length.0 > 0));
            let in_duration = detail.phases.iter().filter(|(phase, _)| matches!(phase, Phase::SuppressedInit | Phase::Handler));
            let duration = in_duration.map(|(_, length)| length.0).sum::<u64>() + detail.after_response.0;
            let logged = lines_of(&trace, invocation.id, &LogSettings::default()).into_iter().find_map(|line| match line.event {
                LogEvent::Report(report) => Some(report),
                _ => None,
            });
            prop_assert_eq!(detail.report, logged);
            if let Some(report) = logged {
                prop_assert_eq!(report.duration, Micros(duration));
            }
        }
    }
}

/// Only what there is to report is, whatever kind of start an invocation had.
#[test]
fn a_restore_and_an_init_ahead_have_their_places() {
    let run = |more: &str| {
        let text = format!(
            r#"{{"version": 1, "duration_s": 60, "functions": [{{"name": "f", "runtime": "java21", "memory_mb": 1769,
                "phases": {{"download_ms": 0, "start_ms": 0, "init_ms": 500}}, "work": {{"duration_ms": 100}}{more}}}],
                "sources": [{{"name": "s", "function": "f", "traffic": {{"recorded": {{"at_s": [1]}}}}}}]}}"#
        );
        let trace = super::run(&Scenario::read(&text).unwrap_or_else(|problems| panic!("{problems:#?}")));
        detail(&Timeline::of(&trace), &trace, InvocationId(0))
    };
    let restored = run(r#", "snap_start": true"#);
    assert!(restored.phases.iter().any(|(phase, _)| *phase == Phase::Restore), "{restored:?}");
    assert!(restored.report.is_some_and(|report| report.restore.is_some() && report.init.is_none()));
    let ahead = run(r#", "proactive_init_share": 1"#);
    assert_eq!(ahead.phases, [(Phase::Handler, Micros::from_millis(100))]);
    assert_eq!(ahead.init_ahead, Some(Micros::from_millis(500)));
    assert_eq!(ahead.report.and_then(|report| report.init), Some(Micros::from_millis(500)));
}
