//! Environments come and go: created, idle, dropped to their sandbox, reset, retired, provisioned.

use super::Simulator;
use super::queue::Timed;
use super::timed_key::TimedKey;
use crate::chance::Purpose;
use crate::lifecycle::{Environment, Stage};
use crate::trace::{
    EnvironmentId, EnvironmentRow, FunctionId, PoolId, ProvisionedInitRow, SettingKind, SettingRow, State,
    TransitionRow,
};
use crate::units::{Instant, Micros};

impl Simulator {
    /// A new environment of `pool` whose life begins at `created`.
    pub(super) fn create_environment(&mut self, pool_id: PoolId, provisioned: bool, created: Instant) -> EnvironmentId {
        let id = EnvironmentId(self.environments.len() as u32);
        let pool = &mut self.pools[pool_id.index()];
        let line = if provisioned { &mut pool.provisioned_sequence } else { &mut pool.on_demand_sequence };
        let (stream, ordinal) = (line.stream, line.created);
        line.created += 1;
        let retire_at = pool.timing.retire_at(created, stream, ordinal, self.chance);
        self.environments.push(Environment::new(pool_id, stream, ordinal, provisioned, retire_at));
        let row = EnvironmentRow { created, ordinal, pool: pool_id, provisioned: u8::from(provisioned) };
        self.trace.environments.push(row);
        id
    }

    /// An invocation ended well enough: the environment waits for the next, unless its time is over.
    #[inline]
    pub(super) fn becomes_idle(&mut self, id: EnvironmentId) {
        let now = self.now;
        let environment = &mut self.environments[id.index()];
        if environment.provisioned && self.pools[environment.pool.index()].managed.is_some() {
            return self.frees_place(id);
        }
        if now > environment.retire_at || self.pools[environment.pool.index()].obsolete {
            return self.retire(id);
        }
        let pool = &mut self.pools[environment.pool.index()];
        environment.stage = Stage::Idle;
        environment.period += 1;
        environment.since = now;
        if environment.provisioned {
            if pool.surplus > 0 {
                pool.surplus -= 1;
                return self.remove_environment(id);
            }
            environment.deadline = environment.retire_at;
            environment.deadline_drawn = true;
            let reset = environment.reset;
            let set = if reset { &mut pool.provisioned_reset } else { &mut pool.provisioned };
            set.insert(id, &self.environments);
        } else {
            let life = pool.timing.initialized();
            environment.deadline = (now + life.at_least()).min(environment.retire_at);
            environment.deadline_drawn = life.is_fixed();
            let tenant = environment.tenant;
            pool.idle_of(tenant).insert(id, &self.environments);
        }
        self.watch(id);
    }

    /// A crash, timeout, out-of-memory kill or init error took the runtime; the sandbox stays (L6).
    pub(super) fn reset_environment(&mut self, id: EnvironmentId) {
        let now = self.now;
        let environment = &mut self.environments[id.index()];
        environment.reset = true;
        if environment.provisioned || now > environment.retire_at || self.pools[environment.pool.index()].obsolete {
            return self.becomes_idle(id);
        }
        let pool = &mut self.pools[environment.pool.index()];
        let timing = &pool.timing;
        environment.stage = Stage::Sandbox;
        environment.period += 1;
        environment.since = now;
        let ordinal = environment.draw_ordinal(environment.period);
        let block = self.chance.block(environment.stream, ordinal, Purpose::IDLE_LIFE);
        let kept_idle = timing.initialized().draw(block.uniform(Purpose::IDLE_LIFE));
        let kept_sandbox = timing.sandbox().draw(block.uniform(Purpose::SANDBOX_LIFE));
        environment.deadline = (now + kept_idle + kept_sandbox).min(environment.retire_at);
        environment.deadline_drawn = true;
        let tenant = self.environments[id.index()].tenant;
        pool.sandboxes_of(tenant).insert(id, &self.environments);
        self.trace.transitions.push(TransitionRow { at: now, environment: id, state: State::Sandbox });
        self.watch(id);
    }

    /// Makes sure that the environment is looked at by its deadline.
    #[inline]
    fn watch(&mut self, id: EnvironmentId) {
        let environment = &mut self.environments[id.index()];
        if environment.deadline < environment.queued {
            environment.queued = environment.deadline;
            self.deadlines.push(TimedKey::deadline(environment.deadline, id));
        }
    }

