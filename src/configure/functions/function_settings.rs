//! What a function has beyond its basics, each subject folded away: its calls, its response, versions and deployments, snapshots,
//! extensions, tenants, durable executions, managed instances.

pub mod calls;
pub mod durable;
pub mod instances;
pub mod life;
pub mod scaling;
#[cfg(test)]
mod tests;
mod version_rows;
pub mod versions;

use crate::configure::settings::ElementEditor;
use crate::text::function_settings as words;
use crate::ui::disclosure::Disclosure;
use lambda_sim::scenario::Function;
use yew::prelude::*;

/// The settings of one function.
pub fn function_settings(editor: &ElementEditor, function: &Function) -> Html {
    let on = |is_on: bool| words::state(is_on).to_owned();
    html! {
        <>
            <Disclosure summary={words::CALLS} brief={words::count(function.calls.len())} is_wrong={editor.is_wrong(["calls"])}>
                { editor.list(&calls::CALLS) }
            </Disclosure>
            { versions::versions(editor, function) }
            { editor.folded(words::SNAP_START, Some(on(function.snap_start)), life::SNAP_START) }
            <Disclosure summary={words::EXTENSIONS} brief={words::count(function.extensions.len())} is_wrong={editor.is_wrong(["extensions"])}>
                { editor.list(&life::EXTENSIONS) }
            </Disclosure>
            { editor.folded(words::RESPONSE, Some(on(function.response.is_some())), life::RESPONSE) }
            <Disclosure summary={words::DURABLE} brief={on(function.durable.is_some())} is_wrong={editor.is_wrong(["durable"])}>
                { durable::durable(editor, function) }
            </Disclosure>
            { editor.folded(words::INSTANCES, Some(on(function.managed_instances.is_some())), instances::INSTANCES) }
            { editor.folded(words::MORE, None, life::MORE) }
        </>
    }
}
