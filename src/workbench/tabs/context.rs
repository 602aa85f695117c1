//! What all tabs are given.

use crate::charts::chart::ChartContext;
use crate::state::{Answers, TabOptions};
use crate::worker::protocol::{Generation, Results, TabId};
use lambda_sim::scenario::Scenario;
use std::rc::Rc;

/// What the tabs show.
#[derive(Clone)]
pub struct TabContext {
    /// What ids begin with.
    pub id: String,
    /// The scenario that ran.
    pub scenario: Rc<Scenario>,
    /// The scenario as it is configured now.
    pub current: Rc<Scenario>,
    /// What the run found.
    pub results: Rc<Results>,
    /// Which run it is.
    pub generation: Generation,
    /// What the tabs have been answered.
    pub answers: Answers,
    /// Which is open.
    pub tab: TabId,
    /// What is chosen in them.
    pub options: TabOptions,
    /// How charts over time are looked at.
    pub chart: ChartContext,
    /// Whether the first timeline is on screen: before that, nothing is loaded for the tabs.
    pub may_load: bool,
}

impl TabContext {
    /// Whether the answer of the open tab is about an older run than the one that is shown.
    pub fn is_old(&self) -> bool {
        self.answers.of(self.tab).is_some_and(|answered| answered.generation != self.generation)
    }
}

impl PartialEq for TabContext {
    fn eq(&self, other: &Self) -> bool {
        Rc::ptr_eq(&self.results, &other.results)
            && Rc::ptr_eq(&self.current, &other.current)
            && self.answers == other.answers
            && self.tab == other.tab
            && self.options == other.options
            && self.chart == other.chart
            && self.may_load == other.may_load
    }
}
