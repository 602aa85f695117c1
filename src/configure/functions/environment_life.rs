//! How long environments live, which of them serves, and how large their `/tmp` is.

use crate::configure::elements::function;
use crate::configure::settings::{Choices, Control, NumberControl, Setting, row};
use crate::state::edit::ElementPath;
use crate::text::function as words;
use crate::ui::scale::Scale;
use lambda_sim::assumptions::{Constant, Constants};
use lambda_sim::distribution::Distribution;
use lambda_sim::scenario::ranges::Range;
use lambda_sim::scenario::{EnvironmentChoice, Function, Override, Scenario};

pub static ENVIRONMENT_LIFE: &[Setting] = &[
    row!("keep_alive.initialized_s", function.keep_alive.initialized_s, words::INITIALIZED, |range| Control::Depends(
        range,
        |scenario, _, range| control(range, idle_life(scenario))
    ))
    .note(|scenario, at| note(scenario, at, |function| &function.keep_alive.initialized_s, idle_life)),
    row!("keep_alive.sandbox_s", function.keep_alive.sandbox_s, words::SANDBOX, |range| Control::Depends(
        range,
        |scenario, _, range| control(range, sandbox_life(scenario))
    ))
    .note(|scenario, at| note(scenario, at, |function| &function.keep_alive.sandbox_s, sandbox_life)),
    row!("keep_alive.max_age_s", function.keep_alive.max_age_s, words::MAX_AGE, |range| Control::Depends(
        range,
        |scenario, _, range| control(range, maximum_age(scenario))
    ))
    .note(|scenario, at| note(scenario, at, |function| &function.keep_alive.max_age_s, maximum_age)),
    row!(function.environment_choice, words::ENVIRONMENT_CHOICE, Control::OneOf(EnvironmentChoice::NAMES)),
    row!(function.ephemeral_storage_mb, words::EPHEMERAL_STORAGE, |range| Control::Number(
        NumberControl::whole(range).over(STORAGE)
    )),
];

const STORAGE: Scale = Scale::Linear { min: 512.0, max: 10_240.0, step: 128.0 };

fn idle_life(scenario: &Scenario) -> Distribution {
    let constants = Constants::with(&scenario.assumptions);
    Distribution::lognormal(constants.get(Constant::IdleLifeP50), constants.get(Constant::IdleLifeP99))
}

fn sandbox_life(scenario: &Scenario) -> Distribution {
    Distribution::Constant(Constants::with(&scenario.assumptions).get(Constant::SandboxLife))
}

fn maximum_age(scenario: &Scenario) -> Distribution {
    let constants = Constants::with(&scenario.assumptions);
    Distribution::Uniform { min: constants.get(Constant::MaximumAgeMin), max: constants.get(Constant::MaximumAgeMax) }
}

fn control(range: Range, usual: Distribution) -> Control {
    Control::Distribution { range, usual, default_name: Some(words::ASSUMED), off_name: Some(words::FOR_EVER) }
}

/// How long it usually is, if the scenario leaves it out.
fn note(
    scenario: &Scenario,
    at: ElementPath,
    life: fn(&Function) -> &Override<Distribution>,
    usual: fn(&Scenario) -> Distribution,
) -> Option<String> {
    life(function::get(scenario, at)?).is_default().then(|| words::usual_life(&usual(scenario)))
}
