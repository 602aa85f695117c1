//! On or off.

use super::field::{Field, Place};
use crate::text::FieldText;
use web_sys::HtmlInputElement;
use yew::prelude::*;

/// A checkbox with its label.
pub struct SwitchField {
    /// Where it stands.
    pub place: Place,
    /// Its words.
    pub text: FieldText,
    /// Whether it is on.
    pub value: bool,
    /// Whether it was when the scenario was opened.
    pub opened: bool,
    /// What follows from it.
    pub note: Option<AttrValue>,
    /// Told of a change.
    pub on_change: Callback<bool>,
}

impl SwitchField {
    /// A switch as it is, and as it was when the scenario was opened.
    pub const fn new(place: Place, text: FieldText, (value, opened): (bool, bool), on_change: Callback<bool>) -> Self {
        Self { place, text, value, opened, note: None, on_change }
    }

    /// With what follows from it.
    pub fn note(mut self, note: Option<AttrValue>) -> Self {
        self.note = note;
        self
    }

    /// The field.
    pub fn view(self) -> Html {
        let Self { place, text, value, opened, note, on_change } = self;
        let reset = (value != opened).then(|| {
            let on_change = on_change.clone();
            (AttrValue::Static(if opened { "on" } else { "off" }), Callback::from(move |()| on_change.emit(opened)))
        });
        let on_change = on_change.reform(|event: Event| event.target_unchecked_into::<HtmlInputElement>().checked());
        let control = html! { <input type="checkbox" id={place.id.clone()} checked={value} onchange={on_change} /> };
        html! { <Field id={place.id} {text} {reset} {note} {control} /> }
    }
}
