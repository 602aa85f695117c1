//! Words of the bill.

use crate::ui::format;

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

pub fn line(id: &str) -> &str {
    match id {
        "requests" => "Requests",
        "duration" => "Duration, on demand",
        "init" => "Init, on demand",
        "provisioned" => "Provisioned concurrency",
        "provisioned_duration" => "Duration, provisioned",
        "ephemeral_storage" => "Ephemeral storage",
        "snapstart_cache" => "SnapStart, snapshots kept",
        "snapstart_restore" => "SnapStart, restores",
        "streaming" => "Streamed responses",
        "tenant_environments" => "Environments of tenants",
        "durable_operations" => "Durable executions, operations",
        "durable_written" => "Durable executions, data written",
        "durable_stored" => "Durable executions, data kept",
        "instances" => "Managed Instances, EC2",
        "instance_fee" => "Managed Instances, fee",
        "pollers" => "Provisioned pollers",
        other => other,
    }
}

/// The bill in one sentence: what it is mostly made of.
pub fn caption(month_usd: f64, largest: Option<(&str, f64)>) -> String {
    match largest {
        Some((id, usd)) if month_usd > 0.0 => format!(
            "A month that goes on like this run costs {}; {} of it for {}.",
            format::usd(month_usd),
            format::share(usd / month_usd),
            line(id).to_ascii_lowercase()
        ),
        _ => "A month that goes on like this run costs nothing.".to_owned(),
    }
}

/// Whose prices, and of which day.
pub fn prices(region: &str, as_of: &str, month_of_730_h: bool) -> String {
    let month = if month_of_730_h { "730 hours" } else { "30 days" };
    format!("Prices of {region} as of {as_of}. A month has {month}; tiers and free tier apply to the month.")
}

pub fn tier(number: u32) -> String {
    match number {
        1 => "first".to_owned(),
        2 => "second".to_owned(),
        3 => "third".to_owned(),
        other => other.to_string(),
    }
}
