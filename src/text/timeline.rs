//! The words of the timeline and of the chart of requests in flight.

use lambda_sim::readings::{BarKind, MarkKind};
use lambda_sim::trace::SettingKind;
use lambda_story::format;
use lambda_story::throttle_reasons;

pub const ALL_FUNCTIONS: &str = "all functions";
pub const EVERY_FUNCTION: &str = "All";
pub const CHOOSE_FUNCTION: &str = "Functions shown";
pub const LEGEND: &str = "What the colours and textures stand for";
pub const IDLE: &str = "idle";
pub const SANDBOX: &str = "sandbox only";
pub const THROTTLED: &str = "throttled";
pub const ERROR: &str = "error";
pub const TIMEOUT: &str = "timeout";
pub const RETRY: &str = "retry";
pub const PROVISIONED_LANES: &str = "provis.";
pub const FIRST_LANE: &str = "First environment in sight";
pub const ZOOM_IN: &str = "Zoom in";
pub const ZOOM_OUT: &str = "Zoom out";
pub const FIT: &str = "Show the whole run";
pub const ZOOM: &str = "Zoom";
pub const STRIP: &str = "Part of the run in sight";
pub const NOTHING: &str = "No environments in the counted time: nothing was invoked.";
pub const KEYS: &str = "Arrow up and down scroll environments, F shows the selection closely, Escape ends the selection. The question mark \
    lists all keys.";
pub const VIEWS: &str = "View";

/// The classes of the swatches of versions, by their letter.
pub const VERSION_TINTS: [&str; 4] = ["version-a", "version-b", "version-c", "version-d"];

/// The letter that marks a version or configuration of a function.
pub fn letter(epoch: u16) -> char {
    char::from(b'A' + (epoch % 26) as u8)
}

/// A version with its letter; 0 is `$LATEST`.
pub fn version(epoch: u16, version: u32) -> String {
    match version {
        0 => format!("{} $LATEST", letter(epoch)),
        version => format!("{} v{version}", letter(epoch)),
    }
}

/// A version of a function; no function is named where there is only one.
pub fn version_of(function: &str, epoch: u16, number: u32) -> String {
    if function.is_empty() { version(epoch, number) } else { format!("{function} {}", version(epoch, number)) }
}

/// A function's first lane, with its version's letter where there are several.
pub fn named_lane(function: &str, epoch: Option<u16>) -> String {
    match epoch {
        Some(epoch) => format!("{} {function}", letter(epoch)),
        None => function.to_owned(),
    }
}

/// A lane's name, with its version's letter where there are several.
pub fn lane(epoch: Option<u16>, number: u32) -> String {
    match epoch {
        Some(epoch) => format!("{}\u{a0}{}", letter(epoch), environment(number)),
        None => environment(number),
    }
}

/// The title of the views.
pub fn title(function: Option<&str>, requests: bool) -> String {
    let what = if requests { "Requests" } else { "Environments" };
    format!("{what} of {}", function.unwrap_or(ALL_FUNCTIONS))
}

/// A lane's name.
pub fn environment(number: u32) -> String {
    format!("env\u{a0}{number}")
}

/// What a bar or a line means.
pub const fn bar(kind: BarKind) -> &'static str {
    match kind {
        BarKind::Initialised => "idle",
        BarKind::Sandbox => "sandbox only",
        BarKind::Download => "download",
        BarKind::Start => "start",
        BarKind::Init => "init",
        BarKind::Restore => "restore",
        BarKind::SuppressedInit => "init again",
        BarKind::Handler => "handler",
        BarKind::FailedHandler => "handler, failed",
        BarKind::TimedOutHandler => "handler, timed out",
    }
}

/// What a mark means, in words.
pub fn mark(kind: MarkKind, count: u32) -> String {
    let many = count != 1;
    let what = match kind {
        MarkKind::Throttle(_) if many => "requests throttled",
        MarkKind::Throttle(_) => "request throttled",
        MarkKind::Error if many => "errors",
        MarkKind::Error => "error",
        MarkKind::Timeout if many => "timeouts",
        MarkKind::Timeout => "timeout",
        MarkKind::Retry if many => "retries",
        MarkKind::Retry => "retry",
    };
    let by = match kind {
        MarkKind::Throttle(reason) => format!(" by {}", throttle_reasons::name(reason)),
        _ => String::new(),
    };
    format!("{} {what}{by}", format::count(u64::from(count)))
}

