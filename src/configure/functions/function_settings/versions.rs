//! Published versions, the alias `live` between them, and the deployments that shift it (rules V1–V3).

use super::version_rows::VERSION;
use crate::configure::elements::{deployment, function, version};
use crate::configure::settings::{Choices, Control, ElementEditor, List, Setting, list_of, row};
use crate::state::edit::{Edit, ElementPath, SettingEdit, Value};
use crate::text::function_settings as words;
use crate::ui::disclosure::Disclosure;
use crate::ui::select_field::Choice;
use crate::ui::switch_field::SwitchField;
use lambda_sim::scenario::{Alias, Deployment, FieldSpec, Function, Preference, Qualifier, Scenario, Version, ranges};
use yew::prelude::*;

/// The settings of a function's versions.
pub fn versions(editor: &ElementEditor, function: &Function) -> Html {
    let deploys = editor.scenario.deployments.iter().any(|deployment| deployment.function == function.name);
    let top = ElementEditor { prefix: String::new(), ..editor.clone() };
    let is_wrong = editor.is_wrong(["versions", "alias"]) || (deploys && top.is_wrong(["deployments"]));
    html! {
        <Disclosure summary={words::VERSIONS} brief={words::versions(function.versions.len())} {is_wrong}>
            { editor.list(&VERSIONS) }
            if !function.versions.is_empty() {
                { editor.rows(ALIAS) }
                { top.list(&DEPLOYMENTS) }
                { for rollbacks(&top, function) }
            }
        </Disclosure>
    }
}

pub static VERSIONS: List = List {
    name: "versions",
    element: words::VERSION,
    title: Some(|scenario, at| version::get(scenario, at).map(|version| lambda_story::version(version.version))),
    add_label: words::PUBLISH,
    most: ranges::MAX_VERSIONS,
    elements: list_of!(function.versions),
    add: publish,
    remove: unpublish,
    blocked: None,
    inner: None,
    rows: VERSION,
    more: &[],
};

pub static ALIAS: &[Setting] = &[
    Setting::new(
        "alias.version",
        words::ALIAS,
        Control::Named(published),
        |scenario, at| Some(Value::Text(Some(alias(scenario, at)?.version.to_string()))),
        |scenario, at, value| {
            if let Some(version) = number(value) {
                put_alias(scenario, at, |alias| alias.version = version);
            }
        },
    ),
    Setting::new(
        "alias.additional_version",
        words::ADDITIONAL,
        Control::Named(|scenario, at| {
            let none = Choice::new("", words::NO_SECOND);
            std::iter::once(none).chain(published(scenario, at)).collect()
        }),
        |scenario, at| Some(Value::Text(alias(scenario, at)?.additional_version.map(|version| version.to_string()))),
        |scenario, at, value| {
            let version = number(value);
            put_alias(scenario, at, |alias| {
                alias.additional_version = version;
                match version {
                    None => alias.additional_weight = 0.0,
                    Some(_) if alias.additional_weight == 0.0 => alias.additional_weight = NEW_WEIGHT,
                    Some(_) => {}
                }
            });
        },
    ),
    Setting::new(
        "alias.additional_weight",
        words::WEIGHT,
        Control::even_share(FieldSpec::range_at(Alias::FIELDS, "additional_weight")),
        |scenario, at| {
            let alias = alias(scenario, at).filter(|alias| alias.additional_version.is_some())?;
            Some(Value::Number(Some(alias.additional_weight)))
        },
        |scenario, at, value| {
            if let Value::Number(Some(weight)) = value {
                put_alias(scenario, at, |alias| alias.additional_weight = *weight);
            }
        },
    ),
];

/// What a second version gets at first.
const NEW_WEIGHT: f64 = 0.1;

pub static DEPLOYMENTS: List = List {
    name: "deployments",
    element: words::DEPLOYMENT,
    title: None,
    add_label: words::ADD_DEPLOYMENT,
    most: ranges::MAX_DEPLOYMENTS,
    elements: |scenario, at| {
        let name = function::get(scenario, at).map(|function| function.name.as_str());
        let deployments = scenario.deployments.iter().enumerate();
        let own = deployments.filter(|(_, deployment)| Some(deployment.function.as_str()) == name);
        own.map(|(index, _)| (index, ElementPath::of(index).inside(at.index))).collect()
    },
    add: deploy,
    remove: |scenario, at| {
        if at.index < scenario.deployments.len() {
            scenario.deployments.remove(at.index);
        }
    },
    blocked: None,
    inner: None,
    rows: DEPLOYMENT,
    more: &[],
};

pub static DEPLOYMENT: &[Setting] = &[
    Setting::new(
        "version",
        words::DEPLOYED,
        Control::Named(|scenario, at| published(scenario, ElementPath::of(at.inner))),
        |scenario, at| Some(Value::Text(Some(deployment::get(scenario, at)?.version.to_string()))),
        |scenario, at, value| {
            if let (Some(deployment), Some(version)) = (deployment::get_mut(scenario, at), number(value)) {
                deployment.version = version;
            }
        },
    ),
    row!(deployment.at_s, words::AT, |range| Control::number(range)),
    row!(deployment.preference, words::PREFERENCE, Control::OneOf(Preference::NAMES)),
];

