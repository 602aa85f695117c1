//! What calls a function.

use super::ranges::{self, Range};
use super::{Qualifier, Retry, RetryOn, SourceKind, TrafficList};
use crate::distribution::Distribution;
use lambda_scenario_derive::object;
use serde::Serialize;

/// A source of calls.
#[object]
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Source {
    /// Its name; unique in the scenario.
    pub name: String,
    /// The name of the function it calls.
    pub function: String,
    /// How it invokes.
    #[field(flatten)]
    pub kind: SourceKind,
    /// What it calls: left out, the alias `live` where the function has provisioned concurrency, else `$LATEST`.
    pub qualifier: Option<Qualifier>,
    /// When calls arrive: one arrival process, or a list that adds up. Left out where a schedule says it.
    #[field(check_inside, omit_default)]
    pub traffic: TrafficList,
    /// What its clients do when a request is throttled.
    #[field(check_inside, omit_default)]
    pub retry: Retry,
    /// On what else its clients retry.
    #[field(omit_default)]
    pub retry_on: Vec<RetryOn>,
    /// Share of calls or events that always fail, 0 to 1: poison messages.
    #[field(range = ranges::SHARE, omit_default)]
    pub poison_share: f64,
    /// The size of what a call or an event carries, in KB (Q8, Q9); of a message or a record up to 1,024, as it is in its batch
    /// (B4). Left out: too small to matter.
    #[field(range = ranges::PAYLOAD_KB, range_if = Self::payloads)]
    pub payload_kb: Option<Distribution>,
}

impl Source {
    /// What the size of a call or an event may be (Q8, B4).
    #[must_use]
    pub const fn payloads(&self) -> Option<Range> {
        Some(self.kind.descriptor().payload_kb)
    }
}
