//! The scenarios that come with the app, to be opened.

use crate::examples::EXAMPLES;
use crate::state::Action;
use crate::text::header as words;
use crate::ui::menu::{Menu, MenuItem};
use lambda_sim::scenario::Scenario;
use std::rc::Rc;
use yew::prelude::*;

#[derive(Properties, PartialEq)]
pub struct ExamplesMenuProps {
    /// The name of the scenario that is open.
    pub open: String,
    /// Receives what the user does.
    pub dispatch: Callback<Action>,
}

/// The menu.
#[component]
pub fn ExamplesMenu(props: &ExamplesMenuProps) -> Html {
    let examples =
        use_memo((), |()| EXAMPLES.iter().map(|example| Rc::new(example.scenario())).collect::<Vec<Rc<Scenario>>>());
    let items: Vec<MenuItem> = examples
        .iter()
        .map(|example| MenuItem {
            title: example.name.clone(),
            about: example.description.clone(),
            current: example.name == props.open,
        })
        .collect();
    let dispatch = props.dispatch.clone();
    let on_choose = Callback::from(move |index: usize| {
        if let Some(example) = examples.get(index) {
            dispatch.emit(Action::Open(example.clone()));
        }
    });
    html! { <Menu label={words::EXAMPLES} {items} {on_choose} /> }
}
