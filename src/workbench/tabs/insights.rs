//! Lambda Insights: the multi-function and the single-function dashboard. Off by default for every function, as in AWS.

mod answer;

use crate::charts::chart::{AnswerChart, ChartData, Read, Series};
use crate::charts::drawing::{ColorRole, PtrEq};
use crate::state::edit::Edit;
use crate::state::{Action, TabOption, ViewState};
use crate::text::insights as words;
use crate::ui::select_field::{Choice, named_select};
use crate::ui::table::{self, Table};
use crate::workbench::tabs::{Tab, TabContext, waiting};
use crate::worker::engine::FinishedRun;
pub use answer::month_usd;
use lambda_story::Names;
use lambda_story::format;

use answer::InsightsView;
use lambda_sim::readings::insights::{InsightsUnit, InvocationInsights};
use lambda_sim::trace::FunctionId;
use std::rc::Rc;
use yew::prelude::*;

/// Lambda Insights.
pub struct Insights;

impl Tab for Insights {
    const TITLE: &'static str = words::TAB;
    const HAS_CHARTS: bool = true;

    /// The function that is shown alone; `None`: all.
    type Query = Option<FunctionId>;
    type Answer = InsightsView;

    fn query(view: &ViewState) -> Option<Self::Query> {
        Some(view.options.insights_function)
    }

    fn answer(run: &mut FinishedRun, function: Self::Query) -> InsightsView {
        let calls = run.calls();
        answer::insights(&run.trace, &run.scenario, &calls, function)
    }

    fn view(context: &TabContext, answer: Option<&Rc<InsightsView>>, dispatch: &Callback<Action>) -> Html {
        insights(context, answer, dispatch)
    }
}

/// The dashboards, or how to switch them on.
fn insights(context: &TabContext, view: Option<&Rc<InsightsView>>, dispatch: &Callback<Action>) -> Html {
    let names = Names(&context.scenario);
    let on: Vec<FunctionId> = context
        .scenario
        .functions
        .iter()
        .enumerate()
        .filter(|(_, function)| function.insights)
        .map(|(index, _)| FunctionId(index as u16))
        .collect();
    let price = view.filter(|_| !on.is_empty()).map(|view| words::price(on.len(), view.month_usd));
    let content = match view {
        _ if on.is_empty() => html! { <p>{ words::OFF }</p> },
        None => waiting(words::WAITING),
        Some(view) => dashboards(view, context),
    };
    let mut choices = vec![Choice::new("all", words::MULTI)];
    choices.extend(on.iter().map(|id| Choice::new(id.0.to_string(), names.function(*id).to_owned())));
    let chosen = context.options.insights_function.map_or_else(|| "all".to_owned(), |id| id.0.to_string());
    let on_view = dispatch.reform(|value: AttrValue| {
        Action::ChooseOption(TabOption::InsightsFunction(value.parse().ok().map(FunctionId)))
    });
    let id = AttrValue::from(format!("{}-insights-view", context.id));
    html! {
        <>
            <div class="choices">
                if !on.is_empty() {
                    { named_select(&id, words::VIEW, &choices, &chosen, &on_view) }
                }
                <fieldset class="switches">
                    <legend>{ words::ON }</legend>
                    { for switches(context, dispatch) }
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
fn switches(context: &TabContext, dispatch: &Callback<Action>) -> Vec<Html> {
    let functions = context.current.functions.iter().enumerate();
    functions
        .map(|(index, function)| {
            let on = !function.insights;
            let on_change = dispatch.reform(move |_: Event| Action::Edit(Edit::insights(index, on)));
            html! {
                <label key={index}><input type="checkbox" checked={function.insights} onchange={on_change} />{ &function.name }</label>
            }
        })
        .collect()
}

fn dashboards(view: &Rc<InsightsView>, context: &TabContext) -> Html {
    let names = Names(&context.scenario);
    let charts = (0..view.series.len()).map(|index| {
        html! {
            <AnswerChart<InsightsView> key={index} answer={PtrEq(view.clone())} {index} read={Read(chart)} context={context.chart.clone()} />
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
        ink: ColorRole::Handler,
        filled: true,
        period_us: f64::from(view.period_s) * 1e6,
        points: points.clone(),
    };
    let caption = words::caption(entry.name, series.highest(), show);
    Some(ChartData { caption, show, series: vec![series], limits: Vec::new(), strips: Vec::new() })
}
