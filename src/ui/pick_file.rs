//! A button that lets a file be picked.

use wasm_bindgen::JsCast;
use web_sys::{Element, File, HtmlInputElement};
use yew::prelude::*;

/// What a button for picking a file says.
pub struct PickFile {
    /// Its label.
    pub label: &'static str,
    /// What it does, at more length.
    pub title: &'static str,
    /// The kinds of file, as an input's `accept`.
    pub accept: &'static str,
    /// Its class.
    pub class: &'static str,
}

/// A button in front of a file input.
pub fn pick_file(button: &PickFile, on_file: Callback<File>) -> Html {
    let PickFile { label, title, accept, class } = *button;
    let on_change = Callback::from(move |event: Event| {
        let input = event.target_unchecked_into::<HtmlInputElement>();
        let file = input.files().and_then(|files| files.get(0));
        // The same file can be picked again after it was mended.
        input.set_value("");
        if let Some(file) = file {
            on_file.emit(file);
        }
    });
    html! {
        <>
            <button type="button" {class} {title} onclick={Callback::from(pick)}>{ label }</button>
            <input type="file" hidden=true {accept} aria-label={title} tabindex="-1" onchange={on_change} />
        </>
    }
}

/// Clicks the input behind the button.
fn pick(event: MouseEvent) {
    let input = event.target_unchecked_into::<Element>().next_element_sibling();
    if let Some(input) = input.and_then(|input| input.dyn_into::<HtmlInputElement>().ok()) {
        input.click();
    }
}
