//! What a person asks of a run, a tab each.

pub mod bill;
pub mod bill_why;
pub mod by_function;
pub mod door;
pub mod findings;
pub mod insights;
pub mod latency;
pub mod logs;
pub mod metrics;
pub mod trial;
pub mod versions;
pub mod why;
pub mod xray;

use crate::charts::chart::Sight;
use crate::lazy;
use crate::state::{Action, Answers, Choices, Tab};
use crate::text as words;
use crate::ui::tabs::Tabs;
use crate::worker::protocol::{Generation, Results};
use crate::worker::question::{Answer, Topic};
use door::TabsDoor;
use lambda_sim::scenario::Scenario;
use std::rc::Rc;
use yew::prelude::*;

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
    /// What the tabs have been told.
    pub answers: Answers,
    /// Which is open.
    pub tab: Tab,
    /// What is chosen in them.
    pub choices: Choices,
    /// How time is looked at.
    pub sight: Sight,
    /// Whether the first timeline is on screen: before that, nothing is loaded for the tabs.
    pub may_load: bool,
}

impl PartialEq for TabContext {
    fn eq(&self, other: &Self) -> bool {
        Rc::ptr_eq(&self.results, &other.results)
            && self.answers == other.answers
            && self.tab == other.tab
            && self.may_load == other.may_load
            && Rc::ptr_eq(&self.current, &other.current)
            && self.choices == other.choices
            && self.sight == other.sight
    }
}

impl TabContext {
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
const TABS: [(Tab, &str, Option<Topic>); 9] = [
    (Tab::Findings, words::findings::TAB, Some(Topic::Findings)),
    (Tab::Metrics, words::metrics::TAB, Some(Topic::Metrics)),
    (Tab::Latency, words::latency::TAB, Some(Topic::Latency)),
    (Tab::Cost, words::bill::TAB, Some(Topic::Bill)),
    (Tab::Logs, words::logs::TAB, Some(Topic::Logs)),
    (Tab::Traces, words::xray::TAB, Some(Topic::Traces)),
    (Tab::Insights, words::insights::TAB, Some(Topic::Insights)),
    (Tab::Versions, words::versions::TAB, Some(Topic::Versions)),
    (Tab::Functions, words::summary::TAB, None),
];

/// What a tab shows.
pub fn panel(shown: &TabContext, dispatch: &Callback<Action>) -> Html {
    match shown.tab {
        Tab::Findings => findings::findings(shown, dispatch),
        Tab::Metrics => metrics::metrics(shown, dispatch),
        Tab::Latency => latency::latency(shown, dispatch),
        Tab::Logs => logs::logs(shown, dispatch),
        Tab::Traces => xray::traces(shown, dispatch),
        Tab::Insights => insights::insights(shown, dispatch),
        Tab::Versions => versions::versions(shown, dispatch),
        Tab::Cost => {
            html! { <>{ bill::bill(&shown.results, shown.scenario.account.month_of_730_h) }{ bill_why::bill_why(shown, dispatch) }</> }
        }
        Tab::Functions => by_function::by_function(&shown.results),
    }
}

/// The tabs, and what the open one shows.
pub fn tabs(shown: &TabContext, dispatch: &Callback<Action>) -> Html {
    let open = TABS.iter().position(|(tab, ..)| *tab == shown.tab).unwrap_or_default();
    let panel = match shown.may_load {
        true => lazy::view(|tabs: &TabsDoor| (tabs.panel)(shown, dispatch)),
        false => lazy::loading(),
    };
    let is_old = TABS[open].2.is_some_and(|topic| shown.is_old(topic));
    let panel =
        html! { <div class={classes!(is_old.then_some("stale"))} aria-busy={is_old.to_string()}>{ panel }</div> };
    let tabs = Tabs {
        id: shown.id.clone(),
        label: words::run::RESULTS,
        class: "underlined",
        names: TABS.iter().map(|(_, name, _)| (*name).into()).collect(),
        selected: open,
        on_select: dispatch.reform(|index: usize| Action::ShowTab(TABS.get(index).map_or(Tab::default(), |tab| tab.0))),
    };
    html! { <section class="view tabbed">{ tabs.view() }{ tabs.panel("tab-panel", panel) }</section> }
}
