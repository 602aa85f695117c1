//! Code that the first results do not need: it is built into wasm files of its own, which page and worker fetch later.
//!
//! A file is a table of functions, [`Editors`] and [`Later`]. Whatever only these functions use, words and data included, goes
//! with them; what is used before as well stays in the first load (scripts/split-wasm.mjs says how). Natively all of it is
//! there from the beginning.
//!
//! ```text
//!   a view         { deferred::view(|code: &Later| (code.bill)(results)) }    "Loading…" until it is there, or Retry
//!   its component  use_deferred::<Later>();                                   drawn anew once it is there
//!   a task         let code = deferred::load::<Later>().await?;               files, the worker
//! ```
//! To defer a thing: give it a line in a table and one in its constant, and call it in one of these ways and in no other.
//! `scripts/check-size` tells whether it went.

mod table;
mod waiting;

pub use table::{Deferred, NotLoaded};

use crate::configure;
use crate::configure::Editor;
use crate::configure::FunctionFields;
use crate::configure::Settings;
use crate::configure::SourceCard;
use crate::files::opening;
use crate::header::examples_menu;
use crate::header::theme_choice;
use crate::state::edit::Edit;
use crate::state::live::{self, settings};
use crate::state::viewport::Viewport;
use crate::state::{Action, Configuration, Notice, State, Theme};
use crate::text::deferred as words;
use crate::text::headline::{Headline, Remedies, others};
use crate::text::limits;
use crate::workbench::inspector;
use crate::workbench::tabs::{self, Shown};
use crate::workbench::trace::Keys;
use crate::workbench::trace::change_marks;
use crate::workbench::trace::overview_strip;
use crate::workbench::trace::timeline;
use crate::workbench::trace::timeline::geometry::Geometry;
use crate::workbench::trace::timeline::hit::Place;
use crate::workbench::trace::timeline::keys::Step;
use crate::workbench::trace::{self, TraceProps};
use crate::worker::engine::{self, Finished, Listing, inspect};
use crate::worker::protocol::{self, Detail, Event, Moment, MomentQuery, RequestPage, Results, StepQuery, Target};
use crate::worker::question::{Answered, Question, Why};
use lambda_sim::pricing::PriceBook;
use lambda_sim::readings::Timeline;
use lambda_sim::readings::why::Suggestion;
use lambda_sim::scenario::{Problem, Scenario};
use lambda_sim::trace::Trace;
use std::rc::Rc;
use waiting::Waiting;
use wasm_split_helpers::wasm_split;
use yew::prelude::*;

/// The panels that edit: a wide page, where they stand beside the results, fetches them at once.
#[derive(Debug)]
pub struct Editors {
    /// All of them, of the app of this instance, with the place of the function that is configured.
    pub configuration: fn(&AttrValue, &Configuration, usize, &Callback<Action>) -> Html,
    /// A configuration with one change made; none where it changes nothing.
    pub edited: fn(&Configuration, &Edit) -> Option<Configuration>,
}

static EDITORS: Editors = Editors { configuration: configure::configuration, edited: Configuration::edited };

