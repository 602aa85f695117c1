//! Autoscaling of a function's provisioned concurrency: target tracking, and schedules (rule C14).

use super::ranges;
use crate::cloudwatch::{Statistic, TargetTrackingPolicy};
use lambda_scenario_derive::object;
use serde::Serialize;

/// How provisioned concurrency follows its utilisation.
#[object]
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Autoscaling {
    /// The least provisioned concurrency.
    #[field(default = 1)]
    pub minimum: u32,
    /// The most.
    #[field(range = ranges::PROVISIONED_CONCURRENCY)]
    pub maximum: u32,
    /// The utilisation aimed at, 0.1 to 0.9; left out or `null`: no target tracking, only the schedule.
    #[field(range = ranges::TARGET_UTILIZATION)]
    pub target_utilization: Option<f64>,
    /// What of a minute is compared with it.
    #[cfg_attr(feature = "schema", schemars(with = "String"))]
    #[field(default = Statistic::Average)]
    pub statistic: Statistic,
    /// One-minute points below 90 % of the target that scaling in needs: 15 as measured, 3 as documented.
    #[field(range = ranges::SCALE_IN_POINTS)]
    pub scale_in_points: u32,
    /// New bounds at set times.
    #[field(omit_default)]
    pub schedule: Vec<ScheduledCapacity>,
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
#[object]
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct ScheduledCapacity {
    /// From when, in seconds.
    #[field(range = ranges::TRAFFIC_S, default = 0.0)]
    pub at_s: f64,
    /// The least provisioned concurrency.
    pub minimum: u32,
    /// The most.
    #[field(range = ranges::PROVISIONED_CONCURRENCY, default = 0)]
    pub maximum: u32,
}
