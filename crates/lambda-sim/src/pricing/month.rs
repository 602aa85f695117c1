//! One month's usage at a Region's prices: what the lines of its bill are computed from, and the tiers behind its duration.
//!
//! Where AWS's pages are silent, three choices of ours, each an assumption:
//! 1. the free tier forgives the usage of the dearer architecture first (x86_64 everywhere today);
//! 2. the tiers are filled by what the free tier left;
//! 3. the free tier and the cheap end of the tiers go to the handlers first, so that the init line is what the bill would
//!    be lower by, had there been no init. It is never negative, and nothing while the free tier covers all.

use super::book::{FreeTier, PriceBook, RegionPrices, TierLimits};
use super::instance::instance_cost;
use super::item::{DurationTier, PriceItem};
use super::money::{Price, Usd};
use super::per_architecture::PerArchitecture;
use super::quantity::{Line, Quantity};
use super::usage::{Data, FreeTierSplit, Usage};
use crate::architecture::Architecture;
use crate::scenario::InstanceType;
use crate::units::MbMillis;

/// A month that is billed.
pub(super) struct Month<'a> {
    /// What was used.
    pub usage: &'a Usage,
    /// What is free of it; `None` without free tier.
    pub free: Option<FreeTier>,
    /// On-demand duration of the handlers.
    pub handlers: OnDemand<'a>,
    /// The same with init.
    pub with_init: OnDemand<'a>,
    prices: &'a RegionPrices,
}

impl<'a> Month<'a> {
    pub(super) fn new(usage: &'a Usage, book: &PriceBook, prices: &'a RegionPrices, free_tier: bool) -> Self {
        Self {
            usage,
            free: free_tier.then_some(book.free_tier),
            handlers: OnDemand::new(usage.duration, book, prices, free_tier),
            with_init: OnDemand::new(usage.duration + usage.init, book, prices, free_tier),
            prices,
        }
    }

    pub(super) fn price(&self, item: PriceItem) -> Price {
        self.prices.price(item)
    }

    /// A line of memory × time at one price.
    pub(super) fn memory_time(&self, quantity: MbMillis, item: PriceItem) -> Line {
        Line::never_free(Quantity::MemoryTime(quantity), self.price(item).times_gb_seconds(quantity))
    }

    /// The same, priced by architecture.
    pub(super) fn memory_time_of(&self, used: PerArchitecture<MbMillis>, item: fn(Architecture) -> PriceItem) -> Line {
        let amount = |of: Architecture| self.price(item(of)).times_gb_seconds(used[of]);
        let quantity = Quantity::MemoryTime(used.x86_64 + used.arm64);
        Line::never_free(quantity, Architecture::ALL.into_iter().map(amount).sum())
    }

    /// A line of data, `free` of which the free tier forgives. Thousandths of a MB are to GB what MB·ms are to GB-seconds.
    pub(super) fn data(&self, quantity: Data, free: Data, item: PriceItem) -> Line {
        let amount = self.price(item).times_gb_seconds(MbMillis(quantity.0 - free.0));
        Line { quantity: Quantity::Data(quantity), free: Quantity::Data(free), amount }
    }

    /// What the EC2 instances cost.
    pub(super) fn instances(&self) -> Usd {
        let cost = |of| instance_cost(self.usage.instances[of as usize], self.price(PriceItem::Instance(of)));
        InstanceType::ALL.into_iter().map(cost).sum()
    }

    /// A line of instances × time.
    pub(super) fn instance_time(&self, amount: Usd) -> Line {
        Line::never_free(Quantity::InstanceTime(self.usage.instances.iter().sum()), amount)
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

/// A month's on-demand memory × time after the free tier.
pub(super) struct OnDemand<'a> {
    billed: PerArchitecture<MbMillis>,
    free: PerArchitecture<MbMillis>,
    limits: PerArchitecture<TierLimits>,
    prices: &'a RegionPrices,
}

impl<'a> OnDemand<'a> {
    pub(super) fn new(
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

    pub(super) fn tiers(&self) -> impl Iterator<Item = TierUse> {
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

    pub(super) fn amount(&self) -> Usd {
        self.tiers().map(|tier| tier.amount).sum()
    }

    pub(super) fn free(&self) -> MbMillis {
        self.free.x86_64 + self.free.arm64
    }

    pub(super) fn quantity(&self) -> MbMillis {
        self.billed.x86_64 + self.billed.arm64 + self.free()
    }
}
