//! One of several numbers that make up a value: a small label and the number, in a row with its neighbours.

use super::change::Change;
use super::field::{FieldContext, described_by};
use super::number_input::{NumberFormat, Typed, TypedNumber};
use yew::prelude::*;

/// A number with a small label, its whole name for a screen reader, and what is wrong with it.
pub fn number_part(
    context: FieldContext,
    label: &'static str,
    name: String,
    kind: NumberFormat,
    value: f64,
    on_change: Callback<Change<f64>>,
) -> Html {
    let key = context.path.clone();
    let view = {
        let on_change = on_change.clone();
        Callback::from(move |number: TypedNumber| {
            let wrong = number.wrong.clone().or_else(|| context.wrong_number(&on_change));
            let described_by = described_by(&context.id, false, wrong.is_some());
            html! {
                <div class="number-part">
                    <label for={context.id.clone()}>{ label }</label>
                    { number.input(&context.id, Some(name.clone()), described_by, wrong.is_some(), false) }
                    { for wrong.map(|wrong| wrong.view(&context.id)) }
                </div>
            }
        })
    };
    html! { <Typed {key} {kind} {value} {on_change} {view} /> }
}
