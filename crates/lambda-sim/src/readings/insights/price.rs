//! What Lambda Insights adds to a month: CloudWatch bills its metrics and its logs (O4). It is no line of Lambda's own bill.
//!
//! Sources: the example event of the CloudWatch guide, which carries eight metrics; Amazon CloudWatch pricing for US East
//! (N. Virginia). That an event takes about 1 KB is assumed.

use crate::pricing::Usd;
use crate::units::Micros;

/// Metrics that each function reports.
const METRICS_PER_FUNCTION: u64 = 8;

/// What a metric costs a month, in US cents.
const CENTS_PER_METRIC: u64 = 30;

/// What an invocation writes, in bytes.
const BYTES_PER_INVOCATION: u64 = 1_024;

/// What a GB of log costs, in US cents.
const CENTS_PER_GB: u64 = 50;

/// A month of 30 days, in s.
const MONTH_S: u64 = 30 * 86_400;

/// What a month costs that goes on like a run of so many invocations of so many functions that have it on.
#[must_use]
pub fn month_usd(functions: u64, invocations: u64, duration: Micros) -> Usd {
    let metrics = Usd::from_cents(functions.saturating_mul(METRICS_PER_FUNCTION * CENTS_PER_METRIC));
    let of_the_run = Usd::from_cents(CENTS_PER_GB).scaled(invocations.saturating_mul(BYTES_PER_INVOCATION), 1 << 30);
    metrics + of_the_run.scaled(MONTH_S * 1_000_000, duration.0)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn metrics_are_billed_by_function_and_logs_by_invocation() {
        let month = Micros::from_secs(MONTH_S);
        assert!((month_usd(1, 1_000_000, month).as_f64() - 2.877).abs() < 0.001);
        assert_eq!(month_usd(0, 0, month), Usd::ZERO);
    }
}
