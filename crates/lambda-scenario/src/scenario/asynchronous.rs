//! Events that are handed over and not waited for (rules A1–A8, E1–E4).

use super::problems::Problems;
use super::ranges;
use super::reader::{JsonNode, ReadScenario};
use crate::distribution::Distribution;
use lambda_scenario_derive::object;
use serde::Serialize;
use serde_json::Value;

/// A queue, topic or bus that takes what failed: its name, or `true` where the name does not matter. One whose name is the ARN of a topic (`arn:aws:sns:…`) takes at most 256 KB (A4).
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
#[serde(untagged)]
pub enum Destination {
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

impl Destination {
    /// Whether it is a topic: its name is the ARN of one, which names the service behind the partition.
    #[must_use]
    pub fn is_topic(&self) -> bool {
        matches!(self, Self::Named(name) if name.as_bytes().windows(5).any(|part| part == b":sns:"))
    }
}

impl ReadScenario for Destination {
    fn read(&mut self, node: &JsonNode<'_>, problems: &mut Problems) {
        *self = match node.value() {
            Value::Bool(true) => Self::Unnamed,
            Value::String(name) => Self::Named(name.clone()),
            _ => return node.refuse_type(problems, "a name, or true"),
        };
    }
}

#[cfg(feature = "schema")]
impl schemars::JsonSchema for Destination {
    fn schema_name() -> std::borrow::Cow<'static, str> {
        "Recipient".into()
    }

    fn json_schema(_: &mut schemars::SchemaGenerator) -> schemars::Schema {
        schemars::json_schema!({ "anyOf": [{ "const": true }, { "type": "string" }] })
    }
}

/// What becomes of the events of a source that invokes asynchronously.
#[object]
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Asynchronous {
    /// Further attempts after the function failed, 0 to 2 (A2).
    #[field(range = ranges::MAXIMUM_RETRY_ATTEMPTS)]
    pub maximum_retry_attempts: u32,
    /// The age in seconds at which an event is given up, 60 to 21,600 (A3).
    #[field(range = ranges::MAXIMUM_EVENT_AGE_S)]
    pub maximum_event_age_s: f64,
    /// Where events go that could not be processed.
    #[field(max_len = ranges::MAX_TEXT)]
    pub dead_letter_queue: Option<Destination>,
    /// The on-failure destination; where there is a dead-letter queue as well, both have the event (A4).
    #[field(max_len = ranges::MAX_TEXT)]
    pub on_failure: Option<Destination>,
    /// The on-success destination: it has a record of each event that was processed (A4).
    #[field(max_len = ranges::MAX_TEXT)]
    pub on_success: Option<Destination>,
    /// How long an event is on its way from its service to Lambda, in ms.
    #[field(range = ranges::DELAY_MS)]
    pub delivery_latency_ms: Option<Distribution>,
    /// Share of hand-overs to Lambda that fail, 0 to 1; how those are retried is the service's own (E1, E2).
    #[field(range = ranges::SHARE, omit_default)]
    pub delivery_error_rate: f64,
    /// Where events go whose service gives up handing them over: a dead-letter queue of the EventBridge rule, the schedule or
    /// the subscription (E1, E2); the function's own has only what came to Lambda.
    #[field(max_len = ranges::MAX_TEXT)]
    pub delivery_dead_letter_queue: Option<Destination>,
    /// Share of events that run once more after they succeeded, 0 to 1 (A5).
    #[field(range = ranges::SHARE, omit_default)]
    pub duplicate_share: f64,
}
