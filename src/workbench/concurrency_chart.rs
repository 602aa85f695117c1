//! Requests in flight over time, on the same axis as the timeline above it: stacked by where they run, with the limits.
//!
//! It draws the curves that come with the window in sight: as an area for the eye, as a table for exact numbers. It is there
//! in every view, so it is what asks for the window, the timeline's lanes and marks among it.

#[cfg(test)]
mod example;
mod limit_lines;
mod plot;
mod table;

use crate::charts::chart::plot::Plot;
use crate::charts::drawing::{Colors, DrawList, PtrEq, Size, Surface, use_frame, use_size};
use crate::charts::playhead::Playhead;
use crate::charts::time_axis::{CursorLine, Movement, Pointed, use_time_gestures};
use crate::charts::viewport::Viewport;
use crate::state::Action;
use crate::text::timeline as words;
use crate::workbench::trace::timeline::geometry::Geometry;
use crate::worker::protocol::{Request, Results};
use lambda_sim::readings::{Columns, Curves, NO_LIMIT};
use lambda_sim::trace::{FunctionId, SettingKind};
use lambda_story::format;
use limit_lines::{LimitLine, limit_lines};
use plot::picture;
use web_sys::HtmlElement;
use yew::prelude::*;

#[derive(Properties, PartialEq)]
pub struct ConcurrencyChartProps {
    /// The run.
    pub results: PtrEq<Results>,
    /// What is in the window that was asked for; `None` until it comes.
    pub columns: Option<PtrEq<Columns>>,
    /// Which of the opened scenarios the run is of.
    pub opened: u32,
    /// What is in sight.
    pub viewport: Viewport,
    /// The moment that is pointed at, here or elsewhere, in µs.
    pub pointed: Option<f64>,
    /// Where the cursor is.
    pub playhead: PtrEq<Playhead>,
    /// The function that is shown alone.
    pub function: Option<FunctionId>,
    /// Whether a newer run is on its way.
    pub dimmed: bool,
    /// The colors in use.
    pub colors: Colors,
    /// Asks about the run.
    pub ask: Callback<Request>,
    /// Receives what the user does.
    pub dispatch: Callback<Action>,
}

/// The chart of requests in flight.
#[component]
pub fn ConcurrencyChart(props: &ConcurrencyChartProps) -> Html {
    let (stage, below, above) = (use_node_ref(), use_node_ref(), use_node_ref());
    let size = use_size(&stage);
    let colors = props.colors;
    let table_open = use_state_eq(|| false);
    use_windows(props, size);
    // While a run's first columns are on their way, those of the last one stay, unless that one was of another scenario.
    let kept = use_mut_ref(|| None::<(u32, PtrEq<Columns>)>);
    if let Some(columns) = &props.columns {
        *kept.borrow_mut() = Some((props.opened, columns.clone()));
    }
    let columns = kept.borrow().clone().and_then(|(opened, columns)| (opened == props.opened).then_some(columns));
    let empty = Curves::default();
    let curves = columns.as_ref().map_or(&empty, |columns| &columns.curves);
    let peak = peak_in_sight(curves);
    // Measured by the whole run, so that the chart keeps its height while one moves in time.
    let highest = peak_of_run(props).max(peak);
    let one_function = props.function.is_some() || props.results.lanes.functions.len() == 1;
    let limits = limit_lines(curves, highest, one_function);
    let most = limits.iter().filter(|limit| limit.drawn).map(LimitLine::highest).max().unwrap_or(0).max(highest);
    let plot = Plot::new(props.viewport, size, f64::from(most.max(1)), 0);
    let axis = plot.axis;
    let duration_us = props.results.summary.duration_s * 1e6;
    let title = title(curves, if columns.is_some() { peak } else { highest }, one_function);

    let surface = use_mut_ref(Surface::default);
    {
        let (below, columns) = (below.clone(), columns.clone());
        use_frame((plot, columns.clone(), colors), move || {
            let Some(columns) = columns else { return };
            let list = picture(&plot, &columns.curves, &limit_lines(&columns.curves, highest, one_function));
            surface.borrow_mut().show(&below, plot.width(), plot.height, colors, &list);
        });
    }
    let surface = use_mut_ref(Surface::default);
    {
        let (above, columns, pointed) = (above.clone(), columns.clone(), props.pointed);
        use_frame((plot, columns.clone(), pointed, colors), move || {
            let mut list = DrawList::default();
            if let (Some(columns), Some(pointed)) = (&columns, pointed) {
                let text = read_out(&axis.moment(pointed), &columns.curves, pointed);
                axis.draw_pointed(&mut list, pointed, plot.area, text);
            }
            surface.borrow_mut().show(&above, plot.width(), plot.height, colors, &list);
        });
    }
    let on_point = {
        let (on_point, on_cursor) = (props.dispatch.reform(Action::Point), props.dispatch.reform(Action::MoveCursor));
        Callback::from(move |what: Pointed| match what {
            Pointed::At(x, _) => on_point.emit(axis.has(x).then(|| axis.time(x))),
            Pointed::Clicked(x, _) if axis.has(x) => on_cursor.emit(axis.time(x)),
            Pointed::Clicked(..) | Pointed::Nowhere => on_point.emit(None),
        })
    };
    let movement =
        Movement { axis, duration_us, scroll: None, on_viewport: props.dispatch.reform(Action::LookAt), on_point };
    let listen = use_time_gestures(&stage, movement);
    let far = limits.iter().filter(|limit| !limit.drawn).map(|limit| words::far_limit(&limit.label()));
    let drawn = limits.iter().filter(|limit| limit.drawn).map(LimitLine::label);
    let is_provisioned = curves.peak_provisioned.iter().any(|level| *level > 0);
    let on_toggle = {
        let table_open = table_open.clone();
        Callback::from(move |event: Event| {
            table_open.set(event.target_unchecked_into::<HtmlElement>().has_attribute("open"));
        })
    };
    let label = words::chart(&title, &format::moment_us(props.viewport.from), &format::moment_us(props.viewport.to));
    html! {
        <section class="view concurrency" aria-busy={props.dimmed.to_string()}>
            <header>
                <h2>{ &title }</h2>
                <ul class="legend" aria-label={words::CONCURRENCY_LEGEND}>
                    if is_provisioned {
                        <li><span class="swatch provisioned" aria-hidden="true" />{ words::PROVISIONED }</li>
                    }
                    <li><span class="swatch on-demand" aria-hidden="true" />{ words::ON_DEMAND }</li>
                    { for drawn.map(|text| html! {
                        <li key={text.clone()}><span class="swatch limit" aria-hidden="true" />{ text }</li>
                    }) }
                    { for far.map(|text| html! { <li key={text.clone()}>{ text }</li> }) }
                </ul>
            </header>
            <div ref={stage} class="stage" onpointerdown={listen.down} onpointermove={listen.moved} onpointerup={listen.up}
                onpointercancel={listen.cancel} onpointerleave={listen.leave} ondblclick={listen.double}>
                <canvas ref={below} class="picture" role="img" aria-label={label} />
                <canvas ref={above} class="overlay" aria-hidden="true" />
                <CursorLine playhead={props.playhead.clone()} viewport={props.viewport} left={axis.left} width={axis.width} />
            </div>
            <details open={*table_open} ontoggle={on_toggle}>
                <summary>{ words::TABLE }</summary>
                if *table_open {
                    { table::table(&axis, curves, title).view() }
                }
            </details>
        </section>
    }
}

