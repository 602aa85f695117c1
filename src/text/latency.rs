//! Words of latencies: how they spread, by start, by version, by source.

use lambda_sim::readings::{Group, LatencyDistribution};
use lambda_sim::trace::StartKind;
use lambda_story::format;
use lambda_story::{Names, version};

pub const TAB: &str = "Latency";
pub const WAITING: &str = "Reading the latencies …";
pub const BY: &str = "By";
pub const BY_START: &str = "start";
pub const BY_VERSION: &str = "version";
pub const BY_SOURCE: &str = "source";
pub const NOTHING: &str = "Nothing ran.";
pub const HEAD: [&str; 9] = ["Group", "Invocations", "Mean", "p50", "p90", "p95", "p99", "p99.9", "Longest"];

/// A group's name.
pub fn group(group: Group, names: Names<'_>) -> String {
    match group {
        Group::Start(StartKind::Warm) => "warm".to_owned(),
        Group::Start(StartKind::PartialCold) => "partial cold".to_owned(),
        Group::Start(StartKind::FullCold) => "cold".to_owned(),
        Group::Provisioned => "provisioned".to_owned(),
        Group::Version(function, number) => format!("{}, {}", names.function(function), version(number)),
        Group::Source(source) => names.source(source).to_owned(),
    }
}

/// What the table has.
pub const TABLE: &str = "The same in figures";

/// The spreads in a sentence: the slowest group against the others.
pub fn caption(spreads: &[LatencyDistribution], names: Names<'_>) -> String {
    let p99 = |spread: &LatencyDistribution| spread.percentiles_ms[3];
    let slowest = spreads.iter().max_by(|a, b| p99(a).total_cmp(&p99(b)));
    let fastest = spreads.iter().min_by(|a, b| p99(a).total_cmp(&p99(b)));
    match (slowest, fastest) {
        (Some(slowest), Some(fastest)) if slowest.group != fastest.group => format!(
            "99 of 100 {} requests were answered within {}, of {} within {}",
            group(fastest.group, names),
            format::ms(p99(fastest)),
            group(slowest.group, names),
            format::ms(p99(slowest))
        ),
        (Some(only), _) => format!("99 of 100 requests were answered within {}", format::ms(p99(only))),
        _ => NOTHING.to_owned(),
    }
}

/// What the latency is.
pub const ABOUT: &str = "From a request's arrival to its response, cold start included; CloudWatch's Duration leaves that out. \
    Each bar is a tenth of a decade wide; heights are shares of their group. The timeline's choice of a function holds here.";

#[cfg(test)]
mod tests {
    use super::*;
    use lambda_sim::scenario::Scenario;

    #[test]
    fn the_caption_sets_the_slowest_against_the_fastest() {
        let spread = |group, p99| LatencyDistribution {
            group,
            count: 1,
            mean_ms: 1.0,
            percentiles_ms: [1.0, 1.0, 1.0, p99, p99],
            max_ms: p99,
            bins: vec![],
        };
        let scenario = Scenario::default();
        let spreads = [spread(Group::Start(StartKind::Warm), 80.0), spread(Group::Start(StartKind::FullCold), 610.0)];
        assert_eq!(
            caption(&spreads, Names(&scenario)).replace('\u{a0}', " "),
            "99 of 100 warm requests were answered within 80 ms, of cold within 610 ms"
        );
        assert_eq!(caption(&[], Names(&scenario)), NOTHING);
    }
}
