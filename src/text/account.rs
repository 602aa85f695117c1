//! Words of the panel "Account and Region".

use super::{FieldText, field};

pub const TITLE: &str = "Account and Region";
pub const MORE: &str = "Scaling, request rate, free tier";

pub const REGION: FieldText =
    field("Region", "Decides the prices. Quotas hold for one account in one Region.", "Rule M5 · aws.amazon.com/lambda/pricing");
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
pub const FREE_TIER: FieldText = field(
    "Free tier",
    "Takes a million requests and 400,000 GB-seconds a month off the bill.",
    "Rule M6 · aws.amazon.com/lambda/pricing",
);

/// What stands beside a limit that is switched off.
pub const NO_LIMIT: &str = "off: no limit";
