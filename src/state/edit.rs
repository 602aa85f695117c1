//! What a user can change about a scenario, in the words of the scenario document.
//!
//! An [`Edit`] says which field it changes ([`Edit::field`]): changes of the same field while a slider is dragged are one step
//! of the undo history. Edits that add, remove or rename go to the scenario as it was opened as well, so that every
//! function and source keeps its counterpart there to be compared with and reset to.

mod names;
mod outside;
mod references;
mod setting;
mod structure;

pub use names::unused;
pub use references::{
    remove_alarm, remove_downstream, rename_alarm, rename_downstream, rename_function, rename_source,
};
pub use setting::{ElementPath, LiveChange, Setter, SettingEdit, Value};
pub use structure::{Restructure, StructureEdit};

use lambda_sim::scenario::{Function, Scenario, ScheduledChange, Source, Traffic, TrafficList};

/// One change.
#[derive(Clone, Debug)]
pub enum Edit {
    /// The scenario's name.
    Name(String),
    /// A setting has another value.
    Setting(SettingEdit),
    /// An element is added, copied or removed.
    Structure(StructureEdit),
    /// All changes during the run.
    Changes(Vec<ScheduledChange>),
}

impl Edit {
    /// A new function, with a source that calls it.
    pub fn add_function() -> Self {
        Self::structure("functions".to_owned(), ElementPath::default(), |scenario, _| add_function(scenario))
    }

    /// A copy of a function, with copies of its sources.
    pub fn duplicate_function(index: usize) -> Self {
        Self::structure("functions".to_owned(), ElementPath::of(index), duplicate_function)
    }

    /// A new source for a function.
    pub fn add_source(function: usize) -> Self {
        Self::structure("sources".to_owned(), ElementPath::of(function), |scenario, at| add_source(scenario, at.index))
    }

    /// The path of the field that it changes, as in a scenario's problems.
    pub fn field(&self) -> String {
        match self {
            Self::Name(_) => "name".to_owned(),
            Self::Setting(edit) => edit.path.clone(),
            Self::Structure(edit) => edit.path.clone(),
            Self::Changes(_) => "changes".to_owned(),
        }
    }

    /// Whether it changes which elements there are or how they are called, rather than a value.
    pub const fn is_structural(&self) -> bool {
        match self {
            Self::Setting(edit) => edit.is_structural,
            Self::Structure(_) => true,
            Self::Name(_) | Self::Changes(_) => false,
        }
    }

    /// Makes the change; an edit of an element that does not exist changes nothing.
    pub fn apply(&self, scenario: &mut Scenario) {
        match self {
            Self::Name(name) => scenario.name.clone_from(name),
            Self::Setting(edit) => edit.apply(scenario),
            Self::Structure(StructureEdit { apply, at, .. }) => apply(scenario, *at),
            Self::Changes(changes) => scenario.changes.clone_from(changes),
        }
    }
}

/// What a new source sends: enough to be seen, little enough to disturb nothing.
pub fn gentle_traffic() -> TrafficList {
    TrafficList(vec![Traffic::Poisson { rps: 5.0 }])
}

fn add_function(scenario: &mut Scenario) {
    let name = names::unused("function", scenario.functions.iter().map(|function| function.name.as_str()));
    scenario.functions.push(Function { name, ..Function::default() });
    add_source(scenario, scenario.functions.len() - 1);
}

fn add_source(scenario: &mut Scenario, function: usize) {
    let Some(function) = scenario.functions.get(function) else { return };
    let function = function.name.clone();
    let name = names::unused("source", scenario.sources.iter().map(|source| source.name.as_str()));
    scenario.sources.push(Source { name, function, traffic: gentle_traffic(), ..Source::default() });
}

fn duplicate_function(scenario: &mut Scenario, at: ElementPath) {
    let index = at.index;
    let Some(original) = scenario.functions.get(index).cloned() else { return };
    let name = names::unused(&original.name, scenario.functions.iter().map(|function| function.name.as_str()));
    let sources: Vec<Source> =
        scenario.sources.iter().filter(|source| source.function == original.name).cloned().collect();
    for source in sources {
        let source_name = names::unused(&source.name, scenario.sources.iter().map(|source| source.name.as_str()));
        scenario.sources.push(Source { name: source_name, function: name.clone(), ..source });
    }
    scenario.functions.insert(index + 1, Function { name, ..original });
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::state::testing::memory;

    fn rename(scenario: &mut Scenario, name: &str) {
        rename_function(scenario, ElementPath::of(1), &Value::Text(Some(name.to_owned())));
    }

    fn two_functions() -> Scenario {
        let mut scenario = Scenario::default();
        Edit::add_function().apply(&mut scenario);
        Edit::add_function().apply(&mut scenario);
        scenario
    }

    #[test]
    fn a_new_function_is_valid_and_called_by_a_source() {
        let scenario = two_functions();
        assert_eq!(scenario.validate(), Ok(()));
        assert_eq!(scenario.functions[1].name, "function-2");
        assert_eq!(scenario.sources[1].function, "function-2");
    }

    #[test]
    fn sources_follow_the_function_they_call() {
        let mut scenario = two_functions();
        rename(&mut scenario, "checkout");
        assert_eq!(scenario.sources[1].function, "checkout");
        Edit::duplicate_function(1).apply(&mut scenario);
        assert_eq!(scenario.functions[2].name, "checkout-2");
        assert_eq!(scenario.sources[2].function, "checkout-2");
        Edit::remove_function(1).apply(&mut scenario);
        let called: Vec<&str> = scenario.sources.iter().map(|source| source.function.as_str()).collect();
        assert_eq!(called, ["function", "checkout-2"]);
        assert_eq!(scenario.validate(), Ok(()));
    }

    #[test]
    fn typing_a_name_that_is_taken_for_a_moment_moves_no_source() {
        let mut scenario = two_functions();
        for name in ["function", "functio"] {
            rename(&mut scenario, name);
        }
        assert_eq!(scenario.sources[0].function, "function");
    }

    #[test]
    fn what_is_not_there_cannot_be_changed() {
        let mut scenario = two_functions();
        let before = scenario.clone();
        for edit in [
            Edit::remove_function(7),
            Edit::duplicate_function(7),
            memory(7, 512),
            Edit::add_source(7),
            Edit::remove_source(7),
        ] {
            edit.apply(&mut scenario);
        }
        assert_eq!(scenario, before);
    }

    #[test]
    fn fields_are_named_as_problems_name_them() {
        assert_eq!(memory(0, 64).field(), "functions[0].memory_mb");
        let mut scenario = two_functions();
        memory(0, 64).apply(&mut scenario);
        let problems = scenario.validate().expect_err("too little memory");
        assert_eq!(problems[0].path, "functions[0].memory_mb");
    }
}
