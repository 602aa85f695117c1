//! A short text with its label.

use super::change::Change;
use super::field::{Field, Place, Wrong, described_by};
use crate::text::FieldText;
use web_sys::HtmlInputElement;
use yew::prelude::*;

/// A text with label and what is wrong with it.
pub struct TextField {
    /// Where it stands.
    pub place: Place,
    /// Its words.
    pub text: FieldText,
    /// The text.
    pub value: String,
    /// The text when the scenario was opened.
    pub opened: String,
    /// What stands in an empty field.
    pub placeholder: Option<&'static str>,
    /// The most characters.
    pub longest: usize,
    /// Told of every change.
    pub on_change: Callback<Change<String>>,
}

impl TextField {
    /// A text as it is, and as it was when the scenario was opened.
    pub fn new(
        place: Place,
        text: FieldText,
        (value, opened): (String, String),
        longest: usize,
        on_change: Callback<Change<String>>,
    ) -> Self {
        Self { place, text, value, opened, placeholder: None, longest, on_change }
    }

    /// With what stands in it where it is empty.
    pub const fn placeholder(mut self, placeholder: &'static str) -> Self {
        self.placeholder = Some(placeholder);
        self
    }

    /// The field.
    pub fn view(self) -> Html {
        let Self { place, text, value, opened, placeholder, longest, on_change } = self;
        let wrong = place.problem.as_ref().map(|problem| Wrong::of(problem, Callback::noop()));
        let reset = (value != opened).then(|| {
            let (shown, on_change) = (opened.clone().into(), on_change.clone());
            (shown, Callback::from(move |()| on_change.emit(Change::Final(opened.clone()))))
        });
        let described_by = described_by(&place.id, false, wrong.is_some());
        let control = html! {
            <input type="text" id={place.id.clone()} {value} maxlength={longest.to_string()} {placeholder} autocomplete="off"
                spellcheck="false" aria-invalid={wrong.is_some().then_some("true")} aria-describedby={described_by}
                oninput={on_change.reform(|event: InputEvent| Change::Ongoing(typed(event.target_unchecked_into())))}
                onchange={on_change.reform(|event: Event| Change::Final(typed(event.target_unchecked_into())))} />
        };
        html! { <Field id={place.id} {text} {reset} {wrong} {control} /> }
    }
}

fn typed(input: HtmlInputElement) -> String {
    input.value()
}
