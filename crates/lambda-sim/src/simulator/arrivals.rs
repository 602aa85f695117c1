//! The arrivals of all sources, merged by time.

use crate::invoke::Attempt;
use crate::trace::{CallId, SourceId};
use crate::traffic::{Arrival, ArrivalProcess};
use crate::units::Instant;
use std::cmp::Reverse;
use std::collections::BinaryHeap;

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
    next: Option<Arrival>,
}

impl Arrivals {
    /// Merges the processes; those of one source come together, in the order of its traffic.
    pub(super) fn new(processes: impl Iterator<Item = (SourceId, ArrivalProcess)>) -> Self {
        let (mut parts, mut queue) = (Vec::new(), BinaryHeap::new());
        for (source, mut process) in processes {
            let next = process.take();
            if let Some(arrival) = &next {
                queue.push(Reverse((arrival.at, source, parts.len())));
            }
            parts.push(Part { process, next });
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

    /// Takes it: the first attempt of a new call. There must be one.
    #[inline]
    pub(super) fn take(&mut self, calls: &mut u32) -> Attempt {
        let Some(mut head) = self.queue.peek_mut() else { unreachable!("an arrival is taken only where one is next") };
        let Reverse((at, source, index)) = *head;
        let part = &mut self.parts[index];
        let arrival = part.next.take();
        part.next = part.process.take();
        match &part.next {
            Some(next) => head.0.0 = next.at,
            None => drop(std::collections::binary_heap::PeekMut::pop(head)),
        }
        let call = CallId(*calls);
        *calls += 1;
        Attempt {
            call,
            source,
            attempt: 1,
            runs: 0,
            stream: part.process.stream(),
            ordinal: arrival.map_or(0, |arrival| arrival.ordinal),
            handler_draw: arrival.and_then(|arrival| arrival.handler_draw),
            first: at,
            waited_ms: 0.0,
        }
    }
}
