//! The timeline: what each environment did, when requests were refused, and where in the run that is.
//!
//! ```text
//!   stage: picture (axis, marks, lanes) under an overlay (selection, what is pointed at) under the cursor's line
//! ```
//! It holds no data of its own: it asks for a [`Window`](crate::worker::protocol::Window) and draws the columns that come
//! back. Until they come, what it has is drawn at the new place.

#[cfg(test)]
pub mod example;
pub mod geometry;
pub mod hit;
pub mod keys;
mod lane_scroll;
pub mod legend;
mod mark_groups;
mod overlay;
pub mod picture;
mod scrub;
pub mod tip;

use crate::charts::drawing::{Colors, PtrEq, Surface, use_frame, use_size};
use crate::charts::playhead::Playhead;
use crate::charts::time_axis::{CursorLine, Movement, Pointed, Scroll, use_time_gestures};
use crate::charts::viewport::Viewport;
use crate::state::Action;
use crate::text::timeline as words;
use crate::workbench::trace::change_marks::change_marks;
use crate::worker::protocol::{Results, Target};
use geometry::Geometry;
use hit::Hit;
use keys::TimelineKeyAction;
use lambda_sim::readings::Columns;
use lambda_sim::scenario::Scenario;
use lambda_sim::trace::FunctionId;
use lambda_story::format;
use lane_scroll::LaneScroll;
use scrub::use_scrub;
use tip::TipBox;
use yew::prelude::*;

/// The part of the viewport that a click on merged marks zooms to.
const CLOSER: f64 = 0.2;

#[derive(Properties, PartialEq)]
pub struct TimelineProps {
    /// Sets the ids of this app apart.
    pub instance: AttrValue,
    /// The run.
    pub results: PtrEq<Results>,
    /// What is in the window that was asked for; `None` until it comes.
    pub columns: Option<PtrEq<Columns>>,
    /// What is configured: its changes are marked.
    pub scenario: PtrEq<Scenario>,
    /// What is in sight.
    pub viewport: Viewport,
    /// The moment that is pointed at, here or elsewhere, in µs.
    pub pointed: Option<f64>,
    /// Where the cursor is.
    pub playhead: PtrEq<Playhead>,
    /// What is selected.
    pub selection: Option<Target>,
    /// The function that is shown alone.
    pub function: Option<FunctionId>,
    /// The colors in use.
    pub colors: Colors,
    /// Receives what the user does.
    pub dispatch: Callback<Action>,
}

/// The timeline.
#[component]
pub fn Timeline(props: &TimelineProps) -> Html {
    let (stage, below, above) = (use_node_ref(), use_node_ref(), use_node_ref());
    let keys_id: AttrValue = format!("{}-timeline-keys", props.instance).into();
    let size = use_size(&stage);
    let colors = props.colors;
    let on_viewport = props.dispatch.reform(Action::LookAt);
    let on_select = props.dispatch.reform(Action::Select);
    let on_cursor = props.dispatch.reform(Action::MoveCursor);
    let pointer = use_state_eq(|| None::<(f64, f64)>);
    let duration_us = props.results.summary.duration_s * 1e6;
    let geometry = Geometry::new(&props.results, props.function, props.viewport, size);
    let columns = props.columns.clone();
    let place = props.selection.zip(columns.as_ref()).and_then(|(target, columns)| hit::place(columns, target));
    let pointed = (*pointer).zip(columns.as_ref()).and_then(|((x, y), columns)| hit::hit(&geometry, columns, x, y));

    use_room(&stage, geometry.height);
    use_picture(&below, props, &geometry, columns.clone(), colors);
    use_overlay(&above, &geometry, props.pointed, place, pointed.as_ref().and_then(place_of), colors);

    let on_point = {
        let (geometry, columns, pointer) = (geometry.clone(), columns.clone(), pointer.clone());
        let on_pointed = props.dispatch.reform(Action::Point);
        let (on_cursor, on_select, on_viewport) = (on_cursor.clone(), on_select.clone(), on_viewport.clone());
        Callback::from(move |what: Pointed| {
            match what {
                Pointed::Nowhere => {
                    pointer.set(None);
                    on_pointed.emit(None);
                }
                Pointed::At(x, y) => {
                    pointer.set(Some((x, y)));
                    on_pointed.emit(geometry.axis.has(x).then(|| geometry.axis.time(x)));
                }
                Pointed::Clicked(x, y) => {
                    if !geometry.axis.has(x) {
                        return;
                    }
                    on_cursor.emit(geometry.axis.time(x));
                    let Some(columns) = &columns else { return };
                    match hit::hit(&geometry, columns, x, y) {
                        // What fails or is tried again is an invocation on a lane: a closer look shows which.
                        Some(Hit::Marks(group)) if hit::target(&geometry, &Hit::Marks(group.clone()), x).is_none() => {
                            on_viewport.emit(geometry.axis.viewport.zoom(group.at, CLOSER, duration_us));
                        }
                        found => on_select.emit(found.and_then(|found| hit::target(&geometry, &found, x))),
                    }
                }
            }
        })
    };
    let scroll = geometry.scrolls().then_some(Scroll {
        lanes: geometry.count,
        in_sight: geometry.lanes_in_sight(),
        height: geometry.lane_height,
    });
    let movement = Movement { axis: geometry.axis, duration_us, scroll, on_viewport: on_viewport.clone(), on_point };
    let listen = use_time_gestures(&stage, movement);
    let scrub = use_scrub(&stage, &geometry, &on_cursor);
    let on_key = {
        let geometry = geometry.clone();
        let (on_viewport, on_select) = (on_viewport.clone(), on_select.clone());
        Callback::from(move |event: KeyboardEvent| {
            if event.ctrl_key() || event.meta_key() || event.alt_key() {
                return;
            }
            let Some(step) = keys::step(&event.key(), &geometry, duration_us, place) else { return };
            event.prevent_default();
            event.stop_propagation();
            match step {
                TimelineKeyAction::LookAt(viewport) => on_viewport.emit(viewport),
                TimelineKeyAction::Clear => on_select.emit(None),
            }
        })
    };
    let label = words::label(
        shown_name(&props.results, props.function),
        geometry.count,
        &format::moment_us(props.viewport.from),
        &format::moment_us(props.viewport.to),
    );
    let tip = pointed.as_ref().zip(columns.as_ref()).zip(*pointer).map(|((found, columns), (x, y))| {
        let tip = tip::tip(&geometry, columns, &props.results.lanes, found);
        html! { <TipBox {tip} {x} {y} width={size.css_width} /> }
    });
    html! {
        <>
            <div class="stage-frame">
                <div ref={stage} class="stage" onpointerdown={scrub.down(listen.down)} onpointermove={scrub.moved(listen.moved)}
                    onpointerup={scrub.up(listen.up)} onpointercancel={scrub.up(listen.cancel)} onpointerleave={listen.leave} ondblclick={listen.double}>
                    <canvas ref={below} class="picture" role="img" tabindex="0" aria-label={label}
                        aria-describedby={keys_id.clone()} onkeydown={on_key} />
                    <canvas ref={above} class="overlay" aria-hidden="true" />
                    { change_marks(&props.scenario, geometry.axis.viewport, geometry.axis.left, geometry.axis.width) }
                    <CursorLine playhead={props.playhead.clone()} viewport={geometry.axis.viewport} left={geometry.axis.left}
                        width={geometry.axis.width} />
                    // A separate place, also while there is nothing in it: the canvases stay what they are.
                    if let Some(tip) = tip {
                        { tip }
                    }
                </div>
                if geometry.scrolls() {
                    <LaneScroll geometry={geometry.clone()} {on_viewport} />
                }
            </div>
            <p id={keys_id} class="unseen">{ words::KEYS }</p>
        </>
    }
}

