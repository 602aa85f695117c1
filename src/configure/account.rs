//! The panel "Account and Region": quotas and prices belong to one account in one Region.

use crate::configure::editor::Editor;
use crate::configure::settings::{Control, Editable, Row, Settings, row};
use crate::state::edit::{AccountEdit, Edit, Spot, Value};
use crate::text::account as words;
use crate::ui::change::Change;
use crate::ui::disclosure::Disclosure;
use crate::ui::limit_field::LimitField;
use crate::ui::number_input::Kind;
use crate::ui::scale::Scale;
use crate::ui::select_field::{Choice, SelectField};
use crate::ui::switch_field::SwitchField;
use lambda_sim::pricing::PriceBook;
use lambda_sim::scenario::{Account, Scenario, Setting, limits};
use yew::prelude::*;

/// The panel, with the scenario whose account it is as it stands and as it was opened; the prices tell what Regions there are.
pub fn account_panel(scenario: &Scenario, opened: &Scenario, prices: &PriceBook, editor: &Editor) -> Html {
    let settings = Settings { scenario, opened, editor, prefix: "account.".to_owned(), at: Spot::default() };
    let (account, opened) = (&scenario.account, &opened.account);
    let regions: Vec<Choice> = prices
        .regions()
        .iter()
        .map(|region| Choice::new(region.id.clone(), words::region(&region.id, &region.name)))
        .collect();
    let region_name = prices.region(&account.region).ok().map(|region| AttrValue::from(region.name.clone()));
    html! {
        <section class="panel" aria-label={words::TITLE}>
            <header><h2>{ words::TITLE }</h2></header>
            { SelectField::new(editor.at("account.region"), words::REGION, regions, (account.region.clone(), opened.region.clone()), editor.choose(|region: AttrValue| Edit::Account(AccountEdit::Region(region.to_string())))).note(region_name).view() }
            { LimitField::new(editor.at("account.concurrency_limit"), words::CONCURRENCY_LIMIT, Kind::whole(limits::CONCURRENCY_LIMIT), (shown(account.concurrency_limit()), shown(opened.concurrency_limit())), limits::CONCURRENCY_LIMIT.default, Scale::Log { min: 10.0, max: 100_000.0, zero: false }, limit(editor, AccountEdit::ConcurrencyLimit, limits::CONCURRENCY_LIMIT.default)).note(off_note(account.concurrency_limit().is_none())).marked().view() }
            <Disclosure summary={words::MORE} is_wrong={editor.fields().is_wrong(&["account.scaling", "account.requests_per_second", "account.gateway"].map(str::to_owned))}>
                { account_more(&settings) }
            </Disclosure>
        </section>
    }
}

/// The account, as an element of a table.
mod whole {
    use super::{Account, Scenario, Spot};

    pub const fn get(scenario: &Scenario, _: Spot) -> Option<&Account> {
        Some(&scenario.account)
    }

    pub const fn get_mut(scenario: &mut Scenario, _: Spot) -> Option<&mut Account> {
        Some(&mut scenario.account)
    }
}

/// What of the account has no edit of its own.
static ROWS: &[Row] = &[
    row!(whole.free_init, words::FREE_INIT, Control::Switch),
    row!(whole.month_of_730_h, words::MONTH_OF_730_H, Control::Switch),
    Row {
        name: "scaling_rule",
        text: words::SCALING_RULE,
        control: Control::OneOf(&words::SCALING_RULES),
        read: |scenario, _| Some(scenario.account.scaling_rule.value()),
        put: |scenario, _, value| scenario.account.scaling_rule.put(value),
        is_structural: false,
        blocked: None,
        note: None,
    },
    Row {
        name: "gateway_requests_per_second",
        text: words::GATEWAY_RATE,
        control: Control::limit(limits::REQUESTS_PER_SECOND),
        read: |scenario, _| Some(Value::Number(shown(scenario.account.gateway_requests_per_second()))),
        put: |scenario, _, value| {
            let Value::Number(rate) = value else { return };
            let usual = Account { gateway_requests_per_second: Setting::Default, ..scenario.account.clone() };
            scenario.account.gateway_requests_per_second = match rate {
                None => Setting::Off,
                Some(rate) if shown(usual.gateway_requests_per_second()) == Some(*rate) => Setting::Default,
                Some(rate) => Setting::Value(*rate as u32),
            };
        },
        is_structural: false,
        blocked: None,
        note: None,
    },
];

/// What is folded away.
pub fn account_more(settings: &Settings) -> Html {
    let (account, opened, editor) = (&settings.scenario.account, &settings.opened.account, settings.editor);
    // A rate that follows the quota is no change of its own when the quota changes.
    let opened_rate = rate(&Account { requests_per_second: opened.requests_per_second, ..account.clone() });
    html! {
        <>
                { LimitField::new(editor.at("account.scaling_per_10s"), words::SCALING_PER_10S, Kind::whole(limits::SCALING_PER_10S), (shown(account.scaling_per_10s()), shown(opened.scaling_per_10s())), limits::SCALING_PER_10S.default, Scale::Log { min: 1.0, max: 10_000.0, zero: false }, limit(editor, AccountEdit::ScalingPer10s, limits::SCALING_PER_10S.default)).note(off_note(account.scaling_per_10s().is_none())).marked().view() }
                { LimitField::new(editor.at("account.requests_per_second"), words::REQUESTS_PER_SECOND, Kind::whole(limits::REQUESTS_PER_SECOND), (rate(account), opened_rate), usual_rate(account), Scale::Log { min: 1.0, max: 1_000_000.0, zero: false }, limit(editor, AccountEdit::RequestsPerSecond, usual_rate(account))).note(rate_note(account)).view() }
                { SwitchField::new(editor.at("account.free_tier"), words::FREE_TIER, (account.free_tier, opened.free_tier), editor.choose(|on: bool| Edit::Account(AccountEdit::FreeTier(on)))).view() }
                { settings.rows(ROWS) }
        </>
    }
}

fn shown(limit: Option<u32>) -> Option<f64> {
    limit.map(f64::from)
}

fn rate(account: &Account) -> Option<f64> {
    account.requests_per_second().map(|rate| rate as f64)
}

/// What the rate quota is where it is left out.
fn usual_rate(account: &Account) -> f64 {
    let follows = Account { requests_per_second: Setting::Default, ..account.clone() };
    rate(&follows).unwrap_or(limits::REQUESTS_PER_SECOND.default)
}

fn rate_note(account: &Account) -> Option<AttrValue> {
    match (rate(account), account.requests_per_second) {
        (None, _) => off_note(true),
        (Some(_), Setting::Default) => Some(AttrValue::Static(words::FOLLOWS_QUOTA)),
        (Some(_), _) => Some(words::set_by_hand(usual_rate(account)).into()),
    }
}

fn off_note(off: bool) -> Option<AttrValue> {
    off.then_some(AttrValue::Static(words::NO_LIMIT))
}

/// A limit set to what holds anyway is left out of the scenario.
fn limit(editor: &Editor, edit: fn(Setting<u32>) -> AccountEdit, usual: f64) -> Callback<Change<Option<f64>>> {
    editor.account(move |value: Option<f64>| {
        edit(match value {
            None => Setting::Off,
            Some(value) if value == usual => Setting::Default,
            Some(value) => Setting::Value(value as u32),
        })
    })
}
