//! The arrivals of all sources, merged by time.

use crate::invoke::Attempt;
use crate::trace::{CallId, SourceId};
use crate::traffic::{Arrival, ArrivalProcess, BATCH};
use crate::units::Instant;
use std::cmp::Reverse;
use std::collections::BinaryHeap;
use std::collections::binary_heap::PeekMut;

/// Every source's arrival processes, and which of them is next. At equal times the lower source goes first, and of one source
/// the lower part of its traffic.
#[derive(Clone, Debug)]
pub(super) struct Arrivals {
    parts: Vec<Part>,
    /// (time, source, part, arrival) of each part's next arrival.
    queue: BinaryHeap<Reverse<(Instant, SourceId, usize)>>,
}

#[derive(Clone, Debug)]
struct Part {
    process: ArrivalProcess,
    /// Arrivals taken from the process ahead of time, and the first that is still to come. A run of them is drawn faster
    /// than one at a time, and since each draw is a function of its key alone, when it is drawn makes no difference.
    ahead: Vec<Arrival>,
    next: usize,
    /// Whether that is done, and an arrival's handler draw kept that came along with it.
    draws_ahead: bool,
}

impl Part {
    fn new(process: ArrivalProcess, draws_ahead: bool) -> Self {
        let mut part = Self { process, ahead: Vec::with_capacity(BATCH), next: 0, draws_ahead };
        part.refill();
        part
    }

    fn refill(&mut self) {
        self.ahead.clear();
        self.next = 0;
        if !self.draws_ahead {
            // Before the counted time a handler's draw is in a block that only its arrival knows.
            let draw = |arrival: &Arrival| if arrival.at < Instant::ZERO { arrival.handler_draw } else { f64::NAN };
            self.ahead.extend(self.process.take().map(|arrival| Arrival { handler_draw: draw(&arrival), ..arrival }));
            return;
        }
        self.process.take_batch(&mut self.ahead);
    }

    fn peek(&self) -> Option<&Arrival> {
        self.ahead.get(self.next)
    }
}

impl Arrivals {
    /// Merges the processes; those of one source come together, in the order of its traffic.
    pub(super) fn new(processes: impl Iterator<Item = (SourceId, ArrivalProcess)>, draws_ahead: bool) -> Self {
        let (mut parts, mut queue) = (Vec::new(), BinaryHeap::new());
        for (source, process) in processes {
            let part = Part::new(process, draws_ahead);
            if let Some(arrival) = part.peek() {
                queue.push(Reverse((arrival.at, source, parts.len())));
            }
            parts.push(part);
        }
        Self { parts, queue }
    }

    /// When the next arrival is.
    #[inline]
    pub(super) fn next_at(&self) -> Instant {
        self.queue.peek().map_or(Instant::NEVER, |Reverse((at, ..))| *at)
    }

    /// Whose it is.
    pub(super) fn next_source(&self) -> SourceId {
        self.queue.peek().map_or(SourceId(u16::MAX), |Reverse((_, source, _))| *source)
    }

    /// Takes it: the first attempt of a new call; none where there is none.
    #[inline]
    pub(super) fn take(&mut self, calls: &mut u32) -> Option<Attempt> {
        let mut info = self.queue.peek_mut()?;
        let Reverse((at, source, index)) = *info;
        let part = &mut self.parts[index];
        let Arrival { ordinal, handler_draw, handler_ln, .. } = *part.peek()?;
        part.next += 1;
        if part.next == part.ahead.len() {
            part.refill();
        }
        match part.peek() {
            Some(next) => info.0.0 = next.at,
            None => drop(PeekMut::pop(info)),
        }
        let call = CallId(*calls);
        *calls += 1;
        let stream = part.process.stream();
        Some(Attempt { handler_draw, handler_ln, ..Attempt::first(call, source, (stream, ordinal), at) })
    }
}
