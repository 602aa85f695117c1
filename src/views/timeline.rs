//! The timeline: what each environment did, when requests were refused, and where in the run that is.
//!
//! ```text
//!   title, functions ······································ legend
//!   strip: the whole run, with a brush over what is in sight
//!   stage: picture (axis, marks, lanes) under an overlay (cursor, selection, what is pointed at)
//! ```
//! It holds no data of its own: it asks for a [`Window`](crate::worker::protocol::Window) and draws the columns that come
//! back. Until they come, what it has is drawn at the new place.

#[cfg(test)]
mod example;
mod geometry;
mod hit;
mod keys;
mod lane_scroll;
mod legend;
mod mark_groups;
mod overlay;
mod picture;
mod strip;
mod tip;

use super::drawing::{Colours, Same, Surface, use_frame, use_size};
use super::time_axis::{Movement, Pointed, Scroll, use_time_gestures};
use crate::state::viewport::Viewport;
use crate::text::timeline as words;
use crate::ui::format;
use crate::worker::protocol::{Results, Target, Window};
use geometry::Geometry;
use hit::Hit;
use keys::Step;
use lambda_sim::readings::Columns;
use lambda_sim::trace::FunctionId;
use lane_scroll::LaneScroll;
use legend::Legend;
use strip::Strip;
use tip::TipBox;
use yew::prelude::*;

/// Marks in a window that is shown closer are told apart: so many times closer.
const CLOSER: f64 = 0.2;

#[derive(Properties, PartialEq)]
pub struct TimelineProps {
    /// Sets the ids of this app apart.
    pub instance: AttrValue,
    /// The run.
    pub results: Same<Results>,
    /// What is in the window that was asked for; none until it comes.
    pub columns: Option<Same<Columns>>,
    /// What is in sight.
    pub viewport: Viewport,
    /// The moment that is pointed at, here or elsewhere, in µs.
    pub cursor: Option<f64>,
    /// What is selected.
    pub selection: Option<Target>,
    /// The function that is shown alone.
    pub function: Option<FunctionId>,
    /// Whether a newer run is on its way.
    pub dimmed: bool,
    /// The colours in use.
    pub colours: Colours,
    /// Asks for what is in a window.
    pub on_window: Callback<Window>,
    /// Told what to look at.
    pub on_viewport: Callback<Viewport>,
    /// Told what moment is pointed at.
    pub on_cursor: Callback<Option<f64>>,
    /// Told what is selected.
    pub on_select: Callback<Option<Target>>,
    /// Told which function to show alone.
    pub on_function: Callback<Option<FunctionId>>,
}

