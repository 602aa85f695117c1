//! The requests of the run as a table: sorted, filtered, and no more rows on the page than are in sight.
//!
//! It asks the worker for a page of rows around those in sight. Until they come, rows that are not known yet show a dot.

mod scroll;

use crate::charts::drawing::PtrEq;
use crate::charts::viewport::Viewport;
use crate::state::{Action, Listing};
use crate::text::requests as words;
use crate::workbench::trace::TraceProps;
use crate::worker::protocol::{Detail, Event, Request, RequestQuery, Results, Rows, RowsQuery, Target};
use gloo_timers::callback::Timeout;
use lambda_sim::readings::{RequestFate, RequestKey, RequestRow, RequestStatus};
use lambda_sim::trace::{FunctionId, InvocationId, StartKind};
use lambda_sim::units::Instant;
use lambda_story::format;
use scroll::IN_SIGHT;
use web_sys::{Element, HtmlElement, HtmlSelectElement};
use yew::prelude::*;

/// Rows that are asked for at once.
const PAGE: u32 = 96;

/// While what is in sight moves, the table waits this long before it asks, in ms.
const PAUSE_MS: u32 = 120;

#[derive(Properties, PartialEq)]
struct RequestsProps {
    /// Sets the ids of this app apart.
    pub instance: AttrValue,
    /// The run.
    pub results: PtrEq<Results>,
    /// The requests that were last asked for.
    pub rows: Option<PtrEq<Rows>>,
    /// Which requests are rows, and in which order.
    pub listing: Listing,
    /// Only those that arrived in sight.
    pub viewport: Viewport,
    /// The function that is shown alone.
    pub function: Option<FunctionId>,
    /// What is selected: the invocation, or the moment of a refusal.
    pub selected: Option<Target>,
    /// Asks about the run.
    pub ask: Callback<Request>,
    /// Receives what the user does.
    pub dispatch: Callback<Action>,
}

/// The table of the run whose views these are.
pub fn view(props: &TraceProps) -> Html {
    let TraceProps { view_state, .. } = props;
    html! {
        <Requests instance={props.instance.clone()} results={props.results.clone()} rows={props.rows.clone()}
            listing={view_state.listing} viewport={view_state.viewport} function={view_state.function}
            selected={selected_request(props)} ask={props.ask.clone()} dispatch={props.dispatch.clone()} />
    }
}

/// What is selected, as a request: an environment that is busy represents what it works at.
fn selected_request(props: &TraceProps) -> Option<Target> {
    match props.detail.as_deref() {
        Some(Detail::Invocation(detail)) => Some(Target::Invocation(InvocationId(detail.invocation))),
        _ => props.view_state.selection,
    }
}

