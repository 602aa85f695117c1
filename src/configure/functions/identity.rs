//! What a function is: its name, runtime, architecture, memory and timeout.

use crate::configure::elements::function;
use crate::configure::settings::{Choices, Control, Editable, NumberControl, Setting, row};
use crate::state::edit::{ElementPath, Value, rename_function};
use crate::state::live::settings::new_configuration;
use crate::text::function as words;
use crate::ui::scale::Scale;
use crate::ui::select_field::Choice;
use lambda_sim::architecture::Architecture;
use lambda_sim::assumptions::{Constant, Constants};
use lambda_sim::lifecycle::cpu_slowdown;
use lambda_sim::runtimes::{Runtime, Support, languages, runtimes};
use lambda_sim::scenario::ranges::Range;
use lambda_sim::scenario::{Function, Scenario};
use lambda_sim::units::MegaBytes;

/// Memory sizes that people choose; 1,769 MB is one whole vCPU.
const MEMORY_STOPS: &[f64] = &[
    128.0, 192.0, 256.0, 320.0, 384.0, 448.0, 512.0, 640.0, 768.0, 896.0, 1_024.0, 1_280.0, 1_536.0, 1_769.0, 2_048.0,
    2_560.0, 3_008.0, 3_538.0, 4_096.0, 5_120.0, 6_144.0, 7_168.0, 8_192.0, 9_216.0, 10_240.0,
];

/// The longest timeout that the slider covers; more can be typed.
const TIMEOUT_STOPS: &[f64] =
    &[1.0, 2.0, 3.0, 4.0, 5.0, 6.0, 8.0, 10.0, 15.0, 20.0, 30.0, 45.0, 60.0, 120.0, 180.0, 300.0, 600.0, 900.0];

pub static IDENTITY: &[Setting] = &[
    row!(function.name, words::NAME, Control::name()).set_by(rename_function).structural(),
    row!(function.runtime, words::RUNTIME, Control::Named(runtime_choices)).set_by(set_runtime).note(runtime_note),
    Setting::new("language", words::LANGUAGE, Control::Named(language_choices), language, |scenario, at, value| {
        if let Some(function) = function::get_mut(scenario, at) {
            function.language.set(value);
        }
    }),
    row!(function.architecture, words::ARCHITECTURE, Control::OneOf(Architecture::NAMES)),
    row!(function.memory_mb, words::MEMORY, |range| Control::Number(
        NumberControl::whole(range).over(Scale::Stops(MEMORY_STOPS))
    ))
    .note(cpu_note)
    .live(|_, after, at| new_configuration(after, at, |function, new| new.memory_mb = Some(function.memory_mb))),
    row!(function.timeout_s, words::TIMEOUT, |range| Control::Depends(range, timeout))
        .live(|_, after, at| new_configuration(after, at, |function, new| new.timeout_s = Some(function.timeout_s))),
];

fn runtime_choices(_: &Scenario, _: ElementPath) -> Vec<Choice> {
    let group = |support| match support {
        Support::Supported => words::SUPPORTED,
        Support::Deprecated => words::DEPRECATED,
    };
    runtimes().iter().map(|runtime| Choice::grouped(group(runtime.support), runtime.id, runtime.id)).collect()
}

/// A runtime that brings its own language takes none from the scenario.
fn set_runtime(scenario: &mut Scenario, at: ElementPath, value: &Value) {
    let Some(function) = function::get_mut(scenario, at) else { return };
    function.runtime.set(value);
    if Runtime::find(&function.runtime).is_some_and(|runtime| !runtime.is_os_only()) {
        function.language = None;
    }
}

/// What there is to know about the chosen runtime.
fn runtime_note(scenario: &Scenario, at: ElementPath) -> Option<String> {
    let function = function::get(scenario, at)?;
    let runtime = Runtime::find(&function.runtime)?;
    let never = (!runtime.supports(function.architecture)).then(|| words::NEVER_ON_ARM64.to_owned());
    let deprecated =
        runtime.deprecation.filter(|_| runtime.support == Support::Deprecated).map(words::deprecated_since);
    let notes: Vec<String> = deprecated.into_iter().chain(never).collect();
    (!notes.is_empty()).then(|| notes.join(" "))
}

fn language_choices(_: &Scenario, _: ElementPath) -> Vec<Choice> {
    languages().iter().map(|language| Choice::new(language.id, language.name)).collect()
}

/// The language on an OS-only runtime; a function that does not say it counts as custom.
fn language(scenario: &Scenario, at: ElementPath) -> Option<Value> {
    let function = function::get(scenario, at)?;
    let is_os_only = Runtime::find(&function.runtime).is_some_and(Runtime::is_os_only);
    let language = function.language.clone().unwrap_or_else(|| "custom".to_owned());
    is_os_only.then_some(Value::Text(Some(language)))
}

fn timeout(scenario: &Scenario, at: ElementPath, longest: Range) -> Control {
    let range = function::get(scenario, at).and_then(Function::timeouts).unwrap_or(longest);
    Control::Number(NumberControl::whole(range).over(Scale::Stops(TIMEOUT_STOPS)))
}

/// What the memory means for computing.
fn cpu_note(scenario: &Scenario, at: ElementPath) -> Option<String> {
    let function = function::get(scenario, at)?;
    let constants = Constants::with(&scenario.assumptions);
    let vcpus = f64::from(function.memory_mb) / constants.get(Constant::MemoryPerVcpu);
    Some(words::cpu(vcpus, cpu_slowdown(MegaBytes(function.memory_mb), function.work.parallelism, &constants)))
}
