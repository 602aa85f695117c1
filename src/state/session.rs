//! What survives a reload: the scenario, how it was opened, and what is looked at, as texts that a browser keeps.
//!
//! What is kept may be of another version, cut off or made up: what is not understood is dropped, and the app starts all
//! the same. Scenarios are documents as in a file; what is looked at is `name=value` pairs, each good or bad by itself.

use super::notice::Notice;
use super::playback::Speed;
use super::view_state::{View, ViewState};
use super::{Answers, Configuration, Run, State};
use crate::charts::viewport::Viewport;
use crate::ui::theme::Theme;
use crate::worker::protocol::{TabId, Target};
use lambda_sim::scenario::Scenario;
use lambda_sim::trace::{EnvironmentId, FunctionId, InvocationId};
use lambda_sim::units::{Instant, Micros};
use std::fmt::Write;
use std::rc::Rc;
use std::str::FromStr;

/// Texts from an earlier visit.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct SavedSession {
    /// The scenario.
    pub scenario: Option<String>,
    /// The scenario as it was opened, where it was changed since.
    pub baseline: Option<String>,
    /// What was looked at.
    pub view_state: Option<String>,
}

const THEMES: [(Theme, &str); 4] =
    [(Theme::System, "system"), (Theme::Light, "light"), (Theme::Dark, "dark"), (Theme::HighContrast, "contrast")];

const VIEWS: [(View, &str); 3] = [(View::Timeline, "timeline"), (View::Fleet, "fleet"), (View::Table, "table")];

