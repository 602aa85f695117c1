//! What the user configures: the current scenario, how it was opened, what is wrong with it, and the way back.

mod history;

use super::edit::Edit;
use lambda_sim::scenario::{Problem, Scenario};
use std::rc::Rc;

/// How many steps can be taken back, at most.
const MAX_STEPS: usize = 200;

/// The scenario being edited, with its history.
#[derive(Clone, Debug)]
pub struct Configuration {
    document: Document,
    /// What is wrong with it, by field.
    pub problems: Rc<Vec<Problem>>,
    /// Counts every change of the scenario: what asks for a run.
    pub revision: u32,
    /// Counts the scenarios opened: what a comparison with the last run must not cross.
    pub opened: u32,
    /// Whether the last change is complete: not in the middle of a drag or of typing.
    pub settled: bool,
    /// The document that the app began with.
    text: Rc<str>,
    past: Vec<Document>,
    future: Vec<Document>,
    /// The field that the unfinished change is of.
    editing: Option<String>,
}

/// A scenario, and how it was when it was opened.
#[derive(Clone, Debug, PartialEq)]
struct Document {
    current: Rc<Scenario>,
    baseline: Rc<Scenario>,
}

impl Configuration {
    /// A scenario that an app begins with, how it was opened where it was changed since, and the document that it is.
    pub fn resume(scenario: Scenario, baseline: Option<Scenario>, text: &str) -> Self {
        let current = Rc::new(scenario);
        let baseline = baseline.map_or_else(|| current.clone(), Rc::new);
        Self {
            problems: Rc::new(problems(&current)),
            document: Document { current, baseline },
            text: Rc::from(text),
            revision: 1,
            opened: 1,
            settled: true,
            past: Vec::new(),
            future: Vec::new(),
            editing: None,
        }
    }

    /// The current scenario.
    pub const fn scenario(&self) -> &Rc<Scenario> {
        &self.document.current
    }

    /// The scenario as the text that it was read from, as long as it is what the app began with.
    pub fn document(&self) -> Option<&Rc<str>> {
        (self.revision == 1).then_some(&self.text)
    }

    /// The scenario as it was opened: what is marked as changed differs from it.
    pub const fn baseline(&self) -> &Rc<Scenario> {
        &self.document.baseline
    }

    /// Whether the scenario can run.
    pub fn is_valid(&self) -> bool {
        self.problems.is_empty()
    }

    /// Whether there is a step to take back.
    pub const fn can_undo(&self) -> bool {
        !self.past.is_empty()
    }

    /// Whether there is a step to take again.
    pub const fn can_redo(&self) -> bool {
        !self.future.is_empty()
    }

    /// How many steps there are to take back, and to take again.
    pub const fn steps(&self) -> (usize, usize) {
        (self.past.len(), self.future.len())
    }

    /// With one change made; `None` if it changes nothing.
    pub fn edited(&self, edit: &Edit) -> Option<Self> {
        let document = self.document.edited(edit)?;
        let field = edit.field();
        let goes_on = !self.settled && self.editing.as_deref() == Some(field.as_str());
        let mut next = self.with_document(document, !goes_on);
        next.settled = false;
        next.editing = Some(field);
        Some(next)
    }

    /// With the last change complete; `None` if it was.
    pub fn settled(&self) -> Option<Self> {
        (!self.settled).then(|| Self { settled: true, editing: None, ..self.clone() })
    }

    /// With another scenario in its place, which can be taken back.
    pub fn opened(&self, scenario: Scenario) -> Self {
        let scenario = Rc::new(scenario);
        let document = Document { current: scenario.clone(), baseline: scenario };
        let mut next = self.with_document(document, true);
        next.opened += 1;
        next
    }

    /// With a scenario in its place that is another state of the same one.
    pub fn replaced(&self, scenario: Scenario) -> Self {
        let document = Document { current: Rc::new(scenario), baseline: self.document.baseline.clone() };
        self.with_document(document, true)
    }

    /// The same with another scenario shown in its place: what is wrong, the history and how it was opened stay.
    pub fn showing(&self, scenario: Scenario) -> Self {
        let document = Document { current: Rc::new(scenario), baseline: self.document.baseline.clone() };
        Self { document, ..self.clone() }
    }

    /// With the problems that somebody else found in it.
    pub(super) fn with_problems(&self, problems: Vec<Problem>) -> Self {
        Self { problems: Rc::new(problems), ..self.clone() }
    }

    /// One step back; `None` if there is none.
    pub fn undone(&self) -> Option<Self> {
        let mut next = self.clone();
        let document = next.past.pop()?;
        next.opened += u32::from(self.document.is_opened_after(&document));
        next.future.push(self.document.clone());
        next.show(document);
        Some(next)
    }

