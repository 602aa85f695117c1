//! Invocations that call: other functions, or services with a latency and a limit of their own. The caller waits, and is billed
//! while it waits.
//!
//! ```text
//!   invoke ─► own work ─► call ─► answer ─► own work ─► … ─► end
//!                │          └── sync: a request of an edge (a source of its own) · async: handed over · downstream: a station
//!                └── the timeout strikes wherever it stands
//! ```
//! The row of such an invocation is written when it is admitted and completed when it ends. What it still does after the
//! counted time goes on to its end, as all that was admitted does.

use super::call_waiter::CallWaiter;
use super::extensions::Response;
use super::invocation_event::{InvocationEvent, InvocationEventKind};
use super::timed_key::TimedKey;
use super::{PendingEnd, Simulator};
use crate::chance::{Purpose, Stream};
use crate::concurrency::TokenBucket;
use crate::distribution::Sampler;
use crate::invoke::{Answer, Attempt};
use crate::scenario::WhenFull;
use crate::trace::{
    CallId, DownstreamAnswer, DownstreamCallRow, DownstreamId, EnvironmentId, Flags, InvocationId, LinkRow, Outcome,
    PoolId, RejectReason, SourceId,
};
use crate::units::{Instant, Micros};
use std::collections::VecDeque;

/// A chain of functions that call each other is stopped at this length (E6: after about 16 invocations).
const LONGEST_CHAIN: u8 = 16;

/// So many steps may wait before anybody looks for those that nobody needs.
const MANY_STEPS: usize = 1_024;

/// One call that a function makes each time it runs.
#[derive(Clone, Debug)]
pub(super) struct PlannedCall {
    pub(super) to: Callee,
    /// The share of the caller's own work that comes before it.
    pub(super) after_share: f64,
    pub(super) probability: f64,
    /// Whether the caller fails where the call does.
    pub(super) fails_caller: bool,
}

/// What is called.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Callee {
    /// A function, through the edge with this number among the sources; `waits` where it is called synchronously.
    Function {
        edge: SourceId,
        waits: bool,
    },
    Downstream(DownstreamId),
}

/// An invocation that has calls to make or waits for one.
#[derive(Clone, Debug)]
pub(super) struct Caller {
    environment: EnvironmentId,
    pool: PoolId,
    attempt: Attempt,
    flags: Flags,
    /// When its handler began.
    begin: Instant,
    /// When the timeout strikes.
    deadline: Instant,
    /// Its own work in all, and how it ends after that.
    work: Micros,
    outcome: Outcome,
    /// Its own work so far.
    done: Micros,
    next_call: usize,
    waits: CallerPhase,
    /// Whether its own client still waits for it.
    is_awaited: bool,
}

impl Caller {
    pub(super) const fn is_awaited(&self) -> bool {
        self.is_awaited
    }

    /// Its client waits no longer.
    pub(super) fn give_up(&mut self) -> Attempt {
        self.is_awaited = false;
        self.attempt.clone()
    }
}

/// What an invocation that calls waits for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum CallerPhase {
    /// For nothing: it works.
    Works,
    ForCall {
        call: CallId,
        fails_caller: bool,
    },
    ForDownstream {
        ordinal: u64,
        since: Instant,
        begun: Option<Instant>,
        fails_caller: bool,
    },
}

/// A service that functions call, with what it is doing.
#[derive(Clone, Debug)]
pub(super) struct Downstream {
    pub(super) stream: Stream,
    pub(super) latency: Sampler,
    /// By what its latency is multiplied at present.
    pub(super) slowdown: f64,
    pub(super) limit: Option<u32>,
    pub(super) when_full: WhenFull,
    pub(super) rate: Option<TokenBucket>,
    pub(super) error_rate: f64,
    pub(super) in_use: u32,
    pub(super) waiting: VecDeque<InvocationId>,
}

