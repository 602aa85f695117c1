//! The bill of a month that goes on like the run: its lines, the tiers behind the duration, and what each function makes of it.

use super::usage;
use crate::architecture::Architecture;
use crate::pricing::{
    Bill, DurationTier, LineItem, PriceBook, PriceOrigin, RegionPrices, Unit, UnknownRegion, bill, duration_by_tier,
};
use crate::scenario::Scenario;
use crate::trace::{FunctionId, Trace};
use serde::{Deserialize, Serialize};

/// The bill, line by line.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct BillView {
    /// The lines that are on every bill, and of the others those with a quantity; in the order of the bill.
    pub lines: Vec<BillLine>,
    /// Duration and init on demand by price tier.
    pub tiers: Vec<BillTier>,
    /// The date of the prices.
    pub prices_as_of: String,
    /// The Region's name.
    pub region_name: String,
}

/// One line of the bill.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct BillLine {
    /// Which line.
    pub item: LineItem,
    /// The month's quantity before the free tier.
    pub quantity: f64,
    /// What the quantity is counted in.
    pub unit: Unit,
    /// What of it the free tier forgives.
    pub free: f64,
    /// The month's amount, in USD.
    pub month_usd: f64,
    /// The run's share, in USD.
    pub run_usd: f64,
    /// Whether one of its prices is that of us-east-1, for want of a source for the Region.
    pub is_priced_as_us_east_1: bool,
}

/// What of the month's duration falls into one price tier.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct BillTier {
    /// The architecture.
    pub architecture: Architecture,
    /// The tier.
    pub tier: DurationTier,
    /// GB-seconds in it.
    pub gb_seconds: f64,
    /// The price of a GB-second, in USD.
    pub price_usd: f64,
    /// The amount, in USD.
    pub amount_usd: f64,
}

/// The bill of a month that goes on like the run.
///
/// # Errors
/// [`UnknownRegion`] if the book does not know the scenario's Region.
pub fn month_bill(trace: &Trace, scenario: &Scenario, book: &PriceBook) -> Result<Bill, UnknownRegion> {
    let month = usage(trace, None).per_month(trace.duration, scenario.account.month());
    bill(&month, book, &scenario.account.region, scenario.account.free_tier)
}

impl BillView {
    /// Reads a run of `scenario`, priced by `book`.
    ///
    /// # Errors
    /// [`UnknownRegion`] if the book does not know the scenario's Region.
    pub fn of(trace: &Trace, scenario: &Scenario, book: &PriceBook) -> Result<Self, UnknownRegion> {
        let account = &scenario.account;
        let prices = book.region(&account.region)?;
        let month_usage = usage(trace, None).per_month(trace.duration, account.month());
        let month = bill(&month_usage, book, &account.region, account.free_tier)?;
        let run = month.share(trace.duration, account.month());
        let tiers = duration_by_tier(&month_usage, book, &account.region, account.free_tier)?;
        Ok(Self {
            lines: LineItem::ALL
                .into_iter()
                .filter(|item| item.is_usual() || month.line(*item).quantity.amount().0 > 0.0)
                .map(|item| BillLine::of(item, &month, &run, prices))
                .collect(),
            tiers: tiers
                .into_iter()
                .map(|tier| BillTier {
                    architecture: tier.architecture,
                    tier: tier.tier,
                    gb_seconds: tier.quantity.as_gb_seconds_f64(),
                    price_usd: tier.price.as_f64(),
                    amount_usd: tier.amount.as_f64(),
                })
                .collect(),
            prices_as_of: book.as_of.to_string(),
            region_name: prices.name.to_string(),
        })
    }
}

impl BillLine {
    fn of(item: LineItem, month: &Bill, run: &Bill, prices: &RegionPrices) -> Self {
        let line = month.line(item);
        let (quantity, unit) = line.quantity.amount();
        let is_used = line.amount.as_f64() > 0.0;
        let copied = |item: &_| prices.quote(*item).origin == PriceOrigin::UsEast1;
        Self {
            item,
            quantity,
            unit,
            free: line.free.amount().0,
            month_usd: line.amount.as_f64(),
            run_usd: run.line(item).amount.as_f64(),
            is_priced_as_us_east_1: is_used && item.prices().iter().any(copied),
        }
    }
}

/// What each function alone would cost a month without free tier: its lines in the order of [`LineItem::ALL`], in USD. Empty if
/// the Region has no prices.
#[must_use]
pub fn bill_by_function(trace: &Trace, scenario: &Scenario, book: &PriceBook) -> Vec<(FunctionId, Vec<f64>)> {
    let functions = (0..trace.functions.len()).map(|index| FunctionId(index as u16));
    functions
        .filter_map(|function| {
            let month = usage(trace, Some(function)).per_month(trace.duration, scenario.account.month());
            let bill = bill(&month, book, &scenario.account.region, false).ok()?;
            Some((function, bill.lines().into_iter().map(|(_, line)| line.amount.as_f64()).collect()))
        })
        .collect()
}
