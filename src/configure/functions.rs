//! The panel "Functions": which there are, and everything about the one that is configured.

pub mod cold_start;
pub mod environment_life;
pub mod function_settings;
pub mod identity;
pub mod package;
pub mod work;

use crate::configure::editor::Editor;
use crate::configure::settings::ElementEditor;
use crate::state::Action;
use crate::state::edit::{Edit, ElementPath};
use crate::text::function as words;
use crate::ui::icon::{Shape, icon_button};
use crate::ui::select_field::{Choice, select};
use crate::ui::tabs::Tabs;
use environment_life::ENVIRONMENT_LIFE;
use function_settings::function_settings;
use identity::IDENTITY;
use lambda_sim::scenario::{Function, Scenario};
use work::WORK;
use yew::prelude::*;

/// Edits the function of this index.
pub fn function_editor<'a>(
    index: usize,
    scenario: &'a Scenario,
    baseline: &'a Scenario,
    editor: &'a Editor,
) -> ElementEditor<'a> {
    let prefix = format!("functions[{index}].");
    ElementEditor { scenario, baseline, editor, prefix, at: ElementPath::of(index) }
}

/// More functions than this are chosen from a list.
const MAX_TABS: usize = 12;

/// The panel.
pub fn functions_panel(scenario: &Scenario, baseline: &Scenario, configured: usize, editor: &Editor) -> Html {
    let id = format!("{}-functions", editor.fields().instance);
    let names = scenario.functions.iter().map(|function| function.name.clone().into()).collect::<Vec<AttrValue>>();
    let count = names.len();
    let act = |edit: Edit, then: usize| {
        let editor = editor.clone();
        Callback::from(move |()| {
            editor.commit(edit.clone());
            editor.act(Action::ConfigureFunction(then));
        })
    };
    let on_select = {
        let editor = editor.clone();
        Callback::from(move |index| editor.act(Action::ConfigureFunction(index)))
    };
    let is_last = count <= 1;
    let has_tabs = count <= MAX_TABS;
    let tabs = Tabs { id: id.clone(), label: words::TITLE, class: "", names, selected: configured, on_select };
    let choice = if has_tabs {
        tabs.view()
    } else {
        let choices = tabs.names.iter().enumerate().map(|(index, name)| Choice::new(index.to_string(), name.clone()));
        let on_change = {
            let on_select = tabs.on_select.clone();
            Callback::from(move |index: AttrValue| drop(index.parse().map(|index| on_select.emit(index))))
        };
        let name = Some(words::TITLE.to_owned());
        let (id, choices) = (format!("{id}-choice").into(), choices.collect::<Vec<_>>());
        select(&id, name, &choices, &configured.to_string(), None, false, &on_change)
    };
    let card = scenario
        .functions
        .get(configured)
        .map(|function| fields_of(&function_editor(configured, scenario, baseline, editor), function));
    html! {
        <section class="panel" aria-label={words::TITLE}>
            <header>
                <h2>{ words::TITLE }</h2>
                <div class="buttons">
                    { icon_button(Shape::Plus, words::ADD, false, &act(Edit::add_function(), count)) }
                    { icon_button(Shape::Copy, words::DUPLICATE, false, &act(Edit::duplicate_function(configured), configured + 1)) }
                    { icon_button(Shape::Remove, if is_last { words::LAST_ONE } else { words::REMOVE }, is_last, &act(Edit::remove_function(configured), configured.saturating_sub(1))) }
                </div>
            </header>
            { choice }
            if let Some(card) = card {
                if has_tabs {
                    { tabs.panel("card", card) }
                } else {
                    <div class="card" id={format!("{id}-panel")} key={configured}>{ card }</div>
                }
            }
        </section>
    }
}

fn fields_of(editor: &ElementEditor, function: &Function) -> Html {
    html! {
        <>
            { editor.rows(IDENTITY) }
            { editor.rows(WORK) }
            { package::package(editor, function) }
            { work::failures(editor, function) }
            { cold_start::cold_start(editor, function) }
            { editor.folded(words::LIFE, None, ENVIRONMENT_LIFE) }
            { function_settings(editor, function) }
        </>
    }
}
