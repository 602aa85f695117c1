//! One of many: a native select with its label.

use super::field::{Field, FieldContext, Wrong, described_by};
use crate::ui::FieldText;
use web_sys::HtmlSelectElement;
use yew::prelude::*;

/// Something that can be chosen.
#[derive(Clone, Debug, PartialEq)]
pub struct Choice {
    /// Its value.
    pub value: AttrValue,
    /// How it is shown.
    pub label: AttrValue,
    /// The group it is listed in.
    pub group: Option<&'static str>,
}

impl Choice {
    /// A choice outside any group.
    pub fn new(value: impl Into<AttrValue>, label: impl Into<AttrValue>) -> Self {
        Self { value: value.into(), label: label.into(), group: None }
    }

    /// A choice that is shown as its value.
    pub fn plain(value: impl Into<AttrValue>) -> Self {
        let value = value.into();
        Self { label: value.clone(), value, group: None }
    }

    /// A choice in a group.
    pub fn grouped(group: &'static str, value: impl Into<AttrValue>, label: impl Into<AttrValue>) -> Self {
        Self { group: Some(group), ..Self::new(value, label) }
    }
}

/// A select with its label.
pub struct SelectField {
    /// The path that it edits, and what is wrong there.
    pub context: FieldContext,
    /// Its words.
    pub text: FieldText,
    /// What can be chosen.
    pub choices: Vec<Choice>,
    /// What is chosen.
    pub value: AttrValue,
    /// What was chosen when the scenario was opened.
    pub baseline: AttrValue,
    /// What follows from it.
    pub note: Option<AttrValue>,
    /// Told of a choice.
    pub on_change: Callback<AttrValue>,
}

impl SelectField {
    /// A choice as it is, and as it was when the scenario was opened.
    pub fn new<T: Into<AttrValue>>(
        context: FieldContext,
        text: FieldText,
        choices: Vec<Choice>,
        (value, baseline): (T, T),
        on_change: Callback<AttrValue>,
    ) -> Self {
        Self { context, text, choices, value: value.into(), baseline: baseline.into(), note: None, on_change }
    }

    /// With what follows from it.
    pub fn note(mut self, note: Option<AttrValue>) -> Self {
        self.note = note;
        self
    }

    /// The field.
    pub fn view(self) -> Html {
        let Self { context, text, choices, value, baseline, note, on_change } = self;
        let wrong = context.problem.as_ref().map(|problem| {
            let nearest = problem.nearest.clone().map(AttrValue::from);
            Wrong::of(problem, nearest.map_or_else(Callback::noop, |nearest| choosing(&on_change, nearest)))
        });
        let reset = (value != baseline).then(|| {
            let label = choices.iter().find(|choice| choice.value == baseline).map(|choice| choice.label.clone());
            (label.unwrap_or_else(|| baseline.clone()), choosing(&on_change, baseline))
        });
        let described_by = described_by(&context.id, note.is_some(), wrong.is_some());
        let control = select(&context.id, None, &choices, &value, described_by, wrong.is_some(), &on_change);
        html! { <Field id={context.id} {text} {reset} {wrong} {note} {control} /> }
    }
}

/// Chooses a value.
pub fn choosing(on_change: &Callback<AttrValue>, value: AttrValue) -> Callback<()> {
    let on_change = on_change.clone();
    Callback::from(move |()| on_change.emit(value.clone()))
}

/// A select with its name next to it, for what is chosen in a view and not in the scenario.
pub fn named_select(
    id: &AttrValue,
    name: &'static str,
    choices: &[Choice],
    chosen: &str,
    on_change: &Callback<AttrValue>,
) -> Html {
    html! {
        <span class="named">
            <span aria-hidden="true">{ name }</span>
            { select(id, Some(name.to_owned()), choices, chosen, None, false, on_change) }
        </span>
    }
}

/// The select itself; `name` where no label names it.
pub fn select(
    id: &AttrValue,
    name: Option<String>,
    choices: &[Choice],
    chosen: &str,
    described_by: Option<String>,
    invalid: bool,
    on_change: &Callback<AttrValue>,
) -> Html {
    let on_change = on_change.reform(|event: Event| event.target_unchecked_into::<HtmlSelectElement>().value().into());
    let option = |choice: &Choice| {
        let selected = choice.value == chosen;
        html! { <option value={choice.value.clone()} {selected} key={choice.value.to_string()}>{ &choice.label }</option> }
    };
    // A value that is not among the choices (an unknown runtime in a file) is shown as it is.
    let unknown = (!choices.iter().any(|choice| choice.value == chosen))
        .then(|| html! { <option value={chosen.to_owned()} selected=true>{ chosen }</option> });
    let groups = choices.chunk_by(|a, b| a.group == b.group).map(|choices| {
        let options: Html = choices.iter().map(option).collect();
        match choices[0].group {
            Some(group) => html! { <optgroup label={group}>{ options }</optgroup> },
            None => options,
        }
    });
    html! {
        <select id={id.clone()} aria-label={name} aria-describedby={described_by} aria-invalid={invalid.then_some("true")}
            onchange={on_change}>
            { for unknown }
            { for groups }
        </select>
    }
}
