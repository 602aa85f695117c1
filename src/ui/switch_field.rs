//! On or off.

use super::field::{Field, FieldContext, Wrong, described_by};
use crate::ui::FieldText;
use web_sys::HtmlInputElement;
use yew::prelude::*;

/// A checkbox with its label.
pub struct SwitchField {
    /// The path that it edits, and what is wrong there.
    pub context: FieldContext,
    /// Its words.
    pub text: FieldText,
    /// Whether it is on.
    pub value: bool,
    /// Whether it was when the scenario was opened.
    pub baseline: bool,
    /// What follows from it.
    pub note: Option<AttrValue>,
    /// Whether it cannot be switched at present; the note says why.
    pub disabled: bool,
    /// Told of a change.
    pub on_change: Callback<bool>,
}

impl SwitchField {
    /// A switch as it is, and as it was when the scenario was opened.
    pub const fn new(
        context: FieldContext,
        text: FieldText,
        (value, baseline): (bool, bool),
        on_change: Callback<bool>,
    ) -> Self {
        Self { context, text, value, baseline, note: None, disabled: false, on_change }
    }

    /// With what follows from it.
    pub fn note(mut self, note: Option<AttrValue>) -> Self {
        self.note = note;
        self
    }

    /// Where there is a reason: not to be switched at present.
    pub fn blocked(mut self, reason: Option<&'static str>) -> Self {
        self.disabled = reason.is_some();
        self.note = reason.map(AttrValue::Static).or(self.note);
        self
    }

    /// The field.
    pub fn view(self) -> Html {
        let Self { context, text, value, baseline, note, disabled, on_change } = self;
        let wrong = context.problem.as_ref().map(|problem| Wrong::of(problem, Callback::noop()));
        let reset = (value != baseline).then(|| {
            let on_change = on_change.clone();
            (AttrValue::Static(if baseline { "on" } else { "off" }), Callback::from(move |()| on_change.emit(baseline)))
        });
        let on_change = on_change.reform(|event: Event| event.target_unchecked_into::<HtmlInputElement>().checked());
        let described_by = described_by(&context.id, note.is_some(), wrong.is_some());
        let control = html! {
            <input type="checkbox" id={context.id.clone()} checked={value} {disabled} aria-describedby={described_by}
                aria-invalid={wrong.is_some().then_some("true")} onchange={on_change} />
        };
        html! { <Field id={context.id} {text} {reset} {wrong} {note} {disabled} {control} /> }
    }
}
