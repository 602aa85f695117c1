//! The header: the scenario's name, the examples, files, the way back, and the colors.

mod theme_choice;

use crate::files::{self, door::FilesDoor};
use crate::lazy::{self, use_area};
use crate::state::edit::Edit;
use crate::state::{Action, Configuration, Theme};
use crate::text::header as words;
use crate::ui::icon::{Shape, icon, icon_button};
use crate::ui::menu::Menu;
use crate::ui::pick_file::{PickFile, pick_file};
use theme_choice::theme_choice;
use web_sys::HtmlInputElement;
use yew::prelude::*;

#[derive(Properties, PartialEq)]
pub struct HeaderProps {
    /// What is configured.
    pub configuration: Configuration,
    /// The colors.
    pub theme: Theme,
    /// Receives what the user does.
    pub dispatch: Callback<Action>,
}

/// The header, with what can be opened. It is rendered again only if something that it shows changes.
#[component]
pub fn Header(props: &HeaderProps) -> Html {
    use_area::<FilesDoor>();
    let HeaderProps { configuration, theme, dispatch } = props;
    let scenario = configuration.scenario();
    let on_file = files::opening(dispatch, scenario);
    let on_save = {
        let (scenario, dispatch) = (scenario.clone(), dispatch.clone());
        Callback::from(move |_: MouseEvent| files::save(&scenario, &dispatch))
    };
    let on_name = dispatch.reform(|event: InputEvent| {
        Action::Edit(Edit::Name(event.target_unchecked_into::<HtmlInputElement>().value()))
    });
    let act = |action: Action| dispatch.reform(move |()| action.clone());
    html! {
        <header class="app-header">
            <span class="brand"><span aria-hidden="true">{ "λ" }</span>{ "\u{a0}" }{ words::BRAND }</span>
            <input class="scenario-name" type="text" maxlength="120" aria-label={words::SCENARIO_NAME} value={scenario.name.clone()}
                oninput={on_name} onchange={dispatch.reform(|_| Action::Settle)} />
            <Menu label={words::EXAMPLES}>
                { lazy::view(|files: &FilesDoor| (files.examples)(&scenario.name, dispatch)) }
            </Menu>
            { pick_file(&PickFile { label: words::OPEN, title: words::OPEN_TITLE, accept: ".json,.csv,.txt,application/json,text/csv", class: "button" }, on_file) }
            <button type="button" class="button" title={words::SAVE_TITLE} onclick={on_save}>{ words::SAVE }</button>
            <span class="spring" />
            { icon_button(Shape::Undo, words::UNDO, !configuration.can_undo(), &act(Action::Undo)) }
            { icon_button(Shape::Redo, words::REDO, !configuration.can_redo(), &act(Action::Redo)) }
            <span class="seed">{ words::seed(scenario.seed) }</span>
            <label class="theme" title={words::THEME}>
                { icon(Shape::Theme) }
                { theme_choice(*theme, dispatch) }
            </label>
        </header>
    }
}
