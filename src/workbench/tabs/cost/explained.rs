//! Why a line of the bill is as high as it is: which functions make it, the rule, and what would make it go away.

use super::BillParts;
use crate::state::Action;
use crate::text::bill_why as words;
use crate::workbench::inspector::rules_of;
use crate::workbench::suggestion::suggestion;
use crate::workbench::tabs::TabContext;
use lambda_sim::pricing::LineItem;
use lambda_sim::readings::why::Suggestion;
use lambda_sim::trace::FunctionId;
use lambda_story::Names;
use yew::prelude::*;

/// A disclosure for each line that costs anything.
pub fn explained(parts: &BillParts, context: &TabContext, dispatch: &Callback<Action>) -> Html {
    let lines = LineItem::ALL.into_iter().enumerate().filter_map(|(index, item)| {
        let line = context.results.bill.lines.iter().find(|line| line.item == item && line.month_usd > 0.0)?;
        let of = |(function, usd): &(FunctionId, Vec<f64>)| {
            usd.get(index).filter(|usd| **usd > 0.0).map(|usd| (*function, *usd))
        };
        let mut shares: Vec<(FunctionId, f64)> = parts.functions.iter().filter_map(of).collect();
        shares.sort_by(|a, b| b.1.total_cmp(&a.1));
        Some(html! { <li key={index}>{ line_explained(item, line.month_usd, &shares, context, dispatch) }</li> })
    });
    html! {
        <section class="bill-why">
            <h3>{ words::TITLE }</h3>
            <ul>{ for lines }</ul>
            if parts.insights_usd > 0.0 {
                <p>{ words::insights(parts.insights_usd) }</p>
            }
        </section>
    }
}

fn line_explained(
    item: LineItem,
    month_usd: f64,
    shares: &[(FunctionId, f64)],
    context: &TabContext,
    dispatch: &Callback<Action>,
) -> Html {
    let names = Names(&context.scenario);
    let most = shares.first().map(|(function, _)| *function);
    let change = most
        .filter(|_| item == LineItem::Provisioned)
        .map(|function| Suggestion::ProvisionLess { function, to: 0 })
        .filter(|suggestion| suggestion.is_possible(&context.scenario));
    html! {
        <details>
            <summary>{ words::question(item, month_usd) }</summary>
            <p>{ item.about() }</p>
            if !shares.is_empty() {
                <p>{ words::shares(shares, names) }</p>
            }
            { for change.map(|change| suggestion(change, names, dispatch)) }
            { rules_of(item.rules()) }
        </details>
    }
}
