//! Why: what caused a cold start, a refusal, a retry, a failure or a long time, as a chain of causes with their numbers, and
//! the smallest change that would have avoided it. Facts only; the words are the page's.
//!
//! ```text
//!   Start(14) ──► ResetBy 9 ──► Failed: 9 timed out          Retry(31) ──► RetryOf ──► Refused ──► HeldBy: 12 of f, 3 of g
//! ```
//! Built once a run ([`Reasons::of`], O(n log n)); an answer then costs a few binary searches.
//!
//! The trace does not say why an environment left: [`Leaving`] is what can be told from when it did. What a suggestion
//! promises holds for the one thing asked about, all else being equal; traffic that comes otherwise afterwards is not
//! foreseen.

mod index;

use super::Lanes;
use crate::assumptions::Constants;
use crate::lifecycle::cpu_slowdown;
use crate::trace::{
    EnvironmentId, FunctionId, Invocation, InvocationId, Outcome, PoolId, StartKind, State, ThrottleReason,
    ThrottleRow, Trace,
};
use crate::units::{Instant, MegaBytes, Micros};
use serde::{Deserialize, Serialize};

pub use index::Reasons;

/// Something that can be asked about.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Question {
    /// Why an invocation did not find everything ready.
    Start(InvocationId),
    /// Why it failed.
    Failure(InvocationId),
    /// Why it was not its call's first attempt.
    Retry(InvocationId),
    /// Where its time went.
    Time(InvocationId),
    /// Why a request was refused, by its row among the throttles.
    Throttle(u32),
}

/// What is known about it.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Answer {
    /// The causes, the nearest first; each follows from the next.
    pub causes: Vec<Cause>,
    /// What would have avoided it; none where no setting would.
    pub suggestion: Option<Suggestion>,
}

/// A cause.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub enum Cause {
    /// Its pool had had no environment on demand yet.
    FirstOfPool,
    /// Its pool had none yet, while other versions of the function had: environments serve their own version alone (V2, L14).
    FirstOfVersion {
        /// The pool of the youngest of those.
        beside: PoolId,
    },
    /// Environments existed, and all of them were busy (L2).
    AllBusy {
        /// How many of the pool, on demand.
        environments: u32,
    },
    /// None existed any more.
    LastLeft {
        /// The last that left.
        environment: EnvironmentId,
        /// When.
        at: Instant,
        /// How long it had been idle then.
        idle: Micros,
        /// What can be told of why.
        leaving: Leaving,
    },
    /// It called a qualifier with provisioned concurrency that could not take it (C8). With fewer busy than ready, it was over
    /// the qualifier's rate.
    Spillover {
        /// Provisioned environments ready.
        ready: u32,
        /// Those that were busy.
        busy: u32,
    },
    /// Provisioned concurrency was asked for and not ready yet (C6).
    Allocating {
        /// How much was set.
        set: u32,
        /// How much of it was ready.
        ready: u32,
    },
    /// The function had provisioned concurrency, but on another qualifier than the one that was called (C4).
    OtherQualifier,
    /// The environment had been idle until its runtime was dropped (L7).
    IdledToSandbox {
        /// Since when it had been idle.
        idle_since: Instant,
        /// When the runtime was dropped.
        dropped_at: Instant,
    },
    /// An invocation before it on the same environment ended so that the runtime was reset (L6).
    ResetBy {
        /// Which one.
        invocation: InvocationId,
        /// When.
        at: Instant,
    },
    /// An invocation failed.
    Failed {
        /// Which one.
        invocation: InvocationId,
        /// How.
        outcome: Outcome,
        /// When.
        at: Instant,
        /// The function's timeout.
        timeout: Micros,
        /// How much of it a re-run init took.
        re_run_init: Micros,
        /// Configured memory.
        memory: MegaBytes,
    },
    /// A request was refused.
    Refused {
        /// Its row among the throttles.
        throttle: u32,
        /// By which limit.
        reason: ThrottleReason,
        /// What the limit allows: of reserved concurrency what is left beside ready provisioned concurrency (C5).
        limit: u32,
        /// What it counted: then only what runs on demand.
        met: u32,
    },
    /// What was in flight and filled the limit, by function; those that held none are left out.
    HeldBy(Vec<Holder>),
    /// It is another attempt of its call.
    RetryOf {
        /// The attempt before.
        previous: Attempt,
        /// When that was answered.
        answered: Instant,
        /// How long the client waited then.
        waited: Micros,
        /// The number of this attempt; the first is 1.
        attempt: u16,
        /// When the call's first attempt reached Lambda.
        first: Instant,
    },
    /// Where the time went.
    Time(Shares),
}

