//! The fleet: a box an environment, with what it does at the cursor.
//!
//! Boxes keep their places: a box is a lane of the timeline, which has one environment at a time.

mod layout;
mod picture;

use crate::charts::drawing::{ColorRole, Colors, DrawList, PtrEq, Surface, use_frame, use_size};
use crate::state::Action;
use crate::text::{fleet as words, timeline as lane_words};
use crate::ui::table::{self, Table};
use crate::workbench::trace::TraceProps;
use crate::workbench::trace::timeline::tip::{Tip, TipBox, class, lane_title};
use crate::worker::protocol::{Event, Moment, Results, Target};
use lambda_sim::readings::{EnvironmentState, NO_ENVIRONMENT};
use lambda_sim::trace::{EnvironmentId, FunctionId};
use lambda_story::format;
use layout::FleetLayout;
use web_sys::{Element, HtmlElement, PointerEvent};
use yew::prelude::*;

#[derive(Properties, PartialEq)]
struct FleetProps {
    /// The run.
    pub results: PtrEq<Results>,
    /// The run at the cursor; `None` until it comes.
    pub moment: Option<PtrEq<Moment>>,
    /// The function that is shown alone.
    pub function: Option<FunctionId>,
    /// What is selected.
    pub selection: Option<Target>,
    /// The lane that the worker says it is on.
    pub selected_lane: Option<u32>,
    /// The colors in use.
    pub colors: Colors,
    /// Receives what the user does.
    pub dispatch: Callback<Action>,
}

/// The fleet of the run whose views these are.
pub fn view(props: &TraceProps) -> Html {
    let TraceProps { results, view_state, .. } = props;
    let selected_lane = props.detail.as_ref().and_then(|detail| detail.timeline_lane());
    html! {
        <Fleet results={results.clone()} moment={props.moment.clone()} function={view_state.function}
            selection={view_state.selection} {selected_lane} colors={props.colors} dispatch={props.dispatch.clone()} />
    }
}

#[component]
fn Fleet(props: &FleetProps) -> Html {
    let (stage, below, above) = (use_node_ref(), use_node_ref(), use_node_ref());
    let size = use_size(&stage);
    let pointer = use_state_eq(|| None::<(f64, f64)>);
    let table_open = use_state_eq(|| false);
    let (results, colors) = (props.results.clone(), props.colors);
    let layout = use_memo((results.clone(), props.function, size), |(results, function, size)| {
        FleetLayout::new(&results.lanes, *function, size.css_width, size.text)
    });
    // While a newer moment is on its way, the one before stays; it is drawn only where it has its lanes.
    let moment = props.moment.clone().filter(|moment| !moment.state.is_empty());
    let surface = use_mut_ref(Surface::default);
    {
        let (below, layout, results) = (below.clone(), PtrEq(layout.clone()), results.clone());
        use_frame((layout.clone(), moment.clone(), colors), move || {
            let Some(moment) = moment else { return };
            let list = picture::picture(&layout, &results.lanes, &moment);
            surface.borrow_mut().show(&below, layout.width, layout.height, colors, &list);
        });
    }
    let selected = selected(props);
    let pointed = pointer.and_then(|(x, y)| layout.lane_at(x, y));
    let surface = use_mut_ref(Surface::default);
    {
        let (above, layout) = (above.clone(), PtrEq(layout.clone()));
        use_frame((layout.clone(), pointed, selected, colors), move || {
            let list = outlines(&layout, pointed, selected);
            surface.borrow_mut().show(&above, layout.width, layout.height, colors, &list);
        });
    }
    let visit = {
        let (moment, dispatch) = (props.moment.clone(), props.dispatch.clone());
        Callback::from(move |lane: u32| {
            if let Some(event) = moment.as_ref().and_then(|moment| event(moment, lane)) {
                dispatch.emit(Action::Visit(event));
            }
        })
    };
    let place = {
        let stage = stage.clone();
        move |event: &PointerEvent| {
            let corner = stage.cast::<Element>().map(|element| element.get_bounding_client_rect());
            let (left, top) = corner.map_or((0.0, 0.0), |corner| (corner.left(), corner.top()));
            (f64::from(event.client_x()) - left, f64::from(event.client_y()) - top)
        }
    };
    let on_move = {
        let (pointer, place) = (pointer.clone(), place.clone());
        Callback::from(move |event: PointerEvent| pointer.set(Some(place(&event))))
    };
    let on_leave = {
        let pointer = pointer.clone();
        Callback::from(move |_: PointerEvent| pointer.set(None))
    };
    let on_click = {
        let (layout, visit) = (layout.clone(), visit.clone());
        Callback::from(move |event: PointerEvent| {
            let (x, y) = place(&event);
            if let Some(lane) = layout.lane_at(x, y).filter(|_| event.button() == 0) {
                visit.emit(lane);
            }
        })
    };
    let on_key = {
        let layout = layout.clone();
        Callback::from(move |event: KeyboardEvent| {
            if event.ctrl_key() || event.meta_key() || event.alt_key() {
                return;
            }
            if let Some(lane) = layout.step(selected, &event.key()) {
                event.prevent_default();
                event.stop_propagation();
                visit.emit(lane);
            }
        })
    };
    let tip = pointed.zip(props.moment.as_ref()).zip(*pointer).map(|((lane, moment), (x, y))| {
        html! { <TipBox tip={tip(props, moment, lane)} {x} {y} width={size.css_width} /> }
    });
    let caption = props.moment.as_ref().map_or_else(|| words::NO_MOMENT.to_owned(), |moment| words::caption(moment));
    let on_toggle = {
        let table_open = table_open.clone();
        Callback::from(move |event: yew::Event| {
            table_open.set(event.target_unchecked_into::<HtmlElement>().has_attribute("open"));
        })
    };
    html! {
        <figure class="fleet">
            <figcaption>
                { &caption }
                if layout.count < layout.all {
                    { " " }{ words::more(layout.count, layout.all) }
                }
            </figcaption>
            <div ref={stage} class="stage" onpointermove={on_move} onpointerleave={on_leave} onpointerup={on_click}>
                <canvas ref={below} class="picture" role="img" tabindex="0" aria-label={words::label(&caption)} onkeydown={on_key} />
                <canvas ref={above} class="overlay" aria-hidden="true" />
                if let Some(tip) = tip {
                    { tip }
                }
            </div>
            <details open={*table_open} ontoggle={on_toggle}>
                <summary>{ words::TABLE }</summary>
                if let Some(moment) = props.moment.as_ref().filter(|_| *table_open) {
                    { table(&props.results, &layout, moment, caption).view() }
                }
            </details>
        </figure>
    }
}

