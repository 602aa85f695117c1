//! What the user looks at: the part of the timeline, the moment, the thing, the function, the tab, and in which colors.

use super::notice::Notice;
use super::playback::{Playback, Speed};
use super::tab_options::{TabOption, TabOptions};
use crate::charts::viewport::{LANES_IN_SIGHT, Viewport};
use crate::ui::theme::Theme;
use crate::worker::protocol::{Event, Results, TabId, Target};
use lambda_sim::readings::{RequestKey, RequestStatus};
use lambda_sim::trace::{FunctionId, StartKind};
use lambda_sim::units::Instant;

/// What is looked at.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct ViewState {
    /// The part of the timeline in sight.
    pub viewport: Viewport,
    /// Which view of the trace is shown.
    pub view: View,
    /// The moment that is pointed at, in µs, for as long as it is.
    pub pointed: Option<f64>,
    /// The moment that all views show, in µs; while the run plays, the one at which it began to.
    pub cursor: Option<f64>,
    /// Whether and how the run plays.
    pub playback: Playback,
    /// Which requests the table lists, and in which order.
    pub listing: Listing,
    /// What is selected.
    pub selection: Option<Target>,
    /// The function that is shown alone.
    pub function: Option<FunctionId>,
    /// The function that is configured, by its place in the scenario.
    pub configured: usize,
    /// The tab below the timeline.
    pub tab: TabId,
    /// What is chosen in the tabs.
    pub options: TabOptions,
    /// The colors.
    pub theme: Theme,
    /// Whether the configuration is open where it is a sheet.
    pub sheet_open: bool,
    /// The notice that the user has not put away yet.
    pub notice: Option<Notice>,
}

/// A view of the trace.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum View {
    /// Lanes of environments over time.
    #[default]
    Timeline,
    /// A box an environment, at the cursor.
    Fleet,
    /// A row a request.
    Table,
}

impl View {
    /// All of them.
    pub const ALL: [Self; 3] = [Self::Timeline, Self::Fleet, Self::Table];
}

/// Which requests the table lists, and in which order.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Listing {
    /// Only those that started so.
    pub start: Option<StartKind>,
    /// Only those that ended so.
    pub status: Option<RequestStatus>,
    /// What they are sorted by.
    pub key: RequestKey,
    /// Whether the largest comes first.
    pub descending: bool,
}

impl ViewState {
    /// At a run of this length, all of it.
    pub fn at_a_run_of(duration_us: f64) -> Self {
        Self { viewport: Viewport::fit(duration_us), ..Self::default() }
    }

    /// At another scenario: what was selected belongs to the old one.
    pub(super) fn reopened(&self, duration_us: f64) -> Self {
        let playback = Playback { is_playing: false, ..self.playback };
        let (theme, tab, sheet_open, view) = (self.theme, self.tab, self.sheet_open, self.view);
        Self { theme, tab, sheet_open, view, playback, ..Self::at_a_run_of(duration_us) }
    }

    /// At the results of a new run: the view stays if there is still something in it.
    pub(super) fn at_new_results(&self, duration_us: f64, functions: usize) -> Self {
        let same_length = self.viewport.to <= duration_us && !self.viewport.is_fit(duration_us);
        Self {
            viewport: if same_length { self.viewport } else { Viewport::fit(duration_us) },
            selection: None,
            pointed: None,
            cursor: self.cursor.map(|at| at.min(duration_us)),
            playback: Playback { is_playing: false, ..self.playback },
            options: self.options.at_new_results(functions),
            function: self.function.filter(|function| function.index() < functions),
            ..self.clone()
        }
    }

    /// The part of the timeline in sight, in whole µs.
    pub fn in_sight(&self) -> (Instant, Instant) {
        (Instant(self.viewport.from.max(0.0) as i64), Instant(self.viewport.to.ceil() as i64))
    }

    pub(super) fn looked_at(&self, viewport: Viewport) -> Option<Self> {
        self.changed(|view_state| view_state.viewport = viewport)
    }

    pub(super) fn pointed(&self, at: Option<f64>) -> Option<Self> {
        self.changed(|view_state| view_state.pointed = at)
    }

    /// With the cursor at a moment of a run of this length; what plays goes on from there.
    pub(super) fn moved_to(&self, at: f64, duration_us: f64) -> Option<Self> {
        let at = if at.is_finite() { at.clamp(0.0, duration_us) } else { 0.0 };
        self.changed(|view_state| view_state.cursor = Some(at))
    }

