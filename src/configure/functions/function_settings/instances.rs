//! Managed Instances: a function on EC2 instances of one's own (rule N1).

use crate::configure::elements::{function, instances};
use crate::configure::settings::{Control, Editable, NumberControl, Setting, row, switch};
use crate::state::edit::{ElementPath, Value};
use crate::text::function_settings as words;
use crate::ui::scale::Scale;
use crate::ui::select_field::Choice;
use lambda_sim::pricing::InstanceType;
use lambda_sim::scenario::ranges::Range;
use lambda_sim::scenario::{Function, ManagedInstances, Scenario, ranges};

pub static INSTANCES: &[Setting] = &[
    switch!("managed_instances", function.managed_instances, words::INSTANCES_ON, |_: &Function| {
        ManagedInstances::default()
    })
    .set_by(set_instances)
    .blocked(blocked),
    row!(
        "managed_instances.min_execution_environments",
        instances.min_execution_environments,
        words::LEAST_ENVIRONMENTS,
        |range| Control::whole(Range { min: 1.0, ..range })
    )
    .set_by(|scenario, at, value| {
        if let Some(instances) = instances::get_mut(scenario, at) {
            instances.min_execution_environments.set(value);
            let least = instances.min_execution_environments;
            instances.max_execution_environments = instances.max_execution_environments.map(|most| most.max(least));
        }
    }),
    row!(
        "managed_instances.max_execution_environments",
        instances.max_execution_environments,
        words::MOST_ENVIRONMENTS,
        |range| Control::limit(Range { min: 1.0, default: 100.0, ..range })
    ),
    row!(
        "managed_instances.per_execution_environment_max_concurrency",
        instances.per_execution_environment_max_concurrency,
        words::PER_ENVIRONMENT,
        |range| Control::limit(Range { default: 16.0, ..range })
    ),
    Setting::new(
        "managed_instances.memory_gib_per_vcpu",
        words::MEMORY_PER_VCPU,
        Control::OneOf(&words::MEMORY_RATIOS),
        |scenario, at| {
            let ratio = instances::get(scenario, at)?.memory_gib_per_vcpu;
            let index = ranges::MEMORY_GIB_PER_VCPU.iter().position(|other| *other == ratio).unwrap_or_default();
            Some(Value::Choice(words::MEMORY_RATIOS[index]))
        },
        |scenario, at, value| {
            if let (Some(instances), Value::Choice(name)) = (instances::get_mut(scenario, at), value)
                && let Some(index) = words::MEMORY_RATIOS.iter().position(|other| other == name)
                && let Some(ratio) = ranges::MEMORY_GIB_PER_VCPU.get(index)
            {
                instances.memory_gib_per_vcpu = *ratio;
                enough_memory(scenario, at);
            }
        },
    ),
    row!(
        "managed_instances.target_resource_utilization",
        instances.target_resource_utilization,
        words::TARGET_RESOURCES,
        |range| Control::Limit(
            NumberControl::percent(range, 0.05).over(Scale::Linear { min: 0.1, max: 1.0, step: 0.05 }).unmarked(),
            range.default
        )
    ),
    row!("managed_instances.instance_type", instances.instance_type, words::INSTANCE_TYPE, Control::Named(types)),
];

fn types(scenario: &Scenario, at: ElementPath) -> Vec<Choice> {
    let architecture = function::get(scenario, at).map(|function| function.architecture);
    let fitting = InstanceType::ALL.into_iter().filter(|instance| Some(instance.architecture()) == architecture);
    let usual = Choice::new("", words::USUAL_INSTANCE);
    std::iter::once(usual).chain(fitting.map(|instance| Choice::plain(instance.id()))).collect()
}

fn set_instances(scenario: &mut Scenario, at: ElementPath, value: &Value) {
    if let Some(function) = function::get_mut(scenario, at) {
        function.managed_instances = (*value == Value::Flag(true)).then(ManagedInstances::default);
        enough_memory(scenario, at);
    }
}

/// One vCPU and 2 GB are the least (N1).
fn enough_memory(scenario: &mut Scenario, at: ElementPath) {
    if let Some(function) = function::get_mut(scenario, at)
        && let Some(instances) = &function.managed_instances
    {
        let least = ranges::MANAGED_MEMORY_MB.max(1_024 * instances.memory_gib_per_vcpu);
        function.memory_mb = function.memory_mb.max(least);
    }
}

fn blocked(scenario: &Scenario, at: ElementPath) -> Option<&'static str> {
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
