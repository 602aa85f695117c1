//! What newer Lambda counts: data that durable executions write and keep, and EC2 instances (rules N1, N5).

use super::money::{Price, Usd, mul_div_round};
use super::time::MONTH;
use crate::architecture::Architecture;
use std::ops::{Add, AddAssign};

/// Bytes in a GB of data written and kept: the worked example P5 counts in powers of ten.
const PER_GB: u64 = 1_000_000_000;

/// Milliseconds in an hour.
const HOUR_MS: u64 = 3_600_000;

/// An amount of data in bytes; 1,000 of them are a KB.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Bytes(pub u128);

impl Bytes {
    /// Kept for so many milliseconds.
    #[must_use]
    pub const fn kept(self, millis: u64) -> Stored {
        Stored(self.0 * millis as u128)
    }

    /// As GB of 10⁹ bytes.
    #[must_use]
    pub fn as_gb_f64(self) -> f64 {
        self.0 as f64 / PER_GB as f64
    }

    /// What it costs at a price per GB.
    pub(super) fn cost(self, price: Price) -> Usd {
        Usd(mul_div_round(self.0, price.0, PER_GB))
    }
}

impl AddAssign for Bytes {
    fn add_assign(&mut self, other: Self) {
        self.0 += other.0;
    }
}

/// Data × time, in bytes × ms.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Stored(pub u128);

impl Stored {
    /// As GB-months of 30 days.
    #[must_use]
    pub fn as_gb_months_f64(self) -> f64 {
        self.0 as f64 / (PER_GB as f64 * MONTH.ceil_millis() as f64)
    }

    /// What it costs at a price per GB-month.
    pub(super) fn cost(self, price: Price) -> Usd {
        Usd(mul_div_round(self.0, price.0, PER_GB * MONTH.ceil_millis()))
    }
}

impl AddAssign for Stored {
    fn add_assign(&mut self, other: Self) {
        self.0 += other.0;
    }
}

/// What durable executions used (N5).
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub struct DurableUsage {
    /// Operations.
    pub operations: u64,
    /// What was written.
    pub written: Bytes,
    /// What was kept, to the end of its retention.
    pub stored: Stored,
}

impl Add for DurableUsage {
    type Output = Self;
    fn add(self, other: Self) -> Self {
        Self {
            operations: self.operations + other.operations,
            written: Bytes(self.written.0 + other.written.0),
            stored: Stored(self.stored.0 + other.stored.0),
        }
    }
}

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

/// What instances × ms cost at a price per hour.
pub(super) fn instance_cost(millis: u128, price: Price) -> Usd {
    Usd(mul_div_round(millis, price.0, HOUR_MS))
}
