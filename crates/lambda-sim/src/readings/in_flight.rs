//! Requests in flight as they rise and fall: a sweep over arrivals and ends.
//!
//! Arrivals are in order in the trace; their ends are sorted once a run ([`Ends`]). A [`Sweep`] then tells the level at the
//! beginning of any window and every change in it, at the cost of what is in the window. At equal times ends come first, as
//! in the engine.

use super::is_of;
use crate::trace::{FunctionId, Trace};
use crate::units::Instant;

/// Between two checkpoints so many events are counted one by one.
const CHECKPOINT: usize = 1 << 12;

/// When each invocation left its environment, in order, and whose it was.
#[derive(Clone, Debug, Default)]
pub struct Ends {
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

impl Ends {
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
            if invocation.latency().0 == 0 {
                ends.instant.push(invocation.id.0);
                continue;
            }
            let group = group(trace.pools[row.pool.index()].function, row.flags.is_provisioned());
            counts[usize::from(group)] += 1;
            sorted.push((invocation.end(), group));
        }
        // Arrivals are in order and ends nearly so: the stable sort makes use of that.
        sorted.sort_by_key(|(at, _)| *at);
        counts.fill(0);
        for (index, (_, group)) in sorted.iter().enumerate() {
            if index % CHECKPOINT == 0 {
                ends.ends_before.extend_from_slice(&counts);
            }
            counts[usize::from(*group)] += 1;
        }
        (ends.at, ends.group) = sorted.into_iter().unzip();
        ends
    }

    fn checkpoint(&self, before: &[u32], index: usize, group: u16) -> u32 {
        before.get(index / CHECKPOINT * self.groups + usize::from(group)).copied().unwrap_or_default()
    }
}

/// A walk through the level of requests in flight in a window.
#[derive(Clone, Debug)]
pub struct Sweep<'a> {
    trace: &'a Trace,
    ends: &'a Ends,
    from: Instant,
    to: Instant,
    function: Option<FunctionId>,
    level: Level,
    arrival: usize,
    end: usize,
}

impl<'a> Sweep<'a> {
    /// A walk from one time to another, for one function or all.
    #[must_use]
    pub fn new(trace: &'a Trace, ends: &'a Ends, from: Instant, to: Instant, function: Option<FunctionId>) -> Self {
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
        for index in checkpoint(self.arrival)..self.arrival {
            if let Some(provisioned) = self.arriving(index) {
                level[usize::from(provisioned)] += 1;
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

    /// Whether the arrival at `index` raises the level, and on which kind of environment.
    fn arriving(&self, index: usize) -> Option<bool> {
        let row = self.trace.invocations.get(index)?;
        let counts = is_of(self.trace, &row, self.function)
            && (self.ends.instant.is_empty() || self.ends.instant.binary_search(&(index as u32)).is_err());
        counts.then(|| row.flags.is_provisioned())
    }

    /// Whether the end at `index` lowers the level, and on which kind of environment.
    fn ending(&self, index: usize) -> Option<bool> {
        let group = *self.ends.group.get(index)?;
        let counts = self.function.is_none_or(|function| group / 2 == function.0);
        counts.then_some(group % 2 == 1)
    }

    /// Walks to the end of the window. `hold` is told of every stretch over which the level holds, in order and without
    /// gaps; an invocation that takes no time counts as a stretch of no length.
    pub fn run(&mut self, hold: &mut impl FnMut(Instant, Instant, Level)) {
        let mut since = self.from;
        let rows = self.trace.invocations.len();
        loop {
            let arrival = match self.trace.invocations.get(self.arrival) {
                Some(row) if self.arrival < rows => row.arrival,
                _ => Instant::NEVER,
            };
            let end = self.ends.at.get(self.end).copied().unwrap_or(Instant::NEVER);
            let at = arrival.min(end);
            if at >= self.to {
                break;
            }
            let mut next = self.level;
            if end <= arrival {
                match self.ending(self.end) {
                    Some(true) => next.provisioned = next.provisioned.saturating_sub(1),
                    Some(false) => next.on_demand = next.on_demand.saturating_sub(1),
                    None => {}
                }
                self.end += 1;
            } else {
                match self.arriving(self.arrival) {
                    Some(true) => next.provisioned += 1,
                    Some(false) => next.on_demand += 1,
                    None => self.pass_instantly(at, hold),
                }
                self.arrival += 1;
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

    /// The arrival at hand did not change the level for long; if it is counted at all, it was there for an instant.
    fn pass_instantly(&self, at: Instant, hold: &mut impl FnMut(Instant, Instant, Level)) {
        let Some(row) = self.trace.invocations.get(self.arrival) else { return };
        if is_of(self.trace, &row, self.function) {
            let mut level = self.level;
            if row.flags.is_provisioned() { level.provisioned += 1 } else { level.on_demand += 1 }
            hold(at, at, level);
        }
    }
}
