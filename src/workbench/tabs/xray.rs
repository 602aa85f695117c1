//! Traces: a list of requests, one of them as a waterfall through functions and services, and the service map.

mod service_map;
mod waterfall;

use crate::state::choices::TraceOrder;
use crate::state::{Action, Choose};
use crate::text::xray as words;
use crate::ui::select_field::{Choice, named_select};
use crate::workbench::tabs::TabContext;
use crate::worker::question::{Answer, Topic, TraceList, TraceRow};
use lambda_story::Names;
use lambda_story::format;
use yew::prelude::*;

/// Which come first, and how that is called.
const ORDERS: [(TraceOrder, &str); 3] =
    [(TraceOrder::Slowest, words::SLOWEST), (TraceOrder::Failed, words::FAILED), (TraceOrder::First, words::FIRST)];

/// The traces in sight.
pub fn traces(shown: &TabContext, dispatch: &Callback<Action>) -> Html {
    let order =
        ORDERS.iter().find(|(order, _)| *order == shown.choices.trace_order).map_or(words::SLOWEST, |(_, name)| name);
    let choices: Vec<Choice> = ORDERS.iter().map(|(_, name)| Choice::plain(*name)).collect();
    let on_order = dispatch.reform(|name: AttrValue| {
        let order =
            ORDERS.iter().find(|(_, other)| *other == name.as_str()).map_or(TraceOrder::Slowest, |(order, _)| *order);
        Action::Choose(Choose::TraceOrder(order))
    });
    let id = AttrValue::from(format!("{}-trace-order", shown.id));
    let list = match shown.answer(Topic::Traces) {
        Some(Answer::Traces(list)) => found(list, shown, dispatch),
        _ => html! { <p class="quiet">{ words::WAITING }</p> },
    };
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

fn found(list: &TraceList, shown: &TabContext, dispatch: &Callback<Action>) -> Html {
    let names = Names(&shown.scenario);
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
    let on_click = dispatch.reform(move |_: MouseEvent| Action::Choose(Choose::Trace(Some(id))));
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
