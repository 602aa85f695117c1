//! What has a price of its own, by name.

use super::book::DurationTier;
use crate::architecture::Architecture;
use crate::scenario::InstanceType;
use std::fmt;
use std::str::FromStr;
use thiserror::Error;

/// What has a price of its own. Its text form is that of the data file: `request`, `gb_second.arm64`,
/// `gb_second.arm64.next`, `provisioned_gb_second.x86_64`, `provisioned_duration_gb_second.x86_64`, `ephemeral_gb_second`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum PriceItem {
    /// One request.
    Request,
    /// One GB-second of on-demand duration in a tier.
    Duration(Architecture, DurationTier),
    /// One GB-second of provisioned concurrency, idle or not.
    Provisioned(Architecture),
    /// One GB-second of invocations on provisioned environments.
    ProvisionedDuration(Architecture),
    /// One GB-second of ephemeral storage above what is included.
    EphemeralStorage,
    /// One GB-second of a cached snapshot (N0).
    SnapStartCache,
    /// One GB of a snapshot restored (N0).
    SnapStartRestore,
    /// One GB of streamed responses above what is included (N4).
    Streamed,
    /// One GB of memory of a new environment of a function with tenant isolation (N3).
    TenantEnvironment(Architecture),
    /// One operation of a durable execution (N5).
    DurableOperation,
    /// One GB (10⁹ bytes) that a durable execution writes (N5).
    DurableWritten,
    /// One GB-month (30 days) that a durable execution keeps (N5).
    DurableStored,
    /// One hour of an EC2 instance, on demand (N1).
    Instance(InstanceType),
    /// What managing an instance costs, as a share of its price (N1).
    InstanceFee,
    /// One hour of a provisioned poller of a queue (B3).
    Poller,
}

impl PriceItem {
    /// How many there are.
    pub const COUNT: usize = 25;

    /// Its place in the order of a price list, that of [`Self::all`].
    #[must_use]
    pub const fn index(self) -> usize {
        match self {
            Self::Request => 0,
            Self::Duration(architecture, tier) => 1 + 3 * architecture as usize + tier as usize,
            Self::Provisioned(architecture) => 7 + architecture as usize,
            Self::ProvisionedDuration(architecture) => 9 + architecture as usize,
            Self::EphemeralStorage => 11,
            Self::SnapStartCache => 12,
            Self::SnapStartRestore => 13,
            Self::Streamed => 14,
            Self::TenantEnvironment(architecture) => 15 + architecture as usize,
            Self::DurableOperation => 17,
            Self::DurableWritten => 18,
            Self::DurableStored => 19,
            Self::Instance(instance) => 20 + instance as usize,
            Self::InstanceFee => 23,
            Self::Poller => 24,
        }
    }

    /// Every item, in the order of a price list.
    pub fn all() -> impl Iterator<Item = Self> {
        let durations = Architecture::ALL
            .into_iter()
            .flat_map(|architecture| DurationTier::ALL.map(|tier| Self::Duration(architecture, tier)));
        [Self::Request]
            .into_iter()
            .chain(durations)
            .chain(Architecture::ALL.map(Self::Provisioned))
            .chain(Architecture::ALL.map(Self::ProvisionedDuration))
            .chain([Self::EphemeralStorage, Self::SnapStartCache, Self::SnapStartRestore, Self::Streamed])
            .chain(Architecture::ALL.map(Self::TenantEnvironment))
            .chain([Self::DurableOperation, Self::DurableWritten, Self::DurableStored])
            .chain(InstanceType::ALL.map(Self::Instance))
            .chain([Self::InstanceFee, Self::Poller])
    }
}

impl fmt::Display for PriceItem {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Request => f.write_str("request"),
            Self::Duration(architecture, DurationTier::First) => write!(f, "gb_second.{architecture}"),
            Self::Duration(architecture, DurationTier::Next) => write!(f, "gb_second.{architecture}.next"),
            Self::Duration(architecture, DurationTier::Over) => write!(f, "gb_second.{architecture}.over"),
            Self::Provisioned(architecture) => write!(f, "provisioned_gb_second.{architecture}"),
            Self::ProvisionedDuration(architecture) => write!(f, "provisioned_duration_gb_second.{architecture}"),
            Self::EphemeralStorage => f.write_str("ephemeral_gb_second"),
            Self::SnapStartCache => f.write_str("snapstart_cache_gb_second"),
            Self::SnapStartRestore => f.write_str("snapstart_restore_gb"),
            Self::Streamed => f.write_str("streamed_gb"),
            Self::TenantEnvironment(architecture) => write!(f, "tenant_environment_gb.{architecture}"),
            Self::DurableOperation => f.write_str("durable_operation"),
            Self::DurableWritten => f.write_str("durable_written_gb"),
            Self::DurableStored => f.write_str("durable_stored_gb_month"),
            Self::Instance(instance) => write!(f, "ec2_hour.{}", instance.id()),
            Self::InstanceFee => f.write_str("managed_instances_fee_share"),
            Self::Poller => f.write_str("sqs_poller_hour"),
        }
    }
}

/// A text that names no [`PriceItem`].
#[derive(Clone, Debug, PartialEq, Eq, Error)]
#[error("`{given}` is no price's name; a name is such as `request` or `gb_second.arm64`")]
pub struct UnknownPriceItem {
    /// What was given.
    pub given: String,
}

impl FromStr for PriceItem {
    type Err = UnknownPriceItem;
    fn from_str(text: &str) -> Result<Self, UnknownPriceItem> {
        Self::all().find(|item| item.to_string() == text).ok_or_else(|| UnknownPriceItem { given: text.to_owned() })
    }
}