/// Gives the stage the height of what will be drawn on it, before it is, so that nothing below moves when it comes.
#[hook]
fn use_room(stage: &NodeRef, height: f64) {
    let stage = stage.clone();
    use_effect_with(height, move |height| {
        if let Some(stage) = stage.cast::<web_sys::HtmlElement>() {
            // It fails for no property of this name.
            let _ = stage.style().set_property("min-height", &format!("{height}px"));
        }
    });
}

/// Draws the picture. While a run's first columns are on their way, what was there stays.
#[hook]
fn use_picture(
    canvas: &NodeRef,
    props: &TimelineProps,
    geometry: &Geometry,
    columns: Option<PtrEq<Columns>>,
    colors: Colors,
) {
    let surface = use_mut_ref(Surface::default);
    let (canvas, results, geometry) = (canvas.clone(), props.results.clone(), geometry.clone());
    use_frame((results.clone(), geometry.clone(), columns.clone(), colors), move || {
        let Some(columns) = columns else { return };
        let list = picture::picture(&geometry, &columns, &results.lanes);
        surface.borrow_mut().show(&canvas, geometry.width(), geometry.height, colors, &list);
    });
}

/// Draws what changes with the pointer.
#[hook]
fn use_overlay(
    canvas: &NodeRef,
    geometry: &Geometry,
    moment: Option<f64>,
    selected: Option<hit::TimelineSpan>,
    pointed: Option<hit::TimelineSpan>,
    colors: Colors,
) {
    let surface = use_mut_ref(Surface::default);
    let (canvas, geometry) = (canvas.clone(), geometry.clone());
    use_frame((geometry.clone(), moment, selected, pointed, colors), move || {
        let list = overlay::overlay(&geometry, moment, selected, pointed);
        surface.borrow_mut().show(&canvas, geometry.width(), geometry.height, colors, &list);
    });
}

/// Where what is pointed at is outlined; lines and marks are not.
fn place_of(hit: &Hit) -> Option<hit::TimelineSpan> {
    match hit {
        Hit::Bar(bar, _) => Some(hit::TimelineSpan { from: bar.from, to: bar.to, lane: Some(bar.lane) }),
        Hit::Line(_) | Hit::Marks(_) => None,
    }
}

/// The name of the function whose environments are shown; `None` if there are several.
pub fn shown_name(results: &Results, function: Option<FunctionId>) -> Option<&str> {
    let functions = &results.lanes.functions;
    let shown = match (function, &functions[..]) {
        (Some(function), _) => functions.get(function.index()),
        (None, [only]) => Some(only),
        (None, _) => None,
    };
    shown.map(|function| function.name.as_str())
}
