//! CloudWatch alarms as they are set: metric, statistic, period, threshold (rule O3). What state one is in is the simulator's.

use super::{Metric, Statistic};
use crate::units::Micros;
use lambda_scenario_derive::keywords;
use serde::{Deserialize, Serialize};

/// Points that are fetched beyond the N of the setting, in case some of those are missing (O3: for N = 3 it fetches 5; that
/// it is two more for every N is assumed).
pub const EXTRA_POINTS: usize = 2;

const MINUTE_S: u32 = 60;
const HOUR_S: u32 = 3_600;
const DAY_S: u32 = 86_400;
const WEEK_S: u32 = 604_800;

/// How a point is compared with the threshold; it breaches where the comparison holds.
#[keywords(rename_all = "PascalCase")]
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum Comparison {
    /// Above.
    GreaterThanThreshold,
    /// At or above.
    GreaterThanOrEqualToThreshold,
    /// Below.
    LessThanThreshold,
    /// At or below.
    LessThanOrEqualToThreshold,
}

impl Comparison {
    /// Whether a point breaches.
    #[must_use]
    pub fn breaches(self, point: f64, threshold: f64) -> bool {
        match self {
            Self::GreaterThanThreshold => point > threshold,
            Self::GreaterThanOrEqualToThreshold => point >= threshold,
            Self::LessThanThreshold => point < threshold,
            Self::LessThanOrEqualToThreshold => point <= threshold,
        }
    }
}

/// How missing points count if there are too few others.
#[keywords(rename_all = "camelCase")]
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum TreatMissing {
    /// Nothing: with no point at all the state is `INSUFFICIENT_DATA`.
    #[default]
    Missing,
    /// A good point.
    NotBreaching,
    /// A breaching point.
    Breaching,
    /// The state stays.
    Ignore,
}

/// An alarm on one metric.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Alarm {
    /// What it watches.
    pub metric: Metric,
    /// What of a period is compared.
    pub statistic: Statistic,
    /// The length of a period: 10, 20, 30 or a multiple of 60 s.
    pub period_s: u32,
    /// What a point is compared with, in the metric's unit.
    pub threshold: f64,
    /// How.
    pub comparison: Comparison,
    /// How many points must breach: M.
    pub datapoints_to_alarm: u32,
    /// Among how many of the newest: N.
    pub evaluation_periods: u32,
    /// How missing points count.
    #[serde(default)]
    pub treat_missing: TreatMissing,
}

/// What CloudWatch would refuse in an alarm.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum AlarmProblem {
    /// The period is not one of CloudWatch's.
    #[error("a period is 10, 20, 30 or a multiple of 60 seconds")]
    Period,
    /// M is not between 1 and N.
    #[error("between 1 and all of the evaluated datapoints can be needed for an alarm")]
    Datapoints,
    /// N periods are longer than a day, or than a week with periods of an hour or more.
    #[error("all periods together last at most a day, or seven days with periods of an hour or more")]
    TooLong,
    /// The threshold is not a number.
    #[error("the threshold is a finite number")]
    Threshold,
}

impl Alarm {
    /// The first thing that CloudWatch would refuse.
    ///
    /// # Errors
    /// [`AlarmProblem`], if there is one.
    pub fn check(&self) -> Result<(), AlarmProblem> {
        let is_period =
            matches!(self.period_s, 10 | 20 | 30) || (self.period_s > 0 && self.period_s.is_multiple_of(MINUTE_S));
        let longest = if self.period_s >= HOUR_S { WEEK_S } else { DAY_S };
        if !is_period {
            Err(AlarmProblem::Period)
        } else if self.datapoints_to_alarm == 0 || self.datapoints_to_alarm > self.evaluation_periods {
            Err(AlarmProblem::Datapoints)
        } else if self.window_s() > u64::from(longest) {
            Err(AlarmProblem::TooLong)
        } else if !self.threshold.is_finite() {
            Err(AlarmProblem::Threshold)
        } else {
            Ok(())
        }
    }

    /// N periods, in seconds.
    #[must_use]
    pub const fn window_s(&self) -> u64 {
        self.period_s as u64 * self.evaluation_periods as u64
    }

    /// How often it is evaluated: every 10 s for periods below a minute, every minute, or every hour where all its periods
    /// last longer than a day (O3).
    #[must_use]
    pub const fn evaluated_every(&self) -> Micros {
        if self.window_s() > DAY_S as u64 {
            Micros::from_secs(HOUR_S as u64)
        } else if self.period_s < MINUTE_S {
            Micros::from_secs(10)
        } else {
            Micros::from_secs(MINUTE_S as u64)
        }
    }

    /// How many points an evaluation looks at: its evaluation range.
    #[must_use]
    pub const fn range(&self) -> usize {
        self.evaluation_periods as usize + EXTRA_POINTS
    }
}
