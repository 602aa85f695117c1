//! How the elements of a scenario are found, for reading and for writing. Each is a module with a `get` and a `get_mut`, and with
//! the FIELDS of its type.
//!
//! ```text
//!   element!(function: Function = functions[index]);             an element of an outer list
//!   element!(call: Call = function.calls[inner]);                an element of a list inside another element
//!   element!(durable: Durable in function,                       what a pattern finds in another element
//!       Function { durable: Some(found), .. } => found);
//! ```

use crate::state::edit::ElementPath;
use lambda_sim::scenario::{
    Account, Alarm, Asynchronous, Autoscaling, Call, CallMode, Callback, ChainedInvoke, Deployment, Downstream,
    Durable, DurableContext, DurableOperation, Extension, Function, InvokePath, ManagedInstances, Phases,
    ProvisionedPollers, Queue, Response, Retry, Scenario, Schedule, ScheduledCapacity, Sdk, Source, SourceKind, Sqs,
    SqsFifo, Step, StepRetry, Stream, Synchronous, Traffic, Version, Work,
};

/// What the fields of an element may be.
macro_rules! fields {
    ($type:ty) => {
        /// The fields of the element, with what each may be.
        #[allow(dead_code, reason = "not every element has a row with a number")]
        pub const FIELDS: &[lambda_sim::scenario::FieldSpec] = <$type as lambda_sim::scenario::HasFields>::FIELDS;
    };
}

/// Declares how an element is found.
macro_rules! element {
    ($name:ident: $type:ident = scenario.$field:ident) => {
        pub mod $name {
            use super::{ElementPath, Scenario};

            fields!(super::$type);

            /// The element.
            pub const fn get(scenario: &Scenario, _: ElementPath) -> Option<&super::$type> {
                Some(&scenario.$field)
            }

            /// The element, to be changed.
            pub const fn get_mut(scenario: &mut Scenario, _: ElementPath) -> Option<&mut super::$type> {
                Some(&mut scenario.$field)
            }
        }
    };
    ($name:ident: $type:ident = $list:ident[index]) => {
        pub mod $name {
            use super::{ElementPath, Scenario};

            fields!(super::$type);

            /// The element.
            pub fn get(scenario: &Scenario, at: ElementPath) -> Option<&super::$type> {
                scenario.$list.get(at.index)
            }

            /// The element, to be changed.
            pub fn get_mut(scenario: &mut Scenario, at: ElementPath) -> Option<&mut super::$type> {
                scenario.$list.get_mut(at.index)
            }
        }
    };
    ($name:ident: $type:ident = $parent:ident.$($list:tt).+[inner]) => {
        pub mod $name {
            use super::{ElementPath, Scenario, $parent};

            fields!(super::$type);

            /// The element.
            pub fn get(scenario: &Scenario, at: ElementPath) -> Option<&super::$type> {
                $parent::get(scenario, at)?.$($list).+.get(at.inner)
            }

            /// The element, to be changed.
            pub fn get_mut(scenario: &mut Scenario, at: ElementPath) -> Option<&mut super::$type> {
                $parent::get_mut(scenario, at)?.$($list).+.get_mut(at.inner)
            }
        }
    };
    ($name:ident: $type:ident in $parent:ident, $pattern:pat $(if $guard:expr)? => $found:expr) => {
        pub mod $name {
            use super::*;

            fields!($type);

            /// The element.
            pub fn get(scenario: &Scenario, at: ElementPath) -> Option<&$type> {
                match $parent::get(scenario, at)? {
                    $pattern $(if $guard)? => Some($found),
                    #[allow(unreachable_patterns, reason = "some are always there")]
                    _ => None,
                }
            }

            /// The element, to be changed.
            pub fn get_mut(scenario: &mut Scenario, at: ElementPath) -> Option<&mut $type> {
                match $parent::get_mut(scenario, at)? {
                    $pattern $(if $guard)? => Some($found),
                    #[allow(unreachable_patterns, reason = "some are always there")]
                    _ => None,
                }
            }
        }
    };
}

/// Declares what becomes of the events of a source, of which this holds.
macro_rules! asynchronous {
    ($name:ident, |$descriptor:pat_param| $condition:expr) => {
        pub mod $name {
            use super::{Asynchronous, ElementPath, Scenario, source};

            fields!(Asynchronous);

            /// The element.
            pub fn get(scenario: &Scenario, at: ElementPath) -> Option<&Asynchronous> {
                let kind = &source::get(scenario, at)?.kind;
                let $descriptor = kind.descriptor();
                if $condition { kind.asynchronous() } else { None }
            }

            /// The element, to be changed.
            pub fn get_mut(scenario: &mut Scenario, at: ElementPath) -> Option<&mut Asynchronous> {
                let kind = &mut source::get_mut(scenario, at)?.kind;
                let $descriptor = kind.descriptor();
                if $condition { kind.asynchronous_mut() } else { None }
            }
        }
    };
}

/// The scenario itself.
pub mod scenario {
    use super::{ElementPath, Scenario};

    fields!(Scenario);

    /// The element.
    #[expect(clippy::unnecessary_wraps, reason = "as every element is found")]
    pub const fn get(scenario: &Scenario, _: ElementPath) -> Option<&Scenario> {
        Some(scenario)
    }

    /// The element, to be changed.
    #[expect(clippy::unnecessary_wraps, reason = "as every element is found")]
    pub const fn get_mut(scenario: &mut Scenario, _: ElementPath) -> Option<&mut Scenario> {
        Some(scenario)
    }
}

