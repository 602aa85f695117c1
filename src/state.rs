//! One reducer for one app: what the user configures, what the user looks at, and the run that connects the two.
//!
//! ```text
//!   Configuration ──revision──► Run ──results──► Looking
//!     scenario, problems,         generation,      viewport, cursor, selection,
//!     history                     phase, results   playback, view, tab, theme, notice
//! ```
//! [`Action`]s are named in the user's words. Reducing one is a call of one pure function; a state that would not change is
//! handed back as it is, so that nothing is drawn anew.

mod action;
pub mod asking;
pub mod choices;
pub mod configuration;
pub mod edit;
pub mod kept;
pub mod live;
pub mod looking;
mod notice;
pub mod playback;
pub mod run;
pub mod viewport;

pub use action::Action;
pub use asking::Answers;
pub use choices::{Choices, Choose};
pub use configuration::Configuration;
pub use looking::{Listing, Looking, Tab, Theme, View};
pub use notice::Notice;
pub use playback::{Playback, Speed};
pub use run::{Phase, Run};

use crate::worker::protocol::Event;
use lambda_sim::readings::why::Suggestion;
use lambda_sim::scenario::Scenario;
use std::rc::Rc;
use yew::Reducible;

/// Everything one app knows.
#[derive(Clone, Debug, PartialEq)]
pub struct State {
    /// What the user configures.
    pub configuration: Configuration,
    /// What the user looks at.
    pub looking: Looking,
    /// The run in between.
    pub run: Run,
    /// What open views have been told of it.
    pub answers: Answers,
}

impl State {
    fn configured(&self, configuration: Option<Configuration>) -> Option<Self> {
        configuration.map(|configuration| Self { configuration, ..self.clone() })
    }

    fn looking(&self, looking: Option<Looking>) -> Option<Self> {
        looking.map(|looking| Self { looking, ..self.clone() })
    }

    fn running(&self, run: Option<Run>) -> Option<Self> {
        run.map(|run| Self { run, ..self.clone() })
    }

    /// With another scenario in place of this one.
    fn opened(&self, scenario: &Scenario) -> Self {
        let duration_us = scenario.duration_s * 1e6;
        Self {
            configuration: self.configuration.opened(scenario.clone()),
            looking: self.looking.reopened(duration_us),
            run: self.run.clone(),
            answers: self.answers.clone(),
        }
    }

    /// With the results of a run that is done; what does not fit them any more is let go of.
    fn finished(&self, answer: run::Finished) -> Option<Self> {
        let run = self.run.finished(answer)?;
        let duration_us = run.results.as_ref().map_or(0.0, |results| results.summary.duration_s * 1e6);
        let functions = run.results.as_ref().map_or(0, |results| results.lanes.functions.len());
        let mut looking = self.looking.at_new_results(duration_us, functions);
        // What was selected before there was any run was so at an earlier visit, in this very run unless it is of another one.
        if self.run.results.is_none() && self.configuration.revision == 1 {
            looking.selection = self.looking.selection;
        }
        Some(Self { looking, run, ..self.clone() })
    }

    /// How long the shown run is, in µs.
    fn duration_us(&self) -> f64 {
        self.run.results.as_ref().map_or(0.0, |results| results.summary.duration_s * 1e6)
    }

    /// At an event of the shown run.
    fn visited(&self, event: &Event) -> Option<Self> {
        let looking = self.looking.visiting(event, self.run.results.as_ref()?)?;
        let is_other = looking.selection != self.looking.selection;
        let run = if is_other { self.run.without_detail() } else { self.run.clone() };
        Some(Self { looking, run, ..self.clone() })
    }

    /// With a suggestion of the shown run followed; where that is not possible, with why.
    fn tried(&self, suggestion: Suggestion) -> Option<Self> {
        let ran = self.run.shown_scenario.as_ref()?;
        match suggestion.tried(self.configuration.scenario(), ran) {
            Ok(next) => self.configured(next.map(|scenario| self.configuration.replaced(scenario))),
            Err(problems) => self.looking(self.looking.with_notice(Some(Notice::impossible(&problems)))),
        }
    }

    /// The state after an action; none where it stays as it is.
    fn after(&self, action: Action) -> Option<Self> {
        if self.looking.live.is_some() || matches!(action, Action::Live(_)) {
            return live::after(self, action);
        }
        self.plainly(action)
    }

