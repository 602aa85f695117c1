//! Edits one element of the scenario: turns rows of tables into fields, and what their controls report into edits.

use super::{List, Setting};
use crate::configure::editor::Editor;
use crate::state::edit::{Edit, ElementPath, Restructure, SettingEdit, Value};
use crate::ui::change::Change;
use crate::ui::disclosure::Disclosure;
use lambda_sim::scenario::Scenario;
use yew::prelude::*;

/// An element whose settings are edited.
#[derive(Clone)]
pub struct ElementEditor<'a> {
    /// The present scenario.
    pub scenario: &'a Scenario,
    /// The scenario as it was opened: what differs from it is marked as changed.
    pub baseline: &'a Scenario,
    /// Receives what is changed.
    pub editor: &'a Editor,
    /// The element's path, with the point that follows it.
    pub prefix: String,
    /// Where it is.
    pub at: ElementPath,
}

impl<'a> ElementEditor<'a> {
    /// The scenario as a whole.
    pub const fn whole(scenario: &'a Scenario, baseline: &'a Scenario, editor: &'a Editor) -> Self {
        Self { scenario, baseline, editor, prefix: String::new(), at: ElementPath { index: 0, inner: 0, deep: 0 } }
    }

    /// The fields of some rows.
    pub fn rows(&self, rows: &'static [Setting]) -> Html {
        rows.iter().filter_map(|row| self.row(row)).collect()
    }

    /// The field of a row; `None` if it makes no sense for this element.
    pub fn row(&self, row: &'static Setting) -> Option<Html> {
        let value = (row.get)(self.scenario, self.at)?;
        Some(self.field(row, value, self.baseline_of(row)))
    }

    /// The fields of some rows, folded away; nothing if none of them makes sense.
    pub fn folded(&self, summary: &'static str, brief: Option<String>, rows: &'static [Setting]) -> Html {
        if !rows.iter().any(|row| (row.get)(self.scenario, self.at).is_some()) {
            return html! {};
        }
        let fields = self.rows(rows);
        html! { <Disclosure {summary} {brief} is_wrong={self.are_wrong(rows)}>{ fields }</Disclosure> }
    }

    /// Whether something is wrong with one of these settings.
    pub fn are_wrong(&self, rows: &[Setting]) -> bool {
        self.is_wrong(rows.iter().map(|row| row.name))
    }

    /// Whether something is wrong with a value whose path below the element begins with one of these names.
    pub fn is_wrong(&self, names: impl IntoIterator<Item = &'static str>) -> bool {
        let paths: Vec<String> = names.into_iter().map(|name| self.path(name)).collect();
        self.editor.fields().is_wrong(&paths)
    }

    /// The settings of an element inside this one.
    pub fn below(&self, name: &str, at: ElementPath) -> Self {
        let mut prefix = self.path(name);
        prefix.push('.');
        Self { prefix, at, ..self.clone() }
    }

    /// The path of a value below the element's.
    pub fn path(&self, name: &str) -> String {
        let mut path = self.prefix.clone();
        path.push_str(name);
        path
    }

    /// The elements of a list inside this one, each with its fields, and a way to add one.
    pub fn list(&self, list: &'static List) -> Html {
        list.view(self)
    }

    /// Adds or removes an element of a list of this one.
    pub fn restructure(&self, name: &str, at: ElementPath, apply: Restructure) -> Callback<()> {
        let edit = Edit::structure(self.path(name), at, apply);
        let editor = self.editor.clone();
        Callback::from(move |()| editor.commit(edit.clone()))
    }

    /// How a setting was when the scenario was opened; `None` if its element had no counterpart then.
    pub(super) fn baseline_of(&self, row: &Setting) -> Option<Value> {
        match row.baseline {
            Some(baseline) => baseline(self.scenario, self.baseline, self.at),
            None => (row.get)(self.baseline, self.at),
        }
    }

    /// What makes an edit of a setting's new value.
    pub fn edit(&self, row: &'static Setting) -> impl Fn(Value) -> Edit + 'static {
        let (path, at) = (self.path(row.name), self.at);
        let back = row.restore.and_then(|restore| Some((self.baseline_of(row)?, restore(self.baseline, at)?)));
        move |value| {
            let value = match &back {
                Some((chosen, everything)) if *chosen == value => everything.clone(),
                _ => value,
            };
            let Setting { set, live, is_structural, .. } = *row;
            Edit::Setting(SettingEdit { path: path.clone(), at, value, set, live, is_structural })
        }
    }

    pub(super) fn change<T: 'static>(
        &self,
        row: &'static Setting,
        value: impl Fn(T) -> Value + 'static,
    ) -> Callback<Change<T>> {
        let edit = self.edit(row);
        self.editor.change(move |changed| edit(value(changed)))
    }

    pub(super) fn choose<T: 'static>(
        &self,
        row: &'static Setting,
        value: impl Fn(T) -> Value + 'static,
    ) -> Callback<T> {
        let edit = self.edit(row);
        self.editor.choose(move |chosen| edit(value(chosen)))
    }
}
