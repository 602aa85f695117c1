//! One of a few, all in sight: radio buttons drawn as a segmented control.

use super::field::{Field, FieldContext};
use super::select_field::choosing;
use crate::ui::FieldText;
use yew::prelude::*;

/// A segmented control with its label: what can be chosen, what is, and what was when the scenario was opened.
pub fn segmented_field(
    context: FieldContext,
    text: FieldText,
    choices: &[&'static str],
    (value, baseline): (&'static str, &'static str),
    on_change: &Callback<AttrValue>,
) -> Html {
    let id = context.id;
    let reset = (value != baseline).then(|| (baseline.into(), choosing(on_change, baseline.into())));
    let inputs = choices.iter().enumerate().map(|(index, &choice)| {
        let choose = choosing(on_change, choice.into()).reform(|_: Event| ());
        // The field's label names the first; each is named by its own as well.
        html! {
            <label key={choice}>
                <input type="radio" id={(index == 0).then(|| id.clone())} name={format!("{id}-choice")} value={choice}
                    checked={choice == value} aria-label={choice} onchange={choose} />
                { choice }
            </label>
        }
    });
    let inputs = html! { <div class="segmented wide" role="radiogroup" aria-label={text.label}>{ for inputs }</div> };
    html! { <Field id={id.clone()} {text} {reset}>{ inputs }</Field> }
}
