//! Durable executions: one call, many invocations, and nothing that runs between them (rules N2, N5, Q18).
//!
//! ```text
//!   request ─► quotas ─► admission ─► invocation ─┬─► suspended ─► resumed by Lambda ─► admission ─► invocation ─► …
//!              (a start)                          ├─► failed beneath the handler, or refused ─► again, later
//!                                                 └─► succeeded, failed, timed out ─► whoever called has the answer
//! ```
//! Each resume is a call of its own, made by the invocation before it, through a source of Lambda's own. So are the functions that
//! it invokes, through edges: they are called when the invocation has ended that reached them, and their answers wake it.

use super::Simulator;
use super::call_waiter::CallWaiter;
use super::calls::{Callee, derived_ordinal};
use super::deliveries::PendingWake;
use crate::assumptions::{Constant, Constants};
use crate::chance::Chance;
use crate::concurrency::{Refusal, TokenBucket};
use crate::invoke::{Answer, Attempt, Wake};
use crate::lifecycle::{AfterInvocation, Cursor, ExternalResult, FunctionTiming, Progress, Run, RunKey};
use crate::scenario::{ranges, region_quotas};
use crate::trace::{
    CallId, ExecutionRow, ExecutionStatus, InvocationId, Outcome, PoolId, RejectReason, RetryRow, SourceId,
    ThrottleReason,
};
use crate::units::{Instant, Micros};
use rustc_hash::FxHashMap;

/// By how many runs the draws of an execution's invocations lie apart from each other.
const RUNS_APART: u32 = 1 << 12;

/// The executions of an account.
#[derive(Clone, Debug)]
pub(super) struct Executions {
    starts: TokenBucket,
    limit: u32,
    /// Not ended.
    open: u32,
    /// The branches of those that wait.
    cursors: usize,
    /// Those in an invocation, by it.
    running: FxHashMap<InvocationId, Execution>,
    /// Those that wait for their next invocation, by their place in the trace.
    waiting: FxHashMap<u32, Execution>,
}

/// One execution.
#[derive(Clone, Debug)]
pub(super) struct Execution {
    /// Its place in the trace.
    row: u32,
    /// What began it: whoever sent that has the answer.
    attempt: Attempt,
    /// The version that it runs on; none where that is `$LATEST`, whatever its code is then.
    version: Option<PoolId>,
    /// When its timeout strikes.
    deadline: Instant,
    /// Invocations so far.
    invocations: u32,
    /// The invocation before this one.
    last: InvocationId,
    /// The call with which it is resumed next, and how often that was refused.
    resume: Option<(CallId, u16)>,
    /// When that is due.
    due: Instant,
    /// How far it was before the invocation that runs, how far it will be after it, how that ends, and what follows.
    before: Progress,
    after: Progress,
    outcome: Outcome,
    then: AfterInvocation,
}

impl Executions {
    pub(super) fn new(region: &str, constants: &Constants, now: Instant) -> Self {
        let has_more = region_quotas(region).has_more_durable_executions;
        let factor = if has_more { constants.get(Constant::DurableExecutionsFactor) } else { 1.0 };
        Self {
            starts: TokenBucket::per_second(constants.get(Constant::DurableStarts) as u64, 1.0, now),
            limit: (constants.get(Constant::DurableExecutions) * factor).min(f64::from(u32::MAX)) as u32,
            open: 0,
            cursors: 0,
            running: FxHashMap::default(),
            waiting: FxHashMap::default(),
        }
    }

    /// Whether one more may start now.
    fn take_start(&mut self, now: Instant) -> Result<(), Refusal> {
        let (observed, limit) = (self.open, self.limit);
        if observed >= limit {
            return Err(Refusal { reason: ThrottleReason::DurableExecutions, observed, limit });
        }
        if !self.starts.take(now) {
            let limit = u32::try_from(self.starts.rate()).unwrap_or(u32::MAX);
            return Err(Refusal { reason: ThrottleReason::DurableStarts, observed: 0, limit });
        }
        Ok(())
    }