    /// A deadline has come: if nothing used the environment since, its stage ends.
    pub(super) fn deadline(&mut self) {
        let Some(due) = self.deadlines.pop() else { return };
        let (at, id) = (due.at(), due.environment());
        let environment = &mut self.environments[id.index()];
        if environment.queued != at {
            return;
        }
        environment.queued = Instant::NEVER;
        if !matches!(environment.stage, Stage::Idle | Stage::Sandbox) {
            return;
        }
        if environment.deadline > at {
            return self.watch(id);
        }
        if at >= environment.retire_at {
            self.leave_set(id);
            return self.retire(id);
        }
        if environment.stage == Stage::Sandbox {
            self.leave_set(id);
            return self.remove_environment(id);
        }
        let timing = &self.pools[environment.pool.index()].timing;
        let ordinal = environment.draw_ordinal(environment.period);
        let block = self.chance.block(environment.stream, ordinal, Purpose::IDLE_LIFE);
        if !environment.deadline_drawn {
            let life = timing.initialized().draw(block.uniform(Purpose::IDLE_LIFE));
            environment.deadline = (environment.since + life).min(environment.retire_at);
            environment.deadline_drawn = true;
            if environment.deadline > at {
                return self.watch(id);
            }
        }
        let sandbox_life = timing.sandbox().draw(block.uniform(Purpose::SANDBOX_LIFE));
        self.leave_set(id);
        if sandbox_life.0 == 0 {
            return self.remove_environment(id);
        }
        let environment = &mut self.environments[id.index()];
        environment.stage = Stage::Sandbox;
        environment.deadline = (at + sandbox_life).min(environment.retire_at);
        let pool = &mut self.pools[environment.pool.index()];
        let tenant = self.environments[id.index()].tenant;
        pool.sandboxes_of(tenant).insert(id, &self.environments);
        self.trace.transitions.push(TransitionRow { at, environment: id, state: State::Sandbox });
        self.watch(id);
    }

    /// Counts a waiting environment out of the set it waits in.
    pub(super) fn leave_set(&mut self, id: EnvironmentId) {
        let environment = &self.environments[id.index()];
        let pool = &mut self.pools[environment.pool.index()];
        match environment.stage {
            Stage::Idle if environment.provisioned && environment.reset => pool.provisioned_reset.left(),
            Stage::Idle if environment.provisioned => pool.provisioned.left(),
            Stage::Idle => pool.idle_of(environment.tenant).left(),
            Stage::Sandbox => pool.sandboxes_of(environment.tenant).left(),
            Stage::Busy | Stage::Gone => {}
        }
    }

    /// Its maximum age is reached (L9); a provisioned one is replaced without the number dropping (C6).
    fn retire(&mut self, id: EnvironmentId) {
        let (pool, provisioned) = {
            let environment = &self.environments[id.index()];
            (environment.pool, environment.provisioned)
        };
        self.remove_environment(id);
        if provisioned {
            if self.pools[pool.index()].surplus > 0 {
                self.pools[pool.index()].surplus -= 1;
            } else {
                self.provision_environment(pool, true);
            }
        }
    }

    pub(super) fn remove_environment(&mut self, id: EnvironmentId) {
        let environment = &mut self.environments[id.index()];
        environment.stage = Stage::Gone;
        let pool = &self.pools[environment.pool.index()];
        if !pool.tenants.is_empty() {
            self.functions[pool.function.index()].tenant_environments -= 1;
        }
        self.trace.transitions.push(TransitionRow { at: self.now, environment: id, state: State::Gone });
    }

    /// A provisioned environment that is ready now. Its init is on record where it lies inside the run; else the environment
    /// is older than the run.
    pub(super) fn provision_environment(&mut self, pool_id: PoolId, init_on_record: bool) {
        let created = if init_on_record { self.now } else { self.now - Micros(1) };
        let id = self.create_environment(pool_id, true, created);
        let timing = &self.pools[pool_id.index()].timing;
        let init = timing.provisioned_init(&mut self.environments[id.index()], self.chance);
        if init_on_record {
            let init_us = u32::try_from(init.0).unwrap_or(u32::MAX);
            self.trace.provisioned_inits.push(ProvisionedInitRow { at: self.now, environment: id, init_us });
        }
        self.becomes_idle(id);
    }

    /// Sets how many provisioned environments of a version are ready, now; returns how many are.
    pub(super) fn set_pool_ready(&mut self, pool_id: PoolId, ready: u32, init_on_record: bool) -> u32 {
        let pool = &mut self.pools[pool_id.index()];
        let ready = if pool.timing.can_initialise() { ready } else { 0 };
        let before = std::mem::replace(&mut pool.provisioned_ready, ready);
        // What was to be given up and is still there stays.
        let kept = pool.surplus.min(ready.saturating_sub(before));
        pool.surplus -= kept;
        for _ in 0..ready.saturating_sub(before) - kept {
            self.provision_environment(pool_id, init_on_record);
        }
        for _ in 0..before.saturating_sub(ready) {
            let pool = &mut self.pools[pool_id.index()];
            match pool.take_provisioned(&self.environments, || 0.0) {
                Some(id) => self.remove_environment(id),
                None => pool.surplus += 1,
            }
        }
        ready
    }

    /// Writes down what is in force from now on.
    pub(super) fn record(&mut self, kind: SettingKind, function: FunctionId, value: Option<u32>) {
        self.trace.settings.push(SettingRow { at: self.now, value: value.unwrap_or(u32::MAX), function, kind });
    }
}
