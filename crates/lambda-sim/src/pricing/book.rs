//! The prices: by Region, architecture and tier, each with where it comes from, each open to change by the reader.

use super::item::{DurationTier, PriceItem};
use super::money::Price;
use super::per_architecture::PerArchitecture;
use super::usage::Data;
use crate::architecture::Architecture;
use crate::scenario::Problem;
use crate::units::MbMillis;
use std::borrow::Cow;
use thiserror::Error;

/// Prices of Lambda in every Region known, and the month's allowances.
///
/// A plain value: a reader's own prices go into a copy of it, with [`PriceBook::set_price`].
#[derive(Clone, Debug, PartialEq)]
pub struct PriceBook {
    /// The day the prices were read, as YYYY-MM-DD.
    pub as_of: Cow<'static, str>,
    /// Where they were read.
    pub sources: Cow<'static, [Cow<'static, str>]>,
    /// The month's free tier (rule M6).
    pub free_tier: FreeTier,
    /// Where the duration tiers end (rule M5); alike in all Regions, as far as known.
    pub tier_limits: PerArchitecture<TierLimits>,
    /// Price of a tier ÷ price of the first, for Regions whose tiers are not listed.
    pub(super) tier_factors: [Price; 3],
    pub(super) regions: Cow<'static, [RegionPrices]>,
}

/// What an account gets free each month, both architectures together (rule M6).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct FreeTier {
    /// Requests.
    pub requests: u64,
    /// On-demand duration, init included.
    pub duration: MbMillis,
    /// Streamed responses above what every request may stream.
    pub streamed: Data,
}

/// How much of a month's on-demand duration one architecture gets at the prices of the first tiers.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct TierLimits {
    /// Where [`DurationTier::First`] ends, counted from the month's beginning.
    pub first_up_to: MbMillis,
    /// Where [`DurationTier::Next`] ends, counted from the month's beginning.
    pub next_up_to: MbMillis,
}

/// Where a price comes from.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum PriceOrigin {
    /// AWS's price list has it.
    #[default]
    Listed,
    /// Computed from a listed one, for want of a source: arm64 as 0.8 of x86_64, later tiers by factor.
    Derived,
    /// The price of us-east-1, for want of a source for the Region.
    UsEast1,
    /// The reader put it in.
    Reader,
}

/// A price and where it comes from.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Quote {
    /// USD per unit.
    pub price: Price,
    /// Where it comes from.
    pub origin: PriceOrigin,
}

/// One Region's prices.
#[derive(Clone, Debug, PartialEq)]
pub struct RegionPrices {
    /// AWS's identifier, such as `us-east-1`.
    pub id: Cow<'static, str>,
    /// AWS's name, such as `US East (N. Virginia)`.
    pub name: Cow<'static, str>,
    /// By [`PriceItem::index`].
    pub(super) quotes: [Quote; PriceItem::COUNT],
}

impl RegionPrices {
    /// An item's price and where it comes from.
    #[must_use]
    pub fn quote(&self, item: PriceItem) -> Quote {
        self.quotes[item.index()]
    }

    /// An item's price, per request, GB-second or GB.
    #[must_use]
    pub fn price(&self, item: PriceItem) -> Price {
        self.quote(item).price
    }

    /// The share of its time that a provisioned environment must be busy to cost no more than running the same on
    /// demand, at the first tier: provisioned ÷ (on demand − provisioned duration). `None` where it never pays.
    ///
    /// About 0.6 in us-east-1 (worked example P8).
    #[must_use]
    pub fn provisioned_break_even(&self, architecture: Architecture) -> Option<f64> {
        let on_demand = self.price(PriceItem::Duration(architecture, DurationTier::First));
        let saved = on_demand.0.checked_sub(self.price(PriceItem::ProvisionedDuration(architecture)).0)?;
        let share = self.price(PriceItem::Provisioned(architecture)).0 as f64 / saved as f64;
        (share <= 1.0).then_some(share)
    }
}

/// No prices are known for that Region. The rest of a run is unaffected: only its bill cannot be made.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
#[error("no prices for Region `{given}`; known are {}", .known.join(", "))]
pub struct UnknownRegion {
    /// What was given.
    pub given: String,
    /// The Regions that have prices.
    pub known: Vec<String>,
}

impl From<UnknownRegion> for Problem {
    fn from(unknown: UnknownRegion) -> Self {
        Self::unknown_name("account.region", &unknown.given, unknown.known.iter().map(String::as_str))
    }
}

impl PriceBook {
    /// All Regions with their names and prices, in the order to be shown.
    #[must_use]
    pub fn regions(&self) -> &[RegionPrices] {
        &self.regions
    }