/// Several rows on one pixel.
pub fn merged(rows: u32) -> String {
    format!("{} invocations on this pixel: zoom in", format::count(u64::from(rows)))
}

/// What the canvas says to those who do not see it.
pub fn label(function: Option<&str>, lanes: u32, from: &str, to: &str) -> String {
    let whose = function.unwrap_or(ALL_FUNCTIONS);
    let lanes = format::count(u64::from(lanes));
    format!("Timeline of {whose}: {lanes} lanes of environments, {from} to {to} in sight")
}

/// What the overview strip says to those who do not see it.
pub fn strip(from: &str, to: &str) -> String {
    format!("{from} to {to}")
}

// Requests in flight.

pub const CONCURRENCY_LEGEND: &str = "What the colours and lines of the chart stand for";
pub const PROVISIONED: &str = "provisioned";
pub const ON_DEMAND: &str = "on demand";
pub const TABLE: &str = "Table";
pub const CONCURRENCY_HEAD: [&str; 6] =
    ["From", "Peak in flight", "provisioned", "on demand", "Mean in flight", "Throttled"];

/// The title of the chart: what the window shows.
pub fn in_flight(peak: u32, limit: Option<(SettingKind, u32)>, at_limit_us: f64) -> String {
    let count = |count: u32| format::count(u64::from(count));
    match limit {
        Some((kind, limit)) if at_limit_us > 0.0 => {
            format!(
                "In flight reached the {} limit of {} for {}",
                limit_name(kind),
                count(limit),
                format::time_us(at_limit_us)
            )
        }
        Some((SettingKind::Reserved, limit)) => {
            format!("In flight peaked at {} of {} reserved", count(peak), count(limit))
        }
        Some((_, limit)) => format!("In flight peaked at {} of {} in the account", count(peak), count(limit)),
        None => format!("In flight peaked at {}", count(peak)),
    }
}

/// A limit's line: `reserved 24`.
pub fn limit_line(kind: SettingKind, value: u32) -> String {
    format!("{}\u{a0}{}", limit_name(kind), format::count(u64::from(value)))
}

/// A limit that lies too far above to be drawn.
pub fn far_limit(label: &str) -> String {
    format!("{label}, far above")
}

const fn limit_name(kind: SettingKind) -> &'static str {
    match kind {
        SettingKind::ConcurrencyLimit => "account",
        SettingKind::UnreservedPool => "unreserved pool",
        SettingKind::Reserved => "reserved",
        SettingKind::Provisioned | SettingKind::ProvisionedReady => "provisioned",
    }
}

/// What is in flight at a moment, and how many requests were refused there.
pub fn read_out(moment: &str, provisioned: u32, on_demand: u32, throttles: u32) -> String {
    let count = |count: u32| format::count(u64::from(count));
    let mut text = format!("{moment} · {} in flight", count(provisioned + on_demand));
    if provisioned > 0 {
        text.push_str(&format!(", {} provisioned", count(provisioned)));
    }
    if throttles > 0 {
        text.push_str(&format!(" · {} throttled", count(throttles)));
    }
    text
}

/// What the chart says to those who do not see it.
pub fn chart(title: &str, from: &str, to: &str) -> String {
    format!("{title}, between {from} and {to}. The table below has the numbers.")
}

#[cfg(test)]
mod tests {
    use super::*;
    use lambda_sim::trace::ThrottleReason;

    #[test]
    fn marks_are_counted_in_words() {
        let throttle = MarkKind::Throttle(ThrottleReason::ReservedConcurrency);
        assert_eq!(mark(throttle, 1), "1 request throttled by reserved concurrency");
        assert_eq!(mark(throttle, 1_204), "1,204 requests throttled by reserved concurrency");
        assert_eq!(mark(MarkKind::Retry, 2), "2 retries");
    }

    #[test]
    fn the_title_names_the_function() {
        assert_eq!(title(Some("checkout"), false), "Environments of checkout");
        assert_eq!(title(None, true), "Requests of all functions");
    }

    #[test]
    fn the_chart_is_titled_by_what_it_shows() {
        let reserved = Some((SettingKind::Reserved, 24));
        let title = |at_limit_us| in_flight(24, reserved, at_limit_us).replace('\u{a0}', " ");
        assert_eq!(title(6_900_000.0), "In flight reached the reserved limit of 24 for 6.9 s");
        assert_eq!(title(0.0), "In flight peaked at 24 of 24 reserved");
        assert_eq!(in_flight(24, None, 0.0), "In flight peaked at 24");
    }
}
