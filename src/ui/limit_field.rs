//! A limit that holds by default, is set, or is off: a checkbox beside a number.

use super::change::Change;
use super::field::{Field, Wrong, described_by, use_place};
use super::number_field::Slider;
use super::number_input::{Kind, NumberInput, use_number};
use super::scale::Scale;
use crate::text::{FieldText, editing};
use web_sys::HtmlInputElement;
use yew::prelude::*;

#[derive(Properties, PartialEq)]
pub struct LimitFieldProps {
    /// The path of the value in the scenario.
    pub path: AttrValue,
    /// Its words.
    pub text: FieldText,
    /// What the number may be.
    pub kind: Kind,
    /// The limit; none: off.
    pub value: Option<f64>,
    /// What it was when the scenario was opened.
    pub opened: Option<f64>,
    /// The number that stands in the field when the limit is switched on.
    pub suggested: f64,
    /// What the slider covers.
    pub scale: Scale,
    /// Whether the range's default is marked on the slider.
    #[prop_or_default]
    pub mark_default: bool,
    /// What follows from it.
    #[prop_or_default]
    pub note: Option<AttrValue>,
    /// Told of every change.
    pub on_change: Callback<Change<Option<f64>>>,
}

/// A switch, and its number with a slider where it is on.
#[component]
pub fn LimitField(props: &LimitFieldProps) -> Html {
    let place = use_place(&props.path);
    let kind = props.kind;
    let on_number: Callback<Change<f64>> = props.on_change.reform(|change: Change<f64>| change.map(Some));
    let number = use_number(kind, props.value.unwrap_or(props.suggested), on_number.clone());
    let wrong = number.wrong.clone().filter(|_| props.value.is_some()).or_else(|| {
        let problem = place.problem.as_ref()?;
        let (nearest, on_number) = (problem.nearest.clone(), on_number.clone());
        Some(Wrong::of(
            problem,
            Callback::from(move |()| {
                if let Some(value) = nearest.as_deref().and_then(|nearest| nearest.parse().ok()) {
                    on_number.emit(Change::Final(value));
                }
            }),
        ))
    });
    let reset = (props.value != props.opened).then(|| {
        let (opened, on_change, forget) = (props.opened, props.on_change.clone(), number.forget.clone());
        let back = Callback::from(move |()| {
            forget.emit(());
            on_change.emit(Change::Final(opened));
        });
        (opened.map_or(AttrValue::Static("off"), |opened| kind.shown(opened).into()), back)
    });
    let suggested = props.suggested;
    let on_switch = props.on_change.reform(move |event: Event| {
        let on = event.target_unchecked_into::<HtmlInputElement>().checked();
        Change::Final(on.then_some(suggested))
    });
    let number_id = format!("{}-number", place.id);
    let described_by = described_by(&place.id, props.note.is_some(), wrong.is_some()).map(AttrValue::from);
    let control = html! {
        <>
            if props.value.is_some() {
                <NumberInput id={number_id} name={props.text.label} {kind} shown={number.shown.clone()}
                    on_input={number.on_input.clone()} on_change={number.on_change.clone()} invalid={wrong.is_some()}
                    {described_by} />
            }
            <input type="checkbox" id={place.id.clone()} checked={props.value.is_some()} onchange={on_switch} />
        </>
    };
    html! {
        <Field id={place.id.clone()} text={props.text} {reset} {wrong} note={props.note.clone()} {control}>
            if let Some(value) = props.value {
                <Slider label={editing::slider(props.text)} {kind} scale={props.scale} {value} disabled=false
                    mark={props.mark_default.then_some(kind.range.default)} forget={number.forget.clone()}
                    on_change={on_number} />
            }
        </Field>
    }
}
