//! What the page asks about a finished run, and what it is answered: one mechanism for all views.
//!
//! A view asks only while it is open, and only for what it shows. Of each kind of request only the newest is answered.

use super::{Event, Moment, MomentQuery, RequestPage, RequestQuery, StepQuery, Target, Window};
use lambda_sim::readings::{Columns, Detail, why};
use lambda_sim::units::Instant;
use serde::{Deserialize, Serialize};

/// Something that the page wants to know about a finished run.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub enum Request {
    /// What is in this window of the timeline?
    Window(Window),
    /// What goes on at this moment?
    Snapshot(MomentQuery),
    /// What is the next event?
    NextEvent(StepQuery),
    /// Which requests are on this page of the table?
    Rows(RowsQuery),
    /// Everything about one thing.
    Detail(Target),
    /// Why did this happen?
    Why(Target),
    /// What does this tab show?
    Tab(TabQuery),
}

/// The kind of a request: a newer request of the same kind replaces the one before.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum RequestKind {
    /// [`Request::Window`]
    Window,
    /// [`Request::Snapshot`]
    Snapshot,
    /// [`Request::NextEvent`]
    NextEvent,
    /// [`Request::Rows`]
    Rows,
    /// [`Request::Detail`]
    Detail,
    /// [`Request::Why`]
    Why,
    /// [`Request::Tab`], for each tab.
    Tab(TabId),
}

impl Request {
    /// Whether the code that answers it is loaded later than the first load.
    pub const fn is_loaded_later(&self) -> bool {
        match self {
            Self::Why(_) | Self::Tab(_) => true,
            Self::Window(_) | Self::Snapshot(_) | Self::NextEvent(_) | Self::Rows(_) | Self::Detail(_) => false,
        }
    }

    /// Its kind.
    pub const fn kind(&self) -> RequestKind {
        match self {
            Self::Window(_) => RequestKind::Window,
            Self::Snapshot(_) => RequestKind::Snapshot,
            Self::NextEvent(_) => RequestKind::NextEvent,
            Self::Rows(_) => RequestKind::Rows,
            Self::Detail(_) => RequestKind::Detail,
            Self::Why(_) => RequestKind::Why,
            Self::Tab(query) => RequestKind::Tab(query.tab),
        }
    }
}

/// The answer to the request of the same name.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub enum Response {
    /// What is in the window. The columns are sent in a separate buffer with the message ([`crate::worker::buffers`]).
    Window(#[serde(skip)] Box<Columns>),
    /// The run at the moment.
    Snapshot(Box<Moment>),
    /// The event; `None` if there is no further one.
    NextEvent(Option<Event>),
    /// The page, with the query it answers.
    Rows(Rows),
    /// What is there; `None` if nothing is.
    Detail(Option<Box<Detail>>),
    /// Why it happened.
    Why(Box<WhyAnswer>),
    /// What the tab shows.
    Tab(TabAnswer),
}

/// Which requests of a run: a page of the table.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct RowsQuery {
    /// Which requests, and in which order.
    pub query: RequestQuery,
    /// The index of the first one, from 0.
    pub first: u32,
    /// How many, at most.
    pub count: u32,
}

/// A page of requests.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Rows {
    /// Which requests were asked for.
    pub query: RequestQuery,
    /// The page.
    pub page: RequestPage,
}

/// Everything that can be asked about one thing, answered.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct WhyAnswer {
    /// The thing.
    pub target: Target,
    /// What there is to say.
    pub why: Why,
}

/// Why something happened.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Why {
    /// Questions with their answers, what went wrong first.
    pub answers: Vec<(why::Question, why::Answer)>,
    /// The version of each pool that the causes name; 0 is `$LATEST`.
    pub versions: Vec<u32>,
    /// When each refusal was that the causes name, by its row among the throttles.
    pub refusals: Vec<(u32, Instant)>,
}

/// The query of a tab. Only the tab itself reads the bytes, so that a new tab changes nothing here but [`TabId`].
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct TabQuery {
    /// The tab.
    pub tab: TabId,
    /// Its query, as [`super::encode`] writes it.
    pub query: Vec<u8>,
}

/// The answer to a tab, which only the tab itself reads.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct TabAnswer {
    /// What was asked.
    pub query: TabQuery,
    /// The answer, as [`super::encode`] writes it.
    pub answer: Vec<u8>,
}

macro_rules! tab_ids {
    ($($(#[$about:meta])* $tab:ident = $id:literal,)+) => {
        /// A tab below the timeline.
        #[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
        pub enum TabId {
            $($(#[$about])* $tab,)+
        }

        impl TabId {
            /// All of them, in their order on the page.
            pub const ALL: &[Self] = &[$(Self::$tab,)+];

            /// Its name in what the browser stores.
            pub const fn id(self) -> &'static str {
                match self {
                    $(Self::$tab => $id,)+
                }
            }
        }
    };
}

tab_ids! {
    /// The run in a few sentences.
    #[default]
    Findings = "findings",
    /// CloudWatch's metrics and alarms.
    Metrics = "metrics",
    /// The distribution of latencies.
    Latency = "latency",
    /// The bill.
    Cost = "cost",
    /// Lambda's log lines.
    Logs = "logs",
    /// Requests through functions and services.
    Traces = "traces",
    /// Lambda Insights.
    Insights = "insights",
    /// The versions of a function side by side.
    Versions = "versions",
    /// The figures of each function.
    Functions = "functions",
}
