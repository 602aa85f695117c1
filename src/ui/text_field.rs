//! A short text with its label.

use super::change::Change;
use super::field::{Field, FieldContext, Wrong, described_by};
use crate::ui::FieldText;
use web_sys::HtmlInputElement;
use yew::prelude::*;

/// A text with label and what is wrong with it.
pub struct TextField {
    /// The path that it edits, and what is wrong there.
    pub context: FieldContext,
    /// Its words.
    pub text: FieldText,
    /// The text.
    pub value: String,
    /// The text when the scenario was opened.
    pub baseline: String,
    /// What an empty field shows.
    pub placeholder: Option<&'static str>,
    /// The most characters.
    pub longest: usize,
    /// Told of every change.
    pub on_change: Callback<Change<String>>,
}

impl TextField {
    /// A text as it is, and as it was when the scenario was opened.
    pub fn new(
        context: FieldContext,
        text: FieldText,
        (value, baseline): (String, String),
        longest: usize,
        on_change: Callback<Change<String>>,
    ) -> Self {
        Self { context, text, value, baseline, placeholder: None, longest, on_change }
    }

    /// The field.
    pub fn view(self) -> Html {
        let Self { context, text, value, baseline, placeholder, longest, on_change } = self;
        let wrong = context.problem.as_ref().map(|problem| Wrong::of(problem, Callback::noop()));
        let reset = (value != baseline).then(|| {
            let (shown, on_change) = (baseline.clone().into(), on_change.clone());
            (shown, Callback::from(move |()| on_change.emit(Change::Final(baseline.clone()))))
        });
        let described_by = described_by(&context.id, false, wrong.is_some());
        let control = html! {
            <input type="text" id={context.id.clone()} {value} maxlength={longest.to_string()} {placeholder} autocomplete="off"
                spellcheck="false" aria-invalid={wrong.is_some().then_some("true")} aria-describedby={described_by}
                oninput={on_change.reform(|event: InputEvent| Change::Ongoing(typed(event.target_unchecked_into())))}
                onchange={on_change.reform(|event: Event| Change::Final(typed(event.target_unchecked_into())))} />
        };
        html! { <Field id={context.id} {text} {reset} {wrong} {control} /> }
    }
}

fn typed(input: HtmlInputElement) -> String {
    input.value()
}
