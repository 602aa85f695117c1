//! Loads the code of an area after the first load. Knows no area; `areas.rs` lists them.
//!
//! An area is a part of the app that a person asks for: the tabs, files, and so on. Its *door* is a struct of a few functions,
//! in the area's own folder, behind one function marked `#[wasm_split]`. The linker moves everything that only the door
//! reaches, words and data included, into a separate wasm file (scripts/split-wasm.mjs), which page and worker fetch when
//! something asks for it. Natively every area is there from the beginning.
//!
//! ```text
//!   a view         { lazy::view(|tabs: &TabsDoor| (tabs.panel)(context, dispatch)) }    "Loading…" until it is there, or Retry
//!   its component  use_area::<TabsDoor>();                                              renders again once it is there
//!   a task         let files = lazy::load::<FilesDoor>().await?;
//! ```

mod placeholder;
mod slot;

pub use placeholder::loading;
pub(crate) use slot::area;
pub use slot::{Area, Fetching, NotLoaded, Slot};

use placeholder::Placeholder;
use yew::prelude::*;

/// An area's door, if it is there already.
pub fn loaded<T: Area>() -> Option<&'static T> {
    T::slot().with(Slot::loaded)
}

/// Fetches an area, unless it is there. A call after a failure tries again.
///
/// # Errors
/// The file cannot be fetched.
pub async fn load<T: Area>() -> Result<&'static T, NotLoaded> {
    T::slot().with(Slot::request);
    let door = T::fetch().await?;
    T::slot().with(|slot| slot.set(door));
    Ok(door)
}

/// Fetches an area in the background, unless it was requested before. A failure is not reported: the area is fetched again
/// when it is needed.
pub fn preload<T: Area>() {
    if !T::slot().with(Slot::request) {
        wasm_bindgen_futures::spawn_local(async { drop(load::<T>().await) });
    }
}

/// Shows a view of an area; until its code is there, a placeholder that fetches it.
pub fn view<T: Area>(view: impl FnOnce(&T) -> Html) -> Html {
    match loaded() {
        Some(door) => view(door),
        None => html! { <Placeholder<T> /> },
    }
}

/// Renders a component again once the area that it shows is loaded. Returns whether it is.
#[hook]
pub fn use_area<T: Area>() -> bool {
    let update = use_force_update();
    let was_loaded = loaded::<T>().is_some();
    use_effect_with((), move |()| match loaded::<T>() {
        None => T::slot().with(|slot| slot.on_loaded(move || update.force_update())),
        // It came between the rendering and now.
        Some(_) if !was_loaded => update.force_update(),
        Some(_) => {}
    });
    was_loaded
}
