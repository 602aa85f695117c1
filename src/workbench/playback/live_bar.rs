//! The bar of live mode: what can be done to the run while time passes, and what was done last.
//!
//! Everything it does is a change of the scenario from the cursor on; the reducer makes it one.

use crate::charts::drawing::PtrEq;
use crate::charts::playhead::{Playhead, use_playhead};
use crate::state::Action;
use crate::state::live::{Live, LiveAction, LiveStatus};
use crate::text::live as words;
use crate::workbench::trace::{LiveKey, TraceProps};
use crate::worker::protocol::Detail;
use lambda_sim::scenario::{ChangeKind, Invoke, Kill, NewDownstream, NewTraffic, NewWork, Scenario};
use std::rc::Rc;
use web_sys::HtmlSelectElement;
use yew::prelude::*;

#[derive(Properties, PartialEq)]
pub struct LiveBarProps {
    /// What is configured.
    pub scenario: PtrEq<Scenario>,
    /// What live mode knows.
    pub live: Live,
    /// Where the cursor is, in µs.
    pub cursor: f64,
    /// Where it is while the run plays.
    pub playhead: PtrEq<Playhead>,
    /// How long the shown run is, in µs.
    pub duration_us: f64,
    /// The environment that is selected.
    pub selected: Option<Kill>,
    /// Receives what the user does.
    pub dispatch: Callback<Action>,
}

/// The switch of live mode.
pub fn switch(is_on: bool, dispatch: &Callback<Action>) -> Html {
    html! {
        <button type="button" class="chip live" title={words::LIVE_TITLE} aria-pressed={is_on.to_string()}
            onclick={dispatch.reform(move |_: MouseEvent| Action::Live(LiveAction::Switch(!is_on)))}>
            <span aria-hidden="true">{ if is_on { "● " } else { "○ " } }</span>{ words::LIVE }
        </button>
    }
}

/// The bar.
pub fn live_bar(props: &TraceProps, live: &Live) -> Html {
    html! {
        <LiveBar scenario={props.scenario.clone()} live={live.clone()} cursor={props.view_state.cursor.unwrap_or(0.0)}
            playhead={props.playhead.clone()} duration_us={props.results.summary.duration_s * 1e6}
            selected={props.detail.as_deref().and_then(environment)} dispatch={props.dispatch.clone()} />
    }
}