    /// Bytes of those that have not ended.
    pub(super) const fn bytes(&self) -> u64 {
        (self.open as usize * size_of::<Execution>() + self.cursors * size_of::<Cursor>()) as u64
    }
}

impl Execution {
    /// What the invocation that now begins comes out as: `run` is its code outside operations, which begins at `begin` after an
    /// init of `suppressed` inside its timeout; or its start has failed.
    pub(super) fn advance(
        &mut self,
        run: Run,
        (begin, suppressed, start_failed): (Instant, Micros, bool),
        timing: &FunctionTiming,
        key: &RunKey,
        chance: Chance,
    ) -> Run {
        let Some(durable) = timing.durable() else { return run };
        let left = (begin, timing.timeout().saturating_sub(suppressed), self.deadline.since(begin));
        let key = RunKey { runs: self.attempt.runs, ..*key };
        let (run, after, then) = if start_failed {
            let mut after = self.before.clone();
            durable.failure(&mut after);
            (run, after, AfterInvocation::Again)
        } else {
            durable.advance(&self.before, run, left, timing.speed(), &key, chance)
        };
        (self.after, self.outcome, self.then) = (after, run.outcome, then);
        run
    }
}

impl Simulator {
    /// A request to a durable function: the start of an execution.
    pub(super) fn request_durably(&mut self, attempt: &Attempt, pool: PoolId) {
        let now = self.now;
        if let Err(refusal) = self.executions.take_start(now) {
            return self.throttle(attempt, pool, refusal);
        }
        let source = &self.sources[attempt.source.index()];
        let Some(durable) = self.pools[pool.index()].timing.durable() else { return };
        // Nobody waits for an answer longer than for an invocation.
        let awaited = Micros::from_secs(u64::from(ranges::AWAITED_EXECUTION_S));
        let timeout = if source.is_asynchronous { durable.timeout() } else { durable.timeout().min(awaited) };
        let execution = Execution {
            row: self.trace.executions.len() as u32,
            attempt: attempt.clone(),
            version: (self.trace.pools[pool.index()].version > 0).then_some(pool),
            deadline: now + timeout,
            invocations: 0,
            last: InvocationId(0),
            resume: None,
            due: now,
            before: durable.start(),
            after: Progress::default(),
            outcome: Outcome::Completed,
            then: AfterInvocation::Again,
        };
        if let Err((refusal, _)) = self.serve(attempt, pool, Box::new(execution)) {
            self.throttle(attempt, pool, refusal);
        }
    }

    /// Writes down an execution that begins with the invocation that is admitted now; others are on record.
    pub(super) fn begins(&mut self, execution: &Execution, pool: PoolId) {
        if execution.invocations > 0 {
            return;
        }
        let (now, info) = (self.now, &self.trace.pools[pool.index()]);
        self.trace.executions.push(ExecutionRow {
            invocation: InvocationId(self.trace.invocations.len() as u32),
            started: now,
            ended: Instant::NEVER,
            written: execution.before.written,
            operations: execution.before.operations,
            retention_days: info.retention_days,
            status: ExecutionStatus::Running,
        });
        self.executions.open += 1;
    }

    /// An execution is in this invocation from now on.
    pub(super) fn runs(&mut self, mut execution: Execution, id: InvocationId) {
        if execution.invocations == 0 && self.is_watched() {
            self.tell_execution(execution.row);
        }
        execution.last = id;
        execution.invocations += 1;
        execution.resume = None;
        self.executions.running.insert(id, execution);
    }

    /// The execution whose invocation has ended, if it was one's.
    pub(super) fn execution_in(&mut self, id: InvocationId) -> Option<Execution> {
        if self.executions.open == 0 { None } else { self.executions.running.remove(&id) }
    }

