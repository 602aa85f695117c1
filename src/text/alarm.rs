//! Words of the panel "Alarms", by CloudWatch's names.

use super::{FieldText, field};

pub const TITLE: &str = "Alarms";
pub const EMPTY: &str = "None yet. An alarm watches a metric of a function; a deployment can be rolled back by it.";
pub const ALARM: &str = "Alarm";
pub const ADD: &str = "Add an alarm";
/// What the first is called.
pub const NEW: &str = "errors";

const SOURCE: &str = "Rule O3 · CloudWatch User Guide, AlarmThatSendsEmail";

pub const NAME: FieldText = field("Name", "What deployments name it by.", "");
pub const FUNCTION: FieldText = field("Function", "The function that it watches.", "");
pub const METRIC: FieldText = field(
    "Metric",
    "By CloudWatch's name, in the namespace AWS/Lambda.",
    "Rule O1 · Lambda Developer Guide, monitoring-metrics-types",
);
pub const STATISTIC: FieldText = field(
    "Statistic",
    "What of the values of a period is compared with the threshold.",
    "Rule O1 · CloudWatch User Guide",
);
pub const PERIOD: FieldText =
    field("Period", "The length of a datapoint; below a minute it is a high-resolution alarm.", SOURCE);
pub const PERIODS_OFFERED: [(&str, &str); 8] = [
    ("10", "10 s"),
    ("20", "20 s"),
    ("30", "30 s"),
    ("60", "1 min"),
    ("300", "5 min"),
    ("900", "15 min"),
    ("3600", "1 h"),
    ("21600", "6 h"),
];
pub const COMPARISON: FieldText = field("Comparison", "How a datapoint breaches.", SOURCE);
pub const COMPARISONS: [&str; 4] =
    ["GreaterThanThreshold", "GreaterThanOrEqualToThreshold", "LessThanThreshold", "LessThanOrEqualToThreshold"];
pub const THRESHOLD: FieldText = field("Threshold", "What a datapoint is compared with, in the metric's unit.", SOURCE);
pub const DATAPOINTS: FieldText =
    field("Datapoints to alarm", "How many of the newest datapoints must breach: M of N.", SOURCE);
pub const PERIODS: FieldText =
    field("Evaluation periods", "Among how many of the newest: N. Together at most a day.", SOURCE);
pub const MISSING: FieldText = field(
    "Missing data",
    "What stands in for periods without any invocation: by default the alarm looks further back.",
    "Rule O3 · CloudWatch User Guide, alarms-and-missing-data",
);
pub const MISSINGS: [&str; 4] = ["missing", "notBreaching", "breaching", "ignore"];
pub const VERSION: FieldText =
    field("Version", "One version alone, or all of the function.", "Rule O1 · Lambda Developer Guide");
pub const ALL_VERSIONS: &str = "all";
