//! Target tracking policies as they are set (rule C14), and the two alarms that one makes.

use super::{Alarm, Comparison, Metric, Statistic, TreatMissing};
use serde::{Deserialize, Serialize};

/// Points above the target that the scale-out alarm needs, one after the other.
const SCALE_OUT_POINTS: u32 = 3;
/// The scale-in alarm's threshold as a share of the target.
const SCALE_IN_SHARE: f64 = 0.9;

/// A target tracking policy on `ProvisionedConcurrencyUtilization`.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct TargetTrackingPolicy {
    /// The least provisioned concurrency.
    pub min: u32,
    /// The most.
    pub max: u32,
    /// The utilisation aimed at, as a fraction: 0.1 to 0.9.
    #[serde(default = "default_target")]
    pub target: f64,
    /// What of a minute is compared with it: the average, or the maximum, which sees short bursts.
    #[serde(default = "default_statistic")]
    pub statistic: Statistic,
    /// One-minute points below 90 % of the target that scaling in needs: 15 as measured, 3 as documented.
    #[serde(default = "default_scale_in_points")]
    pub scale_in_points: u32,
    /// Seconds after scaling out in which it does not scale out again unless to more.
    #[serde(default)]
    pub scale_out_cooldown_s: u32,
    /// Seconds after scaling in in which it does not scale in again; scaling out cuts them short.
    #[serde(default)]
    pub scale_in_cooldown_s: u32,
}

const fn default_target() -> f64 {
    0.7
}

const fn default_statistic() -> Statistic {
    Statistic::Average
}

const fn default_scale_in_points() -> u32 {
    15
}

/// What Application Auto Scaling would refuse in a policy.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum PolicyProblem {
    /// The least is more than the most.
    #[error("the least capacity is at most the largest")]
    Bounds,
    /// The target is outside 0.1 to 0.9.
    #[error("the target lies between 0.1 and 0.9")]
    Target,
    /// Scaling in needs at least one point.
    #[error("scaling in needs at least one point")]
    ScaleInPoints,
}

impl TargetTrackingPolicy {
    /// A policy with the defaults between two bounds.
    #[must_use]
    pub const fn between(min: u32, max: u32) -> Self {
        Self {
            min,
            max,
            target: default_target(),
            statistic: default_statistic(),
            scale_in_points: default_scale_in_points(),
            scale_out_cooldown_s: 0,
            scale_in_cooldown_s: 0,
        }
    }

    /// The first thing that Application Auto Scaling would refuse.
    ///
    /// # Errors
    /// [`PolicyProblem`], if there is one.
    pub fn check(&self) -> Result<(), PolicyProblem> {
        if self.min > self.max {
            Err(PolicyProblem::Bounds)
        } else if !(0.1..=0.9).contains(&self.target) {
            Err(PolicyProblem::Target)
        } else if self.scale_in_points == 0 {
            Err(PolicyProblem::ScaleInPoints)
        } else {
            Ok(())
        }
    }

    /// The utilisation below which it scales in.
    #[must_use]
    pub fn scale_in_threshold(&self) -> f64 {
        self.target * SCALE_IN_SHARE
    }

    fn alarm(&self, comparison: Comparison, threshold: f64, points: u32) -> Alarm {
        Alarm {
            metric: Metric::ProvisionedConcurrencyUtilization,
            statistic: self.statistic,
            period_s: 60,
            threshold,
            comparison,
            datapoints_to_alarm: points,
            evaluation_periods: points,
            treat_missing: TreatMissing::Missing,
        }
    }

    /// The alarm that scales out: above the target for three points.
    #[must_use]
    pub fn scale_out_alarm(&self) -> Alarm {
        self.alarm(Comparison::GreaterThanThreshold, self.target, SCALE_OUT_POINTS)
    }

    /// The alarm that scales in: below 90 % of the target for as many points as are set.
    #[must_use]
    pub fn scale_in_alarm(&self) -> Alarm {
        self.alarm(Comparison::LessThanThreshold, self.scale_in_threshold(), self.scale_in_points)
    }
}
