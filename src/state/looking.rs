//! What the user looks at: the part of the timeline, the moment, the thing, the function, the tab, and in which colours.

use super::choices::{Choices, Choose};
use super::viewport::Viewport;
use crate::text::suggestion as words;
use crate::worker::protocol::Target;
use lambda_sim::scenario::Problem;
use lambda_sim::trace::FunctionId;
use std::rc::Rc;

/// What is looked at.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Looking {
    /// The part of the timeline in sight.
    pub viewport: Viewport,
    /// The moment that is pointed at, in µs.
    pub cursor: Option<f64>,
    /// What is selected.
    pub selection: Option<Target>,
    /// The function that is shown alone.
    pub function: Option<FunctionId>,
    /// The function that is configured, by its place in the scenario.
    pub configured: usize,
    /// The tab below the timeline.
    pub tab: Tab,
    /// What is chosen in the tabs.
    pub choices: Choices,
    /// The colours.
    pub theme: Theme,
    /// Whether the configuration is open where it is a sheet.
    pub sheet_open: bool,
    /// What the user is told and has not put away yet.
    pub notice: Option<Notice>,
}

/// A tab below the timeline.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Tab {
    /// The run in a few sentences.
    #[default]
    Findings,
    /// CloudWatch's metrics and alarms.
    Metrics,
    /// How latencies spread.
    Latency,
    /// Lambda's log lines.
    Logs,
    /// Requests through functions and services.
    Traces,
    /// Lambda Insights.
    Insights,
    /// Versions beside each other.
    Versions,
    /// The bill.
    Cost,
    /// The figures of each function.
    Functions,
}

impl Tab {
    /// Whether it has charts over time.
    pub const fn has_charts(self) -> bool {
        matches!(self, Self::Metrics | Self::Insights | Self::Versions)
    }
}

/// The colours.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Theme {
    /// As the reader's system has it.
    #[default]
    System,
    /// Dark on light.
    Light,
    /// Light on dark.
    Dark,
}

impl Theme {
    /// The one that a click on the switch chooses.
    pub const fn next(self) -> Self {
        match self {
            Self::System => Self::Light,
            Self::Light => Self::Dark,
            Self::Dark => Self::System,
        }
    }
}

/// Something the user is told.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Notice {
    /// What it is about.
    pub title: String,
    /// What there is to say.
    pub lines: Rc<Vec<String>>,
}

impl Notice {
    /// That a change cannot be made, and why.
    pub fn impossible(problems: &[Problem]) -> Self {
        let lines = problems.iter().map(ToString::to_string).collect();
        Self { title: words::IMPOSSIBLE.to_owned(), lines: Rc::new(lines) }
    }
}

impl Looking {
    /// At a run of this length, all of it.
    pub fn at_a_run_of(duration_us: f64) -> Self {
        Self { viewport: Viewport::fit(duration_us), ..Self::default() }
    }

    /// At another scenario: what was selected belongs to the old one.
    pub(super) fn reopened(&self, duration_us: f64) -> Self {
        Self { theme: self.theme, tab: self.tab, sheet_open: self.sheet_open, ..Self::at_a_run_of(duration_us) }
    }

    /// At the results of a new run: the view stays as far as there is still something in it.
    pub(super) fn at_new_results(&self, duration_us: f64, functions: usize) -> Self {
        let same_length = self.viewport.to <= duration_us && !self.viewport.is_fit(duration_us);
        Self {
            viewport: if same_length { self.viewport } else { Viewport::fit(duration_us) },
            selection: None,
            choices: self.choices.at_new_results(functions),
            function: self.function.filter(|function| function.index() < functions),
            ..self.clone()
        }
    }

    pub(super) fn looked_at(&self, viewport: Viewport) -> Option<Self> {
        self.changed(|looking| looking.viewport = viewport)
    }

    pub(super) fn pointed(&self, at: Option<f64>) -> Option<Self> {
        self.changed(|looking| looking.cursor = at)
    }

    pub(super) fn selected(&self, target: Option<Target>) -> Option<Self> {
        self.changed(|looking| looking.selection = target)
    }

    pub(super) fn filtered(&self, function: Option<FunctionId>) -> Option<Self> {
        // The lanes are other ones: the first is in sight again.
        self.changed(|looking| {
            looking.function = function;
            looking.viewport.first_lane = 0.0;
        })
    }

    pub(super) fn configuring(&self, index: usize) -> Option<Self> {
        self.changed(|looking| looking.configured = index)
    }

    pub(super) fn with_tab(&self, tab: Tab) -> Option<Self> {
        self.changed(|looking| looking.tab = tab)
    }

    pub(super) fn chosen(&self, choice: Choose) -> Option<Self> {
        self.changed(|looking| looking.choices.choose(choice))
    }

    pub(super) fn with_theme(&self, theme: Theme) -> Option<Self> {
        self.changed(|looking| looking.theme = theme)
    }

    pub(super) fn with_sheet(&self, open: bool) -> Option<Self> {
        self.changed(|looking| looking.sheet_open = open)
    }

    pub(super) fn with_notice(&self, notice: Option<Notice>) -> Option<Self> {
        self.changed(|looking| looking.notice = notice)
    }

    /// With a change made; none where it changes nothing.
    fn changed(&self, change: impl FnOnce(&mut Self)) -> Option<Self> {
        let mut next = self.clone();
        change(&mut next);
        (next != *self).then_some(next)
    }
}
