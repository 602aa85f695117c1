//! A number that varies: its kind is chosen, the few numbers that make it up are typed.

use super::change::Change;
use super::distribution_kind::DistributionForm;
use super::field::{Field, FieldContext, Wrong};
use super::number_input;
use super::number_part::number_part;
use super::select_field::{Choice, select};
use crate::ui::FieldText;
use crate::ui::words::distribution as words;
use lambda_sim::distribution::{Distribution, MixturePart};
use lambda_sim::scenario::Override;
use lambda_sim::scenario::ranges::Range;
use yew::prelude::*;

/// The values of the two choices that are no kinds.
const DEFAULT: &str = "default";
const OFF: &str = "off";

/// More parts of a mixture than this are shown as a sum only: they come from files.
const MAX_SHOWN: usize = 6;

/// A distribution with its label.
pub struct DistributionField {
    /// The path that it edits, and what is wrong there.
    pub context: FieldContext,
    /// Its words.
    pub text: FieldText,
    /// What every draw may be.
    pub range: Range,
    /// The distribution.
    pub value: Override<Distribution>,
    /// What it was when the scenario was opened.
    pub baseline: Override<Distribution>,
    /// What choosing the default is called; `None`: there is no default to choose.
    pub default_name: Option<&'static str>,
    /// What switching it off is called; `None`: it cannot be.
    pub off_name: Option<&'static str>,
    /// What the first distribution is like, where there was none.
    pub usual: Distribution,
    /// What follows from it.
    pub note: Option<AttrValue>,
    /// Told of every change.
    pub on_change: Callback<Change<Override<Distribution>>>,
}

impl DistributionField {
    /// The field.
    pub fn view(self) -> Html {
        let Self { context, text, range, value, baseline, default_name, off_name, usual, note, on_change } = self;
        let reset = (value != baseline).then(|| {
            let shown = match &baseline {
                Override::Default => default_name.unwrap_or_default().to_owned(),
                Override::Off => off_name.unwrap_or_default().to_owned(),
                Override::Value(distribution) => words::brief(distribution, range.unit),
            };
            (shown.into(), on_change.reform(move |()| Change::Final(baseline.clone())))
        });
        let extra = [(DEFAULT, default_name), (OFF, off_name)];
        let extra = extra.into_iter().filter_map(|(value, name)| Some(Choice::new(value, name?)));
        let choices: Vec<Choice> =
            extra.chain(DistributionForm::OFFERED.map(|kind| Choice::plain(kind.name()))).collect();
        let chosen = match &value {
            Override::Default => DEFAULT,
            Override::Off => OFF,
            Override::Value(distribution) => DistributionForm::of(distribution).name(),
        };
        let old = value.value().cloned().unwrap_or(usual);
        let on_choice = on_change.reform(move |chosen: AttrValue| {
            Change::Final(match (chosen.as_str(), DistributionForm::named(&chosen)) {
                (DEFAULT, _) => Override::Default,
                (OFF, _) => Override::Off,
                (_, Some(kind)) => Override::Value(kind.like(&old)),
                (_, None) => Override::Value(old.clone()),
            })
        });
        // A constant's problem is shown at its number.
        let is_constant = matches!(value, Override::Value(Distribution::Constant(_)));
        let wrong =
            context.problem.as_ref().filter(|_| !is_constant).map(|problem| Wrong::of(problem, Callback::noop()));
        let control = select(&context.id, None, &choices, chosen, None, false, &on_choice);
        let numbers = value.value().map(|distribution| {
            let on_change = on_change.reform(|change: Change<Distribution>| change.map(Override::Value));
            let editor = DistributionEditor {
                context: context.clone(),
                name: text.label.to_owned(),
                range,
                value: distribution.clone(),
                on_change,
            };
            html! { <div class="distribution wide">{ editor.numbers() }</div> }
        });
        html! { <Field id={context.id} {text} {reset} {wrong} {note} {control}>{ for numbers }</Field> }
    }
}

/// Edits a distribution, alone or inside another.
struct DistributionEditor {
    context: FieldContext,
    /// Its name, for a screen reader.
    name: String,
    range: Range,
    value: Distribution,
    on_change: Callback<Change<Distribution>>,
}

/// How a distribution looks with another number in one place.
type With = fn(&mut Distribution, f64);

impl DistributionEditor {
    /// The numbers that make the distribution up.
    fn numbers(&self) -> Html {
        match &self.value {
            Distribution::Constant(value) => {
                self.row(&[("", words::VALUE, *value, |old, new| *old = Distribution::Constant(new))])
            }
            Distribution::Exponential { mean } => self.row(&[(".exponential.mean", words::MEAN, *mean, |old, new| {
                *old = Distribution::Exponential { mean: new };
            })]),
            Distribution::Lognormal { p50, p99 } => self.row(&[
                (".lognormal.p50", words::P50, *p50, |old, new| {
                    if let Distribution::Lognormal { p50, p99 } = old {
                        // The 99th percentile goes along when the median passes it.
                        (*p50, *p99) = (new, p99.max(new));
                    }
                }),
                (".lognormal.p99", words::P99, *p99, |old, new| {
                    if let Distribution::Lognormal { p99, .. } = old {
                        *p99 = new;
                    }
                }),
            ]),
            Distribution::Uniform { min, max } => self.row(&[
                (".uniform.min", words::MIN, *min, |old, new| {
                    if let Distribution::Uniform { min, max } = old {
                        (*min, *max) = (new, max.max(new));
                    }
                }),
                (".uniform.max", words::MAX, *max, |old, new| {
                    if let Distribution::Uniform { max, .. } = old {
                        *max = new;
                    }
                }),
            ]),
            Distribution::Clamped { min, max, of } => {
                let bounds = self.row(&[
                    (".clamped.min", words::MIN, *min, |old, new| {
                        if let Distribution::Clamped { min, .. } = old {
                            *min = new;
                        }
                    }),
                    (".clamped.max", words::MAX, max.unwrap_or(self.range.max), |old, new| {
                        if let Distribution::Clamped { max, .. } = old {
                            *max = Some(new);
                        }
                    }),
                ]);
                let inner = self.inside(".clamped.of", self.name.clone(), of, |old, inner| {
                    if let Distribution::Clamped { of, .. } = old {
                        **of = inner;
                    }
                });
                html! { <>{ bounds }{ inner }</> }
            }
            Distribution::Mixture(parts) if parts.len() <= MAX_SHOWN => self.mixture(parts),
            Distribution::Mixture(_) | Distribution::Empirical(_) => {
                html! { <p class="note">{ words::brief(&self.value, self.range.unit) }</p> }
            }
        }
    }

