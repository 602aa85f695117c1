//! How latencies spread: percentiles and a histogram by what found them, by version, or by who called.
//!
//! Bins grow by a tenth of a decade: [`LatencyDistribution::edge_us`] tells where each begins, so that spreads can be laid over each other.

use super::is_counted;
use super::latency::Latency;
use crate::stats::nearest_rank;
use crate::trace::{Flags, FunctionId, Invocation, PoolId, SourceId, StartKind, Trace};
use crate::units::Micros;
use serde::{Deserialize, Serialize};

/// Bins a decade.
const PER_DECADE: f64 = 10.0;

/// The bins of a spread: from 1 µs to beyond 15 minutes.
pub const BINS: usize = 91;

/// By what invocations are told apart.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub enum Group {
    /// On demand, by what they found.
    Start(StartKind),
    /// On provisioned environments.
    Provisioned,
    /// One version of a function.
    Version(FunctionId, u32),
    /// Those of one source.
    Source(SourceId),
}

impl Group {
    /// The group of an invocation by its start.
    #[must_use]
    pub const fn by_start(flags: Flags) -> Self {
        if flags.is_provisioned() { Self::Provisioned } else { Self::Start(flags.start()) }
    }

    /// The group of an invocation by its version.
    #[must_use]
    pub fn by_version(trace: &Trace, pool: PoolId) -> Self {
        let info = &trace.pools[pool.index()];
        Self::Version(info.function, info.version)
    }
}

/// How the latencies of one group spread, from arrival to response.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct LatencyDistribution {
    /// Whose.
    pub group: Group,
    /// How many.
    pub count: u64,
    /// The mean, in ms.
    pub mean_ms: f64,
    /// The 50th, 90th, 95th, 99th and 99.9th percentile by nearest rank, in ms.
    pub percentiles_ms: [f64; 5],
    /// The longest, in ms.
    pub max_ms: f64,
    /// How many fall into each bin.
    pub bins: Vec<u32>,
}

impl LatencyDistribution {
    /// Where a bin begins, in µs.
    #[must_use]
    pub fn edge_us(bin: usize) -> f64 {
        libm::pow(10.0, bin as f64 / PER_DECADE)
    }

    /// Reads all groups that have any invocation, in order.
    #[must_use]
    pub fn by(trace: &Trace, group: impl Fn(&Invocation) -> Group, function: Option<FunctionId>) -> Vec<Self> {
        let mut groups: Vec<(Group, Vec<Micros>)> = Vec::new();
        for invocation in trace.invocations_with_starts() {
            let row = &invocation.row;
            let is_of = function.is_none_or(|function| trace.pools[row.pool.index()].function == function);
            if !is_counted(row.arrival) || !is_of {
                continue;
            }
            let group = group(&invocation);
            let place = groups.iter().position(|(other, _)| *other == group).unwrap_or_else(|| {
                groups.push((group, Vec::new()));
                groups.len() - 1
            });
            groups[place].1.push(invocation.latency());
        }
        groups.sort_by_key(|(group, _)| *group);
        groups.into_iter().filter_map(|(group, times)| Self::of(group, times)).collect()
    }

    fn of(group: Group, mut times: Vec<Micros>) -> Option<Self> {
        let latency = Latency::of(&mut times)?;
        let rank = nearest_rank(times.len(), 99.9);
        let last = times.select_nth_unstable(rank).1.as_millis_f64();
        let [p50, p90, p95, p99] = latency.percentiles.map(Micros::as_millis_f64);
        let mut bins = vec![0_u32; BINS];
        for time in &times {
            bins[bin(*time)] += 1;
        }
        Some(Self {
            group,
            count: latency.count,
            mean_ms: latency.mean_us / 1e3,
            percentiles_ms: [p50, p90, p95, p99, last],
            max_ms: latency.max.as_millis_f64(),
            bins,
        })
    }
}

fn bin(time: Micros) -> usize {
    let bin = libm::floor(libm::log10(time.0.max(1) as f64) * PER_DECADE + 1e-9);
    (bin as usize).min(BINS - 1)
}

#[cfg(test)]
mod tests {
    use super::super::testing::{calls, eventful};
    use super::*;

    #[test]
    fn every_invocation_falls_into_one_group_and_one_bin() {
        let trace = eventful();
        let counted = trace.invocations.iter().filter(|row| is_counted(row.arrival)).count() as u64;
        let by_start = LatencyDistribution::by(&trace, |invocation| Group::by_start(invocation.row.flags), None);
        let by_version =
            LatencyDistribution::by(&trace, |invocation| Group::by_version(&trace, invocation.row.pool), None);
        let by_source = LatencyDistribution::by(&trace, |invocation| Group::Source(invocation.row.source), None);
        for spreads in [&by_start, &by_version, &by_source] {
            assert_eq!(spreads.iter().map(|spread| spread.count).sum::<u64>(), counted);
            for spread in spreads {
                assert_eq!(spread.bins.iter().copied().map(u64::from).sum::<u64>(), spread.count);
                assert!(spread.percentiles_ms.is_sorted() && spread.percentiles_ms[4] <= spread.max_ms);
            }
        }
        assert_eq!((by_start.len(), by_version.len(), by_source.len()), (4, 2, 2));
    }

    #[test]
    fn a_latency_lies_in_the_bin_of_its_length() {
        let trace = calls(r#", "work": {"duration_ms": 900, "cpu_share": 0}"#, 60.0, &[1.0]);
        let spreads = LatencyDistribution::by(&trace, |invocation| Group::by_start(invocation.row.flags), None);
        let bin = spreads[0].bins.iter().position(|count| *count == 1).expect("one");
        assert_eq!(spreads[0].max_ms, 1_000.0);
        assert_eq!((LatencyDistribution::edge_us(bin), bin), (1e6, 60));
    }
}
