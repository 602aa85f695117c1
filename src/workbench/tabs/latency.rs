//! How latencies spread: a histogram for each group on one axis, and the percentiles in a table.

mod histogram;

use crate::charts::drawing::Same;
use crate::state::choices::LatencyBy;
use crate::state::{Action, Choose};
use crate::text::latency as words;
use crate::ui::select_field::{Choice, named_select};
use crate::ui::table::{self, Table};
use crate::workbench::tabs::TabContext;
use crate::worker::question::{Answer, Answered, Topic};
use histogram::Histogram;
use lambda_sim::readings::Spread;
use lambda_story::Names;
use lambda_story::format;
use std::rc::Rc;
use yew::prelude::*;

/// By what they are told apart, and how that is called.
const BY: [(LatencyBy, &str); 3] = [
    (LatencyBy::Start, words::BY_START),
    (LatencyBy::Version, words::BY_VERSION),
    (LatencyBy::Source, words::BY_SOURCE),
];

/// The spreads.
pub fn latency(shown: &TabContext, dispatch: &Callback<Action>) -> Html {
    let by = BY.iter().find(|(by, _)| *by == shown.choices.latency_by).map_or(words::BY_START, |(_, name)| name);
    let choices: Vec<Choice> = BY.iter().map(|(_, name)| Choice::plain(*name)).collect();
    let on_by = dispatch.reform(|name: AttrValue| {
        let by = BY.iter().find(|(_, other)| *other == name.as_str()).map_or(LatencyBy::Start, |(by, _)| *by);
        Action::Choose(Choose::LatencyBy(by))
    });
    let answered = shown.answers.of(Topic::Latency);
    let content = match answered.map(|answered| (answered, &answered.answer)) {
        Some((answered, Answer::Latency(spreads))) => spread(spreads, answered, shown),
        _ => html! { <p class="quiet">{ words::WAITING }</p> },
    };
    let id = AttrValue::from(format!("{}-latency-by", shown.id));
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

fn spread(spreads: &[Spread], answered: &Rc<Answered>, shown: &TabContext) -> Html {
    if spreads.is_empty() {
        return html! { <p>{ words::NOTHING }</p> };
    }
    let names = Names(&shown.scenario);
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
            <Histogram answered={Same(answered.clone())} labels={labels.clone()} {caption} colours={shown.sight.colours} />
            { table.view() }
        </>
    }
}
