//! What a person asks of a run, a tab each.
//!
//! A tab is one value: a type that implements [`Tab`], in its own file with its query, its answer and its view, and a line
//! in the list of [`tabs!`]. The page makes the query of the open tab from what is looked at, the worker answers it from the finished
//! run, the page shows the answer. Both do so through [`super::door`], behind which the code of all tabs is loaded later.

mod context;
mod cost;
mod findings;
mod functions;
mod insights;
mod latency;
mod logs;
mod metrics;
mod panel;
mod traces;
mod versions;

pub use context::TabContext;

use crate::lazy;
use crate::state::{Action, ViewState};
use crate::text::run as words;
use crate::ui::tabs::Tabs;
use crate::workbench::door::AskingDoor;
use crate::worker::engine::FinishedRun;
use crate::worker::protocol::{TabId, TabQuery, decode, encode};
use panel::TabPanel;
use serde::Serialize;
use serde::de::DeserializeOwned;
use std::rc::Rc;
use yew::prelude::*;

/// A tab: what it asks of a run, how that is answered, and how the answer is shown.
pub trait Tab: 'static {
    /// Its name on the page.
    const TITLE: &'static str;

    /// Whether it has charts over time: only they follow the crosshair.
    const HAS_CHARTS: bool = false;

    /// What it asks.
    type Query: Serialize + DeserializeOwned;

    /// What it is answered.
    type Answer: Serialize + DeserializeOwned + 'static;

    /// In the page: its query; `None` if it needs no more than the results that are there.
    fn query(view: &ViewState) -> Option<Self::Query>;

    /// In the worker: the answer from a finished run.
    fn answer(run: &mut FinishedRun, query: Self::Query) -> Self::Answer;

    /// In the page: what it shows, with the newest answer if there is one.
    fn view(context: &TabContext, answer: Option<&Rc<Self::Answer>>, dispatch: &Callback<Action>) -> Html;
}

/// Declares which type each tab is; the compiler asks for a line for each [`TabId`].
macro_rules! tabs {
    ($($tab:ident: $file:ident,)+) => {
        /// The name of a tab on the page.
        pub const fn title(tab: TabId) -> &'static str {
            match tab {
                $(TabId::$tab => $file::$tab::TITLE,)+
            }
        }

        /// What the open tab shows.
        pub fn panel(context: &TabContext, dispatch: &Callback<Action>) -> Html {
            match context.tab {
                $(TabId::$tab => panel_of::<$file::$tab>(context, dispatch),)+
            }
        }

        /// The query of the open tab; `None` if it asks nothing.
        pub fn query(view: &ViewState) -> Option<TabQuery> {
            let query = match view.tab {
                $(TabId::$tab => encode(&$file::$tab::query(view)?),)+
            };
            Some(TabQuery { tab: view.tab, query })
        }

        /// The answer to a query about a finished run; `None` if the query is of another build.
        pub fn answer(run: &mut FinishedRun, TabQuery { tab, query }: &TabQuery) -> Option<Vec<u8>> {
            Some(match tab {
                $(TabId::$tab => encode(&$file::$tab::answer(run, decode(query)?)),)+
            })
        }
    };
}

tabs! {
    Findings: findings,
    Metrics: metrics,
    Latency: latency,
    Cost: cost,
    Logs: logs,
    Traces: traces,
    Insights: insights,
    Versions: versions,
    Functions: functions,
}

fn panel_of<T: Tab>(context: &TabContext, dispatch: &Callback<Action>) -> Html {
    let mut context = context.clone();
    // What has no charts need not be made again when the pointer moves over one.
    context.chart.pointed = context.chart.pointed.filter(|_| T::HAS_CHARTS);
    html! { <TabPanel<T> {context} dispatch={dispatch.clone()} /> }
}

/// The tabs, and what the open one shows.
pub fn tabs(context: &TabContext, dispatch: &Callback<Action>) -> Html {
    let panel = match context.may_load {
        true => lazy::view(|asking: &AskingDoor| (asking.tab)(context, dispatch)),
        false => lazy::loading(),
    };
    let is_old = context.is_old();
    let panel =
        html! { <div class={classes!(is_old.then_some("stale"))} aria-busy={is_old.to_string()}>{ panel }</div> };
    let tabs = Tabs {
        id: context.id.clone(),
        label: words::RESULTS,
        class: "underlined",
        names: TabId::ALL.iter().map(|tab| title(*tab).into()).collect(),
        selected: TabId::ALL.iter().position(|tab| *tab == context.tab).unwrap_or_default(),
        on_select: dispatch.reform(|index: usize| Action::ShowTab(TabId::ALL.get(index).copied().unwrap_or_default())),
    };
    html! { <section class="view tabbed">{ tabs.view() }{ tabs.panel("tab-panel", panel) }</section> }
}

/// That a tab waits for its answer.
fn waiting(words: &'static str) -> Html {
    html! { <p class="quiet">{ words }</p> }
}

#[cfg(test)]
mod tests;
