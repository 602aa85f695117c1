//! The figures of each function, side by side.

use crate::state::{Action, ViewState};
use crate::text::summary as words;
use crate::ui::table::{self, Table};
use crate::workbench::tabs::{Tab, TabContext};
use crate::worker::engine::FinishedRun;
use crate::worker::protocol::Results;
use lambda_sim::readings::Counts;
use lambda_story::format;
use std::rc::Rc;
use yew::prelude::*;

/// The functions.
pub struct Functions;

impl Tab for Functions {
    const TITLE: &'static str = words::TAB;

    type Query = ();
    type Answer = ();

    /// The results have all that it shows.
    fn query(_: &ViewState) -> Option<()> {
        None
    }

    fn answer(_: &mut FinishedRun, (): ()) {}

    fn view(context: &TabContext, _: Option<&Rc<()>>, _: &Callback<Action>) -> Html {
        by_function(&context.results)
    }
}

/// A row for each function, in the scenario's order, and one for all.
fn by_function(results: &Results) -> Html {
    let summary = &results.summary;
    let names = results.lanes.functions.iter().map(|function| &function.name);
    let rows = names.filter_map(|name| Some(row(name, summary.functions.get(name)?))).collect::<Vec<_>>();
    let head = [
        words::FUNCTION,
        words::REQUESTS,
        words::THROTTLES,
        words::ERRORS,
        words::TIMEOUTS,
        words::COLD,
        words::P50,
        words::P95,
        words::P99,
        words::MAX,
        words::INIT_P50,
        words::PEAK,
        words::ENVIRONMENTS,
    ];
    let foot = (rows.len() > 1).then(|| row(words::ALL, &summary.total));
    Table { caption: words::CAPTION.to_owned(), head: table::head(&head), rows, foot }.view()
}

fn row(name: &str, counts: &Counts) -> Vec<String> {
    let ms = |value: Option<f64>| value.map_or_else(|| "–".to_owned(), format::ms);
    let latency = &counts.latency_ms;
    [
        name.to_owned(),
        format::count(counts.requests),
        format::count(counts.throttles),
        format::count(counts.errors),
        format::count(counts.timeouts),
        format::share(counts.cold_share()),
        ms(latency.p50),
        ms(latency.p95),
        ms(latency.p99),
        ms(latency.max),
        ms(counts.init_ms.p50),
        format::count(u64::from(counts.concurrency.peak)),
        format::count(counts.environments.created),
    ]
    .to_vec()
}
