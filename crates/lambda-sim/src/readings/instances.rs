//! EC2 instances of Managed Instances: how many the environments of a function took, and for how long (rule N1).

use crate::pricing::InstanceType;
use crate::trace::{FunctionId, ManagedInfo, PoolInfo, State, Trace};
use crate::units::Instant;

/// Instances × ms of the counted time by type. Each version has a capacity provider of its own, whose instances are filled to
/// the last vCPU or MB and go with their last environment (convention `managed_capacity`).
pub(super) fn instance_time(trace: &Trace, of: Option<FunctionId>) -> [u128; InstanceType::ALL.len()] {
    let mut times = [0; InstanceType::ALL.len()];
    for (index, info) in trace.pools.iter().enumerate() {
        let Some(managed) = info.managed.filter(|_| of.is_none_or(|of| info.function == of)) else { continue };
        let mut changes: Vec<(Instant, i64)> = Vec::new();
        for row in trace.environments.iter().filter(|row| row.pool.index() == index) {
            changes.push((row.created.max(Instant::ZERO), 1));
        }
        for row in trace.transitions.iter().filter(|row| row.state == State::Gone) {
            let pool = trace.environments.get(row.environment.index()).map(|environment| environment.pool.index());
            if pool == Some(index) {
                changes.push((row.at.max(Instant::ZERO), -1));
            }
        }
        changes.sort_unstable();
        let (mut environments, mut since) = (0_i64, Instant::ZERO);
        let mut micros = 0;
        for (at, change) in changes.into_iter().chain([(trace.end(), 0)]) {
            let at = at.min(trace.end());
            micros += u128::from(at.since(since).0)
                * u128::from(instances(info, managed, environments.max(0).unsigned_abs()));
            (environments, since) = (environments + change, at);
        }
        times[managed.instance_type as usize] += micros / 1_000;
    }
    times
}

/// How many instances so many environments take.
fn instances(info: &PoolInfo, managed: ManagedInfo, environments: u64) -> u64 {
    let memory = environments * u64::from(info.memory.0);
    let of = managed.instance_type;
    let by_memory = memory.div_ceil(u64::from(of.memory_mb()));
    let by_cpu = memory.div_ceil(1_024 * u64::from(managed.memory_gib_per_vcpu) * u64::from(of.vcpus()));
    if environments == 0 { 0 } else { by_memory.max(by_cpu).max(u64::from(managed.least_instances)) }
}
