//! The scenarios that come with the app, to be opened.

use crate::examples::EXAMPLES;
use crate::state::Action;
use crate::text::header as words;
use crate::ui::menu::{Menu, MenuItem};
use lambda_sim::scenario::Scenario;
use std::rc::Rc;
use yew::prelude::*;

/// The menu; which one is open is told by its name.
pub fn examples_menu(open: &str, dispatch: &Callback<Action>) -> Html {
    html! { <ExamplesMenu open={open.to_owned()} dispatch={dispatch.clone()} /> }
}

#[derive(Properties, PartialEq)]
struct ExamplesMenuProps {
    open: String,
    dispatch: Callback<Action>,
}

#[component]
fn ExamplesMenu(props: &ExamplesMenuProps) -> Html {
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