/// What is asked for: behind a tab, folded away, about a selection, of a file.
#[derive(Debug)]
pub struct Later {
    /// What can be opened, beside what is open.
    pub examples_menu: fn(&str, &Callback<Action>) -> Html,
    /// Which colours there are to choose.
    pub theme_choice: fn(Theme, &Callback<Action>) -> Html,
    /// The headline of a run whose worst is not that something was refused.
    pub headline: fn(&Scenario, &Results) -> Headline,
    /// What helps against a limit.
    pub remedy: Remedies,
    /// The bar that plays the run, which is told to list the keys.
    pub player: fn(&TraceProps, &Callback<()>) -> Html,
    /// The fleet.
    pub fleet: fn(&TraceProps) -> Html,
    /// The table of requests.
    pub requests: fn(&TraceProps) -> Html,
    /// The list of keys: whether it is open, and what closes it.
    pub key_list: fn(bool, &Callback<()>) -> Html,
    /// What is behind a tab.
    pub tab: fn(&Shown, &Callback<Action>) -> Html,
    /// What is selected, closely, and why it is as it is where that is known; live, with what can be done to it.
    pub inspector: fn(&Detail, Option<&Why>, &Scenario, bool, &Callback<Action>) -> Html,
    /// Folded away: the account's further limits.
    pub account: fn(&Settings) -> Html,
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
    /// A function's further settings.
    pub function: fn(&Settings) -> Html,
    /// How its provisioned concurrency scales.
    pub scaling: fn(&Settings) -> Html,
    /// The services that functions call.
    pub downstreams: fn(&Settings) -> Html,
    /// The alarms.
    pub alarms: fn(&Settings) -> Html,
    /// The settings of a source's kind.
    pub event_source: fn(&Settings) -> Html,
    /// Folded away: constants and assumptions, as the scenario sets them and as it set them when it was opened.
    pub assumptions: fn(&Scenario, &Scenario, &Editor) -> Html,
    /// Problems that have no field in sight.
    pub problems: fn(&Scenario, usize, &Editor) -> Html,
    /// A configuration with one change made, as with the editors: not all that edits is theirs.
    pub edited: fn(&Configuration, &Edit) -> Option<Configuration>,
    /// The text of a scenario, as it is run, saved and shared.
    pub document: fn(&Scenario) -> String,
    /// A configuration's history, as a text that can be kept.
    pub history: fn(&Configuration) -> String,
    /// A configuration with a kept history; none where that is not its own.
    pub recalled: fn(&Configuration, &str) -> Option<Configuration>,
    /// What a file asks for: its name and bytes, the present scenario, and the source whose traffic alone it shall replace.
    pub understand: fn(&str, &[u8], &Scenario, Option<usize>) -> Action,
    /// Why a file is refused.
    pub refuse: fn(&str, Vec<String>) -> Action,
    /// A scenario, with a suggestion about the run of another one followed.
    pub tried: fn(Suggestion, &Scenario, &Scenario) -> Result<Option<Scenario>, Vec<Problem>>,
    /// What follows from an action in live mode.
    pub live: fn(&State, Action) -> Option<State>,
    /// The configuration as it is in force at a moment, in µs.
    pub in_force: fn(&Configuration, f64) -> Configuration,
    /// Does what a key asks for in the views of the trace.
    pub key: fn(&Keys, &KeyboardEvent),
    /// Where a key moves the brush of the strip.
    pub strip_key: fn(&str, Viewport, f64) -> Option<Viewport>,
    /// What a key asks for on the timeline's own picture.
    pub timeline_key: fn(&str, &Geometry, f64, Option<Place>) -> Option<Step>,
    /// The moments of changes over an axis of time: where its plot begins and how wide it is, in css pixels.
    pub change_marks: fn(&Scenario, Viewport, f64, f64) -> Html,
    /// What changes during the run, as a list.
    pub changes: fn(&Scenario, &Editor) -> Html,
    /// In the worker: a finished run at a moment.
    pub moment: fn(&Timeline, &Trace, &MomentQuery) -> Moment,
    /// In the worker: the next event of a finished run.
    pub step: fn(&Timeline, &Trace, &StepQuery) -> Option<Event>,
    /// In the worker: some requests of a finished run.
    pub list: fn(&mut Finished, Listing) -> RequestPage,
    /// In the worker: everything about one thing of a finished run.
    pub inspect: fn(&Timeline, &Trace, Target) -> Option<Box<Detail>>,
    /// In the worker: what there is to say of a finished run, in bytes.
    pub answer: fn(&mut Finished, Question, &PriceBook) -> Vec<u8>,
    /// What was said; none where the bytes are of another build.
    pub read_answer: fn(&[u8]) -> Option<Answered>,
}

