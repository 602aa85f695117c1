//! Autoscaling of a function's provisioned concurrency: target tracking, and schedules (rule C14).

#[cfg(feature = "schema")]
use super::limits;
use super::record::record;
use crate::cloudwatch::{Statistic, TargetTrackingPolicy};
use serde::Serialize;

/// How provisioned concurrency follows its utilisation.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(default, deny_unknown_fields)]
pub struct Autoscaling {
    /// The least provisioned concurrency.
    pub minimum: u32,
    /// The most.
    pub maximum: u32,
    /// The utilisation aimed at, 0.1 to 0.9; left out or `null`: no target tracking, only the schedule.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "schema", schemars(range(min = limits::TARGET_UTILIZATION.min, max = limits::TARGET_UTILIZATION.max)))]
    pub target_utilization: Option<f64>,
    /// What of a minute is compared with it.
    #[cfg_attr(feature = "schema", schemars(with = "String"))]
    pub statistic: Statistic,
    /// One-minute points below 90 % of the target that scaling in needs: 15 as measured, 3 as documented.
    pub scale_in_points: u32,
    /// New bounds at set times.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub schedule: Vec<ScheduledCapacity>,
}

record!(Autoscaling { minimum, maximum, target_utilization, statistic, scale_in_points, schedule });

impl Default for Autoscaling {
    fn default() -> Self {
        Self {
            minimum: 1,
            maximum: 10,
            target_utilization: None,
            statistic: Statistic::Average,
            scale_in_points: 15,
            schedule: Vec::new(),
        }
    }
}

impl Autoscaling {
    /// The policy of target tracking, if there is any.
    #[must_use]
    pub fn policy(&self) -> Option<TargetTrackingPolicy> {
        self.target_utilization.map(|target| TargetTrackingPolicy {
            target,
            statistic: self.statistic,
            scale_in_points: self.scale_in_points,
            ..TargetTrackingPolicy::between(self.minimum, self.maximum)
        })
    }
}

/// Bounds that hold from a time on.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(default, deny_unknown_fields)]
pub struct ScheduledCapacity {
    /// From when, in seconds.
    pub at_s: f64,
    /// The least provisioned concurrency.
    pub minimum: u32,
    /// The most.
    pub maximum: u32,
}

record!(ScheduledCapacity { at_s, minimum, maximum });
