//! The environments of one version: which are free, for whom, and how new ones are numbered.

use super::calls::PlannedCall;
use super::managed::Managed;
use super::state::PoolState;
use crate::chance::Stream;
use crate::lifecycle::{Environment, FunctionTiming, IdleSet};
use crate::trace::{EnvironmentId, FunctionId};
use crate::units::Instant;

/// One version's environments.
#[derive(Clone, Debug)]
pub(super) struct Pool {
    pub(super) function: FunctionId,
    pub(super) timing: FunctionTiming,
    pub(super) calls: Vec<PlannedCall>,
    pub(super) on_demand_sequence: EnvironmentSequence,
    pub(super) provisioned_sequence: EnvironmentSequence,
    pub(super) idle: IdleSet,
    pub(super) sandboxes: IdleSet,
    pub(super) provisioned: IdleSet,
    /// Idle provisioned environments whose runtime was reset: they serve when no other provisioned one is free.
    pub(super) provisioned_reset: IdleSet,
    /// Provisioned environments that are ready.
    pub(super) provisioned_ready: u32,
    /// Provisioned environments to give up when they are next idle.
    pub(super) surplus: u32,
    /// Whether a request to it may go a way of its own: for its state, or since it is durable or on Managed Instances.
    pub(super) is_special: bool,
    /// Its environments on Managed Instances, where it runs there (N1).
    pub(super) managed: Option<Box<Managed>>,
    /// Whether newer code or configuration has taken its place (L14).
    pub(super) obsolete: bool,
    /// When its snapshot was last restored, if it has one.
    pub(super) restored_at: Option<Instant>,
    /// What it is beside active, where it can be anything else.
    pub(super) state: Option<Box<PoolState>>,
    /// The environments of each tenant that are idle or a sandbox, where tenants are isolated.
    pub(super) tenants: Vec<TenantSets>,
}

/// One tenant's environments of a pool.
#[derive(Clone, Debug)]
pub(super) struct TenantSets {
    pub(super) idle: IdleSet,
    pub(super) sandboxes: IdleSet,
}

impl Pool {
    /// The initialised idle environments that may serve this tenant.
    #[inline]
    pub(super) fn idle_of(&mut self, tenant: u16) -> &mut IdleSet {
        if self.tenants.is_empty() { &mut self.idle } else { &mut self.tenants[usize::from(tenant)].idle }
    }

    /// The sandboxes that may serve this tenant.
    #[inline]
    pub(super) fn sandboxes_of(&mut self, tenant: u16) -> &mut IdleSet {
        if self.tenants.is_empty() { &mut self.sandboxes } else { &mut self.tenants[usize::from(tenant)].sandboxes }
    }

    /// Whether a cold start at this time finds its snapshot cached; notes that it was restored.
    pub(super) fn note_restore(&mut self, now: Instant) -> bool {
        let is_cached = self.timing.is_cached(self.restored_at, now);
        if is_cached.is_some() {
            self.restored_at = Some(now);
        }
        is_cached.unwrap_or_default()
    }

    pub(super) const fn has_free_provisioned(&self) -> bool {
        !self.provisioned.is_empty() || !self.provisioned_reset.is_empty()
    }

    /// Takes a free provisioned environment, one that is initialised before one that was reset.
    pub(super) fn take_provisioned(
        &mut self,
        environments: &[Environment],
        random: impl FnOnce() -> f64,
    ) -> Option<EnvironmentId> {
        let set = if self.provisioned.is_empty() { &mut self.provisioned_reset } else { &mut self.provisioned };
        set.take(environments, random)
    }
}

/// Environments that are numbered and drawn together. Those on demand and the provisioned ones of a pool are two lines, so that
/// more of one kind moves no draw of the other.
#[derive(Clone, Copy, Debug)]
pub(super) struct EnvironmentSequence {
    pub(super) stream: Stream,
    /// How many have been created.
    pub(super) created: u32,
}
