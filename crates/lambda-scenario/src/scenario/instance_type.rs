//! The EC2 instances of Managed Instances (rule N1).

use crate::architecture::Architecture;
use lambda_scenario_derive::keywords;

/// The EC2 instance types whose prices are known; each has 4 vCPUs.
#[keywords]
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, serde::Serialize)]
pub enum InstanceType {
    /// 16 GiB, arm64.
    #[serde(rename = "m7g.xlarge")]
    M7gXlarge,
    /// 8 GiB, arm64.
    #[serde(rename = "c7g.xlarge")]
    C7gXlarge,
    /// 8 GiB, x86_64.
    #[default]
    #[serde(rename = "c7i.xlarge")]
    C7iXlarge,
}

impl InstanceType {
    /// The one for most functions of this instruction set.
    #[must_use]
    pub const fn usual(architecture: Architecture) -> Self {
        match architecture {
            Architecture::X8664 => Self::C7iXlarge,
            Architecture::Arm64 => Self::C7gXlarge,
        }
    }

    /// Its instruction set.
    #[must_use]
    pub const fn architecture(self) -> Architecture {
        match self {
            Self::M7gXlarge | Self::C7gXlarge => Architecture::Arm64,
            Self::C7iXlarge => Architecture::X8664,
        }
    }

    /// Its memory, in MB.
    #[must_use]
    pub const fn memory_mb(self) -> u32 {
        match self {
            Self::M7gXlarge => 16_384,
            Self::C7gXlarge | Self::C7iXlarge => 8_192,
        }
    }

    /// Its vCPUs.
    #[must_use]
    pub const fn vcpus(self) -> u32 {
        4
    }
}
