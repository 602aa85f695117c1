//! Versions: the alias' weights as a slider, deployments on their way, errors and latency of each version.

mod at_cursor;

use crate::charts::chart::{AnswerChart, ChartData, Read, Series};
use crate::charts::drawing::{ColorRole, PtrEq};
use crate::state::edit::Edit;
use crate::state::{Action, TabOption, ViewState};
use crate::text::versions as words;
use crate::ui::select_field::{Choice, named_select};
use crate::ui::table::{self, Table};
use crate::workbench::tabs::{Tab, TabContext, waiting};
use crate::worker::engine::FinishedRun;
use at_cursor::AtCursor;
use lambda_sim::readings::{VersionCounts, Versions as Figures};
use lambda_sim::trace::FunctionId;
use lambda_story::format;
use lambda_story::{Names, version};
use std::rc::Rc;
use web_sys::HtmlInputElement;
use yew::prelude::*;

/// The versions of a function.
pub struct Versions;

impl Tab for Versions {
    const TITLE: &'static str = words::TAB;
    const HAS_CHARTS: bool = true;

    /// Of which function.
    type Query = FunctionId;
    type Answer = Figures;

    fn query(view: &ViewState) -> Option<FunctionId> {
        Some(view.options.versions_function)
    }

    fn answer(run: &mut FinishedRun, function: FunctionId) -> Figures {
        Figures::of(&run.trace, function)
    }

    fn view(context: &TabContext, answer: Option<&Rc<Figures>>, dispatch: &Callback<Action>) -> Html {
        versions(context, answer, dispatch)
    }
}

/// The versions of one function.
fn versions(context: &TabContext, answer: Option<&Rc<Figures>>, dispatch: &Callback<Action>) -> Html {
    let function = context.options.versions_function;
    let names: Vec<&str> = context.results.lanes.functions.iter().map(|function| function.name.as_str()).collect();
    let choices: Vec<Choice> =
        names.iter().enumerate().map(|(index, name)| Choice::new(index.to_string(), (*name).to_owned())).collect();
    let on_function = dispatch.reform(|index: AttrValue| {
        Action::ChooseOption(TabOption::VersionsFunction(FunctionId(index.parse().unwrap_or_default())))
    });
    let id = AttrValue::from(format!("{}-versions-of", context.id));
    let content = answer.map_or_else(|| waiting(words::WAITING), |versions| figures(versions, context));
    html! {
        <>
            <div class="choices">
                { named_select(&id, words::FUNCTION, &choices, &function.0.to_string(), &on_function) }
                { weights(function, context, dispatch) }
            </div>
            { content }
        </>
    }
}

/// The alias as it is configured now, with a slider for its weight.
fn weights(function: FunctionId, context: &TabContext, dispatch: &Callback<Action>) -> Html {
    let name = Names(&context.scenario).function(function);
    let current = context.current.functions.iter().enumerate().find(|(_, other)| other.name == name);
    let Some((index, configured)) = current else { return html! {} };
    match &configured.alias {
        Some(alias) if alias.additional_version.is_some() => {
            let told = words::alias(alias.version, alias.additional_version, alias.additional_weight);
            let weight = (alias.additional_weight * 100.0).round().to_string();
            let on_input = {
                let dispatch = dispatch.clone();
                Callback::from(move |event: InputEvent| {
                    let percent = event.target_unchecked_into::<HtmlInputElement>().value_as_number();
                    if percent.is_finite() {
                        let weight = (percent / 100.0).clamp(0.0, 1.0);
                        dispatch.emit(Action::Edit(Edit::alias_weight(index, weight)));
                    }
                })
            };
            html! {
                <label class="weight">
                    <span>{ &told }</span>
                    <input type="range" min="0" max="100" step="1" value={weight}
                        aria-label={words::WEIGHT} aria-valuetext={told.clone()} oninput={on_input}
                        onchange={dispatch.reform(|_: Event| Action::Settle)} />
                </label>
            }
        }
        Some(alias) => html! { <p>{ words::alias(alias.version, None, 0.0) }</p> },
        None => html! { <p class="quiet">{ words::NO_ALIAS }</p> },
    }
}

