//! Metrics as CloudWatch keeps them and as they happened, with the limits and alarms on them.

use lambda_sim::monitoring::{AlarmState, Metric, Statistic};
use lambda_sim::readings::NO_LIMIT;
use lambda_sim::readings::cloudwatch::{Dimension, Period, Query, dimensions, series};
use lambda_sim::scenario::Scenario;
use lambda_sim::trace::{FunctionId, SettingKind, Trace};
use serde::{Deserialize, Serialize};

/// Charts of metrics. Points are not a number if a period has none.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct MetricPanels {
    /// Whose.
    pub dimension: Dimension,
    /// The period of CloudWatch's points, in seconds.
    pub period_s: u32,
    /// The period of the finer ones; zero: there are none.
    pub finer_s: u32,
    /// The charts, in the order of the question.
    pub panels: Vec<MetricPanel>,
    /// Of what else they could be.
    pub dimensions: Vec<Dimension>,
}

/// One chart.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct MetricPanel {
    /// The metric.
    pub metric: Metric,
    /// What of each period.
    pub statistic: Statistic,
    /// CloudWatch's points.
    pub minute: Vec<f32>,
    /// Finer ones.
    pub finer: Vec<f32>,
    /// The limit on it: from when on, in µs, and how much.
    pub limits: Vec<(f64, Option<f64>)>,
    /// The scenario's alarms on it.
    pub alarms: Vec<AlarmStates>,
}

/// An alarm over time.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct AlarmStates {
    /// Its name.
    pub name: String,
    /// What it compares with.
    pub threshold: f64,
    /// From when on, in µs, and which state.
    pub states: Vec<(f64, AlarmState)>,
}

/// Points of a series, at most.
const MOST_POINTS: u64 = 4_000;

/// Periods in seconds from which the finest is taken that needs no more points than that.
const FINER: [u32; 4] = [1, 5, 10, 30];

/// Every chart's answer.
pub(super) fn panels(
    trace: &Trace,
    scenario: &Scenario,
    asked: &[(Metric, Statistic)],
    dimension: Dimension,
) -> MetricPanels {
    let seconds = trace.duration.0.div_ceil(1_000_000);
    let finer = FINER.into_iter().find(|period| seconds / u64::from(*period) <= MOST_POINTS);
    // Runs of days: a point of CloudWatch is an hour after two weeks as well.
    let minutes = (seconds.div_ceil(60 * MOST_POINTS)).max(1) as u32;
    let coarse = Period::from_secs(60 * minutes).unwrap_or(Period::MINUTE);
    let read = |metric, statistic, period| {
        let query = Query { metric, statistic, period, dimension };
        let points = series(trace, &query).points.into_iter();
        points.map(|point| point.map_or(f32::NAN, |value| value as f32)).collect()
    };
    let panel = |(metric, statistic): &(Metric, Statistic)| MetricPanel {
        metric: *metric,
        statistic: *statistic,
        minute: read(*metric, *statistic, coarse),
        finer: finer.and_then(Period::from_secs).map_or_else(Vec::new, |period| read(*metric, *statistic, period)),
        limits: limits(trace, *metric, dimension),
        alarms: alarms(trace, scenario, *metric, dimension),
    };
    MetricPanels {
        dimension,
        period_s: coarse.seconds(),
        finer_s: finer.unwrap_or(0),
        panels: asked.iter().map(panel).collect(),
        dimensions: dimensions(trace),
    }
}

/// What a metric of concurrency is to be seen against: from when on, in µs, and how much.
fn limits(trace: &Trace, metric: Metric, dimension: Dimension) -> Vec<(f64, Option<f64>)> {
    let of = |function: FunctionId, kind: SettingKind| {
        let rows = trace.settings.iter().filter(move |row| row.kind == kind && row.function == function);
        rows.map(|row| (row.at, row.value)).collect::<Vec<_>>()
    };
    let account = |kind: SettingKind| {
        let rows = trace.settings.iter().filter(move |row| row.kind == kind);
        rows.map(|row| (row.at, row.value)).collect::<Vec<_>>()
    };
    let steps = match (metric, dimension.function()) {
        (Metric::ConcurrentExecutions, Some(function)) => {
            let reserved = of(function, SettingKind::Reserved);
            let is_reserved = reserved.iter().any(|(_, value)| *value != NO_LIMIT);
            if is_reserved { reserved } else { account(SettingKind::UnreservedPool) }
        }
        (Metric::ConcurrentExecutions | Metric::ClaimedAccountConcurrency, _) => account(SettingKind::ConcurrencyLimit),
        (Metric::UnreservedConcurrentExecutions, _) => account(SettingKind::UnreservedPool),
        (Metric::ProvisionedConcurrentExecutions, Some(function)) => of(function, SettingKind::ProvisionedReady),
        _ => Vec::new(),
    };
    let limit = |value: u32| (value != NO_LIMIT).then_some(f64::from(value));
    steps.into_iter().map(|(at, value)| (at.0.max(0) as f64, limit(value))).collect()
}

/// The scenario's alarms on a metric of what is looked at, with their states over time.
fn alarms(trace: &Trace, scenario: &Scenario, metric: Metric, dimension: Dimension) -> Vec<AlarmStates> {
    let shown = dimension.function().and_then(|function| trace.functions.get(function.index()));
    let concerns = |function: &str| shown.is_none_or(|shown| shown.name == function);
    let of_metric = scenario.alarms.iter().enumerate();
    of_metric
        .filter(|(_, alarm)| alarm.metric == metric && concerns(&alarm.function))
        .map(|(index, alarm)| {
            let rows = trace.alarms.iter().filter(|row| usize::from(row.alarm) == index);
            let states = rows.filter_map(|row| Some((row.at.0 as f64, *STATES.get(usize::from(row.state))?)));
            AlarmStates {
                name: alarm.name.clone(),
                threshold: alarm.threshold,
                states: std::iter::once((0.0, AlarmState::default())).chain(states).collect(),
            }
        })
        .collect()
}

/// The states in the order of their numbers in a trace.
const STATES: [AlarmState; 3] = [AlarmState::Ok, AlarmState::Alarm, AlarmState::InsufficientData];
