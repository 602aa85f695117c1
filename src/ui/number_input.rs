//! A number that is typed: what is being typed stays as it is until it is a value, and a value out of range never leaves.
//!
//! [`use_number`] holds the draft; it is forgotten as soon as the value changes from elsewhere (undo, reset, a file).

use super::change::Change;
use super::field::Wrong;
use super::format;
use crate::text::editing;
use lambda_sim::scenario::limits::Range;
use web_sys::HtmlInputElement;
use yew::prelude::*;

/// How a number is shown and what it may be.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Kind {
    /// What is allowed.
    pub range: Range,
    /// Whether only whole numbers are.
    pub whole: bool,
    /// What a value is multiplied by to be shown: 100 for a share shown in per cent.
    pub shown_times: f64,
    /// The unit, as shown.
    pub unit: &'static str,
}

impl Kind {
    /// A whole number.
    pub const fn whole(range: Range) -> Self {
        Self { range, whole: true, shown_times: 1.0, unit: range.unit }
    }

    /// Any number.
    pub const fn real(range: Range) -> Self {
        Self { range, whole: false, shown_times: 1.0, unit: range.unit }
    }

    /// A share, shown in per cent.
    pub const fn percent(range: Range) -> Self {
        Self { range, whole: false, shown_times: 100.0, unit: "%" }
    }

    /// A value as it stands in the input.
    pub fn shown(&self, value: f64) -> String {
        format::plain(value * self.shown_times)
    }

    /// What was typed, as a value; else why it is none, with the nearest value.
    pub fn read(&self, typed: &str) -> Result<f64, Misfit> {
        let range = self.range;
        let parsed: Option<f64> = typed.trim().replace(',', "").parse().ok().filter(|number: &f64| number.is_finite());
        let allowed = || {
            let bound = |value: f64| format::grouped(value * self.shown_times);
            editing::allowed(self.whole, &bound(range.min), &bound(range.max), self.unit)
        };
        let Some(value) = parsed.map(|number| number / self.shown_times) else {
            return Err(Misfit { text: editing::out_of_range(typed, &allowed()), nearest: None });
        };
        let nearest = if self.whole { value.round() } else { value }.clamp(range.min, range.max);
        if nearest == value {
            Ok(value)
        } else {
            Err(Misfit { text: editing::out_of_range(typed, &allowed()), nearest: Some(nearest) })
        }
    }
}

/// Why what was typed is no value.
#[derive(Clone, Debug, PartialEq)]
pub struct Misfit {
    /// What is wrong and what is allowed.
    pub text: String,
    /// The nearest value.
    pub nearest: Option<f64>,
}

/// What is being typed.
#[derive(Clone, PartialEq)]
struct Draft {
    typed: AttrValue,
    /// The value before it: another one now has come from elsewhere.
    before: f64,
    parsed: Result<f64, Misfit>,
    left: bool,
}

/// A number being edited: what its input shows, and what happens to it.
pub struct Number {
    /// What the input shows.
    pub shown: AttrValue,
    /// What is wrong with it.
    pub wrong: Option<Wrong>,
    /// For the input's `oninput`.
    pub on_input: Callback<InputEvent>,
    /// For the input's `onchange`.
    pub on_change: Callback<Event>,
    /// Forgets what is being typed.
    pub forget: Callback<()>,
}

