//! Words of versions: the alias' weights, deployments, and how each version does.

use lambda_sim::scenario::Preference;
use lambda_story::format::{self, share};
use lambda_story::version;

pub const TAB: &str = "Versions";
pub const WAITING: &str = "Reading the versions …";
pub const FUNCTION: &str = "Function";
pub const HEAD: [&str; 8] = ["Version", "Invocations", "Share", "Errors", "Throttles", "Cold", "p50", "p99"];
pub const ONE: &str = "This function has one version. Publish another to send it a share of the traffic: a canary is found out by its errors before all requests meet it.";
pub const WEIGHT: &str = "Weight of the additional version";
pub const NO_ALIAS: &str = "No alias: who calls the function without naming a version gets $LATEST.";
pub const DEPLOYMENTS: &str = "Deployments";
pub const OVER_TIME: &str = "Requests of each version over time";
pub const ERRORS_OVER_TIME: &str = "Errors of each version over time";
pub const SHARE_OVER_TIME: &str = "The share of requests that each version is sent";

/// Where the alias points.
pub fn alias(primary: u32, additional: Option<u32>, weight: f64) -> String {
    match additional {
        Some(other) => {
            format!("live → {} {}, {} {}", version(primary), share(1.0 - weight), version(other), share(weight))
        }
        None => format!("live → {}", version(primary)),
    }
}

pub const AT_CURSOR_HEAD: [&str; 5] = ["Version", "Sent to it", "Invocations", "Errors", "Failed"];

/// Where the alias points at the cursor, since when, and until when versions are counted.
pub fn at_cursor(alias: &str, since_us: f64, until_us: f64) -> String {
    format!(
        "At the cursor: {alias}, since {}; counted until {}",
        format::moment_us(since_us),
        format::moment_us(until_us)
    )
}

/// A deployment in words.
pub fn deployment(at_s: f64, number: u32, preference: Preference) -> String {
    format!("From {} on {} by {}", format::moment_us(at_s * 1e6), version(number), preference.id())
}

/// How a shift went.
pub fn shift(at_us: f64, additional: u32, weight: f64) -> String {
    format!("{}: {} to {}", format::moment_us(at_us), share(weight), version(additional))
}

/// The versions in a sentence: the one that fails most.
pub fn caption(rates: &[(u32, f64)]) -> String {
    let worst = rates.iter().max_by(|a, b| a.1.total_cmp(&b.1));
    let best = rates.iter().min_by(|a, b| a.1.total_cmp(&b.1));
    match (worst, best) {
        (Some(worst), Some(best)) if worst.0 != best.0 => format!(
            "{} of the invocations of {} failed, {} of {}",
            share(worst.1),
            version(worst.0),
            share(best.1),
            version(best.0)
        ),
        (Some(only), _) => format!("{} of the invocations of {} failed", share(only.1), version(only.0)),
        _ => "No version was called.".to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn versions_are_set_against_each_other() {
        let caption = caption(&[(1, 0.01), (2, 0.08)]).replace('\u{a0}', " ");
        assert_eq!(caption, "8 % of the invocations of version 2 failed, 1 % of version 1");
        let alias = alias(1, Some(2), 0.1).replace('\u{a0}', " ");
        assert_eq!(alias, "live → version 1 90 %, version 2 10 %");
    }
}
