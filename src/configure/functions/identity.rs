//! What a function is: its name, runtime, architecture, memory and timeout.

use crate::configure::functions::FunctionFields;
use crate::state::edit::{Edit, FunctionEdit};
use crate::text::function as words;
use crate::ui::number_field::NumberField;
use crate::ui::number_input::Kind;
use crate::ui::scale::Scale;
use crate::ui::segmented_field::segmented_field;
use crate::ui::select_field::{Choice, SelectField};
use crate::ui::text_field::TextField;
use lambda_sim::architecture::Architecture;
use lambda_sim::assumptions::{Constant, Constants};
use lambda_sim::lifecycle::cpu_slowdown;
use lambda_sim::runtimes::{Runtime, Support, languages, runtimes};
use lambda_sim::scenario::{Function, limits};
use lambda_sim::units::MegaBytes;
use yew::prelude::*;

/// Memory sizes that people choose; 1,769 MB is one whole vCPU.
const MEMORY_STOPS: &[f64] = &[
    128.0, 192.0, 256.0, 320.0, 384.0, 448.0, 512.0, 640.0, 768.0, 896.0, 1_024.0, 1_280.0, 1_536.0, 1_769.0, 2_048.0,
    2_560.0, 3_008.0, 3_538.0, 4_096.0, 5_120.0, 6_144.0, 7_168.0, 8_192.0, 9_216.0, 10_240.0,
];

/// The longest timeout that the slider covers; more can be typed.
const TIMEOUT_STOPS: &[f64] =
    &[1.0, 2.0, 3.0, 4.0, 5.0, 6.0, 8.0, 10.0, 15.0, 20.0, 30.0, 45.0, 60.0, 120.0, 180.0, 300.0, 600.0, 900.0];

/// The fields.
pub fn function_identity(fields: &FunctionFields) -> Html {
    let FunctionFields { function, opened, edit, .. } = fields;
    let is_managed = function.managed_instances.is_some();
    let timeouts = if is_managed { limits::MANAGED_TIMEOUT_S } else { limits::TIMEOUT_S };
    let is_os_only = Runtime::find(&function.runtime).is_some_and(Runtime::is_os_only);
    html! {
        <>
            { TextField::new(edit.at("name"), words::NAME, (function.name.clone(), opened.name.clone()), limits::MAX_NAME, edit.renamed(Edit::rename_function)).view() }
            { SelectField::new(edit.at("runtime"), words::RUNTIME, runtime_choices(), (function.runtime.clone(), opened.runtime.clone()), edit.choose(|runtime: AttrValue| FunctionEdit::Runtime(runtime.to_string()))).note(runtime_note(function)).view() }
            if is_os_only {
                { SelectField::new(edit.at("language"), words::LANGUAGE, language_choices(), (language(function), language(opened)), edit.choose(|language: AttrValue| FunctionEdit::Language(Some(language.to_string())))).view() }
            }
            { segmented_field(edit.at("architecture"), words::ARCHITECTURE, &Architecture::ALL.map(Architecture::id), (function.architecture.id(), opened.architecture.id()), &edit.choose(|id: AttrValue| FunctionEdit::Architecture(architecture(&id)))) }
            { NumberField::new(edit.at("memory_mb"), words::MEMORY, Kind::whole(limits::MEMORY_MB), (f64::from(function.memory_mb), f64::from(opened.memory_mb)), edit.change(|memory| FunctionEdit::MemoryMb(memory as u32))).scale(Scale::Stops(MEMORY_STOPS)).note(cpu_note(function, &fields.constants)).view() }
            { NumberField::new(edit.at("timeout_s"), words::TIMEOUT, Kind::whole(timeouts), (f64::from(function.timeout_s), f64::from(opened.timeout_s)), edit.change(|timeout| FunctionEdit::TimeoutS(timeout as u32))).scale(Scale::Stops(TIMEOUT_STOPS)).view() }
        </>
    }
}

fn runtime_choices() -> Vec<Choice> {
    let group = |support| match support {
        Support::Supported => words::SUPPORTED,
        Support::Deprecated => words::DEPRECATED,
    };
    runtimes().iter().map(|runtime| Choice::grouped(group(runtime.support), runtime.id, runtime.id)).collect()
}

/// What there is to know about the chosen runtime.
fn runtime_note(function: &Function) -> Option<AttrValue> {
    let runtime = Runtime::find(&function.runtime)?;
    let never = (!runtime.supports(function.architecture)).then(|| words::NEVER_ON_ARM64.to_owned());
    let deprecated =
        runtime.deprecation.filter(|_| runtime.support == Support::Deprecated).map(words::deprecated_since);
    let notes: Vec<String> = deprecated.into_iter().chain(never).collect();
    (!notes.is_empty()).then(|| notes.join(" ").into())
}

fn language_choices() -> Vec<Choice> {
    languages().iter().map(|language| Choice::new(language.id, language.name)).collect()
}

/// The language of an OS-only function; one that says nothing counts as custom.
fn language(function: &Function) -> String {
    function.language.clone().unwrap_or_else(|| "custom".to_owned())
}

fn architecture(id: &str) -> Architecture {
    Architecture::ALL.into_iter().find(|architecture| architecture.id() == id).unwrap_or_default()
}

/// What the memory means for computing.
fn cpu_note(function: &Function, constants: &Constants) -> String {
    let vcpus = f64::from(function.memory_mb) / constants.get(Constant::MemoryPerVcpu);
    words::cpu(vcpus, cpu_slowdown(MegaBytes(function.memory_mb), function.work.parallelism, constants))
}
