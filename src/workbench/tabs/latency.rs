//! How latencies spread: a histogram for each group on one axis, and the percentiles in a table.

mod histogram;

use crate::charts::drawing::PtrEq;
use crate::state::tab_options::LatencyBy;
use crate::state::{Action, TabOption, ViewState};
use crate::text::latency as words;
use crate::ui::select_field::{Choice, named_select};
use crate::ui::table::{self, Table};
use crate::workbench::tabs::{Tab, TabContext, waiting};
use crate::worker::engine::FinishedRun;
use histogram::Histogram;
use lambda_sim::readings::{Group, LatencyDistribution};
use lambda_sim::trace::{FunctionId, Invocation};
use lambda_story::Names;
use lambda_story::format;
use std::rc::Rc;
use yew::prelude::*;

/// The latencies.
pub struct Latency;

impl Tab for Latency {
    const TITLE: &'static str = words::TAB;

    /// By what they are grouped, of all functions or of one.
    type Query = (LatencyBy, Option<FunctionId>);
    type Answer = Vec<LatencyDistribution>;

    fn query(view: &ViewState) -> Option<Self::Query> {
        Some((view.options.latency_by, view.function))
    }

    fn answer(run: &mut FinishedRun, (by, function): Self::Query) -> Vec<LatencyDistribution> {
        let trace = &run.trace;
        let group = |invocation: &Invocation| match by {
            LatencyBy::Start => Group::by_start(invocation.row.flags),
            LatencyBy::Version => Group::by_version(trace, invocation.row.pool),
            LatencyBy::Source => Group::Source(invocation.row.source),
        };
        LatencyDistribution::by(trace, group, function)
    }

    fn view(context: &TabContext, answer: Option<&Rc<Vec<LatencyDistribution>>>, dispatch: &Callback<Action>) -> Html {
        latencies(context, answer, dispatch)
    }
}

/// By what they are grouped, and how that is called.
const BY: [(LatencyBy, &str); 3] = [
    (LatencyBy::Start, words::BY_START),
    (LatencyBy::Version, words::BY_VERSION),
    (LatencyBy::Source, words::BY_SOURCE),
];

/// The spreads.
fn latencies(context: &TabContext, answer: Option<&Rc<Vec<LatencyDistribution>>>, dispatch: &Callback<Action>) -> Html {
    let by = BY.iter().find(|(by, _)| *by == context.options.latency_by).map_or(words::BY_START, |(_, name)| name);
    let choices: Vec<Choice> = BY.iter().map(|(_, name)| Choice::plain(*name)).collect();
    let on_by = dispatch.reform(|name: AttrValue| {
        let by = BY.iter().find(|(_, other)| *other == name.as_str()).map_or(LatencyBy::Start, |(by, _)| *by);
        Action::ChooseOption(TabOption::LatencyBy(by))
    });
    let content = answer.map_or_else(|| waiting(words::WAITING), |spreads| spread(spreads, context));
    let id = AttrValue::from(format!("{}-latency-by", context.id));
    html! {
        <>
            <div class="choices">
                { named_select(&id, words::BY, &choices, by, &on_by) }
                <p class="quiet">{ words::ABOUT }</p>
            </div>
            { content }
        </>
    }
}

fn spread(spreads: &Rc<Vec<LatencyDistribution>>, context: &TabContext) -> Html {
    if spreads.is_empty() {
        return html! { <p>{ words::NOTHING }</p> };
    }
    let names = Names(&context.scenario);
    let labels: Vec<String> = spreads.iter().map(|spread| words::group(spread.group, names)).collect();
    let caption = words::caption(spreads, names);
    let rows = spreads.iter().zip(&labels).map(|(spread, label)| {
        let [p50, p90, p95, p99, last] = spread.percentiles_ms.map(format::ms);
        let (mean, max) = (format::ms(spread.mean_ms), format::ms(spread.max_ms));
        vec![label.clone(), format::count(spread.count), mean, p50, p90, p95, p99, last, max]
    });
    let table =
        Table { caption: words::TABLE.to_owned(), head: table::head(&words::HEAD), rows: rows.collect(), foot: None };
    html! {
        <>
            <Histogram spreads={PtrEq(spreads.clone())} labels={labels.clone()} {caption} colors={context.chart.colors} />
            { table.view() }
        </>
    }
}
