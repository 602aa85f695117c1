//! What a version may override; everything else is as in the function.

use crate::configure::elements::{function, version};
use crate::configure::settings::{Control, Editable, NumberControl, Setting, range_at, row};
use crate::state::edit::{ElementPath, Value};
use crate::text::function_settings as words;
use lambda_sim::scenario::ranges::Range;
use lambda_sim::scenario::{Function, Override, Phases, Scenario, Work};

fn timeout(scenario: &Scenario, at: ElementPath, longest: Range) -> Control {
    Control::limit(function::get(scenario, at).and_then(Function::timeouts).unwrap_or(longest))
}

pub static VERSION: &[Setting] = &[
    row!(version.memory_mb, words::VERSION_MEMORY, |range| Control::limit(Range { default: 512.0, ..range })),
    row!(version.timeout_s, words::VERSION_TIMEOUT, |range| Control::Depends(range, timeout)),
    Setting::new(
        "work.error_rate",
        words::VERSION_ERRORS,
        Control::Limit(NumberControl::small_share(range_at!(version, "work.error_rate")).unmarked(), NEW_ERROR_RATE),
        |scenario, at| {
            let own = version::get(scenario, at)?.work.as_ref().map(|work| work.error_rate);
            Some(Value::Number(own.filter(|rate| Some(*rate) != base(scenario, at).map(|work| work.error_rate))))
        },
        |scenario, at, value| {
            if let Value::Number(rate) = value {
                put_work(scenario, at, |work, base| work.error_rate = rate.unwrap_or(base.error_rate));
            }
        },
    ),
    Setting::new(
        "work.duration_ms",
        words::VERSION_DURATION,
        Control::optional_distribution(range_at!(version, "work.duration_ms"), 100.0, words::AS_THE_FUNCTION),
        |scenario, at| {
            let own = version::get(scenario, at)?.work.as_ref().map(|work| work.duration_ms.clone());
            let own = own.filter(|duration| Some(duration) != base(scenario, at).map(|work| &work.duration_ms));
            Some(own.value())
        },
        |scenario, at, value| {
            if let Value::Distribution(setting) = value {
                put_work(scenario, at, |work, base| {
                    work.duration_ms = setting.value().unwrap_or(&base.duration_ms).clone();
                });
            }
        },
    ),
    Setting::new(
        "phases.init_ms",
        words::VERSION_INIT,
        Control::optional_distribution(range_at!(version, "phases.init_ms"), 200.0, words::AS_THE_FUNCTION),
        |scenario, at| {
            let own = version::get(scenario, at)?.phases.as_ref().and_then(|phases| phases.init_ms.clone());
            Some(own.value())
        },
        |scenario, at, value| {
            let Some(base) = function::get(scenario, at).map(|function| function.phases.clone()) else { return };
            if let (Some(version), Value::Distribution(setting)) = (version::get_mut(scenario, at), value) {
                let init_ms = match setting {
                    Override::Value(init) => Some(init.clone()),
                    Override::Default | Override::Off => base.init_ms.clone(),
                };
                let own = Phases { init_ms, ..version.phases.clone().unwrap_or_else(|| base.clone()) };
                version.phases = (own != base).then_some(own);
            }
        },
    ),
];

/// The error rate of a version that first overrides it.
const NEW_ERROR_RATE: f64 = 0.05;

fn base(scenario: &Scenario, at: ElementPath) -> Option<&Work> {
    function::get(scenario, at).map(|function| &function.work)
}

/// Changes a version's work; one that does not differ from the function's is left out.
fn put_work(scenario: &mut Scenario, at: ElementPath, change: impl FnOnce(&mut Work, &Work)) {
    let Some(base) = base(scenario, at).cloned() else { return };
    if let Some(version) = version::get_mut(scenario, at) {
        let mut own = version.work.take().unwrap_or_else(|| base.clone());
        change(&mut own, &base);
        version.work = (own != base).then_some(own);
    }
}
