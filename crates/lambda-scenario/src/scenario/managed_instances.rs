//! Managed Instances: a function on EC2 instances of one's own, several requests in one environment (rule N1).

use super::instance_type::InstanceType;
use super::limits;
use super::record::{record, words};
use serde::Serialize;

words!(InstanceType);

/// How a function runs on a capacity provider's instances, by AWS's parameter names.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(default, deny_unknown_fields)]
pub struct ManagedInstances {
    /// Environments that it always has; 0 only together with a maximum of 0, which switches it off.
    #[cfg_attr(feature = "schema", schemars(range(min = limits::MANAGED_ENVIRONMENTS.min, max = limits::MANAGED_ENVIRONMENTS.max)))]
    pub min_execution_environments: u32,
    /// The most environments. Left out: no maximum of the function's own.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "schema", schemars(range(min = limits::MANAGED_ENVIRONMENTS.min, max = limits::MANAGED_ENVIRONMENTS.max)))]
    pub max_execution_environments: Option<u32>,
    /// Requests that one environment serves at once. Left out: so many for each vCPU as are usual for the runtime.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "schema", schemars(range(min = limits::ENVIRONMENT_CONCURRENCY.min, max = limits::ENVIRONMENT_CONCURRENCY.max)))]
    pub per_execution_environment_max_concurrency: Option<u32>,
    /// GiB of memory for each vCPU: 2, 4 or 8.
    pub memory_gib_per_vcpu: u32,
    /// The share of CPU, and of the places for requests, that scaling aims at, 0.1 to 1. Left out: half, so that traffic may double.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "schema", schemars(range(min = limits::TARGET_RESOURCE_UTILIZATION.min, max = limits::TARGET_RESOURCE_UTILIZATION.max)))]
    pub target_resource_utilization: Option<f64>,
    /// The instances. Left out: the c type of the function's architecture.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub instance_type: Option<InstanceType>,
}

record!(ManagedInstances {
    min_execution_environments,
    max_execution_environments,
    per_execution_environment_max_concurrency,
    memory_gib_per_vcpu,
    target_resource_utilization,
    instance_type,
});

impl Default for ManagedInstances {
    fn default() -> Self {
        Self {
            min_execution_environments: limits::MANAGED_ENVIRONMENTS.default as u32,
            max_execution_environments: None,
            per_execution_environment_max_concurrency: None,
            memory_gib_per_vcpu: limits::MEMORY_GIB_PER_VCPU[0],
            target_resource_utilization: None,
            instance_type: None,
        }
    }
}
