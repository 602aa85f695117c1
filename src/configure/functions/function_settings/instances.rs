//! Managed Instances: a function on EC2 instances of one's own (rule N1).

use super::elements::{function, instances};
use crate::configure::settings::{Control, Editable, Row, row};
use crate::state::edit::{Spot, Value};
use crate::text::function_settings as words;
use crate::ui::select_field::Choice;
use lambda_sim::pricing::InstanceType;
use lambda_sim::scenario::{ManagedInstances, Scenario, limits};

pub static INSTANCES: &[Row] = &[
    Row {
        name: "managed_instances",
        text: words::INSTANCES_ON,
        control: Control::Switch,
        read: |scenario, at| Some(Value::Flag(function::get(scenario, at)?.managed_instances.is_some())),
        put: put_instances,
        is_structural: false,
        blocked: Some(blocked),
        note: None,
    },
    row!(
        "managed_instances.min_execution_environments",
        instances.min_execution_environments,
        words::LEAST_ENVIRONMENTS,
        Control::whole(limits::Range { min: 1.0, ..limits::MANAGED_ENVIRONMENTS })
    )
    .putting(|scenario, at, value| {
        if let Some(instances) = instances::get_mut(scenario, at) {
            instances.min_execution_environments.put(value);
            let least = instances.min_execution_environments;
            instances.max_execution_environments = instances.max_execution_environments.map(|most| most.max(least));
        }
    }),
    row!(
        "managed_instances.max_execution_environments",
        instances.max_execution_environments,
        words::MOST_ENVIRONMENTS,
        Control::limit(limits::Range { min: 1.0, default: 100.0, ..limits::MANAGED_ENVIRONMENTS })
    ),
    row!(
        "managed_instances.per_execution_environment_max_concurrency",
        instances.per_execution_environment_max_concurrency,
        words::PER_ENVIRONMENT,
        Control::limit(limits::Range { default: 16.0, ..limits::ENVIRONMENT_CONCURRENCY })
    ),
    Row {
        name: "managed_instances.memory_gib_per_vcpu",
        text: words::MEMORY_PER_VCPU,
        control: Control::OneOf(&words::MEMORY_RATIOS),
        read: |scenario, at| {
            let ratio = instances::get(scenario, at)?.memory_gib_per_vcpu;
            Some(Value::Choice(
                limits::MEMORY_GIB_PER_VCPU.iter().position(|other| *other == ratio).unwrap_or_default(),
            ))
        },
        put: |scenario, at, value| {
            if let (Some(instances), Value::Choice(index)) = (instances::get_mut(scenario, at), value)
                && let Some(ratio) = limits::MEMORY_GIB_PER_VCPU.get(*index)
            {
                instances.memory_gib_per_vcpu = *ratio;
                enough_memory(scenario, at);
            }
        },
        is_structural: false,
        blocked: None,
        note: None,
    },
    row!(
        "managed_instances.target_resource_utilization",
        instances.target_resource_utilization,
        words::TARGET_RESOURCES,
        Control::Limit(
            crate::ui::number_input::Kind::percent(limits::TARGET_RESOURCE_UTILIZATION),
            crate::ui::scale::Scale::Linear { min: 0.1, max: 1.0, step: 0.05 },
            limits::TARGET_RESOURCE_UTILIZATION.default
        )
    ),
    row!("managed_instances.instance_type", instances.instance_type, words::INSTANCE_TYPE, Control::Named(types)),
];

fn types(scenario: &Scenario, at: Spot) -> Vec<Choice> {
    let architecture = function::get(scenario, at).map(|function| function.architecture);
    let fitting = InstanceType::ALL.into_iter().filter(|instance| Some(instance.architecture()) == architecture);
    let usual = Choice::new("", words::USUAL_INSTANCE);
    std::iter::once(usual).chain(fitting.map(|instance| Choice::plain(instance.id()))).collect()
}

fn put_instances(scenario: &mut Scenario, at: Spot, value: &Value) {
    if let Some(function) = function::get_mut(scenario, at) {
        function.managed_instances = (*value == Value::Flag(true)).then(ManagedInstances::default);
        enough_memory(scenario, at);
    }
}

/// A vCPU of its own and 2 GB are the least (N1).
fn enough_memory(scenario: &mut Scenario, at: Spot) {
    if let Some(function) = function::get_mut(scenario, at)
        && let Some(instances) = &function.managed_instances
    {
        let least = limits::MANAGED_MEMORY_MB.max(1_024 * instances.memory_gib_per_vcpu);
        function.memory_mb = function.memory_mb.max(least);
    }
}

fn blocked(scenario: &Scenario, at: Spot) -> Option<&'static str> {
    let function = function::get(scenario, at)?;
    let is_alone = function.calls.is_empty()
        && function.extensions.is_empty()
        && function.response.is_none()
        && function.tenants.is_none()
        && !function.snap_start
        && function.reserved_concurrency.is_none()
        && function.provisioned_concurrency.is_none()
        && function.durable.is_none();
    (!is_alone).then_some(words::INSTANCES_ALONE)
}