fn id<T: PartialEq>(of: &[(T, &'static str)], value: &T) -> &'static str {
    of.iter().find(|(other, _)| other == value).map_or("", |(_, id)| id)
}

fn named<T: Copy>(of: &[(T, &'static str)], id: &str) -> Option<T> {
    of.iter().find(|(_, other)| *other == id).map(|(value, _)| *value)
}

fn tab(id: &str) -> Option<TabId> {
    TabId::ALL.iter().copied().find(|tab| tab.id() == id)
}

impl State {
    /// An app that goes on from an earlier visit, or from this document where there was none.
    pub fn resume(kept: &SavedSession, document: &str) -> Self {
        let resumed = kept.scenario.as_deref().map(|text| (text, Scenario::read(text)));
        let (text, scenario, problems) = match resumed {
            Some((text, Ok(scenario))) => (text, scenario, None),
            Some((_, Err(problems))) => (document, Scenario::read(document).unwrap_or_default(), Some(problems)),
            None => (document, Scenario::read(document).unwrap_or_default(), None),
        };
        let is_resumed = kept.scenario.is_some() && problems.is_none();
        let baseline = kept.baseline.as_deref().filter(|_| is_resumed).and_then(|text| Scenario::read(text).ok());
        let configuration = Configuration::resume(scenario, baseline, text);
        let mut view_state = ViewState::at_a_run_of(configuration.scenario().duration_s * 1e6);
        if let Some(pairs) = &kept.view_state {
            view_state.resume(pairs, problems.is_none().then(|| configuration.scenario().as_ref()));
        }
        view_state.notice = problems.map(|problems| Notice::NotResumed(Rc::new(problems)));
        Self { configuration, view_state, live: None, run: Run::default(), answers: Answers::default() }
    }
}

impl ViewState {
    /// As a string that can be kept, with the speed that is to be kept; positions in whole numbers.
    pub fn to_query(&self, speed: Speed) -> String {
        let whole = |number: f64| number.round() as i64;
        let Viewport { from, to, first_lane } = self.viewport;
        let (from, to, first_lane) = (whole(from), whole(to), whole(first_lane));
        let mut pairs = format!(
            "theme={}&view={}&tab={}&configured={}&from={from}&to={to}&lane={first_lane}",
            id(&THEMES, &self.theme),
            id(&VIEWS, &self.view),
            self.tab.id(),
            self.configured,
        );
        if let Some(at) = self.cursor {
            let _ = write!(pairs, "&cursor={}", whole(at));
        }
        if let Speed::Factor(place) = speed {
            let _ = write!(pairs, "&speed={place}");
        }
        if let Some(FunctionId(index)) = self.function {
            let _ = write!(pairs, "&function={index}");
        }
        if let Some(target) = self.selection {
            let [sort, one, two, three] = numbers(target);
            let _ = write!(pairs, "&selection={sort}.{one}.{two}.{three}");
        }
        pairs
    }

    /// Takes up what was kept; what is about a scenario only if it is that one.
    fn resume(&mut self, pairs: &str, scenario: Option<&Scenario>) {
        let pair = |name: &str| pairs.split('&').find_map(|pair| pair.strip_prefix(name)?.strip_prefix('='));
        self.theme = pair("theme").and_then(|id| named(&THEMES, id)).unwrap_or_default();
        self.view = pair("view").and_then(|id| named(&VIEWS, id)).unwrap_or_default();
        self.tab = pair("tab").and_then(tab).unwrap_or_default();
        if let Some(place) = parsed::<u8>(pair("speed")) {
            self.playback.speed = Speed::Factor(place.min(Speed::LAST));
        }
        let Some(scenario) = scenario else { return };
        let duration_us = scenario.duration_s * 1e6;
        let number = |name: &str| parsed::<i64>(pair(name)).map(|number| number as f64);
        if let (Some(from), Some(to)) = (number("from"), number("to")) {
            let first_lane = number("lane").unwrap_or(0.0).max(0.0);
            if 0.0 <= from && from < to && to <= duration_us {
                self.viewport = Viewport { from, to, first_lane }.clamped(duration_us);
            }
        }
        self.cursor = number("cursor").map(|at| at.clamp(0.0, duration_us));
        let exists = |index: &usize| *index < scenario.functions.len();
        self.configured = parsed(pair("configured")).filter(exists).unwrap_or_default();
        self.function = parsed::<u16>(pair("function")).filter(|index| exists(&usize::from(*index))).map(FunctionId);
        self.selection = pair("selection").and_then(target);
    }
}

/// What is selected, by numbers: the same run has it again.
const fn numbers(target: Target) -> [i64; 4] {
    match target {
        Target::Invocation(id) => [0, id.0 as i64, 0, 0],
        Target::Environment { environment, at, within } => [1, environment.0 as i64, at.0, within.0 as i64],
        Target::Throttle { at } => [2, 0, at.0, 0],
    }
}

fn target(numbers: &str) -> Option<Target> {
    let mut numbers = numbers.split('.').map(|number| number.parse::<i64>().ok());
    let mut next = || numbers.next().flatten();
    let (sort, one, at, within) = (next()?, u32::try_from(next()?).ok()?, Instant(next()?), Micros(next()? as u64));
    match sort {
        0 => Some(Target::Invocation(InvocationId(one))),
        1 => Some(Target::Environment { environment: EnvironmentId(one), at, within }),
        _ => Some(Target::Throttle { at }),
    }
}

fn parsed<T: FromStr>(text: Option<&str>) -> Option<T> {
    text.and_then(|text| text.parse().ok())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::examples::DEFAULT_DOCUMENT;
    use crate::state::Action;
    use crate::state::live::LiveAction;
    use crate::state::testing;
    use yew::Reducible;

    fn resumed(scenario: &str, baseline: &str, view_state: &str) -> State {
        let kept = |text: &str| (!text.is_empty()).then(|| text.to_owned());
        State::resume(
            &SavedSession { scenario: kept(scenario), baseline: kept(baseline), view_state: kept(view_state) },
            DEFAULT_DOCUMENT,
        )
    }

    #[test]
    fn a_visit_goes_on_where_it_was() {
        let mut state = Rc::new(resumed("", "", ""));
        let viewport = Viewport { from: 5e6, to: 20e6, first_lane: 2.0 };
        for action in [
            Action::Edit(testing::memory(0, 1_769)),
            Action::Settle,
            Action::ChooseTheme(Theme::Dark),
            Action::ShowTab(TabId::Logs),
            Action::ShowView(View::Table),
            Action::LookAt(viewport),
        ] {
            state = state.reduce(action);
        }
        let throttle = Target::Throttle { at: Instant(-7) };
        let environment = Target::Environment { environment: EnvironmentId(3), at: Instant(4), within: Micros(5) };
        for selected in [Target::Invocation(InvocationId(9)), environment, throttle] {
            state = state.reduce(Action::Select(Some(selected)));
            let again = resumed(DEFAULT_DOCUMENT, "", &state.view_state.to_query(state.usual_speed()));
            assert_eq!(again.view_state.selection, Some(selected));
        }
        let configuration = &state.configuration;
        let (now, baseline) = (configuration.scenario().to_json(), configuration.baseline().to_json());
        let again = resumed(&now, &baseline, &state.view_state.to_query(state.usual_speed()));
        assert_eq!(again.configuration.scenario(), configuration.scenario());
        assert_eq!(again.configuration.baseline(), configuration.baseline());
        assert_eq!(again.view_state, ViewState { playback: again.view_state.playback, ..state.view_state.clone() });
        assert_eq!(again.configuration.document().map(|text| &**text), Some(&*now), "it runs from what was kept");
    }

    #[test]
    fn the_speed_before_live_mode_is_what_is_kept() {
        let state = Rc::new(resumed("", "", "")).reduce(Action::ChooseSpeed(Speed::Factor(7)));
        let live = state.clone().reduce(Action::Live(LiveAction::Switch(true)));
        assert_ne!(live.view_state.playback.speed, state.view_state.playback.speed);
        let query = live.view_state.to_query(live.usual_speed());
        assert!(query.ends_with("&speed=7"), "{query}");
    }

    #[test]
    fn what_is_broken_never_breaks_the_start() {
        let default = resumed("", "", "");
        for broken in ["{", "null", "[]", "{\"functions\": 3}", "\u{0}", "{\"version\": 99}"] {
            let state = resumed(broken, broken, "from=NaN&to=1e400&theme=pink&tab&configured=77&function=-1&speed=999");
            assert_eq!(state.configuration.scenario(), default.configuration.scenario(), "{broken}");
            assert_eq!((state.view_state.viewport, state.view_state.configured), (default.view_state.viewport, 0));
            assert!(state.view_state.notice.is_some(), "{broken} has a notice");
        }
        let state =
            resumed(DEFAULT_DOCUMENT, "{", "from=9&to=3&cursor=inf&lane=-5&configured=77&function=9&selection=1.-1.0");
        assert_eq!(state.configuration.baseline(), default.configuration.baseline());
        assert_eq!(state.view_state, default.view_state);
    }
}
