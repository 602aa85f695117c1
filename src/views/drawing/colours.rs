//! Which of the page's colours are in use: by the reader's choice in the app, or by the system's.

use crate::state::Theme;
use wasm_bindgen::prelude::*;
use web_sys::MediaQueryList;
use yew::prelude::*;

/// What decides colours. Where it changes, what was painted has to be painted again.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Colours {
    is_dark: bool,
    has_more_contrast: bool,
    are_forced: bool,
}

impl Colours {
    /// Their name in the page's attributes.
    pub const fn name(self) -> &'static str {
        if self.is_dark { "dark" } else { "light" }
    }
}

/// The colours in use; `theme` is what the reader chose.
#[hook]
pub fn use_colours(theme: Theme) -> Colours {
    let system_is_dark = use_media("(prefers-color-scheme: dark)");
    Colours {
        is_dark: theme == Theme::Dark || theme == Theme::System && system_is_dark,
        has_more_contrast: use_media("(prefers-contrast: more)"),
        are_forced: use_media("(forced-colors: active)"),
    }
}

/// Whether a media query holds, at present and whenever that changes.
#[hook]
pub fn use_media(query: &'static str) -> bool {
    let list = use_memo(query, |query| web_sys::window()?.match_media(query).ok().flatten());
    let matches = |list: &Option<MediaQueryList>| list.as_ref().is_some_and(MediaQueryList::matches);
    let holds = use_state_eq(|| matches(&list));
    {
        let holds = holds.setter();
        use_effect_with(query, move |_| {
            let changed = {
                let list = list.clone();
                Closure::<dyn FnMut()>::new(move || holds.set(matches(&list)))
            };
            if let Some(list) = &*list {
                // It fails for no function.
                let _ = list.add_event_listener_with_callback("change", changed.as_ref().unchecked_ref());
            }
            move || {
                if let Some(list) = &*list {
                    let _ = list.remove_event_listener_with_callback("change", changed.as_ref().unchecked_ref());
                }
            }
        });
    }
    *holds
}
