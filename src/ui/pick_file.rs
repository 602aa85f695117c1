//! A button that lets a file be picked.

use web_sys::{File, HtmlInputElement};
use yew::prelude::*;

#[derive(Properties, PartialEq)]
pub struct PickFileProps {
    /// The button's label.
    pub label: AttrValue,
    /// What it does, at more length.
    pub title: AttrValue,
    /// The kinds of file, as an input's `accept`.
    pub accept: AttrValue,
    /// The button's class.
    pub class: Classes,
    /// Told of the file.
    pub on_file: Callback<File>,
}

/// A button in front of a file input.
#[component]
pub fn PickFile(props: &PickFileProps) -> Html {
    let input = use_node_ref();
    let on_click = {
        let input = input.clone();
        Callback::from(move |_: MouseEvent| {
            if let Some(input) = input.cast::<HtmlInputElement>() {
                input.click();
            }
        })
    };
    let on_change = props.on_file.filter_reform(|event: Event| {
        let input = event.target_unchecked_into::<HtmlInputElement>();
        let file = input.files().and_then(|files| files.get(0));
        // The same file can be picked again after it was mended.
        input.set_value("");
        file
    });
    html! {
        <>
            <button type="button" class={props.class.clone()} title={props.title.clone()} onclick={on_click}>{ &props.label }</button>
            <input ref={input} type="file" hidden=true accept={props.accept.clone()} aria-label={props.title.clone()}
                tabindex="-1" onchange={on_change} />
        </>
    }
}
