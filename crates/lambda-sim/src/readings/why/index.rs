//! What is sorted once a run so that a question costs a few binary searches.

use super::Attempt;
use crate::readings::Level;
use crate::readings::segments::Calls;
use crate::trace::{
    CallId, EnvironmentId, FunctionId, InvocationId, Outcome, PoolId, RetryRow, SettingKind, SourceId, SourceRole,
    State, ThrottleReason, ThrottleRow, Trace,
};
use crate::units::{Instant, Micros};

/// The index of a finished run.
#[derive(Clone, Debug, Default)]
pub struct Reasons {
    pools: Vec<PoolHistory>,
    functions: Vec<FunctionHistory>,
    /// Retries by call and attempt: their rows.
    retries: Vec<(CallId, u16, u32)>,
    /// The attempts of calls that were retried, by call, attempt and the time they were answered.
    attempts: Vec<(CallId, u16, Instant, Attempt)>,
    /// The attempts of batches, by source, attempt and the time they were answered: a batch's call is its first event, which
    /// changes when that becomes too old, and may have headed other batches before.
    batches: Vec<(SourceId, u16, Instant, Attempt)>,
    pub(super) calls: Calls,
    /// First attempts refused by a limit of the account, by reason: when.
    refused: [Vec<Instant>; ThrottleReason::ALL.len()],
}

/// A pool's environments on demand.
#[derive(Clone, Debug, Default)]
struct PoolHistory {
    /// In the order of creation.
    created: Vec<EnvironmentId>,
    /// In the order of going.
    gone: Vec<(Instant, EnvironmentId)>,
    /// The median handler of completed invocations.
    usual_handler: Micros,
}

#[derive(Clone, Debug, Default)]
struct FunctionHistory {
    /// Arrivals and ends, each in order: on demand, and on provisioned environments.
    arrivals: [Vec<Instant>; 2],
    ends: [Vec<Instant>; 2],
    /// What was in force from when on.
    reserved: Vec<(Instant, u32)>,
    provisioned: Vec<(Instant, u32)>,
    ready: Vec<(Instant, u32)>,
    /// First attempts refused by a limit of the function, by reason: when.
    refused: [Vec<Instant>; ThrottleReason::ALL.len()],
}

/// How many of some times in order are no later.
fn until(times: &[Instant], at: Instant) -> u32 {
    times.partition_point(|time| *time <= at) as u32
}

/// What was in force at a time.
fn in_force(steps: &[(Instant, u32)], at: Instant) -> Option<u32> {
    steps.partition_point(|(from, _)| *from <= at).checked_sub(1).map(|index| steps[index].1)
}

/// Whether a limit counts one function alone.
const fn is_of_function(reason: ThrottleReason) -> bool {
    !matches!(
        reason,
        ThrottleReason::AccountConcurrency
            | ThrottleReason::RequestRate
            | ThrottleReason::DurableStarts
            | ThrottleReason::DurableExecutions
    )
}

impl Reasons {
    /// Reads a whole run.
    #[must_use]
    pub fn of(trace: &Trace) -> Self {
        let mut reasons = Self {
            pools: vec![PoolHistory::default(); trace.pools.len()],
            functions: vec![FunctionHistory::default(); trace.functions.len()],
            calls: Calls::of(trace),
            ..Self::default()
        };
        reasons.read_retries(trace);
        reasons.read_invocations(trace);
        reasons.read_throttles(trace);
        reasons.read_environments(trace);
        for row in trace.settings.iter() {
            let Some(function) = reasons.functions.get_mut(row.function.index()) else { continue };
            match row.kind {
                SettingKind::Reserved => function.reserved.push((row.at, row.value)),
                SettingKind::Provisioned => function.provisioned.push((row.at, row.value)),
                SettingKind::ProvisionedReady => function.ready.push((row.at, row.value)),
                SettingKind::ConcurrencyLimit | SettingKind::UnreservedPool => {}
            }
        }
        reasons.attempts.sort_unstable();
        reasons.batches.sort_unstable();
        reasons
    }

