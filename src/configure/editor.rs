//! What a panel hands to its fields: callbacks that turn a control's change into an edit of the scenario.

use crate::state::Action;
use crate::state::edit::Edit;
use crate::ui::change::Change;
use crate::ui::field::{FieldContext, Fields};
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
    pub fn at(&self, path: &str) -> FieldContext {
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
}
