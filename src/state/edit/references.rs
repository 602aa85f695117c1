//! Names that other parts of a scenario refer to: a rename reaches all of them, and nothing refers to what is removed.

use super::{Edit, ElementPath, Restructure, StructureEdit, Value};
use lambda_sim::scenario::{ChangeKind, DurableOperation, Scenario};

impl Edit {
    /// Removes a function, and what calls, watches or deploys it.
    pub fn remove_function(index: usize) -> Self {
        Self::structure("functions".to_owned(), ElementPath::of(index), remove_function)
    }

    /// Removes a source.
    pub fn remove_source(index: usize) -> Self {
        Self::structure("sources".to_owned(), ElementPath::of(index), remove_source)
    }

    /// Adds, copies or removes an element.
    pub const fn structure(path: String, at: ElementPath, apply: Restructure) -> Self {
        Self::Structure(StructureEdit { path, at, apply })
    }
}

/// What is referred to by name.
#[derive(Clone, Copy, PartialEq, Eq)]
enum NameKind {
    Function,
    Source,
    Downstream,
    Alarm,
}

/// Renames something and every reference to it; while two of a kind have the same name, references stay as they are.
fn rename(scenario: &mut Scenario, kind: NameKind, at: ElementPath, value: &Value) {
    let Value::Text(Some(name)) = value else { return };
    let names: Option<&mut String> = match kind {
        NameKind::Function => scenario.functions.get_mut(at.index).map(|function| &mut function.name),
        NameKind::Source => scenario.sources.get_mut(at.index).map(|source| &mut source.name),
        NameKind::Downstream => scenario.downstreams.get_mut(at.index).map(|service| &mut service.name),
        NameKind::Alarm => scenario.alarms.get_mut(at.index).map(|alarm| &mut alarm.name),
    };
    let Some(place) = names else { return };
    let before = std::mem::replace(place, name.clone());
    let has_namesake = match kind {
        NameKind::Function => scenario.functions.iter().any(|function| function.name == before),
        NameKind::Source => scenario.sources.iter().any(|source| source.name == before),
        NameKind::Downstream => scenario.downstreams.iter().any(|service| service.name == before),
        NameKind::Alarm => scenario.alarms.iter().any(|alarm| alarm.name == before),
    };
    // What has no name is referred to by nobody.
    if has_namesake || before.is_empty() {
        return;
    }
    let moved = |reference: &mut String| {
        if *reference == before {
            reference.clone_from(name);
        }
        true
    };
    retain_references(scenario, kind, &moved);
}

/// Removes what refers to something that is no longer there.
fn forget(scenario: &mut Scenario, kind: NameKind, gone: &str) {
    retain_references(scenario, kind, &|reference| reference != gone);
}

/// Visits every reference of a kind, and keeps the referring elements for which `keep` is true.
fn retain_references(scenario: &mut Scenario, kind: NameKind, keep: &dyn Fn(&mut String) -> bool) {
    match kind {
        NameKind::Function => {
            scenario.sources.retain_mut(|source| keep(&mut source.function));
            for function in &mut scenario.functions {
                function.calls.retain_mut(|call| call.function.is_empty() || keep(&mut call.function));
                if let Some(durable) = &mut function.durable {
                    retain_invokes(&mut durable.operations, keep);
                }
            }
            scenario.deployments.retain_mut(|deployment| keep(&mut deployment.function));
            scenario.alarms.retain_mut(|alarm| keep(&mut alarm.function));
        }
        NameKind::Downstream => {
            for function in &mut scenario.functions {
                function.calls.retain_mut(|call| call.downstream.is_empty() || keep(&mut call.downstream));
            }
        }
        NameKind::Alarm => {
            for deployment in &mut scenario.deployments {
                deployment.alarms.retain_mut(keep);
            }
        }
        NameKind::Source => {}
    }
    scenario.changes.retain_mut(|change| match (&mut change.change, kind) {
        (ChangeKind::ReservedConcurrency(reserved), NameKind::Function) => keep(&mut reserved.function),
        (ChangeKind::ProvisionedConcurrency(provisioned), NameKind::Function) => keep(&mut provisioned.function),
        (ChangeKind::Configuration(configuration), NameKind::Function) => keep(&mut configuration.function),
        (ChangeKind::Downstream(downstream), NameKind::Downstream) => keep(&mut downstream.downstream),
        (ChangeKind::Invoke(invoke), NameKind::Source) => keep(&mut invoke.source),
        _ => true,
    });
}

/// Visits the functions that operations invoke.
fn retain_invokes(operations: &mut Vec<DurableOperation>, keep: &dyn Fn(&mut String) -> bool) {
    operations.retain_mut(|operation| {
        match operation {
            DurableOperation::Invoke(invoke) => return keep(&mut invoke.function),
            DurableOperation::Context(context) => retain_invokes(&mut context.operations, keep),
            _ => {}
        }
        true
    });
}

/// Renames a function.
pub fn rename_function(scenario: &mut Scenario, at: ElementPath, value: &Value) {
    rename(scenario, NameKind::Function, at, value);
}

/// Renames a source.
pub fn rename_source(scenario: &mut Scenario, at: ElementPath, value: &Value) {
    rename(scenario, NameKind::Source, at, value);
}

/// Renames a downstream service.
pub fn rename_downstream(scenario: &mut Scenario, at: ElementPath, value: &Value) {
    rename(scenario, NameKind::Downstream, at, value);
}

/// Renames an alarm.
pub fn rename_alarm(scenario: &mut Scenario, at: ElementPath, value: &Value) {
    rename(scenario, NameKind::Alarm, at, value);
}