    /// What is reported of a change of a part, in terms of the whole.
    fn on_part<T: 'static>(&self, with: impl Fn(&mut Distribution, T) + 'static) -> Callback<Change<T>> {
        let old = self.value.clone();
        self.on_change.reform(move |change: Change<T>| {
            change.map(|part| {
                let mut new = old.clone();
                with(&mut new, part);
                new
            })
        })
    }

    fn row(&self, numbers: &[(&str, &'static str, f64, With)]) -> Html {
        let numbers = numbers.iter().map(|&(path, label, value, with)| {
            let kind = number_input::NumberFormat::real(self.range);
            let mut context = self.context.below(path);
            if path.is_empty() {
                // A constant has the path of the whole, whose id is its kind's.
                context.id = format!("{}-value", context.id).into();
            }
            number_part(context, label, words::part(&self.name, label), kind, value, self.on_part(with))
        });
        html! { <div class="parts">{ for numbers }</div> }
    }

    /// A distribution inside this one: its kind and its numbers.
    fn inside(
        &self,
        path: &str,
        name: String,
        inner: &Distribution,
        with: impl Fn(&mut Distribution, Distribution) + 'static,
    ) -> Html {
        let kind = DistributionForm::of(inner);
        let mut kinds = DistributionForm::SIMPLE.to_vec();
        if !kinds.contains(&kind) {
            kinds.push(kind);
        }
        let choices: Vec<Choice> = kinds.into_iter().map(|kind| Choice::plain(kind.name())).collect();
        let context = self.context.below(path);
        let on_change = self.on_part(with);
        let old = inner.clone();
        let on_choice = on_change.reform(move |chosen: AttrValue| {
            Change::Final(DistributionForm::named(&chosen).map_or_else(|| old.clone(), |kind| kind.like(&old)))
        });
        let kind = select(
            &context.below(".kind").id,
            Some(words::kind(&name)),
            &choices,
            kind.name(),
            None,
            false,
            &on_choice,
        );
        let inner = Self { context, name, range: self.range, value: inner.clone(), on_change };
        html! {
            <div class="nested">
                <div class="parts">{ kind }</div>
                { inner.numbers() }
            </div>
        }
    }

    /// The parts of a mixture, each with its weight.
    fn mixture(&self, parts: &[MixturePart]) -> Html {
        let weights = Range { min: 0.0, max: 1e9, step: 1.0, default: 1.0, unit: "" };
        let change = |change: fn(&mut Vec<MixturePart>, usize), index: usize| {
            let on_change = self.on_part(move |whole, ()| {
                if let Distribution::Mixture(parts) = whole {
                    change(parts, index);
                }
            });
            on_change.reform(|_: MouseEvent| Change::Final(()))
        };
        let rows = parts.iter().enumerate().map(|(index, share)| {
            let path = format!(".mixture[{index}]");
            let name = words::part(&self.name, &words::numbered(index));
            let on_weight = self.on_part(move |whole, weight| {
                if let Distribution::Mixture(parts) = whole {
                    parts[index].weight = weight;
                }
            });
            let weight = number_part(
                self.context.below(&format!("{path}.weight")),
                words::WEIGHT,
                words::part(&name, words::WEIGHT),
                number_input::NumberFormat::real(weights),
                share.weight,
                on_weight,
            );
            let remove = words::part(&name, words::REMOVE_PART);
            let inner = self.inside(&format!("{path}.of"), name, &share.of, move |whole, inner| {
                if let Distribution::Mixture(parts) = whole {
                    parts[index].of = inner;
                }
            });
            html! {
                <div key={index}>
                    <div class="parts">
                        { weight }
                        if parts.len() > 1 {
                            <button type="button" class="icon-button" title={words::REMOVE_PART} aria-label={remove}
                                onclick={change(|parts, index| drop(parts.remove(index)), index)}>{ "×" }</button>
                        }
                    </div>
                    { inner }
                </div>
            }
        });
        html! {
            <>
                { for rows }
                if parts.len() < MAX_SHOWN {
                    <button type="button" class="link" onclick={change(repeat_last, 0)}>{ words::ADD_PART }</button>
                }
            </>
        }
    }
}

fn repeat_last(parts: &mut Vec<MixturePart>, _: usize) {
    let of = parts.last().map_or_else(Distribution::default, |part| part.of.clone());
    parts.push(MixturePart { weight: 1.0, of });
}
