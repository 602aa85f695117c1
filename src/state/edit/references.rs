//! Names that other parts of a scenario refer to: a rename reaches all of them, and nothing refers to what is removed.
//!
//! These are edits by table ([`super::Put`]): only the panels make them, so they come with the panels.

use super::{Edit, Put, PutFn, Spot, Value};
use lambda_sim::scenario::{ChangeKind, DurableOperation, Scenario};

impl Edit {
    /// Renames a function wherever it stands.
    pub fn rename_function(index: usize, name: String) -> Self {
        let path = format!("functions[{index}].name");
        Self::structural(path, Spot::of(index), Value::Text(Some(name)), rename_function)
    }

    /// Removes a function, and what calls, watches or deploys it.
    pub fn remove_function(index: usize) -> Self {
        Self::structural("functions".to_owned(), Spot::of(index), Value::Flag(false), remove_function)
    }

    /// Renames a source.
    pub fn rename_source(index: usize, name: String) -> Self {
        Self::structural(format!("sources[{index}].name"), Spot::of(index), Value::Text(Some(name)), rename_source)
    }

    /// Removes a source.
    pub fn remove_source(index: usize) -> Self {
        Self::structural("sources".to_owned(), Spot::of(index), Value::Flag(false), remove_source)
    }

    pub(super) fn structural(path: String, spot: Spot, value: Value, put: PutFn) -> Self {
        Self::Put(Put { path, spot, value, put, is_structural: true })
    }
}

/// What is referred to by name.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Sort {
    Function,
    Source,
    Downstream,
    Alarm,
}

/// Renames something and every reference to it; while two of a sort have the same name, references stay where they are.
fn rename(scenario: &mut Scenario, sort: Sort, at: Spot, value: &Value) {
    let Value::Text(Some(name)) = value else { return };
    let names: Option<&mut String> = match sort {
        Sort::Function => scenario.functions.get_mut(at.index).map(|function| &mut function.name),
        Sort::Source => scenario.sources.get_mut(at.index).map(|source| &mut source.name),
        Sort::Downstream => scenario.downstreams.get_mut(at.index).map(|service| &mut service.name),
        Sort::Alarm => scenario.alarms.get_mut(at.index).map(|alarm| &mut alarm.name),
    };
    let Some(place) = names else { return };
    let before = std::mem::replace(place, name.clone());
    let has_namesake = match sort {
        Sort::Function => scenario.functions.iter().any(|function| function.name == before),
        Sort::Source => scenario.sources.iter().any(|source| source.name == before),
        Sort::Downstream => scenario.downstreams.iter().any(|service| service.name == before),
        Sort::Alarm => scenario.alarms.iter().any(|alarm| alarm.name == before),
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
    retain_references(scenario, sort, &moved);
}

/// Removes what refers to something that is no longer there.
fn forget(scenario: &mut Scenario, sort: Sort, gone: &str) {
    retain_references(scenario, sort, &|reference| reference != gone);
}

/// Visits every reference of a sort, and keeps what is to be kept of what refers.
fn retain_references(scenario: &mut Scenario, sort: Sort, keep: &dyn Fn(&mut String) -> bool) {
    match sort {
        Sort::Function => {
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
        Sort::Downstream => {
            for function in &mut scenario.functions {
                function.calls.retain_mut(|call| call.downstream.is_empty() || keep(&mut call.downstream));
            }
        }
        Sort::Alarm => {
            for deployment in &mut scenario.deployments {
                deployment.alarms.retain_mut(keep);
            }
        }
        Sort::Source => {}
    }
    scenario.changes.retain_mut(|change| match (&mut change.change, sort) {
        (ChangeKind::ReservedConcurrency(reserved), Sort::Function) => keep(&mut reserved.function),
        (ChangeKind::ProvisionedConcurrency(provisioned), Sort::Function) => keep(&mut provisioned.function),
        (ChangeKind::Configuration(configuration), Sort::Function) => keep(&mut configuration.function),
        (ChangeKind::Downstream(downstream), Sort::Downstream) => keep(&mut downstream.downstream),
        (ChangeKind::Invoke(invoke), Sort::Source) => keep(&mut invoke.source),
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

fn rename_function(scenario: &mut Scenario, at: Spot, value: &Value) {
    rename(scenario, Sort::Function, at, value);
}

fn rename_source(scenario: &mut Scenario, at: Spot, value: &Value) {
    rename(scenario, Sort::Source, at, value);
}

/// Renames a downstream service.
pub fn rename_downstream(scenario: &mut Scenario, at: Spot, value: &Value) {
    rename(scenario, Sort::Downstream, at, value);
}

/// Renames an alarm.
pub fn rename_alarm(scenario: &mut Scenario, at: Spot, value: &Value) {
    rename(scenario, Sort::Alarm, at, value);
}

fn remove_function(scenario: &mut Scenario, at: Spot, _: &Value) {
    if at.index < scenario.functions.len() {
        let removed = scenario.functions.remove(at.index).name;
        let mut sources: Vec<String> = scenario.sources.iter().map(|source| source.name.clone()).collect();
        let mut alarms: Vec<String> = scenario.alarms.iter().map(|alarm| alarm.name.clone()).collect();
        forget(scenario, Sort::Function, &removed);
        // What referred to sources and alarms that went along goes as well.
        sources.retain(|name| scenario.sources.iter().all(|source| source.name != *name));
        alarms.retain(|name| scenario.alarms.iter().all(|alarm| alarm.name != *name));
        for source in &sources {
            forget(scenario, Sort::Source, source);
        }
        for alarm in &alarms {
            forget(scenario, Sort::Alarm, alarm);
        }
    }
}

fn remove_source(scenario: &mut Scenario, at: Spot, _: &Value) {
    if at.index < scenario.sources.len() {
        let removed = scenario.sources.remove(at.index).name;
        forget(scenario, Sort::Source, &removed);
    }
}

/// Removes a downstream service, and the calls of it.
pub fn remove_downstream(scenario: &mut Scenario, at: Spot, _: &Value) {
    if at.index < scenario.downstreams.len() {
        let removed = scenario.downstreams.remove(at.index).name;
        forget(scenario, Sort::Downstream, &removed);
    }
}

/// Removes an alarm: deployments no longer wait for it.
pub fn remove_alarm(scenario: &mut Scenario, at: Spot, _: &Value) {
    if at.index < scenario.alarms.len() {
        let removed = scenario.alarms.remove(at.index).name;
        forget(scenario, Sort::Alarm, &removed);
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
        Edit::rename_function(1, "billing".to_owned()).apply(&mut scenario);
        Edit::rename_source(1, "till".to_owned()).apply(&mut scenario);
        rename_downstream(&mut scenario, Spot::of(0), &text("ledger"));
        rename_alarm(&mut scenario, Spot::of(0), &text("too many"));
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
        Edit::rename_function(1, "billing".to_owned()).apply(&mut scenario);
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
            remove(&mut scenario, Spot::of(0), &Value::Flag(false));
            assert_eq!(scenario.validate(), Ok(()));
        }
    }
}
