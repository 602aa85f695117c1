//! Requests in flight as they rise and fall: a sweep over arrivals and ends.
//!
//! Arrivals are in order in the trace; their ends are sorted once a run ([`EndTimes`]). A [`Sweep`] then tells the level at the
//! beginning of any window and every change in it, at the cost of what is in the window. At equal times ends come first, as
//! in the engine.

use crate::trace::{Flags, FunctionId, InvocationChunk, PoolId, Trace};
use crate::units::Instant;

/// Between two checkpoints so many events are counted one by one.
const CHECKPOINT: usize = 1 << 12;

/// When each invocation left its environment, in order, and whose it was.
#[derive(Clone, Debug, Default)]
pub struct EndTimes {
    at: Vec<Instant>,
    group: Vec<u16>,
    /// Events of each group before every [`CHECKPOINT`]th arrival and end.
    arrivals_before: Vec<u32>,
    ends_before: Vec<u32>,
    groups: usize,
    /// Invocations that took no time at all: they never hold an environment for long enough to be seen.
    instant: Vec<u32>,
}

/// How many are in flight, by the environments that serve them.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Level {
    /// On provisioned environments.
    pub provisioned: u32,
    /// On demand.
    pub on_demand: u32,
}

impl Level {
    /// On both.
    #[must_use]
    pub const fn total(self) -> u32 {
        self.provisioned + self.on_demand
    }
}

/// A function's invocations on provisioned environments are one group, those on demand another.
const fn group(function: FunctionId, provisioned: bool) -> u16 {
    function.0 * 2 + provisioned as u16
}

impl EndTimes {
    /// Reads a whole run.
    #[must_use]
    pub fn of(trace: &Trace) -> Self {
        let groups = trace.functions.len() * 2;
        let mut ends = Self { groups, ..Self::default() };
        let mut counts = vec![0_u32; groups];
        let mut sorted = Vec::with_capacity(trace.invocations.len());
        for (index, invocation) in trace.invocations_with_starts().enumerate() {
            if index % CHECKPOINT == 0 {
                ends.arrivals_before.extend_from_slice(&counts);
            }
            let row = &invocation.row;
            if invocation.busy().0 == 0 {
                ends.instant.push(invocation.id.0);
                continue;
            }
            let group = group(trace.pools[row.pool.index()].function, row.flags.is_provisioned());
            counts[usize::from(group)] += 1;
            sorted.push((invocation.released().0, u32::from(group)));
        }
        let sorted = sorted_by_time(sorted);
        counts.fill(0);
        for (index, (_, group)) in sorted.iter().enumerate() {
            if index % CHECKPOINT == 0 {
                ends.ends_before.extend_from_slice(&counts);
            }
            counts[*group as usize] += 1;
        }
        (ends.at, ends.group) = sorted.into_iter().map(|(at, group)| (Instant(at), group as u16)).unzip();
        ends
    }

    fn checkpoint(&self, before: &[u32], index: usize, group: u16) -> u32 {
        before.get(index / CHECKPOINT * self.groups + usize::from(group)).copied().unwrap_or_default()
    }
}

/// Sorts what is spread over time: first into slots of a few each, then within the slots. Much faster than comparing alone,
/// since what is near in the input is near in the output too.
fn sorted_by_time(events: Vec<(i64, u32)>) -> Vec<(i64, u32)> {
    const PER_SLOT: u64 = 8;
    let Some(first) = events.iter().map(|(at, _)| *at).min() else { return events };
    let last = events.iter().map(|(at, _)| *at).max().unwrap_or(first);
    let width = (last.abs_diff(first) / (events.len() as u64 / PER_SLOT + 1)).max(1);
    let slot = |at: i64| (at.abs_diff(first) / width) as usize;
    let mut offsets = vec![0_u32; slot(last) + 2];
    for (at, _) in &events {
        offsets[slot(*at) + 1] += 1;
    }
    let mut sum = 0;
    for offset in &mut offsets {
        sum += *offset;
        *offset = sum;
    }
    let mut next = offsets.clone();
    let mut sorted = vec![(first, 0); events.len()];
    for event in events {
        let index = &mut next[slot(event.0)];
        sorted[*index as usize] = event;
        *index += 1;
    }
    for bounds in offsets.windows(2) {
        sorted[bounds[0] as usize..bounds[1] as usize].sort_unstable();
    }
    sorted
}

/// A walk through the level of requests in flight in a window.
#[derive(Clone, Debug)]
pub struct Sweep<'a> {
    trace: &'a Trace,
    ends: &'a EndTimes,
    from: Instant,
    to: Instant,
    function: Option<FunctionId>,
    level: Level,
    /// The first arrival and the first end that have not happened yet.
    arrival: usize,
    end: usize,
}

/// What a sweep needs to know of an arrival.
#[derive(Clone, Copy)]
struct Arrival {
    index: usize,
    at: Instant,
    pool: PoolId,
    flags: Flags,
}

