use super::*;
use crate::monitoring::{AlarmProblem, Comparison, Metric, Statistic};
use AlarmState::{Alarm as InAlarm, InsufficientData, Ok as Good};
use TreatMissing::{Breaching, Ignore, Missing, NotBreaching};

const TREATMENTS: [TreatMissing; 4] = [Missing, Ignore, Breaching, NotBreaching];
const STATES: [AlarmState; 3] = [Good, InAlarm, InsufficientData];

/// An alarm above 0: `0` is good, `X` breaches.
fn alarm(needed: u32, periods: u32, treat_missing: TreatMissing) -> Alarm {
    Alarm {
        metric: Metric::Errors,
        statistic: Statistic::Sum,
        period_s: 60,
        threshold: 0.0,
        comparison: Comparison::GreaterThanThreshold,
        datapoints_to_alarm: needed,
        evaluation_periods: periods,
        treat_missing,
    }
}

fn points(text: &str) -> Vec<Option<f64>> {
    text.split_whitespace()
        .map(|word| match word {
            "0" => Some(0.0),
            "X" => Some(1.0),
            _ => None,
        })
        .collect()
}

/// What the points of a table's row give, for each treatment in the table's order. None: the state stays.
fn row(needed: u32, text: &str) -> [Option<AlarmState>; 4] {
    TREATMENTS.map(|treatment| {
        let after = STATES.map(|before| evaluate(&alarm(needed, 3, treatment), points(text).into_iter(), before));
        if after == STATES {
            return None;
        }
        assert_eq!(after, [after[0]; 3], "{text}: the state before matters in part only");
        Some(after[0])
    })
}

#[test]
fn three_of_three_as_aws_tabulates_it() {
    assert_eq!(row(3, "0 - X - X"), [Some(Good); 4]);
    assert_eq!(row(3, "0 - - - -"), [Some(Good); 4]);
    assert_eq!(row(3, "- - - - -"), [Some(InsufficientData), None, Some(InAlarm), Some(Good)]);
    assert_eq!(row(3, "0 X X - X"), [Some(InAlarm); 4]);
    assert_eq!(row(3, "- - X - -"), [Some(InAlarm), None, Some(InAlarm), Some(Good)]);
}

#[test]
fn two_of_three_as_aws_tabulates_it() {
    assert_eq!(row(2, "0 - X - X"), [Some(InAlarm); 4]);
    assert_eq!(row(2, "0 0 X 0 X"), [Some(InAlarm); 4]);
    assert_eq!(row(2, "0 - X - -"), [Some(Good), Some(Good), Some(InAlarm), Some(Good)]);
    assert_eq!(row(2, "- - - - 0"), [Some(Good), Some(Good), Some(InAlarm), Some(Good)]);
    assert_eq!(row(2, "- - - X -"), [Some(InAlarm), None, Some(InAlarm), Some(Good)]);
}

#[test]
fn w16_of_the_rule_book() {
    assert_eq!(row(3, "0 - X - X"), [Some(Good); 4]);
    assert_eq!(row(3, "0 X X - X"), [Some(InAlarm); 4]);
    let nothing = row(3, "- - - - -");
    assert_eq!(nothing, [Some(InsufficientData), None, Some(InAlarm), Some(Good)]);
}

#[test]
fn one_breach_does_not_alarm_before_its_time() {
    assert_eq!(row(3, "- - - - X")[0], None);
    assert_eq!(row(3, "- - - X -")[0], None);
    assert_eq!(row(3, "- - X - -")[0], Some(InAlarm));
    assert_eq!(row(3, "- - - X 0")[0], Some(Good));
    assert_eq!(row(3, "- - X - 0")[0], Some(Good));
}

#[test]
fn older_points_beyond_the_range_are_not_looked_at() {
    assert_eq!(row(3, "X X X - - - - -"), row(3, "- - - - -"));
    assert_eq!(row(3, "X X X 0 0 0 0 0"), [Some(Good); 4]);
}

#[test]
fn every_comparison_at_its_threshold() {
    use Comparison::*;
    let breaches = |comparison: Comparison| [1.0, 2.0, 3.0].map(|point| comparison.breaches(point, 2.0));
    assert_eq!(breaches(GreaterThanThreshold), [false, false, true]);
    assert_eq!(breaches(GreaterThanOrEqualToThreshold), [false, true, true]);
    assert_eq!(breaches(LessThanThreshold), [true, false, false]);
    assert_eq!(breaches(LessThanOrEqualToThreshold), [true, true, false]);
}

#[test]
fn point_by_point_is_the_same_as_all_at_once() {
    for treatment in TREATMENTS {
        let mut machine = PointAlarm::new(alarm(2, 3, treatment));
        let mut state = InsufficientData;
        let all = points("0 X - X - - - - - 0 0 X X X - 0");
        for end in 1..=all.len() {
            state = evaluate(machine.alarm(), all[..end].iter().copied(), state);
            assert_eq!(machine.observe(all[end - 1]), state);
            assert_eq!(machine.state(), state);
        }
    }
}