element!(account: Account = scenario.account);
element!(alarm: Alarm = alarms[index]);
element!(downstream: Downstream = downstreams[index]);
element!(limited: Downstream in downstream, found @ Downstream { concurrency_limit: Some(_), .. } => found);

// Functions.
element!(function: Function = functions[index]);
element!(work: Work in function, Function { work: found, .. } => found);
element!(snapshots: Phases in function, Function { snap_start: true, phases: found, .. } => found);
element!(response: Response in function, Function { response: Some(found), .. } => found);
element!(streamed: Response in response, found @ Response { streaming: true, .. } => found);
element!(extension: Extension = function.extensions[inner]);
element!(call: Call = function.calls[inner]);
element!(function_call: Call in call, found if !found.function.is_empty() => found);
element!(awaited_call: Call in function_call, found @ Call { mode: CallMode::Sync, .. } => found);
element!(isolating: Function in function, found if found.tenants.is_some() || (found.provisioned_concurrency.is_none()
    && !found.snap_start && found.managed_instances.is_none()) => found);
element!(call_sdk: Sdk in call, Call { retry: Retry::Sdk(found), .. } => found);
element!(instances: ManagedInstances in function, Function { managed_instances: Some(found), .. } => found);
element!(scaled: Function in function, found @ Function { provisioned_concurrency: Some(_), .. } => found);
element!(autoscaling: Autoscaling in function, Function { provisioned_autoscaling: Some(found), .. } => found);
element!(tracking: Autoscaling in autoscaling, found @ Autoscaling { target_utilization: Some(_), .. } => found);
element!(capacity: ScheduledCapacity = autoscaling.schedule[inner]);
element!(version: Version = function.versions[inner]);
element!(deployment: Deployment = deployments[index]);
element!(durable: Durable in function, Function { durable: Some(found), .. } => found);
element!(step: Step in operation, DurableOperation::Step(found) => found);
element!(step_retry: StepRetry in step, Step { retry: found, .. } => found);
element!(callback: Callback in operation, DurableOperation::Callback(found) => found);
element!(invoke: ChainedInvoke in operation, DurableOperation::Invoke(found) => found);
element!(context: DurableContext in operation, DurableOperation::Context(found) => found);
element!(parallel: DurableContext in context, found @ DurableContext { branches: Some(_), .. } => found);

// Sources.
element!(source: Source = sources[index]);
element!(traffic: Traffic = source.traffic.0[inner]);
element!(carrier: Source in source, found if !found.kind.descriptor().is_batched() => found);
element!(batched: Source in source, found if found.kind.descriptor().is_batched() => found);
element!(client: Synchronous in source, Source { kind: SourceKind::Sync(found), .. } => found);
element!(gateway: Synchronous in client, found @ Synchronous { via: InvokePath::ApiGatewayRest | InvokePath::ApiGatewayHttp, .. } => found);
element!(balancer: Synchronous in client, found @ Synchronous { via: InvokePath::Alb, .. } => found);
// Only a client that waits for an answer decides about retries; the other kinds have their own rules.
element!(client_retry: Retry in source, Source { kind, retry: found, .. } if kind.descriptor().has_clients() => found);
element!(sdk: Sdk in source, Source { kind, retry: Retry::Sdk(found), .. } if kind.descriptor().has_clients() => found);
asynchronous!(asynchronous, |_| true);
asynchronous!(delivered, |source| source.is_delivered());
asynchronous!(redelivered, |source| source.retries_delivery());
element!(schedule: Schedule in source, Source { kind: SourceKind::Schedule(found), .. } => found);
element!(sqs: Sqs in source, Source { kind: SourceKind::Sqs(found), .. } => found);
element!(unprovisioned: Sqs in sqs, found @ Sqs { provisioned_pollers: None, .. } => found);
element!(pollers: ProvisionedPollers in sqs, Sqs { provisioned_pollers: Some(found), .. } => found);
element!(fifo: SqsFifo in source, Source { kind: SourceKind::SqsFifo(found), .. } => found);
element!(queue: Queue in source, Source {
    kind: SourceKind::Sqs(Sqs { queue: found, .. }) | SourceKind::SqsFifo(SqsFifo { queue: found, .. }), ..
} => found);
element!(redriven: Queue in queue, found @ Queue { dead_letter_queue: Some(_), .. } => found);
element!(stream: Stream in source, Source { kind: SourceKind::Kinesis(found) | SourceKind::Dynamodb(found), .. } => found);
element!(kinesis: Stream in source, Source { kind: SourceKind::Kinesis(found), .. } => found);

/// An operation of an execution, or of a context in it.
pub mod operation {
    use super::{DurableOperation, ElementPath, Scenario, durable};

    fields!(DurableOperation);

    /// The element.
    pub fn get(scenario: &Scenario, at: ElementPath) -> Option<&DurableOperation> {
        let operation = durable::get(scenario, at)?.operations.get(at.inner)?;
        if at.deep == 0 { Some(operation) } else { operation.inside().get(at.deep - 1) }
    }

    /// The element, to be changed.
    pub fn get_mut(scenario: &mut Scenario, at: ElementPath) -> Option<&mut DurableOperation> {
        let operation = durable::get_mut(scenario, at)?.operations.get_mut(at.inner)?;
        if at.deep == 0 { Some(operation) } else { inside_mut(operation)?.get_mut(at.deep - 1) }
    }

    /// The operations inside a context, to be changed.
    pub const fn inside_mut(operation: &mut DurableOperation) -> Option<&mut Vec<DurableOperation>> {
        if let DurableOperation::Context(context) = operation { Some(&mut context.operations) } else { None }
    }
}
