//! CloudWatch alarms: what state a series of points puts one in, at once or live (rule O3).
//!
//! [`evaluate`] is the whole decision, pure: the points of the evaluation range in, a state out. [`PointAlarm`] is fed one
//! point a period; [`AlarmMonitor`] is fed values with their times and makes the points itself, over a window that slides by
//! a minute whatever the period is, so that values that come late still count while the window shows them.

use super::{Alarm, Samples, TreatMissing};
use crate::units::{Instant, Micros};
use serde::{Deserialize, Serialize};
use std::collections::VecDeque;

/// How long after the end of its period a point is evaluated (O3, assumed).
pub const POINT_DELAY: Micros = Micros::from_secs(60);

const MINUTE_S: u32 = 60;
/// The state of an alarm.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum AlarmState {
    /// The metric is within the threshold.
    #[serde(rename = "OK")]
    Ok,
    /// It is not.
    #[serde(rename = "ALARM")]
    Alarm,
    /// Too little is known; also the state at first.
    #[default]
    #[serde(rename = "INSUFFICIENT_DATA")]
    InsufficientData,
}

/// The state that the points of the evaluation range, the newest last, put an alarm in that was in `state` (O3).
///
/// With N points or more in the range the newest N decide, and the setting for missing ones is not used. With fewer, all of
/// them count, and the setting fills only what is lacking. Under `missing`, breaching points alone alarm too as soon as the
/// oldest is the M-th newest of the range or older; until then the state stays (assumed: AWS says only that it does not alarm).
#[must_use]
pub fn evaluate(alarm: &Alarm, points: impl DoubleEndedIterator<Item = Option<f64>>, state: AlarmState) -> AlarmState {
    let (needed, periods) = (alarm.datapoints_to_alarm, alarm.evaluation_periods);
    let (mut real, mut breaching, mut oldest_breach) = (0, 0, 0);
    for (age, point) in (1..).zip(points.rev().take(alarm.range())) {
        let Some(point) = point else { continue };
        real += 1;
        if alarm.comparison.breaches(point, alarm.threshold) {
            breaching += 1;
            oldest_breach = age;
        }
        if real == periods {
            break;
        }
    }
    let lacking = periods - real;
    let by = |breaching: u32| if breaching >= needed { AlarmState::Alarm } else { AlarmState::Ok };
    match alarm.treat_missing {
        _ if lacking == 0 || breaching >= needed => by(breaching),
        TreatMissing::NotBreaching => AlarmState::Ok,
        TreatMissing::Breaching => by(breaching + lacking),
        _ if real > breaching => AlarmState::Ok,
        TreatMissing::Missing if real == 0 => AlarmState::InsufficientData,
        TreatMissing::Missing if oldest_breach >= needed => AlarmState::Alarm,
        TreatMissing::Missing | TreatMissing::Ignore => state,
    }
}

/// An alarm that is fed the point of each period in turn. For periods of one minute, and wherever points are all there is.
#[derive(Clone, Debug)]
pub struct PointAlarm {
    alarm: Alarm,
    state: AlarmState,
    points: VecDeque<Option<f64>>,
}

impl PointAlarm {
    /// A new alarm: nothing is known yet.
    #[must_use]
    pub fn new(alarm: Alarm) -> Self {
        Self { points: VecDeque::with_capacity(alarm.range()), alarm, state: AlarmState::default() }
    }

    /// The state after one more period, whose point may be missing.
    pub fn observe(&mut self, point: Option<f64>) -> AlarmState {
        if self.points.len() == self.alarm.range() {
            self.points.pop_front();
        }
        self.points.push_back(point);
        self.state = evaluate(&self.alarm, self.points.iter().copied(), self.state);
        self.state
    }

    /// The state now.
    #[must_use]
    pub const fn state(&self) -> AlarmState {
        self.state
    }

    /// What it watches.
    #[must_use]
    pub const fn alarm(&self) -> &Alarm {
        &self.alarm
    }
}

/// One evaluation of an alarm.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Evaluation {
    /// When it was made, in µs of the counted time.
    pub at: Instant,
    /// The state from then on.
    pub state: AlarmState,
    /// The state before.
    pub before: AlarmState,
}

impl Evaluation {
    /// Whether it changed the state.
    #[must_use]
    pub fn is_change(&self) -> bool {
        self.state != self.before
    }
}

