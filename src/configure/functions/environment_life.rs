//! How long environments live, which of them serves, and how large their `/tmp` is.

use crate::configure::functions::FunctionFields;
use crate::state::edit::FunctionEdit;
use crate::text::{FieldText, function as words};
use crate::ui::disclosure::Disclosure;
use crate::ui::distribution_field::DistributionField;
use crate::ui::number_field::NumberField;
use crate::ui::number_input::Kind;
use crate::ui::scale::Scale;
use crate::ui::select_field::{Choice, SelectField};
use lambda_sim::assumptions::Constant;
use lambda_sim::distribution::Distribution;
use lambda_sim::scenario::{EnvironmentChoice, Setting, limits};
use yew::prelude::*;

/// The fields, folded away.
pub fn environment_life(fields: &FunctionFields) -> Html {
    html! {
        <Disclosure summary={words::LIFE} is_wrong={fields.edit.is_wrong(&["keep_alive", "ephemeral_storage_mb"])}>
            { environment_life_fields(fields) }
        </Disclosure>
    }
}

/// The fields.
pub fn environment_life_fields(fields: &FunctionFields) -> Html {
    let FunctionFields { function, opened, edit, .. } = fields;
    let (keep, before) = (&function.keep_alive, &opened.keep_alive);
    let constant = |constant| fields.constants.get(constant);
    let idle = Distribution::lognormal(constant(Constant::IdleLifeP50), constant(Constant::IdleLifeP99));
    let sandbox = Distribution::Constant(constant(Constant::SandboxLife));
    let age = Distribution::Uniform { min: constant(Constant::MaximumAgeMin), max: constant(Constant::MaximumAgeMax) };
    let life = |field: &str,
                text: FieldText,
                value: &Setting<Distribution>,
                opened: &Setting<Distribution>,
                usual: Distribution,
                make: fn(Setting<Distribution>) -> FunctionEdit| {
        let range = if field == "keep_alive.max_age_s" { limits::MAX_AGE_S } else { limits::KEEP_ALIVE_S };
        let note = value.is_default().then(|| AttrValue::from(words::usual_life(&usual)));
        html! {
            { DistributionField { place: edit.at(field), text, range, value: value.clone(), opened: opened.clone(), usual, on_change: edit.change(make), default_name: Some(words::ASSUMED), off_name: Some(words::FOR_EVER), note }.view() }
        }
    };
    let choices: Vec<Choice> =
        EnvironmentChoice::ALL.map(|choice| Choice::new(words::choice(choice), words::choice(choice))).to_vec();
    html! {
        <>
            { life("keep_alive.initialized_s", words::INITIALIZED, &keep.initialized_s, &before.initialized_s, idle, FunctionEdit::InitializedS) }
            { life("keep_alive.sandbox_s", words::SANDBOX, &keep.sandbox_s, &before.sandbox_s, sandbox, FunctionEdit::SandboxS) }
            { life("keep_alive.max_age_s", words::MAX_AGE, &keep.max_age_s, &before.max_age_s, age, FunctionEdit::MaxAgeS) }
            { SelectField::new(edit.at("environment_choice"), words::ENVIRONMENT_CHOICE, choices, (words::choice(function.environment_choice), words::choice(opened.environment_choice)), edit.choose(|name: AttrValue| FunctionEdit::EnvironmentChoice(choice(&name)))).view() }
            { NumberField::new(edit.at("ephemeral_storage_mb"), words::EPHEMERAL_STORAGE, Kind::whole(limits::EPHEMERAL_STORAGE_MB), (f64::from(function.ephemeral_storage_mb), f64::from(opened.ephemeral_storage_mb)), edit.change(|size| FunctionEdit::EphemeralStorageMb(size as u32))).scale(Scale::Linear { min: 512.0, max: 10_240.0, step: 128.0 }).view() }
        </>
    }
}

fn choice(name: &str) -> EnvironmentChoice {
    EnvironmentChoice::ALL.into_iter().find(|choice| words::choice(*choice) == name).unwrap_or_default()
}
