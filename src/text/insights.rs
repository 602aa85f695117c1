//! Words of Lambda Insights, with its metric names.

use lambda_story::format::{self, count};

pub const TAB: &str = "Insights";
pub const WAITING: &str = "Reading Lambda Insights …";
pub const OFF: &str = "Lambda Insights is off, as it is in AWS until you add its extension. Switch it on for a function to see CPU, \
    memory and network of each of its invocations; CloudWatch bills its metrics and logs.";
pub const ON: &str = "Lambda Insights on";
pub const VIEW: &str = "View";
pub const MULTI: &str = "multi-function";
pub const OVERVIEW: &str = "Multi-function overview: invocations that ended in the run";
pub const SINGLE: &str = "Single-function view: invocations that ended in the run";
pub const OVERVIEW_HEAD: [&str; 11] = [
    "Function",
    "Invocations",
    "Cold starts",
    "Errors",
    "Duration mean",
    "Duration max",
    "init_duration",
    "cpu_total_time",
    "used_memory_max",
    "memory_utilization",
    "GB-s",
];
pub const RECENT: &str = "The most recent invocations";
pub const RECENT_HEAD: [&str; 8] = [
    "Ended",
    "duration",
    "billed_duration",
    "init_duration",
    "cpu_total_time",
    "used_memory_max",
    "memory_utilization",
    "outcome",
];
pub const NO_NETWORK: &str =
    "rx_bytes, tx_bytes and tmp_used are left out: a scenario does not say what a function sends or keeps.";

/// What it adds to the bill.
pub fn price(functions: usize, month_usd: f64) -> String {
    format!(
        "CloudWatch adds {} a month for {}: 8 metrics a function at $0.30, and about 1 KB of log an invocation at $0.50 a GB.",
        format::usd(month_usd),
        if functions == 1 { "1 function".to_owned() } else { format!("{} functions", count(functions as u64)) }
    )
}

/// A metric's chart in a sentence.
pub fn caption(name: &str, highest: Option<f64>, show: fn(f64) -> String) -> String {
    match highest {
        Some(highest) if highest <= 0.0 => format!("{name} stayed {}", show(highest)),
        Some(highest) => format!("{name} was at most {}", show(highest)),
        None => format!("{name} told nothing in this run"),
    }
}

/// A percentage, as a metric has it.
pub fn percent(value: f64) -> String {
    format!("{}\u{a0}%", format::quantity((value * 10.0).round() / 10.0))
}

/// Memory, as a metric has it.
pub fn mb(value: f64) -> String {
    format!("{}\u{a0}MB", format::quantity(value.round()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_price_names_what_it_is_made_of() {
        let text = price(1, 2.92).replace('\u{a0}', " ");
        assert!(text.contains("$") && text.contains("1 function:"), "{text}");
    }
}