#[component]
fn LiveBar(props: &LiveBarProps) -> Html {
    let LiveBarProps { scenario, dispatch, cursor, .. } = props;
    let (chosen, chosen_slow) = (use_state_eq(|| 0_usize), use_state_eq(|| 0_usize));
    let at_end = use_state_eq(|| false);
    {
        let (at_end, duration_us) = (at_end.setter(), props.duration_us);
        use_playhead(&props.playhead, duration_us, move |at| at_end.set(at.is_some_and(|at| at >= duration_us)));
    }
    let source = scenario.sources.get(*chosen).or(scenario.sources.first());
    let slowing = slowing(scenario);
    let slowed = slowing.get(*chosen_slow).or(slowing.first());
    // Where there is a choice it replaces the name.
    let slow_label = match slowed {
        Some(slowed) if slowing.len() == 1 => label(&slowed.name),
        _ => {
            let names = slowing.iter().map(|slowed| slowed.name.clone());
            choose(words::SLOW, names, *chosen_slow, chosen_slow.setter())
        }
    };
    let button = |key: String, name: Option<String>, text: String, pressed: Option<bool>, kind: ChangeKind| {
        let kind = Rc::new(kind);
        html! {
            <button type="button" {key} class="chip" aria-label={name} aria-pressed={pressed.map(|on| on.to_string())} disabled={*at_end}
                onclick={dispatch.reform(move |_: MouseEvent| intervene(kind.clone()))}>{ text }</button>
        }
    };
    html! {
        <section class="live-bar" aria-label={words::BAR}>
            <div class="live-tools">
                if scenario.sources.len() > 1 {
                    { choose(words::SOURCE, scenario.sources.iter().map(|source| source.name.clone()), *chosen, chosen.setter()) }
                }
                if let Some(source) = source {
                    { group(words::INVOKE, label(words::INVOKE), words::INVOCATIONS.iter().map(|count| {
                        let kind = ChangeKind::Invoke(Invoke { source: source.name.clone(), count: *count });
                        button(count.to_string(), Some(words::invoke_name(*count, &source.name)), words::invoke(*count), None, kind)
                    })) }
                    { group(words::TRAFFIC, label(words::TRAFFIC), words::TRAFFIC_FACTORS.iter().map(|factor| {
                        let kind = ChangeKind::Traffic(NewTraffic { source: source.name.clone(), factor: *factor });
                        let on = traffic_at(scenario, &source.name, *cursor) == *factor;
                        button(factor.to_string(), None, words::traffic_factor(*factor), Some(on), kind)
                    })) }
                }
                if let Some(slowed) = slowed {
                    { group(&slowed.name, slow_label, words::SLOW_FACTORS.iter().map(|factor| {
                        let on = slowed.at(scenario, *cursor) == *factor;
                        button(factor.to_string(), None, words::slow_factor(*factor), Some(on), slowed.to(*factor))
                    })) }
                }
                { kill(props.selected.as_ref(), *at_end, dispatch) }
            </div>
            <p class="live-told">
                <span role="status">{ if *at_end { words::AT_THE_END.to_owned() } else { status(&props.live.status) } }</span>
                if *at_end {
                    <button type="button" class="button" onclick={dispatch.reform(|_: MouseEvent| Action::Live(LiveAction::GoOn))}>
                        { words::go_on(props.duration_us / 1e6) }
                    </button>
                } else if props.live.status.can_be_undone() {
                    <button type="button" class="link" onclick={dispatch.reform(|_: MouseEvent| Action::Undo)}>{ words::UNDO }</button>
                }
            </p>
        </section>
    }
}

fn intervene(kind: Rc<ChangeKind>) -> Action {
    Action::Live(LiveAction::Intervene(kind))
}

fn group(name: &str, label: Html, buttons: impl Iterator<Item = Html>) -> Html {
    html! {
        <div class="live-group" role="group" aria-label={name.to_owned()}>
            { label }{ for buttons }
        </div>
    }
}

fn label(name: &str) -> Html {
    html! { <span aria-hidden="true">{ name }</span> }
}

fn choose(
    label: &'static str,
    names: impl Iterator<Item = String>,
    chosen: usize,
    choose: UseStateSetter<usize>,
) -> Html {
    let on_choose = Callback::from(move |event: Event| {
        choose.set(event.target_unchecked_into::<HtmlSelectElement>().selected_index().max(0) as usize);
    });
    html! {
        <label class="live-group">
            <span>{ label }</span>
            <select onchange={on_choose}>
                { for names.enumerate().map(|(index, name)| html! {
                    <option key={index} value={index.to_string()} selected={index == chosen}>{ name }</option>
                }) }
            </select>
        </label>
    }
}

fn kill(selected: Option<&Kill>, disabled: bool, dispatch: &Callback<Action>) -> Html {
    match selected {
        Some(kill) => kill_button(kill, disabled, dispatch),
        None => html! {
            <button type="button" class="chip" disabled=true title={words::KILL_TITLE}>{ words::KILL_NONE }</button>
        },
    }
}

/// The button that kills an environment.
pub fn kill_button(kill: &Kill, disabled: bool, dispatch: &Callback<Action>) -> Html {
    let name = words::kill(&kill.function, kill.environment);
    let kind = Rc::new(ChangeKind::Kill(kill.clone()));
    html! {
        <button type="button" class="chip" {disabled} onclick={dispatch.reform(move |_: MouseEvent| intervene(kind.clone()))}>
            { name }
        </button>
    }
}

