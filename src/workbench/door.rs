//! The door to what a person asks of a run, an area that is loaded once the first timeline is on screen: the tabs and the
//! inspector. The page shows through it, the worker answers through it.

use super::inspector::{self, Selected};
use super::tabs::{self, TabContext};
use crate::lazy::{self, NotLoaded};
use crate::state::{Action, ViewState};
use crate::worker::engine::{AnswerLater, FinishedRun};
use crate::worker::protocol::{Request, Response, TabAnswer, TabQuery};
use wasm_split_helpers::wasm_split;
use yew::prelude::*;

/// The tabs and the inspector.
#[derive(Debug)]
pub struct AskingDoor {
    /// In the page: what the open tab shows.
    pub tab: fn(&TabContext, &Callback<Action>) -> Html,
    /// In the page: what the open tab asks; `None` if it asks nothing.
    pub query: fn(&ViewState) -> Option<TabQuery>,
    /// In the page: what is selected, and why it is as it is.
    pub selected: fn(&Selected, &Callback<Action>) -> Html,
    /// In the worker: the answers to both.
    pub answer: AnswerLater,
}

static ASKING: AskingDoor = AskingDoor { tab: tabs::panel, query: tabs::query, selected: inspector::selected, answer };

#[wasm_split(asking, fallible)]
fn fetch_asking() -> Result<&'static AskingDoor, NotLoaded> {
    Ok(&ASKING)
}

lazy::area!(AskingDoor = ASKING, fetch_asking);

/// The answer to a request of this area; `None` if it is of another, or of another build.
fn answer(run: &mut FinishedRun, request: Request) -> Option<Response> {
    match request {
        Request::Why(target) => Some(Response::Why(Box::new(inspector::answer(run, target)))),
        Request::Tab(query) => {
            let answer = tabs::answer(run, &query)?;
            Some(Response::Tab(TabAnswer { query, answer }))
        }
        Request::Window(_) | Request::Snapshot(_) | Request::NextEvent(_) | Request::Rows(_) | Request::Detail(_) => {
            None
        }
    }
}