#[component]
fn Requests(props: &RequestsProps) -> Html {
    let frame = use_node_ref();
    let first = use_state_eq(|| 0_u32);
    let active = use_state_eq(|| None::<u32>);
    let query = query(props);
    // Pages of the same order stay while the next one is on its way; those of another one do not.
    let loaded = props.rows.as_ref().filter(|rows| rows.query == query);
    let known = props.rows.as_ref().map(|rows| rows.page.matching);
    let matching = loaded.map_or_else(|| known.unwrap_or(0), |rows| rows.page.matching);
    let top = (*first).min(scroll::last(matching));
    use_pages(props, query, top);

    let spacer = use_node_ref();
    use_effect_with((spacer.clone(), matching), |(spacer, matching)| {
        if let Some(spacer) = spacer.cast::<HtmlElement>() {
            // It fails for no length.
            let _ = spacer.style().set_property("height", &format!("{}px", scroll::height(*matching)));
        }
    });
    {
        // Another order begins at its first row.
        let (frame, first, active) = (frame.clone(), first.clone(), active.clone());
        use_effect_with((query.key, query.descending, query.start, query.status, query.function), move |_| {
            first.set(0);
            active.set(None);
            if let Some(frame) = frame.cast::<Element>() {
                frame.set_scroll_top(0);
            }
        });
    }
    let on_scroll = {
        let first = first.clone();
        Callback::from(move |event: yew::Event| {
            let top = event.target_unchecked_into::<Element>().scroll_top();
            first.set(scroll::row_at(f64::from(top), matching));
        })
    };
    let visit = {
        let (dispatch, loaded, active) = (props.dispatch.clone(), loaded.cloned(), active.clone());
        Callback::from(move |place: u32| {
            active.set(Some(place));
            if let Some(row) = loaded.as_ref().and_then(|rows| row_at(rows, place)) {
                dispatch.emit(Action::Visit(event(row)));
            }
        })
    };
    let on_key = {
        let (frame, first, active, visit) = (frame.clone(), first.clone(), active.clone(), visit.clone());
        Callback::from(move |event: KeyboardEvent| {
            if event.ctrl_key() || event.meta_key() || event.alt_key() || matching == 0 {
                return;
            }
            let at = active.unwrap_or(top);
            let to = match event.key().as_str() {
                "ArrowDown" if active.is_none() => at,
                "ArrowDown" => at + 1,
                "ArrowUp" => at.saturating_sub(1),
                "PageDown" => at + IN_SIGHT,
                "PageUp" => at.saturating_sub(IN_SIGHT),
                "Home" => 0,
                "End" => u32::MAX,
                "Enter" => at,
                _ => return,
            };
            event.prevent_default();
            event.stop_propagation();
            let to = to.min(matching - 1);
            active.set(Some(to));
            let in_sight = top.min(to).max((to + 1).saturating_sub(IN_SIGHT));
            if let Some(frame) = frame.cast::<Element>().filter(|_| in_sight != top) {
                frame.set_scroll_top(scroll::top_of(in_sight, matching).round() as i32);
                first.set(in_sight);
            }
            if event.key() == "Enter" {
                visit.emit(to);
            }
        })
    };
    let rows = (top..matching.min(top + IN_SIGHT)).map(|place| {
        let row = loaded.and_then(|rows| row_at(rows, place));
        view_row(props, row, place, *active == Some(place), &visit)
    });
    let (from, to) = (format::moment_us(props.viewport.from), format::moment_us(props.viewport.to));
    let caption = words::caption(known, &from, &to, query.key, query.descending);
    let is_active = active.is_some_and(|place| (top..top + IN_SIGHT).contains(&place));
    html! {
        <div class="requests" aria-busy={loaded.is_none().to_string()}>
            <div class="filters">
                <p role="status">{ caption }</p>
                { filters(props) }
            </div>
            <div ref={frame} class="request-frame" onscroll={on_scroll} tabindex="-1">
                <div ref={spacer}>
                    <table role="grid" aria-label={words::LABEL} aria-rowcount={(u64::from(matching) + 1).to_string()} tabindex="0"
                        aria-describedby={format!("{}-request-keys", props.instance)} onkeydown={on_key}
                        aria-activedescendant={is_active.then(|| row_id(props, active.unwrap_or_default()))}>
                        <thead><tr aria-rowindex="1">{ for words::HEAD.iter().map(|(name, key)| head(props, name, *key)) }</tr></thead>
                        <tbody>{ for rows }</tbody>
                    </table>
                </div>
            </div>
            <p id={format!("{}-request-keys", props.instance)} class="unseen">{ words::KEYS }</p>
        </div>
    }
}

/// What is asked for.
fn query(props: &RequestsProps) -> RequestQuery {
    let Listing { start, status, key, descending } = props.listing;
    RequestQuery {
        from: Instant(props.viewport.from.floor() as i64),
        to: Instant(props.viewport.to.ceil() as i64),
        function: props.function,
        start,
        status,
        key,
        descending,
    }
}

/// Asks for the page around what is in sight.
#[hook]
fn use_pages(props: &RequestsProps, query: RequestQuery, top: u32) {
    // Pages begin at multiples of a third, so that a little scrolling asks for nothing.
    let step = PAGE / 3;
    let first = (top / step * step).saturating_sub(step);
    let asked = use_mut_ref(|| None::<RequestQuery>);
    let ask = props.ask.clone();
    use_effect_with((props.results.clone(), query, first), move |_| {
        let is_same = asked.borrow_mut().replace(query) == Some(query);
        let timer = Timeout::new(if is_same { 0 } else { PAUSE_MS }, move || {
            ask.emit(Request::Rows(RowsQuery { query, first, count: PAGE }));
        });
        move || drop(timer)
    });
}

fn row_at(rows: &Rows, place: u32) -> Option<&RequestRow> {
    rows.page.rows.get(place.checked_sub(rows.page.first)? as usize)
}