/// One attempt of a call.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub enum Attempt {
    /// It ran.
    Invocation(InvocationId),
    /// It was refused: its row among the throttles.
    Throttle(u32),
}

/// What can be told of why an environment left.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Leaving {
    /// The moment its invocation ended: its maximum age had passed (L9), or its configuration was replaced meanwhile (L14).
    AfterWork,
    /// While idle and initialised: at its maximum age, replaced by a deployment, or, where sandboxes are not kept, at the end of
    /// its idle life.
    WhileIdle,
    /// While a sandbox without runtime: at the end of that life, or at its maximum age.
    AsSandbox,
}

/// What a function had in flight.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Holder {
    /// The function.
    pub function: FunctionId,
    /// On demand.
    pub on_demand: u32,
    /// On provisioned environments.
    pub provisioned: u32,
}

/// Where the time of a call went up to this attempt's response.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct Shares {
    /// Between the call's first attempt and this one: failed attempts and what the client waited.
    pub earlier: Micros,
    /// Download of the code, start of the environment, and init outside Duration.
    pub cold: Micros,
    /// Init re-run inside Duration.
    pub re_run_init: Micros,
    /// The handler.
    pub handler: Micros,
    /// How much of the handler waited for functions and services that it called.
    pub waited_for_calls: Micros,
    /// The median handler of completed invocations of the same pool.
    pub usual_handler: Micros,
    /// How many times as long computing takes at this memory as on a whole vCPU (P1, with the constants' defaults). What part
    /// of the handler computes, a trace does not say.
    pub cpu_slowdown: f64,
    /// The largest of what is beyond the usual.
    pub most: Share,
}

/// A part of the time.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Share {
    /// Earlier attempts.
    Earlier,
    /// The cold start.
    Cold,
    /// The re-run init.
    ReRunInit,
    /// A handler that took longer than usual.
    LongHandler,
    /// The same, more than half of it waiting for what it called.
    Calls,
    /// Nothing: it is as usual.
    Usual,
}

/// A change of configuration.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Suggestion {
    /// This much provisioned concurrency, all of it ready by then.
    Provision {
        /// For which function.
        function: FunctionId,
        /// How much in all.
        to: u32,
    },
    /// The provisioned concurrency that is set, asked for earlier.
    ProvisionEarlier {
        /// For which function.
        function: FunctionId,
    },
    /// To call the qualifier that has provisioned concurrency.
    CallTheQualifier {
        /// Of which function.
        function: FunctionId,
    },
    /// This much reserved concurrency.
    RaiseReserved {
        /// For which function.
        function: FunctionId,
        /// How much.
        to: u32,
    },
    /// An account limit that is higher by so much.
    RaiseAccountLimit {
        /// By how much.
        by: u32,
    },
    /// An account request rate of so much: a tenth of it in concurrency (Q3).
    RaiseRequestRate {
        /// Requests a second.
        to: u32,
    },
    /// A function request rate of so much: where it follows from reserved concurrency, a tenth of it (Q3).
    RaiseFunctionRate {
        /// Of which function.
        function: FunctionId,
        /// Requests a second.
        to: u32,
    },
    /// A timeout longer than this.
    RaiseTimeout {
        /// Of which function.
        function: FunctionId,
        /// What it must exceed.
        above: Micros,
    },
    /// More memory than this.
    RaiseMemory {
        /// Of which function.
        function: FunctionId,
        /// What it must exceed.
        above: MegaBytes,
    },
    /// No setting: the code fails.
    FixTheCode {
        /// Of which function.
        function: FunctionId,
    },
}

impl Reasons {
    /// What is known; none where there is nothing to ask: a warm start, a good ending, a first attempt, no such row.
    #[must_use]
    pub fn answer(&self, trace: &Trace, lanes: &Lanes, question: Question) -> Option<Answer> {
        let ask = Ask { reasons: self, trace, lanes };
        match question {
            Question::Start(id) => ask.start(&trace.invocation(id)?),
            Question::Failure(id) => ask.failure(&trace.invocation(id)?),
            Question::Retry(id) => {
                let row = trace.invocation(id)?.row;
                ask.retry(row.call, row.attempt)
            }
            Question::Time(id) => ask.time(&trace.invocation(id)?),
            Question::Throttle(index) => ask.throttle(index),
        }
    }
}

