//! What goes on while there are no new results: progress with a way to end it, and why a run gave none.

use crate::state::Phase;
use crate::text::run as words;
use crate::ui::words::editing;
use gloo_timers::callback::Timeout;
use yew::prelude::*;

/// A run that is done before this, in ms, needs no progress bar.
const PATIENCE_MS: u32 = 300;

#[derive(Properties, PartialEq)]
pub struct RunStateProps {
    /// How far the newest run is.
    pub phase: Phase,
    /// How many problems keep the scenario from running.
    pub problems: usize,
    /// Called to end the run.
    pub on_cancel: Callback<()>,
    /// Receives whether the results in sight are getting old.
    pub on_stale: Callback<bool>,
}

/// The state of the newest run, where it is worth a word.
#[component]
pub fn RunState(props: &RunStateProps) -> Html {
    let is_running = matches!(props.phase, Phase::Running { .. });
    let is_long = use_state(|| false);
    {
        let (is_long, on_stale) = (is_long.clone(), props.on_stale.clone());
        use_effect_with(is_running, move |running| {
            let timer = if *running {
                let timer = Timeout::new(PATIENCE_MS, move || {
                    is_long.set(true);
                    on_stale.emit(true);
                });
                Some(timer)
            } else {
                is_long.set(false);
                on_stale.emit(false);
                None
            };
            move || drop(timer)
        });
    }
    match &props.phase {
        Phase::Running { share, requests } if *is_long => html! {
            <div class="progress" role="status">
                <span>{ words::RUNNING }</span>
                <progress max="1" value={share.to_string()} aria-label={words::RUNNING} />
                <span>{ words::progress(*share, *requests) }</span>
                <button type="button" class="button" onclick={props.on_cancel.reform(|_| ())}>{ words::CANCEL }</button>
            </div>
        },
        Phase::Failed(message) => html! { <p class="failure" role="alert">{ words::failed(message) }</p> },
        Phase::Cancelled => html! { <p class="quiet" role="status">{ words::CANCELLED }</p> },
        _ if props.problems > 0 => {
            html! { <p class="failure" role="status">{ editing::results_are_older(props.problems) }</p> }
        }
        _ => html! {},
    }
}
