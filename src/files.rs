//! Files: a scenario or a recording that is opened or dropped, and the scenario that is saved.
//!
//! A file is hostile: its size is bounded before it is read, what it says is validated, and a bad one changes nothing.

use crate::state::{Action, Notice};
use crate::text::files as words;
use lambda_sim::recording;
use lambda_sim::scenario::limits::{DURATION_S, MAX_FILE_BYTES};
use lambda_sim::scenario::{Problem, Recorded, Scenario, Traffic, TrafficList};
use std::rc::Rc;
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;
use wasm_bindgen_futures::spawn_local;
use web_sys::{Blob, BlobPropertyBag, File, HtmlAnchorElement, Url};
use yew::Callback;

/// So many problems are listed; the others are counted.
const MOST_LISTED: usize = 12;

/// Opens every file that it is told of, in place of a scenario or as its traffic.
pub fn opening(dispatch: &Callback<Action>, scenario: &Rc<Scenario>) -> Callback<File> {
    let (dispatch, scenario) = (dispatch.clone(), scenario.clone());
    Callback::from(move |file: File| {
        let (dispatch, scenario) = (dispatch.clone(), scenario.clone());
        spawn_local(async move { dispatch.emit(open(file, scenario).await) });
    })
}

/// What a file asks for: a scenario to open, the same one with other traffic, or a notice that says what is wrong.
async fn open(file: File, scenario: Rc<Scenario>) -> Action {
    match read(&file).await {
        Ok(bytes) => understand(&file.name(), &bytes, &scenario),
        Err(refusal) => refusal,
    }
}

/// The same for a file that can only be a recording, for the traffic of one source.
pub fn opening_recordings(dispatch: &Callback<Action>, scenario: &Rc<Scenario>) -> Callback<(usize, File)> {
    let (dispatch, scenario) = (dispatch.clone(), scenario.clone());
    Callback::from(move |(source, file): (usize, File)| {
        let (dispatch, scenario) = (dispatch.clone(), scenario.clone());
        spawn_local(async move { dispatch.emit(open_recording(file, scenario, source).await) });
    })
}

async fn open_recording(file: File, scenario: Rc<Scenario>, source: usize) -> Action {
    match read(&file).await {
        Ok(bytes) => replace_traffic(&file.name(), &bytes, &scenario, Some(source)),
        Err(refusal) => refusal,
    }
}

async fn read(file: &File) -> Result<Vec<u8>, Action> {
    if file.size() > MAX_FILE_BYTES as f64 {
        return Err(refuse(&file.name(), vec![words::too_large(file.size(), MAX_FILE_BYTES)]));
    }
    match JsFuture::from(file.array_buffer()).await {
        Ok(buffer) => Ok(js_sys::Uint8Array::new(&buffer).to_vec()),
        Err(_) => Err(refuse(&file.name(), vec![words::UNREADABLE.to_owned()])),
    }
}

fn understand(name: &str, bytes: &[u8], scenario: &Scenario) -> Action {
    if !is_scenario(name, bytes) {
        return replace_traffic(name, bytes, scenario, None);
    }
    match Scenario::read(&String::from_utf8_lossy(bytes)) {
        Ok(scenario) => Action::Open(Rc::new(scenario)),
        Err(problems) => refuse(name, problems.iter().map(Problem::to_string).collect()),
    }
}

