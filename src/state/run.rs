//! The run between configuration and view: which one goes on, how far it is, and what the last finished one found.
//!
//! Answers carry the generation of their run; what an older run still says is not heard.

use super::configuration::Configuration;
use crate::worker::protocol::{Detail, Generation, Moment, Results, Rows, Target, WhyAnswer};
use lambda_sim::readings::Columns;
use lambda_sim::scenario::Scenario;
use lambda_sim::units::Instant;
use std::rc::Rc;

/// The newest run, and the results that are shown.
#[derive(Clone, Debug, Default)]
pub struct Run {
    /// The newest run's number.
    pub generation: Generation,
    /// How far it is.
    pub phase: Phase,
    /// The scenario that it runs.
    scenario: Option<Rc<Scenario>>,
    /// Which of the opened scenarios that is.
    opened: u32,
    /// The results that are shown.
    pub results: Option<Rc<Results>>,
    /// The run that they are of.
    pub shown: Generation,
    /// The scenario that they are of.
    pub shown_scenario: Option<Rc<Scenario>>,
    /// Which of the opened scenarios that is.
    pub shown_opened: u32,
    /// The results before them, where they are of the same scenario in another state.
    pub previous: Option<Rc<Results>>,
    /// What is in the window that was last asked for.
    pub columns: Option<Rc<Columns>>,
    /// What the selected thing is.
    pub detail: Option<Rc<Detail>>,
    /// The run at the moment that was last asked for.
    pub moment: Option<Rc<Moment>>,
    /// The page of requests that was last asked for.
    pub rows: Option<Rc<Rows>>,
    /// Why the selected thing is as it is.
    pub why: Option<Rc<WhyAnswer>>,
}

/// How far the newest run is.
#[derive(Clone, Debug, Default, PartialEq)]
pub enum Phase {
    /// There was none yet.
    #[default]
    Idle,
    /// It goes on.
    Running {
        /// The share of it that is done, 0 to 1.
        share: f64,
        /// Requests so far.
        requests: u64,
    },
    /// Its results are shown.
    Done,
    /// Its scenario was not valid.
    Invalid,
    /// It could not go on: why.
    Failed(String),
    /// The user ended it.
    Cancelled,
}

/// The worker's answer to a run that is done.
#[derive(Clone, Debug)]
pub struct Finished {
    /// Which run.
    pub generation: Generation,
    /// Its results.
    pub results: Rc<Results>,
}

impl Run {
    /// Whether the newest run goes on.
    pub const fn is_running(&self) -> bool {
        matches!(self.phase, Phase::Running { .. })
    }

    /// The scenario of the newest run: what the worker is to be sent.
    pub const fn scenario(&self) -> Option<&Rc<Scenario>> {
        self.scenario.as_ref()
    }

    pub(super) fn started(&self, configuration: &Configuration) -> Self {
        Self {
            generation: Generation(self.generation.0 + 1),
            phase: Phase::Running { share: 0.0, requests: 0 },
            scenario: Some(configuration.scenario().clone()),
            opened: configuration.opened,
            ..self.clone()
        }
    }

    pub(super) fn cancelled(&self) -> Option<Self> {
        self.is_running().then(|| Self { phase: Phase::Cancelled, ..self.clone() })
    }

    pub(super) fn progressed(&self, generation: Generation, share: f64, requests: u64) -> Option<Self> {
        self.while_running(generation, |run| run.phase = Phase::Running { share, requests })
    }

    pub(super) fn finished(&self, Finished { generation, results }: Finished) -> Option<Self> {
        self.while_running(generation, |run| {
            let before = run.results.replace(results);
            run.previous = before.filter(|_| run.opened == run.shown_opened);
            run.shown = generation;
            run.shown_opened = run.opened;
            run.shown_scenario.clone_from(&run.scenario);
            run.phase = Phase::Done;
            run.columns = None;
            run.detail = None;
            run.moment = None;
            run.rows = None;
            run.why = None;
        })
    }

    pub(super) fn invalid(&self, generation: Generation) -> Option<Self> {
        self.while_running(generation, |run| run.phase = Phase::Invalid)
    }

    pub(super) fn failed(&self, generation: Generation, message: String) -> Option<Self> {
        // A worker may fail between two runs as well: that concerns the newest one.
        (generation == self.generation).then(|| Self { phase: Phase::Failed(message), ..self.clone() })
    }

    /// Where what is selected was found: a throttle is looked for near a time, and has its own.
    pub fn found(&self, selection: Option<Target>) -> Option<Target> {
        match self.detail.as_deref() {
            Some(Detail::Throttle(found)) => Some(Target::Throttle { at: Instant(found.at_us) }),
            _ => selection,
        }
    }

    pub(super) fn without_detail(&self) -> Self {
        Self { detail: None, why: None, ..self.clone() }
    }

    /// With a change made by the newest run while it goes on; `None` for any other.
    fn while_running(&self, generation: Generation, change: impl FnOnce(&mut Self)) -> Option<Self> {
        (generation == self.generation && self.is_running()).then(|| {
            let mut next = self.clone();
            change(&mut next);
            next
        })
    }
}

/// Of two things behind pointers only which one they are is compared: they never change in place.
fn same<T: ?Sized>(a: Option<&Rc<T>>, b: Option<&Rc<T>>) -> bool {
    match (a, b) {
        (Some(a), Some(b)) => Rc::ptr_eq(a, b),
        (None, None) => true,
        _ => false,
    }
}

impl PartialEq for Run {
    fn eq(&self, other: &Self) -> bool {
        self.generation == other.generation
            && self.phase == other.phase
            && self.shown == other.shown
            && same(self.results.as_ref(), other.results.as_ref())
            && same(self.previous.as_ref(), other.previous.as_ref())
            && same(self.columns.as_ref(), other.columns.as_ref())
            && same(self.detail.as_ref(), other.detail.as_ref())
            && same(self.moment.as_ref(), other.moment.as_ref())
            && same(self.rows.as_ref(), other.rows.as_ref())
            && same(self.why.as_ref(), other.why.as_ref())
    }
}
