//! On or off.

use super::field::{Field, use_place};
use crate::text::FieldText;
use web_sys::HtmlInputElement;
use yew::prelude::*;

#[derive(Properties, PartialEq)]
pub struct SwitchFieldProps {
    /// The path of the value in the scenario.
    pub path: AttrValue,
    /// Its words.
    pub text: FieldText,
    /// Whether it is on.
    pub value: bool,
    /// Whether it was when the scenario was opened.
    pub opened: bool,
    /// What follows from it.
    #[prop_or_default]
    pub note: Option<AttrValue>,
    /// Told of a change.
    pub on_change: Callback<bool>,
}

/// A checkbox with its label.
#[component]
pub fn SwitchField(props: &SwitchFieldProps) -> Html {
    let place = use_place(&props.path);
    let reset = (props.value != props.opened).then(|| {
        let (opened, on_change) = (props.opened, props.on_change.clone());
        (on_off(opened), Callback::from(move |()| on_change.emit(opened)))
    });
    let on_change = props.on_change.reform(|event: Event| event.target_unchecked_into::<HtmlInputElement>().checked());
    let control = html! {
        <input type="checkbox" id={place.id.clone()} checked={props.value} onchange={on_change} />
    };
    html! { <Field id={place.id.clone()} text={props.text} {reset} note={props.note.clone()} {control} /> }
}

/// The two states, as a reset names them.
pub fn on_off(on: bool) -> AttrValue {
    AttrValue::Static(if on { "on" } else { "off" })
}
