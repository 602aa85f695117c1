//! Schedules that invoke a function (rule E4).

use super::place::Place;
use super::problems::Problems;
use super::record::{Read, record};
use super::{Asynchronous, limits};
use crate::schedule;
use serde::Serialize;
use serde_json::Value;

/// A schedule, and what becomes of its events.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(default, deny_unknown_fields)]
pub struct Schedule {
    /// When it fires: each minute that it names, at some moment in it. In place of `traffic`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub schedule: Option<When>,
    /// How many events it sends at once: more than one keeps several environments warm.
    #[serde(skip_serializing_if = "is_one")]
    #[cfg_attr(feature = "schema", schemars(range(min = limits::PINGS.min, max = limits::PINGS.max)))]
    pub concurrency: u32,
    /// What becomes of the events.
    #[serde(flatten)]
    pub asynchronous: Asynchronous,
}

record!(Schedule { schedule, concurrency, ..asynchronous });

impl Default for Schedule {
    fn default() -> Self {
        Self { schedule: None, concurrency: limits::PINGS.default as u32, asynchronous: Asynchronous::default() }
    }
}

#[allow(clippy::trivially_copy_pass_by_ref, reason = "serde passes a reference")]
fn is_one(value: &u32) -> bool {
    *value == 1
}

/// When a schedule fires.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(untagged)]
pub enum When {
    /// As AWS writes it, in UTC: `rate(5 minutes)`, `cron(0 12 ? * MON-FRI *)`, `at(2026-01-05T12:30:00)`.
    Text(String),
    /// Every so many minutes.
    Rate(Rate),
}

/// Every so many minutes.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct Rate {
    /// How many.
    #[cfg_attr(feature = "schema", schemars(range(min = limits::RATE_MINUTES.min, max = limits::RATE_MINUTES.max)))]
    pub rate_minutes: u32,
}

record!(Rate { rate_minutes: required });

impl Default for When {
    fn default() -> Self {
        Self::Rate(Rate { rate_minutes: limits::RATE_MINUTES.default as u32 })
    }
}

impl Read for When {
    fn read(&mut self, at: &Place<'_>, problems: &mut Problems) {
        match at.value() {
            Value::String(text) => *self = Self::Text(text.clone()),
            Value::Object(_) => {
                let mut rate = Rate::default();
                rate.read(at, problems);
                *self = Self::Rate(rate);
            }
            _ => at.refuse_type(
                problems,
                "rate(5 minutes), cron(0 12 * * ? *), at(2026-01-05T12:30:00), or {\"rate_minutes\": 5}",
            ),
        }
    }
}

impl When {
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
