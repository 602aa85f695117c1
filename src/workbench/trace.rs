//! The views of one trace: timeline, fleet and table. They share the part in sight, the cursor and the selection.
//!
//! ```text
//!   title, views, functions ································ zoom, legend
//!   strip: the whole run, with a brush over what is in sight
//!   player: play, steps, the moment, the speed; what goes on at the moment
//!   the timeline, or the fleet, or the table
//! ```

pub mod change_marks;
pub mod fleet;
pub mod overview_strip;
pub mod requests;
pub mod timeline;

mod door;
mod key_list;
mod keys;

pub use door::ViewsDoor;
pub use keys::LiveKey;

use crate::charts::drawing::{Colors, PtrEq};
use crate::charts::playhead::Playhead;
use crate::charts::viewport::Viewport;
use crate::lazy::{self, use_area};
use crate::state::live::Live;
use crate::state::{Action, View, ViewState};
use crate::text::{playback as play_words, timeline as words};
use crate::workbench::playback::player::Player;
use crate::worker::protocol::{Detail, Moment, Request, Results, Rows, Target};
use key_list::key_list;
use keys::{Keys, key};
use lambda_sim::readings::Columns;
use lambda_sim::scenario::Scenario;
use lambda_sim::trace::FunctionId;
use overview_strip::OverviewStrip;
use timeline::legend::Legend;
use timeline::{Timeline, shown_name};
use yew::prelude::*;

#[derive(Properties, PartialEq)]
pub struct TraceProps {
    /// Sets the ids of this app apart.
    pub instance: AttrValue,
    /// The run.
    pub results: PtrEq<Results>,
    /// What is in the window that was asked for; `None` until it comes.
    pub columns: Option<PtrEq<Columns>>,
    /// The run at the moment that was last asked for.
    pub moment: Option<PtrEq<Moment>>,
    /// The requests that were last asked for.
    pub rows: Option<PtrEq<Rows>>,
    /// What the selected thing is.
    pub detail: Option<PtrEq<Detail>>,
    /// Where what is selected was found.
    pub selection: Option<Target>,
    /// What is looked at.
    pub view_state: ViewState,
    /// Live mode, if it is on.
    pub live: Option<Live>,
    /// Where the cursor is.
    pub playhead: PtrEq<Playhead>,
    /// What is configured.
    pub scenario: PtrEq<Scenario>,
    /// Whether a newer run is on its way.
    pub dimmed: bool,
    /// The colors in use.
    pub colors: Colors,
    /// Asks about the run.
    pub ask: Callback<Request>,
    /// Receives what the user does.
    pub dispatch: Callback<Action>,
}

/// The views.
#[component]
pub fn TraceViews(props: &TraceProps) -> Html {
    let TraceProps { results, view_state, playhead, dispatch, .. } = props;
    let viewport = view_state.viewport;
    let duration_us = results.summary.duration_s * 1e6;
    use_area::<ViewsDoor>();
    let lists_keys = use_state_eq(|| false);
    let on_viewport = use_callback(dispatch.clone(), |viewport, dispatch| dispatch.emit(Action::LookAt(viewport)));
    let on_list = |open: bool| {
        let lists_keys = lists_keys.clone();
        Callback::from(move |()| lists_keys.set(open))
    };
    let on_key = on_key(props, &on_list(true));
    let on_keys = use_callback(lists_keys.setter(), |(), lists_keys| lists_keys.set(true));
    html! {
        <section class="view timeline" aria-busy={props.dimmed.to_string()} onkeydown={on_key}>
            <header>
                <h2>{ words::title(shown_name(results, view_state.function), view_state.view == View::Table) }</h2>
                { views(props) }
                { functions(results, view_state.function, dispatch) }
                { zoom_buttons(viewport, duration_us, dispatch) }
                if view_state.view != View::Table {
                    <Legend results={results.clone()} />
                }
            </header>
            <OverviewStrip results={results.clone()} scenario={props.scenario.clone()} {viewport} playhead={playhead.clone()} colors={props.colors} {on_viewport} />
            <div class="player-place">{ player(props, &on_keys) }</div>
            { match view_state.view {
                View::Timeline => timeline(props),
                View::Fleet => lazy::view(|views: &ViewsDoor| (views.fleet)(props)),
                View::Table => lazy::view(|views: &ViewsDoor| (views.requests)(props)),
            } }
            { key_list(*lists_keys, &on_list(false)) }
        </section>
    }
}

