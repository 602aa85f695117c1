//! What X-Ray records of a run: the segments of an invocation, and the map of who calls whom (rule O6).
//!
//! ```text
//!   AWS::Lambda            ├ download, start ┤├ init ┤├ handler ──────────────┤    the service: from arrival to response
//!   AWS::Lambda::Function                     ├ Init ┤├───────────────────────┤    the function: from its init on
//!     its calls                                           ├ another function ┤     nested, as long as they are synchronous
//! ```
//! Calls between functions come from the trace's links; where there are none, nothing is nested. Events are linked by their
//! trace id and not nested: nobody waits for them. That a source's calls are events is told by the fates that they come to.
//!
//! Assumed: a returned error is an `error`, everything else that fails in the function is a `fault`, and a refused request
//! is an `error` with `throttle`. Overhead takes no time in a run, so that its subsegment is empty.

mod document;
mod map;

pub use document::{Document, documents};
pub use map::{Edge, Node, NodeId, ServiceMap, Traffic, service_map};

use super::synthetic_ids::throw;
use crate::trace::{CallId, DownstreamAnswer, DownstreamId, FunctionId, InvocationId, Outcome, StartKind, Trace};
use crate::units::{Instant, Micros};
use serde::{Deserialize, Serialize};

/// Of the requests after the first of a second, one in so many is sampled: 5 %.
const SAMPLED_ONE_IN: u64 = 20;

/// How deep calls are nested in a tree: longer chains are cut, which a loop of functions would need.
const DEEPEST: usize = 32;

/// Which structure the function's segment has.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum SegmentStyle {
    /// `Init`, and calls directly below the function.
    #[default]
    New,
    /// `Initialization`, `Invocation` with the calls below it, and `Overhead`.
    Old,
}

/// What a segment is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum SegmentKind {
    /// The service's part: `AWS::Lambda`.
    Service(FunctionId),
    /// The function's part: `AWS::Lambda::Function`.
    Function(FunctionId),
    /// Init, before the handler or re-run inside Duration.
    Init,
    /// The restore of a snapshot, before the handler.
    Restore,
    /// The handler, in the old structure.
    Invocation,
    /// What is left to do after the response, in the old structure.
    Overhead,
    /// A call of another function.
    Call(FunctionId),
    /// A call of a service.
    Downstream(DownstreamId),
}

/// What went wrong, in X-Ray's words.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct SegmentStatus {
    /// The caller's or the code's own: a returned error, or a refusal.
    pub error: bool,
    /// Something broke: a crash, a timeout, memory, a failed init.
    pub fault: bool,
    /// A refusal.
    pub throttle: bool,
}

impl SegmentStatus {
    /// Of an invocation that ended in this way.
    #[must_use]
    pub const fn of(outcome: Outcome) -> Self {
        let error = matches!(outcome, Outcome::HandlerError);
        let fault = matches!(
            outcome,
            Outcome::Crash | Outcome::OutOfMemory | Outcome::InitError | Outcome::Timeout | Outcome::ResponseTooLarge
        );
        Self { error, fault, throttle: false }
    }

    /// Of a call that a service answered in this way.
    #[must_use]
    pub const fn of_service(answer: DownstreamAnswer) -> Self {
        match answer {
            DownstreamAnswer::Served => Self { error: false, fault: false, throttle: false },
            DownstreamAnswer::Failed => Self { error: false, fault: true, throttle: false },
            DownstreamAnswer::Refused => Self::REFUSED,
        }
    }

    /// Of a refused request.
    pub const REFUSED: Self = Self { error: true, fault: false, throttle: true };
}

/// A segment or subsegment and those below it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Segment {
    /// What it is about.
    pub kind: SegmentKind,
    /// Whose it is; none for a refused request.
    pub invocation: Option<InvocationId>,
    /// When it begins, in µs of the counted time.
    pub begin: Instant,
    /// When it ends.
    pub end: Instant,
    /// What went wrong in it.
    pub status: SegmentStatus,
    /// What happened in it, in the order of time.
    pub below: Vec<Segment>,
}

impl Segment {
    /// How long it is.
    #[must_use]
    pub const fn duration(&self) -> Micros {
        self.end.since(self.begin)
    }
}