    /// An invocation of an execution has ended.
    pub(super) fn resume(&mut self, mut execution: Execution, outcome: Outcome) {
        if outcome != execution.outcome {
            // Somebody killed its environment: what it would have checkpointed is lost with it.
            if let Some(durable) = self.pools[self.pool_of_execution(&execution).index()].timing.durable() {
                durable.failure(&mut execution.before);
            }
            execution.then = AfterInvocation::Again;
        } else {
            execution.before = std::mem::take(&mut execution.after);
        }
        if matches!(execution.then, AfterInvocation::Waits(_) | AfterInvocation::Again) && self.now < self.end {
            self.invokes(&mut execution);
        }
        match execution.then {
            AfterInvocation::Waits(until) => self.suspends(execution, until),
            AfterInvocation::Again => self.tries_again(execution),
            AfterInvocation::Succeeds => self.ends(&mut execution, ExecutionStatus::Succeeded),
            AfterInvocation::Fails => self.ends(&mut execution, ExecutionStatus::Failed),
            AfterInvocation::TimesOut => self.ends(&mut execution, ExecutionStatus::TimedOut),
        }
    }

    fn tries_again(&mut self, mut execution: Execution) {
        let durable = self.pools[self.pool_of_execution(&execution).index()].timing.durable();
        let wait = durable.map_or(Micros::ZERO, |durable| durable.retry_wait(&execution.before));
        execution.then = AfterInvocation::Again;
        let until = self.now + wait;
        self.suspends(execution, until);
    }

    /// It goes on then, or with an answer that has come meanwhile, or ends when its time is over.
    fn suspends(&mut self, mut execution: Execution, until: Instant) {
        self.keeps_book(&execution);
        let (mut is_answered, mut is_called) = (false, false);
        for cursor in execution.before.cursors() {
            if let ExternalResult::Invoked(call) = cursor.awaits {
                is_called = true;
                is_answered |= matches!(self.awaiting.get(&call), Some(CallWaiter::Answered { .. }));
            }
        }
        let until = if is_answered && matches!(execution.then, AfterInvocation::Waits(_)) { self.now } else { until };
        execution.due = until.min(execution.deadline).max(self.now);
        if execution.due < self.end {
            self.wakes_execution(execution.row, execution.attempt.source, execution.due);
        }
        if execution.due < self.end || is_called {
            self.executions.cursors += execution.before.cursors().len();
            self.executions.waiting.insert(execution.row, execution);
        }
    }

    fn wakes_execution(&mut self, row: u32, source: SourceId, at: Instant) {
        let source = self.resumes_of(source);
        self.wakes.push(PendingWake::new(at, source, Wake::Resume(row)));
    }

    /// Calls what the invocation that has ended was to invoke.
    fn invokes(&mut self, execution: &mut Execution) {
        let function = self.sources[execution.attempt.source.index()].function.index();
        for (branch, cursor) in execution.before.cursors().iter_mut().enumerate() {
            let ExternalResult::ToInvoke(number) = cursor.awaits else { continue };
            let planned = self.functions[function].invokes.get(usize::from(number));
            let Some(Callee::Function { edge, .. }) = planned.map(|call| call.to) else { continue };
            let Some((depth, is_stopped)) = self.next_in_chain(execution.attempt.depth, edge) else { continue };
            let call = self.new_call(execution.last);
            cursor.awaits = ExternalResult::Invoked(call);
            self.awaiting.insert(call, CallWaiter::Execution(execution.row));
            let ordinal = derived_ordinal(&execution.attempt, branch as u32).wrapping_add(u64::from(number));
            let drawn = (self.sources[edge.index()].stream, ordinal);
            let attempt = Attempt { depth, ..Attempt::first(call, edge, drawn, self.now) };
            if is_stopped { self.reject(&attempt, RejectReason::Recursion) } else { self.request(&attempt) }
        }
    }

