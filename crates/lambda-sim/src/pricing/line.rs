//! The lines of a bill: one row a line, with its words, the rules behind it, and what of a month it bills. Page, command line
//! and JSON iterate over [`LineItem::ALL`].

use super::instance::instance_cost;
use super::item::{DurationTier, PriceItem};
use super::month::Month;
use super::quantity::{Line, Quantity};
use super::usage::Data;
use crate::architecture::Architecture;
use crate::scenario::InstanceType;
use crate::units::MbMillis;
use std::fmt;

macro_rules! line_items {
    ($($(#[$doc:meta])* $name:ident {
        id: $id:literal,
        label: $label:literal,
        about: $about:literal,
        rules: $rules:expr,
        prices: $prices:expr,
        is_usual: $is_usual:literal,
        of: $of:expr,
    })*) => {
        /// A line of the bill.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, serde::Serialize, serde::Deserialize)]
        pub enum LineItem { $($(#[$doc])* $name,)* }

        impl LineItem {
            /// All, in the order of the bill.
            pub const ALL: [Self; [$($id),*].len()] = [$(Self::$name),*];

            /// The name used in JSON.
            #[must_use]
            pub const fn id(self) -> &'static str {
                match self { $(Self::$name => $id),* }
            }

            /// What people call it.
            #[must_use]
            pub const fn label(self) -> &'static str {
                match self { $(Self::$name => $label),* }
            }

            /// What makes it, in one sentence.
            #[must_use]
            pub const fn about(self) -> &'static str {
                match self { $(Self::$name => $about),* }
            }

            /// The rules behind it, by [`crate::rules::find`]'s ids.
            #[must_use]
            pub const fn rules(self) -> &'static [&'static str] {
                match self { $(Self::$name => $rules),* }
            }

            /// The prices that it is computed from.
            #[must_use]
            pub const fn prices(self) -> &'static [PriceItem] {
                match self { $(Self::$name => $prices),* }
            }

            /// Whether it is on every bill; the others are of what few functions have.
            #[must_use]
            pub const fn is_usual(self) -> bool {
                match self { $(Self::$name => $is_usual),* }
            }

            /// The line of a month.
            pub(super) fn of(self, month: &Month<'_>) -> Line {
                let of: fn(&Month<'_>) -> Line = match self { $(Self::$name => $of),* };
                of(month)
            }
        }
    };
}

const DURATION: &[PriceItem] = &[
    PriceItem::Duration(Architecture::X8664, DurationTier::First),
    PriceItem::Duration(Architecture::X8664, DurationTier::Next),
    PriceItem::Duration(Architecture::X8664, DurationTier::Over),
    PriceItem::Duration(Architecture::Arm64, DurationTier::First),
    PriceItem::Duration(Architecture::Arm64, DurationTier::Next),
    PriceItem::Duration(Architecture::Arm64, DurationTier::Over),
];