struct Ask<'a> {
    reasons: &'a Reasons,
    trace: &'a Trace,
    lanes: &'a Lanes,
}

impl Ask<'_> {
    fn function(&self, pool: PoolId) -> FunctionId {
        self.trace.pools[pool.index()].function
    }

    /// With this much provisioned, the request would have found a free one.
    fn provision(&self, invocation: &Invocation) -> Suggestion {
        Suggestion::Provision {
            function: self.function(invocation.row.pool),
            to: invocation.row.function_in_flight.saturating_add(1),
        }
    }

    fn start(&self, invocation: &Invocation) -> Option<Answer> {
        let row = &invocation.row;
        let function = self.function(row.pool);
        let mut causes = Vec::with_capacity(3);
        let mut suggestion = self.provision(invocation);
        if row.flags.is_spillover() {
            let (set, ready) = self.reasons.provisioned(function, row.arrival);
            let busy = self.reasons.in_flight(function, row.arrival).provisioned;
            if ready < set && busy >= ready {
                causes.push(Cause::Allocating { set, ready });
                if row.function_in_flight < set {
                    suggestion = Suggestion::ProvisionEarlier { function };
                }
            } else {
                causes.push(Cause::Spillover { ready, busy });
                if busy < ready {
                    suggestion = Suggestion::Provision { function, to: ready.saturating_add(1) };
                }
            }
        } else if row.flags.while_provisioned() && !row.flags.is_provisioned() {
            causes.push(Cause::OtherQualifier);
            suggestion = Suggestion::CallTheQualifier { function };
        }
        match row.flags.start() {
            StartKind::Warm => return None,
            StartKind::FullCold => causes.push(self.nothing_there(invocation)),
            StartKind::PartialCold => {
                if let Some(reset) = self.reset_by(invocation) {
                    causes.push(Cause::ResetBy { invocation: reset.id, at: reset.released() });
                    causes.push(self.failed(&reset));
                    suggestion = self.against(&reset).unwrap_or(suggestion);
                } else {
                    let idle_since = self.before(invocation).map_or(row.arrival, |before| before.released());
                    let dropped = self.lanes.transitions(self.trace, row.environment).take_while(|transition| {
                        transition.at < row.arrival
                            || (transition.at == row.arrival && transition.state != State::Resumed)
                    });
                    let dropped_at = dropped.filter(|transition| transition.state == State::Sandbox).last();
                    let dropped_at = dropped_at.map_or(row.arrival, |transition| transition.at);
                    causes.push(Cause::IdledToSandbox { idle_since, dropped_at });
                }
            }
        }
        Some(Answer { causes, suggestion: Some(suggestion) })
    }

    /// Why a new environment had to be made.
    fn nothing_there(&self, invocation: &Invocation) -> Cause {
        let row = &invocation.row;
        let (before, gone, last) = self.reasons.environments(row.pool, row.environment, row.arrival);
        match last {
            _ if before > gone => Cause::AllBusy { environments: before - gone },
            Some((at, environment)) => {
                let served = self.lanes.served(environment);
                let row = self.trace.environments.get(environment.index()).unwrap_or_default();
                let idle_since = served.0.last().map_or(row.created, |served| served.end);
                let states = self.lanes.transitions(self.trace, environment);
                let was_sandbox = states
                    .filter(|transition| transition.state != State::Gone)
                    .last()
                    .is_some_and(|transition| transition.state == State::Sandbox);
                let leaving = match (at == idle_since, was_sandbox) {
                    (true, _) => Leaving::AfterWork,
                    (_, true) => Leaving::AsSandbox,
                    (_, false) => Leaving::WhileIdle,
                };
                Cause::LastLeft { environment, at, idle: at.since(idle_since), leaving }
            }
            None => match self.reasons.pool_before(self.trace, row.pool, row.environment) {
                Some(beside) => Cause::FirstOfVersion { beside },
                None => Cause::FirstOfPool,
            },
        }
    }

    /// The invocation that the environment served before.
    fn before(&self, invocation: &Invocation) -> Option<Invocation> {
        let served = self.lanes.served(invocation.row.environment);
        let index = served.0.partition_point(|row| row.invocation < invocation.id).checked_sub(1)?;
        self.trace.invocation(served.0.get(index)?.invocation)
    }

    fn reset_by(&self, invocation: &Invocation) -> Option<Invocation> {
        self.before(invocation).filter(|before| {
            let outcome = before.row.flags.outcome();
            matches!(outcome, Outcome::Crash | Outcome::OutOfMemory | Outcome::InitError | Outcome::Timeout)
        })
    }

    fn failed(&self, invocation: &Invocation) -> Cause {
        let head = &self.trace.pools[invocation.row.pool.index()];
        Cause::Failed {
            invocation: invocation.id,
            outcome: invocation.row.flags.outcome(),
            at: invocation.released(),
            timeout: head.timeout,
            re_run_init: Micros(invocation.start.suppressed_init_us.into()),
            memory: head.memory,
        }
    }

    /// What would have avoided that it failed.
    fn against(&self, invocation: &Invocation) -> Option<Suggestion> {
        let head = &self.trace.pools[invocation.row.pool.index()];
        let function = head.function;
        match invocation.row.flags.outcome() {
            Outcome::Completed | Outcome::Running => None,
            Outcome::Timeout => Some(Suggestion::RaiseTimeout { function, above: head.timeout }),
            Outcome::OutOfMemory => Some(Suggestion::RaiseMemory { function, above: head.memory }),
            _ => Some(Suggestion::FixTheCode { function }),
        }
    }

    fn failure(&self, invocation: &Invocation) -> Option<Answer> {
        let suggestion = Some(self.against(invocation)?);
        let mut causes = vec![self.failed(invocation)];
        // A re-run init takes its part of the timeout: why it was needed belongs to it.
        if invocation.start.suppressed_init_us > 0
            && invocation.row.flags.outcome() == Outcome::Timeout
            && let Some(start) = self.start(invocation)
        {
            causes.extend(start.causes);
        }
        Some(Answer { causes, suggestion })
    }

    fn retry(&self, call: crate::trace::CallId, attempt: u16) -> Option<Answer> {
        let retry = self.reasons.retry(self.trace, call, attempt)?;
        let previous = self.reasons.attempt(call, attempt.checked_sub(1)?)?;
        let mut causes = vec![Cause::RetryOf {
            previous,
            answered: retry.answered,
            waited: retry.next.since(retry.answered),
            attempt,
            first: retry.first,
        }];
        let suggestion = match previous {
            Attempt::Invocation(id) => {
                let previous = self.trace.invocation(id)?;
                causes.push(self.failed(&previous));
                self.against(&previous)
            }
            Attempt::Throttle(index) => {
                let row = self.trace.throttles.get(index as usize)?;
                causes.extend(self.refused(index, &row));
                self.against_refusal(&row)
            }
        };
        Some(Answer { causes, suggestion })
    }

    fn throttle(&self, index: u32) -> Option<Answer> {
        let row = self.trace.throttles.get(index as usize)?;
        let mut causes: Vec<Cause> = self.refused(index, &row).collect();
        if row.attempt > 1
            && let Some(retry) = self.retry(row.call, row.attempt)
        {
            causes.extend(retry.causes);
        }
        Some(Answer { causes, suggestion: self.against_refusal(&row) })
    }

    fn refused(&self, throttle: u32, row: &ThrottleRow) -> impl Iterator<Item = Cause> {
        let refused = Cause::Refused { throttle, reason: row.reason, limit: row.limit, met: row.met };
        let function = self.function(row.pool);
        let holders = match row.reason {
            ThrottleReason::AccountConcurrency => (0..self.trace.functions.len())
                .map(|index| FunctionId(index as u16))
                .filter(|function| self.reasons.reserved(*function, row.at).is_none())
                .map(|function| self.holder(function, row.at))
                // The pool holds what runs on demand; provisioned environments have their own.
                .map(|holder| Holder { provisioned: 0, ..holder })
                .collect(),
            ThrottleReason::ReservedConcurrency => vec![self.holder(function, row.at)],
            _ => Vec::new(),
        };
        let mut holders: Vec<Holder> =
            holders.into_iter().filter(|holder| holder.on_demand + holder.provisioned > 0).collect();
        holders.sort_by_key(|holder| std::cmp::Reverse(holder.on_demand + holder.provisioned));
        let held = (!holders.is_empty()).then_some(Cause::HeldBy(holders));
        std::iter::once(refused).chain(held)
    }

    fn holder(&self, function: FunctionId, at: Instant) -> Holder {
        let level = self.reasons.in_flight(function, at);
        Holder { function, on_demand: level.on_demand, provisioned: level.provisioned }
    }

    /// What would have let the request in: room for it and for those that the same limit refused shortly before and that
    /// would still be there.
    fn against_refusal(&self, row: &ThrottleRow) -> Option<Suggestion> {
        let function = self.function(row.pool);
        let within = match row.reason {
            ThrottleReason::AccountConcurrency
            | ThrottleReason::ReservedConcurrency
            | ThrottleReason::TenantEnvironments => Micros(self.lanes.mean_busy_us(function) as u64),
            ThrottleReason::RequestRate | ThrottleReason::FunctionRequestRate => Micros::from_secs(1),
            ThrottleReason::ScalingRate => Micros::from_secs(10),
        };
        let more = self.reasons.refused_calls(row, function, within);
        let to = row.limit.saturating_add(more);
        Some(match row.reason {
            ThrottleReason::AccountConcurrency | ThrottleReason::TenantEnvironments => {
                Suggestion::RaiseAccountLimit { by: more }
            }
            ThrottleReason::ReservedConcurrency => {
                // The limit that refused is what the reserved concurrency leaves beside what is provisioned (C5).
                let reserved = self.reasons.reserved(function, row.at).unwrap_or(row.limit);
                Suggestion::RaiseReserved { function, to: reserved.saturating_add(more) }
            }
            ThrottleReason::RequestRate => Suggestion::RaiseRequestRate { to },
            ThrottleReason::FunctionRequestRate => Suggestion::RaiseFunctionRate { function, to },
            ThrottleReason::ScalingRate => {
                let in_flight = self.reasons.in_flight(function, row.at).total();
                Suggestion::Provision { function, to: in_flight.saturating_add(more) }
            }
        })
    }

    fn time(&self, invocation: &Invocation) -> Option<Answer> {
        let row = &invocation.row;
        let head = self.trace.pools.get(row.pool.index())?;
        let retry = self.reasons.retry(self.trace, row.call, row.attempt);
        let earlier = retry.map_or(Micros::ZERO, |retry| row.arrival.since(retry.first));
        let cold = invocation.before_duration();
        let re_run_init = Micros(invocation.start.suppressed_init_us.into());
        let usual_handler = self.reasons.usual_handler(row.pool);
        let longer = row.handler.saturating_sub(usual_handler);
        let cpu_slowdown = cpu_slowdown(head.memory, 1, &Constants::default());
        let parts = [
            (earlier, Share::Earlier),
            (cold, Share::Cold),
            (re_run_init, Share::ReRunInit),
            (longer, Share::LongHandler),
        ];
        let largest = parts.iter().rev().max_by_key(|(time, _)| *time).filter(|(time, _)| time.0 > 0);
        let waited_for_calls = self.reasons.calls.waited(self.trace, invocation.id);
        let most = match largest.map_or(Share::Usual, |(_, share)| *share) {
            Share::LongHandler if waited_for_calls.0 > row.handler.0 / 2 => Share::Calls,
            most => most,
        };
        let suggestion = match most {
            Share::Cold | Share::ReRunInit => self.start(invocation).and_then(|start| start.suggestion),
            Share::Earlier => self.retry(row.call, row.attempt).and_then(|retry| retry.suggestion),
            Share::Calls => None,
            Share::LongHandler | Share::Usual => {
                (cpu_slowdown > 1.0).then_some(Suggestion::RaiseMemory { function: head.function, above: head.memory })
            }
        };
        let handler = row.handler;
        let shares =
            Shares { earlier, cold, re_run_init, handler, waited_for_calls, usual_handler, cpu_slowdown, most };
        let mut causes = vec![Cause::Time(shares)];
        let more = match most {
            Share::Cold | Share::ReRunInit => self.start(invocation),
            Share::Earlier => self.retry(row.call, row.attempt),
            Share::LongHandler | Share::Calls | Share::Usual => None,
        };
        causes.extend(more.into_iter().flat_map(|answer| answer.causes));
        Some(Answer { causes, suggestion })
    }
}

#[cfg(test)]
mod tests;
