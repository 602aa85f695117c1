//! Schedules that invoke a function (rule E4).

use super::problems::Problems;
use super::reader::{JsonNode, ReadScenario};
use super::{Asynchronous, ranges};
use crate::schedule;
use lambda_scenario_derive::object;
use serde::Serialize;
use serde_json::Value;

/// A schedule, and what becomes of its events.
#[object]
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Schedule {
    /// When it fires: each minute that it names, at some moment in it. In place of `traffic`.
    pub schedule: Option<ScheduleExpression>,
    /// How many events it sends at once: more than one keeps several environments warm.
    #[field(range = ranges::PINGS, omit_default)]
    pub concurrency: u32,
    /// What becomes of the events.
    #[field(flatten)]
    pub asynchronous: Asynchronous,
}

/// When a schedule fires.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(untagged)]
pub enum ScheduleExpression {
    /// As AWS writes it, in UTC: `rate(5 minutes)`, `cron(0 12 ? * MON-FRI *)`, `at(2026-01-05T12:30:00)`.
    Text(String),
    /// Every `rate_minutes` minutes.
    Rate(Rate),
}

/// A fixed number of minutes between two firings.
#[object]
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Rate {
    /// How many.
    #[field(required, range = ranges::RATE_MINUTES, default = 0)]
    pub rate_minutes: u32,
}

impl Default for ScheduleExpression {
    fn default() -> Self {
        Self::Rate(Rate { rate_minutes: ranges::RATE_MINUTES.default as u32 })
    }
}

impl ReadScenario for ScheduleExpression {
    fn read(&mut self, node: &JsonNode<'_>, problems: &mut Problems) {
        match node.value() {
            Value::String(text) => *self = Self::Text(text.clone()),
            Value::Object(_) => {
                let mut rate = Rate::default();
                rate.read(node, problems);
                *self = Self::Rate(rate);
            }
            _ => node.refuse_type(
                problems,
                "rate(5 minutes), cron(0 12 * * ? *), at(2026-01-05T12:30:00), or {\"rate_minutes\": 5}",
            ),
        }
    }
}

impl ScheduleExpression {
    /// The minutes that it names.
    ///
    /// # Errors
    /// What would be right in place of what is wrong.
    pub fn parsed(&self) -> Result<schedule::Schedule, String> {
        match self {
            Self::Text(text) => schedule::Schedule::parse(text),
            Self::Rate(rate) => Ok(schedule::Schedule::Rate { minutes: i64::from(rate.rate_minutes.max(1)) }),
        }
    }
}
