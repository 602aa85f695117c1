//! A number that varies: its kind is chosen, the few numbers that make it up are typed.

use super::change::Change;
use super::distribution_kind::Kind;
use super::field::{Field, Wrong, use_place};
use super::number_input;
use super::number_part::NumberPart;
use super::select_field::{Choice, Select};
use crate::text::{FieldText, distribution as words};
use lambda_sim::distribution::{Distribution, Share};
use lambda_sim::scenario::Setting;
use lambda_sim::scenario::limits::Range;
use yew::prelude::*;

/// The values of the two choices that are no kinds.
const DEFAULT: &str = "default";
const OFF: &str = "off";

#[derive(Properties, PartialEq)]
pub struct DistributionFieldProps {
    /// The path of the value in the scenario.
    pub path: AttrValue,
    /// Its words.
    pub text: FieldText,
    /// What every draw may be.
    pub range: Range,
    /// The distribution.
    pub value: Setting<Distribution>,
    /// What it was when the scenario was opened.
    pub opened: Setting<Distribution>,
    /// What choosing the default is called; none: there is no default to choose.
    #[prop_or_default]
    pub default_name: Option<&'static str>,
    /// What switching it off is called; none: it cannot be.
    #[prop_or_default]
    pub off_name: Option<&'static str>,
    /// What the first distribution is like, where there was none.
    pub usual: Distribution,
    /// What follows from it.
    #[prop_or_default]
    pub note: Option<AttrValue>,
    /// Told of every change.
    pub on_change: Callback<Change<Setting<Distribution>>>,
}

/// A distribution with its label.
#[component]
pub fn DistributionField(props: &DistributionFieldProps) -> Html {
    let place = use_place(&props.path);
    let unit = props.range.unit;
    let reset = (props.value != props.opened).then(|| {
        let (opened, on_change) = (props.opened.clone(), props.on_change.clone());
        let shown = match &opened {
            Setting::Default => props.default_name.unwrap_or_default().to_owned(),
            Setting::Off => props.off_name.unwrap_or_default().to_owned(),
            Setting::Value(distribution) => words::brief(distribution, unit),
        };
        (shown.into(), Callback::from(move |()| on_change.emit(Change::Final(opened.clone()))))
    });
    let extra = [(DEFAULT, props.default_name), (OFF, props.off_name)];
    let choices = extra
        .into_iter()
        .filter_map(|(value, name)| Some(Choice::new(value, name?)))
        .chain(Kind::OFFERED.map(|kind| Choice::new(kind.name(), kind.name())))
        .collect::<Vec<_>>();
    let chosen = match &props.value {
        Setting::Default => DEFAULT,
        Setting::Off => OFF,
        Setting::Value(distribution) => Kind::of(distribution).name(),
    };
    let old = props.value.value().cloned().unwrap_or_else(|| props.usual.clone());
    let on_choice = {
        let old = old.clone();
        props.on_change.reform(move |chosen: AttrValue| {
            Change::Final(match (chosen.as_str(), Kind::named(&chosen)) {
                (DEFAULT, _) => Setting::Default,
                (OFF, _) => Setting::Off,
                (_, Some(kind)) => Setting::Value(kind.like(&old)),
                (_, None) => Setting::Value(old.clone()),
            })
        })
    };
    // A constant's problem is shown at its number.
    let is_constant = matches!(props.value, Setting::Value(Distribution::Constant(_)));
    let wrong =
        place.problem.as_ref().filter(|_| !is_constant).map(|problem| Wrong::of(problem, Callback::noop()));
    let control = html! { <Select id={place.id.clone()} {choices} value={chosen} on_change={on_choice} /> };
    html! {
        <Field id={place.id.clone()} text={props.text} {reset} {wrong} note={props.note.clone()} {control}>
            if let Setting::Value(distribution) = &props.value {
                <div class="distribution wide">
                    <Numbers path={props.path.clone()} name={props.text.label} range={props.range} value={distribution.clone()}
                        on_change={props.on_change.reform(|change: Change<Distribution>| change.map(Setting::Value))} />
                </div>
            }
        </Field>
    }
}

#[derive(Properties, PartialEq)]
struct NumbersProps {
    path: AttrValue,
    name: AttrValue,
    range: Range,
    value: Distribution,
    on_change: Callback<Change<Distribution>>,
}

