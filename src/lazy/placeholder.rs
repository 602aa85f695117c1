//! Shown in the place of a view until its area is loaded: that it is loading, or that it could not be loaded and a Retry button.

use super::slot::Area;
use crate::text::lazy as words;
use wasm_bindgen_futures::spawn_local;
use yew::prelude::*;

/// Fetches the area when it is mounted; what is folded away is not, and fetches nothing.
#[component]
pub fn Placeholder<T: Area>() -> Html {
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
        loading()
    }
}

/// That something is loading.
pub fn loading() -> Html {
    html! { <p class="quiet" role="status">{ words::LOADING }</p> }
}
