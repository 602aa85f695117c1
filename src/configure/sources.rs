//! The panel "Traffic and sources": everything that calls a function.

pub mod event_source;
pub mod retries;
pub mod source;
pub mod traffic_part;
pub mod traffic_preview;
pub mod traffic_shape;

use crate::configure::editor::Editor;
use crate::configure::settings::ElementEditor;
use crate::state::edit::{Edit, ElementPath};
use crate::text::traffic as words;
use crate::ui::icon::{Shape, icon_button};
use lambda_sim::scenario::Scenario;
use source::source_card;
use web_sys::File;
use yew::prelude::*;

/// The panel. A new source calls the configured function; `on_recording` receives a recording that shall replace a source's traffic.
pub fn sources_panel(
    scenario: &Scenario,
    baseline: &Scenario,
    configured: usize,
    editor: &Editor,
    on_recording: &Callback<(usize, File)>,
) -> Html {
    let on_add = {
        let editor = editor.clone();
        Callback::from(move |()| editor.commit(Edit::add_source(configured)))
    };
    let listed = listed(scenario, configured);
    let rest = scenario.sources.len() - listed.len();
    let sources =
        listed.into_iter().filter_map(|index| Some((index, scenario.sources.get(index)?))).map(|(index, source)| {
            let prefix = format!("sources[{index}].");
            let element = ElementEditor { scenario, baseline, editor, prefix, at: ElementPath::of(index) };
            let on_remove = {
                let editor = editor.clone();
                Callback::from(move |()| editor.commit(Edit::remove_source(index)))
            };
            let on_recording = on_recording.reform(move |file| (index, file));
            let card = source_card(source, &element, &on_remove, on_recording);
            html! { <div class="card" role="group" aria-label={source.name.clone()} key={index}>{ card }</div> }
        });
    html! {
        <section class="panel" aria-label={words::TITLE}>
            <header>
                <h2>{ words::TITLE }</h2>
                { icon_button(Shape::Plus, words::ADD_SOURCE, false, &on_add) }
            </header>
            { for sources }
            if rest > 0 {
                <p class="note">{ words::not_listed(rest) }</p>
            }
        </section>
    }
}

/// More sources than this are listed for the configured function only.
const MAX_LISTED: usize = 12;

/// Which sources have fields: all where they are few, else some of those that call the configured function.
pub(super) fn listed(scenario: &Scenario, configured: usize) -> Vec<usize> {
    let count = scenario.sources.len();
    if count <= MAX_LISTED {
        return (0..count).collect();
    }
    let name = scenario.functions.get(configured).map_or("", |function| function.name.as_str());
    let calls = |index: &usize| scenario.sources.get(*index).is_some_and(|source| source.function == name);
    (0..count).filter(calls).take(MAX_LISTED).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn of_many_sources_those_of_the_configured_function_are_listed() {
        let mut scenario = Scenario::default();
        for _ in 0..MAX_LISTED {
            Edit::add_function().apply(&mut scenario);
        }
        assert_eq!(listed(&scenario, 3).len(), MAX_LISTED);
        Edit::add_function().apply(&mut scenario);
        assert_eq!(listed(&scenario, 3), [3]);
        assert_eq!(listed(&scenario, 99), [0_usize; 0]);
    }
}
