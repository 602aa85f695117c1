//! What a function has beyond its basics, each subject folded away: its calls, its response, versions and deployments, snapshots,
//! extensions, tenants, durable executions, instances of its own.

mod calls;
mod durable;
pub(super) mod elements;
mod instances;
mod life;
mod scaling;
#[cfg(test)]
mod tests;
mod version_rows;
mod versions;

pub use scaling::scaling_settings;

use crate::configure::settings::Settings;
use crate::text::function_settings as words;
use crate::ui::disclosure::Disclosure;
use yew::prelude::*;

/// The settings of one function.
pub fn function_settings(settings: &Settings) -> Html {
    let Some(function) = settings.scenario.functions.get(settings.at.index) else { return html! {} };
    let is_wrong = |paths: &[&str]| {
        let paths: Vec<String> = paths.iter().map(|path| settings.path(path)).collect();
        settings.editor.fields().is_wrong(&paths)
    };
    let on = |is_on: bool| words::state(is_on).to_owned();
    html! {
        <>
            <Disclosure summary={words::CALLS} brief={words::count(function.calls.len())} is_wrong={is_wrong(&["calls"])}>
                { settings.list(&calls::CALLS) }
            </Disclosure>
            { versions::versions(settings, function) }
            { settings.folded(words::SNAP_START, Some(on(function.snap_start)), life::SNAP_START) }
            <Disclosure summary={words::EXTENSIONS} brief={words::count(function.extensions.len())} is_wrong={is_wrong(&["extensions"])}>
                { settings.list(&life::EXTENSIONS) }
            </Disclosure>
            { settings.folded(words::RESPONSE, Some(on(function.response.is_some())), life::RESPONSE) }
            <Disclosure summary={words::DURABLE} brief={on(function.durable.is_some())} is_wrong={is_wrong(&["durable"])}>
                { durable::durable(settings, function) }
            </Disclosure>
            { settings.folded(words::INSTANCES, Some(on(function.managed_instances.is_some())), instances::INSTANCES) }
            { settings.folded(words::MORE, None, life::MORE) }
        </>
    }
}
