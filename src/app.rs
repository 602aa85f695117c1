//! One app: its state, its worker, and the page they are seen on.
//!
//! ```text
//!   panels ──Action──► State ──► Run to the worker (after a pause in the editing) ──answers──► Action ──► State ──► views
//! ```
//! Nothing here computes a result; it only wires.

mod exchange;
mod keeping;
mod layout;
mod notice;

use crate::areas;
use crate::charts::chart::{ChartContext, OnTime};
use crate::charts::drawing::{PtrEq, use_colors, use_frame};
use crate::charts::playhead::Playhead;
use crate::configure::door::ConfigureDoor;
use crate::examples;
use crate::files;
use crate::header::Header;
use crate::lazy::{self, use_area};
use crate::state::live::settings;
use crate::state::session::SavedSession;
use crate::state::{Action, Phase, State};
use crate::text::{files as file_words, header, run as run_words};
use crate::ui::dialog::Dialog;
use crate::ui::icon::{Shape, icon_button};
use crate::workbench::concurrency_chart::ConcurrencyChart;
use crate::workbench::part::{Content, Part};
use crate::workbench::summary::headline;
use crate::workbench::summary::run_state::RunState;
use crate::workbench::tabs::TabContext;
use crate::workbench::trace::TraceViews;
use crate::worker::protocol::{Request, Results};
use exchange::use_exchange;
use keeping::use_keeping;
use layout::{PageLayout, use_layout};
use notice::notice;
use std::rc::Rc;
use web_sys::{DragEvent, KeyboardEvent};
use yew::prelude::*;

#[derive(Properties, PartialEq)]
pub struct AppProps {
    /// Sets the ids of this app apart from those of another on the same page.
    pub instance: AttrValue,
    /// Whether the browser keeps its state: an app that is a page, not a part of somebody's.
    pub keeps: bool,
}

