//! Keeps the app's state in the browser, so that a reload loses nothing. The app works without: where a page may not keep
//! anything, nothing is kept.

use crate::deferred::{self, Later, use_deferred};
use crate::state::kept::Kept;
use crate::state::{Action, Notice, State};
use crate::text::files as words;
use gloo_timers::callback::Timeout;
use std::rc::Rc;
use wasm_bindgen_futures::spawn_local;
use web_sys::Storage;
use yew::prelude::*;

/// How long nothing must change until it is kept, in ms.
const PAUSE_MS: u32 = 250;

const SCENARIO: &str = "lambda-playground.scenario";
const OPENED: &str = "lambda-playground.opened";
const LOOKING: &str = "lambda-playground.looking";
const HISTORY: &str = "lambda-playground.history";

/// A scenario that could not be read, where whoever can may find it.
const UNREADABLE: &str = "lambda-playground.unreadable";

fn storage() -> Option<Storage> {
    web_sys::window()?.local_storage().ok()?
}

/// What an earlier visit left.
pub fn kept() -> Kept {
    let Some(storage) = storage() else { return Kept::default() };
    let text = |key: &str| storage.get_item(key).ok().flatten();
    Kept { scenario: text(SCENARIO), opened: text(OPENED), looking: text(LOOKING) }
}

/// Keeps what changes, soon after it has.
#[hook]
pub fn use_keeping(state: &UseReducerHandle<State>, dispatch: &Callback<Action>, keeps: bool) {
    let configuration = &state.configuration;
    // Until it is recalled, the history of an earlier visit is not written over.
    let is_recalled = use_mut_ref(|| false);
    {
        let (dispatch, is_recalled) = (dispatch.clone(), is_recalled.clone());
        use_deferred::<Later>();
        let is_time = keeps && state.run.results.is_some() && deferred::loaded::<Later>().is_some();
        use_effect_with(is_time, move |is_time| {
            if *is_time
                && !is_recalled.replace(true)
                && let Some(history) = storage().and_then(|storage| storage.get_item(HISTORY).ok().flatten())
            {
                dispatch.emit(Action::Recall(history));
            }
        });
    }
    {
        let state = state.clone();
        let (scenario, opened) = (configuration.scenario().clone(), configuration.as_opened().clone());
        let (is_the_first, dispatch) = (configuration.document().is_some(), dispatch.clone());
        // What is not valid is on its way to something that is.
        let waits = !keeps || !configuration.settled || !configuration.is_valid();
        let has_told = use_mut_ref(|| false);
        use_effect_with((configuration.revision, waits), move |_| {
            let timer = (!waits && !is_the_first).then(|| {
                Timeout::new(PAUSE_MS, move || {
                    spawn_local(async move {
                        let Ok(code) = deferred::load::<Later>().await else { return };
                        let opened = (!Rc::ptr_eq(&scenario, &opened)).then(|| (code.document)(&opened));
                        let is_kept =
                            keep(SCENARIO, Some(&(code.document)(&scenario))) && keep(OPENED, opened.as_deref());
                        if *is_recalled.borrow() {
                            keep(HISTORY, Some(&(code.history)(&state.configuration)));
                        }
                        if !is_kept && !has_told.replace(true) {
                            let notice = Notice {
                                title: words::NOT_KEPT.to_owned(),
                                lines: Rc::new(vec![words::NOT_KEPT_ABOUT.to_owned()]),
                            };
                            dispatch.emit(Action::Notify(Some(notice)));
                        }
                    });
                })
            });
            move || drop(timer)
        });
    }
    {
        let looking = state.looking.clone();
        // What follows the pointer is not kept, and need not be written for.
        let kept = use_memo(looking, |looking| looking.kept());
        use_effect_with(kept, move |kept| {
            let kept = kept.clone();
            let timer = keeps.then(|| Timeout::new(PAUSE_MS, move || _ = keep(LOOKING, Some(&kept))));
            move || drop(timer)
        });
    }
}

/// Lets go of a scenario that could not be read, but for a copy.
pub fn set_aside(kept: &Kept) {
    keep(UNREADABLE, kept.scenario.as_deref());
    keep(SCENARIO, None);
    keep(OPENED, None);
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
