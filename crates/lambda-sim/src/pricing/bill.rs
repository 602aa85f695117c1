//! A month's usage at a Region's prices: lines that sum to the total. [`LineItem`] says what each line is made of.

use super::book::{PriceBook, UnknownRegion};
use super::line::LineItem;
use super::money::Usd;
use super::month::{Month, OnDemand, TierUse};
use super::quantity::Line;
use super::usage::Usage;
use crate::units::Micros;

/// A bill by line items. The total is not stored: it is the lines' sum.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Bill {
    lines: [Line; LineItem::ALL.len()],
}

impl Bill {
    /// A line by its name.
    #[must_use]
    pub const fn line(&self, item: LineItem) -> Line {
        self.lines[item as usize]
    }

    /// The lines with their names, in the order of the bill.
    #[must_use]
    pub fn lines(&self) -> [(LineItem, Line); LineItem::ALL.len()] {
        LineItem::ALL.map(|item| (item, self.line(item)))
    }

    /// The sum of the lines.
    #[must_use]
    pub fn total(&self) -> Usd {
        self.lines.iter().map(|line| line.amount).sum()
    }

    /// A run's own cost: its share by time of this bill for a `month` (design, *Money*).
    ///
    /// Each line is rounded half up by itself, so the lines again sum to the total.
    #[must_use]
    pub fn share(&self, run: Micros, month: Micros) -> Self {
        Self { lines: self.lines.map(|line| line.scaled(run.0, month.0)) }
    }

    /// The total for each million of the `invocations` that this bill is for; `None` if there are none.
    #[must_use]
    pub fn per_million(&self, invocations: u64) -> Option<Usd> {
        (invocations > 0).then(|| self.total().scaled(1_000_000, invocations))
    }
}

/// Bills one month's usage of one account in one Region, with or without the free tier.
///
/// # Errors
/// When the book has no prices for the Region.
pub fn bill(usage: &Usage, book: &PriceBook, region: &str, free_tier: bool) -> Result<Bill, UnknownRegion> {
    let month = Month::new(usage, book, book.region(region)?, free_tier);
    Ok(Bill { lines: LineItem::ALL.map(|item| item.of(&month)) })
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