fn remove_function(scenario: &mut Scenario, at: ElementPath) {
    if at.index < scenario.functions.len() {
        let removed = scenario.functions.remove(at.index).name;
        let mut sources: Vec<String> = scenario.sources.iter().map(|source| source.name.clone()).collect();
        let mut alarms: Vec<String> = scenario.alarms.iter().map(|alarm| alarm.name.clone()).collect();
        forget(scenario, NameKind::Function, &removed);
        // What referred to sources and alarms that went along goes as well.
        sources.retain(|name| scenario.sources.iter().all(|source| source.name != *name));
        alarms.retain(|name| scenario.alarms.iter().all(|alarm| alarm.name != *name));
        for source in &sources {
            forget(scenario, NameKind::Source, source);
        }
        for alarm in &alarms {
            forget(scenario, NameKind::Alarm, alarm);
        }
    }
}

fn remove_source(scenario: &mut Scenario, at: ElementPath) {
    if at.index < scenario.sources.len() {
        let removed = scenario.sources.remove(at.index).name;
        forget(scenario, NameKind::Source, &removed);
    }
}

/// Removes a downstream service, and the calls of it.
pub fn remove_downstream(scenario: &mut Scenario, at: ElementPath) {
    if at.index < scenario.downstreams.len() {
        let removed = scenario.downstreams.remove(at.index).name;
        forget(scenario, NameKind::Downstream, &removed);
    }
}

/// Removes an alarm: deployments no longer wait for it.
pub fn remove_alarm(scenario: &mut Scenario, at: ElementPath) {
    if at.index < scenario.alarms.len() {
        let removed = scenario.alarms.remove(at.index).name;
        forget(scenario, NameKind::Alarm, &removed);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use lambda_sim::scenario::{
        Alarm, Call, ChainedInvoke, Deployment, Downstream, Durable, DurableContext, Invoke, ScheduledChange,
    };

    fn scenario() -> Scenario {
        let mut scenario = Scenario::default();
        Edit::add_function().apply(&mut scenario);
        Edit::add_function().apply(&mut scenario);
        let called = scenario.functions[1].name.clone();
        scenario.downstreams.push(Downstream { name: "orders".to_owned(), ..Downstream::default() });
        scenario.functions[0].calls = vec![
            Call { function: called.clone(), ..Call::default() },
            Call { downstream: "orders".to_owned(), ..Call::default() },
        ];
        scenario.alarms.push(Alarm { name: "errors".to_owned(), function: called.clone(), ..Alarm::default() });
        let alarms = vec!["errors".to_owned()];
        let function = scenario.functions[0].name.clone();
        scenario.deployments.push(Deployment { function, version: 1, alarms, ..Deployment::default() });
        let invoke = Invoke { source: scenario.sources[1].name.clone(), count: 1 };
        scenario.changes.push(ScheduledChange { at_s: 1.0, change: ChangeKind::Invoke(invoke) });
        assert_eq!(scenario.validate(), Ok(()));
        scenario
    }

    #[test]
    fn references_follow_a_rename() {
        let mut scenario = scenario();
        let text = |name: &str| Value::Text(Some(name.to_owned()));
        rename_function(&mut scenario, ElementPath::of(1), &text("billing"));
        rename_source(&mut scenario, ElementPath::of(1), &text("till"));
        rename_downstream(&mut scenario, ElementPath::of(0), &text("ledger"));
        rename_alarm(&mut scenario, ElementPath::of(0), &text("too many"));
        assert_eq!(scenario.validate(), Ok(()));
        assert_eq!(scenario.functions[0].calls[0].function, "billing");
        assert_eq!(scenario.functions[0].calls[1].downstream, "ledger");
        assert_eq!(scenario.alarms[0].function, "billing");
        assert_eq!(scenario.deployments[0].alarms, ["too many"]);
    }

    #[test]
    fn what_executions_invoke_follows_and_goes() {
        let mut scenario = scenario();
        let function = scenario.functions[1].name.clone();
        let invoke = || DurableOperation::Invoke(ChainedInvoke { function: function.clone(), result_kb: 0.0 });
        let inside =
            DurableOperation::Context(DurableContext { operations: vec![invoke()], ..DurableContext::default() });
        scenario.functions[0].calls.clear();
        scenario.functions[0].durable = Some(Durable { operations: vec![invoke(), inside], ..Durable::default() });
        rename_function(&mut scenario, ElementPath::of(1), &Value::Text(Some("billing".to_owned())));
        let durable = scenario.functions[0].durable.as_ref().expect("durable");
        let is_renamed = |operation: &DurableOperation| matches!(operation, DurableOperation::Invoke(invoke) if invoke.function == "billing");
        assert!(is_renamed(&durable.operations[0]) && is_renamed(&durable.operations[1].inside()[0]));
        Edit::remove_function(1).apply(&mut scenario);
        let durable = scenario.functions[0].durable.as_ref().expect("durable");
        assert_eq!((durable.operations.len(), durable.operations[0].inside().len()), (1, 0));
    }

    #[test]
    fn nothing_refers_to_what_is_removed() {
        for edit in [Edit::remove_function(1), Edit::remove_function(0), Edit::remove_source(1)] {
            let mut scenario = scenario();
            edit.apply(&mut scenario);
            assert_eq!(scenario.validate(), Ok(()), "{edit:?}");
        }
        for remove in [remove_downstream, remove_alarm] {
            let mut scenario = scenario();
            remove(&mut scenario, ElementPath::of(0));
            assert_eq!(scenario.validate(), Ok(()));
        }
    }
}
