//! The panel "Concurrency": reserved and provisioned are two switches that combine, and what they leave of the account.

use crate::configure::editor::Editor;
use crate::configure::elements::{function, scaled};
use crate::configure::functions::function_editor;
use crate::configure::functions::function_settings::scaling::scaling_settings;
use crate::configure::prices::prices;
use crate::configure::settings::{Control, Editable, NumberControl, Setting, row};
use crate::state::edit::{ElementPath, Value};
use crate::text::concurrency as words;
use crate::ui::scale::Scale;
use lambda_sim::pricing::{MONTH, PriceItem};
use lambda_sim::scenario::ranges::Range;
use lambda_sim::scenario::{ChangeKind, Function, NewProvisioned, NewReserved, ProvisionedStart, Scenario, ranges};
use lambda_sim::units::{MbMillis, MegaBytes};
use yew::prelude::*;

/// The panel.
pub fn concurrency_panel(scenario: &Scenario, baseline: &Scenario, configured: usize, editor: &Editor) -> Html {
    let Some(function) = scenario.functions.get(configured) else { return html! {} };
    let editor = function_editor(configured, scenario, baseline, editor);
    html! {
        <section class="panel" aria-label={words::TITLE}>
            <header>
                <h2>{ words::TITLE }</h2>
                <span class="quiet">{ &function.name }</span>
            </header>
            { editor.rows(CONCURRENCY) }
            if function.provisioned_concurrency.is_some() {
                { scaling_settings(&editor) }
            }
            <p class="note">{ left(scenario) }</p>
        </section>
    }
}

pub static CONCURRENCY: &[Setting] = &[
    row!(function.reserved_concurrency, words::RESERVED, |range| Control::Depends(range, reserved))
        .note(reserved_note)
        .live(|_, after, at| {
            let function = function::get(after, at)?;
            let value = function.reserved_concurrency;
            Some(ChangeKind::ReservedConcurrency(NewReserved { function: function.name.clone(), value }))
        }),
    row!(function.provisioned_concurrency, words::PROVISIONED, |range| Control::Depends(range, provisioned))
        .set_by(set_provisioned)
        .note(provisioned_note)
        .live(|_, after, at| {
            let function = function::get(after, at)?;
            let value = function.provisioned_concurrency.unwrap_or(0);
            Some(ChangeKind::ProvisionedConcurrency(NewProvisioned { function: function.name.clone(), value }))
        }),
    Setting::new(
        "provisioned_start",
        words::ALLOCATE,
        Control::Switch,
        |scenario, at| {
            Some(Value::Flag(match scaled::get(scenario, at)?.provisioned_start {
                ProvisionedStart::Allocate => true,
                ProvisionedStart::Ready => false,
            }))
        },
        |scenario, at, value| {
            if let (Some(function), Value::Flag(on)) = (scaled::get_mut(scenario, at), value) {
                function.provisioned_start = if *on { ProvisionedStart::Allocate } else { ProvisionedStart::Ready };
            }
        },
    ),
];

fn reserved(scenario: &Scenario, at: ElementPath, range: Range) -> Control {
    let available = function::get(scenario, at).map_or(0, |function| available(scenario, function));
    let when_on = range.default.min(f64::from(available));
    Control::Limit(NumberControl::whole(range).unmarked().over(up_to(available)), when_on)
}

fn reserved_note(scenario: &Scenario, at: ElementPath) -> Option<String> {
    let note = match function::get(scenario, at)?.reserved_concurrency {
        None => words::RESERVED_OFF,
        Some(0) => words::RESERVED_ZERO,
        Some(_) => words::RESERVED_ON,
    };
    Some(note.to_owned())
}

fn provisioned(scenario: &Scenario, at: ElementPath, range: Range) -> Control {
    let most = function::get(scenario, at)
        .map_or(0, |function| function.reserved_concurrency.unwrap_or_else(|| available(scenario, function)));
    let when_on = range.default.min(f64::from(most));
    Control::Limit(NumberControl::whole(range).unmarked().over(up_to(most)), when_on)
}

/// Without provisioned concurrency there is nothing to scale.
fn set_provisioned(scenario: &mut Scenario, at: ElementPath, value: &Value) {
    if let Some(function) = function::get_mut(scenario, at) {
        function.provisioned_concurrency.set(value);
        if function.provisioned_concurrency.is_none() {
            function.provisioned_autoscaling = None;
        }
    }
}

fn provisioned_note(scenario: &Scenario, at: ElementPath) -> Option<String> {
    let function = function::get(scenario, at)?;
    Some(match function.provisioned_concurrency {
        None => words::PROVISIONED_OFF.to_owned(),
        Some(count) => price_note(scenario, function, count),
    })
}

/// What this much provisioned concurrency costs a month, and from when on it pays.
fn price_note(scenario: &Scenario, function: &Function, count: u32) -> String {
    let Ok(region) = prices().region(&scenario.account.region) else { return String::new() };
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
    let limit = scenario.account.concurrency_limit().unwrap_or(ranges::CONCURRENCY_LIMIT.default as u32);
    let others: u64 = scenario.functions.iter().filter(|other| other.name != function.name).map(claim).sum();
    let left = u64::from(limit.saturating_sub(ranges::ALWAYS_UNRESERVED)).saturating_sub(others);
    u32::try_from(left).unwrap_or(u32::MAX)
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
        let note = price_note(&scenario, &scenario.functions[0], 6);
        assert!(note.starts_with("$32.40 a month at this memory"), "{note}");
    }
}
