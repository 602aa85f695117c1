//! How sure a figure is, shown wherever the figure is.

use serde::{Deserialize, Serialize};
use std::fmt;

/// Where a constant, default or rule comes from.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Confidence {
    /// AWS says so; the page is named.
    Documented,
    /// Somebody measured it; the measurement is named.
    Measured,
    /// Nobody says; chosen here, and overridable.
    Assumed,
}

impl fmt::Display for Confidence {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Documented => "documented",
            Self::Measured => "measured",
            Self::Assumed => "assumed",
        })
    }
}
