//! Traces: a list of requests, one of them as a waterfall through functions and services, and the service map.

mod answer;
mod service_map;
mod waterfall;

use crate::state::tab_options::TraceOrder;
use crate::state::{Action, TabOption, ViewState};
use crate::text::xray as words;
use crate::ui::select_field::{Choice, named_select};
use crate::workbench::tabs::{Tab, TabContext, waiting};
use crate::worker::engine::FinishedRun;
use answer::{TraceList, TraceRow};
use lambda_sim::trace::InvocationId;
use lambda_sim::units::Instant;
use lambda_story::Names;
use lambda_story::format;
use serde::{Deserialize, Serialize};
use std::rc::Rc;
use yew::prelude::*;

/// The traces.
pub struct Traces;

/// Which requests went through what.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct TracesQuery {
    /// Which come first.
    pub order: TraceOrder,
    /// From when.
    pub from: Instant,
    /// To when.
    pub to: Instant,
    /// Which one is looked at; `None`: the first.
    pub chosen: Option<InvocationId>,
}

impl Tab for Traces {
    const TITLE: &'static str = words::TAB;

    type Query = TracesQuery;
    type Answer = TraceList;

    fn query(view: &ViewState) -> Option<TracesQuery> {
        let (from, to) = view.in_sight();
        Some(TracesQuery { order: view.options.trace_order, from, to, chosen: view.options.trace })
    }

    fn answer(run: &mut FinishedRun, query: TracesQuery) -> TraceList {
        let calls = run.calls();
        answer::traces(&run.trace, &calls, &query)
    }

    fn view(context: &TabContext, answer: Option<&Rc<TraceList>>, dispatch: &Callback<Action>) -> Html {
        traces(context, answer.map(|list| &**list), dispatch)
    }
}

/// Which come first, and how that is called.
const ORDERS: [(TraceOrder, &str); 3] =
    [(TraceOrder::Slowest, words::SLOWEST), (TraceOrder::Failed, words::FAILED), (TraceOrder::First, words::FIRST)];

/// The traces in sight.
fn traces(context: &TabContext, answer: Option<&TraceList>, dispatch: &Callback<Action>) -> Html {
    let order =
        ORDERS.iter().find(|(order, _)| *order == context.options.trace_order).map_or(words::SLOWEST, |(_, name)| name);
    let choices: Vec<Choice> = ORDERS.iter().map(|(_, name)| Choice::plain(*name)).collect();
    let on_order = dispatch.reform(|name: AttrValue| {
        let order =
            ORDERS.iter().find(|(_, other)| *other == name.as_str()).map_or(TraceOrder::Slowest, |(order, _)| *order);
        Action::ChooseOption(TabOption::TraceOrder(order))
    });
    let id = AttrValue::from(format!("{}-trace-order", context.id));
    let list = answer.map_or_else(|| waiting(words::WAITING), |list| found(list, context, dispatch));
    html! {
        <>
            <div class="choices">
                { named_select(&id, words::ORDER, &choices, order, &on_order) }
                <p class="quiet">{ words::ABOUT }</p>
            </div>
            { list }
        </>
    }
}

fn found(list: &TraceList, context: &TabContext, dispatch: &Callback<Action>) -> Html {
    let names = Names(&context.scenario);
    let rows = list.rows.iter().map(|row| {
        let is_chosen = list.chosen == Some(row.invocation);
        html! { <li key={row.invocation.0}>{ item(row, is_chosen, names, dispatch) }</li> }
    });
    html! {
        <>
            if list.rows.is_empty() {
                <p>{ words::NOTHING }</p>
            } else {
                <div class="traces">
                    <ol class="trace-list" tabindex="0" aria-label={words::LIST}>{ for rows }</ol>
                    { waterfall::waterfall(&list.spans, names, dispatch) }
                </div>
            }
            { service_map::service_map(&list.map, names) }
        </>
    }
}

fn item(row: &TraceRow, is_chosen: bool, names: Names<'_>, dispatch: &Callback<Action>) -> Html {
    let id = row.invocation;
    let on_click = dispatch.reform(move |_: MouseEvent| Action::ChooseOption(TabOption::Trace(Some(id))));
    html! {
        <button type="button" aria-pressed={is_chosen.to_string()} onclick={on_click}>
            <strong>{ format::time_us(row.took.0 as f64) }</strong>
            <span>{ names.function(row.function) }</span>
            <span class="quiet">{ format::moment_us(row.at.0 as f64) }</span>
            <span>{ words::how(row.outcome, row.start, row.attempt) }</span>
            if row.sampled {
                <span class="quiet">{ words::SAMPLED }</span>
            }
        </button>
    }
}
