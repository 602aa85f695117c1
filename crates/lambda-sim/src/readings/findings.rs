//! Findings: what is worth knowing about a run, most important first, each with its numbers, its moment and a change that would
//! help. Facts only; the words are `lambda-story`'s.
//!
//! ```text
//!   trace ──► Tally (one pass, by function) ──► refusals · starts · failures · capacity · memory ─┐
//!         └─► sources, services ──────────────► retries · events · services ──────────────────────┴─► sorted by weight
//! ```
//! Weight = affected share (ppm) × severity: a loss before slowness, and slowness before cost.

mod capacity;
mod events;
mod failures;
mod kinds;
mod memory;
mod moments;
mod refusals;
mod retries;
mod services;
mod starts;
mod tally;

pub use kinds::{ColdCause, Finding, FindingKind};

use super::why::Reasons;
use super::{EndTimes, Lanes};
use crate::assumptions::Constants;
use crate::scenario::Scenario;
use crate::trace::Trace;
use std::cmp::Reverse;
use tally::Tally;

/// The most findings of a run.
pub const MOST_FINDINGS: usize = 16;

/// What a run is read with.
#[derive(Clone, Copy, Debug)]
pub struct FindingsInput<'a> {
    /// What happened.
    pub trace: &'a Trace,
    /// The scenario that ran.
    pub scenario: &'a Scenario,
    /// Which environment did what.
    pub lanes: &'a Lanes,
    /// When each invocation ended.
    pub ends: &'a EndTimes,
    /// What is known of causes.
    pub reasons: &'a Reasons,
}

/// Reads a whole run.
#[must_use]
pub fn findings(run: &FindingsInput<'_>) -> Vec<Finding> {
    let tallies = Tally::by_function(run);
    let constants = Constants::with(&run.scenario.assumptions);
    let mut found = Vec::new();
    refusals::find(run, &tallies, &mut found);
    failures::find(run, &tallies, &mut found);
    starts::find(run, &tallies, &mut found);
    capacity::find(run, &tallies, &mut found);
    memory::find(run, &tallies, &constants, &mut found);
    retries::find(run, &mut found);
    events::find(run, &mut found);
    services::find(run, &mut found);
    found.sort_by_key(|finding| Reverse(finding.weight));
    found.truncate(MOST_FINDINGS);
    for finding in &mut found {
        finding.suggestion = finding.suggestion.filter(|suggestion| suggestion.is_possible(run.scenario));
    }
    found
}

/// A share in millionths.
fn ppm(part: u64, whole: u64) -> u64 {
    (part.saturating_mul(1_000_000) / whole.max(1)).min(1_000_000)
}

#[cfg(test)]
mod tests;
