//! The parts of the page that stay as they are while the timeline is looked at: each is drawn anew only when what it shows
//! has changed.

use super::{header, headline, inspector, kpi_strip};
use crate::deferred::{self, Later, use_deferred};
use crate::state::viewport::Viewport;
use crate::state::{Action, Configuration, Tab, Theme};
use crate::text::{bill as bill_words, run as run_words, summary};
use crate::ui::tabs::Tabs;
use crate::worker::protocol::{Detail, Results};
use lambda_sim::scenario::Scenario;
use std::rc::Rc;
use yew::prelude::*;

/// A part, by what it shows.
#[derive(Clone, PartialEq)]
pub enum Content {
    /// The header.
    Header {
        /// What is configured.
        configuration: Configuration,
        /// The colours.
        theme: Theme,
        /// What can be opened.
        examples: Rc<Vec<Rc<Scenario>>>,
    },
    /// The run in a sentence and in figures.
    Figures {
        /// The scenario that ran.
        scenario: Rc<Scenario>,
        /// What the run found.
        results: Rc<Results>,
        /// What the run before it found, where it is of the same scenario in another state.
        previous: Option<Rc<Results>>,
        /// What is in sight.
        viewport: Viewport,
    },
    /// The tables, one behind each tab.
    Tables {
        /// What ids begin with.
        id: String,
        /// What the run found.
        results: Rc<Results>,
        /// Which is open.
        tab: Tab,
    },
    /// What is selected, closely.
    Inspector {
        /// It; none while nothing is selected.
        detail: Option<Rc<Detail>>,
        /// What the run found.
        results: Rc<Results>,
    },
}

#[derive(Properties, PartialEq)]
pub struct PartProps {
    /// What it shows.
    pub content: Content,
    /// Told what the user does.
    pub dispatch: Callback<Action>,
}

/// A part of the page.
#[component]
pub fn Part(props: &PartProps) -> Html {
    use_deferred::<Later>();
    let dispatch = &props.dispatch;
    match &props.content {
        Content::Header { configuration, theme, examples } => header::header(configuration, *theme, examples, dispatch),
        Content::Figures { scenario, results, previous, viewport } => html! {
            <>
                { headline::headline(scenario, results) }
                { kpi_strip::kpi_strip(scenario, results, previous.as_deref(), *viewport, dispatch) }
            </>
        },
        Content::Tables { id, results, tab } => tables(id, results, *tab, dispatch),
        Content::Inspector { detail, results } => inspector::inspector(detail.as_deref(), results, dispatch),
    }
}

fn tables(id: &str, results: &Results, tab: Tab, dispatch: &Callback<Action>) -> Html {
    let tabs = [(Tab::Cost, bill_words::TAB), (Tab::Functions, summary::TAB)];
    let on_select =
        dispatch.reform(move |index: usize| Action::ShowTab(tabs.get(index).map_or(Tab::Cost, |(tab, _)| *tab)));
    let panel = deferred::view(|code: &Later| match tab {
        Tab::Cost => (code.bill)(results),
        Tab::Functions => (code.by_function)(results),
    });
    let tabs = Tabs {
        id: id.to_owned(),
        label: run_words::RESULTS,
        class: "underlined",
        names: tabs.map(|(_, name)| name.into()).to_vec(),
        selected: tabs.iter().position(|(other, _)| *other == tab).unwrap_or_default(),
        on_select,
    };
    html! { <section class="view">{ tabs.view() }{ tabs.panel("tab-panel", panel) }</section> }
}