static LATER: Later = Later {
    examples_menu: examples_menu::examples_menu,
    theme_choice: theme_choice::theme_choice,
    headline: others::headline,
    remedy: limits::remedy,
    player: trace::player,
    fleet: trace::fleet,
    requests: trace::requests,
    key_list: trace::key_list,
    tab: tabs::panel,
    inspector: inspector::detail,
    account: configure::account_more,
    cold_start: configure::cold_start_fields,
    environment_life: configure::environment_life_fields,
    function_failures: configure::function_failures_fields,
    package: configure::package_fields,
    source: configure::source_more,
    function: configure::function_settings,
    scaling: configure::scaling_settings,
    downstreams: configure::downstream_settings,
    alarms: configure::alarm_settings,
    event_source: configure::event_source_settings,
    assumptions: configure::assumption_fields,
    problems: configure::problem_list,
    edited: Configuration::edited,
    document: Scenario::to_json,
    history: Configuration::history,
    recalled: Configuration::recalled,
    understand: opening::understand,
    refuse: opening::refuse,
    tried: Suggestion::tried,
    live: live::after,
    in_force: settings::in_force,
    key: trace::key,
    strip_key: overview_strip::key,
    timeline_key: timeline::keys::step,
    change_marks: change_marks::change_marks,
    changes: configure::change_list,
    moment: Timeline::moment,
    step: Timeline::step,
    list: engine::list,
    inspect,
    answer: engine::answer,
    read_answer: protocol::decode,
};

// The doors: nothing else names the tables, so what only they use lies behind.

#[wasm_split(editors, fallible)]
fn fetch_editors() -> Result<&'static Editors, NotLoaded> {
    Ok(&EDITORS)
}

#[wasm_split(later, fallible)]
fn fetch_later() -> Result<&'static Later, NotLoaded> {
    Ok(&LATER)
}

table::deferred! {
    Editors: EDITORS, fetch_editors;
    Later: LATER, fetch_later;
}

/// A table, if it is there already.
pub fn loaded<T: Deferred>() -> Option<&'static T> {
    T::place().with(table::Place::loaded)
}

/// A configuration with one change made; none where it changes nothing. Whatever edits is in one of the tables.
pub fn edited(configuration: &Configuration, edit: &Edit) -> Option<Configuration> {
    let edited = loaded().map(|code: &Editors| code.edited).or_else(|| loaded().map(|code: &Later| code.edited))?;
    edited(configuration, edit)
}

/// Fetches a table, unless it is there; a further call after a failure tries again.
///
/// # Errors
/// It cannot be fetched.
pub async fn load<T: Deferred>() -> Result<&'static T, NotLoaded> {
    T::place().with(table::Place::ask);
    let code = T::fetch().await?;
    T::place().with(|place| place.set(code));
    Ok(code)
}

/// Fetches a table in the background, unless it was asked for before. Should it fail, nobody is told: it is fetched again
/// when it is needed.
pub fn preload<T: Deferred>() {
    if !T::place().with(table::Place::ask) {
        wasm_bindgen_futures::spawn_local(async { drop(load::<T>().await) });
    }
}

/// Shows a deferred view; until its code is there, that it is loading, and a way to try again where that fails.
pub fn view<T: Deferred>(view: impl FnOnce(&T) -> Html) -> Html {
    match loaded() {
        Some(code) => view(code),
        None => html! { <Waiting<T> /> },
    }
}

/// Draws a component with deferred views anew once their code is there.
#[hook]
pub fn use_deferred<T: Deferred>() {
    let update = use_force_update();
    let has_drawn = loaded::<T>().is_some();
    use_effect_with((), move |()| match loaded::<T>() {
        None => T::place().with(|place| place.tell(move || update.force_update())),
        // It came between the drawing and now.
        Some(_) if !has_drawn => update.force_update(),
        Some(_) => {}
    });
}

/// Tells the user that something could not be loaded.
pub fn unavailable() -> Notice {
    Notice { title: words::UNAVAILABLE.to_owned(), lines: Rc::new(vec![words::TRY_AGAIN.to_owned()]) }
}
