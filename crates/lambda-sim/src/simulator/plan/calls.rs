//! The calls that functions make, and the services they go to, ready to run.

use super::Rates;
use crate::assumptions::Constants;
use crate::chance::Stream;
use crate::concurrency::TokenBucket;
use crate::distribution::Sampler;
use crate::invoke::{AsynchronousQueue, Client, Delivery, DeliveryRetryPolicy};
use crate::scenario::{self, Asynchronous, CallMode, InvokePath, OnCallFailure, Scenario};
use crate::simulator::Source;
use crate::simulator::calls::{Callee, Downstream, PlannedCall};
use crate::simulator::routing::Target;
use crate::trace::{DownstreamId, DownstreamInfo, FunctionId, SourceId, SourceInfo, SourceRole, Trace};
use crate::units::Instant;
use std::collections::VecDeque;

/// A source that only a function or Lambda sends through.
pub(super) struct Edge {
    pub name: String,
    pub stream: Stream,
    pub delivery: Delivery,
    pub role: SourceRole,
    pub is_asynchronous: bool,
}

impl Edge {
    /// Adds it to a function.
    pub(super) fn add(
        self,
        scenario: &Scenario,
        function: usize,
        sources: &mut Vec<Source>,
        trace: &mut Trace,
    ) -> SourceId {
        let (id, to) = (SourceId(sources.len() as u16), FunctionId(function as u16));
        let has_alias = scenario.functions[function].has_alias();
        trace.sources.push(SourceInfo::edge(self.name, to, has_alias, self.role));
        sources.push(Source {
            delivery: self.delivery,
            stream: self.stream,
            is_asynchronous: self.is_asynchronous,
            poison_share: 0.0,
            function: to,
            target: if has_alias { Target::Alias } else { Target::Latest },
            front_end: None,
        });
        id
    }
}

/// The calls that a function makes, and for each function it calls an edge: a source that only it sends through.
pub(super) fn planned_calls(
    scenario: &Scenario,
    function: &scenario::Function,
    calls: &[scenario::Call],
    constants: &Constants,
    sources: &mut Vec<Source>,
    trace: &mut Trace,
) -> Vec<PlannedCall> {
    let mut planned = Vec::new();
    for (number, call) in calls.iter().enumerate() {
        let to = if call.downstream.is_empty() {
            let Some(callee) = scenario.functions.iter().position(|callee| callee.name == call.function) else {
                continue;
            };
            let waits = call.mode == CallMode::Sync;
            let name = format!("{} → {}", function.name, call.function);
            let stream = Stream::named(&["call", &function.name, &number.to_string(), &call.function]);
            let (delivery, role) = if waits {
                let client = Client::new(&call.retry, &call.retry_on, InvokePath::Invoke, constants);
                (Delivery::Caller(client), SourceRole::Client)
            } else {
                let queue = AsynchronousQueue::new(&Asynchronous::default(), DeliveryRetryPolicy::Direct, constants);
                (Delivery::Asynchronous(Box::new(queue)), SourceRole::Events)
            };
            let edge = Edge { name, stream, delivery, role, is_asynchronous: !waits };
            let edge = edge.add(scenario, callee, sources, trace);
            Callee::Function { edge, waits }
        } else {
            let named = |service: &scenario::Downstream| service.name == call.downstream;
            let Some(service) = scenario.downstreams.iter().position(named) else { continue };
            Callee::Downstream(DownstreamId(service as u16))
        };
        planned.extend((0..call.count).map(|_| PlannedCall {
            to,
            after_share: call.after_share,
            probability: call.probability,
            fails_caller: call.on_failure == OnCallFailure::Fail,
        }));
    }
    planned
}

pub(super) fn downstream(service: &scenario::Downstream, rates: Rates, now: Instant) -> Downstream {
    let rate = service.requests_per_second;
    Downstream {
        stream: Stream::named(&["downstream", &service.name]),
        latency: Sampler::new(&service.latency_ms),
        slowdown: 1.0,
        limit: service.concurrency_limit,
        when_full: service.when_full,
        rate: rate.map(|rate| TokenBucket::per_second(u64::from(rate), rates.burst_s, now)),
        error_rate: service.error_rate,
        in_use: 0,
        waiting: VecDeque::new(),
    }
}

pub(super) fn downstream_head(service: &scenario::Downstream) -> DownstreamInfo {
    DownstreamInfo { name: service.name.clone(), limit: service.concurrency_limit }
}
