//! How a function's code is delivered: it decides download, init and what the runtime list allows.

use lambda_scenario_derive::keywords;
use serde::{Deserialize, Serialize};
use std::fmt;

/// A function's deployment package, by AWS's name in lower case.
#[keywords]
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum PackageType {
    /// A .zip file archive, Lambda's default.
    #[default]
    Zip,
    /// A container image.
    Image,
}

impl fmt::Display for PackageType {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.id())
    }
}
