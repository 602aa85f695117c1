//! A menu behind a button: closed by Escape, by a choice, and when the focus goes elsewhere.

use wasm_bindgen::JsCast;
use web_sys::{HtmlElement, Node};
use yew::prelude::*;

#[derive(Properties, PartialEq)]
pub struct MenuProps {
    /// The button's label.
    pub label: &'static str,
    /// What can be chosen: items, which are there only while the menu is open.
    pub children: Html,
}

/// Something that can be chosen: its name, more about it, and whether it is the present one.
pub fn item(title: &str, about: &str, is_current: bool, on_choose: &Callback<()>) -> Html {
    html! {
        <li>
            <button type="button" onclick={on_choose.reform(|_: MouseEvent| ())} aria-current={is_current.then_some("true")}>
                <strong>{ title }</strong>
                <span class="quiet">{ about }</span>
            </button>
        </li>
    }
}

/// A native disclosure drawn as a menu.
#[component]
pub fn Menu(props: &MenuProps) -> Html {
    let open = use_state_eq(|| false);
    let set = |is_open: bool| {
        let open = open.clone();
        move || open.set(is_open)
    };
    let on_toggle = {
        let open = open.clone();
        Callback::from(move |event: Event| open.set(event.target_unchecked_into::<HtmlElement>().has_attribute("open")))
    };
    let on_key = {
        let close = set(false);
        Callback::from(move |event: KeyboardEvent| {
            if event.key() == "Escape" {
                close();
                let summary = current(&event).and_then(|menu| menu.query_selector("summary").ok().flatten());
                if let Some(summary) = summary.and_then(|summary| summary.dyn_into::<HtmlElement>().ok()) {
                    // It fails for no element that can have the focus.
                    let _ = summary.focus();
                }
            }
        })
    };
    let on_focus_out = {
        let close = set(false);
        Callback::from(move |event: FocusEvent| {
            let next = event.related_target().and_then(|target| target.dyn_into::<Node>().ok());
            if !current(&event).is_some_and(|menu| menu.contains(next.as_ref())) {
                close();
            }
        })
    };
    let on_click = {
        let close = set(false);
        Callback::from(move |event: MouseEvent| {
            let target = event.target().and_then(|target| target.dyn_into::<web_sys::Element>().ok());
            if target.and_then(|target| target.closest("li > button").ok().flatten()).is_some() {
                close();
            }
        })
    };
    html! {
        <details class="menu" open={*open} ontoggle={on_toggle} onkeydown={on_key} onfocusout={on_focus_out}>
            <summary>{ props.label }</summary>
            <ul class="menu-items" onclick={on_click}>if *open { { props.children.clone() } }</ul>
        </details>
    }
}

/// The menu that an event inside it came to.
fn current(event: &web_sys::Event) -> Option<HtmlElement> {
    let target = event.target()?.dyn_into::<web_sys::Element>().ok()?;
    target.closest(".menu").ok().flatten()?.dyn_into().ok()
}