/// The states of all evaluations up to a time, of a monitor told `(known, carries)` of values 1 in seconds.
fn states(alarm: Alarm, values: &[(i64, i64)], until_s: i64) -> Vec<(i64, AlarmState)> {
    let mut monitor = AlarmMonitor::new(alarm, Instant::ZERO);
    let mut values = values.iter().peekable();
    let mut states = Vec::new();
    while monitor.next_evaluation() <= Instant::from_secs(until_s) {
        let at = monitor.next_evaluation();
        while let Some((_, carries)) = values.next_if(|(known, _)| Instant::from_secs(*known) <= at) {
            monitor.record(Instant::from_secs(*carries), 1.0);
        }
        let evaluation = monitor.evaluate();
        assert_eq!(evaluation.at, at);
        states.push((at.0 / 1_000_000, evaluation.state));
    }
    states
}

#[test]
fn a_point_is_seen_a_minute_after_its_period() {
    let seen = states(alarm(1, 1, NotBreaching), &[(70, 70)], 400);
    assert_eq!(
        seen,
        [(120, Good), (180, InAlarm), (240, InAlarm), (300, InAlarm), (360, Good)],
        "the one real point is within the range of three for three evaluations"
    );
}

#[test]
fn a_slow_failure_shows_minutes_back() {
    // Invoked at 10 s, failed at 170 s: its point is that of the first minute, which is still in the range of three.
    let seen = states(alarm(1, 1, NotBreaching), &[(170, 10)], 300);
    assert_eq!(seen, [(120, Good), (180, InAlarm), (240, InAlarm), (300, Good)]);
    // Failed after five minutes: no evaluation looks back that far.
    let seen = states(alarm(1, 1, NotBreaching), &[(310, 10)], 400);
    assert!(seen.iter().all(|(_, state)| *state == Good));
}

#[test]
fn the_window_slides_by_a_minute_whatever_the_period() {
    // The sum of five minutes, above 2: three values within five minutes that are not aligned.
    let above_two = Alarm { period_s: 300, threshold: 2.0, ..alarm(1, 1, NotBreaching) };
    let seen = states(above_two, &[(250, 250), (310, 310), (430, 430)], 900);
    let in_alarm: Vec<i64> = seen.iter().filter(|(_, state)| *state == InAlarm).map(|(at, _)| *at).collect();
    // All three lie in the windows that end at 480 and 540 s. Once the newest period is empty, the newest real point decides,
    // which is one of these two again: AWS warns of it ("re-evaluate the last set of data points").
    assert_eq!(in_alarm, [540, 600, 840, 900]);
}

#[test]
fn an_alarm_of_days_is_evaluated_every_hour() {
    let days = Alarm { period_s: 86_400, evaluation_periods: 2, ..alarm(1, 1, NotBreaching) };
    assert_eq!(days.check(), Ok(()));
    assert_eq!(days.evaluated_every(), Micros::from_secs(3_600));
    let seen = states(days, &[(36_120, 36_120)], 50_000);
    let first = seen.iter().find(|(_, state)| *state == InAlarm);
    assert_eq!(first, Some(&(39_660, InAlarm)), "failed at 10:02, seen at 11:01");
}

#[test]
fn short_periods_are_evaluated_every_ten_seconds() {
    let short = Alarm { period_s: 30, ..alarm(1, 1, NotBreaching) };
    let seen = states(short, &[(5, 5)], 100);
    assert_eq!(seen[0], (70, InAlarm));
    assert_eq!(seen.len(), 4);
}

#[test]
fn what_cloudwatch_refuses() {
    let good = alarm(1, 1, Missing);
    assert_eq!(good.check(), Ok(()));
    assert_eq!(Alarm { period_s: 45, ..good }.check(), Err(AlarmProblem::Period));
    assert_eq!(Alarm { period_s: 0, ..good }.check(), Err(AlarmProblem::Period));
    assert_eq!(Alarm { datapoints_to_alarm: 0, ..good }.check(), Err(AlarmProblem::Datapoints));
    assert_eq!(Alarm { datapoints_to_alarm: 2, ..good }.check(), Err(AlarmProblem::Datapoints));
    assert_eq!(Alarm { evaluation_periods: 1_441, ..good }.check(), Err(AlarmProblem::TooLong));
    assert_eq!(Alarm { threshold: f64::NAN, ..good }.check(), Err(AlarmProblem::Threshold));
}

#[test]
fn an_alarm_reads_as_aws_spells_it() {
    let text = r#"{"metric": "Errors", "statistic": "Sum", "period_s": 60, "threshold": 0.0,
        "comparison": "GreaterThanThreshold", "datapoints_to_alarm": 2, "evaluation_periods": 3,
        "treat_missing": "notBreaching"}"#;
    assert_eq!(serde_json::from_str::<Alarm>(text).ok(), Some(alarm(2, 3, NotBreaching)));
    assert_eq!(serde_json::to_string(&InsufficientData).ok().as_deref(), Some("\"INSUFFICIENT_DATA\""));
}
