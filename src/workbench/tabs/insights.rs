//! Lambda Insights: the multi-function and the single-function dashboard. Off by default for every function, as in AWS.

use crate::charts::chart::{AnswerChart, ChartData, Read, Series};
use crate::charts::drawing::{Ink, Same};
use crate::state::edit::{Edit, FunctionEdit};
use crate::state::{Action, Choose};
use crate::text::insights as words;
use crate::ui::select_field::{Choice, named_select};
use crate::ui::table::{self, Table};
use crate::workbench::tabs::TabContext;
use crate::worker::question::{Answer, InsightsView, Topic};
use lambda_sim::readings::insights::{InsightsUnit, InvocationInsights};
use lambda_sim::trace::FunctionId;
use lambda_story::Names;
use lambda_story::format;
use yew::prelude::*;

/// The dashboards, or how to switch them on.
pub fn insights(shown: &TabContext, dispatch: &Callback<Action>) -> Html {
    let names = Names(&shown.scenario);
    let on: Vec<FunctionId> = shown
        .scenario
        .functions
        .iter()
        .enumerate()
        .filter(|(_, function)| function.insights)
        .map(|(index, _)| FunctionId(index as u16))
        .collect();
    let view = match shown.answer(Topic::Insights) {
        Some(Answer::Insights(view)) => Some(view),
        _ => None,
    };
    let price = view.filter(|_| !on.is_empty()).map(|view| words::price(on.len(), view.month_usd));
    let content = match view {
        _ if on.is_empty() => html! { <p>{ words::OFF }</p> },
        None => html! { <p class="quiet">{ words::WAITING }</p> },
        Some(view) => dashboards(view, shown),
    };
    let mut choices = vec![Choice::new("all", words::MULTI)];
    choices.extend(on.iter().map(|id| Choice::new(id.0.to_string(), names.function(*id).to_owned())));
    let chosen = shown.choices.insights_function.map_or_else(|| "all".to_owned(), |id| id.0.to_string());
    let on_view = dispatch
        .reform(|value: AttrValue| Action::Choose(Choose::InsightsFunction(value.parse().ok().map(FunctionId))));
    let id = AttrValue::from(format!("{}-insights-view", shown.id));
    html! {
        <>
            <div class="choices">
                if !on.is_empty() {
                    { named_select(&id, words::VIEW, &choices, &chosen, &on_view) }
                }
                <fieldset class="switches">
                    <legend>{ words::ON }</legend>
                    { for switches(shown, dispatch) }
                </fieldset>
            </div>
            if let Some(price) = price {
                <p class="quiet">{ price }</p>
            }
            { content }
        </>
    }
}

/// A switch for each function as it is configured now.
fn switches(shown: &TabContext, dispatch: &Callback<Action>) -> Vec<Html> {
    let functions = shown.current.functions.iter().enumerate();
    functions
        .map(|(index, function)| {
            let on = !function.insights;
            let on_change = dispatch.reform(move |_: Event| Action::Edit(Edit::Function(index, FunctionEdit::Insights(on))));
            html! {
                <label key={index}><input type="checkbox" checked={function.insights} onchange={on_change} />{ &function.name }</label>
            }
        })
        .collect()
}

fn dashboards(view: &InsightsView, shown: &TabContext) -> Html {
    let names = Names(&shown.scenario);
    let Some(answered) = shown.answers.of(Topic::Insights).cloned().map(Same) else { return html! {} };
    let charts = (0..view.series.len()).map(|index| {
        html! {
            <AnswerChart key={index} answered={answered.clone()} {index} read={Read(answered_chart)} sight={shown.sight.clone()} />
        }
    });
    html! {
        <>
            { overview(view, names).view() }
            <div class="metrics">{ for charts }</div>
            if !view.recent.is_empty() {
                { recent(&view.recent).view() }
            }
            <p class="quiet">{ words::NO_NETWORK }</p>
        </>
    }
}

fn optional_ms(value: Option<f64>) -> String {
    value.map_or_else(|| "–".to_owned(), format::ms)
}

fn overview(view: &InsightsView, names: Names<'_>) -> Table {
    let caption = if view.series.is_empty() { words::OVERVIEW } else { words::SINGLE };
    let rows = view.overview.iter().map(|line| {
        vec![
            names.function(line.function).to_owned(),
            format::count(line.invocations),
            format::count(line.cold_starts),
            format::count(line.errors),
            optional_ms(line.duration_mean_ms),
            format::ms(line.duration_max_ms),
            optional_ms(line.init_mean_ms),
            optional_ms(line.cpu_mean_ms),
            words::mb(f64::from(line.used_memory_max_mb)),
            line.memory_mean_percent.map_or_else(|| "–".to_owned(), words::percent),
            format::quantity(line.gb_seconds),
        ]
    });
    let head = table::head(&words::OVERVIEW_HEAD);
    Table { caption: caption.to_owned(), head, rows: rows.collect(), foot: None }
}

fn recent(invocations: &[InvocationInsights]) -> Table {
    let rows = invocations.iter().map(|told| {
        vec![
            format::moment_us(told.at.0 as f64),
            format::ms(told.duration_ms),
            format::ms(told.billed_duration_ms as f64),
            optional_ms(told.init_duration_ms),
            format::ms(told.cpu_total_time_ms),
            words::mb(f64::from(told.used_memory_max_mb)),
            words::percent(told.memory_utilization_percent),
            told.outcome.id().replace('_', " "),
        ]
    });
    let head = table::head(&words::RECENT_HEAD);
    Table { caption: words::RECENT.to_owned(), head, rows: rows.collect(), foot: None }
}

fn answered_chart(answer: &Answer, index: usize) -> Option<ChartData> {
    let Answer::Insights(view) = answer else { return None };
    chart(view, index)
}

fn chart(view: &InsightsView, index: usize) -> Option<ChartData> {
    let (metric, points) = view.series.get(index)?;
    let entry = metric.entry();
    let show: fn(f64) -> String = match entry.unit {
        InsightsUnit::Milliseconds => format::ms,
        InsightsUnit::Percent => words::percent,
        InsightsUnit::Megabytes => words::mb,
        InsightsUnit::Bytes => format::quantity,
    };
    let series = Series {
        name: format!("{}, {}", entry.name, entry.statistic),
        ink: Ink::Handler,
        filled: true,
        period_us: f64::from(view.period_s) * 1e6,
        points: points.clone(),
    };
    let caption = words::caption(entry.name, series.highest(), show);
    Some(ChartData { caption, show, series: vec![series], limits: Vec::new(), strips: Vec::new() })
}