/// Lets `value` be typed.
#[hook]
pub fn use_number(kind: Kind, value: f64, on_change: Callback<Change<f64>>) -> Number {
    let draft = use_state(|| None::<Draft>);
    let current =
        (*draft).clone().filter(|draft| draft.before == value || draft.parsed.as_ref().is_ok_and(|parsed| *parsed == value));
    let forget = {
        let draft = draft.clone();
        Callback::from(move |()| draft.set(None))
    };
    let on_input = {
        let (draft, on_change) = (draft.clone(), on_change.clone());
        Callback::from(move |event: InputEvent| {
            let typed = event.target_unchecked_into::<HtmlInputElement>().value();
            let parsed = kind.read(&typed);
            if let Ok(parsed) = &parsed {
                on_change.emit(Change::Ongoing(*parsed));
            }
            draft.set(Some(Draft { typed: typed.into(), before: value, parsed, left: false }));
        })
    };
    let on_left = {
        let (draft, on_change) = (draft.clone(), on_change.clone());
        Callback::from(move |event: Event| {
            let typed = event.target_unchecked_into::<HtmlInputElement>().value();
            let parsed = kind.read(&typed);
            match &parsed {
                Ok(parsed) => {
                    on_change.emit(Change::Final(*parsed));
                    draft.set(None);
                }
                Err(_) => draft.set(Some(Draft { typed: typed.into(), before: value, parsed, left: true })),
            }
        })
    };
    let wrong = current.as_ref().and_then(|current| {
        let misfit = current.parsed.as_ref().err()?;
        let (nearest, forget, on_change) = (misfit.nearest, forget.clone(), on_change.clone());
        Some(Wrong {
            text: misfit.text.clone().into(),
            nearest: nearest.map(|nearest| kind.shown(nearest).into()),
            fix: Callback::from(move |()| {
                if let Some(nearest) = nearest {
                    on_change.emit(Change::Final(nearest));
                }
                forget.emit(());
            }),
            typing: !current.left,
        })
    });
    let shown = current.map_or_else(|| kind.shown(value).into(), |current| current.typed);
    Number { shown, wrong, on_input, on_change: on_left, forget }
}

#[derive(Properties, PartialEq)]
pub struct NumberInputProps {
    /// Its id.
    pub id: AttrValue,
    /// What it may be.
    pub kind: Kind,
    /// What is typed, and what happens to it.
    pub shown: AttrValue,
    /// For its `oninput`.
    pub on_input: Callback<InputEvent>,
    /// For its `onchange`.
    pub on_change: Callback<Event>,
    /// Whether what it shows is wrong.
    #[prop_or_default]
    pub invalid: bool,
    /// Its name, where no label of its own names it.
    #[prop_or_default]
    pub name: Option<AttrValue>,
    /// Ids of what describes it.
    #[prop_or_default]
    pub described_by: Option<AttrValue>,
    /// Whether it does nothing at present.
    #[prop_or_default]
    pub disabled: bool,
}

/// The input itself.
#[component]
pub fn NumberInput(props: &NumberInputProps) -> Html {
    let Kind { range, shown_times, unit, .. } = props.kind;
    html! {
        <>
            <input type="number" id={props.id.clone()} value={props.shown.clone()} disabled={props.disabled}
                min={format::plain(range.min * shown_times)} max={format::plain(range.max * shown_times)}
                step="any" inputmode="decimal" autocomplete="off"
                aria-label={props.name.clone()} aria-describedby={props.described_by.clone()}
                aria-invalid={props.invalid.then_some("true")}
                oninput={props.on_input.clone()} onchange={props.on_change.clone()} />
            if !unit.is_empty() {
                <span class="unit">{ unit }</span>
            }
        </>
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use lambda_sim::scenario::limits;

    #[test]
    fn what_is_typed_is_a_value_or_says_what_is() {
        let memory = Kind::whole(limits::MEMORY_MB);
        assert_eq!(memory.read("512"), Ok(512.0));
        assert_eq!(memory.read(" 1,024 "), Ok(1_024.0));
        for (typed, nearest) in [("64", Some(128.0)), ("512.4", Some(512.0)), ("99999", Some(10_240.0)), ("x", None), ("", None)] {
            assert_eq!(memory.read(typed).expect_err(typed).nearest, nearest, "{typed}");
        }
        let misfit = memory.read("64").expect_err("too little");
        assert_eq!(misfit.text.replace('\u{a0}', " "), "64 is not allowed: whole numbers from 128 to 10,240 MB.");
    }

    #[test]
    fn shares_are_typed_in_per_cent() {
        let share = Kind::percent(limits::SHARE);
        assert_eq!(share.read("12.5"), Ok(0.125));
        assert_eq!(share.shown(0.125), "12.5");
        assert_eq!(share.read("120").expect_err("too much").nearest, Some(1.0));
    }
}