fn figures(versions: &Rc<Figures>, context: &TabContext) -> Html {
    let called: Vec<&VersionCounts> = versions.versions.iter().filter(|version| version.invocations > 0).collect();
    let all: u64 = called.iter().map(|version| version.invocations).sum();
    let rates: Vec<(u32, f64)> =
        called.iter().map(|counts| (counts.version, counts.errors as f64 / counts.invocations.max(1) as f64)).collect();
    let rows = called.iter().map(|counts| {
        let ms = |place: usize| counts.latency_ms.map_or_else(|| "–".to_owned(), |ms| format::ms(ms[place]));
        vec![
            version(counts.version),
            format::count(counts.invocations),
            format::share(counts.invocations as f64 / all.max(1) as f64),
            format::count(counts.errors),
            format::count(counts.throttles),
            format::count(counts.cold),
            ms(0),
            ms(2),
        ]
    });
    let name = Names(&context.scenario).function(versions.function);
    let deployments = context.scenario.deployments.iter().filter(|deployment| deployment.function == name);
    let deployments: Vec<String> = deployments
        .map(|deployment| words::deployment(deployment.at_s, deployment.version, deployment.preference))
        .chain(versions.shifts.iter().skip(1).map(|(at, primary, additional, weight)| {
            let (to, weight) =
                if primary == additional { (*primary, 1.0) } else { (*additional, f64::from(*weight) / 1e6) };
            words::shift(at.0 as f64, to, weight)
        }))
        .collect();
    let head = table::head(&words::HEAD);
    let table = Table { caption: words::caption(&rates), head, rows: rows.collect(), foot: None };
    let answer = PtrEq(versions.clone());
    let chart = |what: Curve| {
        html! {
            <AnswerChart<Figures> answer={answer.clone()} index={what as usize} read={Read(answered_chart)} context={context.chart.clone()} />
        }
    };
    html! {
        <>
            if called.len() < 2 {
                <p class="quiet">{ words::ONE }</p>
            }
            { table.view() }
            <AtCursor playhead={context.chart.playhead.clone()} versions={answer.clone()} />
            <div class="metrics">
                { chart(Curve::Share) }
                { chart(Curve::Requests) }
                { chart(Curve::Errors) }
            </div>
            if !deployments.is_empty() {
                <h3>{ words::DEPLOYMENTS }</h3>
                <ul class="deployments">
                    { for deployments.into_iter().enumerate().map(|(index, text)| html! { <li key={index}>{ text }</li> }) }
                </ul>
            }
        </>
    }
}

/// What of the versions a chart shows.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Curve {
    Share,
    Requests,
    Errors,
}

impl Curve {
    const ALL: [Self; 3] = [Self::Share, Self::Requests, Self::Errors];
}

fn answered_chart(versions: &Figures, index: usize) -> Option<ChartData> {
    Curve::ALL.get(index).map(|what| chart(versions, *what))
}

/// A series for each version that was called, and colors that can be distinguished.
fn chart(versions: &Figures, what: Curve) -> ChartData {
    const INKS: [ColorRole; 4] = [ColorRole::Handler, ColorRole::Init, ColorRole::Start, ColorRole::Restore];
    let called = versions.versions.iter().filter(|counts| counts.invocations > 0);
    let series = called.zip(INKS.iter().cycle()).map(|(counts, ink)| Series {
        name: version(counts.version),
        ink: *ink,
        filled: false,
        period_us: versions.step_us as f64,
        points: match what {
            Curve::Share => share_over_time(versions, counts.version),
            Curve::Requests => counts.invocations_over_time.iter().map(|count| *count as f32).collect(),
            Curve::Errors => counts.errors_over_time.iter().map(|count| *count as f32).collect(),
        },
    });
    let (caption, show): (_, fn(f64) -> String) = match what {
        Curve::Share => (words::SHARE_OVER_TIME, format::share),
        Curve::Requests => (words::OVER_TIME, format::quantity),
        Curve::Errors => (words::ERRORS_OVER_TIME, format::quantity),
    };
    ChartData { caption: caption.to_owned(), show, series: series.collect(), limits: Vec::new(), strips: Vec::new() }
}

/// The share that the alias sends to a version, at the end of each step.
fn share_over_time(versions: &Figures, number: u32) -> Vec<f32> {
    let steps = versions.versions.first().map_or(0, |counts| counts.invocations_over_time.len());
    let share = |step: usize| {
        let at = (step as u64 + 1) * versions.step_us;
        let last = versions.shifts.iter().rev().find(|(from, ..)| from.0.max(0).unsigned_abs() < at);
        last.map_or(f32::NAN, |(_, primary, additional, weight)| {
            let weight = if primary == additional { 0.0 } else { *weight as f32 / 1e6 };
            let to_primary = if number == *primary { 1.0 - weight } else { 0.0 };
            let to_additional = if number == *additional && primary != additional { weight } else { 0.0 };
            to_primary + to_additional
        })
    };
    (0..steps).map(share).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use lambda_sim::units::Instant;

    #[test]
    fn the_alias_share_follows_its_shifts() {
        let counts = |version| VersionCounts {
            version,
            invocations: 1,
            errors: 0,
            cold: 0,
            throttles: 0,
            latency_ms: None,
            invocations_over_time: vec![1; 3],
            errors_over_time: vec![0; 3],
        };
        let versions = Figures {
            function: FunctionId(0),
            step_us: 1_000_000,
            versions: vec![counts(1), counts(2)],
            shifts: vec![
                (Instant::ZERO, 1, 1, 0),
                (Instant::from_secs(1), 1, 2, 100_000),
                (Instant::from_secs(2), 2, 2, 0),
            ],
        };
        assert_eq!(share_over_time(&versions, 1), [1.0, 0.9, 0.0]);
        assert_eq!(share_over_time(&versions, 2), [0.0, 0.1, 1.0]);
    }
}