/// The numbers that make up a distribution.
#[component]
fn Numbers(props: &NumbersProps) -> Html {
    let part = |suffix: &str, label: &'static str, value: f64, with: fn(&Distribution, f64) -> Distribution| {
        let old = props.value.clone();
        let on_change = props.on_change.reform(move |change: Change<f64>| change.map(|number| with(&old, number)));
        html! {
            <NumberPart path={format!("{}{suffix}", props.path)} {label} name={words::part(&props.name, label)}
                kind={number_input::Kind::real(props.range)} {value} {on_change} />
        }
    };
    match &props.value {
        Distribution::Constant(value) => html! {
            <div class="parts">{ part("", words::VALUE, *value, |_, value| Distribution::Constant(value)) }</div>
        },
        Distribution::Exponential { mean } => html! {
            <div class="parts">
                { part(".exponential.mean", words::MEAN, *mean, |_, mean| Distribution::Exponential { mean }) }
            </div>
        },
        Distribution::Lognormal { p50, p99 } => html! {
            <div class="parts">
                { part(".lognormal.p50", words::P50, *p50, |old, p50| match old {
                    // The 99th percentile goes along when the median passes it.
                    Distribution::Lognormal { p99, .. } => Distribution::lognormal(p50, p99.max(p50)),
                    other => other.clone(),
                }) }
                { part(".lognormal.p99", words::P99, *p99, |old, p99| match old {
                    Distribution::Lognormal { p50, .. } => Distribution::lognormal(*p50, p99),
                    other => other.clone(),
                }) }
            </div>
        },
        Distribution::Uniform { min, max } => html! {
            <div class="parts">
                { part(".uniform.min", words::MIN, *min, |old, min| match old {
                    Distribution::Uniform { max, .. } => Distribution::Uniform { min, max: max.max(min) },
                    other => other.clone(),
                }) }
                { part(".uniform.max", words::MAX, *max, |old, max| match old {
                    Distribution::Uniform { min, .. } => Distribution::Uniform { min: *min, max },
                    other => other.clone(),
                }) }
            </div>
        },
        Distribution::Clamped { min, max, of } => html! {
            <>
                <div class="parts">
                    { part(".clamped.min", words::MIN, *min, |old, min| match old {
                        Distribution::Clamped { max, of, .. } => Distribution::Clamped { min, max: *max, of: of.clone() },
                        other => other.clone(),
                    }) }
                    { part(".clamped.max", words::MAX, max.unwrap_or(props.range.max), |old, max| match old {
                        Distribution::Clamped { min, of, .. } => Distribution::Clamped { min: *min, max: Some(max), of: of.clone() },
                        other => other.clone(),
                    }) }
                </div>
                { nested(props, ".clamped.of", of, None, |old, of| match old {
                    Distribution::Clamped { min, max, .. } => Distribution::Clamped { min: *min, max: *max, of: Box::new(of) },
                    other => other.clone(),
                }) }
            </>
        },
        Distribution::Mixture(parts) => html! { <Mixture ..mixture_props(props, parts) /> },
        Distribution::Empirical(values) => html! {
            <p class="note">{ words::brief(&Distribution::Empirical(values.clone()), props.range.unit) }</p>
        },
    }
}

/// A distribution inside another: its kind and its numbers.
fn nested(
    props: &NumbersProps,
    suffix: &str,
    inner: &Distribution,
    part: Option<usize>,
    with: fn(&Distribution, Distribution) -> Distribution,
) -> Html {
    let old = props.value.clone();
    let on_change = props.on_change.reform(move |change: Change<Distribution>| change.map(|inner| with(&old, inner)));
    html! {
        <Nested path={format!("{}{suffix}", props.path)} name={props.name.clone()} range={props.range} value={inner.clone()} {part} {on_change} />
    }
}

#[derive(Properties, PartialEq)]
struct NestedProps {
    path: AttrValue,
    name: AttrValue,
    range: Range,
    value: Distribution,
    part: Option<usize>,
    on_change: Callback<Change<Distribution>>,
}

