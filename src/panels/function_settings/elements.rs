//! Where the settings of a function are.

use crate::panels::settings::element;
use crate::state::edit::Spot;
use lambda_sim::scenario::{
    Autoscaling, Call, Callback, Deployment, Durable, DurableOperation, Extension, Function, ManagedInstances, Phases,
    Response, Scenario, ScheduledCapacity, Step, StepRetry, Version, Work,
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
element!(operation: DurableOperation = durable.operations);
element!(step: Step in operation, DurableOperation::Step(found) => found);
element!(step_retry: StepRetry in step, Step { retry: found, .. } => found);
element!(wait: f64 in operation, DurableOperation::Wait { duration_s: found } => found);
element!(callback: Callback in operation, DurableOperation::Callback(found) => found);
