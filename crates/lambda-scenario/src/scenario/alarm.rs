//! CloudWatch alarms of a scenario (rule O3).

use super::place::Place;
use super::problem::ProblemKind;
use super::problems::Problems;
use super::record::{Read, record, words};
use crate::cloudwatch::{self, Comparison, METRICS, Metric, Statistic, TreatMissing};
use serde::Serialize;

/// An alarm on a metric of a function.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(default, deny_unknown_fields)]
pub struct Alarm {
    /// Its name; unique among the alarms.
    pub name: String,
    /// The function that it watches.
    pub function: String,
    /// One version of it; left out: all.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub version: Option<u32>,
    /// The metric, by CloudWatch's name.
    #[cfg_attr(feature = "schema", schemars(with = "String"))]
    pub metric: Metric,
    /// What of a period is compared: `Sum`, `Average`, `Minimum`, `Maximum`, `SampleCount` or a percentile such as `p99`.
    #[cfg_attr(feature = "schema", schemars(with = "String"))]
    pub statistic: Statistic,
    /// The length of a period in seconds: 10, 20, 30 or a multiple of 60.
    pub period_s: u32,
    /// What a point is compared with, in the metric's unit.
    pub threshold: f64,
    /// How.
    #[serde(rename = "comparison_operator")]
    #[cfg_attr(feature = "schema", schemars(with = "String"))]
    pub comparison: Comparison,
    /// How many points must breach.
    pub datapoints_to_alarm: u32,
    /// Among how many of the newest.
    pub evaluation_periods: u32,
    /// What stands in for missing points.
    #[cfg_attr(feature = "schema", schemars(with = "String"))]
    pub treat_missing_data: TreatMissing,
}

record!(Alarm {
    name,
    function,
    version,
    metric,
    statistic,
    period_s,
    threshold,
    comparison = "comparison_operator",
    datapoints_to_alarm,
    evaluation_periods,
    treat_missing_data,
});

words!(Comparison {
    "GreaterThanThreshold" => GreaterThanThreshold,
    "GreaterThanOrEqualToThreshold" => GreaterThanOrEqualToThreshold,
    "LessThanThreshold" => LessThanThreshold,
    "LessThanOrEqualToThreshold" => LessThanOrEqualToThreshold,
});

words!(TreatMissing {
    "missing" => Missing,
    "notBreaching" => NotBreaching,
    "breaching" => Breaching,
    "ignore" => Ignore,
});

impl Read for Metric {
    fn read(&mut self, at: &Place<'_>, problems: &mut Problems) {
        let names: Vec<&str> = METRICS.iter().filter(|entry| entry.metric.is_told()).map(|entry| entry.name).collect();
        if let Some(metric) = at.word(problems, &names).and_then(|index| Self::named(names[index])) {
            *self = metric;
        }
    }
}

impl Read for Statistic {
    fn read(&mut self, at: &Place<'_>, problems: &mut Problems) {
        match at.value().as_str().and_then(|text| text.parse().ok()) {
            Some(statistic) => *self = statistic,
            None => {
                let allowed = "Sum, Average, Minimum, Maximum, SampleCount, or p0 to p100";
                at.refuse(problems, ProblemKind::NotAllowed, &at.value().to_string(), allowed);
            }
        }
    }
}

impl Default for Alarm {
    fn default() -> Self {
        Self {
            name: String::new(),
            function: String::new(),
            version: None,
            metric: Metric::Errors,
            statistic: Statistic::Sum,
            period_s: 60,
            threshold: 0.0,
            comparison: Comparison::GreaterThanThreshold,
            datapoints_to_alarm: 1,
            evaluation_periods: 1,
            treat_missing_data: TreatMissing::Missing,
        }
    }
}

impl Alarm {
    /// What CloudWatch makes of it.
    #[must_use]
    pub const fn settings(&self) -> cloudwatch::Alarm {
        cloudwatch::Alarm {
            metric: self.metric,
            statistic: self.statistic,
            period_s: self.period_s,
            threshold: self.threshold,
            comparison: self.comparison,
            datapoints_to_alarm: self.datapoints_to_alarm,
            evaluation_periods: self.evaluation_periods,
            treat_missing: self.treat_missing_data,
        }
    }
}
