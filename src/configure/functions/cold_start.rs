//! The phases before the handler: each has a calibrated default with its source, and can be set instead.

use crate::configure::elements::function;
use crate::configure::settings::{Control, ElementEditor, Setting, range_at, row};
use crate::state::edit::ElementPath;
use crate::state::live::settings::new_configuration;
use crate::text::function as words;
use crate::ui::words::distribution;
use lambda_sim::distribution::Distribution;
use lambda_sim::lifecycle::defaults::PhaseDefaults;
use lambda_sim::runtimes::Sourced;
use lambda_sim::scenario::ranges::Range;
use lambda_sim::scenario::{Function, Scenario};
use yew::prelude::*;

pub static PHASES: &[Setting] = &[
    row!("phases.download_ms", function.phases.download_ms, words::DOWNLOAD, |range| Control::Depends(
        range,
        |scenario, at, range| control(range, default(scenario, at, DOWNLOAD))
    ))
    .note(|scenario, at| note(default(scenario, at, DOWNLOAD)?)),
    row!("phases.start_ms", function.phases.start_ms, words::START_PHASE, |range| Control::Depends(
        range,
        |scenario, at, range| control(range, default(scenario, at, START))
    ))
    .note(|scenario, at| note(default(scenario, at, START)?)),
    row!("phases.init_ms", function.phases.init_ms, words::INIT, |range| Control::Depends(
        range,
        |scenario, at, range| control(range, default(scenario, at, INIT))
    ))
    .note(|scenario, at| note(default(scenario, at, INIT)?))
    .live(|_, after, at| {
        new_configuration(after, at, |function, new| new.init_ms.clone_from(&function.phases.init_ms))
    }),
];

/// One of a function's calibrated defaults.
type Phase = fn(PhaseDefaults) -> Sourced<Distribution>;

const DOWNLOAD: Phase = |defaults| defaults.download_ms;
const START: Phase = |defaults| defaults.start_ms;
const INIT: Phase = |defaults| defaults.init_ms;

fn default(scenario: &Scenario, at: ElementPath, phase: Phase) -> Option<Sourced<Distribution>> {
    function::get(scenario, at).map(|function| phase(PhaseDefaults::of(function)))
}

fn control(range: Range, default: Option<Sourced<Distribution>>) -> Control {
    let usual = default.map(|default| default.value).unwrap_or_default();
    Control::Distribution { range, usual, default_name: Some(words::CALIBRATED), off_name: None }
}

fn note(default: Sourced<Distribution>) -> Option<String> {
    let brief = distribution::brief(&default.value, range_at!(function, "phases.init_ms").unit);
    Some(words::calibrated(&brief, default.source, default.confidence))
}

/// What they take together, and the fields folded away.
pub fn cold_start(editor: &ElementEditor, function: &Function) -> Html {
    let (phases, defaults) = (&function.phases, PhaseDefaults::of(function));
    let mean =
        |set: &Option<Distribution>, default: &Sourced<Distribution>| set.as_ref().unwrap_or(&default.value).mean();
    let whole = mean(&phases.download_ms, &defaults.download_ms)
        + mean(&phases.start_ms, &defaults.start_ms)
        + mean(&phases.init_ms, &defaults.init_ms);
    editor.folded(words::START, Some(words::cold_start_takes(whole)), PHASES)
}
