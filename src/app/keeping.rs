//! Keeps the app's state in the browser, so that a reload loses nothing. The app works without: where a page may not keep
//! anything, nothing is kept.

use crate::state::session::SavedSession;
use crate::state::{Action, Notice, Phase, State};
use gloo_timers::callback::Timeout;
use std::rc::Rc;
use wasm_bindgen::JsCast;
use wasm_bindgen::closure::Closure;
use web_sys::Storage;
use yew::prelude::*;

/// How long nothing must change until it is kept, in ms.
const PAUSE_MS: u32 = 250;

const SCENARIO: &str = "lambda-playground.scenario";
const BASELINE: &str = "lambda-playground.opened";
const LOOKING: &str = "lambda-playground.looking";
const HISTORY: &str = "lambda-playground.history";

/// A scenario that could not be read, where whoever can may find it.
const UNREADABLE: &str = "lambda-playground.unreadable";

fn storage() -> Option<Storage> {
    web_sys::window()?.local_storage().ok()?
}

/// What an earlier visit left.
pub fn kept() -> SavedSession {
    let Some(storage) = storage() else { return SavedSession::default() };
    let text = |key: &str| storage.get_item(key).ok().flatten();
    SavedSession { scenario: text(SCENARIO), baseline: text(BASELINE), view_state: text(LOOKING) }
}

/// What one app keeps.
#[derive(Default)]
struct Keeping {
    /// The state as it was drawn last; `None` if nothing is kept.
    state: Option<UseReducerHandle<State>>,
    /// Until it is recalled, the history of an earlier visit is not written over, nor the scenario that it is of.
    is_recalled: bool,
    /// The changes that are kept.
    changes: Option<Changes>,
    /// What is kept of what is looked at.
    view_state: String,
    /// Whether the user knows that something does not fit.
    has_told: bool,
}

/// The revision of a configuration, and how many steps it has either way: a history that is recalled changes only them.
type Changes = (u32, (usize, usize));

impl Keeping {
    /// Keeps the scenario and its history, if they are not. Returns whether there is something new to report: that they do not fit.
    fn keep_changes(&mut self) -> bool {
        let Some(state) = self.state.as_ref().filter(|_| self.is_recalled) else { return false };
        let configuration = &state.configuration;
        let changes = Some((configuration.revision, configuration.steps()));
        // What is not valid is on its way to something that is; what the app began with is kept.
        if changes == self.changes || !configuration.is_valid() || configuration.document().is_some() {
            return false;
        }
        self.changes = changes;
        let (scenario, baseline) = (configuration.scenario(), configuration.baseline());
        let baseline = (!Rc::ptr_eq(scenario, baseline)).then(|| baseline.to_json());
        let is_kept = keep(SCENARIO, Some(&scenario.to_json())) && keep(BASELINE, baseline.as_deref());
        keep(HISTORY, is_kept.then(|| configuration.history()).as_deref());
        !is_kept && !std::mem::replace(&mut self.has_told, true)
    }

    /// Keeps what is looked at, if it is not.
    fn keep_looking(&mut self) {
        let Some(view_state) = self.state.as_ref().map(|state| state.view_state.to_query(state.usual_speed())) else {
            return;
        };
        if view_state != self.view_state {
            keep(LOOKING, Some(&view_state));
            self.view_state = view_state;
        }
    }
}

/// Keeps what changes, soon after it has, and at the latest when the page is left.
#[hook]
pub fn use_keeping(state: &UseReducerHandle<State>, dispatch: &Callback<Action>, keeps: bool) {
    let keeping = use_mut_ref(Keeping::default);
    keeping.borrow_mut().state = keeps.then(|| state.clone());
    // A long history takes a moment to read: the first run comes before it.
    let has_run = state.run.results.is_some() || !matches!(state.run.phase, Phase::Idle | Phase::Running { .. });
    {
        let (keeping, dispatch) = (keeping.clone(), dispatch.clone());
        use_effect_with(keeps && has_run, move |is_time| {
            if *is_time
                && !std::mem::replace(&mut keeping.borrow_mut().is_recalled, true)
                && let Some(history) = storage().and_then(|storage| storage.get_item(HISTORY).ok().flatten())
            {
                dispatch.emit(Action::Recall(history));
            }
        });
    }
    {
        let (keeping, dispatch) = (keeping.clone(), dispatch.clone());
        let configuration = &state.configuration;
        let waits = !keeps || !configuration.settled || configuration.document().is_some();
        let changes: Changes = (configuration.revision, configuration.steps());
        // What was changed before the history was recalled is kept once it is.
        use_effect_with((changes, waits, has_run), move |_| {
            let timer = (!waits).then(|| {
                Timeout::new(PAUSE_MS, move || {
                    if keeping.borrow_mut().keep_changes() {
                        dispatch.emit(Action::Notify(Some(Notice::NotStored)));
                    }
                })
            });
            move || drop(timer)
        });
    }
    {
        let keeping = keeping.clone();
        // Live mode's own speed ends with it.
        let looked_at = (state.view_state.clone(), state.usual_speed());
        // What follows the pointer is not kept, and need not be written for.
        let kept = use_memo(looked_at, |(view_state, speed)| view_state.to_query(*speed));
        use_effect_with(kept, move |_| {
            let timer = keeps.then(|| Timeout::new(PAUSE_MS, move || keeping.borrow_mut().keep_looking()));
            move || drop(timer)
        });
    }
    use_effect_with(keeps, move |_| {
        let leave = Closure::<dyn Fn()>::new(move || {
            let mut keeping = keeping.borrow_mut();
            keeping.keep_changes();
            keeping.keep_looking();
        });
        let window = web_sys::window();
        if let Some(window) = &window {
            // It fails for no listener.
            let _ = window.add_event_listener_with_callback("pagehide", leave.as_ref().unchecked_ref());
        }
        move || {
            if let Some(window) = window {
                let _ = window.remove_event_listener_with_callback("pagehide", leave.as_ref().unchecked_ref());
            }
        }
    });
}

/// Drops a scenario that could not be read, and keeps a copy aside.
pub fn set_aside(kept: &SavedSession) {
    keep(UNREADABLE, kept.scenario.as_deref());
    keep(SCENARIO, None);
    keep(BASELINE, None);
    keep(HISTORY, None);
}

/// Whether it is kept now; nothing is where it does not fit, rather than something older.
fn keep(key: &str, text: Option<&str>) -> bool {
    let Some(storage) = storage() else { return true };
    let is_kept = text.is_none_or(|text| storage.set_item(key, text).is_ok());
    if text.is_none() || !is_kept {
        // It fails for no key.
        let _ = storage.remove_item(key);
    }
    is_kept
}