#[component]
fn Nested(props: &NestedProps) -> Html {
    let kind = Kind::of(&props.value);
    let mut kinds = Kind::SIMPLE.to_vec();
    if !kinds.contains(&kind) {
        kinds.push(kind);
    }
    let choices: Vec<Choice> = kinds.into_iter().map(|kind| Choice::new(kind.name(), kind.name())).collect();
    let name = match props.part {
        Some(part) => words::part(&props.name, &words::numbered(part)),
        None => props.name.to_string(),
    };
    let old = props.value.clone();
    let on_choice = props.on_change.reform(move |chosen: AttrValue| {
        Change::Final(Kind::named(&chosen).map_or_else(|| old.clone(), |kind| kind.like(&old)))
    });
    let place = use_place(&format!("{}.kind", props.path));
    html! {
        <div class="nested">
            <div class="parts">
                <Select id={place.id.clone()} name={words::kind(&name)} {choices} value={kind.name()} on_change={on_choice} />
            </div>
            <Numbers path={props.path.clone()} {name} range={props.range} value={props.value.clone()} on_change={props.on_change.clone()} />
        </div>
    }
}

#[derive(Properties, PartialEq)]
struct MixtureProps {
    path: AttrValue,
    name: AttrValue,
    range: Range,
    parts: Vec<Share>,
    on_change: Callback<Change<Distribution>>,
}

fn mixture_props(props: &NumbersProps, parts: &[Share]) -> MixtureProps {
    MixtureProps {
        path: props.path.clone(),
        name: props.name.clone(),
        range: props.range,
        parts: parts.to_vec(),
        on_change: props.on_change.clone(),
    }
}

/// More parts than this are shown as a sum only: they come from files.
const MAX_SHOWN: usize = 6;

/// The parts of a mixture, each with its weight.
#[component]
fn Mixture(props: &MixtureProps) -> Html {
    if props.parts.len() > MAX_SHOWN {
        let whole = Distribution::Mixture(props.parts.clone());
        return html! { <p class="note">{ words::brief(&whole, props.range.unit) }</p> };
    }
    let changed = |change: Box<dyn Fn(&mut Vec<Share>)>| {
        let mut parts = props.parts.clone();
        change(&mut parts);
        Distribution::Mixture(parts)
    };
    let weights = Range { min: 0.0, max: 1e9, step: 1.0, default: 1.0, unit: "" };
    let parts = props.parts.iter().enumerate().map(|(index, share)| {
        let path = format!("{}.mixture[{index}]", props.path);
        let on_weight = {
            let parts = props.parts.clone();
            props.on_change.reform(move |change: Change<f64>| change.map(|weight| {
                let mut parts = parts.clone();
                parts[index].weight = weight;
                Distribution::Mixture(parts)
            }))
        };
        let on_part = {
            let parts = props.parts.clone();
            props.on_change.reform(move |change: Change<Distribution>| change.map(|of| {
                let mut parts = parts.clone();
                parts[index].of = of;
                Distribution::Mixture(parts)
            }))
        };
        let on_remove = {
            let rest = changed(Box::new(move |parts| drop(parts.remove(index))));
            props.on_change.reform(move |_: MouseEvent| Change::Final(rest.clone()))
        };
        let name = words::part(&props.name, &words::numbered(index));
        html! {
            <div key={index}>
                <div class="parts">
                    <NumberPart path={format!("{path}.weight")} label={words::WEIGHT} name={words::part(&name, words::WEIGHT)}
                        kind={number_input::Kind::real(weights)} value={share.weight} on_change={on_weight} />
                    if props.parts.len() > 1 {
                        <button type="button" class="icon-button" title={words::REMOVE_PART}
                            aria-label={words::part(&name, words::REMOVE_PART)} onclick={on_remove}>{ "×" }</button>
                    }
                </div>
                <Nested path={format!("{path}.of")} name={props.name.clone()} range={props.range} value={share.of.clone()}
                    part={Some(index)} on_change={on_part} />
            </div>
        }
    });
    let on_add = {
        let more = changed(Box::new(|parts| {
            let like = parts.last().map_or_else(Distribution::default, |part| part.of.clone());
            parts.push(Share { weight: 1.0, of: like });
        }));
        props.on_change.reform(move |_: MouseEvent| Change::Final(more.clone()))
    };
    html! {
        <>
            { for parts }
            if props.parts.len() < MAX_SHOWN {
                <button type="button" class="link" onclick={on_add}>{ words::ADD_PART }</button>
            }
        </>
    }
}
