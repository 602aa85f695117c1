//! The service map: who calls whom, how often, how well, and how long it takes.

use super::{SegmentStatus, caller_of};
use crate::readings::is_counted;
use crate::trace::{CallId, DownstreamId, FunctionId, Outcome, PoolId, SourceId, Trace};
use crate::units::{Instant, Micros};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// A place on the map.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum NodeId {
    /// Whoever calls from outside.
    Source(SourceId),
    /// A function.
    Function(FunctionId),
    /// A service that functions call.
    Downstream(DownstreamId),
}

/// Requests along an edge, or to a node.
#[derive(Clone, Copy, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Traffic {
    /// All of them.
    pub requests: u64,
    /// Those that returned an error. Refused ones are counted as throttles alone.
    pub errors: u64,
    /// Those in which something broke.
    pub faults: u64,
    /// Those refused.
    pub throttles: u64,
    /// The mean time from arrival to response of those that ran, in ms; none where none ran.
    pub mean_ms: Option<f64>,
}

/// A node and what reaches it; of a source, what it sends.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct Node {
    /// Which one.
    pub id: NodeId,
    /// Its requests.
    pub traffic: Traffic,
}

/// Calls of one node by another.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct Edge {
    /// Who calls.
    pub from: NodeId,
    /// Who is called.
    pub to: NodeId,
    /// The calls.
    pub traffic: Traffic,
}

/// The map.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct ServiceMap {
    /// Sources from which something came, functions, and services, in the scenario's order.
    pub nodes: Vec<Node>,
    /// The calls between them, by caller.
    pub edges: Vec<Edge>,
}

#[derive(Clone, Copy, Default)]
struct Tally {
    traffic: Traffic,
    ran: u64,
    time_us: u128,
}

impl Tally {
    fn and(&mut self, other: &Self) {
        self.traffic.requests += other.traffic.requests;
        self.traffic.errors += other.traffic.errors;
        self.traffic.faults += other.traffic.faults;
        self.traffic.throttles += other.traffic.throttles;
        self.ran += other.ran;
        self.time_us += other.time_us;
    }

    fn read(&self) -> Traffic {
        let mean = || Micros((self.time_us / u128::from(self.ran)) as u64).as_millis_f64();
        Traffic { mean_ms: (self.ran > 0).then(mean), ..self.traffic }
    }
}

/// Reads what reached Lambda in a stretch of the counted time, every request sampled.
#[must_use]
pub fn service_map(trace: &Trace, from: Instant, to: Instant) -> ServiceMap {
    let mut edges: BTreeMap<(NodeId, NodeId), Tally> = BTreeMap::new();
    let origin = |call: CallId, source: SourceId| {
        let parent = caller_of(trace, call).and_then(|parent| trace.invocations.get(parent.index()));
        parent.map_or(NodeId::Source(source), |row| NodeId::Function(trace.pools[row.pool.index()].function))
    };
    let function = |pool: PoolId| NodeId::Function(trace.pools[pool.index()].function);
    let is_asked = |at: Instant| is_counted(at) && at >= from && at < to;
    for invocation in trace.invocations_with_starts() {
        let row = &invocation.row;
        if !is_asked(row.arrival) || row.flags.outcome() == Outcome::Running {
            continue;
        }
        let tally = edges.entry((origin(row.call, row.source), function(row.pool))).or_default();
        let status = SegmentStatus::of(row.flags.outcome());
        tally.traffic.requests += 1;
        tally.traffic.errors += u64::from(status.error);
        tally.traffic.faults += u64::from(status.fault);
        tally.ran += 1;
        tally.time_us += u128::from(invocation.latency().0);
    }
    for row in trace.throttles.iter().filter(|row| is_asked(row.at)) {
        let tally = edges.entry((origin(row.call, row.source), function(row.pool))).or_default();
        tally.traffic.requests += 1;
        tally.traffic.throttles += 1;
    }
    for row in trace.downstream_calls.iter().filter(|row| is_asked(row.at)) {
        let Some(by) = trace.invocations.get(row.invocation.index()) else { continue };
        let tally = edges.entry((function(by.pool), NodeId::Downstream(row.downstream))).or_default();
        let status = SegmentStatus::of_service(row.answer);
        tally.traffic.requests += 1;
        tally.traffic.throttles += u64::from(status.throttle);
        tally.traffic.faults += u64::from(status.fault);
        if !status.throttle {
            tally.ran += 1;
            tally.time_us += u128::from(row.waited_us) + u128::from(row.took_us);
        }
    }
    // The trace's sources are also the edges between functions: those are no place of their own.
    let sources = (0..trace.sources.len()).map(|index| NodeId::Source(SourceId(index as u16)));
    let sources = sources.filter(|id| edges.keys().any(|(from, _)| from == id));
    let functions = (0..trace.functions.len()).map(|index| NodeId::Function(FunctionId(index as u16)));
    let services = (0..trace.downstreams.len()).map(|index| NodeId::Downstream(DownstreamId(index as u16)));
    let nodes = sources.chain(functions).chain(services).map(|id| {
        let mut tally = Tally::default();
        for ((from, to), edge) in &edges {
            let concerns = match id {
                NodeId::Source(_) => *from == id,
                NodeId::Function(_) | NodeId::Downstream(_) => *to == id,
            };
            if concerns {
                tally.and(edge);
            }
        }
        Node { id, traffic: tally.read() }
    });
    let nodes = nodes.collect();
    let edges = edges.into_iter().map(|((from, to), tally)| Edge { from, to, traffic: tally.read() }).collect();
    ServiceMap { nodes, edges }
}