/// The app.
#[component]
pub fn App(props: &AppProps) -> Html {
    let keeps = props.keeps;
    let state = use_reducer(|| {
        let kept = if keeps { keeping::kept() } else { SavedSession::default() };
        let state = State::resume(&kept, examples::DEFAULT_DOCUMENT);
        if state.view_state.notice.is_some() {
            keeping::set_aside(&kept);
        }
        state
    });
    let playhead = PtrEq(use_memo((), |()| Playhead::default()));
    let dispatch = {
        let dispatcher = state.dispatcher();
        let playhead = playhead.clone();
        use_callback((), move |action: Action, ()| {
            // Where the run plays, only the playhead knows.
            if let Some(at) = playhead.at().filter(|_| action.is_of_the_moment()) {
                dispatcher.dispatch(Action::MoveCursor(at));
            }
            dispatcher.dispatch(action);
        })
    };
    let root = use_node_ref();
    let layout = use_layout(&root);
    let ask = use_exchange(&state, &dispatch);
    use_keeping(&state, &dispatch, keeps);
    let stale = use_state_eq(|| false);
    let dragging = use_state_eq(|| false);

    // The frame that shows the first timeline is the first in which anything else is fetched; or the one that shows why there is
    // none, since the panels are what helps then.
    let may_load = use_state_eq(|| false);
    {
        let is_first_run_over = match state.run.phase {
            Phase::Idle | Phase::Running { .. } | Phase::Done => state.run.columns.is_some(),
            Phase::Invalid | Phase::Failed(_) | Phase::Cancelled => true,
        };
        let may_load = may_load.clone();
        use_frame(is_first_run_over, move || {
            if is_first_run_over {
                may_load.set(true);
                areas::preload();
            }
        });
    }

    // The same one as long as the app lives: charts are made again only if something else changes.
    let on_time = use_callback(dispatch.clone(), |what, dispatch| {
        dispatch.emit(match what {
            OnTime::LookAt(viewport) => Action::LookAt(viewport),
            OnTime::Point(at) => Action::Point(at),
            OnTime::MoveCursor(at) => Action::MoveCursor(at),
        });
    });
    let on_file = files::opening(&dispatch, state.configuration.scenario());
    let on_key = {
        let dispatch = dispatch.clone();
        Callback::from(move |event: KeyboardEvent| {
            if let Some(action) = undo_or_redo(&event) {
                dispatch.emit(action);
            }
        })
    };
    let on_drag = |over: bool| {
        let dragging = dragging.clone();
        Callback::from(move |event: DragEvent| {
            event.prevent_default();
            dragging.set(over);
        })
    };
    let on_drop = {
        let dragging = dragging.clone();
        Callback::from(move |event: DragEvent| {
            event.prevent_default();
            dragging.set(false);
            if let Some(file) = event.data_transfer().and_then(|data| data.files()).and_then(|files| files.get(0)) {
                on_file.emit(file);
            }
        })
    };

    let (view_state, run) = (&state.view_state, &state.run);
    {
        // What the state says of the cursor moves it; while the run plays it goes on from there.
        let playhead = playhead.clone();
        let playing = (view_state.playback.is_playing, run.shown);
        use_effect_with((view_state.cursor, playing), move |(cursor, _)| playhead.move_to(*cursor));
    }
    let colors = use_colors(view_state.theme);
    let chart = ChartContext {
        viewport: view_state.viewport,
        pointed: view_state.pointed,
        playhead: playhead.clone(),
        duration_us: run.results.as_ref().map_or(0.0, |results| results.summary.duration_s * 1e6),
        colors,
        on_time,
    };
    let act = |make: fn() -> Action| dispatch.reform(move |()| make());
    // Live, panels show what is in force at the cursor.
    let at_us = state.live.as_ref().map(|_| view_state.cursor.unwrap_or(0.0));
    let effective_configuration = use_memo((state.configuration.clone(), at_us), |(configuration, at_us)| {
        at_us.map_or_else(|| configuration.clone(), |at_us| settings::effective_configuration(configuration, at_us))
    });
    use_area::<ConfigureDoor>();
    let configuration = if *may_load {
        lazy::view(|configure: &ConfigureDoor| {
            (configure.configuration)(&props.instance, &effective_configuration, view_state.configured, &dispatch)
        })
    } else {
        lazy::loading()
    };
    let is_narrow = layout == PageLayout::Narrow;
    let problems = state.configuration.problems.len();
    html! {
        <div ref={root} class="lp" data-theme={colors.name()} data-contrast={colors.contrast()} data-layout={layout.name()}
            data-tight={(layout == PageLayout::Tight).then_some("true")} data-ready={run.results.is_some().to_string()}
            data-generation={run.shown.0.to_string()}
            data-engine-ms={run.results.as_ref().map(|results| format!("{:.1}", results.engine_ms))}
            data-requests={run.results.as_ref().map(|results| results.summary.total.requests.to_string())} onkeydown={on_key} ondragover={on_drag(true)}
            ondragleave={on_drag(false)} ondrop={on_drop}>
            <Header configuration={state.configuration.clone()} theme={view_state.theme} dispatch={dispatch.clone()} />
            <div class="columns">
                if !is_narrow {
                    <aside class="column-configuration" aria-label={header::CONFIGURATION}>{ configuration.clone() }</aside>
                }
                <main class="column-main">
                    <RunState phase={run.phase.clone()} {problems} on_cancel={act(|| Action::Cancel)}
                        on_stale={let stale = stale.clone(); move |is_stale| stale.set(is_stale)} />
                    { results(props, &state, &dispatch, &ask, chart, *stale, *may_load) }
                </main>
                if let Some(results) = &run.results {
                    <aside class="column-inspector" aria-label={header::INSPECTOR}>
                        { inspector(&state, results, &dispatch) }
                    </aside>
                }
            </div>
            if is_narrow {
                <div class="configure-bar">
                    <button type="button" class="configure" onclick={dispatch.reform(|_: MouseEvent| Action::ShowConfiguration(true))}>
                        { header::CONFIGURE }
                    </button>
                </div>
                <Dialog open={view_state.sheet_open} class="sheet" label={header::CONFIGURATION} on_close={act(|| Action::ShowConfiguration(false))}>
                    <header>
                        <h2>{ header::CONFIGURATION }</h2>
                        { icon_button(Shape::Remove, header::CLOSE, false, &act(|| Action::ShowConfiguration(false))) }
                    </header>
                    if view_state.sheet_open {
                        { configuration }
                    }
                </Dialog>
            }
            { notice(view_state.notice.as_ref(), &act(|| Action::Notify(None))) }
            if *dragging {
                <div class="drop-zone">{ file_words::DROP_HERE }</div>
            }
        </div>
    }
}

