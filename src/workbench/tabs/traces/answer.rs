//! Traces: which requests to look at, one of them as spans, and the map of who called whom.

use super::TracesQuery;
use crate::state::tab_options::TraceOrder;
use lambda_sim::readings::segments::{
    Calls, Segment, SegmentKind, SegmentStatus, SegmentStyle, ServiceMap, is_sampled, segments, service_map,
};
use lambda_sim::trace::{FunctionId, Invocation, InvocationId, Outcome, StartKind, Trace};
use lambda_sim::units::{Instant, Micros};
use serde::{Deserialize, Serialize};

/// Requests, one of them closely, and the map of all.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct TraceList {
    /// The requests.
    pub rows: Vec<TraceRow>,
    /// The one that is looked at.
    pub chosen: Option<InvocationId>,
    /// Its spans in drawing order, callers first.
    pub spans: Vec<Span>,
    /// Who called whom.
    pub map: ServiceMap,
}

/// A request from outside.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct TraceRow {
    /// Its invocation.
    pub invocation: InvocationId,
    /// When it arrived.
    pub at: Instant,
    /// How long it took.
    pub took: Micros,
    /// The function.
    pub function: FunctionId,
    /// How it ended.
    pub outcome: Outcome,
    /// What it found.
    pub start: StartKind,
    /// Which attempt of its call.
    pub attempt: u16,
    /// Whether X-Ray would have kept it.
    pub sampled: bool,
}

/// A span of a trace.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct Span {
    /// What it is about.
    pub kind: SegmentKind,
    /// Whose it is; `None` for a refused request.
    pub invocation: Option<InvocationId>,
    /// When it begins.
    pub begin: Instant,
    /// When it ends.
    pub end: Instant,
    /// What went wrong in it.
    pub status: SegmentStatus,
    /// How many spans it lies in.
    pub depth: u8,
}

/// Traces of a list, at most.
const MOST_ROWS: usize = 50;

/// Spans of a trace, at most.
const MOST_SPANS: usize = 400;

/// The list, the map and the chosen trace. Without a choice it is the first of the list.
pub(super) fn traces(trace: &Trace, calls: &Calls, query: &TracesQuery) -> TraceList {
    let TracesQuery { order, from, to, chosen } = *query;
    let rows = rows(trace, order, from, to);
    let chosen = chosen.or_else(|| rows.first().map(|row| row.invocation));
    let mut spans = Vec::new();
    if let Some(root) = chosen.and_then(|id| segments(trace, calls, id, SegmentStyle::New)) {
        flatten(&root, 0, &mut spans);
    }
    TraceList { rows, chosen, spans, map: service_map(trace, from, to) }
}

/// Whether an invocation is the first of its trace: no invocation made its call.
fn roots(trace: &Trace) -> impl Fn(&Invocation) -> bool + '_ {
    move |invocation| {
        let index = trace.links.partition_point(|link| link.call < invocation.row.call);
        trace.links.get(index).is_none_or(|link| link.call != invocation.row.call)
    }
}

fn rows(trace: &Trace, order: TraceOrder, from: Instant, to: Instant) -> Vec<TraceRow> {
    let is_root = roots(trace);
    let in_sight = trace
        .invocations_with_starts()
        .skip_while(|invocation| invocation.row.arrival < from)
        .take_while(|invocation| invocation.row.arrival < to)
        .filter(|invocation| is_root(invocation));
    let failed =
        |invocation: &Invocation| !matches!(invocation.row.flags.outcome(), Outcome::Completed | Outcome::Running);
    let mut found: Vec<Invocation> = match order {
        TraceOrder::First => in_sight.take(MOST_ROWS).collect(),
        TraceOrder::Failed => in_sight.filter(failed).take(MOST_ROWS).collect(),
        TraceOrder::Slowest => {
            let mut slowest: Vec<Invocation> = Vec::with_capacity(MOST_ROWS * 4);
            for invocation in in_sight {
                slowest.push(invocation);
                if slowest.len() == MOST_ROWS * 4 {
                    keep_slowest(&mut slowest);
                }
            }
            slowest
        }
    };
    if order == TraceOrder::Slowest {
        keep_slowest(&mut found);
    }
    found.iter().filter_map(|invocation| row(trace, invocation)).collect()
}

fn keep_slowest(found: &mut Vec<Invocation>) {
    found.sort_by_key(|invocation| std::cmp::Reverse(invocation.latency()));
    found.truncate(MOST_ROWS);
}

fn row(trace: &Trace, invocation: &Invocation) -> Option<TraceRow> {
    let row = &invocation.row;
    Some(TraceRow {
        invocation: invocation.id,
        at: row.arrival,
        took: invocation.latency(),
        function: trace.pools.get(row.pool.index())?.function,
        outcome: row.flags.outcome(),
        start: row.flags.counted_start(),
        attempt: row.attempt,
        sampled: is_sampled(trace, invocation.id),
    })
}

/// In the order in which they are drawn, callers first.
fn flatten(segment: &Segment, depth: u8, spans: &mut Vec<Span>) {
    if spans.len() == MOST_SPANS {
        return;
    }
    // What a call waits for says the same as the segment of the service that it reached.
    let is_call = matches!(segment.kind, SegmentKind::Call(_)) && !segment.below.is_empty();
    if !is_call {
        spans.push(Span {
            kind: segment.kind,
            invocation: segment.invocation,
            begin: segment.begin,
            end: segment.end,
            status: segment.status,
            depth,
        });
    }
    let depth = if is_call { depth } else { depth.saturating_add(1) };
    segment.below.iter().for_each(|below| flatten(below, depth, spans));
}
