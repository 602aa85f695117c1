//! How rows become fields.

use super::{Control, List, Row};
use crate::configure::editor::Editor;
use crate::state::edit::{Edit, Put, PutFn, Spot, Value};
use crate::text::settings as words;
use crate::ui::change::Change;
use crate::ui::disclosure::Disclosure;
use crate::ui::distribution_field::DistributionField;
use crate::ui::field::Place;
use crate::ui::limit_field::LimitField;
use crate::ui::number_field::NumberField;
use crate::ui::recipient_field::recipient_field;
use crate::ui::segmented_field::segmented_field;
use crate::ui::select_field::{Choice, SelectField};
use crate::ui::switch_field::SwitchField;
use crate::ui::text_field::TextField;
use lambda_sim::scenario::{Scenario, limits};
use yew::prelude::*;

/// More choices than this are a list to pull down.
const MAX_SEGMENTS: usize = 3;

/// The element whose settings are edited.
#[derive(Clone)]
pub struct Settings<'a> {
    /// The scenario as it stands.
    pub scenario: &'a Scenario,
    /// The scenario as it was opened.
    pub opened: &'a Scenario,
    /// For what is changed.
    pub editor: &'a Editor,
    /// The element's path, with the point that follows it.
    pub prefix: String,
    /// Where it is.
    pub at: Spot,
}

impl Settings<'_> {
    /// The fields of some rows.
    pub fn rows(&self, rows: &'static [Row]) -> Html {
        rows.iter().filter_map(|row| self.row(row)).collect()
    }

    /// The fields of some rows, folded away; nothing where none of them makes sense.
    pub fn folded(&self, summary: &'static str, brief: Option<String>, rows: &'static [Row]) -> Html {
        if !rows.iter().any(|row| (row.read)(self.scenario, self.at).is_some()) {
            return html! {};
        }
        let fields = self.rows(rows);
        html! { <Disclosure {summary} {brief} is_wrong={self.is_wrong(rows)}>{ fields }</Disclosure> }
    }

    /// Whether something is wrong with one of these.
    pub fn is_wrong(&self, rows: &[Row]) -> bool {
        let paths: Vec<String> = rows.iter().map(|row| self.path(row.name)).collect();
        self.editor.fields().is_wrong(&paths)
    }

    /// The settings of an element inside this one.
    pub fn below(&self, name: &str, at: Spot) -> Self {
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

    /// A change of what there is: it is no change of a value.
    pub fn reshape(&self, name: &str, at: Spot, put: PutFn) -> Callback<()> {
        let (editor, path) = (self.editor.clone(), self.path(name));
        let edit = Put { path, spot: at, value: Value::Flag(true), put, is_structural: true };
        Callback::from(move |()| editor.commit(Edit::Put(edit.clone())))
    }

    fn row(&self, row: &'static Row) -> Option<Html> {
        let value = (row.read)(self.scenario, self.at)?;
        // An element of another kind has no counterpart: nothing of it is a change.
        let opened = (row.read)(self.opened, self.at).unwrap_or_else(|| value.clone());
        let place = self.editor.at(&self.path(row.name));
        Some(self.field(row, place, value, opened))
    }

    fn field(&self, row: &'static Row, place: Place, value: Value, opened: Value) -> Html {
        let text = row.text;
        let note = row.note.and_then(|note| note(self.scenario, self.at)).map(AttrValue::from);
        match (&row.control, value, opened) {
            (Control::Switch, Value::Flag(value), Value::Flag(opened)) => {
                let blocked = row.blocked.filter(|_| !value).and_then(|blocked| blocked(self.scenario, self.at));
                let on_change = self.choose(row, Value::Flag);
                SwitchField::new(place, text, (value, opened), on_change).note(note).blocked(blocked).view()
            }
            (Control::Number(kind, scale), Value::Number(Some(value)), Value::Number(opened)) => {
                let on_change = self.change(row, |number| Value::Number(Some(number)));
                let mut field = NumberField::new(place, text, *kind, (value, opened.unwrap_or(value)), on_change);
                field.note = note;
                field.scale(*scale).view()
            }
            (Control::Limit(kind, scale, suggested), Value::Number(value), Value::Number(opened)) => {
                let on_change = self.change(row, Value::Number);
                LimitField::new(place, text, *kind, (value, opened), *suggested, *scale, on_change).note(note).view()
            }
            (Control::OneOf(names), Value::Choice(value), Value::Choice(opened)) => {
                let [value, opened] = [value, opened].map(|index| names.get(index).copied().unwrap_or_default());
                let on_change = self.choose(row, |name: AttrValue| {
                    Value::Choice(names.iter().position(|other| *other == name.as_str()).unwrap_or_default())
                });
                if names.len() <= MAX_SEGMENTS {
                    segmented_field(place, text, names, (value, opened), &on_change)
                } else {
                    let choices = names.iter().map(|name| Choice::new(*name, *name)).collect();
                    SelectField::new(place, text, choices, (value, opened), on_change).note(note).view()
                }
            }
            (Control::Named(choices), Value::Text(value), Value::Text(opened)) => {
                let choices = choices(self.scenario, self.at);
                let on_change =
                    self.choose(row, |name: AttrValue| Value::Text((!name.is_empty()).then(|| name.to_string())));
                let values = (value.unwrap_or_default(), opened.unwrap_or_default());
                SelectField::new(place, text, choices, values, on_change).note(note).view()
            }
            (Control::Text, Value::Text(value), Value::Text(opened)) => {
                let on_change = self.change(row, |text| Value::Text(Some(text)));
                let values = (value.unwrap_or_default(), opened.unwrap_or_default());
                let field = TextField::new(place, text, values, limits::MAX_NAME, on_change).view();
                html! {
                    <>
                        { field }
                        if let Some(note) = note {
                            <p class="note">{ note }</p>
                        }
                    </>
                }
            }
            (Control::Recipient, Value::Text(value), Value::Text(opened)) => {
                recipient_field(place, text, value, opened, &self.change(row, Value::Text))
            }
            (
                Control::Distribution(range, usual, default_name),
                Value::Distribution(value),
                Value::Distribution(opened),
            ) => {
                let field = DistributionField {
                    place,
                    text,
                    range: *range,
                    value,
                    opened,
                    default_name: *default_name,
                    off_name: None,
                    usual: usual.clone(),
                    note,
                    on_change: self.change(row, Value::Distribution),
                };
                field.view()
            }
            // A row whose control does not fit its type: a test finds it.
            _ => html! { <p class="problem">{ words::MISFIT }</p> },
        }
    }

    fn put(&self, row: &'static Row) -> impl Fn(Value) -> Edit + 'static {
        let (path, spot) = (self.path(row.name), self.at);
        move |value| Edit::Put(Put { path: path.clone(), spot, value, put: row.put, is_structural: row.is_structural })
    }

    fn change<T: 'static>(&self, row: &'static Row, value: fn(T) -> Value) -> Callback<Change<T>> {
        let put = self.put(row);
        self.editor.change(move |changed| put(value(changed)))
    }

    fn choose<T: 'static>(&self, row: &'static Row, value: impl Fn(T) -> Value + 'static) -> Callback<T> {
        let put = self.put(row);
        self.editor.choose(move |chosen| put(value(chosen)))
    }
}
