//! One reducer for one app: what the user configures, what the user looks at, and the run that connects the two.
//!
//! ```text
//!   Configuration ──revision──► Run ──results──► ViewState
//!     scenario, problems,         generation,      viewport, cursor, selection,
//!     history                     phase, results   playback, view, tab, theme, notice
//! ```
//! [`Action`]s are named in the user's words. Reducing one is a call of one pure function; a state that would not change is
//! handed back as it is, so that nothing is drawn again.

mod action;
mod answers;
pub mod configuration;
pub mod edit;
pub mod live;
mod notice;
pub mod playback;
pub mod run;
pub mod session;
pub mod tab_options;
pub mod view_state;

pub use crate::ui::theme::Theme;
pub use action::Action;
pub use answers::{Answered, Answers};
pub use configuration::Configuration;
pub use notice::Notice;
pub use playback::{Playback, Speed};
pub use run::{Phase, Run};
pub use tab_options::{TabOption, TabOptions};
pub use view_state::{Listing, View, ViewState};

use crate::worker::protocol::{Event, Response};
use lambda_sim::readings::why::Suggestion;
use lambda_sim::scenario::Scenario;
use live::Live;
use std::rc::Rc;
use yew::Reducible;

/// Everything one app knows.
#[derive(Clone, Debug, PartialEq)]
pub struct State {
    /// What the user configures.
    pub configuration: Configuration,
    /// What the user looks at.
    pub view_state: ViewState,
    /// Live mode, if it is on.
    pub live: Option<Live>,
    /// The run in between.
    pub run: Run,
    /// What the tabs have been answered about it.
    pub answers: Answers,
}

impl State {
    fn with_configuration(&self, configuration: Option<Configuration>) -> Option<Self> {
        configuration.map(|configuration| Self { configuration, ..self.clone() })
    }

    fn with_view(&self, view_state: Option<ViewState>) -> Option<Self> {
        view_state.map(|view_state| Self { view_state, ..self.clone() })
    }

    fn with_run(&self, run: Option<Run>) -> Option<Self> {
        run.map(|run| Self { run, ..self.clone() })
    }

    /// With another scenario in place of this one.
    fn opened(&self, scenario: &Scenario) -> Self {
        let duration_us = scenario.duration_s * 1e6;
        Self {
            configuration: self.configuration.opened(scenario.clone()),
            view_state: self.view_state.reopened(duration_us),
            live: None,
            run: self.run.without_detail(),
            answers: self.answers.clone(),
        }
    }

    /// With the results of a run that is done; what does not fit them any more is dropped.
    fn finished(&self, answer: run::Finished) -> Option<Self> {
        let run = self.run.finished(answer)?;
        let duration_us = run.results.as_ref().map_or(0.0, |results| results.summary.duration_s * 1e6);
        let functions = run.results.as_ref().map_or(0, |results| results.lanes.functions.len());
        let mut view_state = self.view_state.at_new_results(duration_us, functions);
        // What was selected before there was any run was so at an earlier visit, in this very run unless it is of another one.
        if self.run.results.is_none() && self.configuration.revision == 1 {
            view_state.selection = self.view_state.selection;
        }
        Some(Self { view_state, run, ..self.clone() })
    }

    /// How fast the run is played when live mode is off.
    pub fn usual_speed(&self) -> Speed {
        self.live.as_ref().map_or(self.view_state.playback.speed, |live| live.speed_before)
    }

    /// How long the shown run is, in µs.
    fn duration_us(&self) -> f64 {
        self.run.results.as_ref().map_or(0.0, |results| results.summary.duration_s * 1e6)
    }

    /// At an event of the shown run.
    fn visited(&self, event: &Event) -> Option<Self> {
        let view_state = self.view_state.visiting(event, self.run.results.as_ref()?)?;
        let is_other = view_state.selection != self.view_state.selection;
        let run = if is_other { self.run.without_detail() } else { self.run.clone() };
        Some(Self { view_state, run, ..self.clone() })
    }

    /// With what the worker says about the shown run.
    fn answered(&self, response: Response) -> Option<Self> {
        let mut run = self.run.clone();
        match response {
            Response::Window(columns) => run.columns = Some(Rc::from(columns)),
            Response::Snapshot(moment) => run.moment = Some(Rc::from(moment)),
            Response::NextEvent(event) => return self.visited(&event?),
            Response::Rows(rows) => run.rows = Some(Rc::new(rows)),
            // What is no longer selected is not shown any more.
            Response::Detail(_) | Response::Why(_) if self.view_state.selection.is_none() => return None,
            Response::Detail(detail) => run.detail = detail.map(Rc::from),
            Response::Why(answer) => run.why = Some(Rc::from(answer)),
            Response::Tab(answer) => {
                let answers = self.answers.with(Answered { generation: run.shown, answer });
                return Some(Self { answers, ..self.clone() });
            }
        }
        self.with_run(Some(run))
    }