    /// One step forth again; `None` if there is none.
    pub fn redone(&self) -> Option<Self> {
        let mut next = self.clone();
        let document = next.future.pop()?;
        next.opened += u32::from(document.is_opened_after(&self.document));
        next.past.push(self.document.clone());
        next.show(document);
        Some(next)
    }

    /// With this document; the one before it stays reachable, unless the change only goes on.
    fn with_document(&self, document: Document, is_step: bool) -> Self {
        let mut next = self.clone();
        if is_step {
            next.past.push(self.document.clone());
            let surplus = next.past.len().saturating_sub(MAX_STEPS);
            next.past.drain(..surplus);
        }
        next.future.clear();
        next.show(document);
        next
    }

    fn show(&mut self, document: Document) {
        self.problems = Rc::new(problems(&document.current));
        self.document = document;
        self.revision += 1;
        self.settled = true;
        self.editing = None;
    }
}

impl Document {
    /// Whether it was opened in the place of that one, and not made from it.
    fn is_opened_after(&self, before: &Self) -> bool {
        Rc::ptr_eq(&self.current, &self.baseline) && !Rc::ptr_eq(&self.baseline, &before.baseline)
    }

    fn edited(&self, edit: &Edit) -> Option<Self> {
        let change = |scenario: &Rc<Scenario>| {
            let mut changed = Scenario::clone(scenario);
            edit.apply(&mut changed);
            Rc::new(changed)
        };
        let current = change(&self.current);
        let baseline = if edit.is_structural() { change(&self.baseline) } else { self.baseline.clone() };
        (*current != *self.current).then_some(Self { current, baseline })
    }
}

impl PartialEq for Configuration {
    /// Every change counts the revision up, so that whole scenarios need not be compared; a history that is recalled does not.
    fn eq(&self, other: &Self) -> bool {
        self.revision == other.revision
            && self.settled == other.settled
            && self.steps() == other.steps()
            && Rc::ptr_eq(&self.document.current, &other.document.current)
            && Rc::ptr_eq(&self.problems, &other.problems)
    }
}

fn problems(scenario: &Scenario) -> Vec<Problem> {
    scenario.validate().err().unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::state::edit::{ElementPath, SettingEdit, Value, rename_function};
    use crate::state::testing;

    fn configuration() -> Configuration {
        let mut scenario = Scenario::default();
        Edit::add_function().apply(&mut scenario);
        Configuration::resume(scenario, None, "")
    }

    fn memory(configuration: &Configuration) -> u32 {
        configuration.scenario().functions[0].memory_mb
    }

    fn set_memory(configuration: &Configuration, memory: u32) -> Configuration {
        configuration.edited(&testing::memory(0, memory)).expect("a change")
    }

    #[test]
    fn a_drag_is_one_step() {
        let mut configuration = configuration();
        for memory in [200, 300, 400] {
            configuration = set_memory(&configuration, memory);
        }
        configuration = configuration.settled().expect("unsettled");
        configuration = set_memory(&configuration, 500);
        configuration = configuration.undone().expect("a step");
        assert_eq!(memory(&configuration), 400);
        configuration = configuration.undone().expect("a step");
        assert_eq!(memory(&configuration), 128);
        assert!(!configuration.can_undo());
        configuration = configuration.redone().expect("a step");
        assert_eq!(memory(&configuration), 400);
    }

    #[test]
    fn a_change_that_changes_nothing_is_none() {
        assert!(configuration().edited(&testing::memory(0, 128)).is_none());
    }

    #[test]
    fn a_new_change_ends_what_could_be_redone() {
        let configuration = set_memory(&configuration(), 256).undone().expect("a step");
        assert!(configuration.can_redo());
        assert!(!set_memory(&configuration, 300).can_redo());
    }

    #[test]
    fn problems_follow_the_scenario() {
        let invalid = set_memory(&configuration(), 64);
        assert_eq!(invalid.problems[0].nearest.as_deref(), Some("128"));
        assert!(invalid.undone().expect("a step").is_valid());
    }

    #[test]
    fn what_is_added_or_renamed_is_not_marked_as_changed() {
        let mut configuration = configuration();
        let rename = Edit::Setting(SettingEdit {
            path: "functions[1].name".to_owned(),
            at: ElementPath::of(1),
            value: Value::Text(Some("b".to_owned())),
            set: rename_function,
            live: None,
            is_structural: true,
        });
        for edit in [Edit::add_function(), rename] {
            configuration = configuration.edited(&edit).expect("a change");
        }
        assert_eq!(configuration.scenario(), configuration.baseline());
        let changed = set_memory(&configuration, 1_024);
        assert_eq!(changed.baseline().functions[0].memory_mb, 128);
    }

    #[test]
    fn history_is_bounded() {
        let mut configuration = configuration();
        for memory in 129..129 + MAX_STEPS as u32 + 50 {
            configuration = set_memory(&configuration, memory);
            configuration = configuration.settled().expect("unsettled");
        }
        assert_eq!(configuration.past.len(), MAX_STEPS);
    }
}
