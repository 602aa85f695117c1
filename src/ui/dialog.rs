//! A native modal dialog: the browser keeps the focus inside, closes it on Escape and gives the focus back.

use web_sys::HtmlDialogElement;
use yew::prelude::*;

#[derive(Properties, PartialEq)]
pub struct DialogProps {
    /// Whether it is open.
    pub open: bool,
    /// Its class.
    pub class: &'static str,
    /// Its name.
    pub label: AttrValue,
    /// Told when it is closed, by whatever means.
    pub on_close: Callback<()>,
    /// What is in it.
    pub children: Html,
}

/// A dialog.
#[component]
pub fn Dialog(props: &DialogProps) -> Html {
    let node = use_node_ref();
    // By its name as well: something new to say is shown even while the browser has not yet reported what was closed just now.
    use_effect_with((props.open, props.label.clone(), node.clone()), |(open, _, node)| {
        let Some(dialog) = node.cast::<HtmlDialogElement>() else { return };
        if *open && !dialog.open() {
            // It fails only outside a document; then there is nobody to show it to.
            let _ = dialog.show_modal();
        } else if !*open && dialog.open() {
            dialog.close();
        }
    });
    let on_close = {
        let (node, on_close) = (node.clone(), props.on_close.clone());
        Callback::from(move |_: Event| {
            // The browser reports it later; by then the dialog may be open again, for something new.
            if !node.cast::<HtmlDialogElement>().is_some_and(|dialog| dialog.open()) {
                on_close.emit(());
            }
        })
    };
    // A click on the backdrop is a click on the dialog itself, outside of its content.
    let on_click = {
        let (node, on_close) = (node.clone(), props.on_close.clone());
        Callback::from(move |event: MouseEvent| {
            let target = event.target().map(wasm_bindgen::JsValue::from);
            if target.is_some() && target == node.get().map(wasm_bindgen::JsValue::from) {
                on_close.emit(());
            }
        })
    };
    html! {
        <dialog ref={node} class={props.class} aria-label={props.label.clone()} onclose={on_close} onclick={on_click}>
            { props.children.clone() }
        </dialog>
    }
}