fn timeline(props: &TraceProps) -> Html {
    let TraceProps { view_state, dispatch, .. } = props;
    html! {
            <Timeline instance={props.instance.clone()} results={props.results.clone()} scenario={props.scenario.clone()} columns={props.columns.clone()}
                viewport={view_state.viewport} pointed={view_state.pointed} playhead={props.playhead.clone()}
                selection={props.selection} function={view_state.function} colors={props.colors}
                dispatch={dispatch.clone()} />
    }
}

/// The bar that plays the run.
fn player(props: &TraceProps, on_keys: &Callback<()>) -> Html {
    let TraceProps { view_state, dispatch, .. } = props;
    html! {
        <>
            <Player results={props.results.clone()} playhead={props.playhead.clone()} playback={view_state.playback}
            viewport={view_state.viewport} function={view_state.function} selection={view_state.selection}
            shows_lanes={view_state.view == View::Fleet} moment={props.moment.clone()} ask={props.ask.clone()}
                dispatch={dispatch.clone()} {on_keys} live={props.live.is_some()} />
            if let Some(live) = &props.live {
                { lazy::view(|views: &ViewsDoor| (views.live_bar)(props, live)) }
            }
        </>
    }
}

/// What keys do wherever the focus is in the views.
fn on_key(props: &TraceProps, on_list: &Callback<()>) -> Callback<KeyboardEvent> {
    let keys = Keys {
        view_state: props.view_state.clone(),
        is_live: props.live.is_some(),
        playhead: props.playhead.clone(),
        duration_us: props.results.summary.duration_s * 1e6,
        scenario: props.scenario.clone(),
        detail: props.detail.clone(),
        ask: props.ask.clone(),
        dispatch: props.dispatch.clone(),
        on_list: on_list.clone(),
    };
    Callback::from(move |event: KeyboardEvent| key(&keys, &event))
}

/// Which view is shown.
fn views(props: &TraceProps) -> Html {
    let choices = View::ALL.map(|view| {
        let name = name_of(view);
        html! {
            <label key={name}>
                <input type="radio" name={format!("{}-view", props.instance)} value={name} checked={view == props.view_state.view}
                    onchange={props.dispatch.reform(move |_: Event| Action::ShowView(view))} />
                { name }
            </label>
        }
    });
    html! { <div class="segmented" role="radiogroup" aria-label={words::VIEWS}>{ for choices }</div> }
}

const fn name_of(view: View) -> &'static str {
    match view {
        View::Timeline => play_words::TIMELINE,
        View::Fleet => play_words::FLEET,
        View::Table => play_words::TABLE,
    }
}

/// A chip a function, where there are several.
fn functions(results: &Results, shown: Option<FunctionId>, dispatch: &Callback<Action>) -> Html {
    let functions = &results.lanes.functions;
    if functions.len() < 2 {
        return html! {};
    }
    let all = std::iter::once((None, words::EVERY_FUNCTION));
    let each = functions.iter().enumerate();
    let each = each.map(|(index, function)| (u16::try_from(index).ok().map(FunctionId), function.name.as_str()));
    let chips = all.chain(each).map(|(function, name)| {
        let pressed = shown == function;
        html! {
            <button type="button" key={name.to_owned()} class="chip" aria-pressed={pressed.to_string()}
                onclick={dispatch.reform(move |_: MouseEvent| Action::ShowFunction(function))}>{ name }</button>
        }
    });
    html! { <div class="chips" role="group" aria-label={words::CHOOSE_FUNCTION}>{ for chips }</div> }
}

/// Zooming for those who have neither keys nor a wheel.
fn zoom_buttons(viewport: Viewport, duration_us: f64, dispatch: &Callback<Action>) -> Html {
    let centre = (viewport.from + viewport.to) / 2.0;
    let fit = Viewport { first_lane: viewport.first_lane, ..Viewport::fit(duration_us) };
    let (closer, further) = (viewport.zoom(centre, 0.5, duration_us), viewport.zoom(centre, 2.0, duration_us));
    let buttons = [("+", words::ZOOM_IN, closer), ("−", words::ZOOM_OUT, further), ("⤢", words::FIT, fit)];
    let buttons = buttons.map(|(sign, name, to)| {
        html! {
            <button type="button" key={name} class="icon-button" title={name} aria-label={name} disabled={to == viewport}
                onclick={dispatch.reform(move |_: MouseEvent| Action::LookAt(to))}>{ sign }</button>
        }
    });
    html! { <div class="zoom" role="group" aria-label={words::ZOOM}>{ for buttons }</div> }
}