/// For each deployment, which alarms roll it back.
fn rollbacks<'a>(top: &'a ElementEditor<'a>, function: &'a Function) -> impl Iterator<Item = Html> + 'a {
    let scenario = top.scenario;
    let own = scenario.deployments.iter().enumerate().filter(|(_, deployment)| deployment.function == function.name);
    own.enumerate().map(move |(number, (index, deployment))| {
        let heading = words::rollbacks(number);
        let switches = scenario.alarms.iter().map(|alarm| {
            let path = format!("deployments[{index}].alarms");
            let place = top.editor.at(&format!("{path}.{}", alarm.name));
            let is_in = |deployment: &Deployment| deployment.alarms.contains(&alarm.name);
            let baseline = top.baseline.deployments.get(index).map_or_else(|| is_in(deployment), is_in);
            let name = alarm.name.clone();
            let on_change = top.editor.choose(move |_: bool| {
                let value = Value::Text(Some(name.clone()));
                Edit::Setting(SettingEdit {
                    path: path.clone(),
                    at: ElementPath::of(index),
                    value,
                    set: toggle,
                    live: None,
                    is_structural: false,
                })
            });
            let field = SwitchField::new(place, words::ROLLBACK, (is_in(deployment), baseline), on_change);
            field.note(Some(alarm.name.clone().into())).view()
        });
        let switches: Vec<Html> = switches.collect();
        html! {
            <div class="item" role="group" aria-label={heading.clone()} key={index}>
                <div class="item-head"><span>{ heading.clone() }</span></div>
                if switches.is_empty() {
                    <p class="note">{ words::NO_ALARMS }</p>
                }
                { for switches }
            </div>
        }
    })
}

/// Has an alarm roll a deployment back, or no longer.
fn toggle(scenario: &mut Scenario, at: ElementPath, value: &Value) {
    let (Some(deployment), Value::Text(Some(name))) = (deployment::get_mut(scenario, at), value) else { return };
    let before = deployment.alarms.len();
    deployment.alarms.retain(|alarm| alarm != name);
    if deployment.alarms.len() == before {
        deployment.alarms.push(name.clone());
    }
}

fn number(value: &Value) -> Option<u32> {
    match value {
        Value::Text(Some(text)) => text.parse().ok(),
        _ => None,
    }
}

/// The versions that there are.
fn published(scenario: &Scenario, at: ElementPath) -> Vec<Choice> {
    let versions = function::get(scenario, at).map_or(&[][..], |function| &function.versions);
    let all = std::iter::once(1).chain(versions.iter().map(|version| version.version));
    all.map(|version| Choice::new(version.to_string(), lambda_story::version(version))).collect()
}

/// The alias as it is, or as it is where it is left out.
fn alias(scenario: &Scenario, at: ElementPath) -> Option<Alias> {
    let function = function::get(scenario, at)?;
    (!function.versions.is_empty()).then(|| function.alias.clone().unwrap_or_default())
}

fn put_alias(scenario: &mut Scenario, at: ElementPath, change: impl FnOnce(&mut Alias)) {
    if let Some(function) = function::get_mut(scenario, at) {
        change(function.alias.get_or_insert_default());
    }
}

/// Publishes the next version, the same as the function; callers go by the alias from then on.
fn publish(scenario: &mut Scenario, at: ElementPath) {
    if let Some(function) = function::get_mut(scenario, at) {
        let newest = function.versions.iter().map(|version| version.version).max().unwrap_or(1);
        function.versions.push(Version { version: newest.saturating_add(1), ..Version::default() });
        function.alias.get_or_insert_default();
    }
}

/// Takes a version back, and what points at it.
fn unpublish(scenario: &mut Scenario, at: ElementPath) {
    let Some(function) = function::get_mut(scenario, at) else { return };
    if at.inner >= function.versions.len() {
        return;
    }
    let gone = function.versions.remove(at.inner).version;
    if function.publishes(gone) {
        return;
    }
    if let Some(alias) = &mut function.alias {
        if alias.version == gone {
            alias.version = 1;
        }
        if alias.additional_version == Some(gone) {
            (alias.additional_version, alias.additional_weight) = (None, 0.0);
        }
    }
    let name = function.name.clone();
    scenario.deployments.retain(|deployment| deployment.function != name || deployment.version != gone);
    for source in scenario.sources.iter_mut().filter(|source| source.function == name) {
        source.qualifier = source.qualifier.filter(|qualifier| *qualifier != Qualifier::Version(gone));
    }
    for alarm in scenario.alarms.iter_mut().filter(|alarm| alarm.function == name) {
        alarm.version = alarm.version.filter(|version| *version != gone);
    }
}

/// A canary of the newest version, a fifth into the run, rolled back by the function's alarms.
fn deploy(scenario: &mut Scenario, at: ElementPath) {
    let at_s = (scenario.duration_s / 5.0).round();
    let Some(function) = function::get_mut(scenario, at) else { return };
    let version = function.versions.iter().map(|version| version.version).max().unwrap_or(1);
    function.alias.get_or_insert_default();
    let function = function.name.clone();
    let own = scenario.alarms.iter().filter(|alarm| alarm.function == function);
    let alarms = own.map(|alarm| alarm.name.clone()).collect();
    let preference = Preference::Canary10Percent5Minutes;
    scenario.deployments.push(Deployment { at_s, function, version, preference, alarms });
}
