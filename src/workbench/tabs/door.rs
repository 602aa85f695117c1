//! The door to the tabs, an area that is loaded once the first timeline is on screen. The page shows through it, the worker
//! answers through it.

use super::{TabContext, registry};
use crate::lazy::{self, NotLoaded};
use crate::state::{Action, ViewState};
use crate::worker::engine::AnswerTab;
use crate::worker::protocol::TabQuery;
use wasm_split_helpers::wasm_split;
use yew::prelude::*;

/// The tabs.
#[derive(Debug)]
pub struct TabsDoor {
    /// In the page: what the open tab shows.
    pub panel: fn(&TabContext, &Callback<Action>) -> Html,
    /// In the page: what the open tab asks; `None` if it asks nothing.
    pub query: fn(&ViewState) -> Option<TabQuery>,
    /// In the worker: the answer to it.
    pub answer: AnswerTab,
}

static TABS: TabsDoor = TabsDoor { panel: registry::panel, query: registry::query, answer: registry::answer };

#[wasm_split(tabs, fallible)]
fn fetch_tabs() -> Result<&'static TabsDoor, NotLoaded> {
    Ok(&TABS)
}

lazy::area!(TabsDoor = TABS, fetch_tabs);
