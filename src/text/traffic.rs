//! Words of the panel "Traffic and sources".

use super::{FieldText, field};
use lambda_sim::scenario::{Jitter, Recorded, Retry, RetryOn, Traffic};
use lambda_story::format;

pub const TITLE: &str = "Traffic and sources";
pub const ADD_SOURCE: &str = "Add a source";
pub const ADD_PART: &str = "Add traffic on top";
pub const REMOVE_PART: &str = "Remove this part";
pub const REPLACE_WITH_CSV: &str = "Replace with CSV…";
pub const REPLACE_TITLE: &str = "Replace this source's traffic with recorded traffic (CSV)";
pub const MORE: &str = "Qualifier, retries on errors";
/// The same of a source that is not waited for.
pub const MORE_OF_EVENTS: &str = "Qualifier";

pub const NAME: FieldText = field("Source", "Who calls; it appears with each invocation.", "");
pub const FUNCTION: FieldText = field("Calls", "The function it invokes.", "");
pub const QUALIFIER: FieldText = field(
    "Qualifier",
    "Provisioned concurrency serves only callers of the alias it is set on.",
    "Rule C4 · Lambda Developer Guide, provisioned-concurrency",
);
pub const SHAPE: FieldText = field("Traffic", "When calls arrive; parts add up.", "");
pub const RPS: FieldText = field("Rate", "Calls per second.", "");
pub const FROM_RPS: FieldText = field("From", "Calls per second at first.", "");
pub const TO_RPS: FieldText = field("To", "Calls per second in the end.", "");
pub const OVER_S: FieldText = field("Over", "How long the change takes; then the rate stays.", "");
pub const BASE_RPS: FieldText = field("Usual rate", "Calls per second outside the spike.", "");
pub const PEAK_RPS: FieldText = field("Spike rate", "Calls per second during the spike.", "");
pub const AT_S: FieldText = field("Spike begins", "Seconds into the run.", "");
pub const FOR_S: FieldText = field("Spike lasts", "Its length.", "");
pub const MEAN_RPS: FieldText = field("Mean rate", "Calls per second over a whole period.", "");
pub const AMPLITUDE: FieldText = field("Swing", "How far the rate goes up and down, as a share of the mean.", "");
pub const PERIOD_S: FieldText = field("Period", "A day has 86,400 seconds.", "");
pub const SIZE: FieldText = field("Calls at once", "All at the same microsecond.", "");
pub const EVERY_S: FieldText = field("Every", "Time between bursts.", "");

pub const RETRY: FieldText = field(
    "Client retries",
    "What callers do when a request is throttled. Jitter keeps them from coming back all at once.",
    "Rule S4 · AWS Architecture Blog, Exponential backoff and jitter",
);
pub const DELAY: FieldText = field("Wait", "The wait before each retry.", "");
pub const BASE_DELAY: FieldText = field("First wait", "Doubles with each retry.", "Rule S4");
pub const MAX_DELAY: FieldText = field("Longest wait", "Where the doubling ends.", "Rule S4");
pub const MAX_ATTEMPTS: FieldText = field("Attempts", "All attempts of a call, the first included.", "Rule S4");
pub const JITTER: FieldText =
    field("Jitter", "How the wait is spread at random.", "AWS Architecture Blog, Exponential backoff and jitter");

pub const QUALIFIER_DEFAULT: &str = "default";
pub const QUALIFIER_NOTE: &str = "By default live where the function has provisioned concurrency, else $LATEST.";
pub const RETRIES_OFF: &str = "Client retries are off: nothing is sent again.";
pub const LIVE: &str = "live (alias)";
pub const LATEST: &str = "$LATEST";

/// A published version.
pub fn version(version: u32) -> String {
    format!("Version {version}")
}

pub const RETRY_NONE: &str = "none";
pub const RETRY_FIXED: &str = "fixed wait";
pub const RETRY_SDK: &str = "AWS SDK";
pub const RETRY_EXPONENTIAL: &str = "exponential backoff";

/// A retry policy.
pub const fn retry(retry: &Retry) -> &'static str {
    match retry {
        Retry::None => RETRY_NONE,
        Retry::Fixed { .. } => RETRY_FIXED,
        Retry::Exponential { .. } => RETRY_EXPONENTIAL,
        Retry::Sdk(_) => RETRY_SDK,
    }
}

pub const fn jitter(jitter: Jitter) -> &'static str {
    match jitter {
        Jitter::None => "none",
        Jitter::Full => "full",
        Jitter::Equal => "equal",
        Jitter::Decorrelated => "decorrelated",
    }
}

/// What besides throttles is retried: its path in the scenario, and its words.
pub const fn retry_on(on: RetryOn) -> (&'static str, FieldText) {
    match on {
        RetryOn::Throttle => {
            ("retry_on.throttle", field("Retry on throttles", "A throttled request is always retried.", "Rule S4"))
        }
        RetryOn::Error => (
            "retry_on.error",
            field(
                "Retry on function errors",
                "To a client a function error is an answer: SDKs do not retry it.",
                "Rule S4",
            ),
        ),
        RetryOn::Timeout => (
            "retry_on.timeout",
            field(
                "Retry on timeouts",
                "To a client a function's timeout is an answer: SDKs do not retry it.",
                "Rule S4",
            ),
        ),
    }
}

/// Sources that are not listed.
pub fn not_listed(count: usize) -> String {
    format!("{} more sources are not listed: choose the function that they call.", format::count(count as u64))
}

/// The button that removes a source.
pub fn remove_source(name: &str) -> String {
    format!("Remove the source {name}")
}

pub const fn shape(traffic: &Traffic) -> &'static str {
    match traffic {
        Traffic::Constant { .. } => "constant",
        Traffic::Poisson { .. } => "Poisson",
        Traffic::Ramp { .. } => "ramp",
        Traffic::Spike { .. } => "spike",
        Traffic::Wave { .. } => "wave",
        Traffic::Bursts { .. } => "bursts",
        Traffic::Recorded(_) => "recorded",
    }
}

/// A recording in one line.
pub fn recorded(recorded: &Recorded) -> String {
    match recorded.interval_s {
        Some(interval) => format!(
            "{} calls in {} intervals of {}",
            format::count(recorded.counts.iter().sum()),
            format::count(recorded.counts.len() as u64),
            format::seconds(interval)
        ),
        None => format!("{} calls at their recorded times", format::count(recorded.at_s.len() as u64)),
    }
}

/// What the preview shows.
pub fn preview(peak_rps: f64, duration_s: f64) -> String {
    format!("Calls per second over {}: up to {}", format::seconds(duration_s), format::quantity(peak_rps))
}
