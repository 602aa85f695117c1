//! A month's usage at a Region's prices: lines that sum to the total, and the tiers behind the duration.
//!
//! Where AWS's pages are silent, three choices of ours, each an assumption:
//! 1. the free tier forgives the usage of the dearer architecture first (x86_64 everywhere today);
//! 2. the tiers are filled by what the free tier left;
//! 3. the free tier and the cheap end of the tiers go to the handlers first, so that the init line is what the bill would
//!    be lower by, had there been no init. It is never negative, and nothing while the free tier covers all.

use super::book::{DurationTier, PriceBook, RegionPrices, TierLimits, UnknownRegion};
use super::durable::{Bytes, Stored};
use super::instance::instance_cost;
use super::item::PriceItem;
use super::line::{Line, LineItem, Quantity};
use super::money::{Price, Usd};
use super::per_architecture::PerArchitecture;
use super::usage::{Data, FreeTierSplit, Usage};
use crate::architecture::Architecture;
use crate::scenario::InstanceType;
use crate::units::{MbMillis, Micros};

/// A bill by line items. The total is not stored: it is the lines' sum.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Bill {
    /// Requests (rule M9).
    pub requests: Line,
    /// On-demand duration of the handlers, by tier (rules M1, M5).
    pub duration: Line,
    /// What init adds to on-demand duration (rule M1): the cost with it less the cost without it.
    pub init: Line,
    /// Provisioned concurrency, idle or not (rule M4).
    pub provisioned: Line,
    /// Invocations on provisioned environments (rule M4).
    pub provisioned_duration: Line,
    /// Ephemeral storage above what is included.
    pub ephemeral_storage: Line,
    /// Snapshots kept (rule N0).
    pub snapstart_cache: Line,
    /// Snapshots restored (rule N0).
    pub snapstart_restore: Line,
    /// Streamed responses (rule N4).
    pub streaming: Line,
    /// New environments of functions with tenant isolation (rule N3).
    pub tenant_environments: Line,
    /// Operations of durable executions (rule N5).
    pub durable_operations: Line,
    /// What durable executions write (rule N5).
    pub durable_written: Line,
    /// What durable executions keep (rule N5).
    pub durable_stored: Line,
    /// EC2 instances of Managed Instances, at EC2's price (rule N1).
    pub instances: Line,
    /// What Lambda asks for managing those (rule N1).
    pub instance_fee: Line,
    /// Provisioned pollers of queues (rule B3).
    pub pollers: Line,
}

impl Bill {
    /// A line by its name.
    #[must_use]
    pub const fn line(&self, item: LineItem) -> Line {
        match item {
            LineItem::Requests => self.requests,
            LineItem::Duration => self.duration,
            LineItem::Init => self.init,
            LineItem::Provisioned => self.provisioned,
            LineItem::ProvisionedDuration => self.provisioned_duration,
            LineItem::EphemeralStorage => self.ephemeral_storage,
            LineItem::SnapStartCache => self.snapstart_cache,
            LineItem::SnapStartRestore => self.snapstart_restore,
            LineItem::Streaming => self.streaming,
            LineItem::TenantEnvironments => self.tenant_environments,
            LineItem::DurableOperations => self.durable_operations,
            LineItem::DurableWritten => self.durable_written,
            LineItem::DurableStored => self.durable_stored,
            LineItem::Instances => self.instances,
            LineItem::InstanceFee => self.instance_fee,
            LineItem::Pollers => self.pollers,
        }
    }

    /// The lines with their names, in the order of the bill.
    #[must_use]
    pub fn lines(&self) -> [(LineItem, Line); LineItem::ALL.len()] {
        LineItem::ALL.map(|item| (item, self.line(item)))
    }

    /// The sum of the lines.
    #[must_use]
    pub fn total(&self) -> Usd {
        self.lines().into_iter().map(|(_, line)| line.amount).sum()
    }

    /// A run's own cost: its share by time of this bill for a `month` (design, *Money*).
    ///
    /// Each line is rounded half up by itself, so the lines again sum to the total.
    #[must_use]
    pub fn share(&self, run: Micros, month: Micros) -> Self {
        let scaled = |line: Line| line.scaled(run.0, month.0);
        Self {
            requests: scaled(self.requests),
            duration: scaled(self.duration),
            init: scaled(self.init),
            provisioned: scaled(self.provisioned),
            provisioned_duration: scaled(self.provisioned_duration),
            ephemeral_storage: scaled(self.ephemeral_storage),
            snapstart_cache: scaled(self.snapstart_cache),
            snapstart_restore: scaled(self.snapstart_restore),
            streaming: scaled(self.streaming),
            tenant_environments: scaled(self.tenant_environments),
            durable_operations: scaled(self.durable_operations),
            durable_written: scaled(self.durable_written),
            durable_stored: scaled(self.durable_stored),
            instances: scaled(self.instances),
            instance_fee: scaled(self.instance_fee),
            pollers: scaled(self.pollers),
        }
    }

