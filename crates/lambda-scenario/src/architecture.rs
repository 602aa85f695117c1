//! The instruction set a function runs on: it decides price and speed (rule P4).

use lambda_scenario_derive::keywords;
use serde::{Deserialize, Serialize};
use std::fmt;

/// A function's instruction set architecture.
#[keywords]
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum Architecture {
    /// 64-bit x86, Lambda's default.
    #[default]
    #[serde(rename = "x86_64")]
    X8664,
    /// 64-bit ARM (Graviton).
    #[serde(rename = "arm64")]
    Arm64,
}

impl fmt::Display for Architecture {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.id())
    }
}
