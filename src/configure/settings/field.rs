//! The field of a row: which of the page's controls shows it, and what the control reports.

use super::{Control, ElementEditor, Setting};
use crate::state::edit::Value;
use crate::text::settings as words;
use crate::ui::destination_field::destination_field;
use crate::ui::distribution_field::DistributionField;
use crate::ui::field::FieldContext;
use crate::ui::limit_field::LimitField;
use crate::ui::number_field::NumberField;
use crate::ui::segmented_field::segmented_field;
use crate::ui::select_field::{Choice, SelectField};
use crate::ui::switch_field::SwitchField;
use crate::ui::text_field::TextField;
use yew::prelude::*;

/// More choices than this are a list to pull down.
const MAX_SEGMENTS: usize = 3;

impl ElementEditor<'_> {
    /// A setting's field, with its value now and when the scenario was opened.
    pub(super) fn field(&self, row: &'static Setting, value: Value, baseline: Option<Value>) -> Html {
        match &row.control {
            Control::Depends(range, control) => {
                self.controlled(row, &control(self.scenario, self.at, *range), value, baseline)
            }
            control => self.controlled(row, control, value, baseline),
        }
    }

    fn controlled(&self, row: &'static Setting, control: &Control, value: Value, baseline: Option<Value>) -> Html {
        // An element of another kind has no counterpart: nothing of it is a change.
        let baseline = baseline.unwrap_or_else(|| value.clone());
        let (context, text, note) = (self.context(row), row.text, self.note(row));
        let blocked = row.blocked.and_then(|blocked| blocked(self.scenario, self.at));
        match (control, value, baseline) {
            (Control::Switch, Value::Flag(value), Value::Flag(baseline)) => {
                let on_change = self.choose(row, Value::Flag);
                let field = SwitchField::new(context, text, (value, baseline), on_change);
                // What is on can always be switched off.
                field.note(note).blocked(blocked.filter(|_| !value)).view()
            }
            (Control::Number(number), Value::Number(Some(value)), Value::Number(baseline)) => {
                let on_change = self.change(row, |number| Value::Number(Some(number)));
                let values = (value, baseline.unwrap_or(value));
                let mut field = NumberField::new(context, text, number.format, values, on_change);
                (field.scale, field.mark_default, field.note) = (number.scale, number.marks_default, note);
                field.disabled_because(blocked).view()
            }
            (Control::Limit(number, when_on), Value::Number(value), Value::Number(baseline)) => {
                let on_change = self.change(row, Value::Number);
                let values = (value, baseline);
                let mut field = LimitField::new(context, text, number.format, values, *when_on, on_change);
                (field.scale, field.mark_default, field.note) = (number.scale, number.marks_default, note);
                field.view()
            }
            (Control::OneOf(names), Value::Choice(value), Value::Choice(baseline)) => {
                let names = *names;
                let on_change = self.choose(row, move |name: AttrValue| {
                    Value::Choice(names.iter().find(|other| **other == name).copied().unwrap_or_default())
                });
                if names.len() <= MAX_SEGMENTS {
                    segmented_field(context, text, names, (value, baseline), &on_change)
                } else {
                    let choices = names.iter().map(|name| Choice::plain(*name)).collect();
                    SelectField::new(context, text, choices, (value, baseline), on_change).note(note).view()
                }
            }
            (Control::Named(choices), Value::Text(value), Value::Text(baseline)) => {
                let (value, baseline) = (value.unwrap_or_default(), baseline.unwrap_or_default());
                let mut choices = choices(self.scenario, self.at);
                // What can be brought back can be chosen, whether or not it is offered otherwise.
                if row.restore.is_some() && !choices.iter().any(|choice| choice.value == baseline) {
                    choices.push(Choice::plain(baseline.clone()));
                }
                let on_change =
                    self.choose(row, |name: AttrValue| Value::Text((!name.is_empty()).then(|| name.to_string())));
                SelectField::new(context, text, choices, (value, baseline), on_change).note(note).view()
            }
            (Control::Text { max_length, placeholder }, Value::Text(value), Value::Text(baseline)) => {
                let on_change = self.change(row, |text| Value::Text(Some(text)));
                let values = (value.unwrap_or_default(), baseline.unwrap_or_default());
                let mut field = TextField::new(context, text, values, *max_length, on_change);
                field.placeholder = *placeholder;
                html! {
                    <>
                        { field.view() }
                        if let Some(note) = note {
                            <p class="note">{ note }</p>
                        }
                    </>
                }
            }
            (Control::Destination, Value::Text(value), Value::Text(baseline)) => {
                destination_field(context, text, value, baseline, &self.change(row, Value::Text))
            }
            (
                Control::Distribution { range, usual, default_name, off_name },
                Value::Distribution(value),
                Value::Distribution(baseline),
            ) => {
                let field = DistributionField {
                    context,
                    text,
                    range: *range,
                    value,
                    baseline,
                    default_name: *default_name,
                    off_name: *off_name,
                    usual: usual.clone(),
                    note,
                    on_change: self.change(row, Value::Distribution),
                };
                field.view()
            }
            // A row whose control does not fit its type: a test finds it.
            _ => html! { <p class="problem">{ words::CANNOT_BE_SHOWN }</p> },
        }
    }

    fn context(&self, row: &Setting) -> FieldContext {
        let mut context = self.editor.at(&self.path(row.name));
        if let (None, Some(other)) = (&context.problem, row.also_wrong) {
            context.problem = self.editor.at(&self.path(other)).problem;
        }
        context
    }

    fn note(&self, row: &Setting) -> Option<AttrValue> {
        row.note.and_then(|note| note(self.scenario, self.at)).map(AttrValue::from)
    }
}
