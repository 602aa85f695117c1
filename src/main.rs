//! The playground's wasm: mounts the app in a page, serves as the engine's worker in a worker.
//!
//! Nothing is global: every `.lambda-playground` element of a page, and the one with the id `playground`, gets an app with a
//! its own state and worker.

mod app;
mod areas;
mod charts;
mod configure;
mod examples;
mod files;
mod header;
mod lazy;
mod state;
mod text;
mod ui;
mod workbench;
mod worker;

use wasm_bindgen::JsCast;

fn main() {
    if worker::serve::is_worker() {
        worker::serve::serve(areas::LATER_CODE);
    } else {
        mount();
    }
}

/// Whether the page is in a frame of another one: what it shows is then that page's to say, not the last visit's.
fn is_framed() -> bool {
    let window = web_sys::window();
    let parent = window.as_ref().and_then(|window| window.parent().ok().flatten());
    window.zip(parent).is_none_or(|(window, parent)| window != parent)
}

/// Puts an app into every element of the page that asks for one.
fn mount() {
    let Some(document) = web_sys::window().and_then(|window| window.document()) else { return };
    let Ok(places) = document.query_selector_all("#playground, .lambda-playground") else { return };
    for index in 0..places.length() {
        let Some(place) = places.item(index).and_then(|node| node.dyn_into::<web_sys::Element>().ok()) else {
            continue;
        };
        place.set_text_content(None);
        let keeps = place.id() == "playground" && !is_framed();
        let instance = format!("lp{index}").into();
        yew::Renderer::<app::App>::with_root_and_props(place, app::AppProps { instance, keeps }).render();
    }
}
