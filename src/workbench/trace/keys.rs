//! What keys do in all views of the trace.

use crate::charts::drawing::PtrEq;
use crate::charts::playhead::Playhead;
use crate::charts::viewport::Viewport;
use crate::state::{Action, View, ViewState};
use crate::workbench::playback::live_bar;
use crate::workbench::playback::player::{play_or_pause, step as next_event};
use crate::worker::protocol::{Detail, Request};
use lambda_sim::scenario::Scenario;
use wasm_bindgen::JsCast;
use yew::prelude::*;

/// What keys are about.
pub struct Keys {
    /// What is looked at.
    pub view_state: ViewState,
    /// Whether live mode is on.
    pub is_live: bool,
    /// Where the cursor is.
    pub playhead: PtrEq<Playhead>,
    /// How long the run is, in µs.
    pub duration_us: f64,
    /// What is configured.
    pub scenario: PtrEq<Scenario>,
    /// What the selected thing is.
    pub detail: Option<PtrEq<Detail>>,
    /// Asks about the run.
    pub ask: Callback<Request>,
    /// Receives what the user does.
    pub dispatch: Callback<Action>,
    /// Called to list the keys.
    pub on_list: Callback<()>,
}

/// Does what a key asks for.
pub fn key(keys: &Keys, event: &KeyboardEvent) {
    if event.ctrl_key() || event.meta_key() || event.alt_key() || belongs_to_control(event) {
        return;
    }
    let Keys { view_state, playhead, dispatch, .. } = keys;
    let centre = view_state.pointed.or_else(|| playhead.at());
    let Some(step_taken) = step(&event.key(), view_state.viewport, centre, keys.duration_us) else { return };
    match step_taken {
        TraceKeyAction::LookAt(viewport) => dispatch.emit(Action::LookAt(viewport)),
        TraceKeyAction::Play => play_or_pause(playhead, view_state.playback.is_playing, dispatch).emit(()),
        TraceKeyAction::Event { forward, along } => {
            keys.ask.emit(next_event(playhead, view_state.selection, forward, along, view_state.function));
        }
        TraceKeyAction::Show(view) => dispatch.emit(Action::ShowView(view)),
        TraceKeyAction::Clear if view_state.selection.is_none() => return,
        TraceKeyAction::Clear => dispatch.emit(Action::Select(None)),
        TraceKeyAction::List => keys.on_list.emit(()),
        TraceKeyAction::Live(key) => {
            let action = live_bar::key(&keys.scenario, keys.detail.as_deref(), keys.is_live, key);
            let Some(action) = action else { return };
            dispatch.emit(action);
        }
    }
    event.prevent_default();
}

/// Whether a control that has the focus uses the key itself.
fn belongs_to_control(event: &KeyboardEvent) -> bool {
    let Some(target) = event.target().and_then(|target| target.dyn_into::<web_sys::Element>().ok()) else {
        return false;
    };
    match target.tag_name().as_str() {
        "SELECT" | "TEXTAREA" => true,
        // A slider and a radio button leave letters and signs alone.
        "INPUT" => {
            !matches!(event.key().as_str(), "." | "," | "<" | ">" | "?" | "w" | "a" | "s" | "d" | "W" | "A" | "S" | "D")
        }
        "BUTTON" | "SUMMARY" => matches!(event.key().as_str(), " " | "Enter"),
        _ => target.closest("dialog").ok().flatten().is_some(),
    }
}

/// What a key asks for.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum TraceKeyAction {
    /// Looks elsewhere.
    LookAt(Viewport),
    /// Plays, or pauses.
    Play,
    /// Goes to the next event, or the one before; along the selected environment, or through the run.
    Event {
        /// Later or earlier.
        forward: bool,
        /// Along the environment.
        along: bool,
    },
    /// Shows another view.
    Show(View),
    /// Clears the selection.
    Clear,
    /// Lists the keys.
    List,
    /// Does something in live mode.
    Live(LiveKey),
}

/// What a key asks for in live mode.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum LiveKey {
    /// Switches it on or off.
    Switch,
    /// Invokes, by the place of the button.
    Invoke(usize),
    /// Kills the selected environment.
    Kill,
}

/// What a key asks for; `None` if it is not of these views. A control keeps the keys that it has uses for.
pub fn step(key: &str, viewport: Viewport, centre: Option<f64>, duration_us: f64) -> Option<TraceKeyAction> {
    let centre = centre.filter(|at| (viewport.from..=viewport.to).contains(at));
    let centre = centre.unwrap_or((viewport.from + viewport.to) / 2.0);
    let pan = |share: f64| Some(TraceKeyAction::LookAt(viewport.pan(viewport.span() * share, duration_us)));
    let zoom = |factor: f64| Some(TraceKeyAction::LookAt(viewport.zoom(centre, factor, duration_us)));
    let event = |forward: bool, along: bool| Some(TraceKeyAction::Event { forward, along });
    match key {
        "ArrowLeft" | "a" | "A" => pan(-0.1),
        "ArrowRight" | "d" | "D" => pan(0.1),
        "Home" => pan(-1e9),
        "End" => pan(1e9),
        "+" | "=" | "w" | "W" => zoom(0.7),
        "-" | "_" | "s" | "S" => zoom(1.0 / 0.7),
        "0" => Some(TraceKeyAction::LookAt(Viewport { first_lane: viewport.first_lane, ..Viewport::fit(duration_us) })),
        " " => Some(TraceKeyAction::Play),
        "." => event(true, true),
        "," => event(false, true),
        ">" => event(true, false),
        "<" => event(false, false),
        "1" => Some(TraceKeyAction::Show(View::Timeline)),
        "2" => Some(TraceKeyAction::Show(View::Fleet)),
        "3" => Some(TraceKeyAction::Show(View::Table)),
        "Escape" => Some(TraceKeyAction::Clear),
        "?" => Some(TraceKeyAction::List),
        "l" | "L" => Some(TraceKeyAction::Live(LiveKey::Switch)),
        "i" | "I" => Some(TraceKeyAction::Live(LiveKey::Invoke(0))),
        "o" | "O" => Some(TraceKeyAction::Live(LiveKey::Invoke(1))),
        "p" | "P" => Some(TraceKeyAction::Live(LiveKey::Invoke(2))),
        "k" | "K" => Some(TraceKeyAction::Live(LiveKey::Kill)),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn pressed(key: &str) -> Option<TraceKeyAction> {
        step(key, Viewport { from: 10e6, to: 20e6, first_lane: 5.0 }, Some(12e6), 60e6)
    }

    #[test]
    fn keys_pan_and_zoom() {
        let to = |from: f64, to: f64| Some(TraceKeyAction::LookAt(Viewport { from, to, first_lane: 5.0 }));
        assert_eq!(pressed("d"), to(11e6, 21e6));
        assert_eq!(pressed("Home"), to(0.0, 10e6));
        assert_eq!(pressed("0"), to(0.0, 60e6));
        assert_eq!(pressed("W"), to(10.6e6, 17.6e6));
    }

    #[test]
    fn keys_play_step_and_show() {
        assert_eq!(pressed(" "), Some(TraceKeyAction::Play));
        assert_eq!(pressed(","), Some(TraceKeyAction::Event { forward: false, along: true }));
        assert_eq!(pressed(">"), Some(TraceKeyAction::Event { forward: true, along: false }));
        assert_eq!(pressed("2"), Some(TraceKeyAction::Show(View::Fleet)));
        assert_eq!(pressed("q"), None);
    }
}
