//! The lines of a bill: their names, and what each counts and costs.

use super::durable::{Bytes, Stored};
use super::money::{Usd, mul_div_round};
use super::usage::Data;
use crate::units::MbMillis;
use std::fmt;

/// The name of a line of the bill.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum LineItem {
    /// Requests (rule M9).
    Requests,
    /// On-demand duration of the handlers, by tier (rules M1, M5).
    Duration,
    /// What init adds to on-demand duration (rule M1).
    Init,
    /// Provisioned concurrency, idle or not (rule M4).
    Provisioned,
    /// Invocations on provisioned environments (rule M4).
    ProvisionedDuration,
    /// Ephemeral storage above what is included.
    EphemeralStorage,
    /// Snapshots kept (rule N0).
    SnapStartCache,
    /// Snapshots restored (rule N0).
    SnapStartRestore,
    /// Streamed responses (rule N4).
    Streaming,
    /// New environments of functions with tenant isolation (rule N3).
    TenantEnvironments,
    /// Operations of durable executions (rule N5).
    DurableOperations,
    /// What durable executions write (rule N5).
    DurableWritten,
    /// What durable executions keep (rule N5).
    DurableStored,
    /// EC2 instances of Managed Instances, at EC2's price (rule N1).
    Instances,
    /// What Lambda asks for managing those (rule N1).
    InstanceFee,
    /// Provisioned pollers of queues (rule B3).
    Pollers,
}

impl LineItem {
    /// All, in the order of the bill.
    pub const ALL: [Self; 16] = [
        Self::Requests,
        Self::Duration,
        Self::Init,
        Self::Provisioned,
        Self::ProvisionedDuration,
        Self::EphemeralStorage,
        Self::SnapStartCache,
        Self::SnapStartRestore,
        Self::Streaming,
        Self::TenantEnvironments,
        Self::DurableOperations,
        Self::DurableWritten,
        Self::DurableStored,
        Self::Instances,
        Self::InstanceFee,
        Self::Pollers,
    ];

    /// Whether it stands on every bill; the others are of what few functions have.
    #[must_use]
    pub const fn is_usual(self) -> bool {
        matches!(
            self,
            Self::Requests
                | Self::Duration
                | Self::Init
                | Self::Provisioned
                | Self::ProvisionedDuration
                | Self::EphemeralStorage
        )
    }

    /// The name used in JSON.
    #[must_use]
    pub const fn id(self) -> &'static str {
        match self {
            Self::Requests => "requests",
            Self::Duration => "duration",
            Self::Init => "init",
            Self::Provisioned => "provisioned",
            Self::ProvisionedDuration => "provisioned_duration",
            Self::EphemeralStorage => "ephemeral_storage",
            Self::SnapStartCache => "snapstart_cache",
            Self::SnapStartRestore => "snapstart_restore",
            Self::Streaming => "streaming",
            Self::TenantEnvironments => "tenant_environments",
            Self::DurableOperations => "durable_operations",
            Self::DurableWritten => "durable_written",
            Self::DurableStored => "durable_stored",
            Self::Instances => "instances",
            Self::InstanceFee => "instance_fee",
            Self::Pollers => "pollers",
        }
    }
}

impl fmt::Display for LineItem {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.id())
    }
}

/// How much of something was used: requests and operations are counted, all else is memory × time, data, or time.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Quantity {
    /// Requests.
    Requests(u64),
    /// MB·ms; shown as GB-seconds.
    MemoryTime(MbMillis),
    /// Thousandths of a MB; shown as GB.
    Data(Data),
    /// Operations of durable executions.
    Operations(u64),
    /// Bytes; shown as GB of 10⁹.
    Bytes(Bytes),
    /// Bytes × ms; shown as GB-months.
    Stored(Stored),
    /// Instances × ms; shown as instance-hours.
    InstanceTime(u128),
    /// Pollers × ms; shown as poller-hours.
    PollerTime(u128),
}

impl Quantity {
    fn scaled(self, numerator: u64, denominator: u64) -> Self {
        match self {
            Self::Requests(count) => {
                let count = mul_div_round(u128::from(count), numerator, denominator);
                Self::Requests(u64::try_from(count).unwrap_or(u64::MAX))
            }
            Self::MemoryTime(value) => Self::MemoryTime(MbMillis(mul_div_round(value.0, numerator, denominator))),
            Self::Data(value) => Self::Data(Data(mul_div_round(value.0, numerator, denominator))),
            Self::Operations(count) => {
                let count = mul_div_round(u128::from(count), numerator, denominator);
                Self::Operations(u64::try_from(count).unwrap_or(u64::MAX))
            }
            Self::Bytes(value) => Self::Bytes(Bytes(mul_div_round(value.0, numerator, denominator))),
            Self::Stored(value) => Self::Stored(Stored(mul_div_round(value.0, numerator, denominator))),
            Self::InstanceTime(value) => Self::InstanceTime(mul_div_round(value, numerator, denominator)),
            Self::PollerTime(value) => Self::PollerTime(mul_div_round(value, numerator, denominator)),
        }
    }
}

/// One line of a bill.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Line {
    /// What was used, the forgiven part included.
    pub quantity: Quantity,
    /// What of it the free tier forgave, in the same unit.
    pub free: Quantity,
    /// What the rest costs.
    pub amount: Usd,
}

impl Line {
    /// This line × `numerator` / `denominator`, each number rounded half up.
    pub(super) fn scaled(self, numerator: u64, denominator: u64) -> Self {
        Self {
            quantity: self.quantity.scaled(numerator, denominator),
            free: self.free.scaled(numerator, denominator),
            amount: self.amount.scaled(numerator, denominator),
        }
    }
}
