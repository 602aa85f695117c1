//! One of several numbers that make up a value: a small label and the number, in a row with its neighbours.

use super::change::Change;
use super::field::{Wrong, described_by, use_place};
use super::number_input::{Kind, NumberInput, use_number};
use crate::text::editing;
use yew::prelude::*;

#[derive(Properties, PartialEq)]
pub struct NumberPartProps {
    /// The path of the number in the scenario.
    pub path: AttrValue,
    /// The small label.
    pub label: AttrValue,
    /// Its whole name, for a screen reader.
    pub name: AttrValue,
    /// What it may be.
    pub kind: Kind,
    /// The number.
    pub value: f64,
    /// Told of every change.
    pub on_change: Callback<Change<f64>>,
}

/// A number and what is wrong with it.
#[component]
pub fn NumberPart(props: &NumberPartProps) -> Html {
    let place = use_place(&props.path);
    let number = use_number(props.kind, props.value, props.on_change.clone());
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
    html! {
        <div class="number-part">
            <label for={place.id.clone()}>{ &props.label }</label>
            <NumberInput id={place.id.clone()} kind={props.kind} shown={number.shown.clone()} name={props.name.clone()}
                on_input={number.on_input.clone()} on_change={number.on_change.clone()} invalid={wrong.is_some()}
                described_by={described_by(&place.id, false, wrong.is_some()).map(AttrValue::from)} />
            if let Some(wrong) = wrong {
                <p class={classes!("problem", wrong.typing.then_some("typing"))} id={format!("{}-problem", place.id)}
                    key={wrong.text.to_string()}>
                    { &wrong.text }{ " " }
                    if let Some(nearest) = &wrong.nearest {
                        <button type="button" class="link" onclick={wrong.fix.reform(|_| ())}>{ editing::use_nearest(nearest) }</button>
                    }
                </p>
            }
        </div>
    }
}