    fn read_retries(&mut self, trace: &Trace) {
        let rows = trace.retries.iter().enumerate();
        self.retries = rows.map(|(index, row)| (row.call, row.attempt, index as u32)).collect();
        self.retries.sort_unstable();
    }

    fn is_retried(&self, call: CallId) -> bool {
        let index = self.retries.partition_point(|(of, ..)| *of < call);
        self.retries.get(index).is_some_and(|(of, ..)| *of == call)
    }

    fn attempted(&mut self, trace: &Trace, of: (CallId, SourceId, u16), answered: Instant, what: Attempt) {
        let (call, source, attempt) = of;
        if trace.sources.get(source.index()).is_some_and(|info| info.role == SourceRole::Batches) {
            self.batches.push((source, attempt, answered, what));
        } else if self.is_retried(call) {
            self.attempts.push((call, attempt, answered, what));
        }
    }

    fn read_invocations(&mut self, trace: &Trace) {
        let mut handlers = vec![Vec::new(); trace.pools.len()];
        for invocation in trace.invocations_with_starts() {
            let row = &invocation.row;
            let function = &mut self.functions[trace.pools[row.pool.index()].function.index()];
            let kind = usize::from(row.flags.is_provisioned());
            function.arrivals[kind].push(row.arrival);
            if row.flags.outcome() != Outcome::Running {
                function.ends[kind].push(invocation.released());
            }
            if row.flags.outcome() == Outcome::Completed {
                handlers[row.pool.index()].push(row.handler);
            }
            if !self.retries.is_empty() {
                let what = Attempt::Invocation(InvocationId(invocation.id.0));
                self.attempted(trace, (row.call, row.source, row.attempt), invocation.end(), what);
            }
        }
        for function in &mut self.functions {
            function.ends.iter_mut().for_each(|ends| ends.sort_unstable());
        }
        for (pool, mut handlers) in self.pools.iter_mut().zip(handlers) {
            let middle = handlers.len().div_ceil(2).saturating_sub(1);
            if !handlers.is_empty() {
                pool.usual_handler = *handlers.select_nth_unstable(middle).1;
            }
        }
    }

    fn read_throttles(&mut self, trace: &Trace) {
        for (index, row) in trace.throttles.iter().enumerate() {
            if row.attempt == 1 {
                let function = &mut self.functions[trace.pools[row.pool.index()].function.index()];
                let lists = if is_of_function(row.reason) { &mut function.refused } else { &mut self.refused };
                lists[row.reason as usize].push(row.at);
            }
            self.attempted(trace, (row.call, row.source, row.attempt), row.at, Attempt::Throttle(index as u32));
        }
    }

    fn read_environments(&mut self, trace: &Trace) {
        let pool_on_demand = |environment: EnvironmentId| {
            trace.environments.get(environment.index()).filter(|row| row.provisioned == 0).map(|row| row.pool.index())
        };
        for index in 0..trace.environments.len() {
            let environment = EnvironmentId(index as u32);
            if let Some(pool) = pool_on_demand(environment) {
                self.pools[pool].created.push(environment);
            }
        }
        for row in trace.transitions.iter().filter(|row| row.state == State::Gone) {
            if let Some(pool) = pool_on_demand(row.environment) {
                self.pools[pool].gone.push((row.at, row.environment));
            }
        }
    }

    /// What a function has in flight at a time, with those that arrive then.
    pub(super) fn in_flight(&self, function: FunctionId, at: Instant) -> Level {
        let Some(history) = self.functions.get(function.index()) else { return Level::default() };
        let level = |kind: usize| until(&history.arrivals[kind], at).saturating_sub(until(&history.ends[kind], at));
        Level { on_demand: level(0), provisioned: level(1) }
    }

    /// What is set as provisioned, and how much of it is ready.
    pub(super) fn provisioned(&self, function: FunctionId, at: Instant) -> (u32, u32) {
        let Some(history) = self.functions.get(function.index()) else { return (0, 0) };
        (in_force(&history.provisioned, at).unwrap_or(0), in_force(&history.ready, at).unwrap_or(0))
    }