    /// Playing, from the beginning where there is nothing left to play.
    pub(super) fn played(&self, duration_us: f64) -> Option<Self> {
        let from = self.cursor.filter(|at| *at < duration_us).unwrap_or(0.0);
        self.changed(|view_state| {
            view_state.cursor = Some(from);
            view_state.playback.is_playing = true;
        })
    }

    /// Paused at a moment.
    pub(super) fn paused(&self, at: f64, duration_us: f64) -> Option<Self> {
        let moved = self.moved_to(at, duration_us);
        let view_state = moved.as_ref().unwrap_or(self);
        let paused = view_state.changed(|view_state| view_state.playback.is_playing = false);
        paused.or(moved)
    }

    pub(super) fn at_speed(&self, speed: Speed) -> Option<Self> {
        self.changed(|view_state| view_state.playback.speed = speed)
    }

    /// At another view. The fleet is seen at a moment: at the busiest one, where none has been chosen.
    pub(super) fn viewing(&self, view: View, results: Option<&Results>) -> Option<Self> {
        self.changed(|view_state| {
            view_state.view = view;
            if let (View::Fleet, None, Some(results)) = (view, view_state.cursor, results) {
                view_state.cursor = Some(busiest_us(results));
            }
        })
    }

    pub(super) fn listing(&self, listing: Listing) -> Option<Self> {
        self.changed(|view_state| view_state.listing = listing)
    }

    /// At an event: it is selected, the cursor is at it, and both are in sight.
    pub(super) fn visiting(&self, event: &Event, results: &Results) -> Option<Self> {
        let duration_us = results.summary.duration_s * 1e6;
        let at = (event.at.0 as f64).clamp(0.0, duration_us);
        let mut viewport = self.viewport.keep_in_sight(at, duration_us);
        let shown = self.function.and_then(|function| results.lanes.functions.get(function.index()));
        let (first, count) = shown.map_or((0, results.lanes.total), |shown| (shown.first, shown.count));
        if let Some(lane) = event.lane.and_then(|lane| lane.checked_sub(first)) {
            viewport = viewport.reveal(lane, count, f64::from(count.clamp(1, LANES_IN_SIGHT)));
        }
        self.changed(|view_state| {
            view_state.viewport = viewport;
            view_state.cursor = Some(at);
            view_state.selection = Some(event.target);
            view_state.playback.is_playing = false;
        })
    }

    pub(super) fn selected(&self, target: Option<Target>) -> Option<Self> {
        self.changed(|view_state| view_state.selection = target)
    }

    pub(super) fn filtered(&self, function: Option<FunctionId>) -> Option<Self> {
        // The lanes are other ones: the first is in sight again.
        self.changed(|view_state| {
            view_state.function = function;
            view_state.viewport.first_lane = 0.0;
        })
    }

    pub(super) fn configuring(&self, index: usize) -> Option<Self> {
        self.changed(|view_state| view_state.configured = index)
    }

    pub(super) fn with_tab(&self, tab: TabId) -> Option<Self> {
        self.changed(|view_state| view_state.tab = tab)
    }

    pub(super) fn chosen(&self, option: TabOption) -> Option<Self> {
        self.changed(|view_state| view_state.options.choose(option))
    }

    pub(super) fn with_theme(&self, theme: Theme) -> Option<Self> {
        self.changed(|view_state| view_state.theme = theme)
    }

    pub(super) fn with_sheet(&self, open: bool) -> Option<Self> {
        self.changed(|view_state| view_state.sheet_open = open)
    }

    pub(super) fn with_notice(&self, notice: Option<Notice>) -> Option<Self> {
        self.changed(|view_state| view_state.notice = notice)
    }

    /// With a change made; `None` if it changes nothing.
    fn changed(&self, change: impl FnOnce(&mut Self)) -> Option<Self> {
        let mut next = self.clone();
        change(&mut next);
        (next != *self).then_some(next)
    }
}

/// The moment with the most requests in flight, in µs.
fn busiest_us(results: &Results) -> f64 {
    let overview = &results.overview;
    let step = (0..overview.in_flight.len()).rev().max_by_key(|step| overview.in_flight[*step]).unwrap_or(0);
    (step as f64 + 0.5) * overview.step_us as f64
}
