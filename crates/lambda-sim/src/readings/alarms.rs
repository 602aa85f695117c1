//! Alarms over a finished run: when each would have changed its state (rule O3).

use super::cloudwatch::{Dimension, walk};
use crate::monitoring::{Alarm, AlarmMonitor, AlarmState, Evaluation};
use crate::trace::Trace;
use crate::units::Instant;
use serde::{Deserialize, Serialize};

/// A state that an alarm takes.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct AlarmChange {
    /// From when on, in µs of the counted time.
    pub at: Instant,
    /// The state.
    pub state: AlarmState,
}

/// The states of an alarm that exists from time zero to the end of the run, in order; at first `INSUFFICIENT_DATA`.
///
/// An evaluation knows what had happened by then and no more: a failure counts from its end on, in the minute of its
/// invocation (O1), if the alarm still looks at that minute.
#[must_use]
pub fn alarm_changes(trace: &Trace, alarm: &Alarm, dimension: Dimension) -> Vec<AlarmChange> {
    let mut changes = vec![AlarmChange { at: Instant::ZERO, state: AlarmState::default() }];
    changes.extend(
        alarm_evaluations(trace, alarm, dimension)
            .into_iter()
            .filter(Evaluation::is_change)
            .map(|evaluation| AlarmChange { at: evaluation.at, state: evaluation.state }),
    );
    changes
}

/// Every evaluation within the counted time.
#[must_use]
pub fn alarm_evaluations(trace: &Trace, alarm: &Alarm, dimension: Dimension) -> Vec<Evaluation> {
    let mut samples = Vec::new();
    walk(trace, alarm.metric, dimension, |sample| samples.push(sample));
    samples.sort_by_key(|sample| sample.known);
    let mut samples = samples.into_iter().peekable();
    let mut monitor = AlarmMonitor::new(*alarm, Instant::ZERO);
    let mut evaluations = Vec::new();
    while monitor.next_evaluation() <= trace.end() {
        let at = monitor.next_evaluation();
        while let Some(sample) = samples.next_if(|sample| sample.known <= at) {
            monitor.record(sample.carries, sample.value);
        }
        evaluations.push(monitor.evaluate());
    }
    evaluations
}

#[cfg(test)]
mod tests {
    use super::super::testing::{calls, run};
    use super::*;
    use crate::monitoring::{Comparison, Metric, Statistic, TreatMissing};

    fn errors() -> Alarm {
        Alarm {
            metric: Metric::Errors,
            statistic: Statistic::Sum,
            period_s: 60,
            threshold: 0.0,
            comparison: Comparison::GreaterThanThreshold,
            datapoints_to_alarm: 1,
            evaluation_periods: 1,
            treat_missing: TreatMissing::NotBreaching,
        }
    }

    fn changes(trace: &Trace, alarm: &Alarm) -> Vec<(i64, AlarmState)> {
        let changes = alarm_changes(trace, alarm, Dimension::All);
        changes.into_iter().map(|change| (change.at.0 / 1_000_000, change.state)).collect()
    }

    #[test]
    fn a_failing_call_raises_the_alarm_for_as_long_as_it_is_in_the_range() {
        let trace = calls(r#", "work": {"duration_ms": 10, "error_rate": 1}"#, 600.0, &[70.0]);
        assert_eq!(
            changes(&trace, &errors()),
            [(0, AlarmState::InsufficientData), (120, AlarmState::Ok), (180, AlarmState::Alarm), (360, AlarmState::Ok)]
        );
    }

    #[test]
    fn a_good_call_ends_the_alarm() {
        let trace = calls(r#", "work": {"duration_ms": 10, "error_rate": 0}"#, 600.0, &[70.0, 130.0]);
        assert_eq!(changes(&trace, &errors()), [(0, AlarmState::InsufficientData), (120, AlarmState::Ok)]);
    }

    #[test]
    fn a_late_failure_is_not_known_before_it_happened() {
        // Called at 55 s, ended by the timeout of 10 s (and 100 ms of start): its minute is evaluated at 120 s, as failed.
        let trace = calls(r#", "work": {"duration_ms": 900000}"#, 300.0, &[55.0]);
        assert_eq!(changes(&trace, &errors())[1], (120, AlarmState::Alarm));
        // Called at 55 s, failed at 155.1 s: the evaluation at 120 s has no point, that at 180 s finds it a minute back.
        let trace = run(r#"{"version": 1, "duration_s": 300, "functions": [{"name": "f", "timeout_s": 100,
            "phases": {"download_ms": 20, "start_ms": 30, "init_ms": 50}, "work": {"duration_ms": 900000}}],
            "sources": [{"name": "s", "function": "f", "traffic": {"recorded": {"at_s": [55]}}}]}"#);
        assert_eq!(
            changes(&trace, &errors())[1..],
            [(120, AlarmState::Ok), (180, AlarmState::Alarm), (300, AlarmState::Ok)]
        );
    }
}
