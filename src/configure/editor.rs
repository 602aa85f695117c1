//! What a panel hands to its fields: callbacks that turn a control's change into an edit of the scenario.

use crate::state::Action;
use crate::state::edit::{AccountEdit, Edit, FunctionEdit, SourceEdit};
use crate::ui::change::Change;
use crate::ui::field::{Fields, Place};
use yew::Callback;

/// Edits the scenario.
#[derive(Clone)]
pub struct Editor {
    dispatch: Callback<Action>,
    fields: Fields,
}

impl Editor {
    /// An editor whose edits go to `dispatch`.
    pub const fn new(dispatch: Callback<Action>, fields: Fields) -> Self {
        Self { dispatch, fields }
    }

    /// The place of the field that edits `path` of the scenario.
    pub fn at(&self, path: &str) -> Place {
        self.fields.at(path)
    }

    /// What is wrong with the scenario, by field.
    pub const fn fields(&self) -> &Fields {
        &self.fields
    }

    /// Makes a change that is complete at once.
    pub fn commit(&self, edit: Edit) {
        self.dispatch.emit(Action::Edit(edit));
        self.dispatch.emit(Action::Settle);
    }

    /// Does something else.
    pub fn act(&self, action: Action) {
        self.dispatch.emit(action);
    }

    /// For controls whose value is chosen at once.
    pub fn choose<T: 'static>(&self, edit: impl Fn(T) -> Edit + 'static) -> Callback<T> {
        self.choosing(Box::new(edit))
    }

    // Boxed, so that there is one for every kind of value, not one for every field.
    fn choosing<T: 'static>(&self, edit: Box<dyn Fn(T) -> Edit>) -> Callback<T> {
        let editor = self.clone();
        Callback::from(move |value| editor.commit(edit(value)))
    }

    /// For controls whose value may be on its way.
    pub fn change<T: 'static>(&self, edit: impl Fn(T) -> Edit + 'static) -> Callback<Change<T>> {
        self.changing(Box::new(edit))
    }

    fn changing<T: 'static>(&self, edit: Box<dyn Fn(T) -> Edit>) -> Callback<Change<T>> {
        let editor = self.clone();
        Callback::from(move |change: Change<T>| match change {
            Change::Ongoing(value) => editor.dispatch.emit(Action::Edit(edit(value))),
            Change::Final(value) => editor.commit(edit(value)),
        })
    }

    /// The editor of the account.
    pub fn account<T: 'static>(&self, edit: impl Fn(T) -> AccountEdit + 'static) -> Callback<Change<T>> {
        self.change(move |value| Edit::Account(edit(value)))
    }

    /// The editor of one function.
    pub fn function(&self, index: usize) -> FunctionEditor {
        FunctionEditor { editor: self.clone(), index }
    }

    /// The editor of one source.
    pub fn source(&self, index: usize) -> SourceEditor {
        SourceEditor { editor: self.clone(), index }
    }
}

/// Edits one function.
#[derive(Clone)]
pub struct FunctionEditor {
    editor: Editor,
    index: usize,
}

impl FunctionEditor {
    fn path(&self, field: &str) -> String {
        format!("functions[{}].{field}", self.index)
    }

    /// The place of one of its fields.
    pub fn at(&self, field: &str) -> Place {
        self.editor.at(&self.path(field))
    }

    /// Whether something is wrong with a field whose path begins with one of these.
    pub fn is_wrong(&self, fields: &[&str]) -> bool {
        self.editor.fields.is_wrong(&fields.iter().map(|field| self.path(field)).collect::<Vec<_>>())
    }

    /// For controls whose value is chosen at once.
    pub fn choose<T: 'static>(&self, edit: impl Fn(T) -> FunctionEdit + 'static) -> Callback<T> {
        let index = self.index;
        self.editor.choose(move |value| Edit::Function(index, edit(value)))
    }

    /// For its name, by what makes an edit of it.
    pub fn renamed(&self, rename: fn(usize, String) -> Edit) -> Callback<Change<String>> {
        let index = self.index;
        self.editor.change(move |name| rename(index, name))
    }

    /// For controls whose value may be on its way.
    pub fn change<T: 'static>(&self, edit: impl Fn(T) -> FunctionEdit + 'static) -> Callback<Change<T>> {
        let index = self.index;
        self.editor.change(move |value| Edit::Function(index, edit(value)))
    }
}

/// Edits one source.
#[derive(Clone)]
pub struct SourceEditor {
    editor: Editor,
    index: usize,
}

impl SourceEditor {
    fn path(&self, field: &str) -> String {
        format!("sources[{}].{field}", self.index)
    }

    /// The place of one of its fields.
    pub fn at(&self, field: &str) -> Place {
        self.editor.at(&self.path(field))
    }

    /// Whether something is wrong with a field whose path begins with one of these.
    pub fn is_wrong(&self, fields: &[&str]) -> bool {
        self.editor.fields.is_wrong(&fields.iter().map(|field| self.path(field)).collect::<Vec<_>>())
    }

    /// Makes a change that is complete at once.
    pub fn commit(&self, edit: SourceEdit) {
        self.editor.commit(Edit::Source(self.index, edit));
    }

    /// For controls whose value is chosen at once.
    pub fn choose<T: 'static>(&self, edit: impl Fn(T) -> SourceEdit + 'static) -> Callback<T> {
        let index = self.index;
        self.editor.choose(move |value| Edit::Source(index, edit(value)))
    }

    /// For its name, by what makes an edit of it.
    pub fn renamed(&self, rename: fn(usize, String) -> Edit) -> Callback<Change<String>> {
        let index = self.index;
        self.editor.change(move |name| rename(index, name))
    }

    /// For controls whose value may be on its way.
    pub fn change<T: 'static>(&self, edit: impl Fn(T) -> SourceEdit + 'static) -> Callback<Change<T>> {
        let index = self.index;
        self.editor.change(move |value| Edit::Source(index, edit(value)))
    }
}
