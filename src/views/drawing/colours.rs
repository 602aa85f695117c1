//! When the page's colours change: by the reader's choice in the app, or by the system's.

use wasm_bindgen::prelude::*;
use web_sys::MediaQueryList;
use yew::prelude::*;

/// What the system may change without the app being told.
const QUERIES: [&str; 3] = ["(prefers-color-scheme: dark)", "(prefers-contrast: more)", "(forced-colors: active)"];

/// A number that changes with every change of the page's colours; `theme` is what the app chose.
#[hook]
pub fn use_colours<T: PartialEq + Clone + 'static>(theme: T) -> u32 {
    let by_system = use_state(|| 0_u32);
    let by_app = use_mut_ref(|| (0_u32, theme.clone()));
    let count = use_mut_ref(|| 0_u32);
    {
        let by_system = by_system.setter();
        use_effect_with((), move |()| {
            let changed = Closure::<dyn FnMut()>::new(move || {
                *count.borrow_mut() += 1;
                by_system.set(*count.borrow());
            });
            let window = web_sys::window();
            let query = |query: &&str| window.as_ref()?.match_media(query).ok().flatten();
            let queries: Vec<MediaQueryList> = QUERIES.iter().filter_map(query).collect();
            for query in &queries {
                // It fails for no function.
                let _ = query.add_event_listener_with_callback("change", changed.as_ref().unchecked_ref());
            }
            move || {
                for query in &queries {
                    let _ = query.remove_event_listener_with_callback("change", changed.as_ref().unchecked_ref());
                }
            }
        });
    }
    let mut by_app = by_app.borrow_mut();
    if by_app.1 != theme {
        *by_app = (by_app.0 + 1, theme);
    }
    // Both only ever count up, so that their sum changes with either.
    by_app.0 + *by_system
}
