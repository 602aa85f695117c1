//! What has a price: one row an item, with its name and where the price file has it.

use crate::architecture::Architecture;
use crate::scenario::InstanceType;
use std::fmt;
use std::str::FromStr;
use thiserror::Error;

/// A step of the on-demand duration price, in the pricing page's words.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, serde::Serialize, serde::Deserialize)]
pub enum DurationTier {
    /// "First 6 billion GB-seconds a month" (x86_64; 7.5 on arm64).
    First,
    /// "Next 9 billion" (11.25 on arm64).
    Next,
    /// "Over 15 billion" (18.75 on arm64).
    Over,
}

impl DurationTier {
    /// From dear to cheap.
    pub const ALL: [Self; 3] = [Self::First, Self::Next, Self::Over];
}

/// Something that has a price. Its text form is that of the data file: `request`, `gb_second.arm64`,
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

/// Where the price file has a price: a JSON pointer, and into what.
#[cfg(test)]
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum InFile {
    /// Every Region has its own.
    Region(&'static str),
    /// Those of a tier: every Region has the first, some have all three in a list at `gb_second_tiers`.
    Tiers(&'static str),
    /// One price is known, that of us-east-1. A Region may have its own under `by_region` in the same object.
    UsEast1(&'static str),
}

macro_rules! price_items {
    ($($name:ident $(($($of:ident),+))? $id:literal $file:ident $pointer:literal;)*) => {
        impl PriceItem {
            /// Every item, in the order of a price list.
            pub const ALL: [Self; [$($id),*].len()] = {
                #[allow(clippy::enum_glob_use, reason = "the table's words are theirs")]
                use {Architecture::*, DurationTier::*, InstanceType::*};
                [$(Self::$name $(($($of),+))?),*]
            };

            /// Its name in the price file.
            #[must_use]
            pub const fn id(self) -> &'static str {
                #[allow(clippy::enum_glob_use, reason = "the table's words are theirs")]
                use {Architecture::*, DurationTier::*, InstanceType::*};
                match self { $(Self::$name $(($($of),+))? => $id),* }
            }

            /// Where the price file has it.
            #[cfg(test)]
            pub(super) const fn in_file(self) -> InFile {
                #[allow(clippy::enum_glob_use, reason = "the table's words are theirs")]
                use {Architecture::*, DurationTier::*, InstanceType::*};
                match self { $(Self::$name $(($($of),+))? => InFile::$file($pointer)),* }
            }
        }
    };
}

price_items! {
    Request "request" Region "/request";
    Duration(X8664, First) "gb_second.x86_64" Tiers "x86_64";
    Duration(X8664, Next) "gb_second.x86_64.next" Tiers "x86_64";
    Duration(X8664, Over) "gb_second.x86_64.over" Tiers "x86_64";
    Duration(Arm64, First) "gb_second.arm64" Tiers "arm64";
    Duration(Arm64, Next) "gb_second.arm64.next" Tiers "arm64";
    Duration(Arm64, Over) "gb_second.arm64.over" Tiers "arm64";
    Provisioned(X8664) "provisioned_gb_second.x86_64" Region "/provisioned_gb_second/x86_64";
    Provisioned(Arm64) "provisioned_gb_second.arm64" Region "/provisioned_gb_second/arm64";
    ProvisionedDuration(X8664) "provisioned_duration_gb_second.x86_64" Region "/provisioned_duration_gb_second/x86_64";
    ProvisionedDuration(Arm64) "provisioned_duration_gb_second.arm64" Region "/provisioned_duration_gb_second/arm64";
    EphemeralStorage "ephemeral_gb_second" Region "/ephemeral_gb_second";
    SnapStartCache "snapstart_cache_gb_second" UsEast1 "/snapstart/cache_gb_second";
    SnapStartRestore "snapstart_restore_gb" UsEast1 "/snapstart/restore_gb";
    Streamed "streamed_gb" UsEast1 "/streaming/gb";
    TenantEnvironment(X8664) "tenant_environment_gb.x86_64" UsEast1 "/tenant_isolation/environment_gb/x86_64";
    TenantEnvironment(Arm64) "tenant_environment_gb.arm64" UsEast1 "/tenant_isolation/environment_gb/arm64";
    DurableOperation "durable_operation" UsEast1 "/durable/operation";
    DurableWritten "durable_written_gb" UsEast1 "/durable/written_gb";
    DurableStored "durable_stored_gb_month" UsEast1 "/durable/stored_gb_month";
    Instance(M7gXlarge) "ec2_hour.m7g.xlarge" UsEast1 "/neighbours/ec2_hour/m7g.xlarge";
    Instance(C7gXlarge) "ec2_hour.c7g.xlarge" UsEast1 "/neighbours/ec2_hour/c7g.xlarge";
    Instance(C7iXlarge) "ec2_hour.c7i.xlarge" UsEast1 "/neighbours/ec2_hour/c7i.xlarge";
    InstanceFee "managed_instances_fee_share" UsEast1 "/managed_instances/fee_share_of_ec2";
    Poller "sqs_poller_hour" UsEast1 "/event_pollers/sqs_poller_hour";
}

impl PriceItem {
    /// How many there are.
    pub const COUNT: usize = Self::ALL.len();

    /// Its index in a price list, that in [`Self::ALL`].
    #[must_use]
    pub fn index(self) -> usize {
        Self::ALL.iter().take_while(|item| **item != self).count()
    }
}

impl fmt::Display for PriceItem {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.id())
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
        let found = Self::ALL.into_iter().find(|item| item.id() == text);
        found.ok_or_else(|| UnknownPriceItem { given: text.to_owned() })
    }
}