    /// The total for each million of the `invocations` that this bill is for; `None` if there are none.
    #[must_use]
    pub fn per_million(&self, invocations: u64) -> Option<Usd> {
        (invocations > 0).then(|| self.total().scaled(1_000_000, invocations))
    }
}

/// What of a month's on-demand duration, init included, was billed in one tier.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct TierUse {
    /// Tiers are filled for each architecture by itself (rule M5).
    pub architecture: Architecture,
    /// The tier.
    pub tier: DurationTier,
    /// What fell into it, after the free tier.
    pub quantity: MbMillis,
    /// The tier's price per GB-second.
    pub price: Price,
    /// What it costs.
    pub amount: Usd,
}

/// Bills one month's usage of one account in one Region, with or without the free tier.
///
/// # Errors
/// When the book has no prices for the Region.
pub fn bill(usage: &Usage, book: &PriceBook, region: &str, free_tier: bool) -> Result<Bill, UnknownRegion> {
    let prices = book.region(region)?;
    let handlers = OnDemand::new(usage.duration, book, prices, free_tier);
    let with_init = OnDemand::new(usage.duration + usage.init, book, prices, free_tier);

    let free_requests = if free_tier { usage.requests.eligible.min(book.free_tier.requests) } else { 0 };
    let requests = usage.requests.total();
    let tenants = |architecture| {
        let price = prices.price(PriceItem::TenantEnvironment(architecture));
        data(usage.tenant_environments[architecture], Data(0), price)
    };
    let free_streamed = if free_tier { usage.streamed.min(book.free_tier.streamed) } else { Data(0) };
    let instances: Usd = InstanceType::ALL
        .into_iter()
        .map(|of| instance_cost(usage.instances[of as usize], prices.price(PriceItem::Instance(of))))
        .sum();
    let instance_line = |amount: Usd| Line {
        quantity: Quantity::InstanceTime(usage.instances.iter().sum()),
        free: Quantity::InstanceTime(0),
        amount,
    };
    let memory_time = |quantity: PerArchitecture<MbMillis>, item: fn(Architecture) -> PriceItem| {
        let amount = |architecture| prices.price(item(architecture)).times_gb_seconds(quantity[architecture]);
        never_free(quantity.x86_64 + quantity.arm64, Architecture::ALL.into_iter().map(amount).sum())
    };
    Ok(Bill {
        requests: Line {
            quantity: Quantity::Requests(requests),
            free: Quantity::Requests(free_requests),
            amount: prices.price(PriceItem::Request).times(requests - free_requests),
        },
        duration: Line {
            quantity: Quantity::MemoryTime(handlers.quantity()),
            free: Quantity::MemoryTime(handlers.free()),
            amount: handlers.amount(),
        },
        init: Line {
            quantity: Quantity::MemoryTime(usage.init.x86_64.total() + usage.init.arm64.total()),
            free: Quantity::MemoryTime(MbMillis(with_init.free().0 - handlers.free().0)),
            amount: with_init.amount().saturating_sub(handlers.amount()),
        },
        provisioned: memory_time(usage.provisioned, PriceItem::Provisioned),
        provisioned_duration: memory_time(usage.provisioned_duration, PriceItem::ProvisionedDuration),
        ephemeral_storage: never_free(
            usage.ephemeral_storage,
            prices.price(PriceItem::EphemeralStorage).times_gb_seconds(usage.ephemeral_storage),
        ),
        snapstart_cache: never_free(
            usage.snapstart_cache,
            prices.price(PriceItem::SnapStartCache).times_gb_seconds(usage.snapstart_cache),
        ),
        snapstart_restore: data(usage.snapstart_restored, Data(0), prices.price(PriceItem::SnapStartRestore)),
        streaming: data(usage.streamed, free_streamed, prices.price(PriceItem::Streamed)),
        tenant_environments: Line {
            amount: Architecture::ALL.map(|architecture| tenants(architecture).amount).into_iter().sum(),
            ..data(usage.tenant_environments.x86_64 + usage.tenant_environments.arm64, Data(0), Price(0))
        },
        durable_operations: Line {
            quantity: Quantity::Operations(usage.durable.operations),
            free: Quantity::Operations(0),
            amount: prices.price(PriceItem::DurableOperation).times(usage.durable.operations),
        },
        durable_written: Line {
            quantity: Quantity::Bytes(usage.durable.written),
            free: Quantity::Bytes(Bytes(0)),
            amount: usage.durable.written.cost(prices.price(PriceItem::DurableWritten)),
        },
        durable_stored: Line {
            quantity: Quantity::Stored(usage.durable.stored),
            free: Quantity::Stored(Stored(0)),
            amount: usage.durable.stored.cost(prices.price(PriceItem::DurableStored)),
        },
        instances: instance_line(instances),
        instance_fee: instance_line(prices.price(PriceItem::InstanceFee).share_of(instances)),
        pollers: Line {
            quantity: Quantity::PollerTime(usage.pollers),
            free: Quantity::PollerTime(0),
            amount: instance_cost(usage.pollers, prices.price(PriceItem::Poller)),
        },
    })
}

