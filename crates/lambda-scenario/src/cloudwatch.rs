//! CloudWatch's names and settings: metrics, statistics, alarms, target tracking policies. What they do in a run is the
//! simulator's.

mod alarm;
mod metric;
mod statistic;
mod target_tracking;

pub use alarm::{Alarm, AlarmProblem, Comparison, EXTRA_POINTS, TreatMissing};
pub use metric::{METRICS, Metric, MetricEntry, MetricWords, Unit};
pub use statistic::{ParseStatisticError, Statistic};
pub use target_tracking::{PolicyProblem, TargetTrackingPolicy};
