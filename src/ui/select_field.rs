//! One of many: a native select with its label.

use super::field::{Field, Wrong, described_by, use_place};
use crate::text::FieldText;
use web_sys::HtmlSelectElement;
use yew::prelude::*;

/// Something that can be chosen.
#[derive(Clone, Debug, PartialEq)]
pub struct Choice {
    /// Its value.
    pub value: AttrValue,
    /// How it is shown.
    pub label: AttrValue,
    /// The group it stands in.
    pub group: Option<&'static str>,
}

impl Choice {
    /// A choice outside any group.
    pub fn new(value: impl Into<AttrValue>, label: impl Into<AttrValue>) -> Self {
        Self { value: value.into(), label: label.into(), group: None }
    }

    /// A choice in a group.
    pub fn grouped(group: &'static str, value: impl Into<AttrValue>, label: impl Into<AttrValue>) -> Self {
        Self { group: Some(group), ..Self::new(value, label) }
    }
}

#[derive(Properties, PartialEq)]
pub struct SelectFieldProps {
    /// The path of the value in the scenario.
    pub path: AttrValue,
    /// Its words.
    pub text: FieldText,
    /// What can be chosen.
    pub choices: Vec<Choice>,
    /// What is chosen.
    pub value: AttrValue,
    /// What was chosen when the scenario was opened.
    pub opened: AttrValue,
    /// What follows from it.
    #[prop_or_default]
    pub note: Option<AttrValue>,
    /// Told of a choice.
    pub on_change: Callback<AttrValue>,
}

/// A select with its label.
#[component]
pub fn SelectField(props: &SelectFieldProps) -> Html {
    let place = use_place(&props.path);
    let wrong = place.problem.as_ref().map(|problem| {
        let (nearest, on_change) = (problem.nearest.clone(), props.on_change.clone());
        Wrong::of(
            problem,
            Callback::from(move |()| {
                if let Some(nearest) = &nearest {
                    on_change.emit(nearest.clone().into());
                }
            }),
        )
    });
    let reset = (props.value != props.opened).then(|| {
        let (opened, on_change) = (props.opened.clone(), props.on_change.clone());
        let label = props.choices.iter().find(|choice| choice.value == opened).map(|choice| choice.label.clone());
        (label.unwrap_or_else(|| opened.clone()), Callback::from(move |()| on_change.emit(opened.clone())))
    });
    let control = html! {
        <Select id={place.id.clone()} choices={props.choices.clone()} value={props.value.clone()}
            invalid={wrong.is_some()} on_change={props.on_change.clone()}
            described_by={described_by(&place.id, props.note.is_some(), wrong.is_some()).map(AttrValue::from)} />
    };
    html! { <Field id={place.id.clone()} text={props.text} {reset} {wrong} note={props.note.clone()} {control} /> }
}

#[derive(Properties, PartialEq)]
pub struct SelectProps {
    /// Its id.
    pub id: AttrValue,
    /// What can be chosen.
    pub choices: Vec<Choice>,
    /// What is chosen.
    pub value: AttrValue,
    /// Whether that is wrong.
    #[prop_or_default]
    pub invalid: bool,
    /// Its name, where no label of its own names it.
    #[prop_or_default]
    pub name: Option<AttrValue>,
    /// Ids of what describes it.
    #[prop_or_default]
    pub described_by: Option<AttrValue>,
    /// Told of a choice.
    pub on_change: Callback<AttrValue>,
}

/// The select itself.
#[component]
pub fn Select(props: &SelectProps) -> Html {
    let on_change = props.on_change.reform(|event: Event| event.target_unchecked_into::<HtmlSelectElement>().value().into());
    let option = |choice: &Choice| {
        let selected = choice.value == props.value;
        html! { <option value={choice.value.clone()} {selected} key={choice.value.to_string()}>{ &choice.label }</option> }
    };
    // A value that is not among the choices (an unknown runtime in a file) is shown as it is.
    let unknown = (!props.choices.iter().any(|choice| choice.value == props.value))
        .then(|| html! { <option value={props.value.clone()} selected=true>{ &props.value }</option> });
    let groups = props.choices.chunk_by(|a, b| a.group == b.group).map(|choices| match choices[0].group {
        Some(group) => html! { <optgroup label={group}>{ for choices.iter().map(option) }</optgroup> },
        None => html! { <>{ for choices.iter().map(option) }</> },
    });
    html! {
        <select id={props.id.clone()} aria-label={props.name.clone()} aria-describedby={props.described_by.clone()}
            aria-invalid={props.invalid.then_some("true")} onchange={on_change}>
            { for unknown }
            { for groups }
        </select>
    }
}
