//! The bar that plays the run: play and pause, steps, the moment as a slider, the speed; and what goes on at the moment.
//!
//! The run is computed; playing only moves the cursor. With every frame the playhead moves and nothing is rendered again; what
//! is to be read at the moment is asked of the worker some times a second.

use crate::charts::drawing::{PtrEq, use_every_frame, use_media};
use crate::charts::playhead::{Playhead, use_playhead};
use crate::charts::viewport::Viewport;
use crate::state::{Action, Playback, Speed};
use crate::text::playback as words;
use crate::ui::icon::{Shape, icon_button};
use crate::workbench::playback::live_bar;
use crate::worker::protocol::{Moment, MomentQuery, Request, Results, StepQuery, Target};
use lambda_sim::trace::FunctionId;
use lambda_sim::units::Instant;
use lambda_story::format;
use std::cell::Cell;
use web_sys::{HtmlElement, HtmlInputElement, InputEvent};
use yew::prelude::*;

/// Who wants less motion sees the moments so far apart, in ms.
const STEP_MS: f64 = 500.0;

/// While the run plays, moments are asked for so far apart, in ms: as text, and as a picture.
const TEXT_MS: f64 = 120.0;
const PICTURE_MS: f64 = 40.0;

/// How many positions the slider of moments has.
const POSITIONS: f64 = 1_000.0;

#[derive(Properties, PartialEq)]
pub struct PlayerProps {
    /// The run.
    pub results: PtrEq<Results>,
    /// Where the cursor is.
    pub playhead: PtrEq<Playhead>,
    /// Whether and how the run plays.
    pub playback: Playback,
    /// What is in sight.
    pub viewport: Viewport,
    /// The function that is shown alone.
    pub function: Option<FunctionId>,
    /// What is selected.
    pub selection: Option<Target>,
    /// Whether every lane is shown at the moment, or only counts.
    pub shows_lanes: bool,
    /// The run at the moment that was last asked for.
    pub moment: Option<PtrEq<Moment>>,
    /// Asks about the run.
    pub ask: Callback<Request>,
    /// Receives what the user does.
    pub dispatch: Callback<Action>,
    /// Whether live mode is on.
    pub live: bool,
    /// Called to list the keys.
    pub on_keys: Callback<()>,
}

/// The bar.
#[component]
pub fn Player(props: &PlayerProps) -> Html {
    let duration_us = props.results.summary.duration_s * 1e6;
    let Playback { is_playing, speed } = props.playback;
    let dispatch = &props.dispatch;
    use_passing_time(props, duration_us);
    use_moments(props);

    let (clock, slider) = (use_node_ref(), use_node_ref());
    {
        let (clock, slider) = (clock.clone(), slider.clone());
        use_playhead(&props.playhead, duration_us, move |at| {
            let text = at.map_or_else(|| "–".to_owned(), format::moment_us);
            if let Some(clock) = clock.cast::<HtmlElement>() {
                clock.set_text_content(Some(&text));
            }
            if let Some(slider) = slider.cast::<HtmlInputElement>() {
                slider.set_value_as_number(at.unwrap_or(0.0) / duration_us.max(1.0) * POSITIONS);
                // It fails for no attribute of this name.
                let _ = slider.set_attribute("aria-valuetext", &text);
            }
        });
    }
    let on_scrub = dispatch.reform(move |event: InputEvent| {
        let position = event.target_unchecked_into::<HtmlInputElement>().value_as_number();
        Action::MoveCursor(position / POSITIONS * duration_us)
    });
    let on_speed = dispatch.reform(|event: InputEvent| {
        let place = event.target_unchecked_into::<HtmlInputElement>().value_as_number();
        Action::ChooseSpeed(Speed::Factor(place.clamp(0.0, f64::from(Speed::LAST)) as u8))
    });
    let step = |forward: bool| {
        let (playhead, ask, selected, function) =
            (props.playhead.clone(), props.ask.clone(), props.selection, props.function);
        Callback::from(move |()| ask.emit(step(&playhead, selected, forward, false, function)))
    };
    let go = |to: f64| dispatch.reform(move |()| Action::MoveCursor(to));
    let factor = words::speed(speed.factor(duration_us));
    let (shape, name) = if is_playing { (Shape::Pause, words::PAUSE) } else { (Shape::Play, words::PLAY) };
    let fits = speed == Speed::WholeRun;
    html! {
        <div class="player">
            <div class="transport" role="group" aria-label={words::PLAYBACK}>
                { icon_button(Shape::First, words::FIRST, false, &go(0.0)) }
                { icon_button(Shape::Back, words::BACK, false, &step(false)) }
                { icon_button(shape, name, false, &play_or_pause(&props.playhead, is_playing, dispatch)) }
                { icon_button(Shape::Forth, words::FORTH, false, &step(true)) }
                { icon_button(Shape::Last, words::LAST, false, &go(duration_us)) }
            </div>
            <b ref={clock} class="clock" aria-hidden="true" />
            <input ref={slider} type="range" class="scrub" aria-label={words::MOMENT} min="0" max={POSITIONS.to_string()} step="1"
                oninput={on_scrub} />
            <label class="speed">
                <span>{ words::SPEED }</span>
                <input type="range" min="0" max={Speed::LAST.to_string()} step="1" value={speed.place(duration_us).to_string()}
                    aria-valuetext={factor.clone()} oninput={on_speed} />
                <b>{ factor }</b>
            </label>
            <button type="button" class="chip" title={words::WHOLE_RUN_TITLE} aria-pressed={fits.to_string()}
                onclick={dispatch.reform(|_: MouseEvent| Action::ChooseSpeed(Speed::WholeRun))}>{ words::WHOLE_RUN }</button>
            { live_bar::switch(props.live, dispatch) }
            <button type="button" class="icon-button" title={words::KEYS} aria-label={words::KEYS}
                onclick={props.on_keys.reform(|_: MouseEvent| ())}>{ "?" }</button>
            <p class="read-out">
                { for read_out(props).into_iter().map(|fact| html! { <span key={fact.clone()}>{ fact }</span> }) }
            </p>
        </div>
    }
}

