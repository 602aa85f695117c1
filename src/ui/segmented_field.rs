//! One of a few, all in sight: radio buttons drawn as a segmented control.

use super::field::{Field, use_place};
use crate::text::FieldText;
use yew::prelude::*;

#[derive(Properties, PartialEq)]
pub struct SegmentedFieldProps {
    /// The path of the value in the scenario.
    pub path: AttrValue,
    /// Its words.
    pub text: FieldText,
    /// What can be chosen: value and label.
    pub choices: Vec<(AttrValue, AttrValue)>,
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

/// A segmented control with its label.
#[component]
pub fn SegmentedField(props: &SegmentedFieldProps) -> Html {
    let place = use_place(&props.path);
    let reset = (props.value != props.opened).then(|| {
        let (opened, on_change) = (props.opened.clone(), props.on_change.clone());
        (opened.clone(), Callback::from(move |()| on_change.emit(opened.clone())))
    });
    let choices = props.choices.iter().enumerate().map(|(index, (value, label))| {
        let chosen = *value == props.value;
        let on_change = {
            let (value, on_change) = (value.clone(), props.on_change.clone());
            Callback::from(move |_: Event| on_change.emit(value.clone()))
        };
        // The field's label names the first; each is named by its own as well.
        let id = (index == 0).then(|| place.id.clone());
        html! {
            <label key={value.to_string()}>
                <input type="radio" {id} name={format!("{}-choice", place.id)} value={value.clone()} checked={chosen}
                    aria-label={label.clone()} onchange={on_change} />
                { label }
            </label>
        }
    });
    html! {
        <Field id={place.id.clone()} text={props.text} {reset} note={props.note.clone()}>
            <div class="segmented wide" role="radiogroup" aria-label={props.text.label}>{ for choices }</div>
        </Field>
    }
}
