//! What a source's clients do when a request is refused.

use crate::configure::editor::SourceEditor;
use crate::state::edit::SourceEdit;
use crate::text::{FieldText, traffic as words};
use crate::ui::number_field::NumberField;
use crate::ui::number_input::Kind;
use crate::ui::scale::Scale;
use crate::ui::select_field::{Choice, SelectField};
use lambda_sim::scenario::{Jitter, Retry, Sdk, limits};
use yew::prelude::*;

const WAITS: Scale = Scale::Log { min: 1.0, max: 100_000.0, zero: true };
const ATTEMPTS: Scale = Scale::Linear { min: 1.0, max: 12.0, step: 1.0 };

/// The policies by name.
pub(in crate::configure) const KINDS: [&str; 4] =
    [words::RETRY_NONE, words::RETRY_FIXED, words::RETRY_EXPONENTIAL, words::RETRY_SDK];

/// The fields: the policy as it stands and as it was opened.
pub fn retries(retry: &Retry, opened: &Retry, edit: &SourceEditor) -> Html {
    let on_kind = {
        let (retry, opened) = (retry.clone(), opened.clone());
        edit.choose(move |chosen: AttrValue| {
            SourceEdit::Retry(if name(&opened) == chosen.as_str() { opened.clone() } else { like(&chosen, &retry) })
        })
    };
    let number = |field: &str,
                  text: FieldText,
                  kind: Kind,
                  scale: Scale,
                  value: f64,
                  opened: Option<f64>,
                  with: fn(&Retry, f64) -> Retry| {
        let old = retry.clone();
        html! {
            { NumberField::new(edit.at(&format!("retry.{field}")), text, kind, (value, opened.unwrap_or(value)), edit.change(move |value| SourceEdit::Retry(with(&old, value)))).scale(scale).unmarked().view() }
        }
    };
    let wait = Kind::whole(limits::DELAY_MS);
    let attempts = Kind::whole(limits::MAX_ATTEMPTS);
    let numbers = match retry {
        Retry::None => html! {},
        Retry::Fixed { delay_ms, max_attempts } => {
            let before = if let Retry::Fixed { delay_ms, max_attempts } = opened {
                Some((*delay_ms, f64::from(*max_attempts)))
            } else {
                None
            };
            html! {
                <>
                    { number("fixed.max_attempts", words::MAX_ATTEMPTS, attempts, ATTEMPTS, f64::from(*max_attempts), before.map(|b| b.1), with_attempts) }
                    { number("fixed.delay_ms", words::DELAY, wait, WAITS, *delay_ms, before.map(|b| b.0), with_first_wait) }
                </>
            }
        }
        Retry::Exponential { base_ms, max_delay_ms, max_attempts, jitter } => {
            let before = if let Retry::Exponential { base_ms, max_delay_ms, max_attempts, .. } = opened {
                Some((*base_ms, *max_delay_ms, f64::from(*max_attempts)))
            } else {
                None
            };
            let jitters = Jitter::ALL.map(|jitter| Choice::new(words::jitter(jitter), words::jitter(jitter))).to_vec();
            let opened_jitter = if let Retry::Exponential { jitter, .. } = opened { *jitter } else { *jitter };
            let old = retry.clone();
            html! {
                <>
                    { number("exponential.max_attempts", words::MAX_ATTEMPTS, attempts, ATTEMPTS, f64::from(*max_attempts), before.map(|b| b.2), with_attempts) }
                    { number("exponential.base_ms", words::BASE_DELAY, wait, WAITS, *base_ms, before.map(|b| b.0), with_first_wait) }
                    { number("exponential.max_delay_ms", words::MAX_DELAY, wait, WAITS, *max_delay_ms, before.map(|b| b.1), with_longest_wait) }
                    { SelectField::new(edit.at("retry.exponential.jitter"), words::JITTER, jitters, (words::jitter(*jitter), words::jitter(opened_jitter)), edit.choose(move |name: AttrValue| SourceEdit::Retry(with_jitter(&old, &name)))).view() }
                </>
            }
        }
        Retry::Sdk(sdk) => {
            let before = if let Retry::Sdk(sdk) = opened { Some(f64::from(sdk.max_attempts())) } else { None };
            let now = f64::from(sdk.max_attempts());
            number("sdk.max_attempts", words::MAX_ATTEMPTS, attempts, ATTEMPTS, now, before, with_attempts)
        }
    };
    html! {
        <>
            { SelectField::new(edit.at("retry"), words::RETRY, KINDS.map(|name| Choice::new(name, name)).to_vec(), (name(retry), name(opened)), on_kind).view() }
            { numbers }
        </>
    }
}

