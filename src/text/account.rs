//! Words of the panel "Account and Region".

use super::{FieldText, field};
use lambda_story::format;

pub const TITLE: &str = "Account and Region";
pub const MORE: &str = "Scaling, request rate, bill";

pub const REGION: FieldText = field(
    "Region",
    "Decides the prices. Quotas hold for one account in one Region.",
    "Rule M5 · aws.amazon.com/lambda/pricing",
);
pub const CONCURRENCY_LIMIT: FieldText = field(
    "Concurrency quota",
    "Requests in flight at any time, all functions of the account together.",
    "Quota Q1 · Lambda Developer Guide, gettingstarted-limits",
);
pub const SCALING_PER_10S: FieldText = field(
    "Scaling rate",
    "New environments that each function may add in 10 s; it refills continuously.",
    "Rule C10 · Lambda Developer Guide, scaling-behavior",
);
pub const REQUESTS_PER_SECOND: FieldText = field(
    "Request rate",
    "Requests a second for the whole account: ten times the concurrency quota unless set. It binds below 100 ms a request.",
    "Rule C9 · Lambda Developer Guide, gettingstarted-limits",
);
pub const SCALING_RULE: FieldText = field(
    "Scaling rule",
    "Before November 2023 all functions shared a burst that the Region set, then 500 environments a minute: old articles tell of it.",
    "Rules C10, C16 · Lambda Developer Guide, scaling-behavior, and its history",
);
pub const SCALING_RULES: [&str; 2] = ["per function", "before Nov 2023"];
pub const GATEWAY_RATE: FieldText = field(
    "API Gateway's rate",
    "Requests a second over all APIs of the account; half of it may come at once.",
    "Rule S2 · API Gateway Developer Guide, limits",
);
pub const FREE_TIER: FieldText = field(
    "Free tier",
    "Takes a million requests and 400,000 GB-seconds a month off the bill.",
    "Rule M6 · aws.amazon.com/lambda/pricing",
);
pub const FREE_INIT: FieldText = field(
    "Init free, as before Aug 2025",
    "Until then the init of zip files on a managed runtime cost nothing: old articles tell of it.",
    "Rule M1 · aws.amazon.com/lambda/pricing",
);
pub const MONTH_OF_730_H: FieldText =
    field("Month of 730 hours", "As AWS's calculator takes it, in place of 30 days.", "Rule M8 · assumed");

/// The note at a request rate that was not set.
pub const FOLLOWS_QUOTA: &str = "Follows the quota: ten times it.";

/// The note at a limit that is switched off.
pub const NO_LIMIT: &str = "off: no limit";

/// The note at a request rate that was set.
pub fn set_by_hand(usual: f64) -> String {
    format!("Set by hand; {} would follow the quota.", format::grouped(usual))
}

/// A Region in its list: its identifier and its place, without the continent that AWS puts before it.
pub fn region(id: &str, name: &str) -> String {
    let place = name.split_once('(').and_then(|(_, rest)| rest.split_once(')')).map_or(name, |(place, _)| place);
    format!("{id} · {place}")
}
