//! A number that is typed: what is being typed stays as it is until it is a value, and a value out of range never leaves.
//!
//! [`Typed`] holds the draft; it is forgotten as soon as the value changes from elsewhere (undo, reset, a file).

use super::change::Change;
use super::field::Wrong;
use crate::ui::words::editing;
use lambda_sim::scenario::ranges::Range;
use lambda_sim::units::finite_number;
use lambda_story::format;
use web_sys::HtmlInputElement;
use yew::prelude::*;

/// How a number is shown and what it may be.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct NumberFormat {
    /// What is allowed.
    pub range: Range,
    /// Whether only whole numbers are.
    pub whole: bool,
    /// What a value is multiplied by to be shown: 100 for a share shown in per cent.
    pub shown_times: f64,
    /// The unit, as shown.
    pub unit: &'static str,
}

impl NumberFormat {
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

    /// A value as the input shows it.
    pub fn shown(&self, value: f64) -> String {
        format::plain(value * self.shown_times)
    }

    /// What was typed, as a value; else why it is none, with the nearest value.
    pub fn read(&self, typed: &str) -> Result<f64, InvalidNumber> {
        let range = self.range;
        let parsed: Option<f64> = finite_number(&typed.trim().replace(',', ""));
        let allowed = || {
            let bound = |value: f64| format::grouped(value * self.shown_times);
            editing::allowed(self.whole, &bound(range.min), &bound(range.max), self.unit)
        };
        let Some(value) = parsed.map(|number| number / self.shown_times) else {
            return Err(InvalidNumber { text: editing::out_of_range(typed, &allowed()).into(), nearest: None });
        };
        let nearest = if self.whole { value.round() } else { value }.clamp(range.min, range.max);
        if nearest == value {
            Ok(value)
        } else {
            Err(InvalidNumber { text: editing::out_of_range(typed, &allowed()).into(), nearest: Some(nearest) })
        }
    }
}

/// Why what was typed is no value.
#[derive(Clone, Debug, PartialEq)]
pub struct InvalidNumber {
    /// What is wrong and what is allowed.
    pub text: AttrValue,
    /// The nearest value.
    pub nearest: Option<f64>,
}

/// What is being typed.
#[derive(Clone, PartialEq)]
struct Draft {
    typed: AttrValue,
    /// The value before it: another one now has come from elsewhere.
    before: f64,
    parsed: Result<f64, InvalidNumber>,
    /// Whether the focus has left it.
    left: bool,
}

/// A number being typed: what its input shows, and what happens to it.
pub struct TypedNumber {
    /// What it may be.
    pub kind: NumberFormat,
    /// What the input shows.
    pub shown: AttrValue,
    /// What is wrong with it.
    pub wrong: Option<Wrong>,
    on_input: Callback<InputEvent>,
    on_change: Callback<Event>,
    /// Forgets what is being typed.
    pub forget: Callback<()>,
}

#[derive(Properties, PartialEq)]
pub struct TypedProps {
    /// What it may be.
    pub kind: NumberFormat,
    /// The number.
    pub value: f64,
    /// Told of every change.
    pub on_change: Callback<Change<f64>>,
    /// How it looks.
    pub view: Callback<TypedNumber, Html>,
}

/// Lets a number be typed, and leaves its looks to others.
#[component]
pub fn Typed(props: &TypedProps) -> Html {
    let TypedProps { kind, value, on_change, .. } = props;
    let (kind, value) = (*kind, *value);
    let draft = use_state(|| None::<Draft>);
    let current = (*draft)
        .clone()
        .filter(|draft| draft.before == value || draft.parsed.as_ref().is_ok_and(|parsed| *parsed == value));
    let forget = {
        let draft = draft.clone();
        Callback::from(move |()| draft.set(None))
    };
    let typed = |left: bool| {
        let (draft, on_change) = (draft.clone(), on_change.clone());
        Callback::from(move |input: HtmlInputElement| {
            let typed = input.value();
            let parsed = kind.read(&typed);
            if let Ok(parsed) = &parsed {
                on_change.emit(if left { Change::Final(*parsed) } else { Change::Ongoing(*parsed) });
            }
            let is_done = left && parsed.is_ok();
            draft.set((!is_done).then(|| Draft { typed: typed.into(), before: value, parsed, left }));
        })
    };
    let wrong = current.as_ref().and_then(|current| {
        let invalid = current.parsed.as_ref().err()?;
        let (nearest, forget, on_change) = (invalid.nearest, forget.clone(), on_change.clone());
        Some(Wrong {
            text: invalid.text.clone(),
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
    props.view.emit(TypedNumber {
        kind,
        shown: current.map_or_else(|| kind.shown(value).into(), |current| current.typed),
        wrong,
        on_input: typed(false).reform(|event: InputEvent| event.target_unchecked_into()),
        on_change: typed(true).reform(|event: Event| event.target_unchecked_into()),
        forget,
    })
}

impl TypedNumber {
    /// The input, with its unit; `name` where no label names it.
    pub fn input(
        &self,
        id: &str,
        name: Option<String>,
        described_by: Option<String>,
        invalid: bool,
        disabled: bool,
    ) -> Html {
        let NumberFormat { range, shown_times, unit, .. } = self.kind;
        html! {
            <>
                <input type="number" id={id.to_owned()} value={self.shown.clone()} {disabled}
                    min={format::plain(range.min * shown_times)} max={format::plain(range.max * shown_times)}
                    step="any" inputmode="decimal" autocomplete="off"
                    aria-label={name} aria-describedby={described_by} aria-invalid={invalid.then_some("true")}
                    oninput={self.on_input.clone()} onchange={self.on_change.clone()} />
                if !unit.is_empty() {
                    <span class="unit">{ unit }</span>
                }
            </>
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use lambda_sim::scenario::ranges;

    #[test]
    fn what_is_typed_is_a_value_or_says_what_is() {
        let memory = NumberFormat::whole(ranges::MEMORY_MB);
        assert_eq!(memory.read("512"), Ok(512.0));
        assert_eq!(memory.read(" 1,024 "), Ok(1_024.0));
        for (typed, nearest) in
            [("64", Some(128.0)), ("512.4", Some(512.0)), ("99999", Some(10_240.0)), ("x", None), ("", None)]
        {
            assert_eq!(memory.read(typed).expect_err(typed).nearest, nearest, "{typed}");
        }
        let invalid = memory.read("64").expect_err("too little");
        assert_eq!(invalid.text.replace('\u{a0}', " "), "64 is not allowed: whole numbers from 128 to 10,240 MB.");
    }

    #[test]
    fn shares_are_typed_in_per_cent() {
        let share = NumberFormat::percent(ranges::SHARE);
        assert_eq!(share.read("12.5"), Ok(0.125));
        assert_eq!(share.shown(0.125), "12.5");
        assert_eq!(share.read("120").expect_err("too much").nearest, Some(1.0));
    }
}
