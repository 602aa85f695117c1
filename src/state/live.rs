//! Live mode: time runs, and what the user does is a change of the scenario from the cursor on.
//!
//! ```text
//!   intervention at the cursor ──► an entry of the scenario's changes, one step of the history ──► the run, again
//!                                    playback waits ◄── same past, other future ◄── results ◄──────────┘
//! ```
//! The run is computed whole, as ever: up to the change it is the same, so that playback goes on where it was. Taking the step
//! back takes the fork back. [`after`] is what the reducer does while live mode is on, and what switches it on.

pub mod settings;

use super::edit::Edit;
use super::{Action, Notice, Speed, State};
use crate::worker::protocol::{Detail, Target};
use lambda_sim::scenario::{ChangeKind, Scenario, ScheduledChange};
use lambda_sim::units::Instant;
use std::rc::Rc;

/// Changes come at whole milliseconds, so that a document reads well.
const STEP_US: f64 = 1e3;

/// The place of ×1 among the speeds.
const REAL_TIME: Speed = Speed::Factor(3);

/// What live mode knows in addition to the scenario.
#[derive(Clone, Debug, PartialEq)]
pub struct Live {
    /// How fast the run was played before.
    pub speed_before: Speed,
    /// Whether the run plays on once what was changed is computed.
    pub resumes: bool,
    /// What was done last.
    pub status: LiveStatus,
}

/// The last thing live mode did, for the status line.
#[derive(Clone, Debug, PartialEq)]
pub enum LiveStatus {
    /// Live mode was switched on.
    Begun,
    /// Something is otherwise from a moment on.
    Changed(Rc<ScheduledChange>),
    /// A setting changed that cannot change during a run: the run began again with it.
    FromTheStart,
    /// A step was taken back, or taken again.
    StepTaken {
        /// Back, not forth.
        back: bool,
    },
    /// The run was made longer.
    GoesOn,
}

impl LiveStatus {
    /// Whether it is a step that can be taken back.
    pub const fn can_be_undone(&self) -> bool {
        matches!(self, Self::Changed(_) | Self::FromTheStart | Self::GoesOn)
    }
}

/// What the user does live.
#[derive(Clone, Debug)]
pub enum LiveAction {
    /// Switches it on or off.
    Switch(bool),
    /// Changes something from the cursor on.
    Intervene(Rc<ChangeKind>),
    /// Makes the run twice as long.
    GoOn,
}

/// The state after an action, live; `None` if it stays as it is.
pub fn after(state: &State, action: Action) -> Option<State> {
    match action {
        Action::Live(LiveAction::Switch(on)) => switched(state, on),
        Action::Live(LiveAction::Intervene(kind)) => {
            let changed = changed(state, ChangeKind::clone(&kind), false)?;
            Some(settled(changed))
        }
        Action::Live(LiveAction::GoOn) => gone_on(state),
        Action::Edit(edit) => edited(state, edit),
        Action::Settle => {
            let settled = state.reduce_normally(Action::Settle);
            resumed(settled.as_ref().unwrap_or(state)).or(settled)
        }
        Action::Undo | Action::Redo => stepped(state, action),
        Action::Finished(_) => {
            let finished = kept_in_sight(state, state.reduce_normally(action)?);
            Some(resumed(&finished).unwrap_or(finished))
        }
        other => state.reduce_normally(other),
    }
}

fn switched(state: &State, on: bool) -> Option<State> {
    let mut next = state.clone();
    match (&state.live, on) {
        (None, true) => {
            next.live =
                Some(Live { speed_before: state.view_state.playback.speed, resumes: false, status: LiveStatus::Begun });
            next.view_state.playback.speed = REAL_TIME;
            next.view_state = next.view_state.played(state.duration_us()).unwrap_or(next.view_state);
        }
        (Some(live), false) => {
            next.view_state.playback.speed = live.speed_before;
            next.live = None;
        }
        _ => return None,
    }
    Some(next)
}

/// With something otherwise from the cursor on. A setting that changes again at the same moment changes once.
fn changed(state: &State, kind: ChangeKind, goes_on: bool) -> Option<State> {
    let at = cursor_us(state);
    if at >= state.duration_us() {
        return None;
    }
    let change = ScheduledChange { at_s: at / 1e6, change: kind };
    let mut changes = state.configuration.scenario().changes.clone();
    let same = |other: &ScheduledChange| settings::is_of_same(&other.change, &change.change);
    // While a slider is dragged the moment moves on: it is one change all the same.
    match changes.iter_mut().rev().find(|other| same(other) && (goes_on || other.at_s == change.at_s)) {
        Some(other) => other.clone_from(&change),
        None => changes.push(change.clone()),
    }
    let configuration = state.configuration.edited(&Edit::Changes(changes))?;
    let mut next = State { configuration, ..state.clone() };
    next.view_state.cursor = Some(at);
    Some(waiting(next, LiveStatus::Changed(Rc::new(change))))
}

