//! What can happen in an app: what the user does, and what the worker answers.

use super::edit::Edit;
use super::live::LiveAction;
use super::notice::Notice;
use super::playback::Speed;
use super::run::Finished;
use super::tab_options::TabOption;
use super::view_state::{Listing, View};
use crate::charts::viewport::Viewport;
use crate::ui::theme::Theme;
use crate::worker::protocol::{Event, Generation, Response, TabId, Target};
use lambda_sim::readings::why::Suggestion;
use lambda_sim::scenario::{Problem, Scenario};
use lambda_sim::trace::FunctionId;
use std::rc::Rc;

/// Something that happens.
#[derive(Clone, Debug)]
pub enum Action {
    // What the user configures.
    /// Changes a value.
    Edit(Edit),
    /// Is done with the change: releases a slider, leaves a field.
    Settle,
    /// Takes the last step back.
    Undo,
    /// Takes it again.
    Redo,
    /// Puts the history of an earlier visit, a kept text, before what has been done since.
    Recall(String),
    /// Opens another scenario.
    Open(Rc<Scenario>),
    /// Puts another state of the same scenario in its place: with recorded traffic, with a mended value.
    Replace(Rc<Scenario>),
    /// Tries out what the run suggests.
    Try(Suggestion),

    // The run.
    /// Starts a run of the current scenario.
    Run,
    /// EndTimes it.
    Cancel,
    /// The run goes on.
    Progressed {
        /// Which run.
        generation: Generation,
        /// The share of it that is done.
        share: f64,
        /// Requests so far.
        requests: u64,
    },
    /// The run is done.
    Finished(Finished),
    /// The worker found the scenario not valid.
    Invalid {
        /// Which run.
        generation: Generation,
        /// All problems.
        problems: Vec<Problem>,
    },
    /// The run could not go on.
    Failed {
        /// Which run.
        generation: Generation,
        /// Why.
        message: String,
    },
    /// The worker has answered a request.
    Answered {
        /// About which run.
        generation: Generation,
        /// The answer.
        response: Response,
    },

    // What the user looks at.
    /// Moves the timeline.
    LookAt(Viewport),
    /// Points at a moment, in µs; `None`: at nothing.
    Point(Option<f64>),
    /// Moves the cursor to a moment, in µs.
    MoveCursor(f64),
    /// Lets time pass.
    Play,
    /// Stops it at a moment, in µs.
    Pause(f64),
    /// Chooses how fast it passes.
    ChooseSpeed(Speed),
    /// Does something in live mode.
    Live(LiveAction),
    /// Shows another view of the trace.
    ShowView(View),
    /// Lists other requests, or in another order.
    List(Listing),
    /// Goes to an event: selects it and moves the cursor there.
    Visit(Event),
    /// Selects something; `None`: nothing.
    Select(Option<Target>),
    /// Shows one function only; `None`: all.
    ShowFunction(Option<FunctionId>),
    /// Configures another function.
    ConfigureFunction(usize),
    /// Chooses something in a tab.
    ChooseOption(TabOption),
    /// Opens a tab below the timeline.
    ShowTab(TabId),
    /// Chooses the colors.
    ChooseTheme(Theme),
    /// Opens or closes the configuration where it is a sheet.
    ShowConfiguration(bool),
    /// Gets a notice, or has put it away.
    Notify(Option<Notice>),
}

impl Action {
    /// Whether it is about the moment at which the run plays, which only the playhead knows.
    pub const fn is_of_the_moment(&self) -> bool {
        matches!(self, Self::Edit(_) | Self::Live(_))
    }
}
