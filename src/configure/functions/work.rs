//! What an invocation costs: the handler's work, how much of it computes, what memory it takes and how it fails.

use crate::configure::elements::function;
use crate::configure::settings::{Control, ElementEditor, NumberControl, Setting, range_at, row};
use crate::state::edit::ElementPath;
use crate::state::live::settings::new_configuration;
use crate::text::function as words;
use crate::ui::scale::Scale;
use crate::ui::words::distribution;
use lambda_sim::assumptions::Constants;
use lambda_sim::lifecycle::defaults::PhaseDefaults;
use lambda_sim::lifecycle::handler_factor;
use lambda_sim::scenario::ranges::Range;
use lambda_sim::scenario::{ChangeKind, Function, NewWork, Scenario};
use lambda_story::format;
use yew::prelude::*;

/// The handler's work, always in sight.
pub static WORK: &[Setting] = &[
    row!("work.duration_ms", function.work.duration_ms, words::DURATION, |range| Control::distribution(
        range,
        range.default
    ))
    .note(handler_takes)
    .live(|_, after, at| {
        new_configuration(after, at, |function, new| new.duration_ms = Some(function.work.duration_ms.clone()))
    }),
    row!("work.cpu_share", function.work.cpu_share, words::CPU_SHARE, |range| Control::even_share(range)).live(
        |_, after, at| new_configuration(after, at, |function, new| new.cpu_share = Some(function.work.cpu_share)),
    ),
];

/// Failures, memory use and threads.
pub static FAILURES: &[Setting] = &[
    row!("work.error_rate", function.work.error_rate, words::ERROR_RATE, |range| Control::share(range)).live(
        |_, after, at| {
            let function = function::get(after, at)?;
            let error_rate = Some(function.work.error_rate);
            Some(ChangeKind::Work(NewWork { function: function.name.clone(), duration_factor: None, error_rate }))
        },
    ),
    row!("work.crash_rate", function.work.crash_rate, words::CRASH_RATE, |range| Control::share(range)),
    row!("phases.init_error_rate", function.phases.init_error_rate, words::INIT_ERROR_RATE, |range| Control::share(
        range
    )),
    row!("work.memory_used_mb", function.work.memory_used_mb, words::MEMORY_USED, |range| Control::Depends(
        range,
        memory_used
    ))
    .note(memory_note),
    row!("work.parallelism", function.work.parallelism, words::PARALLELISM, |range| Control::Number(
        NumberControl::whole(range).over(THREADS)
    ))
    .blocked(nothing_to_compute),
];

/// A function has at most six vCPUs.
const THREADS: Scale = Scale::Linear { min: 1.0, max: 6.0, step: 1.0 };

/// Failures, memory use and threads, folded away.
pub fn failures(editor: &ElementEditor, function: &Function) -> Html {
    let work = &function.work;
    let failing = work.error_rate + work.crash_rate + function.phases.init_error_rate;
    editor.folded(words::WORK, Some(words::failing(&format::share(failing))), FAILURES)
}

fn handler_takes(scenario: &Scenario, at: ElementPath) -> Option<String> {
    let function = function::get(scenario, at)?;
    let factor = handler_factor(function, &Constants::with(&scenario.assumptions));
    Some(words::handler_takes(function.work.duration_ms.mean() * factor))
}

/// A scenario that leaves the memory out gets what the runtime usually needs.
fn memory_used(scenario: &Scenario, at: ElementPath, range: Range) -> Control {
    let usual = function::get(scenario, at).map(|function| PhaseDefaults::of(function).memory_used_mb.value);
    Control::Distribution {
        range,
        usual: usual.unwrap_or_default(),
        default_name: Some(words::CALIBRATED),
        off_name: None,
    }
}

fn memory_note(scenario: &Scenario, at: ElementPath) -> Option<String> {
    let function = function::get(scenario, at).filter(|function| function.work.memory_used_mb.is_none())?;
    let usual = PhaseDefaults::of(function).memory_used_mb;
    let brief = distribution::brief(&usual.value, range_at!(function, "work.memory_used_mb").unit);
    Some(words::calibrated(&brief, usual.source, usual.confidence))
}

fn nothing_to_compute(scenario: &Scenario, at: ElementPath) -> Option<&'static str> {
    (function::get(scenario, at)?.work.cpu_share == 0.0).then_some(words::NOTHING_TO_COMPUTE)
}
