//! A limit that holds by default, is set, or is off: a checkbox next to a number.

use super::change::Change;
use super::field::{Field, FieldContext, described_by};
use super::number_field::slider;
use super::number_input::{NumberFormat, Typed, TypedNumber};
use super::scale::Scale;
use crate::ui::FieldText;
use web_sys::HtmlInputElement;
use yew::prelude::*;

/// A switch, and its number with a slider where it is on.
pub struct LimitField {
    /// The path that it edits, and what is wrong there.
    pub context: FieldContext,
    /// Its words.
    pub text: FieldText,
    /// What the number may be.
    pub kind: NumberFormat,
    /// The limit; `None`: off.
    pub value: Option<f64>,
    /// What it was when the scenario was opened.
    pub baseline: Option<f64>,
    /// The number in the field when the limit is switched on.
    pub suggested: f64,
    /// What a slider covers; `None`: there is no slider.
    pub scale: Option<Scale>,
    /// Whether the range's default is marked on the slider.
    pub mark_default: bool,
    /// What follows from it.
    pub note: Option<AttrValue>,
    /// Told of every change.
    pub on_change: Callback<Change<Option<f64>>>,
}

impl LimitField {
    /// A limit as it is, and as it was when the scenario was opened.
    pub const fn new(
        context: FieldContext,
        text: FieldText,
        kind: NumberFormat,
        (value, baseline): (Option<f64>, Option<f64>),
        suggested: f64,
        on_change: Callback<Change<Option<f64>>>,
    ) -> Self {
        Self {
            context,
            text,
            kind,
            value,
            baseline,
            suggested,
            scale: None,
            mark_default: false,
            note: None,
            on_change,
        }
    }

    /// The field.
    pub fn view(self) -> Html {
        let (key, kind, value) = (self.context.path.clone(), self.kind, self.value.unwrap_or(self.suggested));
        let on_number: Callback<Change<f64>> = self.on_change.reform(|change: Change<f64>| change.map(Some));
        let on_change = on_number.clone();
        let view = Callback::from(move |number: TypedNumber| self.typed(&number, &on_number));
        html! { <Typed {key} {kind} {value} {on_change} {view} /> }
    }

    fn typed(&self, number: &TypedNumber, on_number: &Callback<Change<f64>>) -> Html {
        let Self { context, text, kind, value, baseline, suggested, scale, mark_default, note, on_change } = self;
        let is_on = value.is_some();
        let wrong = number.wrong.clone().filter(|_| is_on).or_else(|| context.wrong_number(on_number));
        let reset = (value != baseline).then(|| {
            let (baseline, on_change, forget) = (*baseline, on_change.clone(), number.forget.clone());
            let back = Callback::from(move |()| {
                forget.emit(());
                on_change.emit(Change::Final(baseline));
            });
            (baseline.map_or(AttrValue::Static("off"), |baseline| kind.shown(baseline).into()), back)
        });
        let on_switch = {
            let (suggested, on_change) = (*suggested, on_change.clone());
            Callback::from(move |event: Event| {
                let on = event.target_unchecked_into::<HtmlInputElement>().checked();
                on_change.emit(Change::Final(on.then_some(suggested)));
            })
        };
        let described_by = described_by(&context.id, note.is_some(), wrong.is_some());
        let input = is_on.then(|| {
            number.input(
                &format!("{}-number", context.id),
                Some(text.label.to_owned()),
                described_by,
                wrong.is_some(),
                false,
            )
        });
        let control = html! {
            <>
                { for input }
                <input type="checkbox" id={context.id.clone()} checked={is_on} onchange={on_switch} />
            </>
        };
        let slider = value
            .zip(*scale)
            .map(|(value, scale)| slider(*text, number, scale, value, *mark_default, false, on_number));
        html! { <Field id={context.id.clone()} text={*text} {reset} {wrong} note={note.clone()} {control}>{ for slider }</Field> }
    }
}
