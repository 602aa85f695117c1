//! The panel "Concurrency": reserved and provisioned are two switches that combine, and what they leave of the account.

use crate::configure::editor::Editor;
use crate::configure::functions::FunctionFields;
use crate::configure::functions::function_settings::scaling_settings;
use crate::state::edit::FunctionEdit;
use crate::text::concurrency as words;
use crate::ui::limit_field::LimitField;
use crate::ui::number_input::Kind;
use crate::ui::scale::Scale;
use crate::ui::switch_field::SwitchField;
use lambda_sim::pricing::{MONTH, PriceBook, PriceItem};
use lambda_sim::scenario::{Function, ProvisionedStart, Scenario, limits};
use lambda_sim::units::{MbMillis, MegaBytes};
use yew::prelude::*;

/// The panel; the prices tell what provisioned concurrency costs.
pub fn concurrency_panel(
    scenario: &Scenario,
    opened: &Scenario,
    configured: usize,
    prices: &PriceBook,
    editor: &Editor,
) -> Html {
    let Some(fields) = FunctionFields::of(configured, scenario, opened, editor) else { return html! {} };
    html! {
        <section class="panel" aria-label={words::TITLE}>
            <header>
                <h2>{ words::TITLE }</h2>
                <span class="quiet">{ &fields.function.name }</span>
            </header>
            { reserved(scenario, &fields) }
            { provisioned(scenario, &fields, prices) }
            if fields.function.provisioned_concurrency.is_some() {
                { scaling_settings(&fields.settings) }
            }
            <p class="note">{ left(scenario) }</p>
        </section>
    }
}

fn reserved(scenario: &Scenario, fields: &FunctionFields) -> Html {
    let FunctionFields { function, opened, edit, .. } = fields;
    let note = match function.reserved_concurrency {
        None => words::RESERVED_OFF,
        Some(0) => words::RESERVED_ZERO,
        Some(_) => words::RESERVED_ON,
    };
    html! {
        { LimitField::new(edit.at("reserved_concurrency"), words::RESERVED, Kind::whole(limits::RESERVED_CONCURRENCY), (function.reserved_concurrency.map(f64::from), opened.reserved_concurrency.map(f64::from)), suggested(scenario, function, limits::RESERVED_CONCURRENCY.default), up_to(available(scenario, function)), edit.change(|value: Option<f64>| FunctionEdit::ReservedConcurrency(value.map(|value| value as u32)))).note(Some(note.into())).view() }
    }
}

fn provisioned(scenario: &Scenario, fields: &FunctionFields, prices: &PriceBook) -> Html {
    let FunctionFields { function, opened, edit, .. } = fields;
    let most = function.reserved_concurrency.unwrap_or_else(|| available(scenario, function));
    let note = match function.provisioned_concurrency {
        None => words::PROVISIONED_OFF.to_owned(),
        Some(count) => price_note(scenario, function, count, prices),
    };
    let is_on = function.provisioned_concurrency.is_some();
    html! {
        <>
            { LimitField::new(edit.at("provisioned_concurrency"), words::PROVISIONED, Kind::whole(limits::PROVISIONED_CONCURRENCY), (function.provisioned_concurrency.map(f64::from), opened.provisioned_concurrency.map(f64::from)), limits::PROVISIONED_CONCURRENCY.default.min(f64::from(most)), up_to(most), edit.change(|value: Option<f64>| FunctionEdit::ProvisionedConcurrency(value.map(|value| value as u32)))).note(Some(note.into())).view() }
            if is_on {
                { SwitchField::new(edit.at("provisioned_start"), words::ALLOCATE, (function.provisioned_start == ProvisionedStart::Allocate, opened.provisioned_start == ProvisionedStart::Allocate), edit.choose(|on: bool| FunctionEdit::ProvisionedStart(if on { ProvisionedStart::Allocate } else { ProvisionedStart::Ready }))).view() }
            }
        </>
    }
}

/// What so much provisioned concurrency costs a month, and from when on it pays.
fn price_note(scenario: &Scenario, function: &Function, count: u32, prices: &PriceBook) -> String {
    let Ok(region) = prices.region(&scenario.account.region) else { return String::new() };
    let month_ms = MONTH.0 / 1_000;
    let held = MbMillis((MegaBytes(function.memory_mb) * month_ms).0 * u128::from(count));
    let month = region.price(PriceItem::Provisioned(function.architecture)).times_gb_seconds(held).as_f64();
    let price = words::price(month);
    match region.provisioned_break_even(function.architecture) {
        Some(share) => format!("{price}; {}", words::break_even(share)),
        None => price,
    }
}

/// What a function takes out of the account's pool.
fn claim(function: &Function) -> u64 {
    u64::from(function.reserved_concurrency.or(function.provisioned_concurrency).unwrap_or(0))
}

/// What of the account this function may still reserve or provision.
fn available(scenario: &Scenario, function: &Function) -> u32 {
    let limit = scenario.account.concurrency_limit().unwrap_or(limits::CONCURRENCY_LIMIT.default as u32);
    let others: u64 = scenario.functions.iter().filter(|other| other.name != function.name).map(claim).sum();
    let left = u64::from(limit.saturating_sub(limits::ALWAYS_UNRESERVED)).saturating_sub(others);
    u32::try_from(left).unwrap_or(u32::MAX)
}

fn suggested(scenario: &Scenario, function: &Function, usual: f64) -> f64 {
    usual.min(f64::from(available(scenario, function)))
}

/// A slider over what is possible: logarithmic where that is a lot.
fn up_to(most: u32) -> Scale {
    let most = f64::from(most.max(1));
    if most > 50.0 {
        Scale::Log { min: 1.0, max: most, zero: true }
    } else {
        Scale::Linear { min: 0.0, max: most, step: 1.0 }
    }
}

fn left(scenario: &Scenario) -> String {
    match scenario.account.concurrency_limit() {
        None => words::NO_ACCOUNT_LIMIT.to_owned(),
        Some(limit) => {
            let claimed: u64 = scenario.functions.iter().map(claim).sum();
            words::left(u64::from(limit).saturating_sub(claimed), u64::from(limit))
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn scenario(reserved: [Option<u32>; 2]) -> Scenario {
        let names = ["a", "b"];
        let functions = names.into_iter().zip(reserved).map(|(name, reserved_concurrency)| Function {
            name: name.to_owned(),
            memory_mb: 512,
            reserved_concurrency,
            ..Function::default()
        });
        Scenario { functions: functions.collect(), ..Scenario::default() }
    }

    #[test]
    fn what_others_reserve_and_a_hundred_are_not_available() {
        let scenario = scenario([Some(24), Some(300)]);
        assert_eq!(available(&scenario, &scenario.functions[0]), 600);
        assert_eq!(left(&scenario), "676 of 1,000 left for all functions without reserved concurrency");
    }

    #[test]
    fn provisioned_concurrency_is_priced_by_memory_and_month() {
        let scenario = scenario([None, None]);
        // 6 × 0.5 GB × 2,592,000 s × $0.0000041667 = $32.40.
        let note = price_note(&scenario, &scenario.functions[0], 6, &PriceBook::current());
        assert!(note.starts_with("$32.40 a month at this memory"), "{note}");
    }
}
