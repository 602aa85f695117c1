//! Words of the bill.

use lambda_sim::pricing::{DurationTier, LineItem};
use lambda_story::format;

pub const TAB: &str = "Cost";
pub const LINE: &str = "Line";
pub const QUANTITY: &str = "A month's quantity";
pub const FREE: &str = "Free tier";
pub const MONTH: &str = "A month";
pub const RUN: &str = "This run";
pub const TOTAL: &str = "Total";
pub const PER_MILLION: &str = "Per million invocations";
pub const TIERS: &str = "On-demand duration by price tier, handlers and init together";
pub const ARCHITECTURE: &str = "Architecture";
pub const TIER: &str = "Tier";
pub const GB_SECONDS: &str = "GB-seconds";
pub const PRICE: &str = "Price";
pub const AMOUNT: &str = "Amount";

/// The bill in one sentence: what it is mostly made of.
pub fn caption(month_usd: f64, largest: Option<(LineItem, f64)>) -> String {
    match largest {
        Some((item, usd)) if month_usd > 0.0 => format!(
            "A month that goes on like this run costs {}; {} of it for {}.",
            format::usd(month_usd),
            format::share(usd / month_usd),
            item.label().to_ascii_lowercase()
        ),
        _ => "A month that goes on like this run costs nothing.".to_owned(),
    }
}

/// Whose prices, and of which day.
pub fn prices(region: &str, as_of: &str, month_of_730_h: bool) -> String {
    let month = if month_of_730_h { "730 hours" } else { "30 days" };
    format!("Prices of {region} as of {as_of}. A month has {month}; tiers and free tier apply to the month.")
}

pub const fn tier(tier: DurationTier) -> &'static str {
    match tier {
        DurationTier::First => "first",
        DurationTier::Next => "second",
        DurationTier::Over => "third",
    }
}

/// Whose prices are used for a Region without its own.
pub fn priced_as_us_east_1(lines: &[LineItem]) -> String {
    let names: Vec<String> = lines.iter().map(|item| item.label().to_owned()).collect();
    format!(
        "No source gives this Region's prices for these, so those of US East (N. Virginia) are used: {}.",
        names.join("; ")
    )
}
