//! What is in a file that was opened or dropped: a scenario, or a recording for its traffic.
//!
//! Nothing but [`super::door`] names it: its code is loaded when there is a file.

use crate::state::{Action, Notice};
use crate::text::files as words;
use lambda_import::recording;
use lambda_sim::scenario::ranges::DURATION_S;
use lambda_sim::scenario::{Problem, Recorded, Scenario, Traffic, TrafficList};
use std::rc::Rc;

/// How many problems are listed, at most; the others are counted.
const MOST_LISTED: usize = 12;

/// What a file asks for: a scenario to open, the same one with other traffic, or a notice that says what is wrong. For the
/// traffic of one source it can only be a recording.
pub fn interpret_file(name: &str, bytes: &[u8], scenario: &Scenario, source: Option<usize>) -> Action {
    if source.is_some() || !is_scenario(name, bytes) {
        return replace_traffic(name, bytes, scenario, source);
    }
    match Scenario::read(&String::from_utf8_lossy(bytes)) {
        Ok(scenario) => Action::Open(Rc::new(scenario)),
        Err(problems) => rejection(name, problems.iter().map(Problem::to_string).collect()),
    }
}

/// The scenario with a recording in place of a source's traffic, and as long as the recording; without a source named, the
/// first synchronous one's.
fn replace_traffic(name: &str, bytes: &[u8], scenario: &Scenario, source: Option<usize>) -> Action {
    let recording = match recording::parse(bytes) {
        Ok(recording) => recording,
        Err(error) => return rejection(name, vec![error.to_string()]),
    };
    let mut replaced = scenario.clone();
    let found = match source {
        None => replaced.replace_traffic(recording.into()),
        Some(source) => replaced.sources.get_mut(source).is_some_and(|source| {
            let recorded = Recorded::from(recording);
            replaced.duration_s = recorded.length_s().max(DURATION_S.min);
            source.traffic = TrafficList(vec![Traffic::Recorded(recorded)]);
            true
        }),
    };
    if !found {
        return rejection(name, vec![words::NO_SYNC_SOURCE.to_owned()]);
    }
    match replaced.validate() {
        Ok(()) => Action::Replace(Rc::new(replaced)),
        Err(problems) => rejection(name, problems.iter().map(Problem::to_string).collect()),
    }
}

/// Whether it is meant as a scenario: by its name, or by what it begins with.
fn is_scenario(name: &str, bytes: &[u8]) -> bool {
    let extension = name.rsplit_once('.').map(|(_, extension)| extension.to_ascii_lowercase());
    match extension.as_deref() {
        Some("json") => true,
        Some("csv") => false,
        _ => bytes.iter().find(|byte| !byte.is_ascii_whitespace()) == Some(&b'{'),
    }
}

/// That a file is refused, and why.
pub fn rejection(name: &str, mut lines: Vec<String>) -> Action {
    let further = lines.len().saturating_sub(MOST_LISTED);
    lines.truncate(MOST_LISTED);
    if further > 0 {
        lines.push(words::more(further));
    }
    lines.push(words::NOTHING_CHANGED.to_owned());
    Action::Notify(Some(Notice::CannotOpen(name.to_owned(), Rc::new(lines))))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::examples::default_scenario;

    fn lines(action: &Action) -> Vec<String> {
        match action {
            Action::Notify(Some(Notice::CannotOpen(_, why))) => why.to_vec(),
            other => panic!("no notice: {other:?}"),
        }
    }

    #[test]
    fn a_scenario_is_opened_and_a_recording_replaces_the_traffic() {
        let scenario = default_scenario();
        assert!(matches!(interpret_file("a.json", scenario.to_json().as_bytes(), &scenario, None), Action::Open(_)));
        assert!(matches!(interpret_file("unnamed", scenario.to_json().as_bytes(), &scenario, None), Action::Open(_)));
        let csv = b"timestamp,value\n2026-01-05 00:00:00,4\n2026-01-05 00:05:00,2\n";
        let Action::Replace(replaced) = interpret_file("counts.csv", csv, &scenario, None) else { panic!("replaced") };
        assert_eq!(replaced.duration_s, 600.0);
        let Action::Replace(replaced) = interpret_file("c.csv", csv, &scenario, Some(1)) else { panic!("replaced") };
        assert_eq!(replaced.sources[0], scenario.sources[0]);
        assert!(matches!(replaced.sources[1].traffic.0[..], [Traffic::Recorded(_)]));
    }

    #[test]
    fn a_bad_file_says_what_is_wrong_and_changes_nothing() {
        let scenario = default_scenario();
        let wrong =
            lines(&interpret_file("a.json", br#"{"functions": [{"name": "f", "memory_mb": 1}]}"#, &scenario, None));
        assert!(wrong[0].starts_with("functions[0].memory_mb: 1 given"), "{wrong:?}");
        assert_eq!(wrong.last().map(String::as_str), Some(words::NOTHING_CHANGED));
        assert_eq!(lines(&interpret_file("b.csv", b"", &scenario, None)).len(), 2);
        assert_eq!(lines(&interpret_file("c.json", b"\xff\xfe", &scenario, None)).len(), 2);
        let silent = Scenario { sources: Vec::new(), ..scenario };
        let csv = b"timestamp,value\n2026-01-05 00:00:00,4\n2026-01-05 00:05:00,2\n";
        assert_eq!(lines(&interpret_file("counts.csv", csv, &silent, None))[0], words::NO_SYNC_SOURCE);
    }
}
