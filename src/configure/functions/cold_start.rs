//! The phases before the handler: each has a calibrated default with its source, and can be set instead.

use crate::configure::functions::FunctionFields;
use crate::configure::functions::package::{on_optional, optional};
use crate::state::edit::FunctionEdit;
use crate::text::{FieldText, distribution, function as words};
use crate::ui::disclosure::Disclosure;
use crate::ui::distribution_field::DistributionField;
use lambda_sim::distribution::Distribution;
use lambda_sim::lifecycle::defaults::PhaseDefaults;
use lambda_sim::runtimes::Sourced;
use lambda_sim::scenario::limits;
use yew::prelude::*;

/// What they take, and the fields folded away.
pub fn cold_start(fields: &FunctionFields) -> Html {
    let FunctionFields { function, edit, .. } = fields;
    let (phases, defaults) = (&function.phases, PhaseDefaults::of(function));
    let mean =
        |set: &Option<Distribution>, default: &Sourced<Distribution>| set.as_ref().unwrap_or(&default.value).mean();
    let whole = mean(&phases.download_ms, &defaults.download_ms)
        + mean(&phases.start_ms, &defaults.start_ms)
        + mean(&phases.init_ms, &defaults.init_ms);
    html! {
        <Disclosure summary={words::START} brief={words::cold_start_takes(whole)}
            is_wrong={edit.is_wrong(&["phases.download_ms", "phases.start_ms", "phases.init_ms"])}>
            { cold_start_fields(fields) }
        </Disclosure>
    }
}

/// The fields.
pub fn cold_start_fields(fields: &FunctionFields) -> Html {
    let FunctionFields { function, opened, edit, .. } = fields;
    let defaults = PhaseDefaults::of(function);
    let (phases, before) = (&function.phases, &opened.phases);
    let phase = |field: &str,
                 text: FieldText,
                 value: &Option<Distribution>,
                 opened: &Option<Distribution>,
                 default: &Sourced<Distribution>,
                 make: fn(Option<Distribution>) -> FunctionEdit| {
        // What goes before init is held shorter.
        let range = if field == "phases.init_ms" { limits::PHASE_MS } else { limits::START_PHASE_MS };
        let brief = distribution::brief(&default.value, range.unit);
        let note = AttrValue::from(words::calibrated(&brief, default.source, default.confidence));
        html! {
            { DistributionField { place: edit.at(field), text, range, value: optional(value), opened: optional(opened), usual: default.value.clone(), on_change: on_optional(&edit.change(make)), default_name: Some(words::CALIBRATED), off_name: None, note: Some(note) }.view() }
        }
    };
    html! {
        <>
            { phase("phases.download_ms", words::DOWNLOAD, &phases.download_ms, &before.download_ms, &defaults.download_ms, FunctionEdit::DownloadMs) }
            { phase("phases.start_ms", words::START_PHASE, &phases.start_ms, &before.start_ms, &defaults.start_ms, FunctionEdit::StartMs) }
            { phase("phases.init_ms", words::INIT, &phases.init_ms, &before.init_ms, &defaults.init_ms, FunctionEdit::InitMs) }
        </>
    }
}
