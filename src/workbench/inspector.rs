//! The inspector: one request, environment or refusal, closely; what happened to it and why.

use crate::state::Action;
use crate::text::inspector as words;
use crate::workbench::playback::live_bar;
use crate::workbench::tabs::why;
use crate::worker::protocol::{Detail, EnvironmentDetail, InvocationDetail, Results, Target, ThrottleDetail};
use crate::worker::question::Why;
use lambda_sim::readings::Phase;
use lambda_sim::readings::logs::Report;
use lambda_sim::readings::why::Question;
use lambda_sim::scenario::Scenario;
use lambda_sim::units::{Instant, Micros};
use lambda_story::Names;
use lambda_story::format;
use yew::prelude::*;

/// What is selected, or what could be.
pub fn inspector(
    detail: Option<&Detail>,
    why: Option<&Why>,
    scenario: &Scenario,
    results: &Results,
    is_live: bool,
    dispatch: &Callback<Action>,
) -> Html {
    match detail {
        Some(detail) => html! {
            <div class="inspector">
                { about(detail, why, scenario, is_live, dispatch) }
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

/// What is selected, and why it is as it is where that is known.
fn about(detail: &Detail, why: Option<&Why>, scenario: &Scenario, is_live: bool, dispatch: &Callback<Action>) -> Html {
    // What has been found out stands in place of what can be told at first sight.
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
                { why::why(why, Names(scenario), dispatch) }
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

/// The class of its colour on the timeline.
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
