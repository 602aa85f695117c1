//! The lines of a window in the order of time, one after the other: only those of what is in flight are held at a time.

use super::{LogLine, LogSettings, invocation_lines, provisioned_lines};
use crate::trace::{FunctionId, Invocation, InvocationId, Trace};
use crate::units::{Instant, Micros};
use serde::{Deserialize, Serialize};
use std::cmp::Reverse;
use std::collections::BinaryHeap;

/// Which lines are asked for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct LogQuery {
    /// From this time on.
    pub from: Instant,
    /// To before this time.
    pub to: Instant,
    /// Only of this function; `None` for all.
    pub function: Option<FunctionId>,
    /// At most this many.
    pub limit: usize,
}

/// What is read once a run, so that a window costs what is in it.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Logs {
    /// The longest time from a request's arrival, or the beginning of an init, to its last line.
    longest: Micros,
}

impl Logs {
    /// Reads a whole run.
    #[must_use]
    pub fn of(trace: &Trace) -> Self {
        let invocations = trace.invocations_with_starts().map(|invocation| invocation.busy());
        let inits = trace.provisioned_inits.iter().map(|row| Micros(row.init_us.into()));
        Self { longest: invocations.chain(inits).max().unwrap_or_default() }
    }

    /// The lines of a window of the same trace, lazily. Lines at the same time are in the order of invocations.
    pub fn lines<'a>(
        &self,
        trace: &'a Trace,
        query: &LogQuery,
        settings: &'a LogSettings,
    ) -> impl Iterator<Item = LogLine> + use<'a> {
        let query = *query;
        let since = query.from - self.longest;
        let first = trace.invocations.partition_point(|row| row.arrival < since);
        let first_start = trace.starts.partition_point(|start| start.invocation.index() < first);
        let first_init = trace.provisioned_inits.partition_point(|row| row.at < query.from);
        let mut lines = Lines {
            trace,
            settings,
            query,
            longest: self.longest,
            invocation: first,
            start: first_start,
            tail: trace.tail_of(InvocationId(first as u32)),
            init: first_init,
            held: BinaryHeap::new(),
            written: 0,
        };
        std::iter::from_fn(move || lines.next()).take(query.limit)
    }
}

struct Lines<'a> {
    trace: &'a Trace,
    settings: &'a LogSettings,
    query: LogQuery,
    longest: Micros,
    /// The next invocation, start and init that have not been written.
    invocation: usize,
    start: usize,
    /// The next row among the tails.
    tail: usize,
    init: usize,
    held: BinaryHeap<Reverse<Held>>,
    written: u64,
}

/// A line in its place: by time, then in the order in which it was written.
struct Held {
    at: Instant,
    order: u64,
    line: LogLine,
}

impl PartialEq for Held {
    fn eq(&self, other: &Self) -> bool {
        (self.at, self.order) == (other.at, other.order)
    }
}

impl Eq for Held {}

impl PartialOrd for Held {
    fn partial_cmp(&self, other: &Self) -> Option<std::cmp::Ordering> {
        Some(self.cmp(other))
    }
}

impl Ord for Held {
    fn cmp(&self, other: &Self) -> std::cmp::Ordering {
        (self.at, self.order).cmp(&(other.at, other.order))
    }
}

impl Lines<'_> {
    fn next(&mut self) -> Option<LogLine> {
        loop {
            let arrival = self.trace.invocations.get(self.invocation).map_or(Instant::NEVER, |row| row.arrival);
            // An init that is done at a time began at most `longest` before.
            let init = self.trace.provisioned_inits.get(self.init).map_or(Instant::NEVER, |row| row.at - self.longest);
            let next = self.held.peek().map_or(Instant::NEVER, |Reverse(held)| held.at);
            // At an arrival's time its own lines may come, but none before it.
            let unwritten = arrival.min(init);
            if next < unwritten {
                let Reverse(held) = self.held.pop()?;
                if held.at >= self.query.to {
                    return None;
                }
                return Some(held.line);
            }
            if unwritten >= self.query.to {
                // What is held at this very time is past the window too.
                return None;
            }
            if init <= arrival { self.write_init() } else { self.write_invocation() }
        }
    }

    fn write(&mut self, lines: impl IntoIterator<Item = LogLine>) {
        for line in lines.into_iter().filter(|line| line.at >= self.query.from) {
            self.held.push(Reverse(Held { at: line.at, order: self.written, line }));
            self.written += 1;
        }
    }

    fn is_asked_for(&self, environment: crate::trace::EnvironmentId) -> bool {
        let asked = |function| super::pool_of(self.trace, environment).is_some_and(|info| info.function == function);
        self.query.function.is_none_or(asked)
    }

    fn write_init(&mut self) {
        let Some(row) = self.trace.provisioned_inits.get(self.init) else { return };
        self.init += 1;
        if self.is_asked_for(row.environment) {
            let mut lines = Vec::with_capacity(3);
            provisioned_lines(&row, self.settings.format, |line| lines.push(line));
            self.write(lines);
        }
    }

    fn write_invocation(&mut self) {
        let Some(row) = self.trace.invocations.get(self.invocation) else { return };
        let id = InvocationId(self.invocation as u32);
        self.invocation += 1;
        let mut start = None;
        if row.flags.has_start() {
            start = self.trace.starts.get(self.start).filter(|start| start.invocation == id);
            self.start += usize::from(start.is_some());
        }
        let mut after = Micros::ZERO;
        if row.flags.has_tail() {
            after = self.trace.tails.get(self.tail).map_or(after, crate::trace::TailRow::after);
            self.tail += 1;
        }
        let invocation = Invocation { id, row, start: start.unwrap_or_default(), after };
        if self.is_asked_for(row.environment) && invocation.released() >= self.query.from {
            let mut lines = Vec::with_capacity(8);
            let info = &self.trace.pools[row.pool.index()];
            invocation_lines(&invocation, info, self.settings, |line| lines.push(line));
            self.write(lines);
        }
    }
}
