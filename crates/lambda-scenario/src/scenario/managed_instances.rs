//! Managed Instances: a function on EC2 instances of one's own, several requests in one environment (rule N1).

use super::instance_type::InstanceType;
use super::ranges;
use lambda_scenario_derive::object;
use serde::Serialize;

/// How a function runs on a capacity provider's instances, by AWS's parameter names.
#[object]
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct ManagedInstances {
    /// Environments that it always has; 0 only together with a maximum of 0, which switches it off.
    #[field(range = ranges::MANAGED_ENVIRONMENTS)]
    pub min_execution_environments: u32,
    /// The most environments. Left out: no maximum of the function's own.
    #[field(range = ranges::MANAGED_ENVIRONMENTS)]
    pub max_execution_environments: Option<u32>,
    /// Requests that one environment serves at once. Left out: as many for each vCPU as are usual for the runtime.
    #[field(range = ranges::ENVIRONMENT_CONCURRENCY)]
    pub per_execution_environment_max_concurrency: Option<u32>,
    /// GiB of memory for each vCPU: 2, 4 or 8.
    #[field(default = ranges::MEMORY_GIB_PER_VCPU[0])]
    pub memory_gib_per_vcpu: u32,
    /// The share of CPU, and of the places for requests, that scaling aims at, 0.1 to 1. Left out: half, so that traffic may double.
    #[field(range = ranges::TARGET_RESOURCE_UTILIZATION)]
    pub target_resource_utilization: Option<f64>,
    /// The instances. Left out: the c type of the function's architecture.
    pub instance_type: Option<InstanceType>,
}