    /// With a suggestion of the shown run followed; where that is not possible, with why.
    fn tried(&self, suggestion: Suggestion) -> Option<Self> {
        let ran = self.run.shown_scenario.as_ref()?;
        match suggestion.tried(self.configuration.scenario(), ran) {
            Ok(next) => self.with_configuration(next.map(|scenario| self.configuration.replaced(scenario))),
            Err(problems) => self.with_view(self.view_state.with_notice(Some(Notice::impossible(&problems)))),
        }
    }

    /// The state after an action; `None` if it stays as it is.
    fn reduced(&self, action: Action) -> Option<Self> {
        if self.live.is_some() || matches!(action, Action::Live(_)) {
            return live::after(self, action);
        }
        self.reduce_normally(action)
    }

    /// With the configuration before or after this one; another scenario is looked at from its beginning.
    fn stepped(&self, configuration: Configuration) -> Option<Self> {
        if configuration.opened == self.configuration.opened {
            return self.with_configuration(Some(configuration));
        }
        let view_state = self.view_state.reopened(configuration.scenario().duration_s * 1e6);
        let run = self.run.without_detail();
        Some(Self { configuration, view_state, live: None, run, answers: self.answers.clone() })
    }

    /// The same where live mode is not on, and for what it does not concern.
    fn reduce_normally(&self, action: Action) -> Option<Self> {
        match action {
            Action::Edit(edit) => self.with_configuration(self.configuration.edited(&edit)),
            Action::Settle => self.with_configuration(self.configuration.settled()),
            Action::Undo => self.stepped(self.configuration.undone()?),
            Action::Redo => self.stepped(self.configuration.redone()?),
            Action::Recall(history) => self.with_configuration(self.configuration.recalled(&history)),
            Action::Open(scenario) => Some(self.opened(&scenario)),
            Action::Replace(scenario) => {
                self.with_configuration(Some(self.configuration.replaced((*scenario).clone())))
            }

            Action::Run => self.with_run(Some(self.run.started(&self.configuration))),
            Action::Cancel => self.with_run(self.run.cancelled()),
            Action::Progressed { generation, share, requests } => {
                self.with_run(self.run.progressed(generation, share, requests))
            }
            Action::Finished(answer) => self.finished(answer),
            Action::Invalid { generation, problems } => {
                let run = self.run.invalid(generation)?;
                // What has been edited since has problems of its own.
                let is_current = run.scenario().is_some_and(|it| Rc::ptr_eq(it, self.configuration.scenario()));
                let configuration = is_current.then(|| self.configuration.with_problems(problems));
                Some(Self {
                    configuration: configuration.unwrap_or_else(|| self.configuration.clone()),
                    run,
                    ..self.clone()
                })
            }
            Action::Failed { generation, message } => self.with_run(self.run.failed(generation, message)),
            Action::Answered { generation, .. } if generation != self.run.shown => None,
            Action::Answered { response, .. } => self.answered(response),
            Action::Try(suggestion) => self.tried(suggestion),

            Action::LookAt(viewport) => self.with_view(self.view_state.looked_at(viewport)),
            Action::Point(at) => self.with_view(self.view_state.pointed(at)),
            Action::MoveCursor(at) => self.with_view(self.view_state.moved_to(at, self.duration_us())),
            Action::Play => self.with_view(self.view_state.played(self.duration_us())),
            Action::Pause(at) => self.with_view(self.view_state.paused(at, self.duration_us())),
            Action::ChooseSpeed(speed) => self.with_view(self.view_state.at_speed(speed)),
            Action::Live(_) => None,
            Action::ShowView(view) => self.with_view(self.view_state.viewing(view, self.run.results.as_deref())),
            Action::List(listing) => self.with_view(self.view_state.listing(listing)),
            Action::Visit(event) => self.visited(&event),
            Action::Select(target) => {
                let view_state = self.view_state.selected(target)?;
                Some(Self { view_state, run: self.run.without_detail(), ..self.clone() })
            }
            Action::ShowFunction(function) => self.with_view(self.view_state.filtered(function)),
            Action::ConfigureFunction(index) => self.with_view(self.view_state.configuring(index)),
            Action::ChooseOption(option) => self.with_view(self.view_state.chosen(option)),
            Action::ShowTab(tab) => self.with_view(self.view_state.with_tab(tab)),
            Action::ChooseTheme(theme) => self.with_view(self.view_state.with_theme(theme)),
            Action::ShowConfiguration(open) => self.with_view(self.view_state.with_sheet(open)),
            Action::Notify(notice) => self.with_view(self.view_state.with_notice(notice)),
        }
    }
}

impl Reducible for State {
    type Action = Action;

    fn reduce(self: Rc<Self>, action: Action) -> Rc<Self> {
        self.reduced(action).map_or(self, Rc::new)
    }
}

#[cfg(test)]
mod laws;
#[cfg(test)]
mod testing;
#[cfg(test)]
mod tests;
