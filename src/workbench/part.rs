//! The parts of the page that stay as they are while the timeline is looked at: each is drawn again only when what it shows
//! has changed.

use crate::charts::drawing::PtrEq;
use crate::charts::viewport::Viewport;
use crate::lazy::use_area;
use crate::state::Action;
use crate::workbench::door::AskingDoor;
use crate::workbench::inspector::{self, Selected};
use crate::workbench::summary::headline;
use crate::workbench::summary::kpi_strip;
use crate::workbench::tabs;
use crate::workbench::tabs::TabContext;
use crate::worker::protocol::{Detail, Results, WhyAnswer};
use lambda_sim::scenario::Scenario;
use yew::prelude::*;

/// A part, by what it shows.
#[derive(Clone, PartialEq)]
pub enum Content {
    /// The run in a sentence and in figures.
    Figures {
        /// The scenario that ran.
        scenario: PtrEq<Scenario>,
        /// What the run found.
        results: PtrEq<Results>,
        /// What the run before it found, where it is of the same scenario in another state.
        previous: Option<PtrEq<Results>>,
        /// What is in sight.
        viewport: Viewport,
    },
    /// What is asked of the run, a tab each.
    Tabs(TabContext),
    /// What is selected, closely.
    Inspector {
        /// It; `None` while nothing is selected.
        detail: Option<PtrEq<Detail>>,
        /// What the run found.
        results: PtrEq<Results>,
        /// The scenario that ran.
        scenario: PtrEq<Scenario>,
        /// Why it is as it is; `None` until that is known.
        why: Option<PtrEq<WhyAnswer>>,
        /// Whether live mode is on.
        is_live: bool,
    },
}

#[derive(Properties, PartialEq)]
pub struct PartProps {
    /// What it shows.
    pub content: Content,
    /// Receives what the user does.
    pub dispatch: Callback<Action>,
}

/// A part of the page.
#[component]
pub fn Part(props: &PartProps) -> Html {
    use_area::<AskingDoor>();
    let dispatch = &props.dispatch;
    match &props.content {
        Content::Figures { scenario, results, previous, viewport } => html! {
            <>
                { headline::headline(scenario, results) }
                { kpi_strip::kpi_strip(scenario, results, previous.as_deref(), *viewport, dispatch) }
            </>
        },
        Content::Tabs(shown) => tabs::tabs(shown, dispatch),
        Content::Inspector { detail, results, scenario, why, is_live } => {
            let why = why.as_deref();
            let selected = detail.as_deref().map(|detail| Selected { detail, why, scenario, is_live: *is_live });
            inspector::inspector(selected.as_ref(), results, dispatch)
        }
    }
}
