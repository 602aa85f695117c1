//! A number with its slider: the exact value is typed, the slider finds the neighbourhood, the default is a tick on it.

use super::change::Change;
use super::field::{Field, Wrong, described_by, use_place};
use super::format;
use super::number_input::{Kind, NumberInput, use_number};
use super::scale::Scale;
use crate::text::{FieldText, editing};
use web_sys::HtmlInputElement;
use yew::prelude::*;

#[derive(Properties, PartialEq)]
pub struct NumberFieldProps {
    /// The path of the value in the scenario.
    pub path: AttrValue,
    /// Its words.
    pub text: FieldText,
    /// What it may be.
    pub kind: Kind,
    /// The value.
    pub value: f64,
    /// The value that it had when the scenario was opened.
    pub opened: f64,
    /// What a slider covers; none: no slider.
    #[prop_or_default]
    pub scale: Option<Scale>,
    /// Whether the default is marked on the slider.
    #[prop_or(true)]
    pub mark_default: bool,
    /// What follows from the value.
    #[prop_or_default]
    pub note: Option<AttrValue>,
    /// Why it does nothing at present.
    #[prop_or_default]
    pub disabled_because: Option<AttrValue>,
    /// Told of every change.
    pub on_change: Callback<Change<f64>>,
}

/// A number with label, slider, unit, note and what is wrong with it.
#[component]
pub fn NumberField(props: &NumberFieldProps) -> Html {
    let place = use_place(&props.path);
    let number = use_number(props.kind, props.value, props.on_change.clone());
    let kind = props.kind;
    let wrong = number.wrong.clone().or_else(|| {
        let problem = place.problem.as_ref()?;
        let (nearest, on_change) = (problem.nearest.clone(), props.on_change.clone());
        Some(Wrong::of(
            problem,
            Callback::from(move |()| {
                if let Some(value) = nearest.as_deref().and_then(|nearest| nearest.parse().ok()) {
                    on_change.emit(Change::Final(value));
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
        (AttrValue::from(kind.shown(opened)), back)
    });
    let disabled = props.disabled_because.is_some();
    let note = props.disabled_because.clone().or_else(|| props.note.clone());
    let described_by = described_by(&place.id, note.is_some(), wrong.is_some()).map(AttrValue::from);
    let control = html! {
        <NumberInput id={place.id.clone()} {kind} shown={number.shown.clone()} on_input={number.on_input.clone()}
            on_change={number.on_change.clone()} invalid={wrong.is_some()} {described_by} {disabled} />
    };
    html! {
        <Field id={place.id.clone()} text={props.text} {reset} {wrong} {note} {disabled} {control}>
            if let Some(scale) = props.scale {
                <Slider label={editing::slider(props.text)} {kind} {scale} value={props.value} {disabled}
                    mark={props.mark_default.then_some(kind.range.default)} forget={number.forget.clone()}
                    on_change={props.on_change.clone()} />
            }
        </Field>
    }
}

#[derive(Properties, PartialEq)]
pub struct SliderProps {
    /// Its name.
    pub label: String,
    /// How a value is read out.
    pub kind: Kind,
    /// What it covers.
    pub scale: Scale,
    /// The value.
    pub value: f64,
    /// A value to be marked on it.
    pub mark: Option<f64>,
    /// Whether it does nothing at present.
    pub disabled: bool,
    /// Forgets what is being typed into the input beside it.
    pub forget: Callback<()>,
    /// Told of every change.
    pub on_change: Callback<Change<f64>>,
}

/// The slider itself.
#[component]
pub fn Slider(props: &SliderProps) -> Html {
    let SliderProps { kind, scale, value, mark, .. } = *props;
    let last = scale.last();
    let read = move |input: HtmlInputElement| scale.value(input.value_as_number());
    let on_input = {
        let (on_change, forget) = (props.on_change.clone(), props.forget.clone());
        Callback::from(move |event: InputEvent| {
            forget.emit(());
            on_change.emit(Change::Ongoing(read(event.target_unchecked_into())));
        })
    };
    let on_left =
        props.on_change.reform(move |event: Event| Change::Final(read(event.target_unchecked_into())));
    let said = format!("{} {}", format::grouped(value * kind.shown_times), kind.unit);
    // Only where the default lies on the scale, and not at an end, where a tick says nothing.
    let tick = mark.map(|mark| scale.position(mark) / last).filter(|share| *share > 0.0 && *share < 1.0);
    html! {
        <div class="slider wide">
            if let Some(share) = tick {
                <svg aria-hidden="true" preserveAspectRatio="none">
                    <line x1={percent(share)} x2={percent(share)} y1="50%" y2="50%" class="tick" />
                </svg>
            }
            <input type="range" min="0" max={last.to_string()} step="1" value={scale.position(value).to_string()}
                disabled={props.disabled} aria-label={props.label.clone()} aria-valuetext={said}
                oninput={on_input} onchange={on_left} />
        </div>
    }
}

fn percent(share: f64) -> String {
    format!("{:.2}%", share * 100.0)
}
