//! CloudWatch alarms of a scenario (rule O3).

use super::problem::ProblemKind;
use super::problems::Problems;
use super::reader::{JsonNode, ReadScenario};
use crate::cloudwatch::{self, Comparison, METRICS, Metric, Statistic, TreatMissing};
use lambda_scenario_derive::object;
use serde::Serialize;

/// An alarm on a metric of a function.
#[object]
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Alarm {
    /// Its name; unique among the alarms.
    pub name: String,
    /// The function that it watches.
    pub function: String,
    /// One version of it; left out: all.
    pub version: Option<u32>,
    /// The metric, by CloudWatch's name.
    #[cfg_attr(feature = "schema", schemars(with = "String"))]
    #[field(default = Metric::Errors)]
    pub metric: Metric,
    /// What of a period is compared: `Sum`, `Average`, `Minimum`, `Maximum`, `SampleCount` or a percentile such as `p99`.
    #[cfg_attr(feature = "schema", schemars(with = "String"))]
    #[field(default = Statistic::Sum)]
    pub statistic: Statistic,
    /// The length of a period in seconds: 10, 20, 30 or a multiple of 60.
    #[field(default = 60)]
    pub period_s: u32,
    /// What a point is compared with, in the metric's unit.
    pub threshold: f64,
    /// How.
    #[cfg_attr(feature = "schema", schemars(with = "String"))]
    #[field(name = "comparison_operator", default = Comparison::GreaterThanThreshold)]
    pub comparison: Comparison,
    /// How many points must breach.
    #[field(default = 1)]
    pub datapoints_to_alarm: u32,
    /// Among how many of the newest.
    #[field(default = 1)]
    pub evaluation_periods: u32,
    /// How missing points count.
    #[cfg_attr(feature = "schema", schemars(with = "String"))]
    #[field(default = TreatMissing::Missing)]
    pub treat_missing_data: TreatMissing,
}

impl ReadScenario for Metric {
    fn read(&mut self, node: &JsonNode<'_>, problems: &mut Problems) {
        let names: Vec<&str> = METRICS.iter().filter(|entry| entry.metric.is_told()).map(|entry| entry.name).collect();
        if let Some(metric) = node.word(problems, &names).and_then(|index| Self::named(names[index])) {
            *self = metric;
        }
    }
}

impl ReadScenario for Statistic {
    fn read(&mut self, node: &JsonNode<'_>, problems: &mut Problems) {
        match node.value().as_str().and_then(|text| text.parse().ok()) {
            Some(statistic) => *self = statistic,
            None => {
                let allowed = "Sum, Average, Minimum, Maximum, SampleCount, or p0 to p100";
                node.refuse(problems, ProblemKind::NotAllowed, &node.value().to_string(), allowed);
            }
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
