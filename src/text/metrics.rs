//! Words of metrics and alarms. Metrics and statistics are called as CloudWatch calls them.

use lambda_sim::monitoring::{AlarmState, Metric, Statistic, Unit};
use lambda_sim::readings::cloudwatch::Dimension;
use lambda_sim::trace::FunctionId;
use lambda_story::format;

pub const TAB: &str = "Metrics & alarms";
pub const WAITING: &str = "Reading the metrics …";
pub const METRIC: &str = "Metric";
pub const STATISTIC: &str = "Statistic";
pub const DIMENSION: &str = "Of";
pub const ALL: &str = "all functions";
pub const EVENT_TIME: &str = "event time";
pub const LENS: &str = "CloudWatch keeps one point a minute; the finer steps are what happened. Hide either in the legend. \
    Invocations leave out what was throttled, and Duration leaves out the cold start's init.";
pub const ALARMS: &str = "Alarms";
pub const ALARM: &str = "Alarm";
pub const STATE: &str = "State";
pub const SINCE: &str = "Since";

/// The name of a series of minutes.
pub fn minutes(statistic: Statistic) -> String {
    format!("CloudWatch, {statistic} by the minute")
}

/// The name of what is seen finer.
pub fn finer(statistic: Statistic, period_s: u32, times: u32) -> String {
    let times = if times > 1 { format!(" × {times}") } else { String::new() };
    format!("{EVENT_TIME}, {statistic} by {}{times}", format::seconds(f64::from(period_s)))
}

/// Which panel a select belongs to.
pub fn of_panel(what: &str, number: usize) -> String {
    format!("{what} of chart {}", number + 1)
}

/// What CloudWatch calls this kind of dimension; `None` for all functions.
pub const fn dimension_group(dimension: Dimension) -> Option<&'static str> {
    match dimension {
        Dimension::All => None,
        Dimension::Function(_) => Some("FunctionName"),
        Dimension::Resource { .. } => Some("Resource"),
        Dimension::ExecutedVersion { .. } => Some("ExecutedVersion"),
    }
}

/// A dimension among the choices, as CloudWatch writes its value.
pub fn dimension<'a>(dimension: Dimension, name: impl Fn(FunctionId) -> &'a str) -> String {
    match dimension {
        Dimension::All => ALL.to_owned(),
        Dimension::Function(function) => name(function).to_owned(),
        Dimension::Resource { function, version } => {
            let name = name(function);
            match version {
                None => format!("{name}:live"),
                Some(0) => format!("{name}:$LATEST"),
                Some(version) => format!("{name}:{version}"),
            }
        }
        Dimension::ExecutedVersion { function, version } => format!("{}:live → version {version}", name(function)),
    }
}

/// What was measured, in a sentence.
pub fn caption(metric: Metric, statistic: Statistic, highest: Option<(f64, f64)>, show: fn(f64) -> String) -> String {
    let name = metric.entry().name;
    match highest {
        Some((_, value)) if value <= 0.0 => format!("{name} stayed {}", show(value)),
        Some((at_us, value)) => {
            format!("{name} was at most {} a minute ({statistic}), at {}", show(value), format::moment_us(at_us))
                .replace(" a minute (Sum)", " in a minute")
                .replace(" a minute (", " (")
        }
        None => format!("{name} told nothing in this run"),
    }
}

/// How values of a unit are written.
pub fn show(unit: Unit) -> fn(f64) -> String {
    match unit {
        Unit::Milliseconds => format::ms,
        Unit::Count | Unit::None => format::quantity,
    }
}

/// The name of an alarm's line.
pub fn threshold(name: &str, threshold: &str) -> String {
    format!("{name} {threshold}")
}

/// A state as CloudWatch spells it.
pub const fn state(state: AlarmState) -> &'static str {
    match state {
        AlarmState::Ok => "OK",
        AlarmState::Alarm => "ALARM",
        AlarmState::InsufficientData => "INSUFFICIENT_DATA",
    }
}

pub const LIMIT: &str = "concurrency limit";

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_caption_tells_the_highest_minute() {
        let caption = |statistic, value| {
            caption(Metric::Throttles, statistic, Some((60e6, value)), format::quantity).replace('\u{a0}', " ")
        };
        assert_eq!(caption(Statistic::Sum, 37.0), "Throttles was at most 37 in a minute, at 1:00.00");
        assert_eq!(caption(Statistic::Sum, 0.0), "Throttles stayed 0");
        assert_eq!(caption(Statistic::Maximum, 1.0), "Throttles was at most 1 (Maximum), at 1:00.00");
    }
}
