//! What somebody does to a run by hand: new configuration, calls beside the traffic, an environment that is killed.

use super::Ending;
use super::Simulator;
use super::due::Due;
use super::plan;
use super::routing::Alias;
use super::state::PoolState;
use crate::chance::Stream;
use crate::invoke::Attempt;
use crate::lifecycle::Stage;
use crate::scenario;
use crate::trace::{CallId, EnvironmentId, FunctionId, InvocationId, Outcome, SourceId};

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
    ) -> crate::trace::PoolId {
        let number = self.pools.len();
        let (mut head, mut pool) = plan::later_pool(function, (version, number), configuration, &self.constants, calls);
        // Only a snapshot takes its time: otherwise the old code serves until the new is there.
        pool.state = None;
        if let Some(snapshot) = &mut head.snapshot {
            snapshot.since = self.now;
            pool.state = PoolState::new(configuration, &self.constants, self.now);
            pool.is_special |= pool.state.is_some();
        }
        self.trace.pools.push(head);
        self.pools.push(pool);
        let id = crate::trace::PoolId(number as u16);
        self.begin_managed(id);
        id
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
                self.goes(id);
                self.replaces(pool, id);
            }
            Stage::Busy => {
                let pool = environment.pool;
                environment.retire_at = self.now;
                let running: Vec<InvocationId> = self
                    .completions
                    .iter()
                    .filter(|due| due.environment() == id)
                    .map(|due| due.invocation())
                    .chain(self.callers_in(id))
                    .collect();
                self.completions.retain(|due| due.environment() != id);
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
            return self.completions.push(Due::ending(self.now, environment, id));
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
        let attempt = self.endings.remove(id.0).and_then(|ending| ending.attempt).or(unanswered);
        self.endings.insert(id.0, Ending { outcome: Outcome::Crash, attempt, lost: None });
        self.completions.push(Due::ending(end, environment, id));
    }
}
