//! What the EC2 instances of Managed Instances cost (rule N1).

use super::money::{Price, Usd, mul_div_round};

/// Milliseconds in an hour.
const HOUR_MS: u64 = 3_600_000;

/// What instances, or pollers, × ms cost at a price per hour.
pub(super) fn instance_cost(millis: u128, price: Price) -> Usd {
    Usd(mul_div_round(millis, price.0, HOUR_MS))
}
