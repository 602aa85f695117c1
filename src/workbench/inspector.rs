//! The inspector: one request, environment or refusal in detail; what happened to it and why.
//!
//! What it shows of a selection, and why, is loaded later ([`super::door`]).

mod answer;
mod why;

pub use answer::answer;
pub use why::rules_of;

use crate::lazy;
use crate::state::Action;
use crate::text::inspector as words;
use crate::workbench::door::AskingDoor;
use crate::workbench::playback::live_bar;
use crate::worker::protocol::{
    Detail, EnvironmentDetail, InvocationDetail, Results, Target, ThrottleDetail, WhyAnswer,
};
use lambda_sim::readings::Phase;
use lambda_sim::readings::logs::Report;
use lambda_sim::readings::why::Question;
use lambda_sim::scenario::Scenario;
use lambda_sim::units::{Instant, Micros};
use lambda_story::Names;
use lambda_story::format;
use yew::prelude::*;

/// What is selected.
pub struct Selected<'a> {
    /// Its details.
    pub detail: &'a Detail,
    /// Why it is as it is; `None` until that is known.
    pub why: Option<&'a WhyAnswer>,
    /// The scenario that ran.
    pub scenario: &'a Scenario,
    /// Whether live mode is on.
    pub is_live: bool,
}

/// What is selected, or what could be.
pub fn inspector(selected: Option<&Selected<'_>>, results: &Results, dispatch: &Callback<Action>) -> Html {
    match selected {
        Some(selected) => html! {
            <div class="inspector">
                { lazy::view(|asking: &AskingDoor| (asking.selected)(selected, dispatch)) }
                <button type="button" class="link" onclick={dispatch.reform(|_| Action::Select(None))}>{ words::CLEAR }</button>
            </div>
        },
        None => html! {
            <div class="inspector">
                <h2>{ words::EMPTY_TITLE }</h2>
                <p class="quiet">{ words::EMPTY }</p>
                if results.summary.total.throttles > 0 {
                    <button type="button" class="link" onclick={dispatch.reform(|_| Action::Select(Some(Target::Throttle { at: Instant::ZERO })))}>
                        { words::SHOW_THROTTLE }
                    </button>
                }
            </div>
        },
    }
}

/// What is selected, and why it is as it is if that is known.
pub fn selected(selected: &Selected<'_>, dispatch: &Callback<Action>) -> Html {
    let Selected { detail, scenario, is_live, .. } = *selected;
    let why = selected.why.map(|answer| &answer.why);
    // What has been found out replaces what can be said at first sight.
    let explained =
        why.is_some_and(|why| why.answers.iter().any(|(question, _)| !matches!(question, Question::Time(_))));
    html! {
        <>
            { match detail {
                Detail::Invocation(detail) => invocation(detail, explained),
                Detail::Environment(detail) => environment(detail),
                Detail::Throttle(detail) => throttle(detail, explained),
            } }
            if let Some(kill) = live_bar::environment(detail).filter(|_| is_live) {
                { live_bar::kill_button(&kill, false, dispatch) }
            }
            if let Some(why) = why {
                { why::causes(why, Names(scenario), dispatch) }
            }
            if let Detail::Invocation(InvocationDetail { report: Some(written), .. }) = detail {
                { report(written) }
            }
        </>
    }
}

fn invocation(detail: &InvocationDetail, explained: bool) -> Html {
    let phases = detail.phases.iter().map(|(phase, length)| {
        html! {
            <div key={words::phase(*phase)}>
                <dt><span class={classes!("swatch", swatch(*phase))} aria-hidden="true" />{ words::phase(*phase) }</dt>
                <dd>{ exact(*length) }</dd>
            </div>
        }
    });
    html! {
        <>
            <h2>{ words::question(detail) }</h2>
            <p class="quiet">{ words::which(detail) }</p>
            <dl class="phases">
                { for phases }
                { fact(words::WAITED, &exact(detail.latency)) }
                if detail.after_response.0 > 0 {
                    { fact(words::AFTER_RESPONSE, &exact(detail.after_response)) }
                }
                if let Some(init) = detail.init_ahead {
                    { fact(words::INIT_AHEAD, &exact(init)) }
                }
            </dl>
            if !explained {
                { callout(&words::why_start(detail), words::start_rules(detail)) }
                if let Some((about, rules)) = words::why_outcome(detail) {
                    { callout(about, rules) }
                }
            }
        </>
    }
}

fn exact(time: Micros) -> String {
    format::exact_ms(time.as_millis_f64())
}

/// The class of its color on the timeline.
const fn swatch(phase: Phase) -> &'static str {
    match phase {
        Phase::Download => "download",
        Phase::Start => "start",
        Phase::Restore => "restore",
        Phase::Init | Phase::SuppressedInit => "init",
        Phase::Handler => "handler",
    }
}

fn report(report: &Report) -> Html {
    html! {
        <div class="report">
            <h3>{ words::REPORT }</h3>
            <pre class="mono">{ words::report(report) }</pre>
        </div>
    }
}

fn environment(detail: &EnvironmentDetail) -> Html {
    let gone = detail.gone_us.map(|at| format::moment_us(at as f64));
    html! {
        <>
            <h2>{ words::environment_title(detail) }</h2>
            <p class="quiet">{ words::which_environment(detail) }</p>
            <dl class="phases">
                { fact(words::CREATED, &created(detail)) }
                if let Some(gone) = gone {
                    { fact(words::GONE, &gone) }
                }
                { fact(words::SERVED, &format::count(u64::from(detail.served))) }
                { fact(words::BUSY, &format::share(detail.busy_share)) }
            </dl>
            { callout(words::environment_about(detail.state), "") }
        </>
    }
}

fn created(detail: &EnvironmentDetail) -> String {
    if detail.created_us < 0 { words::BEFORE_THE_RUN.to_owned() } else { format::moment_us(detail.created_us as f64) }
}

fn throttle(detail: &ThrottleDetail, explained: bool) -> Html {
    let (counted, number) = words::counted(detail);
    html! {
        <>
            <h2>{ words::THROTTLE_QUESTION }</h2>
            <p class="quiet">{ words::which_throttle(detail) }</p>
            <dl class="phases">
                { fact(words::ATTEMPT, &detail.attempt.to_string()) }
                { fact(counted, &number) }
                { fact(words::LIMIT, &format::count(u64::from(detail.limit))) }
            </dl>
            { callout(&words::why_throttle(detail), if explained { "" } else { words::THROTTLE_RULES }) }
        </>
    }
}

fn fact(name: &str, value: &str) -> Html {
    html! { <div key={name.to_owned()}><dt>{ name }</dt><dd>{ value }</dd></div> }
}

fn callout(text: &str, source: &str) -> Html {
    html! {
        <div class="callout">
            <p>{ text }</p>
            if !source.is_empty() {
                <p class="source">{ source }</p>
            }
        </div>
    }
}
