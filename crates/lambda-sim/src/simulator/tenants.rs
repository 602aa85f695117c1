//! Tenant isolation: environments that serve one tenant each, and how many there may be (N3).

use super::{Function, Simulator};
use crate::concurrency::Refusal;
use crate::trace::{EnvironmentId, TenantRow, ThrottleReason};

impl Function {
    /// Whether its tenants may have one more environment: so many for each unit of its concurrency, busy or idle.
    pub(super) fn tenants_have_room(&self, concurrency: Option<u32>, each: f64) -> Result<(), Refusal> {
        let Some(concurrency) = concurrency else { return Ok(()) };
        let limit = (f64::from(concurrency) * each) as u32;
        if self.tenant_environments >= limit {
            let observed = self.tenant_environments;
            return Err(Refusal { reason: ThrottleReason::TenantEnvironments, observed, limit });
        }
        Ok(())
    }
}

impl Simulator {
    /// A new environment is this tenant's.
    pub(super) fn belongs(&mut self, environment: EnvironmentId, tenant: u16) {
        let state = &mut self.environments[environment.index()];
        state.tenant = tenant;
        self.functions[self.pools[state.pool.index()].function.index()].tenant_environments += 1;
        self.trace.tenants.push(TenantRow { environment, tenant });
    }
}