    /// With the configuration before or after this one; another scenario is looked at from its beginning.
    fn stepped(&self, configuration: Configuration) -> Option<Self> {
        let is_another = configuration.opened != self.configuration.opened;
        let looking = is_another.then(|| self.looking.reopened(configuration.scenario().duration_s * 1e6));
        let state = self.configured(Some(configuration))?;
        Some(Self { looking: looking.unwrap_or_else(|| state.looking.clone()), ..state })
    }

    /// The same where live mode is not on, and for what it does not concern.
    fn plainly(&self, action: Action) -> Option<Self> {
        match action {
            Action::Edit(edit) => self.configured(self.configuration.edited(&edit)),
            Action::Settle => self.configured(self.configuration.settled()),
            Action::Undo => self.stepped(self.configuration.undone()?),
            Action::Redo => self.stepped(self.configuration.redone()?),
            Action::Recall(history) => self.configured(self.configuration.recalled(&history)),
            Action::Open(scenario) => Some(self.opened(&scenario)),
            Action::Replace(scenario) => self.configured(Some(self.configuration.replaced((*scenario).clone()))),

            Action::Run => self.running(Some(self.run.started(&self.configuration))),
            Action::Cancel => self.running(self.run.cancelled()),
            Action::Progressed { generation, share, requests } => {
                self.running(self.run.progressed(generation, share, requests))
            }
            Action::Finished(answer) => self.finished(answer),
            Action::Invalid { generation, problems } => {
                let run = self.run.invalid(generation)?;
                Some(Self { configuration: self.configuration.with_problems(problems), run, ..self.clone() })
            }
            Action::Failed { generation, message } => self.running(self.run.failed(generation, message)),
            Action::Seen { generation, columns } => self.running(self.run.seen(generation, columns)),
            Action::Inspected { generation, detail } => self.running(self.run.inspected(generation, detail)),
            Action::SeenAt { generation, moment } => self.running(self.run.at_moment(generation, moment)),
            Action::Listed { generation, listed } => self.running(self.run.listed(generation, listed)),
            Action::Stepped { generation, event } => {
                event.filter(|_| generation == self.run.shown).and_then(|event| self.visited(&event))
            }
            Action::Answered(answered) => (answered.generation == self.run.shown)
                .then(|| Self { answers: self.answers.with(answered), ..self.clone() }),
            Action::Try(suggestion) => self.tried(suggestion),

            Action::LookAt(viewport) => self.looking(self.looking.looked_at(viewport)),
            Action::Point(at) => self.looking(self.looking.pointed(at)),
            Action::MoveCursor(at) => self.looking(self.looking.moved_to(at, self.duration_us())),
            Action::Play => self.looking(self.looking.played(self.duration_us())),
            Action::Pause(at) => self.looking(self.looking.paused(at, self.duration_us())),
            Action::ChooseSpeed(speed) => self.looking(self.looking.at_speed(speed)),
            Action::Live(_) => None,
            Action::ShowView(view) => self.looking(self.looking.viewing(view, self.run.results.as_deref())),
            Action::List(listing) => self.looking(self.looking.listing(listing)),
            Action::Visit(event) => self.visited(&event),
            Action::Select(target) => {
                let looking = self.looking.selected(target)?;
                Some(Self { looking, run: self.run.without_detail(), ..self.clone() })
            }
            Action::ShowFunction(function) => self.looking(self.looking.filtered(function)),
            Action::ConfigureFunction(index) => self.looking(self.looking.configuring(index)),
            Action::Choose(choice) => self.looking(self.looking.chosen(choice)),
            Action::ShowTab(tab) => self.looking(self.looking.with_tab(tab)),
            Action::ChooseTheme(theme) => self.looking(self.looking.with_theme(theme)),
            Action::ShowConfiguration(open) => self.looking(self.looking.with_sheet(open)),
            Action::Notify(notice) => self.looking(self.looking.with_notice(notice)),
        }
    }
}

impl Reducible for State {
    type Action = Action;

    fn reduce(self: Rc<Self>, action: Action) -> Rc<Self> {
        self.after(action).map_or(self, Rc::new)
    }
}

#[cfg(test)]
mod testing;
#[cfg(test)]
mod tests;
