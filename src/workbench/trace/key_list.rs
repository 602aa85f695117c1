//! The list of keys, as a dialog.

use crate::text::playback as words;
use crate::ui::dialog::Dialog;
use yew::prelude::*;

/// The list.
pub fn key_list(open: bool, on_close: &Callback<()>) -> Html {
    let rows = words::KEY_LIST.iter().enumerate().map(|(index, (what, keys))| {
        html! {
            <div key={index}>
                <dt>{ for keys.iter().map(|key| html! { <kbd key={*key}>{ key }</kbd> }) }</dt>
                <dd>{ what }</dd>
            </div>
        }
    });
    html! {
        <Dialog {open} class="dialog keys" label={words::KEYS} on_close={on_close.clone()}>
            if open {
                <h2>{ words::KEYS }</h2>
                <p class="quiet">{ words::KEYS_ABOUT }</p>
                <dl tabindex="0" aria-label={words::KEYS}>{ for rows }</dl>
                <div class="actions">
                    <button type="button" class="button primary" onclick={on_close.reform(|_: MouseEvent| ())}>{ words::CLOSE }</button>
                </div>
            }
        </Dialog>
    }
}
