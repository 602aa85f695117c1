//! What can be seen of a run, held against what happened in it: laws for the examples that the page offers.

use lambda_sim::monitoring::{Alarm, AlarmState, Comparison, Metric, Statistic, TreatMissing};
use lambda_sim::pricing::BilledMillis;
use lambda_sim::readings::cloudwatch::{Dimension, Period, Query, series};
use lambda_sim::readings::logs::{LogEvent, LogQuery, LogSettings, Logs};
use lambda_sim::readings::segments::{Calls, NodeId, SegmentStyle, segments, service_map};
use lambda_sim::readings::why::{Question, Reasons};
use lambda_sim::readings::{Counts, Lanes, alarms};
use lambda_sim::scenario::Scenario;
use lambda_sim::simulator::Simulator;
use lambda_sim::trace::{FunctionId, InvocationId, Outcome, StartKind, Trace};
use lambda_sim::units::Instant;

/// The examples' runs: of the long ones their first two hours.
fn examples() -> Vec<(String, Trace)> {
    let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/../../static/scenarios");
    let mut paths: Vec<_> =
        std::fs::read_dir(folder).expect("the examples").map(|entry| entry.expect("an entry").path()).collect();
    paths.sort();
    let run = |path: std::path::PathBuf| {
        let text = std::fs::read_to_string(&path).expect("an example");
        let mut scenario = Scenario::read(&text).unwrap_or_else(|problems| panic!("{}: {problems:?}", path.display()));
        scenario.duration_s = scenario.duration_s.min(7_200.0);
        let trace = Simulator::new(&scenario, scenario.seed).finish().expect("a run within the limits");
        (scenario.name, trace)
    };
    paths.into_iter().map(run).collect()
}

#[test]
fn what_is_seen_is_what_happened() {
    for (name, trace) in examples() {
        metrics_add_up(&name, &trace);
        logs_report_what_is_billed(&name, &trace);
        segments_fit_into_each_other(&name, &trace);
        everything_has_its_reason(&name, &trace);
        alarms_agree_with_their_series(&name, &trace);
    }
}

fn metrics_add_up(name: &str, trace: &Trace) {
    let functions = (0..trace.functions.len()).map(|index| Some(FunctionId(index as u16)));
    for function in functions.chain([None]) {
        let counts = Counts::of(trace, function);
        let dimension = function.map_or(Dimension::All, Dimension::Function);
        let sum = |metric: Metric, seconds: u32| {
            let period = Period::from_secs(seconds).expect("a period");
            let query = Query { statistic: Statistic::Sum, period, ..Query::of(metric, dimension) };
            series(trace, &query).iter().map(|(_, value)| value).sum::<f64>()
        };
        for seconds in [1, 60, 300] {
            assert_eq!(sum(Metric::Invocations, seconds), counts.invocations as f64, "{name}");
            assert_eq!(sum(Metric::Errors, seconds), (counts.errors + counts.timeouts) as f64, "{name}");
            assert_eq!(sum(Metric::Throttles, seconds), counts.throttles as f64, "{name}");
        }
    }
}

fn logs_report_what_is_billed(name: &str, trace: &Trace) {
    let query = LogQuery { from: Instant(i64::MIN), to: Instant::NEVER, function: None, limit: usize::MAX };
    let settings = LogSettings::default();
    let mut last = Instant(i64::MIN);
    let (mut reports, mut billed) = (0, 0);
    for line in Logs::of(trace).lines(trace, &query, &settings) {
        assert!(line.at >= last, "{name}: out of order at {}", line.at);
        last = line.at;
        if let LogEvent::Report(report) = line.event {
            reports += 1;
            billed += report.billed_ms;
        }
    }
    let ended = || trace.invocations_with_starts().filter(|one| one.row.flags.outcome() != Outcome::Running);
    assert_eq!(reports, ended().count(), "{name}");
    assert_eq!(billed, ended().map(|one| BilledMillis::of(one.init(), one.duration()).total()).sum::<u64>(), "{name}");
}

fn segments_fit_into_each_other(name: &str, trace: &Trace) {
    let calls = Calls::of(trace);
    for id in (0..trace.invocations.len() as u32).step_by(97).map(InvocationId) {
        for style in [SegmentStyle::New, SegmentStyle::Old] {
            let service = segments(trace, &calls, id, style).expect("an invocation");
            let invocation = trace.invocation(id).expect("an invocation");
            assert_eq!((service.begin, service.end), (invocation.row.arrival, invocation.end()), "{name}");
            let function = &service.below[0];
            assert!(function.begin >= service.begin && function.end == service.end, "{name}");
            assert!(function.below.is_sorted_by_key(|below| below.begin), "{name}");
            assert!(function.below.iter().all(|below| below.begin >= function.begin), "{name}");
        }
    }
    let map = service_map(trace, Instant::ZERO, trace.end());
    let to_functions = map.edges.iter().filter(|edge| matches!(edge.to, NodeId::Function(_)));
    let requests: u64 = to_functions.map(|edge| edge.traffic.requests).sum();
    assert_eq!(requests, Counts::of(trace, None).requests, "{name}");
}

fn everything_has_its_reason(name: &str, trace: &Trace) {
    let (lanes, reasons) = (Lanes::of(trace), Reasons::of(trace));
    for invocation in trace.invocations_with_starts() {
        let why = |question| reasons.answer(trace, &lanes, question).is_some();
        let (id, flags) = (invocation.id, invocation.row.flags);
        assert_eq!(why(Question::Start(id)), flags.start() != StartKind::Warm, "{name}");
        assert_eq!(why(Question::Failure(id)), !matches!(flags.outcome(), Outcome::Completed | Outcome::Running));
        assert_eq!(why(Question::Retry(id)), invocation.row.attempt > 1, "{name}");
    }
    assert!(
        (0..trace.throttles.len() as u32).all(|row| reasons.answer(trace, &lanes, Question::Throttle(row)).is_some())
    );
}

fn alarms_agree_with_their_series(name: &str, trace: &Trace) {
    // A level is known at once, so that the alarm of one point sees what the series shows, a minute later.
    let alarm = Alarm {
        metric: Metric::ConcurrentExecutions,
        statistic: Statistic::Maximum,
        period_s: 60,
        threshold: 10.0,
        comparison: Comparison::GreaterThanThreshold,
        datapoints_to_alarm: 1,
        evaluation_periods: 1,
        treat_missing: TreatMissing::NotBreaching,
    };
    let points = series(trace, &Query::of(alarm.metric, Dimension::All)).points;
    let evaluations = alarms::alarm_evaluations(trace, &alarm, Dimension::All);
    for (index, evaluation) in evaluations.iter().enumerate() {
        assert_eq!(evaluation.at, Instant::from_secs(120 + 60 * index as i64), "{name}");
        // The newest of the last three points that is there.
        let newest = points[..=index].iter().rev().take(3).find_map(|point| *point);
        let expected = if newest.is_some_and(|point| point > 10.0) { AlarmState::Alarm } else { AlarmState::Ok };
        // Warm-up points before the first minute are no points of the series.
        if index > 2 {
            assert_eq!(evaluation.state, expected, "{name} at {}", evaluation.at);
        }
    }
}
