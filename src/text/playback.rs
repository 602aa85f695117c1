//! The words of playback, and of the views that share its cursor.

use lambda_sim::readings::{BarKind, EnvironmentState, Moment};
use lambda_story::format;

pub const PLAYBACK: &str = "Playback";
pub const PLAY: &str = "Play";
pub const PAUSE: &str = "Pause";
pub const FIRST: &str = "To the beginning";
pub const LAST: &str = "To the end";
pub const BACK: &str = "Event before";
pub const FORTH: &str = "Next event";
pub const MOMENT: &str = "Moment shown";
pub const SPEED: &str = "Speed";
pub const WHOLE_RUN: &str = "Run in 20 s";
pub const WHOLE_RUN_TITLE: &str = "So fast that the whole run takes 20 seconds";
pub const KEYS: &str = "Keys";
pub const CLOSE: &str = "Close";
pub const NO_MOMENT: &str = "No moment chosen: click the timeline, or play the run.";

pub const TIMELINE: &str = "Timeline";
pub const FLEET: &str = "Fleet";
pub const TABLE: &str = "Table";

/// The keys of the views, by what they do.
pub const KEY_LIST: [(&str, &[&str]); 19] = [
    ("Play, pause", &["Space"]),
    ("Next event, event before; of the selected environment, if there is one", &[".", ","]),
    ("Next event, event before, of the whole run", &[">", "<"]),
    ("Zoom in, zoom out", &["W", "S"]),
    ("Zoom in, zoom out", &["+", "−"]),
    ("Move in time", &["A", "D"]),
    ("Move in time; in the fleet: to the next box", &["←", "→"]),
    ("Scroll environments; in the table: to the next request", &["↑", "↓"]),
    ("A page of environments, of requests", &["Page up", "Page down"]),
    ("To the beginning, to the end of the run", &["Home", "End"]),
    ("Show the whole run", &["0"]),
    ("Show the selection closely", &["F"]),
    ("End the selection", &["Escape"]),
    ("Timeline, fleet, table", &["1", "2", "3"]),
    ("Zoom to the pointer", &["Ctrl or ⌘ + wheel"]),
    ("Live mode, on and off", &["L"]),
    ("Live: invoke once, 10 times, 100 times", &["I", "O", "P"]),
    ("Live: kill the selected environment", &["K"]),
    ("This list", &["?"]),
];
pub const KEYS_ABOUT: &str = "They work while the focus is in the timeline, the fleet or the table.";

/// A speed.
pub fn speed(factor: f64) -> String {
    if factor.fract() == 0.0 || factor >= 100.0 {
        format!("×{}", format::grouped(factor.round()))
    } else {
        format!("×{factor:.1}")
    }
}

/// What goes on at a moment, in short facts.
pub fn read_out(moment: &Moment) -> Vec<String> {
    let count = |count: u32| format::count(u64::from(count));
    let busy = moment.count_kinds(|kind| !kind.is_line());
    let idle = moment.count(EnvironmentState::Does(BarKind::Initialised));
    let sandboxes = moment.count(EnvironmentState::Does(BarKind::Sandbox));
    let mut facts = vec![format!("{} busy", count(busy)), format!("{} idle", count(idle))];
    if sandboxes > 0 {
        facts.push(format!("{} sandbox only", count(sandboxes)));
    }
    let noun = if moment.requests == 1 { "request" } else { "requests" };
    facts.push(format!("{} {noun} so far", format::count(moment.requests)));
    if moment.throttles > 0 {
        facts.push(format!("{} throttled", format::count(moment.throttles)));
    }
    facts
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn speeds_are_short() {
        assert_eq!([0.1, 0.5, 1.0, 3.0, 2.5, 1_000.0].map(speed), ["×0.1", "×0.5", "×1", "×3", "×2.5", "×1,000"]);
    }

    #[test]
    fn a_moment_is_told_in_facts() {
        let mut counts = vec![0; EnvironmentState::COUNT];
        counts[usize::from(EnvironmentState::Does(BarKind::Initialised).number())] = 3;
        counts[usize::from(EnvironmentState::Does(BarKind::Init).number())] = 2;
        counts[usize::from(EnvironmentState::Does(BarKind::Handler).number())] = 22;
        let one = read_out(&Moment { counts: counts.clone(), requests: 1, ..Moment::default() });
        assert_eq!(one.last().map(String::as_str), Some("1 request so far"));
        let moment = Moment { counts, requests: 1_204, throttles: 12, ..Moment::default() };
        assert_eq!(read_out(&moment).join(", "), "24 busy, 3 idle, 1,204 requests so far, 12 throttled");
    }
}
