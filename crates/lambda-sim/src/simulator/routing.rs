//! Which version a request runs on: aliases, their weights, and deployments that shift them (rules V1–V3).

use super::change::Pending;
use super::{Function, Simulator, Source};
use crate::chance::{Chance, Purpose};
use crate::invoke::Attempt;
use crate::lifecycle::Stage;
use crate::scenario::Preference;
use crate::trace::{AliasInfo, FunctionId, PoolId, SettingKind, ShiftRow};
use crate::units::Micros;

/// What a source calls.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Target {
    /// `$LATEST`.
    Latest,
    /// The alias `live`, which provisioned concurrency sits on.
    Alias,
    /// A published version.
    Version(PoolId),
}

/// An alias: one version, or two with weights (V1).
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Alias {
    pub(super) primary: PoolId,
    /// The additional version and its share of the requests.
    pub(super) additional: Option<(PoolId, f64)>,
}

impl Alias {
    /// Which version serves this attempt; by chance, request by request (V2).
    fn version(&self, attempt: &Attempt, chance: Chance) -> PoolId {
        let Some((additional, weight)) = self.additional else { return self.primary };
        let purpose = Purpose::ROUTING.repeat(attempt.attempt.into());
        if chance.happens(weight, attempt.stream, attempt.ordinal, purpose) { additional } else { self.primary }
    }

    /// The same for the trace.
    pub(super) fn info(&self) -> AliasInfo {
        let (additional, weight) = self.additional.unwrap_or((self.primary, 0.0));
        AliasInfo { primary: self.primary, additional, weight_ppm: (weight * 1e6 + 0.5) as u32 }
    }

    /// How `provisioned` environments are spread over its versions.
    pub(super) fn spread(&self, provisioned: u32) -> [(PoolId, u32); 2] {
        match self.additional {
            None => [(self.primary, provisioned), (self.primary, provisioned)],
            Some((additional, weight)) => {
                let moved = (f64::from(provisioned) * weight + 0.5) as u32;
                [(self.primary, provisioned - moved.min(provisioned)), (additional, moved.min(provisioned))]
            }
        }
    }

    const fn has(&self, pool: PoolId) -> bool {
        self.primary.0 == pool.0
            || match self.additional {
                Some((additional, _)) => additional.0 == pool.0,
                None => false,
            }
    }
}

/// A deployment under way.
#[derive(Clone, Debug)]
pub(super) struct Deployment {
    pub(super) function: FunctionId,
    /// The version that is deployed.
    pub(super) to: PoolId,
    pub(super) preference: Preference,
    /// The alarms, by number, that roll it back.
    pub(super) alarms: Vec<usize>,
    pub(super) state: DeploymentState,
}

/// How far a deployment is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum DeploymentState {
    Waiting,
    Shifting { from: PoolId },
    Done,
    RolledBack,
}

/// The versions that something calls, each once: those have environments of their own.
pub(super) fn called_versions(sources: &[Source], functions: &[Function]) -> Vec<PoolId> {
    let mut pools: Vec<PoolId> = Vec::new();
    let targets = sources.iter().flat_map(|source| {
        let function = &functions[source.function.index()];
        match source.target {
            Target::Latest => [Some(function.latest), None],
            Target::Version(pool) => [Some(pool), None],
            Target::Alias => [Some(function.alias.primary), function.alias.additional.map(|(pool, _)| pool)],
        }
    });
    for pool in targets.flatten() {
        if !pools.contains(&pool) {
            pools.push(pool);
        }
    }
    pools
}

impl Simulator {
    /// The pool that an attempt of this source is for.
    #[inline(always)]
    pub(super) fn pool_of(&self, attempt: &Attempt) -> PoolId {
        let source = &self.sources[attempt.source.index()];
        let function = &self.functions[source.function.index()];
        match source.target {
            Target::Latest => function.latest,
            Target::Alias => function.alias.version(attempt, self.chance),
            Target::Version(pool) => pool,
        }
    }

