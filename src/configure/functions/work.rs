//! What an invocation costs: the handler's work, how much of it computes, what memory it takes and how it fails.

use crate::configure::functions::FunctionFields;
use crate::configure::functions::package::optional;
use crate::state::edit::FunctionEdit;
use crate::text::{distribution, function as words};
use crate::ui::change::Change;
use crate::ui::disclosure::Disclosure;
use crate::ui::distribution_field::DistributionField;
use crate::ui::number_field::NumberField;
use crate::ui::number_input::Kind;
use crate::ui::scale::Scale;
use lambda_sim::distribution::Distribution;
use lambda_sim::lifecycle::defaults::PhaseDefaults;
use lambda_sim::lifecycle::handler_factor;
use lambda_sim::scenario::{Setting, limits};
use lambda_story::format;
use yew::prelude::*;

/// The handler's work, as the scenario asks for it at once.
pub fn function_work(fields: &FunctionFields) -> Html {
    let FunctionFields { function, opened, edit, .. } = fields;
    let (work, before) = (&function.work, &opened.work);
    let takes = work.duration_ms.mean() * handler_factor(function, &fields.constants);
    let on_duration = edit.change(|duration: Distribution| FunctionEdit::DurationMs(duration));
    html! {
        <>
            { DistributionField { place: edit.at("work.duration_ms"), text: words::DURATION, range: limits::PHASE_MS, value: Setting::Value(work.duration_ms.clone()), opened: Setting::Value(before.duration_ms.clone()), usual: Distribution::Constant(limits::PHASE_MS.default), on_change: given(&on_duration), default_name: None, off_name: None, note: Some(words::handler_takes(takes).into()) }.view() }
            { NumberField::new(edit.at("work.cpu_share"), words::CPU_SHARE, Kind::percent(limits::SHARE), (work.cpu_share, before.cpu_share), edit.change(FunctionEdit::CpuShare)).scale(SHARES).view() }
        </>
    }
}

/// A whole share, per cent by per cent.
const SHARES: Scale = Scale::Linear { min: 0.0, max: 1.0, step: 0.01 };
/// Failures are rare or everything: a logarithmic scale shows both.
const RATES: Scale = Scale::Log { min: 0.000_1, max: 1.0, zero: true };

/// A field that has no default and cannot be off only ever gives a distribution.
fn given(on_change: &Callback<Change<Distribution>>) -> Callback<Change<Setting<Distribution>>> {
    let on_change = on_change.clone();
    Callback::from(move |change| match change {
        Change::Ongoing(Setting::Value(value)) => on_change.emit(Change::Ongoing(value)),
        Change::Final(Setting::Value(value)) => on_change.emit(Change::Final(value)),
        _ => {}
    })
}

/// Failures, memory use, threads, folded away.
pub fn function_failures(fields: &FunctionFields) -> Html {
    let FunctionFields { function, edit, .. } = fields;
    let work = &function.work;
    let failing = work.error_rate + work.crash_rate + function.phases.init_error_rate;
    html! {
        <Disclosure summary={words::WORK} brief={words::failing(&format::share(failing))}
            is_wrong={edit.is_wrong(&["work.memory_used_mb", "work.parallelism", "work.error_rate", "work.crash_rate", "phases.init_error_rate"])}>
            { function_failures_fields(fields) }
        </Disclosure>
    }
}

/// Their fields.
pub fn function_failures_fields(fields: &FunctionFields) -> Html {
    let FunctionFields { function, opened, edit, .. } = fields;
    let (work, before) = (&function.work, &opened.work);
    let usual = PhaseDefaults::of(function).memory_used_mb;
    let unit = limits::MEMORY_USED_MB.unit;
    let memory_note = work.memory_used_mb.is_none().then(|| {
        AttrValue::from(words::calibrated(&distribution::brief(&usual.value, unit), usual.source, usual.confidence))
    });
    let rate = |path: &str, text, value: f64, opened: f64, make: fn(f64) -> FunctionEdit| {
        html! {
            { NumberField::new(edit.at(path), text, Kind::percent(limits::SHARE), (value, opened), edit.change(make)).scale(RATES).view() }
        }
    };
    html! {
        <>
            { rate("work.error_rate", words::ERROR_RATE, work.error_rate, before.error_rate, FunctionEdit::ErrorRate) }
            { rate("work.crash_rate", words::CRASH_RATE, work.crash_rate, before.crash_rate, FunctionEdit::CrashRate) }
            { rate("phases.init_error_rate", words::INIT_ERROR_RATE, function.phases.init_error_rate,
                opened.phases.init_error_rate, FunctionEdit::InitErrorRate) }
            { DistributionField { place: edit.at("work.memory_used_mb"), text: words::MEMORY_USED, range: limits::MEMORY_USED_MB, value: optional(&work.memory_used_mb), opened: optional(&before.memory_used_mb), usual: usual.value, on_change: edit.change(|memory: Setting<Distribution>| FunctionEdit::MemoryUsedMb(memory.value().cloned())), default_name: Some(words::CALIBRATED), off_name: None, note: memory_note }.view() }
            { NumberField::new(edit.at("work.parallelism"), words::PARALLELISM, Kind::whole(limits::PARALLELISM), (f64::from(work.parallelism), f64::from(before.parallelism)), edit.change(|threads| FunctionEdit::Parallelism(threads as u32))).scale(Scale::Linear { min: 1.0, max: 6.0, step: 1.0 }).disabled_because((work.cpu_share == 0.0).then_some(words::NOTHING_TO_COMPUTE)).view() }
        </>
    }
}
