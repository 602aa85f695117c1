//! The panel "Account and Region": quotas and prices belong to one account in one Region.

use crate::configure::editor::Editor;
use crate::configure::prices::prices;
use crate::configure::settings::{Choices, Control, ElementEditor, Getter, NumberControl, Setting, range_at, row};
use crate::state::edit::{ElementPath, Setter, Value};
use crate::text::{FieldText, account as words};
use crate::ui::scale::Scale;
use crate::ui::select_field::Choice;
use lambda_sim::scenario::ranges::Range;
use lambda_sim::scenario::{Account, ChangeKind, NewLimit, Override, ScalingRule, Scenario};
use yew::prelude::*;

/// The panel.
pub fn account_panel(scenario: &Scenario, baseline: &Scenario, editor: &Editor) -> Html {
    let whole = ElementEditor::whole(scenario, baseline, editor);
    let editor = whole.below("account", whole.at);
    html! {
        <section class="panel" aria-label={words::TITLE}>
            <header><h2>{ words::TITLE }</h2></header>
            { editor.rows(ACCOUNT) }
            { editor.folded(words::MORE, None, MORE) }
        </section>
    }
}

/// What the quotas may be that are not simply a row.
const LIMIT: Range = range_at!(account, "concurrency_limit");
const SCALING: Range = range_at!(account, "scaling_per_10s");

pub static ACCOUNT: &[Setting] = &[
    row!(account.region, words::REGION, Control::Named(regions)).note(region_name),
    quota(
        "concurrency_limit",
        words::CONCURRENCY_LIMIT,
        LIMIT,
        Scale::Log { min: 10.0, max: 100_000.0, zero: false },
        |scenario, _| Some(shown(scenario.account.concurrency_limit())),
        |scenario, _, value| set(&mut scenario.account.concurrency_limit, value, LIMIT.default),
    )
    .note(|scenario, _| off_note(scenario.account.concurrency_limit().is_none()))
    .live(|_, after, _| Some(ChangeKind::ConcurrencyLimit(NewLimit { value: after.account.concurrency_limit() }))),
];

pub static MORE: &[Setting] = &[
    quota(
        "scaling_per_10s",
        words::SCALING_PER_10S,
        SCALING,
        Scale::Log { min: 1.0, max: 10_000.0, zero: false },
        |scenario, _| Some(shown(scenario.account.scaling_per_10s())),
        |scenario, _, value| set(&mut scenario.account.scaling_per_10s, value, SCALING.default),
    )
    .note(|scenario, _| off_note(scenario.account.scaling_per_10s().is_none())),
    Setting::new(
        "requests_per_second",
        words::REQUESTS_PER_SECOND,
        Control::Depends(range_at!(account, "requests_per_second"), |scenario, _, range| {
            let number = NumberControl::whole(range).unmarked();
            let scale = Scale::Log { min: 1.0, max: 1_000_000.0, zero: false };
            Control::Limit(number.over(scale), usual_rate(&scenario.account))
        }),
        |scenario, _| Some(Value::Number(rate(&scenario.account))),
        |scenario, _, value| {
            let usual = usual_rate(&scenario.account);
            set(&mut scenario.account.requests_per_second, value, usual);
        },
    )
    // A rate that follows the quota is no change by itself when the quota changes.
    .compared(|scenario, baseline, _| {
        let requests_per_second = baseline.account.requests_per_second;
        Some(Value::Number(rate(&Account { requests_per_second, ..scenario.account.clone() })))
    })
    .note(rate_note),
    row!(account.free_tier, words::FREE_TIER, Control::Switch),
    row!(account.free_init, words::FREE_INIT, Control::Switch),
    row!(account.month_of_730_h, words::MONTH_OF_730_H, Control::Switch),
    row!(account.scaling_rule, words::SCALING_RULE, Control::OneOf(ScalingRule::NAMES)),
    Setting::new(
        "gateway_requests_per_second",
        words::GATEWAY_RATE,
        Control::limit(range_at!(account, "gateway_requests_per_second")),
        |scenario, _| Some(shown(scenario.account.gateway_requests_per_second())),
        |scenario, _, value| {
            let usual = Account { gateway_requests_per_second: Override::Default, ..scenario.account.clone() };
            let usual = usual.gateway_requests_per_second().map_or(f64::NAN, f64::from);
            set(&mut scenario.account.gateway_requests_per_second, value, usual);
        },
    ),
];

/// A quota that holds by default and can be switched off.
const fn quota(name: &'static str, text: FieldText, range: Range, scale: Scale, get: Getter, set: Setter) -> Setting {
    Setting::new(name, text, Control::Limit(NumberControl::whole(range).over(scale), range.default), get, set)
}

fn shown(limit: Option<u32>) -> Value {
    Value::Number(limit.map(f64::from))
}

/// Sets a quota; one that is set to what holds anyway is left out of the scenario.
fn set(quota: &mut Override<u32>, value: &Value, usual: f64) {
    if let Value::Number(number) = value {
        *quota = match number {
            None => Override::Off,
            Some(number) if *number == usual => Override::Default,
            Some(number) => Override::Value(*number as u32),
        };
    }
}

fn regions(_: &Scenario, _: ElementPath) -> Vec<Choice> {
    let regions = prices().regions().iter();
    regions.map(|region| Choice::new(region.id.clone(), words::region(&region.id, &region.name))).collect()
}

fn region_name(scenario: &Scenario, _: ElementPath) -> Option<String> {
    prices().region(&scenario.account.region).ok().map(|region| region.name.to_string())
}

fn rate(account: &Account) -> Option<f64> {
    account.requests_per_second().map(|rate| rate as f64)
}

/// The rate quota if it is left out.
fn usual_rate(account: &Account) -> f64 {
    let follows = Account { requests_per_second: Override::Default, ..account.clone() };
    rate(&follows).unwrap_or(range_at!(account, "requests_per_second").default)
}

fn rate_note(scenario: &Scenario, _: ElementPath) -> Option<String> {
    let account = &scenario.account;
    match (rate(account), account.requests_per_second) {
        (None, _) => off_note(true),
        (Some(_), Override::Default) => Some(words::FOLLOWS_QUOTA.to_owned()),
        (Some(_), Override::Off | Override::Value(_)) => Some(words::set_by_hand(usual_rate(account))),
    }
}

fn off_note(off: bool) -> Option<String> {
    off.then(|| words::NO_LIMIT.to_owned())
}
