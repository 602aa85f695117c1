//! Latencies and their percentiles.

use super::is_counted;
use crate::kept::Kept;
use crate::ordering::select;
use crate::stats::nearest_rank;
use crate::trace::{CallId, ExecutionStatus, FunctionId, PoolId, SourceRole, Trace};
use crate::units::{Instant, Micros};

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
            *percentile = select(&mut times[below..], rank - below, |time| time.0 as i64);
            below = rank;
        }
        Some(Self { count: count as u64, mean_us: sum as f64 / count as f64, percentiles, max })
    }
}

/// What became of calls, and how long each took from its first attempt to its last answer. Events that reach functions in
/// batches are none.
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
    let mut functions = calls_by_function(trace);
    match function {
        Some(function) => functions.swap_remove(function.index()),
        None => functions.into_iter().fold(CallLatencies::default(), CallLatencies::and),
    }
}

impl CallLatencies {
    pub(super) fn and(mut self, other: Self) -> Self {
        self.calls += other.calls;
        self.abandoned += other.abandoned;
        self.latencies.extend(other.latencies);
        self
    }
}

/// The calls of each function.
pub(super) fn calls_by_function(trace: &Trace) -> Vec<CallLatencies> {
    let mut retried: Kept<(Instant, u16, bool)> = Kept::default();
    // Most calls have one attempt: a bit tells them from the others.
    let mut has_retry = vec![false; if trace.retries.is_empty() { 0 } else { trace.calls as usize }];
    let mut functions = vec![CallLatencies::default(); trace.functions.len()];
    // A batch is no call: its events are received again in other company.
    // And what resumes a durable execution goes on with a call that is there already.
    let is_no_call = |role: SourceRole| matches!(role, SourceRole::Batches | SourceRole::Resumes);
    let is_batched: Vec<bool> = trace.sources.iter().map(|head| is_no_call(head.role)).collect();
    for retry in trace.retries.iter().filter(|retry| !is_batched[retry.source.index()]) {
        // Abandoned calls have no last answer; the others are counted at theirs. An abandoned retry is its call's last.
        let abandoned = retry.next >= trace.end();
        if is_counted(retry.first) {
            let function = &mut functions[trace.sources[retry.source.index()].function.index()];
            // What a client held back, and then let go, is abandoned no more.
            let before = u64::from(retried.get(retry.call.0).is_some_and(|(.., abandoned)| *abandoned));
            function.abandoned = function.abandoned + u64::from(abandoned) - before;
        }
        retried.insert(retry.call.0, (retry.first, retry.attempt, abandoned));
        has_retry[retry.call.index()] = true;
    }
    let mut answered = |pool: PoolId, call: CallId, attempt: u16, sent: Instant, at: Instant| {
        let first = match has_retry.get(call.index()) {
            Some(true) => match retried.get(call.0) {
                Some((first, last, false)) if *last == attempt => *first,
                _ => return,
            },
            _ => sent,
        };
        if is_counted(first) {
            functions[trace.pools[pool.index()].function.index()].latencies.push(at.since(first));
        }
    };
    let mut lost: Kept<Instant> = Kept::default();
    for row in trace.lost_answers.iter() {
        lost.insert(row.invocation.0, row.at);
    }
    let mut unanswered = vec![0; trace.functions.len()];
    for row in trace.executions.iter() {
        let Some(first) = trace.invocations.get(row.invocation.index()) else { continue };
        if row.status == ExecutionStatus::Running && is_counted(row.started) && !is_batched[first.source.index()] {
            unanswered[trace.pools[first.pool.index()].function.index()] += 1;
        }
        lost.insert(row.invocation.0, row.ended);
    }
    for invocation in trace.invocations_with_starts() {
        let row = &invocation.row;
        // No `filter`: as a loop of its own this is a fifth faster.
        if is_batched[row.source.index()] {
            continue;
        }
        let told = if lost.is_empty() { None } else { lost.get(invocation.id.0).copied() };
        if told == Some(Instant::NEVER) {
            continue;
        }
        answered(row.pool, row.call, row.attempt, row.arrival, told.unwrap_or_else(|| invocation.end()));
    }
    for row in trace.throttles.iter().filter(|row| !is_batched[row.source.index()]) {
        answered(row.pool, row.call, row.attempt, row.at, row.at);
    }
    for row in trace.rejections.iter() {
        answered(row.pool, row.call, row.attempt, row.at, row.at);
    }
    for (function, unanswered) in functions.iter_mut().zip(unanswered) {
        function.abandoned += unanswered;
        function.calls = function.latencies.len() as u64 + function.abandoned;
    }
    functions
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
