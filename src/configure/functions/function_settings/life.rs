//! What belongs to the life of environments beyond their phases: snapshots, extensions, responses, init ahead of requests.

use crate::configure::elements::function;
use crate::configure::settings::{Choices, Control, List, Setting, list_of, row, switch};
use crate::state::edit::ElementPath;
use crate::text::function_settings as words;
use crate::text::settings::CALIBRATED;
use lambda_sim::runtimes::{Family, Runtime};
use lambda_sim::scenario::{Extension, ExtensionKind, Function, RecursiveLoop, Response, Scenario, ranges};

pub static SNAP_START: &[Setting] = &[
    row!(function.snap_start, words::SNAP_START_ON, Control::Switch).blocked(no_snap_start),
    row!("phases.restore_ms", snapshots.restore_ms, words::RESTORE, |range| Control::optional_distribution(
        range, 300.0, CALIBRATED
    )),
    row!("phases.after_restore_ms", snapshots.after_restore_ms, words::AFTER_RESTORE, |range| {
        Control::optional_distribution(range, 50.0, CALIBRATED)
    }),
];

pub static EXTENSIONS: List = List {
    name: "extensions",
    element: words::EXTENSION,
    title: None,
    add_label: words::ADD_EXTENSION,
    most: ranges::MAX_EXTENSIONS,
    elements: list_of!(function.extensions),
    add: |scenario, at| {
        if let Some(function) = function::get_mut(scenario, at) {
            function.extensions.push(Extension {
                init_ms: Some(NEW_INIT_MS.into()),
                after_handler_ms: Some(NEW_AFTER_MS.into()),
                ..Extension::default()
            });
        }
    },
    remove: list_of!(remove function.extensions),
    blocked: Some(no_extensions),
    inner: None,
    rows: &[
        row!(extension.kind, words::EXTENSION_KIND, Control::OneOf(ExtensionKind::NAMES)),
        row!(extension.init_ms, words::EXTENSION_INIT, |range| Control::optional_distribution(
            range,
            NEW_INIT_MS,
            words::NOTHING
        )),
        row!(extension.after_handler_ms, words::EXTENSION_AFTER, |range| Control::optional_distribution(
            range,
            NEW_AFTER_MS,
            words::NOTHING
        )),
    ],
    more: &[],
};

/// What a new extension takes: enough to be seen.
const NEW_INIT_MS: f64 = 60.0;
const NEW_AFTER_MS: f64 = 20.0;

pub static RESPONSE: &[Setting] = &[
    switch!("response", function.response, words::RESPONSE_ON, |_: &Function| Response {
        size_mb: 1.0.into(),
        ..Response::default()
    })
    .blocked(no_response),
    row!("response.size_mb", response.size_mb, words::RESPONSE_SIZE, |range| Control::distribution(range, 1.0)),
    row!("response.streaming", response.streaming, words::STREAMING, Control::Switch).blocked(no_streaming),
    row!("response.first_byte_share", streamed.first_byte_share, words::FIRST_BYTE, |range| Control::even_share(range)),
];

pub static MORE: &[Setting] = &[
    row!("work.duration_per_event_ms", work.duration_per_event_ms, words::PER_EVENT, |range| Control::number(range)),
    row!(function.proactive_init_share, words::PROACTIVE, |range| Control::even_share(range)),
    row!(function.pending_s, words::PENDING, |range| Control::number(range)),
    row!(function.inactive_after_days, words::INACTIVE, |range| Control::limit(range)),
    row!(isolating.tenants, words::TENANTS, |range| Control::limit(range)),
    row!(function.insights, words::INSIGHTS, Control::Switch),
    row!(function.recursive_loop, words::RECURSIVE_LOOP, Control::OneOf(RecursiveLoop::NAMES)),
];

fn no_snap_start(scenario: &Scenario, at: ElementPath) -> Option<&'static str> {
    let function = function::get(scenario, at)?;
    if Runtime::find(&function.runtime).is_none_or(|runtime| !runtime.supports_snap_start()) {
        Some(words::SNAP_START_RUNTIMES)
    } else if function.provisioned_concurrency.is_some()
        || f64::from(function.ephemeral_storage_mb) > ranges::EPHEMERAL_STORAGE_MB.min
        || function.tenants.is_some()
        || function.managed_instances.is_some()
    {
        Some(words::SNAP_START_ALONE)
    } else {
        None
    }
}

fn no_extensions(scenario: &Scenario, at: ElementPath) -> Option<&'static str> {
    let function = function::get(scenario, at)?;
    (function.durable.is_some() || function.managed_instances.is_some()).then_some(words::NO_EXTENSIONS)
}

fn no_response(scenario: &Scenario, at: ElementPath) -> Option<&'static str> {
    let function = function::get(scenario, at)?;
    (function.durable.is_some() || function.managed_instances.is_some()).then_some(words::NO_RESPONSE)
}

fn no_streaming(scenario: &Scenario, at: ElementPath) -> Option<&'static str> {
    let function = function::get(scenario, at)?;
    let streams = |runtime: &Runtime| runtime.is_os_only() || runtime.family(None) == Family::NodeJs;
    if !function.calls.is_empty() {
        Some(words::NO_STREAMING_OF_CALLERS)
    } else if !Runtime::find(&function.runtime).is_some_and(streams) {
        Some(words::STREAMING_RUNTIMES)
    } else {
        None
    }
}
