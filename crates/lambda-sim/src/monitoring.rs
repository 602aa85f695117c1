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
mod feed;
mod samples;
mod target_tracking;

pub use alarm::{AlarmMonitor, AlarmState, Evaluation, POINT_DELAY, PointAlarm, evaluate};
pub use events::{EventKind, ExecutionKind};
pub use feed::{Feed, LevelKind, calls_provisioned, feed, is_error};
pub use lambda_scenario::cloudwatch::{
    Alarm, AlarmProblem, Comparison, EXTRA_POINTS, METRICS, Metric, MetricEntry, MetricWords, ParseStatisticError,
    PolicyProblem, Statistic, TargetTrackingPolicy, TreatMissing, Unit,
};
pub use samples::Samples;
pub use target_tracking::{TargetTracking, agree};