/// Plays, or pauses where the playhead is.
pub fn play_or_pause(playhead: &PtrEq<Playhead>, is_playing: bool, dispatch: &Callback<Action>) -> Callback<()> {
    let playhead = playhead.clone();
    dispatch.reform(move |()| if is_playing { Action::Pause(playhead.at().unwrap_or(0.0)) } else { Action::Play })
}

/// The question for the next event.
pub fn step(
    playhead: &Playhead,
    selected: Option<Target>,
    forward: bool,
    along: bool,
    function: Option<FunctionId>,
) -> Request {
    // Before the first moment, so that what happens in it is the first event.
    let at = playhead.at().map_or(Instant(-1), |at| Instant(at.round() as i64));
    Request::NextEvent(StepQuery { at, selected, forward, along, function })
}

fn read_out(props: &PlayerProps) -> Vec<String> {
    match &props.moment {
        Some(moment) => words::read_out(moment),
        None if props.playhead.at().is_none() => vec![words::NO_MOMENT.to_owned()],
        None => Vec::new(),
    }
}

/// Moves the playhead while the run plays, and what is in sight with it.
#[hook]
fn use_passing_time(props: &PlayerProps, duration_us: f64) {
    let in_steps = use_media("(prefers-reduced-motion: reduce)");
    let saved_ms = use_mut_ref(|| 0.0);
    let us_per_ms = props.playback.speed.factor(duration_us) * 1e3;
    let (playhead, viewport, dispatch) = (props.playhead.clone(), props.viewport, props.dispatch.clone());
    use_every_frame(props.playback.is_playing, move |took_ms| {
        let mut saved = saved_ms.borrow_mut();
        *saved += took_ms;
        if in_steps && *saved < STEP_MS {
            return;
        }
        let at = playhead.at().unwrap_or(0.0) + std::mem::take(&mut *saved) * us_per_ms;
        drop(saved);
        playhead.move_to(Some(at.min(duration_us)));
        if at >= duration_us {
            return dispatch.emit(Action::Pause(duration_us));
        }
        let kept = viewport.keep_in_sight(at, duration_us);
        if kept != viewport {
            dispatch.emit(Action::LookAt(kept));
        }
    });
}

/// Asks what goes on at the playhead: at once while it rests, some times a second while it moves.
#[hook]
fn use_moments(props: &PlayerProps) {
    let asked_ms = use_memo((), |()| Cell::new(f64::NEG_INFINITY));
    let gap_ms = match (props.playback.is_playing, props.shows_lanes) {
        (false, _) => 0.0,
        (true, true) => PICTURE_MS,
        (true, false) => TEXT_MS,
    };
    let (function, lanes, ask) = (props.function, props.shows_lanes, props.ask.clone());
    use_playhead(&props.playhead, (props.results.clone(), function, lanes, gap_ms), move |at| {
        let Some(at) = at else { return };
        let now_ms = web_sys::window().and_then(|window| window.performance()).map_or(0.0, |clock| clock.now());
        if now_ms - asked_ms.get() >= gap_ms {
            asked_ms.set(now_ms);
            ask.emit(Request::Snapshot(MomentQuery { at: Instant(at.round() as i64), function, lanes }));
        }
    });
}
