//! Events that are handed over and not waited for (rules A1–A8, E1–E4).

use super::limits;
use super::place::Place;
use super::problems::Problems;
use super::record::{Read, record};
use crate::distribution::Distribution;
use serde::Serialize;
use serde_json::Value;

/// A queue, topic or bus that takes what failed: its name, or `true` where the name does not matter. One whose name is the ARN of a topic (`arn:aws:sns:…`) takes at most 256 KB (A4).
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
#[serde(untagged)]
pub enum Recipient {
    /// One without a name.
    #[default]
    #[serde(serialize_with = "as_true")]
    Unnamed,
    /// Its name.
    Named(String),
}

fn as_true<S: serde::Serializer>(serializer: S) -> Result<S::Ok, S::Error> {
    serializer.serialize_bool(true)
}

impl Recipient {
    /// Whether it is a topic: its name is the ARN of one, which names the service behind the partition.
    #[must_use]
    pub fn is_topic(&self) -> bool {
        matches!(self, Self::Named(name) if name.as_bytes().windows(5).any(|part| part == b":sns:"))
    }
}

impl Read for Recipient {
    fn read(&mut self, at: &Place<'_>, problems: &mut Problems) {
        *self = match at.value() {
            Value::Bool(true) => Self::Unnamed,
            Value::String(name) => Self::Named(name.clone()),
            _ => return at.refuse_type(problems, "a name, or true"),
        };
    }
}

#[cfg(feature = "schema")]
impl schemars::JsonSchema for Recipient {
    fn schema_name() -> std::borrow::Cow<'static, str> {
        "Recipient".into()
    }

    fn json_schema(_: &mut schemars::SchemaGenerator) -> schemars::Schema {
        schemars::json_schema!({ "anyOf": [{ "const": true }, { "type": "string" }] })
    }
}

/// What becomes of the events of a source that invokes asynchronously.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(default, deny_unknown_fields)]
pub struct Asynchronous {
    /// Further attempts after the function failed, 0 to 2 (A2).
    #[cfg_attr(feature = "schema", schemars(range(min = limits::MAXIMUM_RETRY_ATTEMPTS.min, max = limits::MAXIMUM_RETRY_ATTEMPTS.max)))]
    pub maximum_retry_attempts: u32,
    /// The age in seconds at which an event is given up, 60 to 21,600 (A3).
    #[cfg_attr(feature = "schema", schemars(range(min = limits::MAXIMUM_EVENT_AGE_S.min, max = limits::MAXIMUM_EVENT_AGE_S.max)))]
    pub maximum_event_age_s: f64,
    /// Where events go that could not be processed.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub dead_letter_queue: Option<Recipient>,
    /// The on-failure destination; where there is a dead-letter queue as well, both have the event (A4).
    #[serde(skip_serializing_if = "Option::is_none")]
    pub on_failure: Option<Recipient>,
    /// The on-success destination: it has a record of each event that was processed (A4).
    #[serde(skip_serializing_if = "Option::is_none")]
    pub on_success: Option<Recipient>,
    /// How long an event is on its way from its service to Lambda, in ms.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub delivery_latency_ms: Option<Distribution>,
    /// Share of hand-overs to Lambda that fail, 0 to 1; how those are retried is the service's own (E1, E2).
    #[serde(skip_serializing_if = "super::is_zero")]
    #[cfg_attr(feature = "schema", schemars(range(min = limits::SHARE.min, max = limits::SHARE.max)))]
    pub delivery_error_rate: f64,
    /// Where events go whose service gives up handing them over: a dead-letter queue of the EventBridge rule, the schedule or
    /// the subscription (E1, E2); the function's own has only what came to Lambda.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub delivery_dead_letter_queue: Option<Recipient>,
    /// Share of events that run once more after they succeeded, 0 to 1 (A5).
    #[serde(skip_serializing_if = "super::is_zero")]
    #[cfg_attr(feature = "schema", schemars(range(min = limits::SHARE.min, max = limits::SHARE.max)))]
    pub duplicate_share: f64,
}

record!(Asynchronous {
    maximum_retry_attempts,
    maximum_event_age_s,
    dead_letter_queue,
    on_failure,
    on_success,
    delivery_latency_ms,
    delivery_error_rate,
    delivery_dead_letter_queue,
    duplicate_share,
});

impl Default for Asynchronous {
    fn default() -> Self {
        Self {
            maximum_retry_attempts: limits::MAXIMUM_RETRY_ATTEMPTS.default as u32,
            maximum_event_age_s: limits::MAXIMUM_EVENT_AGE_S.default,
            dead_letter_queue: None,
            on_failure: None,
            on_success: None,
            delivery_latency_ms: None,
            delivery_error_rate: 0.0,
            delivery_dead_letter_queue: None,
            duplicate_share: 0.0,
        }
    }
}
