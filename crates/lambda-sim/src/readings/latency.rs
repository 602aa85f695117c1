//! Latencies and their percentiles.

use super::is_counted;
use crate::trace::{CallId, FunctionId, Trace};
use crate::units::{Instant, Micros};
use std::collections::BTreeMap;

/// Mean, percentiles and maximum of some times.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Latency {
    /// How many.
    pub count: u64,
    /// The mean, in µs.
    pub mean_us: f64,
    /// The 50th, 90th, 95th and 99th percentile by nearest rank.
    pub percentiles: [Micros; 4],
    /// The longest.
    pub max: Micros,
}

impl Latency {
    /// The percentiles that are read.
    pub const PERCENTS: [f64; 4] = [50.0, 90.0, 95.0, 99.0];

    /// Reads times in any order; none if there are none. Reorders them.
    #[must_use]
    pub fn of(times: &mut [Micros]) -> Option<Self> {
        let count = times.len();
        let max = times.iter().copied().max()?;
        let sum: u128 = times.iter().map(|time| u128::from(time.0)).sum();
        let mut percentiles = [Micros::ZERO; 4];
        let mut below = 0;
        for (percentile, percent) in percentiles.iter_mut().zip(Self::PERCENTS) {
            let rank = nearest_rank(count, percent);
            // All below `below` are already no larger than all above.
            let (_, value, _) = times[below..].select_nth_unstable(rank - below);
            *percentile = *value;
            below = rank;
        }
        Some(Self { count: count as u64, mean_us: sum as f64 / count as f64, percentiles, max })
    }
}

/// The index of a percentile by nearest rank among `count` sorted values, at least one.
#[must_use]
pub fn nearest_rank(count: usize, percent: f64) -> usize {
    let rank = (percent / 100.0 * count as f64).ceil() as usize;
    rank.clamp(1, count.max(1)) - 1
}

/// What became of calls, and how long each took from its first attempt to its last answer.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct CallLatencies {
    /// Calls whose first attempt is counted.
    pub calls: u64,
    /// Those that were given up only because the run ended.
    pub abandoned: u64,
    /// The latencies of the others, in no particular order.
    pub latencies: Vec<Micros>,
}

/// The calls of one function, or of all.
#[must_use]
pub fn call_latencies(trace: &Trace, function: Option<FunctionId>) -> CallLatencies {
    let mut retried: BTreeMap<CallId, (Instant, u16, bool)> = BTreeMap::new();
    for retry in trace.retries.iter() {
        retried.insert(retry.call, (retry.first, retry.attempt, retry.next >= trace.end()));
    }
    // Most calls have one attempt: a bit tells them from the others.
    let mut has_retry = vec![false; if retried.is_empty() { 0 } else { trace.calls as usize }];
    for call in retried.keys() {
        has_retry[call.index()] = true;
    }
    let mut result = CallLatencies::default();
    for (first, _, abandoned) in retried.values() {
        // Abandoned calls have no last answer; the others are counted at theirs.
        if *abandoned && is_counted(*first) {
            result.abandoned += 1;
        }
    }
    let mut answered = |call: CallId, attempt: u16, sent: Instant, at: Instant| {
        let first = match has_retry.get(call.index()) {
            Some(true) => match retried.get(&call) {
                Some((first, last, false)) if *last == attempt => *first,
                _ => return,
            },
            _ => sent,
        };
        if is_counted(first) {
            result.latencies.push(at.since(first));
        }
    };
    for invocation in trace.invocations_with_starts() {
        if super::is_of(trace, &invocation.row, function) {
            answered(invocation.row.call, invocation.row.attempt, invocation.row.arrival, invocation.end());
        }
    }
    for throttle in trace.throttles.iter() {
        if function.is_none_or(|function| trace.pools[throttle.pool.index()].function == function) {
            answered(throttle.call, throttle.attempt, throttle.at, throttle.at);
        }
    }
    if let Some(function) = function {
        let of_function = |call: &crate::trace::RetryRow| trace.sources[call.source.index()].function == function;
        let abandoned: std::collections::BTreeSet<CallId> = trace
            .retries
            .iter()
            .filter(|retry| retry.next >= trace.end() && is_counted(retry.first) && of_function(retry))
            .map(|retry| retry.call)
            .collect();
        result.abandoned = abandoned.len() as u64;
    }
    result.calls = result.latencies.len() as u64 + result.abandoned;
    result
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn percentiles_are_by_nearest_rank() {
        let mut times: Vec<Micros> = (1..=10).rev().map(Micros).collect();
        let latency = Latency::of(&mut times).expect("ten times");
        assert_eq!(latency.percentiles, [Micros(5), Micros(9), Micros(10), Micros(10)]);
        assert_eq!((latency.mean_us, latency.max), (5.5, Micros(10)));
        let mut many: Vec<Micros> = (0..10_000).map(|k| Micros(k * 7_919 % 10_000 + 1)).collect();
        let latency = Latency::of(&mut many).expect("many times");
        assert_eq!(latency.percentiles, [Micros(5_000), Micros(9_000), Micros(9_500), Micros(9_900)]);
    }

    #[test]
    fn one_time_is_every_percentile_and_none_is_nothing() {
        assert_eq!(Latency::of(&mut [Micros(4)]).map(|latency| latency.percentiles), Some([Micros(4); 4]));
        assert_eq!(Latency::of(&mut []), None);
    }
}
