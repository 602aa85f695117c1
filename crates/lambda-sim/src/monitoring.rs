//! CloudWatch's mechanics: metrics, points, alarms and what acts on them (rules O1, O3, C14).
//!
//! ```text
//!   a value at a time ──► Samples of a period ──statistic──► point ──► Alarm ──► state ──► target tracking, a roll-back
//! ```
//! Nothing here knows a simulator or reads a whole trace, so that both sides may use it: the engine, live, for what alarms
//! decide during a run; [`readings::cloudwatch`](crate::readings::cloudwatch) and
//! [`readings::alarms`](crate::readings::alarms) for what a finished run would have shown.
//!
//! The run has no calendar: its counted time is taken to begin at a full minute (and hour).

mod alarm;
mod events;
mod metric;
mod samples;
mod statistic;
mod target_tracking;

pub use alarm::{
    Alarm, AlarmMonitor, AlarmProblem, AlarmState, Comparison, EXTRA_POINTS, Evaluation, POINT_DELAY, PointAlarm,
    TreatMissing, evaluate,
};
pub use events::{EventKind, ExecutionKind};
pub use metric::{Feed, LevelKind, METRICS, Metric, MetricEntry, MetricWords, Unit, calls_provisioned, is_error};
pub use samples::Samples;
pub use statistic::{ParseStatisticError, Statistic};
pub use target_tracking::{PolicyProblem, TargetTracking, TargetTrackingPolicy, agree};