    /// One Region's prices, by AWS's identifier.
    ///
    /// # Errors
    /// When no prices are known for it.
    pub fn region(&self, id: &str) -> Result<&RegionPrices, UnknownRegion> {
        self.regions.iter().find(|region| region.id == id).ok_or_else(|| self.unknown(id))
    }

    /// Overwrites a price with the reader's own.
    ///
    /// The later tiers of a duration price follow the first by their usual factors, unless the reader has set them too.
    ///
    /// # Errors
    /// When no prices are known for the Region.
    pub fn set_price(&mut self, region: &str, item: PriceItem, price: Price) -> Result<(), UnknownRegion> {
        let factors = self.tier_factors;
        let Some(index) = self.regions.iter().position(|known| known.id == region) else {
            return Err(self.unknown(region));
        };
        let quotes = &mut self.regions.to_mut()[index].quotes;
        quotes[item.index()] = Quote { price, origin: PriceOrigin::Reader };
        if let PriceItem::Duration(architecture, DurationTier::First) = item {
            for (tier, derived) in DurationTier::ALL.into_iter().zip(derived_tiers(price, factors)).skip(1) {
                let later = &mut quotes[PriceItem::Duration(architecture, tier).index()];
                if later.origin != PriceOrigin::Reader {
                    *later = derived;
                }
            }
        }
        Ok(())
    }

    fn unknown(&self, id: &str) -> UnknownRegion {
        let known = self.regions.iter().map(|region| region.id.to_string()).collect();
        UnknownRegion { given: id.to_owned(), known }
    }
}

/// The three tiers' prices by `factors`; of use for the later two.
pub(super) fn derived_tiers(first: Price, factors: [Price; 3]) -> [Quote; 3] {
    factors.map(|factor| Quote { price: first.times_rounded_to_list(factor), origin: PriceOrigin::Derived })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::scenario::REGIONS;

    const X86_FIRST: PriceItem = PriceItem::Duration(Architecture::X8664, DurationTier::First);
    const X86_NEXT: PriceItem = PriceItem::Duration(Architecture::X8664, DurationTier::Next);
    const X86_OVER: PriceItem = PriceItem::Duration(Architecture::X8664, DurationTier::Over);

    #[test]
    fn every_item_is_named_and_found_by_its_name() {
        assert_eq!(PriceItem::ALL.len(), PriceItem::COUNT);
        for (place, item) in PriceItem::ALL.into_iter().enumerate() {
            assert_eq!(item.index(), place);
            assert_eq!(item.to_string().parse(), Ok(item));
        }
        assert!("gb_second.mips".parse::<PriceItem>().is_err());
    }

    #[test]
    fn a_scenario_may_name_the_regions_that_have_prices() {
        let book = PriceBook::current();
        assert!(book.regions().iter().map(|region| region.id.as_ref()).eq(REGIONS));
    }

    #[test]
    fn a_reader_overwrites_any_price() {
        for item in PriceItem::ALL {
            let mut book = PriceBook::current();
            book.set_price("eu-west-1", item, Price(7)).unwrap();
            let quote = book.region("eu-west-1").unwrap().quote(item);
            assert_eq!(quote, Quote { price: Price(7), origin: PriceOrigin::Reader });
            assert_eq!(book.region("eu-west-2"), PriceBook::current().region("eu-west-2"));
        }
    }

    #[test]
    fn later_tiers_follow_the_first_unless_set_themselves() {
        let mut book = PriceBook::current();
        book.set_price("us-east-1", X86_NEXT, Price(5_000_000)).unwrap();
        book.set_price("us-east-1", X86_FIRST, Price(10_000_000)).unwrap();
        let prices = book.region("us-east-1").unwrap();
        assert_eq!(prices.price(X86_NEXT), Price(5_000_000));
        assert_eq!(prices.quote(X86_OVER), Quote { price: Price(8_000_000), origin: PriceOrigin::Derived });
    }

    #[test]
    fn an_unknown_region_is_named_with_those_known() {
        let error = PriceBook::current().region("mars-north-1").unwrap_err();
        assert_eq!(error.given, "mars-north-1");
        assert!(error.to_string().starts_with("no prices for Region `mars-north-1`; known are us-east-1, us-east-2"));
        assert_eq!(PriceBook::current().set_price("mars-north-1", X86_FIRST, Price(0)), Err(error));
    }

    #[test]
    fn provisioning_never_pays_where_its_duration_costs_as_much() {
        let mut book = PriceBook::current();
        let item = PriceItem::ProvisionedDuration(Architecture::X8664);
        for price in [Price(16_666_700), Price(20_000_000)] {
            book.set_price("us-east-1", item, price).unwrap();
            assert_eq!(book.region("us-east-1").unwrap().provisioned_break_even(Architecture::X8664), None);
        }
    }
}