impl Simulator {
    /// Begins an invocation that makes calls: its handler starts at `begin` and is to work for `work`, then to end as `outcome`.
    #[expect(clippy::too_many_arguments, reason = "all of it is known only where the invocation is admitted")]
    pub(super) fn begin_caller(
        &mut self,
        id: InvocationId,
        (environment, pool): (EnvironmentId, PoolId),
        attempt: &Attempt,
        flags: Flags,
        begin: Instant,
        time_left: Micros,
        (work, outcome): (Micros, Outcome),
    ) {
        let caller = Caller {
            environment,
            pool,
            attempt: attempt.clone(),
            flags,
            begin,
            deadline: begin + time_left,
            work,
            outcome,
            done: Micros::ZERO,
            next_call: 0,
            waits: CallerPhase::Works,
            is_awaited: true,
        };
        self.begin_waiting(attempt, id, None);
        self.drop_stale_steps();
        self.steps.push(InvocationEvent { at: caller.deadline, what: InvocationEventKind::Deadline(id) });
        self.callers.insert(id, caller);
        self.works(id, begin);
    }

    /// Most callers end long before their timeouts, which would fill memory until then: once the steps are twice as many as
    /// were of any use when this was last done, those of ended callers go.
    fn drop_stale_steps(&mut self) {
        if self.steps.len() < self.steps_at_most {
            return;
        }
        let callers = &self.callers;
        self.steps.retain(|step| !matches!(step.what, InvocationEventKind::Deadline(id) if !callers.contains_key(&id)));
        self.steps_at_most = (2 * self.steps.len()).max(MANY_STEPS);
    }

    /// From `from` on the caller works until its next call is due, or to its end.
    fn works(&mut self, id: InvocationId, from: Instant) {
        let Some(caller) = self.callers.get_mut(&id) else { return };
        caller.waits = CallerPhase::Works;
        let calls = &self.pools[caller.pool.index()].calls;
        let until = calls
            .get(caller.next_call)
            .map_or(caller.work, |call| Micros((caller.work.0 as f64 * call.after_share + 0.5) as u64));
        let until = until.max(caller.done);
        let at = from + until.saturating_sub(caller.done);
        caller.done = until;
        self.steps.push(InvocationEvent { at, what: InvocationEventKind::Worked(id) });
    }

    pub(super) fn step_inside(&mut self) {
        let Some(step) = self.steps.pop() else { return };
        match step.what {
            InvocationEventKind::Served { downstream, caller } => self.served(downstream, caller),
            InvocationEventKind::Worked(id) => self.worked(id),
            InvocationEventKind::Deadline(id) => {
                if self.callers.contains_key(&id) {
                    self.end_caller(id, Outcome::Timeout);
                }
            }
            InvocationEventKind::Send(attempt) if self.is_awaited(attempt.call) => self.request(&attempt),
            InvocationEventKind::Send(_) => {}
            InvocationEventKind::Responds { id, attempt, outcome, lost } => {
                self.notify_caller(&attempt, id, outcome, lost)
            }
            InvocationEventKind::WaitsNoLonger(id) => self.waits_no_longer(id),
        }
    }

    fn worked(&mut self, id: InvocationId) {
        let Some(caller) = self.callers.get_mut(&id) else { return };
        let number = caller.next_call;
        let Some(call) = self.pools[caller.pool.index()].calls.get(number).cloned() else {
            let outcome = caller.outcome;
            return self.end_caller(id, outcome);
        };
        caller.next_call += 1;
        let ordinal = derived_ordinal(&caller.attempt, number as u32);
        let edge_stream = match call.to {
            Callee::Function { edge, .. } => self.sources[edge.index()].stream,
            Callee::Downstream(downstream) => self.downstreams[downstream.index()].stream,
        };
        if call.probability < 1.0 && self.chance.uniform(edge_stream, ordinal, Purpose::CALLS) >= call.probability {
            return self.works(id, self.now);
        }
        match call.to {
            Callee::Function { edge, waits } => self.calls_function(id, edge, waits, ordinal, call.fails_caller),
            Callee::Downstream(downstream) => self.calls_downstream(id, downstream, ordinal, call.fails_caller),
        }
    }

    /// A call that an invocation makes.
    pub(super) fn new_call(&mut self, parent: InvocationId) -> CallId {
        let call = CallId(self.trace.calls);
        self.trace.calls += 1;
        self.trace.links.push(LinkRow { call, parent });
        call
    }

    /// How deep in its chain a call stands, and whether Lambda stops it there (E6). None after the counted time for what is
    /// allowed to go on for ever.
    pub(super) fn next_in_chain(&self, depth: u8, edge: SourceId) -> Option<(u8, bool)> {
        let depth = depth.saturating_add(1);
        let callee = self.sources[edge.index()].function;
        let is_stopped = depth >= LONGEST_CHAIN && self.functions[callee.index()].stops_loops;
        (depth < LONGEST_CHAIN || is_stopped || self.now < self.end).then_some((depth, is_stopped))
    }

