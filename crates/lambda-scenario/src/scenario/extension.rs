//! Extensions: processes next to the runtime that take part in init and go on after the handler (rules L11, L15, M7).

use super::ranges;
use crate::distribution::Distribution;
use lambda_scenario_derive::{keywords, object};
use serde::Serialize;

/// One extension of a function.
#[object]
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Extension {
    /// Where it runs.
    #[field(omit_default)]
    pub kind: ExtensionKind,
    /// How long it takes to start, in ms at full speed; extensions start side by side, and init waits for all.
    #[field(range = ranges::START_PHASE_MS)]
    pub init_ms: Option<Distribution>,
    /// How long it goes on after the handler, in ms: the response has left, the environment stays busy.
    #[field(range = ranges::PHASE_MS)]
    pub after_handler_ms: Option<Distribution>,
}

/// Where an extension runs: it decides how long an environment takes to shut down, which holds and costs nothing.
#[keywords]
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize)]
pub enum ExtensionKind {
    /// As a separate process.
    #[default]
    External,
    /// In the runtime's process.
    Internal,
}
