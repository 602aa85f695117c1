//! Words of the panel "Concurrency".

use super::{FieldText, field};
use lambda_story::format;

pub const TITLE: &str = "Concurrency";

pub const RESERVED: FieldText = field(
    "Reserved",
    "A guarantee and a cap: taken from the account's pool even while idle, free of charge. It keeps nothing warm.",
    "Rule C3 · Lambda Developer Guide, configuration-concurrency",
);
pub const PROVISIONED: FieldText = field(
    "Provisioned",
    "Environments kept initialised on the alias `live`; above them, requests run on demand. Billed idle or not.",
    "Rules C4, C5, M4 · Lambda Developer Guide, provisioned-concurrency",
);
pub const ALLOCATE: FieldText = field(
    "Allocate at the start of the run",
    "Off: it has long been set and all is ready. On: it takes one to two minutes, then up to 6,000 a minute.",
    "Rule C6 · Lambda Developer Guide, provisioned-concurrency",
);

pub const RESERVED_ON: &str = "A guarantee and a cap. It keeps nothing warm.";
pub const RESERVED_OFF: &str = "Off: the function shares what the account leaves unreserved.";
pub const RESERVED_ZERO: &str = "Zero refuses every request: the emergency stop.";
pub const PROVISIONED_OFF: &str = "Off: environments are made when requests come.";

/// What provisioned concurrency costs.
pub fn price(month_usd: f64) -> String {
    format!("{} a month at this memory, idle or not", format::usd(month_usd))
}

/// How busy provisioned environments must be to pay.
pub fn break_even(share: f64) -> String {
    format!("cheaper than on demand if busy over {} of the time", format::share(share))
}

/// What of the account is left.
pub fn left(left: u64, limit: u64) -> String {
    format!("{} of {} left for all functions without reserved concurrency", format::count(left), format::count(limit))
}

pub const NO_ACCOUNT_LIMIT: &str = "The account's quota is off: nothing runs short.";