    /// A function has answered that an execution invoked: if it is suspended, it goes on.
    pub(super) fn execution_answered(&mut self, row: u32, call: CallId, succeeded: bool) {
        self.awaiting.insert(call, CallWaiter::Answered { succeeded });
        let (now, end) = (self.now, self.end);
        if let Some(execution) = self.executions.waiting.get_mut(&row)
            && matches!(execution.then, AfterInvocation::Waits(_))
            && execution.due > now
            && now < end
        {
            execution.due = now;
            let source = execution.attempt.source;
            self.wakes_execution(row, source, now);
        }
    }

    /// A suspended execution has its time.
    pub(super) fn resumes(&mut self, row: u32) {
        if self.executions.waiting.get(&row).is_none_or(|execution| execution.due > self.now) {
            return;
        }
        let Some(mut execution) = self.executions.waiting.remove(&row) else { return };
        self.executions.cursors -= execution.before.cursors().len();
        if self.now >= execution.deadline {
            return self.ends(&mut execution, ExecutionStatus::TimedOut);
        }
        for cursor in execution.before.cursors() {
            if let ExternalResult::Invoked(call) = cursor.awaits
                && let Some(&CallWaiter::Answered { succeeded }) = self.awaiting.get(&call)
            {
                self.awaiting.remove(&call);
                cursor.awaits = if succeeded { ExternalResult::Came } else { ExternalResult::Missed };
                cursor.ready = self.now;
            }
        }
        let (call, refusals) = execution.resume.unwrap_or_else(|| (self.new_call(execution.last), 0));
        let pool = self.pool_of_execution(&execution);
        let attempt = Attempt {
            call,
            source: self.resumes_of(execution.attempt.source),
            attempt: refusals + 1,
            runs: execution.attempt.runs.wrapping_add(execution.invocations.wrapping_mul(RUNS_APART)),
            handler_draw: f64::NAN,
            handler_ln: f64::NAN,
            ..execution.attempt.clone()
        };
        match self.serve(&attempt, pool, Box::new(execution)) {
            Ok(()) => {}
            Err((refusal, mut execution)) => {
                self.throttle(&attempt, pool, refusal);
                execution.resume = Some((call, refusals.saturating_add(1)));
                if let Some(durable) = self.pools[pool.index()].timing.durable() {
                    durable.failure(&mut execution.before);
                    let next = self.now + durable.retry_wait(&execution.before);
                    self.trace.retries.push(RetryRow {
                        answered: self.now,
                        next,
                        first: execution.attempt.first,
                        call,
                        source: attempt.source,
                        attempt: refusals.saturating_add(2),
                    });
                }
                self.tries_again(*execution);
            }
        }
    }

    /// The execution has come to its end.
    fn ends(&mut self, execution: &mut Execution, status: ExecutionStatus) {
        for cursor in execution.before.cursors() {
            if let ExternalResult::Invoked(call) = cursor.awaits {
                self.awaiting.remove(&call);
            }
        }
        self.keeps_book(execution);
        self.executions.open -= 1;
        let now = self.now;
        self.trace.executions.update(execution.row as usize, |row| {
            row.ended = now;
            row.status = status;
        });
        if self.is_watched() {
            self.tell_execution(execution.row);
        }
        self.answer(&execution.attempt, Answer::Ran(status.outcome()));
    }

    fn keeps_book(&mut self, execution: &Execution) {
        let (operations, written) = (execution.before.operations, execution.before.written);
        self.trace.executions.update(execution.row as usize, |row| {
            row.operations = operations;
            row.written = written;
        });
    }

    fn pool_of_execution(&self, execution: &Execution) -> PoolId {
        let function = self.sources[execution.attempt.source.index()].function;
        execution.version.unwrap_or(self.functions[function.index()].latest)
    }

    /// The source through which Lambda resumes what came through another one.
    fn resumes_of(&self, source: SourceId) -> SourceId {
        let function = self.sources[source.index()].function;
        self.functions[function.index()].resumes
    }
}