/// A request, as something to go to.
fn event(row: &RequestRow) -> Event {
    match row.fate {
        RequestFate::Ran { invocation, lane, latency, .. } => {
            Event { target: Target::Invocation(invocation), at: row.at, until: row.at + latency, lane }
        }
        RequestFate::Refused(_) => {
            Event { target: Target::Throttle { at: row.at }, at: row.at, until: row.at, lane: None }
        }
    }
}

fn row_id(props: &RequestsProps, place: u32) -> String {
    format!("{}-request-{place}", props.instance)
}

fn view_row(
    props: &RequestsProps,
    row: Option<&RequestRow>,
    place: u32,
    is_active: bool,
    visit: &Callback<u32>,
) -> Html {
    let functions = &props.results.lanes.functions;
    let cells = row.map(|row| {
        let name = functions.get(row.function.index()).map_or("", |function| function.name.as_str());
        words::cells(row, name)
    });
    let cells = cells.unwrap_or_else(|| words::HEAD.map(|_| words::LOADING.to_owned()));
    let is_selected = row.is_some_and(|row| props.selected == Some(event(row).target));
    let class = match row.map(|row| row.fate) {
        Some(RequestFate::Refused(_)) => "throttled",
        Some(RequestFate::Ran { outcome, .. })
            if matches!(RequestStatus::of(outcome), RequestStatus::Failed | RequestStatus::TimedOut) =>
        {
            "failed"
        }
        _ => "",
    };
    html! {
        <tr key={place} id={row_id(props, place)} class={classes!(class, is_active.then_some("active"))}
            aria-rowindex={(u64::from(place) + 2).to_string()} aria-selected={is_selected.to_string()}
            onclick={visit.reform(move |_: MouseEvent| place)}>
            { for cells.iter().map(|cell| html! { <td>{ cell }</td> }) }
        </tr>
    }
}

/// A column's head: what can be sorted by is a button.
fn head(props: &RequestsProps, name: &'static str, key: Option<RequestKey>) -> Html {
    let listing = props.listing;
    let Some(key) = key else { return html! { <th scope="col">{ name }</th> } };
    let is_sorted = listing.key == key;
    let (sort, sign) = match (is_sorted, listing.descending) {
        (true, false) => ("ascending", " ▲"),
        (true, true) => ("descending", " ▼"),
        (false, _) => ("none", ""),
    };
    // Of lengths the largest are of interest first; a second click turns the order around.
    let descending = if is_sorted { !listing.descending } else { key != RequestKey::Arrival };
    let on_click = props.dispatch.reform(move |_: MouseEvent| Action::List(Listing { key, descending, ..listing }));
    html! {
        <th scope="col" aria-sort={sort}>
            <button type="button" onclick={on_click}>{ name }<span aria-hidden="true">{ sign }</span></button>
        </th>
    }
}

fn filters(props: &RequestsProps) -> Html {
    let listing = props.listing;
    let chosen = |event: &yew::Event| {
        let select = event.target_unchecked_into::<HtmlSelectElement>();
        usize::try_from(select.selected_index()).ok().and_then(|index| index.checked_sub(1))
    };
    let on_start = props.dispatch.reform(move |event: yew::Event| {
        let start = chosen(&event).and_then(|index| StartKind::ALL.get(index)).copied();
        Action::List(Listing { start, ..listing })
    });
    let on_status = props.dispatch.reform(move |event: yew::Event| {
        let status = chosen(&event).and_then(|index| RequestStatus::ALL.get(index)).copied();
        Action::List(Listing { status, ..listing })
    });
    let starts = StartKind::ALL.iter().map(|start| (words::start(*start), listing.start == Some(*start)));
    let statuses = RequestStatus::ALL.into_iter().map(|status| (words::status(status), listing.status == Some(status)));
    html! {
        <>
            { filter(words::START_FILTER, starts.collect(), on_start) }
            { filter(words::STATUS_FILTER, statuses.collect(), on_status) }
        </>
    }
}

fn filter(name: &'static str, choices: Vec<(&'static str, bool)>, on_change: Callback<yew::Event>) -> Html {
    let is_any = choices.iter().all(|(_, is_chosen)| !is_chosen);
    html! {
        <label>
            <span>{ name }</span>
            <select aria-label={name} onchange={on_change}>
                <option selected={is_any}>{ words::ANY }</option>
                { for choices.into_iter().map(|(name, selected)| html! { <option key={name} {selected}>{ name }</option> }) }
            </select>
        </label>
    }
}