/// The environment of what is selected.
pub fn environment(detail: &Detail) -> Option<Kill> {
    match detail {
        Detail::Invocation(detail) => {
            Some(Kill { function: detail.function.clone(), environment: detail.environment_number })
        }
        Detail::Environment(detail) => {
            Some(Kill { function: detail.function.clone(), environment: detail.environment_number })
        }
        Detail::Throttle(_) => None,
    }
}

/// What can be slowed down: a service, or the handler of a function.
struct Slowed {
    name: String,
    of: Slow,
}

enum Slow {
    Service(String),
    Handler(String),
}

fn slowing(scenario: &Scenario) -> Vec<Slowed> {
    let services = scenario
        .downstreams
        .iter()
        .map(|service| Slowed { name: words::slow(&service.name), of: Slow::Service(service.name.clone()) });
    let handlers = scenario
        .functions
        .iter()
        .map(|function| Slowed { name: words::slow_handler(&function.name), of: Slow::Handler(function.name.clone()) });
    services.chain(handlers).collect()
}

impl Slowed {
    fn to(&self, factor: f64) -> ChangeKind {
        match &self.of {
            Slow::Service(name) => ChangeKind::Downstream(NewDownstream {
                downstream: name.clone(),
                latency_factor: factor,
                error_rate: None,
            }),
            Slow::Handler(name) => {
                ChangeKind::Work(NewWork { function: name.clone(), duration_factor: Some(factor), error_rate: None })
            }
        }
    }

    fn at(&self, scenario: &Scenario, at_us: f64) -> f64 {
        last(scenario, at_us, |change| match (change, &self.of) {
            (ChangeKind::Downstream(new), Slow::Service(name)) if new.downstream == *name => Some(new.latency_factor),
            (ChangeKind::Work(new), Slow::Handler(name)) if new.function == *name => new.duration_factor,
            _ => None,
        })
    }
}

fn traffic_at(scenario: &Scenario, source: &str, at_us: f64) -> f64 {
    last(scenario, at_us, |change| match change {
        ChangeKind::Traffic(new) if new.source == source => Some(new.factor),
        _ => None,
    })
}

/// The factor that holds at a moment: that of the last change of it, 1 before any.
fn last(scenario: &Scenario, at_us: f64, factor: impl Fn(&ChangeKind) -> Option<f64>) -> f64 {
    let so_far = scenario.changes.iter().filter(|change| change.at_s * 1e6 <= at_us + 0.5);
    let of_it = so_far.filter_map(|change| Some((change.at_s, factor(&change.change)?)));
    // At one moment the later in the list.
    of_it.reduce(|last, next| if next.0 >= last.0 { next } else { last }).map_or(1.0, |(_, factor)| factor)
}

/// What a key of live mode does; nothing but switching it on where it is off.
pub fn key(scenario: &Scenario, detail: Option<&Detail>, is_on: bool, key: LiveKey) -> Option<Action> {
    if key == LiveKey::Switch {
        return Some(Action::Live(LiveAction::Switch(!is_on)));
    }
    let change = match key {
        LiveKey::Switch => None,
        LiveKey::Invoke(place) => {
            let source = scenario.sources.first()?.name.clone();
            Some(ChangeKind::Invoke(Invoke { source, count: words::INVOCATIONS[place.min(2)] }))
        }
        LiveKey::Kill => detail.and_then(environment).map(ChangeKind::Kill),
    };
    change.filter(|_| is_on).map(|change| intervene(Rc::new(change)))
}

/// What was done last.
fn status(status: &LiveStatus) -> String {
    match status {
        LiveStatus::Begun => words::BEGUN.to_owned(),
        LiveStatus::Changed(change) => words::entry(change),
        LiveStatus::FromTheStart => words::FROM_THE_START.to_owned(),
        LiveStatus::StepTaken { back: true } => words::TAKEN_BACK.to_owned(),
        LiveStatus::StepTaken { back: false } => words::TAKEN_AGAIN.to_owned(),
        LiveStatus::GoesOn => words::GOES_ON.to_owned(),
    }
}
