//! How a function's code is delivered: it decides download, init and what the runtime list allows.

use serde::{Deserialize, Serialize};
use std::fmt;

/// A function's deployment package, by AWS's name in lower case.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "lowercase")]
pub enum PackageType {
    /// A .zip file archive, Lambda's default.
    #[default]
    Zip,
    /// A container image.
    Image,
}

impl PackageType {
    /// Both.
    pub const ALL: [Self; 2] = [Self::Zip, Self::Image];

    /// Its name in a scenario file.
    #[must_use]
    pub const fn id(self) -> &'static str {
        match self {
            Self::Zip => "zip",
            Self::Image => "image",
        }
    }
}

impl fmt::Display for PackageType {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.id())
    }
}