    fn calls_function(&mut self, id: InvocationId, edge: SourceId, waits: bool, ordinal: u64, fails_caller: bool) {
        let Some(caller) = self.callers.get(&id) else { return };
        let Some((depth, is_stopped)) = self.next_in_chain(caller.attempt.depth, edge) else {
            return self.works(id, self.now);
        };
        let call = self.new_call(id);
        let drawn = (self.sources[edge.index()].stream, ordinal);
        let mut attempt = Attempt { depth, ..Attempt::first(call, edge, drawn, self.now) };
        if waits {
            if let Some(caller) = self.callers.get_mut(&id) {
                caller.waits = CallerPhase::ForCall { call, fails_caller };
            }
            self.awaiting.insert(call, CallWaiter::Invocation(id));
        } else {
            self.works(id, self.now);
        }
        match (is_stopped, waits) {
            (false, true) => self.request(&attempt),
            (false, false) => self.arrival(&mut attempt),
            (true, _) => {
                if !waits {
                    self.offered(edge);
                    self.record_queued(&attempt);
                }
                self.reject(&attempt, RejectReason::Recursion);
            }
        }
    }

    /// Whether somebody still waits for a call: an invocation until it has ended, an execution until the run has.
    pub(super) fn is_awaited(&self, call: CallId) -> bool {
        match self.awaiting.get(&call) {
            None => false,
            Some(CallWaiter::Invocation(_)) => true,
            Some(CallWaiter::Execution(_) | CallWaiter::Answered { .. }) => self.now < self.end,
        }
    }

    /// The last answer to a call that an invocation waits for has come.
    pub(super) fn call_answered(&mut self, call: CallId, succeeded: bool) {
        let id = match self.awaiting.remove(&call) {
            None => return,
            Some(CallWaiter::Invocation(id)) => id,
            Some(CallWaiter::Execution(row)) => return self.execution_answered(row, call, succeeded),
            Some(CallWaiter::Answered { .. }) => {
                self.awaiting.insert(call, CallWaiter::Answered { succeeded });
                return;
            }
        };
        if let Some(Caller { waits: CallerPhase::ForCall { call: awaited, fails_caller }, .. }) = self.callers.get(&id)
            && *awaited == call
        {
            let fails_caller = *fails_caller;
            self.answered_caller(id, succeeded, fails_caller);
        }
    }

    fn answered_caller(&mut self, id: InvocationId, succeeded: bool, fails_caller: bool) {
        if succeeded || !fails_caller { self.works(id, self.now) } else { self.end_caller(id, Outcome::HandlerError) }
    }

    fn calls_downstream(&mut self, id: InvocationId, to: DownstreamId, ordinal: u64, fails_caller: bool) {
        let now = self.now;
        let Some(caller) = self.callers.get_mut(&id) else { return };
        let station = &mut self.downstreams[to.index()];
        let full = station.limit.is_some_and(|limit| station.in_use >= limit);
        let refused =
            station.rate.as_mut().is_some_and(|rate| !rate.take(now)) || full && station.when_full == WhenFull::Refuse;
        if refused {
            self.trace.downstream_calls.push(DownstreamCallRow {
                at: now,
                invocation: id,
                waited_us: 0,
                took_us: 0,
                downstream: to,
                answer: DownstreamAnswer::Refused,
            });
            return self.answered_caller(id, false, fails_caller);
        }
        caller.waits = CallerPhase::ForDownstream { ordinal, since: now, begun: None, fails_caller };
        if full {
            station.waiting.push_back(id);
        } else {
            self.serve_downstream(to, id);
        }
    }

    fn serve_downstream(&mut self, to: DownstreamId, id: InvocationId) {
        let now = self.now;
        let Some(caller) = self.callers.get_mut(&id) else { return };
        let CallerPhase::ForDownstream { ordinal, since, fails_caller, .. } = caller.waits else { return };
        caller.waits = CallerPhase::ForDownstream { ordinal, since, begun: Some(now), fails_caller };
        let station = &mut self.downstreams[to.index()];
        station.in_use += 1;
        let u = self.chance.uniform(station.stream, ordinal, Purpose::HANDLER);
        let took = Micros::from_millis_f64(station.latency.sample(u) * station.slowdown);
        self.steps
            .push(InvocationEvent { at: now + took, what: InvocationEventKind::Served { downstream: to, caller: id } });
    }