/// The tiers behind the lines `duration` and `init` of the same month's [`bill`]: their amounts sum to those two. Tiers
/// with nothing in them are left out.
///
/// # Errors
/// When the book has no prices for the Region.
pub fn duration_by_tier(
    usage: &Usage,
    book: &PriceBook,
    region: &str,
    free_tier: bool,
) -> Result<Vec<TierUse>, UnknownRegion> {
    let on_demand = OnDemand::new(usage.duration + usage.init, book, book.region(region)?, free_tier);
    Ok(on_demand.tiers().filter(|tier| tier.quantity.0 > 0).collect())
}

fn never_free(quantity: MbMillis, amount: Usd) -> Line {
    Line { quantity: Quantity::MemoryTime(quantity), free: Quantity::MemoryTime(MbMillis(0)), amount }
}

/// A line of data, `free` of which the free tier forgives. Thousandths of a MB are to GB what MB·ms are to GB-seconds.
fn data(quantity: Data, free: Data, price: Price) -> Line {
    let amount = price.times_gb_seconds(MbMillis(quantity.0 - free.0));
    Line { quantity: Quantity::Data(quantity), free: Quantity::Data(free), amount }
}

/// A month's on-demand memory × time after the free tier.
struct OnDemand<'a> {
    billed: PerArchitecture<MbMillis>,
    free: PerArchitecture<MbMillis>,
    limits: PerArchitecture<TierLimits>,
    prices: &'a RegionPrices,
}

impl<'a> OnDemand<'a> {
    fn new(
        used: PerArchitecture<FreeTierSplit<MbMillis>>,
        book: &PriceBook,
        prices: &'a RegionPrices,
        free_tier: bool,
    ) -> Self {
        let first = |architecture: &Architecture| prices.price(PriceItem::Duration(*architecture, DurationTier::First));
        let mut dearest_first = Architecture::ALL;
        if first(&dearest_first[0]) < first(&dearest_first[1]) {
            dearest_first.reverse();
        }

        let mut left = if free_tier { book.free_tier.duration.0 } else { 0 };
        let mut free = PerArchitecture::default();
        for architecture in dearest_first {
            let forgiven = used[architecture].eligible.0.min(left);
            left -= forgiven;
            free[architecture] = MbMillis(forgiven);
        }
        let billed =
            PerArchitecture::from_fn(|architecture| MbMillis(used[architecture].total().0 - free[architecture].0));
        Self { billed, free, limits: book.tier_limits, prices }
    }

    fn tiers(&self) -> impl Iterator<Item = TierUse> {
        Architecture::ALL.into_iter().flat_map(move |architecture| {
            let limits = self.limits[architecture];
            // Where each tier begins and ends, counted in what is billed.
            let ends = [limits.first_up_to, limits.next_up_to, MbMillis(u128::MAX)];
            let mut begin = 0;
            DurationTier::ALL.map(|tier| {
                let end = self.billed[architecture].0.min(ends[tier as usize].0).max(begin);
                let quantity = MbMillis(end - begin);
                begin = end;
                let price = self.prices.price(PriceItem::Duration(architecture, tier));
                TierUse { architecture, tier, quantity, price, amount: price.times_gb_seconds(quantity) }
            })
        })
    }

    fn amount(&self) -> Usd {
        self.tiers().map(|tier| tier.amount).sum()
    }

    fn free(&self) -> MbMillis {
        self.free.x86_64 + self.free.arm64
    }

    fn quantity(&self) -> MbMillis {
        self.billed.x86_64 + self.billed.arm64 + self.free()
    }
}
