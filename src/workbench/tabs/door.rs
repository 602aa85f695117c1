//! The door to the tabs, an area that is loaded once the first timeline is on screen. The page shows through it, the worker
//! answers through it.

use super::TabContext;
use crate::lazy::{self, NotLoaded};
use crate::state::Action;
use crate::worker::engine::{self, Finished};
use crate::worker::protocol;
use crate::worker::question::{Answered, Question};
use lambda_sim::pricing::PriceBook;
use wasm_split_helpers::wasm_split;
use yew::prelude::*;

/// The tabs.
#[derive(Debug)]
pub struct TabsDoor {
    /// What the open tab shows.
    pub panel: fn(&TabContext, &Callback<Action>) -> Html,
    /// In the worker: the answer to a question about a finished run, as bytes.
    pub answer: fn(&mut Finished, Question, &PriceBook) -> Vec<u8>,
    /// An answer from its bytes.
    pub read_answer: fn(&[u8]) -> Option<Answered>,
}

static TABS: TabsDoor = TabsDoor { panel: super::panel, answer: engine::answer, read_answer: protocol::decode };

#[wasm_split(tabs, fallible)]
fn fetch_tabs() -> Result<&'static TabsDoor, NotLoaded> {
    Ok(&TABS)
}

lazy::area!(TabsDoor = TABS, fetch_tabs);