/// An alarm in use: it is told values as they become known, and evaluated whenever it is due.
///
/// ```
/// use lambda_sim::monitoring::{Alarm, AlarmMonitor, AlarmState, Comparison, Metric, Statistic, TreatMissing};
/// use lambda_sim::units::Instant;
///
/// let mut monitor = AlarmMonitor::new(Alarm {
///     metric: Metric::Errors, statistic: Statistic::Sum, period_s: 60, threshold: 0.0,
///     comparison: Comparison::GreaterThanThreshold, datapoints_to_alarm: 1, evaluation_periods: 1,
///     treat_missing: TreatMissing::NotBreaching,
/// }, Instant::ZERO);
/// monitor.record(Instant::from_secs(10), 1.0);
/// assert_eq!(monitor.next_evaluation(), Instant::from_secs(120));
/// assert_eq!(monitor.evaluate().state, AlarmState::Alarm);
/// ```
#[derive(Clone, Debug)]
pub struct AlarmMonitor {
    alarm: Alarm,
    state: AlarmState,
    /// Values by slot: a slot is as long as the window moves at a time, but at most a minute.
    slots: VecDeque<Samples>,
    slot: Micros,
    /// The end of the window at the next evaluation.
    window_end: Instant,
    /// The end of the last slot.
    slots_end: Instant,
}

impl AlarmMonitor {
    /// An alarm that exists from a time on: at the next full step of its evaluation the first window ends.
    #[must_use]
    pub fn new(alarm: Alarm, from: Instant) -> Self {
        let every = alarm.evaluated_every();
        let slot = every.min(Micros::from_secs(MINUTE_S.into()));
        let window_end = Instant(from.0.div_euclid(every.0 as i64) * every.0 as i64) + every;
        Self { alarm, state: AlarmState::default(), slots: VecDeque::new(), slot, window_end, slots_end: window_end }
    }

    /// What it watches.
    #[must_use]
    pub const fn alarm(&self) -> &Alarm {
        &self.alarm
    }

    /// The state now.
    #[must_use]
    pub const fn state(&self) -> AlarmState {
        self.state
    }

    /// A value of the metric with the time it carries, which may lie in the past: an error carries the time of its
    /// invocation (O1). What no later evaluation would look at is dropped.
    pub fn record(&mut self, at: Instant, value: f64) {
        if at >= self.slots_end {
            let more = at.since(self.slots_end).0 / self.slot.0 + 1;
            for _ in 0..more {
                self.slots.push_back(Samples::for_statistic(self.alarm.statistic));
            }
            self.slots_end = self.slots_end + Micros(more * self.slot.0);
        }
        // Times lie in [begin, end) of a slot, so one µs before the end of the last is the first from behind.
        let behind = (Instant(self.slots_end.0 - 1).since(at).0 / self.slot.0) as usize;
        if behind >= self.slots.len() && behind <= self.range_slots() {
            while self.slots.len() <= behind {
                self.slots.push_front(Samples::for_statistic(self.alarm.statistic));
            }
        }
        if let Some(index) = self.slots.len().checked_sub(behind + 1) {
            self.slots[index].add(value);
        }
    }

    fn period_slots(&self) -> usize {
        (u64::from(self.alarm.period_s) * 1_000_000 / self.slot.0).max(1) as usize
    }

    fn range_slots(&self) -> usize {
        self.period_slots() * self.alarm.range()
    }

    /// When it is to be evaluated next.
    #[must_use]
    pub fn next_evaluation(&self) -> Instant {
        self.window_end + POINT_DELAY
    }

    /// The points that the next evaluation looks at, the newest last.
    #[must_use]
    pub fn points(&self) -> Vec<Option<f64>> {
        // How many slots behind the last one the window ends.
        let behind = (self.slots_end.since(self.window_end).0 / self.slot.0) as usize;
        let (length, last) = (self.period_slots(), self.slots.len().saturating_sub(behind));
        let point = |age: usize| {
            let (end, begin) = (last.checked_sub(age * length)?, last.saturating_sub((age + 1) * length));
            let mut samples = Samples::for_statistic(self.alarm.statistic);
            self.slots.range(begin..end).for_each(|slot| samples.extend(slot));
            samples.point(self.alarm.statistic)
        };
        (0..self.alarm.range()).rev().map(point).collect()
    }

    /// Makes the next evaluation, at [`AlarmMonitor::next_evaluation`].
    pub fn evaluate(&mut self) -> Evaluation {
        let (at, before) = (self.next_evaluation(), self.state);
        self.state = evaluate(&self.alarm, self.points().into_iter(), before);
        self.window_end = self.window_end + self.alarm.evaluated_every();
        // What the next window does not reach is let go.
        let ahead = (self.slots_end.since(self.window_end).0 / self.slot.0) as usize;
        let behind = (self.window_end.since(self.slots_end).0 / self.slot.0) as usize;
        let kept = (self.range_slots() + ahead).saturating_sub(behind);
        while self.slots.len() > kept {
            self.slots.pop_front();
        }
        // The last slot never ends before the window does.
        if behind > 0 {
            let missing = Samples::for_statistic(self.alarm.statistic);
            self.slots.extend(std::iter::repeat_n(missing, behind));
            self.slots_end = self.window_end;
        }
        Evaluation { at, state: self.state, before }
    }
}

#[cfg(test)]
mod tests;
