//! What somebody does to a run by hand: new configuration, calls beside the traffic, an environment that is killed.

use super::PendingEnd;
use super::Simulator;
use super::plan;
use super::routing::Alias;
use super::state::PoolState;
use super::timed_key::TimedKey;
use crate::chance::Stream;
use crate::invoke::Attempt;
use crate::lifecycle::{Environment, Stage};
use crate::scenario;
use crate::trace::{CallId, EnvironmentId, FunctionId, InvocationId, Outcome, PoolId, SourceId};
use crate::units::Instant;

impl Simulator {
    /// New code or configuration (L14).
    pub(super) fn configure(&mut self, function: FunctionId, configuration: &scenario::Function) {
        let state = &self.functions[function.index()];
        let (latest, alias) = (state.latest, state.alias);
        let calls = self.pools[latest.index()].calls.clone();
        let version = state.published.iter().map(|(version, _)| *version).max().unwrap_or(1) + 1;
        let new_latest = self.add_pool(function, 0, configuration, calls.clone());
        self.functions[function.index()].latest = new_latest;
        self.drain(latest);
        if self.configurations[function.index()].has_alias() {
            let published = self.add_pool(function, version, configuration, calls);
            self.functions[function.index()].published.push((version, published));
            if alias.additional.is_none() {
                self.route(function, Alias { primary: published, additional: None });
            }
        }
        self.configurations[function.index()] = configuration.clone();
    }

    fn add_pool(
        &mut self,
        function: FunctionId,
        version: u32,
        configuration: &scenario::Function,
        calls: Vec<super::calls::PlannedCall>,
    ) -> PoolId {
        let number = self.pools.len();
        let free_init = self.trace.free_init;
        let (mut info, mut pool) = plan::later_pool(
            function,
            (version, number),
            configuration,
            (&self.constants, self.shortcuts),
            (calls, free_init),
        );
        // Only a snapshot takes its time: otherwise the old code serves until the new is there.
        pool.state = None;
        pool.timing.slow_down(self.functions[function.index()].slowdown);
        if let Some(snapshot) = &mut info.snapshot {
            snapshot.since = self.now;
            let own = Stream::named(&["later pool", &configuration.name, &number.to_string(), "snapshot"]);
            let mut environment = Environment::new(PoolId(number as u16), own, 0, false, Instant::NEVER);
            snapshot.init = pool.timing.provisioned_init(&mut environment, self.chance);
            pool.state = PoolState::new(configuration, &self.constants, self.now, snapshot.init);
            pool.is_special |= pool.state.is_some();
        }
        self.trace.pools.push(info);
        self.pools.push(pool);
        let id = PoolId(number as u16);
        self.begin_managed(id);
        id
    }

    /// How the handlers of a function fare from now on, in all its versions and those to come.
    pub(super) fn set_handler_behavior(
        &mut self,
        function: FunctionId,
        duration_factor: Option<f64>,
        error_rate: Option<f64>,
    ) {
        if let Some(factor) = duration_factor {
            self.functions[function.index()].slowdown = factor;
        }
        if let Some(rate) = error_rate {
            self.configurations[function.index()].work.error_rate = rate;
        }
        for pool in self.pools.iter_mut().filter(|pool| pool.function == function) {
            if let Some(factor) = duration_factor {
                pool.timing.slow_down(factor);
            }
            if let Some(rate) = error_rate {
                pool.timing.set_error_rate(rate);
            }
        }
    }

    /// The environment with this number among those of its function, counted from 1 by creation.
    pub(super) fn numbered(&self, function: FunctionId, number: u32) -> Option<EnvironmentId> {
        let is_its = |environment: &Environment| self.pools[environment.pool.index()].function == function;
        let place = number.checked_sub(1)? as usize;
        let (index, _) = self.environments.iter().enumerate().filter(|(_, other)| is_its(other)).nth(place)?;
        u32::try_from(index).ok().map(EnvironmentId)
    }

    /// Calls or events beside the traffic, all now.
    pub(super) fn inject(&mut self, source: SourceId, count: u32) {
        if self.sources.get(source.index()).is_none() {
            return;
        }
        let stream = Stream::named(&["by hand", &self.trace.sources[source.index()].name]);
        for _ in 0..count {
            let call = CallId(self.trace.calls);
            self.trace.calls += 1;
            let ordinal = self.injected;
            self.injected += 1;
            self.arrival(&mut Attempt::first(call, source, (stream, ordinal), self.now));
        }
    }

    /// Kills an environment. What runs in its handler crashes now; what is still starting crashes as soon as its handler begins.
    pub(super) fn kill(&mut self, id: EnvironmentId) {
        let Some(environment) = self.environments.get_mut(id.index()) else { return };
        match environment.stage {
            Stage::Gone => {}
            Stage::Idle | Stage::Sandbox => {
                let pool = environment.pool;
                environment.retire_at = self.now;
                self.leave_set(id);
                self.remove_environment(id);
                self.replaces(pool, id);
            }
            Stage::Busy => {
                let pool = environment.pool;
                environment.retire_at = self.now;
                let mut running: Vec<InvocationId> = Vec::new();
                self.completions.retain(|due| {
                    if due.environment() == id {
                        running.push(due.invocation());
                    }
                    due.environment() != id
                });
                running.sort_unstable();
                running.extend(self.callers_in(id));
                for invocation in running {
                    self.crash(id, invocation);
                }
                self.replaces(pool, id);
            }
        }
    }

    fn crash(&mut self, environment: EnvironmentId, id: InvocationId) {
        if self.is_caller(id) {
            return self.end_caller(id, Outcome::Crash);
        }
        let Some(invocation) = self.trace.invocation(id) else { return };
        if self.now >= invocation.end() && invocation.after.0 > 0 {
            // Its response has left: only its extensions were still there.
            let (tail, after_us) = (self.trace.tail_of(id), self.now.since(invocation.end()).0 as u32);
            self.trace.tails.update(tail, |row| row.after_us = after_us);
            return self.completions.push(TimedKey::ending(self.now, environment, id));
        }
        let begin = invocation.end() - invocation.row.handler;
        let end = self.now.max(begin);
        let unanswered = if invocation.row.flags.has_tail() {
            let tail = self.trace.tail_of(id);
            self.trace.tails.update(tail, |row| row.after_us = 0);
            self.take_back_response(id)
        } else {
            None
        };
        self.trace.invocations.update(id.index(), |row| {
            row.handler = end.since(begin);
            row.flags = row.flags.ended(Outcome::Crash);
        });
        let attempt = self.endings.remove(&id).and_then(|ending| ending.attempt).or(unanswered);
        self.endings.insert(id, PendingEnd { outcome: Outcome::Crash, attempt, lost: None });
        self.completions.push(TimedKey::ending(end, environment, id));
    }
}
