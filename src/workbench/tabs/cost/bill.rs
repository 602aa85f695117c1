//! The bill: what a month that goes on like the run costs, line by line, and the run's share of it.

use crate::text::bill as words;
use crate::ui::table::{self, Table};
use crate::worker::protocol::{BillLine, Results};
use lambda_sim::pricing::LineItem;
use lambda_story::format;
use yew::prelude::*;

/// The bill of a finished run, whose month has 730 hours in place of 30 days or not.
pub fn bill(results: &Results, month_of_730_h: bool) -> Html {
    let (bill, cost) = (&results.bill, &results.summary.cost_usd);
    let largest = bill.lines.iter().max_by(|a, b| a.month_usd.total_cmp(&b.month_usd));
    let caption = words::caption(cost.month, largest.map(|line| (line.item, line.month_usd)));
    let head = table::head(&[words::LINE, words::QUANTITY, words::FREE, words::MONTH, words::RUN]);
    let total =
        [words::TOTAL.to_owned(), String::new(), String::new(), format::usd(cost.month), format::usd(cost.total)];
    let tiers = bill.tiers.iter().map(|tier| {
        [
            tier.architecture.id().to_owned(),
            words::tier(tier.tier).to_owned(),
            format::quantity(tier.gb_seconds),
            format!("${}", tier.price_usd),
            format::usd(tier.amount_usd),
        ]
        .to_vec()
    });
    let tier_head = table::head(&[words::ARCHITECTURE, words::TIER, words::GB_SECONDS, words::PRICE, words::AMOUNT]);
    let copied: Vec<LineItem> =
        bill.lines.iter().filter(|line| line.is_priced_as_us_east_1).map(|line| line.item).collect();
    html! {
        <>
            { Table { caption, head, rows: bill.lines.iter().map(row).collect(), foot: Some(total.to_vec()) }.view() }
            if let Some(per_million) = cost.per_million {
                <p>{ words::PER_MILLION }{ ": " }<strong>{ format::usd(per_million) }</strong></p>
            }
            if !bill.tiers.is_empty() {
                { Table { caption: words::TIERS.to_owned(), head: tier_head, rows: tiers.collect(), foot: None }.view() }
            }
            <p class="quiet">{ words::prices(&bill.region_name, &bill.prices_as_of, month_of_730_h) }</p>
            if !copied.is_empty() {
                <p class="quiet">{ words::priced_as_us_east_1(&copied) }</p>
            }
        </>
    }
}

fn row(line: &BillLine) -> Vec<String> {
    let quantity = |value: f64| match value {
        0.0 => "–".to_owned(),
        value => format!("{}\u{a0}{}", format::quantity(value), line.unit.name()),
    };
    [
        line.item.label().to_owned(),
        quantity(line.quantity),
        quantity(line.free),
        format::usd(line.month_usd),
        format::usd(line.run_usd),
    ]
    .to_vec()
}
