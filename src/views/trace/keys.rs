//! What keys do in all views of the trace.

use crate::state::View;
use crate::state::viewport::Viewport;

/// What a key asks for.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Step {
    /// Looks elsewhere.
    LookAt(Viewport),
    /// Plays, or pauses.
    Play,
    /// Goes to the next event, or the one before; along the selected environment, or through the run.
    Event {
        /// Later or earlier.
        forward: bool,
        /// Along the environment.
        along: bool,
    },
    /// Shows another view.
    Show(View),
    /// Lets go of the selection.
    Clear,
    /// Lists the keys.
    List,
    /// Does something in live mode.
    Live(LiveKey),
}

/// What a key asks for in live mode.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum LiveKey {
    /// Switches it on or off.
    Switch,
    /// Invokes, by the place of the button.
    Invoke(usize),
    /// Kills the selected environment.
    Kill,
}

/// What a key asks for; none where it is not of these views. A control keeps the keys that it has uses for.
pub fn step(key: &str, viewport: Viewport, centre: Option<f64>, duration_us: f64) -> Option<Step> {
    let centre = centre.filter(|at| (viewport.from..=viewport.to).contains(at));
    let centre = centre.unwrap_or((viewport.from + viewport.to) / 2.0);
    let pan = |share: f64| Some(Step::LookAt(viewport.pan(viewport.span() * share, duration_us)));
    let zoom = |factor: f64| Some(Step::LookAt(viewport.zoom(centre, factor, duration_us)));
    let event = |forward: bool, along: bool| Some(Step::Event { forward, along });
    match key {
        "ArrowLeft" | "a" | "A" => pan(-0.1),
        "ArrowRight" | "d" | "D" => pan(0.1),
        "Home" => pan(-1e9),
        "End" => pan(1e9),
        "+" | "=" | "w" | "W" => zoom(0.7),
        "-" | "_" | "s" | "S" => zoom(1.0 / 0.7),
        "0" => Some(Step::LookAt(Viewport { first_lane: viewport.first_lane, ..Viewport::fit(duration_us) })),
        " " => Some(Step::Play),
        "." => event(true, true),
        "," => event(false, true),
        ">" => event(true, false),
        "<" => event(false, false),
        "1" => Some(Step::Show(View::Timeline)),
        "2" => Some(Step::Show(View::Fleet)),
        "3" => Some(Step::Show(View::Table)),
        "Escape" => Some(Step::Clear),
        "?" => Some(Step::List),
        "l" | "L" => Some(Step::Live(LiveKey::Switch)),
        "i" | "I" => Some(Step::Live(LiveKey::Invoke(0))),
        "o" | "O" => Some(Step::Live(LiveKey::Invoke(1))),
        "p" | "P" => Some(Step::Live(LiveKey::Invoke(2))),
        "k" | "K" => Some(Step::Live(LiveKey::Kill)),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn pressed(key: &str) -> Option<Step> {
        step(key, Viewport { from: 10e6, to: 20e6, first_lane: 5.0 }, Some(12e6), 60e6)
    }

    #[test]
    fn keys_pan_and_zoom() {
        let to = |from: f64, to: f64| Some(Step::LookAt(Viewport { from, to, first_lane: 5.0 }));
        assert_eq!(pressed("d"), to(11e6, 21e6));
        assert_eq!(pressed("Home"), to(0.0, 10e6));
        assert_eq!(pressed("0"), to(0.0, 60e6));
        assert_eq!(pressed("W"), to(10.6e6, 17.6e6));
    }

    #[test]
    fn keys_play_step_and_show() {
        assert_eq!(pressed(" "), Some(Step::Play));
        assert_eq!(pressed(","), Some(Step::Event { forward: false, along: true }));
        assert_eq!(pressed(">"), Some(Step::Event { forward: true, along: false }));
        assert_eq!(pressed("2"), Some(Step::Show(View::Fleet)));
        assert_eq!(pressed("q"), None);
    }
}
