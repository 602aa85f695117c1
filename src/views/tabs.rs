//! What a person asks of a run, a tab each.

use super::{bill, by_function, findings};
use crate::state::viewport::Viewport;
use crate::state::{Action, Answers, Tab};
use crate::text::{bill as bill_words, findings as findings_words, run as run_words, summary};
use crate::ui::tabs::Tabs;
use crate::worker::protocol::{Generation, Results};
use crate::worker::question::{Answer, Topic};
use lambda_sim::scenario::Scenario;
use std::rc::Rc;
use yew::prelude::*;

/// What the tabs show.
#[derive(Clone)]
pub struct Shown {
    /// What ids begin with.
    pub id: String,
    /// The scenario that ran.
    pub scenario: Rc<Scenario>,
    /// What the run found.
    pub results: Rc<Results>,
    /// Which run it is.
    pub generation: Generation,
    /// What the tabs have been told.
    pub answers: Answers,
    /// Which is open.
    pub tab: Tab,
    /// What is in sight of the timeline.
    pub viewport: Viewport,
}

impl PartialEq for Shown {
    fn eq(&self, other: &Self) -> bool {
        Rc::ptr_eq(&self.results, &other.results)
            && self.answers == other.answers
            && self.tab == other.tab
            && self.viewport == other.viewport
    }
}

impl Shown {
    /// What the open tab was told last.
    pub fn answer(&self, topic: Topic) -> Option<&Answer> {
        self.answers.of(topic).map(|answered| &answered.answer)
    }

    /// Whether that is about an older run than the one that is shown.
    fn is_old(&self, topic: Topic) -> bool {
        self.answers.of(topic).is_some_and(|answered| answered.generation != self.generation)
    }
}

/// The tabs in their order, with their names and what they ask.
const TABS: [(Tab, &str, Option<Topic>); 3] = [
    (Tab::Findings, findings_words::TAB, Some(Topic::Findings)),
    (Tab::Cost, bill_words::TAB, None),
    (Tab::Functions, summary::TAB, None),
];

/// The tabs, and what the open one shows.
pub fn tabs(shown: &Shown, dispatch: &Callback<Action>) -> Html {
    let open = TABS.iter().position(|(tab, ..)| *tab == shown.tab).unwrap_or_default();
    let panel = match shown.tab {
        Tab::Findings => findings::findings(shown, dispatch),
        Tab::Cost => bill::bill(&shown.results),
        Tab::Functions => by_function::by_function(&shown.results),
    };
    let is_old = TABS[open].2.is_some_and(|topic| shown.is_old(topic));
    let panel =
        html! { <div class={classes!(is_old.then_some("stale"))} aria-busy={is_old.to_string()}>{ panel }</div> };
    let tabs = Tabs {
        id: shown.id.clone(),
        label: run_words::RESULTS,
        class: "underlined",
        names: TABS.iter().map(|(_, name, _)| (*name).into()).collect(),
        selected: open,
        on_select: dispatch.reform(|index: usize| Action::ShowTab(TABS.get(index).map_or(Tab::default(), |tab| tab.0))),
    };
    html! { <section class="view tabbed">{ tabs.view() }{ tabs.panel("tab-panel", panel) }</section> }
}