/// The lane of what is selected: an environment is known at the moment; of an invocation the worker has to say where it is.
fn selected(props: &FleetProps) -> Option<u32> {
    match (props.selection?, &props.moment) {
        (Target::Environment { environment, .. }, Some(moment)) => {
            let place = moment.environment.iter().position(|other| *other == environment.0)?;
            Some(moment.first_lane + place as u32)
        }
        _ => props.selected_lane,
    }
}

/// What is pointed at and what is selected.
fn outlines(layout: &FleetLayout, pointed: Option<u32>, selected: Option<u32>) -> DrawList {
    let mut list = DrawList::default();
    for (lane, ink, by) in [(pointed, ColorRole::Words, 1.0), (selected, ColorRole::Accent, 2.0)] {
        if let Some(area) = lane.and_then(|lane| layout.area(lane)) {
            let mut outline = area;
            (outline.x, outline.y) = (area.x - by, area.y - by);
            (outline.width, outline.height) = (area.width + 2.0 * by, area.height + 2.0 * by);
            list.outline(outline, ink);
        }
    }
    list
}

/// The environment of a lane at the moment, as something to go to.
fn event(moment: &Moment, lane: u32) -> Option<Event> {
    let place = lane.checked_sub(moment.first_lane)? as usize;
    let environment = moment.environment.get(place).copied().filter(|environment| *environment != NO_ENVIRONMENT)?;
    let target = Target::environment_at(EnvironmentId(environment), moment.at);
    Some(Event { target, at: moment.at, until: moment.at, lane: Some(lane) })
}

fn tip(props: &FleetProps, moment: &Moment, lane: u32) -> Tip {
    let place = lane.checked_sub(moment.first_lane).map(|place| place as usize);
    let number = place.and_then(|place| moment.number.get(place)).copied().unwrap_or_default();
    let state = place.and_then(|place| moment.state.get(place)).copied().and_then(EnvironmentState::from_number);
    let name = lane_words::environment(number);
    let row = state.map(|state| {
        let class = match state {
            EnvironmentState::Does(kind) => class(kind),
            EnvironmentState::Gone | EnvironmentState::NotYet => "",
        };
        (class, words::state(state).to_owned(), String::new())
    });
    Tip {
        title: lane_title(&props.results.lanes, props.function.is_none(), lane, name),
        rows: row.into_iter().collect(),
    }
}

/// The groups and what their environments do, in numbers.
fn table(results: &Results, layout: &FleetLayout, moment: &Moment, caption: String) -> Table {
    let lanes = &results.lanes;
    let rows = layout.rows.iter().map(|rows| {
        let group = rows.group;
        let name = lanes.functions.get(group.function.index()).map_or("", |function| function.name.as_str());
        let version = lanes.has_epochs(group.function).then_some((group.epoch, group.version));
        let from = (group.first - moment.first_lane.min(group.first)) as usize;
        let states = moment.state.iter().skip(from).take(group.count as usize);
        let states: Vec<EnvironmentState> =
            states.filter_map(|number| EnvironmentState::from_number(*number)).collect();
        let counts =
            words::COLUMNS.iter().map(|is_meant| states.iter().filter(|state| is_meant(**state)).count() as u64);
        std::iter::once(words::group(name, version, group.provisioned)).chain(counts.map(format::count)).collect()
    });
    Table { caption, head: table::head(&words::TABLE_HEAD), rows: rows.collect(), foot: None }
}
