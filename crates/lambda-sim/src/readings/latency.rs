//! Latencies and their percentiles.

use super::is_counted;
use crate::stats::nearest_rank;
use crate::trace::{CallId, ExecutionStatus, FunctionId, Invocation, InvocationId, PoolId, SourceRole, Trace};
use crate::units::{Instant, Micros};
use rustc_hash::FxHashMap;

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
            *percentile = *times[below..].select_nth_unstable(rank - below).1;
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
    let mut reader = CallReader { are_invocations: false, ..CallReader::new(trace) };
    trace.for_each_invocation(|invocation| reader.invocation(invocation));
    let mut functions: Vec<CallLatencies> = reader.finish().into_iter().flatten().collect();
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

/// Reads the calls of each function from the invocations as they pass.
pub(super) struct CallReader<'a> {
    trace: &'a Trace,
    /// Of each source, whether its requests are no calls. A batch is none: its events are received again in other company. And
    /// what resumes a durable execution goes on with a call that is there already.
    is_no_call: Vec<bool>,
    /// Of calls with more than one attempt: when the first was made, the last, and whether there is one to come that is given up.
    retried: FxHashMap<CallId, (Instant, u16, bool)>,
    /// Which calls those are: most have one attempt.
    has_retry: Vec<bool>,
    /// When clients were told something else than how an invocation ended; [`Instant::NEVER`] if they still wait.
    told: FxHashMap<InvocationId, Instant>,
    functions: Vec<CallLatencies>,
    /// Whether every call is one invocation, and takes what that takes: then there is nothing to read.
    are_invocations: bool,
}

impl<'a> CallReader<'a> {
    pub(super) fn new(trace: &'a Trace) -> Self {
        let is_no_call = |role: SourceRole| matches!(role, SourceRole::Batches | SourceRole::Resumes);
        let mut reader = Self {
            trace,
            is_no_call: trace.sources.iter().map(|info| is_no_call(info.role)).collect(),
            retried: FxHashMap::default(),
            has_retry: vec![false; if trace.retries.is_empty() { 0 } else { trace.calls as usize }],
            told: FxHashMap::default(),
            functions: vec![CallLatencies::default(); trace.functions.len()],
            are_invocations: are_invocations(trace),
        };
        reader.read_retries();
        reader.read_answers();
        reader
    }

    fn read_retries(&mut self) {
        let trace = self.trace;
        for retry in trace.retries.iter().filter(|retry| !self.is_no_call[retry.source.index()]) {
            // Abandoned calls have no last answer; the others are counted at theirs. An abandoned retry is its call's last.
            let abandoned = retry.next >= trace.end();
            if is_counted(retry.first) {
                let function = &mut self.functions[trace.sources[retry.source.index()].function.index()];
                // What a client held back, and then let go, is abandoned no more.
                let before = u64::from(self.retried.get(&retry.call).is_some_and(|(.., abandoned)| *abandoned));
                function.abandoned = function.abandoned + u64::from(abandoned) - before;
            }
            self.retried.insert(retry.call, (retry.first, retry.attempt, abandoned));
            self.has_retry[retry.call.index()] = true;
        }
    }

    /// What clients were told instead of how an invocation ended, and what durable executions told them later.
    fn read_answers(&mut self) {
        let trace = self.trace;
        for row in trace.lost_answers.iter() {
            self.told.insert(row.invocation, row.at);
        }
        for row in trace.executions.iter() {
            let Some(first) = trace.invocations.get(row.invocation.index()) else { continue };
            if row.status == ExecutionStatus::Running
                && is_counted(row.started)
                && !self.is_no_call[first.source.index()]
            {
                self.functions[trace.pools[first.pool.index()].function.index()].abandoned += 1;
            }
            self.told.insert(row.invocation, row.ended);
        }
    }

    #[inline]
    pub(super) fn invocation(&mut self, invocation: &Invocation) {
        if !self.are_invocations {
            self.read(invocation);
        }
    }

    fn read(&mut self, invocation: &Invocation) {
        let row = &invocation.row;
        if self.is_no_call[row.source.index()] {
            return;
        }
        let told = if self.told.is_empty() { None } else { self.told.get(&invocation.id).copied() };
        if told != Some(Instant::NEVER) {
            self.answered(row.pool, (row.call, row.attempt), row.arrival, told.unwrap_or_else(|| invocation.end()));
        }
    }

    /// An attempt at a call that was `sent` was answered.
    #[inline]
    fn answered(&mut self, pool: PoolId, (call, attempt): (CallId, u16), sent: Instant, at: Instant) {
        let first = match self.has_retry.get(call.index()) {
            Some(true) => match self.retried.get(&call) {
                Some((first, last, false)) if *last == attempt => *first,
                _ => return,
            },
            _ => sent,
        };
        if is_counted(first) {
            self.functions[self.trace.pools[pool.index()].function.index()].latencies.push(at.since(first));
        }
    }

    /// Reads what was refused as well, and gives the calls of each function; `None` if its invocations say all of them.
    pub(super) fn finish(mut self) -> Vec<Option<CallLatencies>> {
        let trace = self.trace;
        if self.are_invocations {
            return vec![None; self.functions.len()];
        }
        for row in trace.throttles.iter() {
            if !self.is_no_call[row.source.index()] {
                self.answered(row.pool, (row.call, row.attempt), row.at, row.at);
            }
        }
        for row in trace.rejections.iter() {
            self.answered(row.pool, (row.call, row.attempt), row.at, row.at);
        }
        for function in &mut self.functions {
            function.calls = function.latencies.len() as u64 + function.abandoned;
        }
        self.functions.into_iter().map(Some).collect()
    }
}

/// Whether every call of a run is one invocation: none was refused, tried again, or answered otherwise than its invocation ended.
fn are_invocations(trace: &Trace) -> bool {
    trace.throttles.is_empty()
        && trace.rejections.is_empty()
        && trace.retries.is_empty()
        && trace.lost_answers.is_empty()
        && trace.executions.is_empty()
        && trace.sources.iter().all(|source| matches!(source.role, SourceRole::Client | SourceRole::Events))
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
