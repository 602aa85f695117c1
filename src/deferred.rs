//! Code that the first picture does not need: it is built into a wasm file of its own, which page and worker fetch later.
//!
//! [`Deferred`] lists it, one line for each thing. Whatever only these functions use, words and data included, goes into the
//! later file; what the first picture uses as well stays in the first (scripts/split-wasm.mjs says how). Natively all of it
//! is there from the beginning.
//!
//! ```text
//!   a view         { deferred::view(|code| (code.bill)(results)) }       "Loading…" until it is there, Retry where it fails
//!   its component  use_deferred();                                       drawn anew once it is there
//!   a task         let code = deferred::load().await?;                   files, the worker
//! ```
//! To defer a thing: add its function to [`Deferred`] and to [`CODE`], and call it in one of these ways and in no other.
//! `scripts/check-size` tells whether it went.

mod waiting;

use crate::files::opening;
use crate::panels;
use crate::panels::{Editor, FunctionFields, SourceCard};
use crate::state::{Action, Notice};
use crate::text::deferred as words;
use crate::views::{bill, by_function, inspector};
use crate::worker::engine::inspect;
use crate::worker::protocol::{Detail, Results, Target};
use lambda_sim::readings::Timeline;
use lambda_sim::scenario::{Account, Scenario};
use lambda_sim::trace::Trace;
use std::cell::{Cell, RefCell};
use std::rc::Rc;
pub use wasm_split_helpers::SplitLoaderError as NotLoaded;
use wasm_split_helpers::wasm_split;
use yew::prelude::*;

/// Everything that comes later.
#[derive(Debug)]
pub struct Deferred {
    /// The bill behind its tab.
    pub bill: fn(&Results) -> Html,
    /// The figures of each function behind their tab.
    pub by_function: fn(&Results) -> Html,
    /// What is selected, closely.
    pub inspector: fn(&Detail) -> Html,
    /// Folded away: the account's further limits, as they stand and as they were opened.
    pub account: fn(&Account, &Account, &Editor) -> Html,
    /// Folded away: the phases of a cold start.
    pub cold_start: fn(&FunctionFields) -> Html,
    /// Folded away: the life of environments.
    pub environment_life: fn(&FunctionFields) -> Html,
    /// Folded away: how a function fails, and its memory.
    pub function_failures: fn(&FunctionFields) -> Html,
    /// Folded away: what is deployed.
    pub package: fn(&FunctionFields) -> Html,
    /// Folded away: what else there is about a source.
    pub source: fn(&SourceCard) -> Html,
    /// Folded away: constants and assumptions, as the scenario sets them and as it set them when it was opened.
    pub assumptions: fn(&Scenario, &Scenario, &Editor) -> Html,
    /// Problems that have no field in sight.
    pub problems: fn(&Scenario, usize, &Editor) -> Html,
    /// What a file asks for: its name and bytes, the present scenario, and the source whose traffic alone it shall replace.
    pub understand: fn(&str, &[u8], &Scenario, Option<usize>) -> Action,
    /// Why a file is refused.
    pub refuse: fn(&str, Vec<String>) -> Action,
    /// In the worker: everything about one thing of a finished run.
    pub inspect: fn(&Timeline, &Trace, Target) -> Option<Box<Detail>>,
}

static CODE: Deferred = Deferred {
    bill: bill::bill,
    by_function: by_function::by_function,
    inspector: inspector::detail,
    account: panels::account_more,
    cold_start: panels::cold_start_fields,
    environment_life: panels::environment_life_fields,
    function_failures: panels::function_failures_fields,
    package: panels::package_fields,
    source: panels::source_more,
    assumptions: panels::assumption_fields,
    problems: panels::problem_list,
    understand: opening::understand,
    refuse: opening::refuse,
    inspect,
};

/// The one door to it: nothing else names [`CODE`], so all that only it uses lies behind.
#[wasm_split(later, fallible)]
fn fetch() -> Result<&'static Deferred, NotLoaded> {
    Ok(&CODE)
}

thread_local! {
    /// What page or worker has fetched.
    static LOADED: Cell<Option<&'static Deferred>> = const { Cell::new(None) };
    /// Told once it is there.
    static WAITING: RefCell<Vec<Box<dyn FnOnce()>>> = const { RefCell::new(Vec::new()) };
}

/// It, if it is there already.
pub fn loaded() -> Option<&'static Deferred> {
    if cfg!(target_family = "wasm") { LOADED.get() } else { Some(&CODE) }
}

/// Fetches it, unless it is there; a further call after a failure tries again.
///
/// # Errors
/// It cannot be fetched.
pub async fn load() -> Result<&'static Deferred, NotLoaded> {
    let code = fetch().await?;
    LOADED.set(Some(code));
    for tell in WAITING.take() {
        tell();
    }
    Ok(code)
}

/// Fetches it in the background. Should that fail, nobody is told: it is fetched again when it is needed.
pub fn preload() {
    wasm_bindgen_futures::spawn_local(async { drop(load().await) });
}

/// Shows a deferred view; until its code is there, that it is loading, and a way to try again where that fails.
pub fn view(view: impl FnOnce(&'static Deferred) -> Html) -> Html {
    match loaded() {
        Some(code) => view(code),
        None => html! { <waiting::Waiting /> },
    }
}

/// Draws a component with deferred views anew once their code is there.
#[hook]
pub fn use_deferred() {
    let update = use_force_update();
    let has_drawn = loaded().is_some();
    use_effect_with((), move |()| match loaded() {
        None => WAITING.with_borrow_mut(|waiting| waiting.push(Box::new(move || update.force_update()))),
        // It came between the drawing and now.
        Some(_) if !has_drawn => update.force_update(),
        Some(_) => {}
    });
}

/// Tells the user that something could not be loaded.
pub fn unavailable() -> Notice {
    Notice { title: words::UNAVAILABLE.to_owned(), lines: Rc::new(vec![words::TRY_AGAIN.to_owned()]) }
}
