//! What calls a function.

#[cfg(feature = "schema")]
use super::limits;
use super::record::record;
use super::{Qualifier, Retry, RetryOn, SourceKind, TrafficList};
use crate::distribution::Distribution;
use serde::Serialize;

/// A source of calls.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(default, deny_unknown_fields)]
pub struct Source {
    /// Its name; unique in the scenario.
    pub name: String,
    /// The name of the function it calls.
    pub function: String,
    /// How it invokes.
    #[serde(flatten)]
    pub kind: SourceKind,
    /// What it calls: left out, the alias `live` where the function has provisioned concurrency, else `$LATEST`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub qualifier: Option<Qualifier>,
    /// When calls arrive: one arrival process, or a list that adds up. Left out where a schedule says it.
    #[serde(skip_serializing_if = "TrafficList::is_empty")]
    pub traffic: TrafficList,
    /// What its clients do when a request is throttled.
    #[serde(skip_serializing_if = "Retry::is_none")]
    pub retry: Retry,
    /// On what else its clients retry.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub retry_on: Vec<RetryOn>,
    /// Share of calls or events that always fail, 0 to 1: poison messages.
    #[serde(skip_serializing_if = "super::is_zero")]
    #[cfg_attr(feature = "schema", schemars(range(min = limits::SHARE.min, max = limits::SHARE.max)))]
    pub poison_share: f64,
    /// The size of what a call or an event carries, in KB (Q8, Q9); of a message or a record up to 1,024, as it stands in its batch
    /// (B4). Left out: too small to matter.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub payload_kb: Option<Distribution>,
}

record!(Source { name, function, qualifier, traffic, retry, retry_on, poison_share, payload_kb, ..kind });
