//! What a version may have of its own; what it does not have is as in the function.

use super::elements::{function, version};
use crate::configure::settings::{Control, Editable, Row, row};
use crate::state::edit::{Spot, Value};
use crate::text::function_settings as words;
use crate::ui::number_input::Kind;
use crate::ui::scale::Scale;
use lambda_sim::distribution::Distribution;
use lambda_sim::scenario::{Phases, Scenario, Setting, Work, limits};

pub(super) static VERSION: &[Row] = &[
    row!(
        version.memory_mb,
        words::VERSION_MEMORY,
        Control::limit(limits::Range { default: 512.0, ..limits::MEMORY_MB })
    ),
    row!(version.timeout_s, words::VERSION_TIMEOUT, Control::limit(limits::TIMEOUT_S)),
    Row {
        name: "work.error_rate",
        text: words::VERSION_ERRORS,
        control: Control::Limit(
            Kind::percent(limits::SHARE),
            Scale::Log { min: 0.000_1, max: 1.0, zero: true },
            NEW_ERROR_RATE,
        ),
        read: |scenario, at| {
            let own = version::get(scenario, at)?.work.as_ref().map(|work| work.error_rate);
            Some(Value::Number(own.filter(|rate| Some(*rate) != base(scenario, at).map(|work| work.error_rate))))
        },
        put: |scenario, at, value| {
            if let Value::Number(rate) = value {
                put_work(scenario, at, |work, base| work.error_rate = rate.unwrap_or(base.error_rate));
            }
        },
        is_structural: false,
        blocked: None,
        note: None,
    },
    Row {
        name: "work.duration_ms",
        text: words::VERSION_DURATION,
        control: Control::Distribution(limits::PHASE_MS, Distribution::Constant(100.0), Some(words::AS_THE_FUNCTION)),
        read: |scenario, at| {
            let own = version::get(scenario, at)?.work.as_ref().map(|work| work.duration_ms.clone());
            let own = own.filter(|duration| Some(duration) != base(scenario, at).map(|work| &work.duration_ms));
            Some(own.value())
        },
        put: |scenario, at, value| {
            if let Value::Distribution(setting) = value {
                put_work(scenario, at, |work, base| {
                    work.duration_ms = setting.value().unwrap_or(&base.duration_ms).clone();
                });
            }
        },
        is_structural: false,
        blocked: None,
        note: None,
    },
    Row {
        name: "phases.init_ms",
        text: words::VERSION_INIT,
        control: Control::Distribution(
            limits::START_PHASE_MS,
            Distribution::Constant(200.0),
            Some(words::AS_THE_FUNCTION),
        ),
        read: |scenario, at| {
            let own = version::get(scenario, at)?.phases.as_ref().and_then(|phases| phases.init_ms.clone());
            Some(own.value())
        },
        put: |scenario, at, value| {
            let Some(base) = function::get(scenario, at).map(|function| function.phases.clone()) else { return };
            if let (Some(version), Value::Distribution(setting)) = (version::get_mut(scenario, at), value) {
                let init_ms = match setting {
                    Setting::Value(init) => Some(init.clone()),
                    Setting::Default | Setting::Off => base.init_ms.clone(),
                };
                let own = Phases { init_ms, ..version.phases.clone().unwrap_or_else(|| base.clone()) };
                version.phases = (own != base).then_some(own);
            }
        },
        is_structural: false,
        blocked: None,
        note: None,
    },
];

/// The errors of a version that gets some of its own.
const NEW_ERROR_RATE: f64 = 0.05;

fn base(scenario: &Scenario, at: Spot) -> Option<&Work> {
    function::get(scenario, at).map(|function| &function.work)
}

/// Changes a version's work; one that does not differ from the function's is left out.
fn put_work(scenario: &mut Scenario, at: Spot, change: impl FnOnce(&mut Work, &Work)) {
    let Some(base) = base(scenario, at).cloned() else { return };
    if let Some(version) = version::get_mut(scenario, at) {
        let mut own = version.work.take().unwrap_or_else(|| base.clone());
        change(&mut own, &base);
        version.work = (own != base).then_some(own);
    }
}
