//! What a client does when a request is refused: the policies, and their settings for a source's clients.

use crate::configure::elements::{client, client_retry, sdk, source};
use crate::configure::settings::{Choices, Control, Getter, NumberControl, Setting, range_at, row};
use crate::state::edit::{ElementPath, Setter, Value};
use crate::text::traffic as words;
use crate::ui::scale::Scale;
use lambda_sim::scenario::ranges::Range;
use lambda_sim::scenario::{Jitter, Retry, RetryOn, Scenario, Sdk};

/// The policies that are offered, by name.
pub(in crate::configure) const NAMES: [&str; 4] =
    [words::RETRY_NONE, words::RETRY_FIXED, words::RETRY_EXPONENTIAL, words::RETRY_SDK];

/// The policy of a source's clients, and its numbers.
pub static RETRIES: &[Setting] = &[
    Setting::new("retry", words::RETRY, Control::OneOf(&NAMES), get_policy, set_policy)
        .restoring(|scenario, at| Some(Value::Retry(source::get(scenario, at)?.retry.clone()))),
    row!("retry.fixed.max_attempts", client_retry: Retry::Fixed { max_attempts: found, .. } => found, words::MAX_ATTEMPTS, |range| attempts(range)),
    row!("retry.fixed.delay_ms", client_retry: Retry::Fixed { delay_ms: found, .. } => found, words::DELAY, |range| wait(range)),
    row!("retry.exponential.max_attempts", client_retry: Retry::Exponential { max_attempts: found, .. } => found, words::MAX_ATTEMPTS, |range| attempts(range)),
    row!("retry.exponential.base_ms", client_retry: Retry::Exponential { base_ms: found, .. } => found, words::BASE_DELAY, |range| wait(range)),
    row!("retry.exponential.max_delay_ms", client_retry: Retry::Exponential { max_delay_ms: found, .. } => found, words::MAX_DELAY, |range| wait(range)),
    row!("retry.exponential.jitter", client_retry: Retry::Exponential { jitter: found, .. } => found, words::JITTER, Control::OneOf(Jitter::NAMES)),
    // An SDK without a configured maximum has its own default.
    Setting::new(
        "retry.sdk.max_attempts",
        words::MAX_ATTEMPTS,
        attempts(range_at!(sdk, "max_attempts")),
        |scenario, at| Some(Value::Number(Some(f64::from(sdk::get(scenario, at)?.max_attempts())))),
        |scenario, at, value| {
            if let (Some(sdk), Value::Number(Some(attempts))) = (sdk::get_mut(scenario, at), value) {
                sdk.max_attempts = Some(*attempts as u32);
            }
        },
    ),
];

const fn attempts(range: Range) -> Control {
    Control::Number(NumberControl::whole(range).over(Scale::Linear { min: 1.0, max: 12.0, step: 1.0 }).unmarked())
}

const fn wait(range: Range) -> Control {
    Control::Number(NumberControl::whole(range).over(Scale::Log { min: 1.0, max: 100_000.0, zero: true }).unmarked())
}

/// What a source's clients retry in addition to throttles.
pub static RETRY_ON: &[Setting] = &[
    retry_on(
        RetryOn::Error,
        |scenario, at| retries(scenario, at, RetryOn::Error),
        |scenario, at, value| set_retries(scenario, at, RetryOn::Error, value),
    ),
    retry_on(
        RetryOn::Timeout,
        |scenario, at| retries(scenario, at, RetryOn::Timeout),
        |scenario, at, value| set_retries(scenario, at, RetryOn::Timeout, value),
    ),
];

const fn retry_on(on: RetryOn, get: Getter, set: Setter) -> Setting {
    let (name, text) = words::retry_on(on);
    Setting::new(name, text, Control::Switch, get, set).note(retries_off)
}

fn retries(scenario: &Scenario, at: ElementPath, on: RetryOn) -> Option<Value> {
    client::get(scenario, at)?;
    Some(Value::Flag(source::get(scenario, at)?.retry_on.contains(&on)))
}

fn set_retries(scenario: &mut Scenario, at: ElementPath, on: RetryOn, value: &Value) {
    if let Some(source) = source::get_mut(scenario, at) {
        put_retry_on(&mut source.retry_on, on, value);
    }
}

/// Has a client retry on this as well, or no longer.
pub(in crate::configure) fn put_retry_on(retry_on: &mut Vec<RetryOn>, on: RetryOn, value: &Value) {
    retry_on.retain(|other| *other != on);
    if *value == Value::Flag(true) {
        retry_on.push(on);
    }
}

fn get_policy(scenario: &Scenario, at: ElementPath) -> Option<Value> {
    Some(Value::Choice(words::retry(client_retry::get(scenario, at)?)))
}

fn set_policy(scenario: &mut Scenario, at: ElementPath, value: &Value) {
    let Some(source) = source::get_mut(scenario, at) else { return };
    if let Value::Choice(name) = value {
        source.retry = like(name, &source.retry);
    } else if let Value::Retry(retry) = value {
        source.retry.clone_from(retry);
    }
}

/// A policy of another name with the same waits and attempts, if both have them.
pub(in crate::configure) fn like(name: &str, old: &Retry) -> Retry {
    let (first_wait, max_attempts) = match old {
        Retry::None => (100.0, 3),
        Retry::Fixed { delay_ms, max_attempts } => (*delay_ms, *max_attempts),
        Retry::Exponential { base_ms, max_attempts, .. } => (*base_ms, *max_attempts),
        Retry::Sdk(sdk) => (100.0, sdk.max_attempts()),
    };
    let offered = [
        Retry::None,
        Retry::Fixed { delay_ms: first_wait, max_attempts },
        Retry::Exponential { base_ms: first_wait, max_delay_ms: 20_000.0, max_attempts, jitter: Jitter::Full },
        Retry::Sdk(Sdk::default()),
    ];
    offered.into_iter().find(|retry| words::retry(retry) == name).unwrap_or_default()
}

fn retries_off(scenario: &Scenario, at: ElementPath) -> Option<String> {
    (source::get(scenario, at)?.retry == Retry::None).then(|| words::RETRIES_OFF.to_owned())
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
        let names = NAMES.map(|name| words::retry(&like(name, &fixed)));
        assert_eq!(names, NAMES, "every policy that is offered can be chosen");
    }
}