    fn served(&mut self, from: DownstreamId, id: InvocationId) {
        let now = self.now;
        let station = &mut self.downstreams[from.index()];
        station.in_use -= 1;
        let next = loop {
            // Who has timed out meanwhile waits no more.
            match station.waiting.pop_front() {
                Some(waiting) if !self.callers.contains_key(&waiting) => {}
                next => break next,
            }
        };
        if let Some(next) = next {
            self.serve_downstream(from, next);
        }
        let Some(caller) = self.callers.get(&id) else { return };
        let CallerPhase::ForDownstream { ordinal, since, begun: Some(begun), fails_caller } = caller.waits else {
            return;
        };
        let station = &self.downstreams[from.index()];
        let failed = self.chance.happens(station.error_rate, station.stream, ordinal, Purpose::ERROR);
        self.trace.downstream_calls.push(DownstreamCallRow {
            at: since,
            invocation: id,
            waited_us: micros(begun.since(since)),
            took_us: micros(now.since(begun)),
            downstream: from,
            answer: if failed { DownstreamAnswer::Failed } else { DownstreamAnswer::Served },
        });
        self.answered_caller(id, !failed, fails_caller);
    }

    /// Whether an invocation makes calls and has not ended.
    pub(super) fn is_caller(&self, id: InvocationId) -> bool {
        self.callers.contains_key(&id)
    }

    /// Those in an environment, in their order.
    pub(super) fn callers_in(&self, environment: EnvironmentId) -> Vec<InvocationId> {
        let is_in = |(id, caller): (&InvocationId, &Caller)| (caller.environment == environment).then_some(*id);
        let mut callers: Vec<InvocationId> = self.callers.iter().filter_map(is_in).collect();
        callers.sort_unstable();
        callers
    }

    /// The invocation ends now, in this way: its row is completed, and its end is due like any other. One that is still in its
    /// start, which nothing cuts short, ends when that is over.
    pub(super) fn end_caller(&mut self, id: InvocationId, outcome: Outcome) {
        let Some(caller) = self.callers.remove(&id) else { return };
        if let CallerPhase::ForCall { call, .. } = caller.waits {
            self.awaiting.remove(&call);
        }
        let end = self.now.max(caller.begin);
        let (handler, flags) = (end.since(caller.begin), caller.flags.ended(outcome));
        self.trace.invocations.update(id.index(), |row| {
            row.handler = handler;
            row.flags = flags;
        });
        if self.pools[caller.pool.index()].timing.has_extensions() {
            let timeout = self.pools[caller.pool.index()].timing.timeout();
            let used = timeout.saturating_sub(caller.deadline.since(end));
            let (at, place, is_awaited) = (end, (caller.environment, caller.pool), caller.is_awaited);
            return self.responds(&caller.attempt, Response { id, place, at, used, outcome, is_awaited });
        }
        let attempt = &caller.attempt;
        let source = &self.sources[attempt.source.index()];
        let lost = self.response_lost(attempt, caller.pool, outcome);
        let awaited =
            caller.is_awaited && (lost.is_some() || source.delivery.awaits(Answer::Ran(outcome), attempt.attempt));
        let ending = PendingEnd { outcome, attempt: awaited.then(|| caller.attempt.clone()), lost };
        self.endings.insert(id, ending);
        self.completions.push(TimedKey::ending(end, caller.environment, id));
    }
}

/// The number under which a caller's `number`-th call is drawn: a function of the caller's own draws, so that what others do
/// moves nothing (a step of `SplitMix64`).
pub(super) fn derived_ordinal(caller: &Attempt, number: u32) -> u64 {
    let mixed =
        (u64::from(caller.stream.number()) << 32 | u64::from(caller.runs) << 16 | u64::from(number)) ^ caller.ordinal;
    let mut mixed = mixed.wrapping_add(0x9e37_79b9_7f4a_7c15);
    mixed = (mixed ^ mixed >> 30).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    mixed = (mixed ^ mixed >> 27).wrapping_mul(0x94d0_49bb_1331_11eb);
    mixed ^ mixed >> 31
}

fn micros(time: Micros) -> u32 {
    u32::try_from(time.0).unwrap_or(u32::MAX)
}
