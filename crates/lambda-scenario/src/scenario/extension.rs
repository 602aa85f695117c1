//! Extensions: processes beside the runtime that take part in init and go on after the handler (rules L11, L15, M7).

use super::record::{record, words};
use crate::distribution::Distribution;
use serde::Serialize;

/// One extension of a function.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(default, deny_unknown_fields)]
pub struct Extension {
    /// Where it runs.
    #[serde(skip_serializing_if = "ExtensionKind::is_default")]
    pub kind: ExtensionKind,
    /// How long it takes to start, in ms at full speed; extensions start side by side, and init waits for all.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub init_ms: Option<Distribution>,
    /// How long it goes on after the handler, in ms: the response has left, the environment stays busy.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub after_handler_ms: Option<Distribution>,
}

record!(Extension { kind, init_ms, after_handler_ms });

/// Where an extension runs: it decides how long an environment takes to shut down, which holds and costs nothing.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum ExtensionKind {
    /// As a process of its own.
    #[default]
    External,
    /// In the runtime's process.
    Internal,
}

words!(ExtensionKind { "external" => External, "internal" => Internal });

impl ExtensionKind {
    #[expect(clippy::trivially_copy_pass_by_ref, reason = "serde passes a reference")]
    fn is_default(&self) -> bool {
        *self == Self::default()
    }
}