/// The timeline.
#[component]
pub fn Timeline(props: &TimelineProps) -> Html {
    let (stage, below, above) = (use_node_ref(), use_node_ref(), use_node_ref());
    let keys_id: AttrValue = format!("{}-timeline-keys", props.instance).into();
    let size = use_size(&stage);
    let colours = props.colours;
    let pointer = use_state_eq(|| None::<(f64, f64)>);
    let duration_us = props.results.summary.duration_s * 1e6;
    let geometry = Geometry::new(&props.results, props.function, props.viewport, size);
    let columns = props.columns.clone();
    let place = props.selection.zip(columns.as_ref()).and_then(|(target, columns)| hit::place(columns, target));
    let pointed = (*pointer).zip(columns.as_ref()).and_then(|((x, y), columns)| hit::hit(&geometry, columns, x, y));

    use_windows(props, &geometry, size.css_width > 0.0);
    use_picture(&below, props, &geometry, columns.clone(), colours);
    use_overlay(&above, &geometry, props.cursor, place, pointed.as_ref().and_then(place_of), colours);

    let on_point = {
        let (geometry, columns, pointer) = (geometry.clone(), columns.clone(), pointer.clone());
        let (on_cursor, on_select, on_viewport) =
            (props.on_cursor.clone(), props.on_select.clone(), props.on_viewport.clone());
        Callback::from(move |what: Pointed| {
            let cursor = |x: f64| geometry.axis.has(x).then(|| geometry.axis.time(x));
            match what {
                Pointed::Nowhere => {
                    pointer.set(None);
                    on_cursor.emit(None);
                }
                Pointed::At(x, y) => {
                    pointer.set(Some((x, y)));
                    on_cursor.emit(cursor(x));
                }
                Pointed::Clicked(x, y) => {
                    on_cursor.emit(cursor(x));
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
    let movement =
        Movement { axis: geometry.axis, duration_us, scroll, on_viewport: props.on_viewport.clone(), on_point };
    let listen = use_time_gestures(&stage, movement);
    let on_key = {
        let (geometry, cursor) = (geometry.clone(), props.cursor);
        let (on_viewport, on_select) = (props.on_viewport.clone(), props.on_select.clone());
        Callback::from(move |event: KeyboardEvent| {
            if event.ctrl_key() || event.meta_key() || event.alt_key() {
                return;
            }
            let Some(step) = keys::step(&event.key(), &geometry, duration_us, cursor, place) else { return };
            event.prevent_default();
            match step {
                Step::LookAt(viewport) => on_viewport.emit(viewport),
                Step::Clear => on_select.emit(None),
            }
        })
    };
    let label = words::label(
        shown_name(props),
        geometry.count,
        &format::moment_us(props.viewport.from),
        &format::moment_us(props.viewport.to),
    );
    let tip = pointed.as_ref().zip(columns.as_ref()).zip(*pointer).map(|((found, columns), (x, y))| {
        let tip = tip::tip(&geometry, columns, &props.results.lanes, found);
        html! { <TipBox {tip} {x} {y} width={size.css_width} /> }
    });
    html! {
        <section class="view timeline" aria-busy={props.dimmed.to_string()}>
            <header>
                <h2>{ words::title(shown_name(props)) }</h2>
                { functions(props) }
                { zoom_buttons(&geometry, duration_us, &props.on_viewport) }
                <Legend results={props.results.clone()} />
            </header>
            <Strip results={props.results.clone()} viewport={props.viewport} {colours} on_viewport={props.on_viewport.clone()} />
            <div class="stage-frame">
                <div ref={stage} class="stage" onpointerdown={listen.down} onpointermove={listen.moved} onpointerup={listen.up}
                    onpointercancel={listen.cancel} onpointerleave={listen.leave} ondblclick={listen.double}>
                    <canvas ref={below} class="picture" role="img" tabindex="0" aria-label={label}
                        aria-describedby={keys_id.clone()} onkeydown={on_key} />
                    <canvas ref={above} class="overlay" aria-hidden="true" />
                    // A place of its own, also while there is nothing in it: the canvases stay what they are.
                    if let Some(tip) = tip {
                        { tip }
                    }
                </div>
                if geometry.scrolls() {
                    <LaneScroll geometry={geometry.clone()} on_viewport={props.on_viewport.clone()} />
                }
            </div>
            <p id={keys_id} class="unseen">{ words::KEYS }</p>
        </section>
    }
}

/// Asks for what is in sight, once a frame at most: after a new run, and after every change of the window.
#[hook]
fn use_windows(props: &TimelineProps, geometry: &Geometry, is_measured: bool) {
    let window = is_measured.then(|| geometry.window());
    let on_window = props.on_window.clone();
    use_frame((props.results.clone(), window), move || {
        if let Some(window) = window {
            on_window.emit(window);
        }
    });
}

/// Draws the picture. While a run's first columns are on their way, what was there stays.
#[hook]
fn use_picture(
    canvas: &NodeRef,
    props: &TimelineProps,
    geometry: &Geometry,
    columns: Option<Same<Columns>>,
    colours: Colours,
) {
    let surface = use_mut_ref(Surface::default);
    let (canvas, results, geometry) = (canvas.clone(), props.results.clone(), geometry.clone());
    use_frame((results.clone(), geometry.clone(), columns.clone(), colours), move || {
        let Some(columns) = columns else { return };
        let list = picture::picture(&geometry, &columns, &results.lanes);
        surface.borrow_mut().show(&canvas, geometry.width(), geometry.height, colours, &list);
    });
}

/// Draws what changes with the pointer.
#[hook]
fn use_overlay(
    canvas: &NodeRef,
    geometry: &Geometry,
    cursor: Option<f64>,
    selected: Option<hit::Place>,
    pointed: Option<hit::Place>,
    colours: Colours,
) {
    let surface = use_mut_ref(Surface::default);
    let (canvas, geometry) = (canvas.clone(), geometry.clone());
    use_frame((geometry.clone(), cursor, selected, pointed, colours), move || {
        let list = overlay::overlay(&geometry, cursor, selected, pointed);
        surface.borrow_mut().show(&canvas, geometry.width(), geometry.height, colours, &list);
    });
}

/// Where what is pointed at is outlined; lines and marks are not.
fn place_of(hit: &Hit) -> Option<hit::Place> {
    match hit {
        Hit::Bar(bar, _) => Some(hit::Place { from: bar.from, to: bar.to, lane: Some(bar.lane) }),
        Hit::Line(_) | Hit::Marks(_) => None,
    }
}

/// The name of the function whose environments are shown; none where there are several.
fn shown_name(props: &TimelineProps) -> Option<&str> {
    let functions = &props.results.lanes.functions;
    let shown = match (props.function, &functions[..]) {
        (Some(function), _) => functions.get(function.index()),
        (None, [only]) => Some(only),
        (None, _) => None,
    };
    shown.map(|function| function.name.as_str())
}

/// A chip a function, where there are several.
fn functions(props: &TimelineProps) -> Html {
    let functions = &props.results.lanes.functions;
    if functions.len() < 2 {
        return html! {};
    }
    let all = std::iter::once((None, words::EVERY_FUNCTION));
    let each = functions.iter().enumerate();
    let each = each.map(|(index, function)| (u16::try_from(index).ok().map(FunctionId), function.name.as_str()));
    let chips = all.chain(each).map(|(function, name)| {
        let pressed = props.function == function;
        html! {
            <button type="button" key={name.to_owned()} class="chip" aria-pressed={pressed.to_string()}
                onclick={props.on_function.reform(move |_: MouseEvent| function)}>{ name }</button>
        }
    });
    html! { <div class="chips" role="group" aria-label={words::CHOOSE_FUNCTION}>{ for chips }</div> }
}

/// Zooming for those who have neither keys nor a wheel.
fn zoom_buttons(geometry: &Geometry, duration_us: f64, on_viewport: &Callback<Viewport>) -> Html {
    let viewport = geometry.axis.viewport;
    let centre = (viewport.from + viewport.to) / 2.0;
    let fit = Viewport { first_lane: viewport.first_lane, ..Viewport::fit(duration_us) };
    let (closer, further) = (viewport.zoom(centre, 0.5, duration_us), viewport.zoom(centre, 2.0, duration_us));
    let buttons = [("+", words::ZOOM_IN, closer), ("−", words::ZOOM_OUT, further), ("⤢", words::FIT, fit)];
    let buttons = buttons.map(|(sign, name, to)| {
        html! {
            <button type="button" key={name} class="icon-button" title={name} aria-label={name} disabled={to == viewport}
                onclick={on_viewport.reform(move |_: MouseEvent| to)}>{ sign }</button>
        }
    });
    html! { <div class="zoom" role="group" aria-label={words::ZOOM}>{ for buttons }</div> }
}