/// Which calls invocations made and waited for, by the caller. Empty, and free, where none does.
#[derive(Clone, Debug, Default)]
pub struct Calls {
    /// (caller, one attempt of a call of its), in order.
    made: Vec<(InvocationId, InvocationId)>,
    /// (caller, row among the calls of services), in order.
    services: Vec<(InvocationId, u32)>,
}

/// What belongs to one caller.
fn of_caller<T: Copy>(list: &[(InvocationId, T)], id: InvocationId) -> impl Iterator<Item = T> + '_ {
    let first = list.partition_point(|(caller, _)| *caller < id);
    list[first..].iter().take_while(move |(caller, _)| *caller == id).map(|(_, what)| *what)
}

impl Calls {
    /// Reads a whole run.
    #[must_use]
    pub fn of(trace: &Trace) -> Self {
        let mut calls = Self::default();
        if !trace.links.is_empty() {
            let mut is_event = vec![false; trace.sources.len()];
            for fate in trace.fates.iter() {
                is_event[fate.source.index()] = true;
            }
            for (index, row) in trace.invocations.iter().enumerate() {
                let caller = Some(row).filter(|row| !is_event[row.source.index()]);
                let caller = caller.and_then(|row| caller_of(trace, row.call));
                calls.made.extend(caller.map(|caller| (caller, InvocationId(index as u32))));
            }
            calls.made.sort_unstable();
        }
        calls.services = (0..).zip(trace.downstream_calls.iter()).map(|(index, row)| (row.invocation, index)).collect();
        calls.services.sort_unstable();
        calls
    }

    /// The invocations that one caused directly and waited for, in order of arrival, each attempt of a call.
    pub fn of_invocation(&self, id: InvocationId) -> impl Iterator<Item = InvocationId> + '_ {
        of_caller(&self.made, id)
    }

    /// The rows of its calls of services, in order.
    pub fn of_services(&self, id: InvocationId) -> impl Iterator<Item = u32> + '_ {
        of_caller(&self.services, id)
    }

    /// How much of an invocation's handler waited for what it called. The first attempt of a call that was refused at once
    /// and tried again counts from the attempt that ran.
    #[must_use]
    pub fn waited(&self, trace: &Trace, id: InvocationId) -> Micros {
        if self.made.is_empty() && self.services.is_empty() {
            return Micros::ZERO;
        }
        let Some(end) = trace.invocation(id).map(|caller| caller.end()) else { return Micros::ZERO };
        let services = self.of_services(id).filter_map(|index| trace.downstream_calls.get(index as usize));
        let served: Micros = services.map(|row| Micros(u64::from(row.waited_us) + u64::from(row.took_us))).sum();
        // A caller waits for one call at a time: its attempts follow each other.
        let (mut waited, mut open) = (served, None);
        for called in self.of_invocation(id).filter_map(|called| trace.invocation(called)) {
            let (call, until) = (called.row.call, called.end().min(end));
            let since = match open {
                Some((of, until)) if of == call => until,
                _ => called.row.arrival,
            };
            waited += until.since(since);
            open = Some((call, until));
        }
        waited
    }
}

/// The invocation that made a call; none for a call from outside.
#[must_use]
pub fn caller_of(trace: &Trace, call: CallId) -> Option<InvocationId> {
    let index = trace.links.partition_point(|link| link.call < call);
    trace.links.get(index).filter(|link| link.call == call).map(|link| link.parent)
}

/// The call from outside that an invocation goes back to, and when its tree began.
#[must_use]
pub fn root(trace: &Trace, id: InvocationId) -> Option<(CallId, Instant)> {
    let mut row = trace.invocations.get(id.index())?;
    while let Some(parent) = caller_of(trace, row.call).and_then(|parent| trace.invocations.get(parent.index())) {
        row = parent;
    }
    Some((row.call, row.arrival))
}

/// Whether X-Ray records an invocation: the first of its function in each second, and 5 % of the others. A call from inside
/// follows its caller's decision. Which 5 % is made up.
#[must_use]
pub fn is_sampled(trace: &Trace, id: InvocationId) -> bool {
    let Some(row) = trace.invocations.get(id.index()) else { return false };
    if let Some(parent) = caller_of(trace, row.call) {
        return is_sampled(trace, parent);
    }
    let function = trace.pools[row.pool.index()].function;
    let second = Instant(row.arrival.0.div_euclid(1_000_000) * 1_000_000);
    let first = trace.invocations.partition_point(|row| row.arrival < second);
    let is_first = !(first..id.index())
        .filter_map(|index| trace.invocations.get(index))
        .any(|row| trace.pools[row.pool.index()].function == function);
    is_first || throw(row.call, SAMPLED_ONE_IN) == 0
}