/// The scenario with a recording in place of a source's traffic, and as long as the recording; without a source named, the
/// first synchronous one's.
fn replace_traffic(name: &str, bytes: &[u8], scenario: &Scenario, source: Option<usize>) -> Action {
    let recording = match recording::parse(bytes) {
        Ok(recording) => recording,
        Err(error) => return refuse(name, vec![error.to_string()]),
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
        return refuse(name, vec![words::NO_SYNC_SOURCE.to_owned()]);
    }
    match replaced.validate() {
        Ok(()) => Action::Replace(Rc::new(replaced)),
        Err(problems) => refuse(name, problems.iter().map(Problem::to_string).collect()),
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

fn refuse(name: &str, mut lines: Vec<String>) -> Action {
    let further = lines.len().saturating_sub(MOST_LISTED);
    lines.truncate(MOST_LISTED);
    if further > 0 {
        lines.push(words::more(further));
    }
    lines.push(words::NOTHING_CHANGED.to_owned());
    Action::Notify(Some(Notice { title: words::cannot_open(name), lines: Rc::new(lines) }))
}

/// Offers the scenario as a file to keep.
///
/// # Errors
/// What the browser says where it offers no files.
pub fn save(scenario: &Scenario) -> Result<(), JsValue> {
    let parts = js_sys::Array::of1(&JsValue::from_str(&scenario.to_json()));
    let options = BlobPropertyBag::new();
    options.set_type("application/json");
    let blob = Blob::new_with_str_sequence_and_options(&parts, &options)?;
    let url = Url::create_object_url_with_blob(&blob)?;
    let document = web_sys::window().and_then(|window| window.document()).ok_or(JsValue::NULL)?;
    let anchor: HtmlAnchorElement = document.create_element("a")?.unchecked_into();
    anchor.set_href(&url);
    anchor.set_download(&file_name(&scenario.name));
    anchor.click();
    // The download has begun with the click and keeps what it needs.
    Url::revoke_object_url(&url)
}

/// A file name that every system takes.
fn file_name(name: &str) -> String {
    let plain: String =
        name.chars().map(|c| if c.is_ascii_alphanumeric() { c.to_ascii_lowercase() } else { '-' }).collect();
    let words: Vec<&str> = plain.split('-').filter(|word| !word.is_empty()).collect();
    if words.is_empty() { "scenario.json".to_owned() } else { format!("{}.json", words.join("-")) }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::examples::default_scenario;

    fn lines(action: &Action) -> Vec<String> {
        match action {
            Action::Notify(Some(notice)) => notice.lines.to_vec(),
            other => panic!("no notice: {other:?}"),
        }
    }

    #[test]
    fn a_scenario_is_opened_and_a_recording_replaces_the_traffic() {
        let scenario = default_scenario();
        assert!(matches!(understand("a.json", scenario.to_json().as_bytes(), &scenario), Action::Open(_)));
        assert!(matches!(understand("unnamed", scenario.to_json().as_bytes(), &scenario), Action::Open(_)));
        let csv = b"timestamp,value\n2026-01-05 00:00:00,4\n2026-01-05 00:05:00,2\n";
        let Action::Replace(replaced) = understand("counts.csv", csv, &scenario) else { panic!("replaced") };
        assert_eq!(replaced.duration_s, 600.0);
        let Action::Replace(replaced) = replace_traffic("c.csv", csv, &scenario, Some(1)) else { panic!("replaced") };
        assert_eq!(replaced.sources[0], scenario.sources[0]);
        assert!(matches!(replaced.sources[1].traffic.0[..], [Traffic::Recorded(_)]));
    }

    #[test]
    fn a_bad_file_says_what_is_wrong_and_changes_nothing() {
        let scenario = default_scenario();
        let wrong = lines(&understand("a.json", br#"{"functions": [{"name": "f", "memory_mb": 1}]}"#, &scenario));
        assert!(wrong[0].starts_with("functions[0].memory_mb: 1 given"), "{wrong:?}");
        assert_eq!(wrong.last().map(String::as_str), Some(words::NOTHING_CHANGED));
        assert_eq!(lines(&understand("b.csv", b"", &scenario)).len(), 2);
        assert_eq!(lines(&understand("c.json", b"\xff\xfe", &scenario)).len(), 2);
        let silent = Scenario { sources: Vec::new(), ..scenario };
        let csv = b"timestamp,value\n2026-01-05 00:00:00,4\n2026-01-05 00:05:00,2\n";
        assert_eq!(lines(&understand("counts.csv", csv, &silent))[0], words::NO_SYNC_SOURCE);
    }

    #[test]
    fn file_names_are_plain() {
        assert_eq!(file_name("Checkout on a sale day"), "checkout-on-a-sale-day.json");
        assert_eq!(file_name("../../é"), "scenario.json");
    }
}
