//! Functions on Managed Instances (rule N1).

use super::super::check::Check;
use super::super::ranged::CheckRanges;
use super::super::{Function, ManagedInstances, ranges};

pub(super) fn managed_instances(check: &mut Check<'_>, function: &Function) {
    if let Some(settings) = &function.managed_instances {
        check.inside("managed_instances".to_owned(), |check| settings_alone(check, function, settings));
        let least = ranges::MANAGED_MEMORY_MB.max(1_024 * settings.memory_gib_per_vcpu);
        if function.memory_mb < least {
            let allowed = format!("at least {least}: 2 GB and one vCPU (rule N1)");
            check.conflict("memory_mb", function.memory_mb, &allowed, Some(least));
        }
        let beside = [
            ("calls", !function.calls.is_empty()),
            ("extensions", !function.extensions.is_empty()),
            ("response", function.response.is_some()),
            ("tenants", function.tenants.is_some()),
            ("snap_start", function.snap_start),
            ("reserved_concurrency", function.reserved_concurrency.is_some()),
            ("provisioned_concurrency", function.provisioned_concurrency.is_some()),
            ("provisioned_autoscaling", function.provisioned_autoscaling.is_some()),
        ];
        for (what, _) in beside.iter().filter(|(_, is_there)| *is_there) {
            let allowed = format!("no {what} beside it: there is none on Managed Instances, or it is not simulated");
            check.conflict("managed_instances", "this", &allowed, None);
        }
    }
}

fn settings_alone(check: &mut Check<'_>, function: &Function, settings: &ManagedInstances) {
    let (minimum, maximum) = (settings.min_execution_environments, settings.max_execution_environments);
    settings.check_ranges(check);
    if maximum.is_some_and(|maximum| maximum < minimum) || minimum == 0 && maximum != Some(0) {
        let allowed = "at most the maximum, and 0 only beside a maximum of 0 (rule N1)";
        check.conflict("min_execution_environments", minimum, allowed, None);
    }
    if !ranges::MEMORY_GIB_PER_VCPU.contains(&settings.memory_gib_per_vcpu) {
        check.conflict("memory_gib_per_vcpu", settings.memory_gib_per_vcpu, "2, 4 or 8 (rule N1)", Some(2));
    }
    if let Some(concurrency) = settings.per_execution_environment_max_concurrency {
        let name = "per_execution_environment_max_concurrency";
        let vcpus = (function.memory_mb / 1_024 / settings.memory_gib_per_vcpu.max(1)).max(1);
        let most = vcpus * ranges::CONCURRENCY_PER_VCPU;
        if concurrency > most {
            check.conflict(name, concurrency, &format!("at most {most}: 64 for each vCPU (rule N1)"), Some(most));
        }
    }
    if let Some(instance) = settings.instance_type
        && instance.architecture() != function.architecture
    {
        check.conflict("instance_type", instance.id(), "one of the function's architecture", None);
    }
}