impl<'a> Sweep<'a> {
    /// A walk from one time to another, for one function or all.
    #[must_use]
    pub fn new(trace: &'a Trace, ends: &'a EndTimes, from: Instant, to: Instant, function: Option<FunctionId>) -> Self {
        let arrival = trace.invocations.partition_point(|row| row.arrival < from);
        let end = ends.at.partition_point(|at| *at <= from);
        let mut sweep = Self { trace, ends, from, to, function, level: Level::default(), arrival, end };
        sweep.level = sweep.level_at_start();
        sweep
    }

    /// Arrivals before the window less ends up to it.
    fn level_at_start(&self) -> Level {
        let functions = match self.function {
            Some(function) => function.index()..function.index() + 1,
            None => 0..self.trace.functions.len(),
        };
        let mut level = [0_i64; 2];
        for function in functions {
            for provisioned in [false, true] {
                let group = group(FunctionId(function as u16), provisioned);
                let arrived = self.ends.checkpoint(&self.ends.arrivals_before, self.arrival, group);
                let ended = self.ends.checkpoint(&self.ends.ends_before, self.end, group);
                level[usize::from(provisioned)] += i64::from(arrived) - i64::from(ended);
            }
        }
        let checkpoint = |index: usize| index / CHECKPOINT * CHECKPOINT;
        for arrival in self.arrivals(checkpoint(self.arrival)).take_while(|arrival| arrival.index < self.arrival) {
            if self.is_counted(arrival) && !self.is_instant(arrival) {
                level[usize::from(arrival.flags.is_provisioned())] += 1;
            }
        }
        for index in checkpoint(self.end)..self.end {
            if let Some(provisioned) = self.ending(index) {
                level[usize::from(provisioned)] -= 1;
            }
        }
        let [on_demand, provisioned] = level.map(|count| u32::try_from(count).unwrap_or_default());
        Level { provisioned, on_demand }
    }

    /// The arrivals from an index on.
    fn arrivals(&self, first: usize) -> impl Iterator<Item = Arrival> + use<'a> {
        let mut before = 0;
        self.trace.invocations.chunks().flat_map(move |chunk: &'a InvocationChunk| {
            let begin = before;
            before += chunk.arrival.len();
            let columns = chunk.arrival.iter().zip(&chunk.pool).zip(&chunk.flags).enumerate();
            columns.skip(first.saturating_sub(begin)).map(move |(index, ((at, pool), flags))| Arrival {
                index: begin + index,
                at: *at,
                pool: *pool,
                flags: *flags,
            })
        })
    }

    fn is_counted(&self, arrival: Arrival) -> bool {
        self.function.is_none_or(|function| self.trace.pools[arrival.pool.index()].function == function)
    }

    /// Whether the invocation took no time at all.
    fn is_instant(&self, arrival: Arrival) -> bool {
        !self.ends.instant.is_empty() && self.ends.instant.binary_search(&(arrival.index as u32)).is_ok()
    }

    /// Whether the end at `index` lowers the level, and on which kind of environment.
    fn ending(&self, index: usize) -> Option<bool> {
        let group = *self.ends.group.get(index)?;
        let counts = self.function.is_none_or(|function| group / 2 == function.0);
        counts.then_some(group % 2 == 1)
    }

    /// Walks to the end of the window. `hold` is told of every stretch over which the level holds, in order and without
    /// gaps; an invocation that takes no time counts as a stretch of no length.
    pub fn run(mut self, hold: &mut impl FnMut(Instant, Instant, Level)) {
        let mut since = self.from;
        let mut arrivals = self.arrivals(self.arrival).peekable();
        loop {
            let arriving_at = arrivals.peek().map_or(Instant::NEVER, |arrival| arrival.at);
            let ending_at = self.ends.at.get(self.end).copied().unwrap_or(Instant::NEVER);
            let at = arriving_at.min(ending_at);
            if at >= self.to {
                break;
            }
            let mut next = self.level;
            if ending_at <= arriving_at {
                match self.ending(self.end) {
                    Some(true) => next.provisioned = next.provisioned.saturating_sub(1),
                    Some(false) => next.on_demand = next.on_demand.saturating_sub(1),
                    None => {}
                }
                self.end += 1;
            } else if let Some(arrival) = arrivals.next()
                && self.is_counted(arrival)
            {
                if arrival.flags.is_provisioned() {
                    next.provisioned += 1
                } else {
                    next.on_demand += 1
                }
                if self.is_instant(arrival) {
                    if at > since {
                        hold(since, at, self.level);
                        since = at;
                    }
                    hold(at, at, next);
                    next = self.level;
                }
            }
            if next != self.level {
                if at > since {
                    hold(since, at, self.level);
                    since = at;
                }
                self.level = next;
            }
        }
        if self.to > since {
            hold(since, self.to, self.level);
        }
    }
}
