//! The scenarios that come with the app, as a list of which one can be opened.

use crate::examples::EXAMPLES;
use crate::state::Action;
use crate::ui::menu::item;
use lambda_sim::scenario::Scenario;
use std::rc::Rc;
use yew::prelude::*;

#[derive(Properties, PartialEq)]
struct ExampleListProps {
    /// The name of the scenario that is open.
    open: String,
    /// Receives what the user does.
    dispatch: Callback<Action>,
}

/// The list; `open` is the name of the scenario that is open.
pub fn example_list(open: &str, dispatch: &Callback<Action>) -> Html {
    html! { <ExampleList open={open.to_owned()} dispatch={dispatch.clone()} /> }
}

#[component]
fn ExampleList(props: &ExampleListProps) -> Html {
    let examples =
        use_memo((), |()| EXAMPLES.iter().map(|example| Rc::new(example.scenario())).collect::<Vec<Rc<Scenario>>>());
    let items = examples.iter().map(|example| {
        let (scenario, is_open) = (example.clone(), example.name == props.open);
        let on_choose = props.dispatch.reform(move |()| Action::Open(scenario.clone()));
        item(&example.name, &example.description, is_open, &on_choose)
    });
    html! { { for items } }
}