/// A policy's name.
pub(in crate::configure) const fn name(retry: &Retry) -> &'static str {
    match retry {
        Retry::None => words::RETRY_NONE,
        Retry::Fixed { .. } => words::RETRY_FIXED,
        Retry::Exponential { .. } => words::RETRY_EXPONENTIAL,
        Retry::Sdk(_) => words::RETRY_SDK,
    }
}

/// A policy of another kind with the same waits and attempts, as far as both have them.
pub(in crate::configure) fn like(kind: &str, old: &Retry) -> Retry {
    let (first_wait, max_attempts) = match old {
        Retry::None => (100.0, 3),
        Retry::Fixed { delay_ms, max_attempts } => (*delay_ms, *max_attempts),
        Retry::Exponential { base_ms, max_attempts, .. } => (*base_ms, *max_attempts),
        Retry::Sdk(sdk) => (100.0, sdk.max_attempts()),
    };
    match kind {
        words::RETRY_FIXED => Retry::Fixed { delay_ms: first_wait, max_attempts },
        words::RETRY_EXPONENTIAL => {
            Retry::Exponential { base_ms: first_wait, max_delay_ms: 20_000.0, max_attempts, jitter: Jitter::Full }
        }
        words::RETRY_SDK => Retry::Sdk(Sdk::default()),
        _ => Retry::None,
    }
}

fn with_attempts(old: &Retry, value: f64) -> Retry {
    let mut retry = old.clone();
    match &mut retry {
        Retry::None => {}
        Retry::Fixed { max_attempts, .. } | Retry::Exponential { max_attempts, .. } => *max_attempts = value as u32,
        Retry::Sdk(sdk) => sdk.max_attempts = Some(value as u32),
    }
    retry
}

fn with_first_wait(old: &Retry, value: f64) -> Retry {
    let mut retry = old.clone();
    match &mut retry {
        Retry::None | Retry::Sdk(_) => {}
        Retry::Fixed { delay_ms, .. } => *delay_ms = value,
        Retry::Exponential { base_ms, .. } => *base_ms = value,
    }
    retry
}

fn with_longest_wait(old: &Retry, value: f64) -> Retry {
    let mut retry = old.clone();
    if let Retry::Exponential { max_delay_ms, .. } = &mut retry {
        *max_delay_ms = value;
    }
    retry
}

fn with_jitter(old: &Retry, name: &str) -> Retry {
    let mut retry = old.clone();
    if let Retry::Exponential { jitter, .. } = &mut retry {
        *jitter = Jitter::ALL.into_iter().find(|jitter| words::jitter(*jitter) == name).unwrap_or_default();
    }
    retry
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn another_policy_keeps_waits_and_attempts() {
        let fixed = Retry::Fixed { delay_ms: 700.0, max_attempts: 6 };
        let exponential = like(words::RETRY_EXPONENTIAL, &fixed);
        assert_eq!(
            exponential,
            Retry::Exponential { base_ms: 700.0, max_delay_ms: 20_000.0, max_attempts: 6, jitter: Jitter::Full }
        );
        assert_eq!(like(words::RETRY_FIXED, &exponential), fixed);
        assert_eq!(like(words::RETRY_NONE, &fixed), Retry::None);
        assert_eq!(with_jitter(&exponential, "equal"), {
            Retry::Exponential { base_ms: 700.0, max_delay_ms: 20_000.0, max_attempts: 6, jitter: Jitter::Equal }
        });
    }
}