line_items! {
    /// Requests (rule M9).
    Requests {
        id: "requests",
        label: "Requests",
        about: "Every invocation is a billed request, failed ones and retries too; throttled requests cost nothing.",
        rules: &["M9", "M3"],
        prices: &[PriceItem::Request],
        is_usual: true,
        of: |month| {
            let requests = month.usage.requests.total();
            let free = month.free.map_or(0, |free| month.usage.requests.eligible.min(free.requests));
            Line {
                quantity: Quantity::Requests(requests),
                free: Quantity::Requests(free),
                amount: month.price(PriceItem::Request).times(requests - free),
            }
        },
    }
    /// On-demand duration of the handlers, by tier (rules M1, M5).
    Duration {
        id: "duration",
        label: "Duration, on demand",
        about: "Each handler's time is rounded up to a millisecond and billed by configured memory, used or not.",
        rules: &["M1", "M5"],
        prices: DURATION,
        is_usual: true,
        of: |month| Line {
            quantity: Quantity::MemoryTime(month.handlers.quantity()),
            free: Quantity::MemoryTime(month.handlers.free()),
            amount: month.handlers.amount(),
        },
    }
    /// What init adds to on-demand duration (rule M1): the cost with it less the cost without it.
    Init {
        id: "init",
        label: "Init, on demand",
        about: "What the init of cold starts adds to duration. Download and start of an environment cost nothing.",
        rules: &["M1", "M2"],
        prices: DURATION,
        is_usual: true,
        of: |month| Line {
            quantity: Quantity::MemoryTime(month.usage.init.x86_64.total() + month.usage.init.arm64.total()),
            free: Quantity::MemoryTime(MbMillis(month.with_init.free().0 - month.handlers.free().0)),
            amount: month.with_init.amount().saturating_sub(month.handlers.amount()),
        },
    }
    /// Provisioned concurrency, idle or not (rule M4).
    Provisioned {
        id: "provisioned",
        label: "Provisioned concurrency",
        about: "Provisioned environments cost their memory over time, idle or not, in steps of five minutes.",
        rules: &["M4"],
        prices: &[PriceItem::Provisioned(Architecture::X8664), PriceItem::Provisioned(Architecture::Arm64)],
        is_usual: true,
        of: |month| month.memory_time_of(month.usage.provisioned, PriceItem::Provisioned),
    }
    /// Invocations on provisioned environments (rule M4).
    ProvisionedDuration {
        id: "provisioned_duration",
        label: "Duration, provisioned",
        about: "What ran on provisioned environments, at a lower price than on demand and without free tier.",
        rules: &["M4"],
        prices: &[
            PriceItem::ProvisionedDuration(Architecture::X8664),
            PriceItem::ProvisionedDuration(Architecture::Arm64),
        ],
        is_usual: true,
        of: |month| month.memory_time_of(month.usage.provisioned_duration, PriceItem::ProvisionedDuration),
    }
    /// Ephemeral storage above what is included.
    EphemeralStorage {
        id: "ephemeral_storage",
        label: "Ephemeral storage",
        about: "What of /tmp is configured beyond 512 MB, over the time of invocations.",
        rules: &[],
        prices: &[PriceItem::EphemeralStorage],
        is_usual: true,
        of: |month| month.memory_time(month.usage.ephemeral_storage, PriceItem::EphemeralStorage),
    }
    /// Snapshots kept (rule N0).
    SnapStartCache {
        id: "snapstart_cache",
        label: "SnapStart, snapshots kept",
        about: "Snapshots are kept as long as their versions are.",
        rules: &["N0"],
        prices: &[PriceItem::SnapStartCache],
        is_usual: false,
        of: |month| month.memory_time(month.usage.snapstart_cache, PriceItem::SnapStartCache),
    }
    /// Snapshots restored (rule N0).
    SnapStartRestore {
        id: "snapstart_restore",
        label: "SnapStart, restores",
        about: "Each environment that is restored from a snapshot.",
        rules: &["N0"],
        prices: &[PriceItem::SnapStartRestore],
        is_usual: false,
        of: |month| month.data(month.usage.snapstart_restored, Data(0), PriceItem::SnapStartRestore),
    }
    /// Streamed responses (rule N4).
    Streaming {
        id: "streaming",
        label: "Streamed responses",
        about: "What streamed responses send beyond what is included.",
        rules: &["N4"],
        prices: &[PriceItem::Streamed],
        is_usual: false,
        of: |month| {
            let free = month.free.map_or(Data(0), |free| month.usage.streamed.min(free.streamed));
            month.data(month.usage.streamed, free, PriceItem::Streamed)
        },
    }
    /// New environments of functions with tenant isolation (rule N3).
    TenantEnvironments {
        id: "tenant_environments",
        label: "Environments of tenants",
        about: "Each environment that is made for a tenant.",
        rules: &["N3"],
        prices: &[PriceItem::TenantEnvironment(Architecture::X8664), PriceItem::TenantEnvironment(Architecture::Arm64)],
        is_usual: false,
        of: |month| {
            let used = month.usage.tenant_environments;
            let cost = |of| month.data(used[of], Data(0), PriceItem::TenantEnvironment(of)).amount;
            let amount = Architecture::ALL.into_iter().map(cost).sum();
            Line::never_free(Quantity::Data(used.x86_64 + used.arm64), amount)
        },
    }
    /// Operations of durable executions (rule N5).
    DurableOperations {
        id: "durable_operations",
        label: "Durable executions, operations",
        about: "Every step, wait and callback of a durable execution is an operation.",
        rules: &["N5"],
        prices: &[PriceItem::DurableOperation],
        is_usual: false,
        of: |month| {
            let operations = month.usage.durable.operations;
            let amount = month.price(PriceItem::DurableOperation).times(operations);
            Line::never_free(Quantity::Operations(operations), amount)
        },
    }
    /// What durable executions write (rule N5).
    DurableWritten {
        id: "durable_written",
        label: "Durable executions, data written",
        about: "What durable executions write at their checkpoints.",
        rules: &["N5"],
        prices: &[PriceItem::DurableWritten],
        is_usual: false,
        of: |month| {
            let written = month.usage.durable.written;
            Line::never_free(Quantity::Bytes(written), written.cost(month.price(PriceItem::DurableWritten)))
        },
    }
    /// What durable executions keep (rule N5).
    DurableStored {
        id: "durable_stored",
        label: "Durable executions, data kept",
        about: "What durable executions keep, as long as it is kept.",
        rules: &["N5"],
        prices: &[PriceItem::DurableStored],
        is_usual: false,
        of: |month| {
            let stored = month.usage.durable.stored;
            Line::never_free(Quantity::Stored(stored), stored.cost(month.price(PriceItem::DurableStored)))
        },
    }
    /// EC2 instances of Managed Instances, at EC2's price (rule N1).
    Instances {
        id: "instances",
        label: "Managed Instances, EC2",
        about: "The EC2 instances of Managed Instances cost their time, busy or not.",
        rules: &["N1"],
        prices: &[
            PriceItem::Instance(InstanceType::M7gXlarge),
            PriceItem::Instance(InstanceType::C7gXlarge),
            PriceItem::Instance(InstanceType::C7iXlarge),
        ],
        is_usual: false,
        of: |month| month.instance_time(month.instances()),
    }
    /// What Lambda asks for managing those (rule N1).
    InstanceFee {
        id: "instance_fee",
        label: "Managed Instances, fee",
        about: "For managing those instances Lambda asks a share of their on-demand price.",
        rules: &["N1"],
        prices: &[PriceItem::InstanceFee],
        is_usual: false,
        of: |month| month.instance_time(month.price(PriceItem::InstanceFee).share_of(month.instances())),
    }
    /// Provisioned pollers of queues (rule B3).
    Pollers {
        id: "pollers",
        label: "Provisioned pollers",
        about: "Provisioned pollers cost their time, whether messages come or not.",
        rules: &["B3"],
        prices: &[PriceItem::Poller],
        is_usual: false,
        of: |month| {
            let pollers = month.usage.pollers;
            Line::never_free(Quantity::PollerTime(pollers), instance_cost(pollers, month.price(PriceItem::Poller)))
        },
    }
}

impl fmt::Display for LineItem {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.id())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_rules_of_every_line_exist() {
        for item in LineItem::ALL {
            assert!(item.rules().iter().all(|id| crate::rules::find(id).is_some()), "{item}");
        }
    }

    #[test]
    fn every_price_is_of_a_line() {
        let of_lines: Vec<PriceItem> = LineItem::ALL.iter().flat_map(|item| item.prices()).copied().collect();
        assert!(PriceItem::ALL.iter().all(|item| of_lines.contains(item)));
    }
}
