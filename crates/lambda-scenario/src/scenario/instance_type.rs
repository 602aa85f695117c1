//! The EC2 instances of Managed Instances (rule N1).

use crate::architecture::Architecture;

/// The EC2 instance types whose prices are known; each has 4 vCPUs.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, serde::Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
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
    /// All, in the order of their numbers.
    pub const ALL: [Self; 3] = [Self::M7gXlarge, Self::C7gXlarge, Self::C7iXlarge];

    /// The one for most functions of this instruction set.
    #[must_use]
    pub const fn usual(architecture: Architecture) -> Self {
        match architecture {
            Architecture::X8664 => Self::C7iXlarge,
            Architecture::Arm64 => Self::C7gXlarge,
        }
    }

    /// AWS's name.
    #[must_use]
    pub const fn id(self) -> &'static str {
        match self {
            Self::M7gXlarge => "m7g.xlarge",
            Self::C7gXlarge => "c7g.xlarge",
            Self::C7iXlarge => "c7i.xlarge",
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