/// Asks for what is in sight, once a frame at most: after a new run, and after every change of the window.
#[hook]
fn use_windows(props: &ConcurrencyChartProps, size: Size) {
    // Timeline and chart are of the same width.
    let geometry = Geometry::new(&props.results, props.function, props.viewport, size);
    let window = (size.css_width > 0.0).then(|| geometry.window());
    let ask = props.ask.clone();
    use_frame((props.results.clone(), window), move || {
        if let Some(window) = window {
            ask.emit(Request::Window(window));
        }
    });
}

/// The chart in a sentence: the limit that was reached, or how high it went.
fn title(curves: &Curves, peak: u32, one_function: bool) -> String {
    let set =
        |kind| curves.limits.steps(kind).filter(|(_, value)| *value != NO_LIMIT).last().map(|(_, value)| (kind, value));
    let reserved = if one_function { set(SettingKind::Reserved) } else { None };
    let at_limit_us: f64 = curves.at_limit.iter().map(|share| f64::from(*share) * curves.step).sum();
    words::in_flight(peak, reserved.or_else(|| set(SettingKind::ConcurrencyLimit)), at_limit_us)
}

/// What is to be read at the cursor; `None` if that is not known.
fn read_out(moment: &str, curves: &Curves, time_us: f64) -> Option<String> {
    let end = curves.origin + curves.step * curves.len() as f64;
    if !(curves.origin..end).contains(&time_us) {
        return None;
    }
    let bucket = curves.bucket(time_us);
    let at = |column: &[u32]| column.get(bucket).copied().unwrap_or_default();
    Some(words::read_out(moment, at(&curves.peak_provisioned), at(&curves.peak_on_demand), at(&curves.throttles)))
}

fn peak_in_sight(curves: &Curves) -> u32 {
    (0..curves.len()).map(|bucket| curves.peak(bucket)).max().unwrap_or(0)
}

/// The most in flight over the whole run.
fn peak_of_run(props: &ConcurrencyChartProps) -> u32 {
    let summary = &props.results.summary;
    let lanes = props.function.and_then(|function| props.results.lanes.functions.get(function.index()));
    let counts = lanes.and_then(|lanes| summary.functions.get(&lanes.name)).unwrap_or(&summary.total);
    counts.concurrency.peak
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_title_is_a_sentence_from_the_window() {
        let mut curves = example::curves();
        let title = |curves: &Curves| title(curves, peak_in_sight(curves), true).replace('\u{a0}', " ");
        assert_eq!(title(&curves), "In flight reached the reserved limit of 24 for 2.5 s");
        curves.at_limit.fill(0.0);
        assert_eq!(title(&curves), "In flight peaked at 24 of 24 reserved");
    }

    #[test]
    fn the_read_out_is_silent_about_what_is_not_known() {
        let curves = example::curves();
        let text = read_out("13.50 s", &curves, 13.5e6);
        assert_eq!(text.as_deref(), Some("13.50 s · 24 in flight, 6 provisioned · 1 throttled"));
        assert_eq!(read_out("25.00 s", &curves, 25e6), None);
    }
}
