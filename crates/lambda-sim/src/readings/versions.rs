//! The versions of a function beside each other: what each served, how well, and how the alias shifted between them.

use super::is_counted;
use super::latency::Latency;
use crate::trace::{AliasInfo, FunctionId, Outcome, PoolId, StartKind, Trace};
use crate::units::{Instant, Micros};
use serde::{Deserialize, Serialize};

/// One version.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct VersionCounts {
    /// Its number; 0 is `$LATEST`.
    pub version: u32,
    /// Requests that ran.
    pub invocations: u64,
    /// Those that failed, timeouts among them.
    pub errors: u64,
    /// Those that started cold.
    pub cold: u64,
    /// Requests of it that were refused.
    pub throttles: u64,
    /// Its latency from arrival to response, in ms: the median, the 95th and 99th percentile; none where none ran.
    pub latency_ms: Option<[f64; 3]>,
    /// Invocations by step of the counted time.
    pub invocations_over_time: Vec<u32>,
    /// And errors.
    pub errors_over_time: Vec<u32>,
}

/// All versions of a function.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Versions {
    /// Whose.
    pub function: FunctionId,
    /// The length of a step, in µs.
    pub step_us: u64,
    /// The versions that anything called, by number.
    pub versions: Vec<VersionCounts>,
    /// Where the alias points: from when on, which version, which additional one, and the share of that in millionths.
    pub shifts: Vec<(Instant, u32, u32, u32)>,
}

/// Steps at most.
const STEPS: u64 = 120;

impl Versions {
    /// Reads one function.
    #[must_use]
    pub fn of(trace: &Trace, function: FunctionId) -> Self {
        let step_us = trace.duration.0.div_ceil(STEPS).max(1);
        let steps = usize::try_from(trace.duration.0.div_ceil(step_us)).unwrap_or_default();
        let mut numbers: Vec<u32> =
            trace.pools.iter().filter(|info| info.function == function).map(|info| info.version).collect();
        numbers.sort_unstable();
        numbers.dedup();
        let place = |pool: PoolId| {
            let info = trace.pools.get(pool.index()).filter(|info| info.function == function)?;
            numbers.binary_search(&info.version).ok()
        };
        let mut tallies: Vec<(VersionCounts, Vec<Micros>)> = numbers
            .iter()
            .map(|version| {
                let counts = VersionCounts {
                    version: *version,
                    invocations: 0,
                    errors: 0,
                    cold: 0,
                    throttles: 0,
                    latency_ms: None,
                    invocations_over_time: vec![0; steps],
                    errors_over_time: vec![0; steps],
                };
                (counts, Vec::new())
            })
            .collect();
        for invocation in trace.invocations_with_starts().filter(|invocation| is_counted(invocation.row.arrival)) {
            let row = &invocation.row;
            let Some((counts, times)) = place(row.pool).and_then(|place| tallies.get_mut(place)) else { continue };
            let step = (row.arrival.since(Instant::ZERO).0 / step_us) as usize;
            let failed = !matches!(row.flags.outcome(), Outcome::Completed | Outcome::Running);
            counts.invocations += 1;
            counts.errors += u64::from(failed);
            counts.cold += u64::from(row.flags.counted_start() != StartKind::Warm);
            if let (Some(all), Some(errors)) =
                (counts.invocations_over_time.get_mut(step), counts.errors_over_time.get_mut(step))
            {
                *all += 1;
                *errors += u32::from(failed);
            }
            times.push(invocation.latency());
        }
        for row in trace.throttles.iter().filter(|row| is_counted(row.at)) {
            if let Some((counts, _)) = place(row.pool).and_then(|place| tallies.get_mut(place)) {
                counts.throttles += 1;
            }
        }
        let versions = tallies.into_iter().map(|(mut counts, mut times)| {
            let percentiles = Latency::of(&mut times).map(|latency| latency.percentiles.map(Micros::as_millis_f64));
            counts.latency_ms = percentiles.map(|[p50, _, p95, p99]| [p50, p95, p99]);
            counts
        });
        Self { function, step_us, versions: versions.collect(), shifts: shifts(trace, function) }
    }
}

fn shifts(trace: &Trace, function: FunctionId) -> Vec<(Instant, u32, u32, u32)> {
    let version = |pool: PoolId| trace.pools.get(pool.index()).map_or(0, |info| info.version);
    let told =
        |at: Instant, alias: AliasInfo| (at, version(alias.primary), version(alias.additional), alias.weight_ppm);
    let first = trace.functions.get(function.index()).map(|info| told(Instant::ZERO, info.alias));
    let later = trace.shifts.iter().filter(|row| row.function == function).map(|row| {
        let alias = AliasInfo { primary: row.primary, additional: row.additional, weight_ppm: row.weight_ppm };
        told(row.at.max(Instant::ZERO), alias)
    });
    first.into_iter().chain(later).collect()
}

#[cfg(test)]
mod tests {
    use super::super::testing::run;
    use super::*;

    #[test]
    fn versions_are_counted_apart_and_the_alias_tells_its_shares() {
        let trace = run(r#"{"version": 1, "duration_s": 60, "functions": [{"name": "f", "versions": [{"version": 2}],
                "alias": {"version": 1, "additional_version": 2, "additional_weight": 0.25}}],
                "sources": [{"name": "s", "function": "f", "qualifier": "live", "traffic": {"constant": {"rps": 20}}}]}"#);
        let versions = Versions::of(&trace, FunctionId(0));
        assert_eq!(versions.shifts, [(Instant::ZERO, 1, 2, 250_000)]);
        let of = |number: u32| {
            versions.versions.iter().find(|version| version.version == number).map_or(0, |version| version.invocations)
        };
        assert_eq!(of(1) + of(2), 1_200);
        assert!((200..400).contains(&of(2)), "{}", of(2));
        for version in &versions.versions {
            let over_time: u32 = version.invocations_over_time.iter().sum();
            assert_eq!(u64::from(over_time), version.invocations);
        }
    }
}
