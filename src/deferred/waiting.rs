//! What stands in the place of a deferred view: that it is loading, or that it could not be loaded and a way to try again.

use super::table::Deferred;
use crate::text::deferred as words;
use wasm_bindgen_futures::spawn_local;
use yew::prelude::*;

/// It fetches the code when it comes into the page, so what is folded away fetches nothing.
#[component]
pub fn Waiting<T: Deferred>() -> Html {
    let has_failed = use_state_eq(|| false);
    let start = {
        let has_failed = has_failed.clone();
        move || {
            has_failed.set(false);
            // When it succeeds, the view takes this one's place.
            spawn_local(async move { has_failed.set(super::load::<T>().await.is_err()) });
        }
    };
    {
        let start = start.clone();
        use_effect_with((), move |()| start());
    }
    if *has_failed {
        let on_retry = Callback::from(move |_: MouseEvent| start.clone()());
        html! {
            <p class="failure" role="alert">
                { words::UNAVAILABLE }{ " " }
                <button type="button" class="link" onclick={on_retry}>{ words::RETRY }</button>
            </p>
        }
    } else {
        html! { <p class="quiet" role="status">{ words::LOADING }</p> }
    }
}
