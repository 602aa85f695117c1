//! A number with its slider: the exact value is typed, the slider finds the neighbourhood, the default is a tick on it.

use super::change::Change;
use super::field::{Field, FieldContext, described_by};
use super::number_input::{NumberFormat, Typed, TypedNumber};
use super::scale::Scale;
use crate::ui::FieldText;
use crate::ui::words::editing;
use lambda_story::format;
use web_sys::HtmlInputElement;
use yew::prelude::*;

/// A number with label, slider, unit, note and what is wrong with it.
pub struct NumberField {
    /// The path that it edits, and what is wrong there.
    pub context: FieldContext,
    /// Its words.
    pub text: FieldText,
    /// What it may be.
    pub kind: NumberFormat,
    /// The value.
    pub value: f64,
    /// The value that it had when the scenario was opened.
    pub baseline: f64,
    /// What a slider covers; `None`: no slider.
    pub scale: Option<Scale>,
    /// Whether the default is marked on the slider.
    pub mark_default: bool,
    /// What follows from the value.
    pub note: Option<AttrValue>,
    /// Whether it does nothing at present.
    pub disabled: bool,
    /// Told of every change.
    pub on_change: Callback<Change<f64>>,
}

impl NumberField {
    /// A number as it is, and as it was when the scenario was opened.
    pub const fn new(
        context: FieldContext,
        text: FieldText,
        kind: NumberFormat,
        (value, baseline): (f64, f64),
        on_change: Callback<Change<f64>>,
    ) -> Self {
        Self {
            context,
            text,
            kind,
            value,
            baseline,
            scale: None,
            mark_default: true,
            note: None,
            disabled: false,
            on_change,
        }
    }

    /// Where there is a reason: doing nothing at present.
    pub fn disabled_because(mut self, reason: Option<&'static str>) -> Self {
        self.disabled = reason.is_some();
        self.note = reason.map(AttrValue::Static).or(self.note);
        self
    }

    /// The field.
    pub fn view(self) -> Html {
        let (key, kind, value, on_change) = (self.context.path.clone(), self.kind, self.value, self.on_change.clone());
        html! { <Typed {key} {kind} {value} {on_change} view={Callback::from(move |number: TypedNumber| self.typed(&number))} /> }
    }

    fn typed(&self, number: &TypedNumber) -> Html {
        let Self { context, text, kind, value, baseline, scale, mark_default, note, disabled, on_change } = self;
        let wrong = number.wrong.clone().or_else(|| context.wrong_number(on_change));
        let reset = (value != baseline).then(|| {
            let (baseline, on_change, forget) = (*baseline, on_change.clone(), number.forget.clone());
            let back = Callback::from(move |()| {
                forget.emit(());
                on_change.emit(Change::Final(baseline));
            });
            (kind.shown(baseline).into(), back)
        });
        let described_by = described_by(&context.id, note.is_some(), wrong.is_some());
        let control = number.input(&context.id, None, described_by, wrong.is_some(), *disabled);
        let slider = scale.map(|scale| slider(*text, number, scale, *value, *mark_default, *disabled, on_change));
        html! { <Field id={context.id.clone()} text={*text} {reset} {wrong} note={note.clone()} disabled={*disabled} {control}>{ for slider }</Field> }
    }
}

/// The slider itself.
pub fn slider(
    text: FieldText,
    number: &TypedNumber,
    scale: Scale,
    value: f64,
    mark_default: bool,
    disabled: bool,
    on_change: &Callback<Change<f64>>,
) -> Html {
    let (kind, last) = (number.kind, scale.last());
    let read = move |input: HtmlInputElement| scale.value(input.value_as_number());
    let on_input = {
        let (on_change, forget) = (on_change.clone(), number.forget.clone());
        Callback::from(move |event: InputEvent| {
            forget.emit(());
            on_change.emit(Change::Ongoing(read(event.target_unchecked_into())));
        })
    };
    let on_left = {
        let on_change = on_change.clone();
        Callback::from(move |event: Event| on_change.emit(Change::Final(read(event.target_unchecked_into()))))
    };
    let said = format!("{} {}", format::grouped(value * kind.shown_times), kind.unit);
    // Only where the default lies on the scale, and not at an end, where a tick says nothing.
    let share = scale.position(kind.range.default) / last;
    let tick = (mark_default && share > 0.0 && share < 1.0).then(|| format!("{:.2}%", share * 100.0));
    html! {
        <div class="slider wide">
            if let Some(x) = tick {
                <svg aria-hidden="true" preserveAspectRatio="none">
                    <line x1={x.clone()} x2={x} y1="50%" y2="50%" class="tick" />
                </svg>
            }
            <input type="range" min="0" max={last.to_string()} step="1" value={scale.position(value).to_string()}
                {disabled} aria-label={editing::slider(text)} aria-valuetext={said} oninput={on_input} onchange={on_left} />
        </div>
    }
}