/// The moment of a change, in µs: the cursor's, to the next whole step.
fn cursor_us(state: &State) -> f64 {
    (state.view_state.cursor.unwrap_or(0.0) / STEP_US).ceil() * STEP_US
}

fn edited(state: &State, edit: Edit) -> Option<State> {
    let scenario = state.configuration.scenario();
    let goes_on = !state.configuration.settled;
    if let Some(kind) = settings::change(scenario, cursor_us(state), &edit) {
        return changed(state, kind, goes_on);
    }
    let status = match edit {
        Edit::Setting(_) | Edit::Structure(_) => LiveStatus::FromTheStart,
        Edit::Changes(_) | Edit::Name(_) => state.live.as_ref()?.status.clone(),
    };
    let next = state.reduce_normally(Action::Edit(edit))?;
    Some(waiting(next, status))
}

fn gone_on(state: &State) -> Option<State> {
    let longer = Edit::duration(state.configuration.scenario().duration_s * 2.0);
    let configuration = state.configuration.edited(&longer)?.settled()?;
    if !configuration.is_valid() {
        let notice = Notice::impossible(&configuration.problems);
        return state.reduce_normally(Action::Notify(Some(notice)));
    }
    let mut next = waiting(State { configuration, ..state.clone() }, LiveStatus::GoesOn);
    next.live.as_mut()?.resumes = true;
    Some(next)
}

/// A step of the history: the cursor is where the two runs diverge.
fn stepped(state: &State, action: Action) -> Option<State> {
    let back = matches!(action, Action::Undo);
    let mut next = state.reduce_normally(action)?;
    if let Some(at_s) = parting(state.configuration.scenario(), next.configuration.scenario()) {
        next.view_state.cursor = Some(at_s * 1e6);
    }
    next = waiting(next, LiveStatus::StepTaken { back });
    next.live.as_mut()?.resumes = false;
    Some(next)
}

/// When two states of a scenario begin to differ by their changes, in seconds; `None` if they do not.
fn parting(one: &Scenario, other: &Scenario) -> Option<f64> {
    let only_in = |a: &Scenario, b: &Scenario| {
        a.changes.iter().filter(|change| !b.changes.contains(change)).map(|change| change.at_s).reduce(f64::min)
    };
    match (only_in(one, other), only_in(other, one)) {
        (Some(a), Some(b)) => Some(a.min(b)),
        (a, b) => a.or(b),
    }
}

/// Paused until the fork is computed.
fn waiting(mut state: State, status: LiveStatus) -> State {
    let playback = &mut state.view_state.playback;
    if let Some(live) = &mut state.live {
        live.resumes |= playback.is_playing;
        live.status = status;
    }
    playback.is_playing = false;
    state
}

fn settled(state: State) -> State {
    match state.configuration.settled() {
        Some(configuration) => State { configuration, ..state },
        None => state,
    }
}

/// Playing on, where what was changed is complete and computed.
fn resumed(state: &State) -> Option<State> {
    let is_shown = state.run.shown_scenario.as_ref().is_some_and(|it| Rc::ptr_eq(it, state.configuration.scenario()));
    if !(state.live.as_ref()?.resumes && state.configuration.settled && is_shown) {
        return None;
    }
    let mut next = state.clone();
    next.live.as_mut()?.resumes = false;
    next.view_state.playback.is_playing = true;
    Some(next)
}

/// With what was looked at still in sight: the past is the same.
fn kept_in_sight(before: &State, mut next: State) -> State {
    let duration_us = next.duration_us();
    next.view_state.viewport = before.view_state.viewport.clamped(duration_us);
    next.view_state.cursor = before.view_state.cursor.map(|at| at.min(duration_us));
    let cursor = Instant(before.view_state.cursor.unwrap_or(0.0) as i64);
    let is_past = match before.view_state.selection {
        Some(Target::Environment { at, .. } | Target::Throttle { at }) => at <= cursor,
        Some(Target::Invocation(_)) => match before.run.detail.as_deref() {
            Some(Detail::Invocation(detail)) => detail.arrival_us < cursor.0,
            _ => false,
        },
        None => false,
    };
    if is_past {
        next.view_state.selection = before.view_state.selection;
        next.run.detail.clone_from(&before.run.detail);
    }
    next
}

#[cfg(test)]
mod tests;
