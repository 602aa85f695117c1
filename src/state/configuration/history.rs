//! The history as a text that a browser keeps: of each step only how it differs from the one next to it, from the current
//! scenario outwards.
//!
//! ```text
//!   3735928559          of which scenario it is the history: a checksum of how it is and how it was opened
//!   120 900 4           a step back: as the one before it but for 4 bytes between the first 120 and the last 900,
//!   1769                these, as it stood;
//!   =                   and as it was opened: the same, or again a difference to how the one before it was
//!                       an empty line: no more of them. Steps forth follow in the same way.
//! ```
//! The text may be cut off, of another version or made up: then there is no history.

use super::{Configuration, Document};
use lambda_sim::scenario::Scenario;
use std::fmt::Write;
use std::rc::Rc;

/// How many steps are kept either way, at most.
const MOST_STEPS: usize = 50;

/// How many bytes of differences are kept either way, at most; the nearest steps first.
const MOST_BYTES: usize = 200_000;

/// How many bytes of scenarios are written or read for the steps of a history, at most: it must not take long.
const MOST_WORK: usize = 2_000_000;

/// Whose steps they are, as texts: the current scenario, and as it was opened.
type Texts = (String, String);

impl Configuration {
    /// Its history as a text.
    pub fn history(&self) -> String {
        let base = texts(&self.document);
        let mut text = format!("{}\n", checksum(&base));
        let mut left = MOST_WORK;
        for steps in [&self.past, &self.future] {
            let (begin, mut next_to, mut baseline) = (text.len(), base.clone(), &self.document.baseline);
            for step in steps.iter().rev().take(MOST_STEPS) {
                // About as long as the one next to it: what would be too much is not written first.
                if next_to.0.len() > left {
                    break;
                }
                let end = text.len();
                let has_same_baseline = Rc::ptr_eq(&step.baseline, baseline) && !Rc::ptr_eq(&step.current, baseline);
                baseline = &step.baseline;
                let step = if has_same_baseline { (step.current.to_json(), next_to.1.clone()) } else { texts(step) };
                let rest = left.checked_sub(work(&step, &next_to));
                tell(&mut text, &next_to.0, &step.0);
                if step.1 == step.0 {
                    text.push_str("=\n");
                } else {
                    tell(&mut text, &next_to.1, &step.1);
                }
                let Some(rest) = rest.filter(|_| text.len() - begin <= MOST_BYTES) else {
                    text.truncate(end);
                    break;
                };
                (left, next_to) = (rest, step);
            }
            text.push('\n');
        }
        text
    }

    /// With a kept history before its own; `None` if the text is not the history of how it began.
    pub fn recalled(&self, text: &str) -> Option<Self> {
        let began = self.past.first().unwrap_or(&self.document);
        let base = texts(began);
        let mut rest = text;
        if line(&mut rest)? != checksum(&base).to_string() {
            return None;
        }
        let mut left = MOST_WORK;
        let mut steps = || read_steps(&mut rest, &mut left, began, &base);
        let (mut past, mut future) = (steps()?, steps()?);
        let mut next = self.clone();
        past.append(&mut next.past);
        next.past = past;
        // What has been changed since then has no way forth.
        if self.revision == 1 {
            next.future.append(&mut future);
        }
        Some(next)
    }
}

fn texts(document: &Document) -> Texts {
    let current = document.current.to_json();
    let baseline =
        if Rc::ptr_eq(&document.current, &document.baseline) { current.clone() } else { document.baseline.to_json() };
    (current, baseline)
}

/// How many bytes of scenarios a step has that the step next to it does not share.
fn work(step: &Texts, next_to: &Texts) -> usize {
    let has_same_baseline = step.1 == step.0 || step.1 == next_to.1;
    step.0.len() + if has_same_baseline { 0 } else { step.1.len() }
}

/// FNV-1a of both.
fn checksum((current, baseline): &Texts) -> u32 {
    let bytes = current.bytes().chain(baseline.bytes());
    bytes.fold(0x811c_9dc5, |sum, byte| (sum ^ u32::from(byte)).wrapping_mul(0x0100_0193))
}

/// Writes what a text has another than the one it comes from.
fn tell(told: &mut String, from: &str, text: &str) {
    let alike = |(one, other): &(u8, u8)| one == other;
    let mut first = from.bytes().zip(text.bytes()).take_while(alike).count();
    while !text.is_char_boundary(first) {
        first -= 1;
    }
    let (from, text) = (&from[first..], &text[first..]);
    let mut last = from.bytes().rev().zip(text.bytes().rev()).take_while(alike).count();
    while !text.is_char_boundary(text.len() - last) {
        last -= 1;
    }
    let between = &text[..text.len() - last];
    // It fails for no string.
    let _ = writeln!(told, "{first} {last} {}\n{between}", between.len());
}

