//! Files: a scenario or a recording that is opened or dropped, and the scenario that is saved.
//!
//! A file is hostile: its size is bounded before it is read, what it says is validated, and a bad one changes nothing.

pub mod door;
mod example_list;
mod opening;

use crate::lazy;
use crate::state::{Action, Notice};
use crate::text::files as words;
use door::FilesDoor;
use lambda_sim::scenario::Scenario;
use lambda_sim::scenario::ranges::MAX_FILE_BYTES;
use std::rc::Rc;
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;
use wasm_bindgen_futures::spawn_local;
use web_sys::{Blob, BlobPropertyBag, File, HtmlAnchorElement, Url};
use yew::Callback;

/// Opens every file that it receives, in place of a scenario or as its traffic.
pub fn opening(dispatch: &Callback<Action>, scenario: &Rc<Scenario>) -> Callback<File> {
    opening_recordings(dispatch, scenario).reform(|file| (None, file))
}

/// The same for files that may be for the traffic of one source.
pub fn opening_recordings(dispatch: &Callback<Action>, scenario: &Rc<Scenario>) -> Callback<(Option<usize>, File)> {
    let (dispatch, scenario) = (dispatch.clone(), scenario.clone());
    Callback::from(move |(source, file): (Option<usize>, File)| {
        let (dispatch, scenario) = (dispatch.clone(), scenario.clone());
        spawn_local(async move { dispatch.emit(open(file, scenario, source).await) });
    })
}

/// What a file asks for; a notice if that cannot be found out.
async fn open(file: File, scenario: Rc<Scenario>, source: Option<usize>) -> Action {
    let Ok(files) = lazy::load::<FilesDoor>().await else { return Action::Notify(Some(Notice::NotLoaded)) };
    match read(&file).await {
        Ok(bytes) => (files.interpret)(&file.name(), &bytes, &scenario, source),
        Err(why) => (files.reject)(&file.name(), vec![why]),
    }
}

async fn read(file: &File) -> Result<Vec<u8>, String> {
    if file.size() > MAX_FILE_BYTES as f64 {
        return Err(words::too_large(file.size(), MAX_FILE_BYTES));
    }
    match JsFuture::from(file.array_buffer()).await {
        Ok(buffer) => Ok(js_sys::Uint8Array::new(&buffer).to_vec()),
        Err(_) => Err(words::UNREADABLE.to_owned()),
    }
}

/// Offers the scenario as a file to keep; shows a notice if that is not possible.
pub fn save(scenario: &Scenario, dispatch: &Callback<Action>) {
    if offer(scenario, &scenario.to_json()).is_err() {
        dispatch.emit(Action::Notify(Some(Notice::NotSaved)));
    }
}

/// # Errors
/// What the browser says where it offers no files.
fn offer(scenario: &Scenario, document: &str) -> Result<(), JsValue> {
    let parts = js_sys::Array::of1(&JsValue::from_str(document));
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

    #[test]
    fn file_names_are_plain() {
        assert_eq!(file_name("Checkout on a sale day"), "checkout-on-a-sale-day.json");
        assert_eq!(file_name("../../é"), "scenario.json");
    }
}
