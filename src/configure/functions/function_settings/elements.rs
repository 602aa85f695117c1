//! Where the settings of a function are.

use crate::configure::settings::element;
use crate::state::edit::Spot;
use lambda_sim::distribution::Distribution;
use lambda_sim::scenario::{
    Autoscaling, Call, Callback, ChainedInvoke, Deployment, Durable, DurableContext, DurableOperation, Extension,
    Function, ManagedInstances, Phases, Response, Scenario, ScheduledCapacity, Step, StepRetry, Version, Work,
};

element!(function: Function = functions);
element!(work: Work in function, Function { work: found, .. } => found);
element!(snapshots: Phases in function, Function { snap_start: true, phases: found, .. } => found);
element!(response: Response in function, Function { response: Some(found), .. } => found);
element!(streamed: Response in response, found @ Response { streaming: true, .. } => found);
element!(extension: Extension = function.extensions);
element!(call: Call = function.calls);
element!(instances: ManagedInstances in function, Function { managed_instances: Some(found), .. } => found);
element!(scaled: Function in function, found @ Function { provisioned_concurrency: Some(_), .. } => found);
element!(autoscaling: Autoscaling in function, Function { provisioned_autoscaling: Some(found), .. } => found);
element!(tracking: Autoscaling in autoscaling, found @ Autoscaling { target_utilization: Some(_), .. } => found);
element!(capacity: ScheduledCapacity = autoscaling.schedule);
element!(version: Version = function.versions);
element!(deployment: Deployment = deployments);
element!(durable: Durable in function, Function { durable: Some(found), .. } => found);
element!(step: Step in operation, DurableOperation::Step(found) => found);
element!(step_retry: StepRetry in step, Step { retry: found, .. } => found);
element!(wait: f64 in operation, DurableOperation::Wait { duration_s: found } => found);
element!(callback: Callback in operation, DurableOperation::Callback(found) => found);
element!(condition: Distribution in step, Step { holds_after_s: Some(found), .. } => found);
element!(invoke: ChainedInvoke in operation, DurableOperation::Invoke(found) => found);
element!(context: DurableContext in operation, DurableOperation::Context(found) => found);
element!(parallel: DurableContext in context, found @ DurableContext { branches: Some(_), .. } => found);
element!(branches: u32 in parallel, DurableContext { branches: Some(found), .. } => found);

/// An operation of an execution, or of a context in it.
pub mod operation {
    use super::{DurableOperation, Scenario, Spot, durable};

    /// The element.
    pub fn get(scenario: &Scenario, at: Spot) -> Option<&DurableOperation> {
        let operation = durable::get(scenario, at)?.operations.get(at.inner)?;
        if at.deep == 0 { Some(operation) } else { operation.inside().get(at.deep - 1) }
    }

    /// The element, to be changed.
    pub fn get_mut(scenario: &mut Scenario, at: Spot) -> Option<&mut DurableOperation> {
        let operation = durable::get_mut(scenario, at)?.operations.get_mut(at.inner)?;
        if at.deep == 0 { Some(operation) } else { inside_mut(operation)?.get_mut(at.deep - 1) }
    }

    /// The operations inside a context, to be changed.
    pub const fn inside_mut(operation: &mut DurableOperation) -> Option<&mut Vec<DurableOperation>> {
        if let DurableOperation::Context(context) = operation { Some(&mut context.operations) } else { None }
    }
}
