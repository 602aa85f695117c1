//! A queue, topic or bus that takes what failed: there or not, and its name where it matters.

use super::change::Change;
use super::field::{Field, FieldContext, Wrong, described_by};
use crate::ui::FieldText;
use crate::ui::words;
use lambda_sim::scenario::ranges;
use web_sys::HtmlInputElement;
use yew::prelude::*;

/// A checkbox, and a name below it while it is checked. None: there is none; an empty name: it has none.
pub fn destination_field(
    context: FieldContext,
    text: FieldText,
    value: Option<String>,
    baseline: Option<String>,
    on_change: &Callback<Change<Option<String>>>,
) -> Html {
    let wrong = context.problem.as_ref().map(|problem| Wrong::of(problem, Callback::noop()));
    let reset = (value != baseline).then(|| {
        let shown = match &baseline {
            None => "off".to_owned(),
            Some(name) if name.is_empty() => "on".to_owned(),
            Some(name) => name.clone(),
        };
        (shown.into(), on_change.reform(move |()| Change::Final(baseline.clone())))
    });
    let on_switch = on_change.reform(|event: Event| {
        let is_on = event.target_unchecked_into::<HtmlInputElement>().checked();
        Change::Final(is_on.then(String::new))
    });
    let described_by = described_by(&context.id, false, wrong.is_some());
    let control =
        html! { <input type="checkbox" id={context.id.clone()} checked={value.is_some()} onchange={on_switch} /> };
    let name = value.map(|name| {
        let label = format!("{}: {}", text.label, words::RECIPIENT_NAME);
        let on_left =
            on_change.reform(|event: Event| Change::Final(Some(event.target_unchecked_into::<HtmlInputElement>().value())));
        html! {
            <div class="wide">
                <input type="text" value={name} maxlength={ranges::MAX_NAME.to_string()} placeholder={words::NO_NAME}
                    autocomplete="off" spellcheck="false" aria-label={label} aria-invalid={wrong.is_some().then_some("true")}
                    aria-describedby={described_by} onchange={on_left} />
            </div>
        }
    });
    html! { <Field id={context.id} {text} {reset} {wrong} {control}>{ for name }</Field> }
}
