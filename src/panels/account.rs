//! The panel "Account and Region": quotas and prices belong to one account in one Region.

use super::editor::Editor;
use crate::deferred::{self, Later};
use crate::state::edit::{AccountEdit, Edit};
use crate::text::account as words;
use crate::ui::change::Change;
use crate::ui::disclosure::Disclosure;
use crate::ui::limit_field::LimitField;
use crate::ui::number_input::Kind;
use crate::ui::scale::Scale;
use crate::ui::select_field::{Choice, SelectField};
use crate::ui::switch_field::SwitchField;
use lambda_sim::pricing::PriceBook;
use lambda_sim::scenario::{Account, Setting, limits};
use yew::prelude::*;

/// The panel, with the account as it stands and as it was opened; the prices tell what Regions there are.
pub fn account_panel(account: &Account, opened: &Account, prices: &PriceBook, editor: &Editor) -> Html {
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
            <Disclosure summary={words::MORE} is_wrong={editor.fields().is_wrong(&["account.scaling_per_10s", "account.requests_per_second"].map(str::to_owned))}>
                { deferred::view(|code: &Later| (code.account)(account, opened, editor)) }
            </Disclosure>
        </section>
    }
}

/// What is folded away.
pub fn account_more(account: &Account, opened: &Account, editor: &Editor) -> Html {
    // A rate that follows the quota is no change of its own when the quota changes.
    let opened_rate = rate(&Account { requests_per_second: opened.requests_per_second, ..account.clone() });
    html! {
        <>
                { LimitField::new(editor.at("account.scaling_per_10s"), words::SCALING_PER_10S, Kind::whole(limits::SCALING_PER_10S), (shown(account.scaling_per_10s()), shown(opened.scaling_per_10s())), limits::SCALING_PER_10S.default, Scale::Log { min: 1.0, max: 10_000.0, zero: false }, limit(editor, AccountEdit::ScalingPer10s, limits::SCALING_PER_10S.default)).note(off_note(account.scaling_per_10s().is_none())).marked().view() }
                { LimitField::new(editor.at("account.requests_per_second"), words::REQUESTS_PER_SECOND, Kind::whole(limits::REQUESTS_PER_SECOND), (rate(account), opened_rate), usual_rate(account), Scale::Log { min: 1.0, max: 1_000_000.0, zero: false }, limit(editor, AccountEdit::RequestsPerSecond, usual_rate(account))).note(rate_note(account)).view() }
                { SwitchField::new(editor.at("account.free_tier"), words::FREE_TIER, (account.free_tier, opened.free_tier), editor.choose(|on: bool| Edit::Account(AccountEdit::FreeTier(on)))).view() }
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
