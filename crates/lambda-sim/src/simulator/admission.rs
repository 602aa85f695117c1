//! A request reaches Lambda: which limit refuses it, or which environment serves it (rule C15).

use super::durable::Execution;
use super::extensions::Response;
use super::routing::Target;
use super::timed_key::TimedKey;
use super::{PendingEnd, Simulator};
use crate::chance::Purpose;
use crate::concurrency::Refusal;
use crate::invoke::{Answer, Attempt};
use crate::lifecycle::{RunKey, Stage, StartPhases};
use crate::trace::{
    BatchRow, EnvironmentId, Flags, InvocationId, InvocationRow, Outcome, PoolId, StartKind, StartRow, State,
    StreamRow, ThrottleRow, TransitionRow,
};
use crate::units::Micros;

/// Where an admitted request runs.
#[derive(Clone, Copy, Debug)]
struct Placement {
    environment: EnvironmentId,
    start: StartKind,
    provisioned: bool,
    /// Whether Lambda initialised the environment before the request came (L10).
    ahead: bool,
}

impl Simulator {
    /// One attempt, at the present time.
    #[inline]
    pub(super) fn request(&mut self, attempt: &Attempt) {
        if self.sources[attempt.source.index()].front_end.is_some()
            && let Some(reason) = self.rejection(attempt)
        {
            return self.reject(attempt, reason);
        }
        let pool = self.pool_of(attempt);
        if self.pools[pool.index()].is_special && self.handle_special_function(attempt, pool) {
            return;
        }
        match self.admit(attempt, pool) {
            Ok(placement) => self.invoke(attempt, pool, placement, None),
            Err(refusal) => self.throttle(attempt, pool, refusal),
        }
    }

    #[inline(always)]
    fn admit(&mut self, attempt: &Attempt, pool_id: PoolId) -> Result<Placement, Refusal> {
        let source = &self.sources[attempt.source.index()];
        let calls_alias = source.target == Target::Alias;
        let function = &mut self.functions[source.function.index()];
        let (now, chance) = (self.now, self.chance);

        // Rate quotas hold for synchronous requests, those of event source mappings included (Q3, C9).
        if !source.is_asynchronous {
            self.account.take_request(now)?;
            function.concurrency.take_request(now)?;
        }

        let pool = &mut self.pools[pool_id.index()];
        let random = || chance.uniform(attempt.stream, attempt.ordinal, Purpose::CHOICE.repeat(attempt.attempt.into()));
        if calls_alias
            && pool.has_free_provisioned()
            && function.concurrency.reserved.is_none_or(|reserved| function.concurrency.in_flight() < reserved)
            && function.concurrency.take_provisioned_request(now)
            && let Some(environment) = pool.take_provisioned(&self.environments, random)
        {
            let reset = self.environments[environment.index()].reset;
            let start = if reset { StartKind::PartialCold } else { StartKind::Warm };
            return Ok(Placement { environment, start, provisioned: true, ahead: false });
        }

        match function.concurrency.reserved {
            Some(reserved) => function.concurrency.reserved_has_room(reserved)?,
            None => self.account.pool_has_room()?,
        }

        let mut tenant = 0;
        if !pool.tenants.is_empty() {
            let u = chance.uniform(attempt.stream, attempt.ordinal, Purpose::TENANT);
            tenant = (u * pool.tenants.len() as f64) as u16;
        }
        if let Some(environment) = pool.idle_of(tenant).take(&self.environments, random) {
            return Ok(Placement { environment, start: StartKind::Warm, provisioned: false, ahead: false });
        }
        if let Some(environment) = pool.sandboxes_of(tenant).take(&self.environments, random) {
            return Ok(Placement { environment, start: StartKind::PartialCold, provisioned: false, ahead: false });
        }
        if !pool.tenants.is_empty() {
            let concurrency = function.concurrency.reserved.or(self.account.limit);
            function.tenants_have_room(concurrency, self.tenant_environments_per_concurrency)?;
        }
        self.account.take_environment(now)?;
        function.concurrency.take_environment(now)?;
        let environment = self.create_environment(pool_id, false, now);
        if !self.pools[pool_id.index()].tenants.is_empty() {
            self.belongs(environment, tenant);
        }
        let timing = &self.pools[pool_id.index()].timing;
        let ahead = timing.is_initialised_ahead(&self.environments[environment.index()], chance);
        Ok(Placement { environment, start: StartKind::FullCold, provisioned: false, ahead })
    }

