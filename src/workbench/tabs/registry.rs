//! The tabs by their ids. A new tab is a line here and one at [`TabId`]; the compiler asks for the other if one is missing.

use super::panel::TabPanel;
use super::{Tab, TabContext};
use super::{
    cost::Cost, findings::Findings, functions::Functions, insights::Insights, latency::Latency, logs::Logs,
    metrics::Metrics, traces::Traces, versions::Versions,
};
use crate::state::{Action, ViewState};
use crate::worker::engine::FinishedRun;
use crate::worker::protocol::{TabId, TabQuery, decode, encode};
use yew::prelude::*;

macro_rules! tabs {
    ($($tab:ident,)+) => {
        /// The name of a tab on the page.
        pub const fn title(tab: TabId) -> &'static str {
            match tab {
                $(TabId::$tab => $tab::TITLE,)+
            }
        }

        /// What the open tab shows.
        pub fn panel(context: &TabContext, dispatch: &Callback<Action>) -> Html {
            match context.tab {
                $(TabId::$tab => panel_of::<$tab>(context, dispatch),)+
            }
        }

        /// The query of the open tab; `None` if it asks nothing.
        pub fn query(view: &ViewState) -> Option<TabQuery> {
            let query = match view.tab {
                $(TabId::$tab => encode(&$tab::query(view)?),)+
            };
            Some(TabQuery { tab: view.tab, query })
        }

        /// The answer to a query about a finished run; `None` if the query is of another build.
        pub fn answer(run: &mut FinishedRun, TabQuery { tab, query }: &TabQuery) -> Option<Vec<u8>> {
            Some(match tab {
                $(TabId::$tab => encode(&$tab::answer(run, decode(query)?)),)+
            })
        }
    };
}

tabs! {
    Findings,
    Metrics,
    Latency,
    Cost,
    Logs,
    Traces,
    Insights,
    Versions,
    Functions,
}

fn panel_of<T: Tab>(context: &TabContext, dispatch: &Callback<Action>) -> Html {
    let mut context = context.clone();
    // What has no charts need not be made again when the pointer moves over one.
    context.chart.pointed = context.chart.pointed.filter(|_| T::HAS_CHARTS);
    html! { <TabPanel<T> {context} dispatch={dispatch.clone()} /> }
}
