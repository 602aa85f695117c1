//! A short text with its label.

use super::change::Change;
use super::field::{Field, Wrong, described_by, use_place};
use crate::text::FieldText;
use web_sys::HtmlInputElement;
use yew::prelude::*;

#[derive(Properties, PartialEq)]
pub struct TextFieldProps {
    /// The path of the value in the scenario.
    pub path: AttrValue,
    /// Its words.
    pub text: FieldText,
    /// The text.
    pub value: AttrValue,
    /// The text when the scenario was opened.
    pub opened: AttrValue,
    /// What stands in an empty field.
    #[prop_or_default]
    pub placeholder: Option<AttrValue>,
    /// The most characters.
    pub longest: usize,
    /// Told of every change.
    pub on_change: Callback<Change<String>>,
}

/// A text with label and what is wrong with it.
#[component]
pub fn TextField(props: &TextFieldProps) -> Html {
    let place = use_place(&props.path);
    let wrong = place.problem.as_ref().map(|problem| Wrong::of(problem, Callback::noop()));
    let reset = (props.value != props.opened).then(|| {
        let (opened, on_change) = (props.opened.clone(), props.on_change.clone());
        (opened.clone(), Callback::from(move |()| on_change.emit(Change::Final(opened.to_string()))))
    });
    let control = html! {
        <input type="text" id={place.id.clone()} value={props.value.clone()} maxlength={props.longest.to_string()}
            placeholder={props.placeholder.clone()} autocomplete="off" spellcheck="false"
            aria-invalid={wrong.is_some().then_some("true")}
            aria-describedby={described_by(&place.id, false, wrong.is_some())}
            oninput={props.on_change.reform(|event: InputEvent| Change::Ongoing(typed(event.target_unchecked_into())))}
            onchange={props.on_change.reform(|event: Event| Change::Final(typed(event.target_unchecked_into())))} />
    };
    html! { <Field id={place.id.clone()} text={props.text} {reset} {wrong} {control} /> }
}

fn typed(input: HtmlInputElement) -> String {
    input.value()
}