    /// What is reserved; none without.
    pub(in crate::readings) fn reserved(&self, function: FunctionId, at: Instant) -> Option<u32> {
        let history = self.functions.get(function.index())?;
        in_force(&history.reserved, at).filter(|reserved| *reserved != u32::MAX)
    }

    /// Environments on demand of a pool created before one of them, those of them gone by a time, and the last of these. One
    /// that is gone at that very time had left before: else the request would have found it.
    pub(super) fn environments(
        &self,
        pool: PoolId,
        own: EnvironmentId,
        at: Instant,
    ) -> (u32, u32, Option<(Instant, EnvironmentId)>) {
        let Some(history) = self.pools.get(pool.index()) else { return (0, 0, None) };
        let before = history.created.partition_point(|environment| *environment < own);
        let gone = history.gone.partition_point(|(gone, _)| *gone <= at);
        (before as u32, gone as u32, gone.checked_sub(1).map(|index| history.gone[index]))
    }

    /// The pool of the youngest older environment of the same function.
    pub(super) fn pool_before(&self, trace: &Trace, pool: PoolId, own: EnvironmentId) -> Option<PoolId> {
        let function = trace.pools.get(pool.index())?.function;
        let others =
            trace.pools.iter().enumerate().filter(|(index, info)| *index != pool.index() && info.function == function);
        let youngest = others.filter_map(|(index, _)| {
            let created = &self.pools[index].created;
            let older = created.partition_point(|environment| *environment < own).checked_sub(1)?;
            Some((created[older], PoolId(index as u16)))
        });
        youngest.max().map(|(_, pool)| pool)
    }

    pub(super) fn usual_handler(&self, pool: PoolId) -> Micros {
        self.pools.get(pool.index()).map_or(Micros::ZERO, |pool| pool.usual_handler)
    }

    /// The decision that led to an attempt at a time: a call heads several batches one after the other, so that only the time
    /// says which of their attempts of the same number is meant.
    pub(super) fn retry(&self, trace: &Trace, call: CallId, attempt: u16, at: Instant) -> Option<RetryRow> {
        let after = self.retries.partition_point(|(of, number, _)| (*of, *number) <= (call, attempt));
        let rows = self.retries[..after].iter().rev().take_while(|(of, number, _)| (*of, *number) == (call, attempt));
        rows.filter_map(|(.., row)| trace.retries.get(*row as usize)).find(|row| row.next <= at)
    }

    /// The attempt whose answer led to a decision.
    pub(super) fn attempt(&self, trace: &Trace, retry: &RetryRow) -> Option<Attempt> {
        let before = retry.attempt.checked_sub(1)?;
        let (source, answered) = (retry.source, retry.answered);
        if trace.sources.get(source.index())?.role == SourceRole::Batches {
            let after =
                self.batches.partition_point(|(of, number, at, _)| (*of, *number, *at) <= (source, before, answered));
            let (of, number, _, what) = self.batches.get(after.checked_sub(1)?)?;
            return ((*of, *number) == (source, before)).then_some(*what);
        }
        let index = self.attempts.partition_point(|(of, number, ..)| (*of, *number) < (retry.call, before));
        let (of, number, _, what) = self.attempts.get(index)?;
        ((*of, *number) == (retry.call, before)).then_some(*what)
    }

    /// How many calls the same limit refused within a time before a refusal, at their first attempt, and this one.
    pub(super) fn refused_calls(&self, row: &ThrottleRow, function: FunctionId, within: Micros) -> u32 {
        let history = self.functions.get(function.index());
        let lists =
            if is_of_function(row.reason) { history.map(|history| &history.refused) } else { Some(&self.refused) };
        let Some(times) = lists.map(|lists| &lists[row.reason as usize]) else { return 1 };
        let recent = until(times, row.at) - until(times, row.at - within);
        recent + u32::from(row.attempt > 1)
    }
}