/// The string that a line and what follows it encode.
fn told(line: &str, rest: &mut &str, from: &str) -> Option<String> {
    let mut numbers = line.split(' ').map(|number| number.parse::<usize>().ok());
    let (first, last, length) = (numbers.next()??, numbers.next()??, numbers.next()??);
    // More than there was would grow from step to step.
    let end = from.len().checked_sub(last).filter(|end| first <= *end)?;
    let (between, after) = (rest.get(..length)?, rest.get(length..)?);
    *rest = after.strip_prefix('\n')?;
    Some([from.get(..first)?, between, from.get(end..)?].concat())
}

/// Steps up to an empty line, the furthest first; those that are no scenarios any more are left out.
fn read_steps(rest: &mut &str, left: &mut usize, began: &Document, base: &Texts) -> Option<Vec<Document>> {
    let read = |text: &str| Scenario::read(text).ok().map(Rc::new);
    let mut steps = Vec::new();
    let (mut next_to, mut baseline) = (base.clone(), Some(began.baseline.clone()));
    loop {
        let first = line(rest)?;
        if first.is_empty() {
            steps.reverse();
            return Some(steps);
        }
        if steps.len() == MOST_STEPS {
            return None;
        }
        let current = told(first, rest, &next_to.0)?;
        let second = line(rest)?;
        let was = if second == "=" { current.clone() } else { told(second, rest, &next_to.1)? };
        let step = (current, was);
        *left = left.checked_sub(work(&step, &next_to))?;
        let scenario = read(&step.0);
        if step.1 == step.0 {
            baseline.clone_from(&scenario);
        } else if step.1 != next_to.1 {
            baseline = read(&step.1);
        }
        if let Some(current) = scenario {
            let baseline = baseline.clone().unwrap_or_else(|| current.clone());
            steps.push(Document { current, baseline });
        }
        next_to = step;
    }
}