/// The tree of an invocation: the service's segment, the function's below it.
#[must_use]
pub fn segments(trace: &Trace, calls: &Calls, id: InvocationId, style: SegmentStyle) -> Option<Segment> {
    nested(trace, calls, id, style, 0)
}

fn nested(trace: &Trace, calls: &Calls, id: InvocationId, style: SegmentStyle, depth: usize) -> Option<Segment> {
    let invocation = trace.invocation(id)?;
    let row = &invocation.row;
    let function = trace.pools.get(row.pool.index())?.function;
    let status = SegmentStatus::of(row.flags.outcome());
    let segment = |kind: SegmentKind, begin: Instant, end: Instant, status: SegmentStatus| Segment {
        kind,
        invocation: Some(id),
        begin,
        end,
        status,
        below: Vec::new(),
    };
    let end = invocation.end();
    let ready = row.arrival + invocation.before_duration();
    let re_run = Micros(invocation.start.suppressed_init_us.into());
    let handler = ready + re_run;
    let no_handler = row.handler.0 == 0 && status.fault;
    let in_init = |fails: bool| if fails { status } else { SegmentStatus::default() };
    let gave_up = SegmentStatus { fault: true, ..SegmentStatus::default() };

    let mut below = Vec::new();
    if let Some(restore) = invocation.restore() {
        below.push(segment(SegmentKind::Restore, ready - restore, ready, in_init(no_handler)));
    } else if (row.flags.start() == StartKind::FullCold || invocation.init().0 > 0) && !row.flags.is_initialised_ahead()
    {
        let status = if re_run.0 > 0 { gave_up } else { in_init(no_handler) };
        below.push(segment(SegmentKind::Init, ready - invocation.init(), ready, status));
    }
    if re_run.0 > 0 {
        below.push(segment(SegmentKind::Init, ready, handler, in_init(no_handler)));
    }
    let called = calls.of_invocation(id).filter(|_| depth < DEEPEST).filter_map(|called| {
        let service = nested(trace, calls, called, style, depth + 1)?;
        let SegmentKind::Service(callee) = service.kind else { return None };
        let call = segment(SegmentKind::Call(callee), service.begin, service.end, service.status);
        Some(Segment { below: vec![service], ..call })
    });
    let services = calls.of_services(id).filter_map(|index| trace.downstream_calls.get(index as usize)).map(|row| {
        let end = row.at + Micros(u64::from(row.waited_us) + u64::from(row.took_us));
        segment(SegmentKind::Downstream(row.downstream), row.at, end, SegmentStatus::of_service(row.answer))
    });
    let mut called: Vec<Segment> = called.chain(services).collect();
    called.sort_by_key(|call| call.begin);
    match style {
        SegmentStyle::New => below.extend(called),
        SegmentStyle::Old => {
            let invoke = segment(SegmentKind::Invocation, handler, end, in_init(!no_handler));
            below.push(Segment { below: called, ..invoke });
            below.push(segment(SegmentKind::Overhead, end, end, SegmentStatus::default()));
        }
    }
    let begin = below.first().map_or(handler, |first| first.begin.min(handler));
    let function_segment = Segment { below, ..segment(SegmentKind::Function(function), begin, end, status) };
    // The function's status is not the service's.
    let service = segment(SegmentKind::Service(function), row.arrival, end, SegmentStatus::default());
    Some(Segment { below: vec![function_segment], ..service })
}

/// The segment of a refused request, by its row among the throttles: the service's alone.
#[must_use]
pub fn refused(trace: &Trace, index: usize) -> Option<Segment> {
    let row = trace.throttles.get(index)?;
    let function = trace.pools.get(row.pool.index())?.function;
    Some(Segment {
        kind: SegmentKind::Service(function),
        invocation: None,
        begin: row.at,
        end: row.at,
        status: SegmentStatus::REFUSED,
        below: Vec::new(),
    })
}

#[cfg(test)]
mod tests;