    /// Handles requests to pending or inactive functions, durable functions and Managed Instances. Returns whether it did.
    #[inline(never)]
    fn handle_special_function(&mut self, attempt: &Attempt, pool: PoolId) -> bool {
        if self.turn_away_if_unready(attempt, pool) {
            return true;
        }
        let version = &self.pools[pool.index()];
        if version.managed.is_some() {
            self.request_managed(attempt, pool);
        } else if version.timing.durable().is_some() {
            self.request_durably(attempt, pool);
        } else {
            return false;
        }
        true
    }

    /// A request of a durable execution, whose next invocation it is. Apart from [`Self::request`], so that the way of most
    /// requests has nothing of it.
    ///
    /// # Errors
    /// The refusal, and the execution.
    #[inline(never)]
    pub(super) fn serve(
        &mut self,
        attempt: &Attempt,
        pool: PoolId,
        execution: Box<Execution>,
    ) -> Result<(), (Refusal, Box<Execution>)> {
        match self.admit(attempt, pool) {
            Ok(placement) => {
                self.begins(&execution, pool);
                self.invoke(attempt, pool, placement, Some(execution));
                Ok(())
            }
            Err(refusal) => Err((refusal, execution)),
        }
    }

    #[inline(always)]
    fn invoke(&mut self, attempt: &Attempt, pool: PoolId, placement: Placement, mut execution: Option<Box<Execution>>) {
        let Placement { environment: id, mut start, provisioned, mut ahead } = placement;
        let source = &self.sources[attempt.source.index()];
        // Looked up once: most sources and versions have none of these.
        let (calls_alias, is_batched) = (source.target == Target::Alias, source.delivery.is_batched());
        let has_front_end = source.front_end.is_some();
        let version = &self.pools[pool.index()];
        let (has_calls, has_extensions) = (!version.calls.is_empty(), version.timing.has_extensions());
        let function = &mut self.functions[source.function.index()];
        let (function_in_flight, account_in_flight) = (function.concurrency.in_flight(), self.account.in_flight);
        let has_provisioned = function.concurrency.provisioned > 0;
        self.account.in_flight += 1;
        if provisioned {
            function.concurrency.provisioned_in_flight += 1;
        } else {
            function.concurrency.on_demand_in_flight += 1;
            if function.concurrency.reserved.is_none() {
                self.account.unreserved_in_flight += 1;
            }
        }

        if self.is_watched() {
            self.tell_admission(attempt, pool, calls_alias);
        }
        let is_cached = start != StartKind::Warm && self.pools[pool.index()].note_restore(self.now);
        let environment = &mut self.environments[id.index()];
        let timing = &self.pools[pool.index()].timing;
        let invocation = InvocationId(self.trace.invocations.len() as u32);
        let (mut before, mut suppressed) = (Micros::ZERO, Micros::ZERO);
        let (mut failure, mut restored) = (None, false);
        if start != StartKind::Warm {
            if start == StartKind::PartialCold && !provisioned {
                let transition = TransitionRow { at: self.now, environment: id, state: State::Resumed };
                self.trace.transitions.push(transition);
            }
            let StartPhases { row, failure: failed, restored: is_restored } =
                timing.start(start, environment, is_cached, self.chance);
            (failure, restored) = (failed, is_restored);
            suppressed = Micros(row.suppressed_init_us.into());
            // An init that fails ahead of requests leaves nothing behind: the request finds nothing.
            ahead = ahead && failure.is_none() && row.suppressed_init_us == 0;
            if ahead {
                start = StartKind::Warm;
            } else {
                before = Micros(u64::from(row.download_us) + u64::from(row.start_us) + u64::from(row.init_us));
            }
            self.trace.starts.push(StartRow { invocation, ..row });
        }
        environment.stage = Stage::Busy;
        environment.reset = false;
        environment.in_flight += 1;
        let begin = self.now + before + suppressed;
        let mut run = match failure {
            None => match timing.plain_run(attempt, suppressed) {
                Some(run) => run,
                None => timing.run(&RunKey::of(attempt), suppressed, self.chance),
            },
            Some(outcome) => {
                crate::lifecycle::Run { handler: Micros::ZERO, outcome, memory_used_mb: 0, streamed: None }
            }
        };

        if let Some(execution) = &mut execution {
            let start = (begin, suppressed, failure.is_some());
            run = execution.advance(run, start, timing, &RunKey::of(attempt), self.chance);
        }

        let calls = has_calls && failure.is_none();
        let flags = Flags::new(start, if calls { Outcome::Running } else { run.outcome });
        let mut flags = flags.on(provisioned, has_provisioned, calls_alias);
        if let Some((first_byte, sent)) = run.streamed {
            flags = flags.streamed();
            let first_byte_us = first_byte.0 as u32;
            self.trace.streams.push(StreamRow { invocation, first_byte_us, sent });
        }
        if restored {
            flags = flags.restored();
        }
        if ahead {
            flags = flags.initialised_ahead();
        }
        self.trace.invocations.push_in_place(InvocationRow {
            arrival: self.now,
            handler: if calls { Micros::ZERO } else { run.handler },
            environment: id,
            call: attempt.call,
            function_in_flight,
            account_in_flight,
            pool,
            source: attempt.source,
            attempt: attempt.attempt,
            flags,
            memory_used_mb: run.memory_used_mb,
        });
        if has_front_end {
            self.note_size(attempt, invocation);
        }
        if is_batched {
            self.trace.batches.push(BatchRow {
                invocation,
                events: attempt.events,
                oldest: attempt.first,
                newest: attempt.age_from,
            });
        }
        if calls {
            let time_left = self.pools[pool.index()].timing.timeout().saturating_sub(suppressed);
            let work = (run.handler, run.outcome);
            self.reserve_tail(invocation, pool);
            return self.begin_caller(invocation, (id, pool), attempt, flags, begin, time_left, work);
        }
        let end = begin + run.handler;
        if has_extensions {
            let used = suppressed + run.handler;
            let (id, place, outcome) = (invocation, (id, pool), run.outcome);
            return self.responds(attempt, Response { id, place, at: end, used, outcome, is_awaited: true });
        }
        self.completions.push(TimedKey::ending(end, id, invocation));
        let delivery = &self.sources[attempt.source.index()].delivery;
        let mut awaited = execution.is_some() || delivery.awaits(Answer::Ran(run.outcome), attempt.attempt);
        if let Some(execution) = execution {
            self.runs(*execution, invocation);
        }
        let mut lost = None;
        if has_front_end {
            lost = self.response_lost(attempt, pool, run.outcome);
            awaited |= lost.is_some() | self.begin_waiting(attempt, invocation, Some(end));
        }
        if awaited || run.outcome != Outcome::Completed {
            let ending = PendingEnd { outcome: run.outcome, attempt: awaited.then(|| attempt.clone()), lost };
            self.endings.insert(invocation, ending);
        }
    }

    pub(super) fn throttle(&mut self, attempt: &Attempt, pool: PoolId, refusal: Refusal) {
        self.trace.throttles.push(ThrottleRow {
            at: self.now,
            call: attempt.call,
            observed: refusal.observed,
            limit: refusal.limit,
            pool,
            source: attempt.source,
            attempt: attempt.attempt,
            reason: refusal.reason,
        });
        if self.is_watched() {
            self.tell_throttle(pool);
        }
        self.answer(attempt, Answer::Throttled(refusal));
    }
}