fn line<'a>(rest: &mut &'a str) -> Option<&'a str> {
    let (line, after) = rest.split_once('\n')?;
    *rest = after;
    Some(line)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::state::edit::Edit;
    use crate::state::testing;
    use lambda_sim::scenario::{Recorded, Traffic};

    fn begun() -> Configuration {
        let mut scenario = Scenario::default();
        Edit::add_function().apply(&mut scenario);
        Configuration::resume(scenario, None, "")
    }

    fn edited(configuration: &Configuration, edit: &Edit) -> Configuration {
        let next = configuration.edited(edit).expect("a change");
        next.settled().unwrap_or(next)
    }

    fn memory(configuration: &Configuration, memory: u32) -> Configuration {
        edited(configuration, &testing::memory(0, memory))
    }

    /// The same as after a reload.
    fn reloaded(configuration: &Configuration) -> Configuration {
        let again = |scenario: &Scenario| Scenario::read(&scenario.to_json()).expect("valid");
        Configuration::resume(again(configuration.scenario()), Some(again(configuration.baseline())), "")
    }

    #[test]
    fn steps_go_back_and_forth_after_a_reload_as_before() {
        let mut configuration = memory(&begun(), 256);
        configuration = edited(&configuration, &Edit::Name("Größer, schneller …".to_owned()));
        configuration = edited(&configuration, &Edit::add_function());
        configuration = configuration.opened(Scenario { name: "another".to_owned(), ..Scenario::default() });
        configuration = configuration.undone().expect("a step");
        configuration = edited(&configuration, &Edit::Name("gr".to_owned()));
        configuration = configuration.undone().and_then(|configuration| configuration.undone()).expect("two steps");
        let kept = configuration.history();
        assert!(kept.len() < 1_500, "differences only: {} bytes", kept.len());
        let mut again = reloaded(&configuration).recalled(&kept).expect("its history");
        loop {
            assert_eq!(again.scenario(), configuration.scenario());
            assert_eq!(again.baseline(), configuration.baseline());
            assert_eq!((again.can_undo(), again.can_redo()), (configuration.can_undo(), configuration.can_redo()));
            let Some(back) = configuration.undone() else { break };
            (configuration, again) = (back, again.undone().expect("the same step"));
        }
        while let Some(forth) = configuration.redone() {
            (configuration, again) = (forth, again.redone().expect("the same step"));
            assert_eq!(again.scenario(), configuration.scenario());
        }
        assert!(!again.can_redo());
    }

    #[test]
    fn what_was_changed_before_the_history_came_stays_the_newest() {
        let configuration = memory(&begun(), 256).undone().expect("a step");
        let again = memory(&reloaded(&configuration), 300).recalled(&configuration.history()).expect("its history");
        assert_eq!((again.past.len(), again.future.len()), (1, 0));
        let kept = memory(&begun(), 256);
        let again = memory(&reloaded(&kept), 300).recalled(&kept.history()).expect("its history");
        assert_eq!(again.past.len(), 2);
    }

    #[test]
    fn a_history_is_bounded() {
        let mut configuration = begun();
        for mb in 200..300 {
            configuration = memory(&configuration, mb);
        }
        let again = reloaded(&configuration).recalled(&configuration.history()).expect("its history");
        assert_eq!(again.past.len(), MOST_STEPS);
        configuration = begun();
        for length in 1..9 {
            let description = "x".repeat(length * 40_000);
            configuration = configuration.replaced(Scenario { description, ..(**configuration.scenario()).clone() });
        }
        assert!(configuration.history().len() < MOST_BYTES + 1_000);
    }

    #[test]
    fn a_history_of_a_big_scenario_takes_no_more_time_than_one_of_small_ones() {
        let recorded =
            Recorded { at_s: (0..60_000).map(|at| f64::from(at) + 0.123_456).collect(), ..Recorded::default() };
        let mut scenario = Scenario::clone(begun().scenario());
        scenario.sources[0].traffic.0 = vec![Traffic::Recorded(recorded)];
        let big = |name: &str| Scenario { name: name.to_owned(), ..scenario.clone() };
        let length = big("0").to_json().len();
        assert!((MOST_WORK / 3..MOST_WORK / 2).contains(&length), "{length} bytes");
        let mut configuration = begun().opened(big("0"));
        for step in 1..9 {
            configuration = configuration.replaced(big(&step.to_string()));
        }
        configuration = configuration.undone().and_then(|configuration| configuration.undone()).expect("two steps");
        let again = reloaded(&configuration).recalled(&configuration.history()).expect("its history");
        assert_eq!(again.steps(), (2, 0), "no more than two of them fit");
        assert_eq!(again.undone().expect("a step").baseline().name, "0");
    }

    #[test]
    fn a_step_that_is_left_out_still_says_how_those_behind_it_were_opened() {
        let one = begun();
        let other = Scenario { name: "another".to_owned(), ..Scenario::clone(one.scenario()) };
        // The step that encodes how the first scenario was opened is no scenario any more.
        let broken = memory(&memory(&one, 256), 300).opened(other);
        let kept = broken.history();
        let (sum, rest) = kept.split_once('\n').expect("a checksum");
        assert!(rest.contains("300"));
        let again = reloaded(&broken);
        let whole = again.recalled(&kept).expect("its history");
        let left_out = again.recalled(&format!("{sum}\n{}", rest.replacen("300", "3x0", 1))).expect("its history");
        assert_eq!((whole.past.len(), left_out.past.len()), (3, 2));
        assert_eq!(left_out.past[1].baseline, whole.past[1].baseline);
        assert_eq!(left_out.past[1].baseline, *one.baseline());
    }

    #[test]
    fn what_is_broken_is_no_history() {
        let configuration = memory(&memory(&begun(), 256), 512);
        let kept = configuration.history();
        let again = reloaded(&configuration);
        for end in (0..kept.len()).filter(|end| kept.is_char_boundary(*end)) {
            assert!(again.recalled(&kept[..end]).is_none(), "cut off at {end}");
        }
        let sum = kept.lines().next().unwrap_or_default();
        for made_up in
            ["9 9 9\n", "0 0 99999999999999999999\n", "1000000 0 0\n\n=\n\n\n", "-1 0 0\n", "5 5 1\nü\n", "=\n=\n\n\n"]
        {
            assert!(again.recalled(&format!("{sum}\n{made_up}")).is_none(), "{made_up:?}");
        }
        // Steps that are no scenarios are passed over; a history of something else is none.
        assert_eq!(again.recalled(&format!("{sum}\n0 0 1\n{{\n=\n\n\n")).map(|again| again.past.len()), Some(0));
        assert!(memory(&begun(), 256).undone().expect("a step").recalled(&kept).is_none());
    }
}