/// The views of the last finished run.
fn results(
    props: &AppProps,
    state: &UseReducerHandle<State>,
    dispatch: &Callback<Action>,
    ask: &Callback<Request>,
    chart: ChartContext,
    stale: bool,
    may_load: bool,
) -> Html {
    let (view_state, run) = (&state.view_state, &state.run);
    let (Some(results), Some(scenario)) = (&run.results, &run.shown_scenario) else { return skeleton() };
    let (playhead, colors) = (chart.playhead.clone(), chart.colors);
    let (seen, columns) = (PtrEq(results.clone()), run.columns.clone().map(PtrEq));
    let headline = headline::told(scenario, results);
    let figures = Content::Figures {
        scenario: PtrEq(scenario.clone()),
        results: seen.clone(),
        previous: run.previous.clone().map(PtrEq),
        viewport: view_state.viewport,
    };
    let selection = run.found(view_state.selection);
    let tabs = Content::Tabs(TabContext {
        id: format!("{}-tabs", props.instance),
        scenario: scenario.clone(),
        current: state.configuration.scenario().clone(),
        results: results.clone(),
        generation: run.shown,
        answers: state.answers.clone(),
        tab: view_state.tab,
        options: view_state.options.clone(),
        chart,
        may_load,
    });
    html! {
        <>
            <p class="unseen" role="status">{ run_words::done(&headline.fact) }</p>
            <div class={classes!("results", stale.then_some("stale"))}>
                { part(figures, dispatch) }
                <TraceViews instance={props.instance.clone()} results={seen.clone()} columns={columns.clone()}
                    moment={run.moment.clone().map(PtrEq)} rows={run.rows.clone().map(PtrEq)}
                    detail={run.detail.clone().map(PtrEq)} {selection} view_state={view_state.clone()} live={state.live.clone()}
                    playhead={playhead.clone()} scenario={PtrEq(state.configuration.scenario().clone())} dimmed={stale} {colors} ask={ask.clone()} dispatch={dispatch.clone()} />
                <ConcurrencyChart results={seen} {columns} opened={run.shown_opened} viewport={view_state.viewport} pointed={view_state.pointed}
                    playhead={playhead.clone()} function={view_state.function} dimmed={stale} {colors}
                    ask={ask.clone()} dispatch={dispatch.clone()} />
                { part(tabs, dispatch) }
            </div>
        </>
    }
}

/// What is seen until the first run is there: the same blocks as in index.html, so that nothing moves.
fn skeleton() -> Html {
    html! {
        <div class="skeleton">
            <div class="sentence" />
            <div class="figures" />
            <div class="over-time" />
        </div>
    }
}

/// What is selected, closely, and why it is so.
fn inspector(state: &State, results: &Rc<Results>, dispatch: &Callback<Action>) -> Html {
    let (run, selection) = (&state.run, state.view_state.selection);
    let Some(scenario) = run.shown_scenario.clone() else { return html! {} };
    let why = run.why.as_ref().filter(|answer| Some(answer.target) == selection);
    let (detail, why) = (run.detail.clone().map(PtrEq), why.cloned().map(PtrEq));
    let (results, scenario, is_live) = (PtrEq(results.clone()), PtrEq(scenario), state.live.is_some());
    part(Content::Inspector { detail, results, scenario, why, is_live }, dispatch)
}

fn part(content: Content, dispatch: &Callback<Action>) -> Html {
    html! { <Part {content} dispatch={dispatch.clone()} /> }
}

/// Ctrl+Z and Ctrl+Shift+Z (or Ctrl+Y), unless a text field wants them for itself.
fn undo_or_redo(event: &KeyboardEvent) -> Option<Action> {
    if !(event.ctrl_key() || event.meta_key()) || event.alt_key() || in_text_field(event) {
        return None;
    }
    let action = match (event.key().to_ascii_lowercase().as_str(), event.shift_key()) {
        ("z", false) => Action::Undo,
        ("z", true) | ("y", false) => Action::Redo,
        _ => return None,
    };
    event.prevent_default();
    Some(action)
}

fn in_text_field(event: &KeyboardEvent) -> bool {
    let input = event.target_dyn_into::<web_sys::HtmlInputElement>();
    input.is_some_and(|input| matches!(input.type_().as_str(), "text" | "number" | "search"))
}
