//! A chart over time: series as steps, limits as labelled steps with the headroom below them shaded, states as strips. It shares
//! its axis, what is in sight and the crosshair with timeline and concurrency chart.
//!
//! What a chart shows is plain data ([`ChartData`]); its caption is a sentence from the same data, a table of it is behind a
//! button, and every series can be hidden.

mod answer;
mod data;
pub mod plot;
mod table;

pub use answer::{AnswerChart, Read};
pub use data::{BandState, ChartData, Limit, Series, StateBand};

use crate::charts::drawing::{ColorRole, Colors, DrawList, PtrEq, Surface, use_frame, use_size};
use crate::charts::playhead::Playhead;
use crate::charts::time_axis::{CursorLine, Movement, Pointed, use_time_gestures};
use crate::charts::viewport::Viewport;
use crate::text::chart as words;
use lambda_story::format;
use plot::{Plot, picture};
use web_sys::HtmlElement;
use yew::prelude::*;

/// How time is looked at: what all charts beneath each other share.
#[derive(Clone, PartialEq)]
pub struct ChartContext {
    /// What is in sight.
    pub viewport: Viewport,
    /// The moment that is pointed at, here or elsewhere, in µs.
    pub pointed: Option<f64>,
    /// Where the cursor is.
    pub playhead: PtrEq<Playhead>,
    /// How long the run is, in µs.
    pub duration_us: f64,
    /// The colors in use.
    pub colors: Colors,
    /// Receives what the user does on the axis of time.
    pub on_time: Callback<OnTime>,
}

/// What the user does on an axis of time.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum OnTime {
    /// Looks at another part.
    LookAt(Viewport),
    /// Points at a moment, in µs; `None`: at nothing.
    Point(Option<f64>),
    /// Moves the cursor to a moment, in µs.
    MoveCursor(f64),
}

#[derive(Properties, PartialEq)]
pub struct ChartProps {
    /// What it shows.
    pub data: PtrEq<ChartData>,
    /// How time is looked at.
    pub context: ChartContext,
}

/// The chart.
#[component]
pub fn Chart(props: &ChartProps) -> Html {
    let (stage, below, above) = (use_node_ref(), use_node_ref(), use_node_ref());
    let size = use_size(&stage);
    let ChartContext { viewport, duration_us, colors, .. } = props.context;
    let on_time = &props.context.on_time;
    let table_open = use_state_eq(|| false);
    let hidden = use_state_eq(Vec::<usize>::new);
    let data = &props.data;
    let plot = Plot::new(viewport, size, data.highest(&hidden), data.strips.len());
    let axis = plot.axis;

    let surface = use_mut_ref(Surface::default);
    {
        let (below, data, hidden) = (below.clone(), data.clone(), (*hidden).clone());
        use_frame((plot, data.clone(), hidden.clone(), colors), move || {
            let list = picture(&plot, &data, &hidden);
            surface.borrow_mut().show(&below, plot.width(), plot.height, colors, &list);
        });
    }
    let surface = use_mut_ref(Surface::default);
    {
        let (above, data, hidden, pointed) = (above.clone(), data.clone(), (*hidden).clone(), props.context.pointed);
        use_frame((plot, data.clone(), hidden.clone(), pointed, colors), move || {
            let mut list = DrawList::default();
            if let Some(pointed) = pointed {
                let text = read_out(&axis.moment(pointed), &data, &hidden, pointed);
                axis.draw_pointed(&mut list, pointed, plot.area, Some(text));
            }
            surface.borrow_mut().show(&above, plot.width(), plot.height, colors, &list);
        });
    }
    let on_point = {
        let on_time = on_time.clone();
        Callback::from(move |what: Pointed| {
            on_time.emit(match what {
                Pointed::At(x, _) => OnTime::Point(axis.has(x).then(|| axis.time(x))),
                Pointed::Clicked(x, _) if axis.has(x) => OnTime::MoveCursor(axis.time(x)),
                Pointed::Clicked(..) | Pointed::Nowhere => OnTime::Point(None),
            });
        })
    };
    let movement = Movement { axis, duration_us, scroll: None, on_viewport: on_time.reform(OnTime::LookAt), on_point };
    let listen = use_time_gestures(&stage, movement);
    let on_toggle = {
        let table_open = table_open.clone();
        Callback::from(move |event: Event| {
            table_open.set(event.target_unchecked_into::<HtmlElement>().has_attribute("open"));
        })
    };
    let label = words::chart(&data.caption, &format::moment_us(viewport.from), &format::moment_us(viewport.to));
    html! {
        <div class="chart">
            <p class="caption">{ &data.caption }</p>
            <ul class="legend" aria-label={words::LEGEND}>
                { for data.series.iter().enumerate().map(|(index, series)| legend(index, series, &hidden)) }
                { for data.limits.iter().map(|limit| html! {
                    <li key={limit.name.clone()}><span class="swatch limit" aria-hidden="true" />{ &limit.name }</li>
                }) }
                { for data.strips.iter().map(|strip| html! {
                    <li key={strip.name.clone()}><span class="swatch alarm" aria-hidden="true" />{ &strip.name }</li>
                }) }
            </ul>
            <div ref={stage} class="stage" onpointerdown={listen.down} onpointermove={listen.moved} onpointerup={listen.up}
                onpointercancel={listen.cancel} onpointerleave={listen.leave} ondblclick={listen.double}>
                <canvas ref={below} class="picture" role="img" aria-label={label} />
                <canvas ref={above} class="overlay" aria-hidden="true" />
                <CursorLine playhead={props.context.playhead.clone()} {viewport} left={axis.left} width={axis.width} />
            </div>
            <details open={*table_open} ontoggle={on_toggle}>
                <summary>{ words::TABLE }</summary>
                if *table_open {
                    { table::table(data, &axis).view() }
                }
            </details>
        </div>
    }
}

/// A series in the legend: a switch where there are several.
fn legend(index: usize, series: &Series, hidden: &UseStateHandle<Vec<usize>>) -> Html {
    let is_shown = !hidden.contains(&index);
    let on_click = {
        let hidden = hidden.clone();
        Callback::from(move |_: MouseEvent| {
            let mut next = (*hidden).clone();
            match next.iter().position(|other| *other == index) {
                Some(place) => drop(next.remove(place)),
                None => next.push(index),
            }
            hidden.set(next);
        })
    };
    html! {
        <li key={index}>
            <button type="button" class="series" aria-pressed={is_shown.to_string()} title={words::HIDE} onclick={on_click}>
                <span class={classes!("swatch", class_of(series.ink))} aria-hidden="true" />{ &series.name }
            </button>
        </li>
    }
}

const fn class_of(ink: ColorRole) -> &'static str {
    match ink {
        ColorRole::Handler => "handler",
        ColorRole::Start => "start",
        ColorRole::Provisioned => "provisioned",
        ColorRole::Init => "init",
        ColorRole::Error => "error",
        _ => "idle",
    }
}

/// What is to be read at the cursor.
fn read_out(moment: &str, data: &ChartData, hidden: &[usize], time_us: f64) -> String {
    let mut text = moment.to_owned();
    for (_, series) in data.series.iter().enumerate().filter(|(index, _)| !hidden.contains(index)) {
        if let Some(value) = series.at(time_us) {
            text.push_str(" · ");
            text.push_str(&data.value(value));
            if data.series.len() > 1 {
                text.push(' ');
                text.push_str(&series.name);
            }
        }
    }
    text
}