    /// Points a function's alias elsewhere, and lets its provisioned concurrency follow: each move is an allocation (V2, C6).
    pub(super) fn route(&mut self, function: FunctionId, alias: Alias) {
        let state = &mut self.functions[function.index()];
        let before = std::mem::replace(&mut state.alias, alias);
        if before == alias {
            return;
        }
        let (ready, provisioned) = (state.concurrency.provisioned_ready, state.concurrency.provisioned);
        let AliasInfo { primary, additional, weight_ppm } = alias.info();
        self.trace.shifts.push(ShiftRow { at: self.now, function, primary, additional, weight_ppm });
        if provisioned > 0 {
            let moved: u32 = alias
                .spread(ready)
                .iter()
                .map(|(pool, share)| share.saturating_sub(self.pools[pool.index()].provisioned_ready))
                .max()
                .unwrap_or(0);
            let state = &mut self.functions[function.index()];
            state.provisioned_requests += 1;
            let request = state.provisioned_requests;
            let at = self.now + self.provisioned_pace.allocation(moved);
            self.schedule(at, Pending::Allocated { function, provisioned, request });
        }
    }

    /// A deployment begins, or goes on by a step.
    pub(super) fn shift(&mut self, number: usize, step: u32) {
        let Some(deployment) = self.deployments.get_mut(number) else { return };
        let (function, to) = (deployment.function, deployment.to);
        let alias = self.functions[function.index()].alias;
        let from = match deployment.state {
            DeploymentState::Waiting if !alias.has(to) => alias.primary,
            DeploymentState::Shifting { from } => from,
            _ => return,
        };
        let weight = deployment.preference.weight_after(step);
        if weight >= 1.0 {
            deployment.state = DeploymentState::Done;
            return self.route(function, Alias { primary: to, additional: None });
        }
        deployment.state = DeploymentState::Shifting { from };
        let next = self.now + deployment.preference.interval();
        self.schedule(next, Pending::Shift { deployment: number, step: step + 1 });
        self.route(function, Alias { primary: from, additional: Some((to, weight)) });
    }

    /// An alarm of a deployment that is under way went off: the old version gets everything back at once (V3).
    pub(super) fn roll_back(&mut self, alarm: usize) {
        for number in 0..self.deployments.len() {
            let deployment = &mut self.deployments[number];
            if let DeploymentState::Shifting { from } = deployment.state
                && deployment.alarms.contains(&alarm)
            {
                deployment.state = DeploymentState::RolledBack;
                let function = deployment.function;
                self.route(function, Alias { primary: from, additional: None });
            }
        }
    }

    /// Lets a pool's environments go: the idle ones now, the others as soon as they are idle.
    pub(super) fn drain(&mut self, pool: PoolId) {
        self.pools[pool.index()].obsolete = true;
        for index in 0..self.environments.len() {
            let environment = &self.environments[index];
            if environment.pool == pool && matches!(environment.stage, Stage::Idle | Stage::Sandbox) {
                let id = crate::trace::EnvironmentId(index as u32);
                self.leave_set(id);
                self.remove_environment(id);
            }
        }
    }

    /// Sets how many provisioned environments of a function are ready, now, spread over the versions of its alias.
    pub(super) fn set_provisioned_ready(&mut self, function: FunctionId, ready: u32, init_on_record: bool) {
        let alias = self.functions[function.index()].alias;
        let shares = alias.spread(ready);
        let mut total = 0;
        for index in 0..self.pools.len() {
            let pool = PoolId(index as u16);
            if self.pools[index].function != function {
                continue;
            }
            let share = shares.iter().find(|(shared, _)| *shared == pool).map_or(0, |(_, share)| *share);
            total += self.set_pool_ready(pool, share, init_on_record);
        }
        self.functions[function.index()].concurrency.provisioned_ready = total;
        self.record(SettingKind::ProvisionedReady, function, Some(total));
    }
}

impl super::ProvisionedPace {
    /// How long it takes until `environments` more are ready (C6).
    pub(super) fn allocation(self, environments: u32) -> Micros {
        self.preparation + Micros::from_secs_f64(f64::from(environments) * 60.0 / self.per_minute)
    }
}
