//! A menu behind a button: closed by Escape, by a choice, and when the focus goes elsewhere.

use web_sys::{HtmlElement, Node};
use wasm_bindgen::JsCast;
use yew::prelude::*;

#[derive(Properties, PartialEq)]
pub struct MenuProps {
    /// The button's label.
    pub label: AttrValue,
    /// What can be chosen: a title, more about it, whether it is the present one.
    pub items: Vec<MenuItem>,
    /// Told which was chosen.
    pub on_choose: Callback<usize>,
}

/// Something that can be chosen.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct MenuItem {
    /// Its name.
    pub title: AttrValue,
    /// More about it.
    pub about: AttrValue,
    /// Whether it is the present one.
    pub current: bool,
}

/// A native disclosure drawn as a menu.
#[component]
pub fn Menu(props: &MenuProps) -> Html {
    let open = use_state(|| false);
    let node = use_node_ref();
    let close = {
        let open = open.clone();
        Callback::from(move |()| open.set(false))
    };
    let on_toggle = {
        let open = open.clone();
        Callback::from(move |event: Event| open.set(event.target_unchecked_into::<HtmlElement>().has_attribute("open")))
    };
    let on_key = {
        let (close, node) = (close.clone(), node.clone());
        Callback::from(move |event: KeyboardEvent| {
            if event.key() == "Escape" {
                close.emit(());
                let summary = node.cast::<HtmlElement>().and_then(|menu| menu.query_selector("summary").ok().flatten());
                if let Some(summary) = summary.and_then(|summary| summary.dyn_into::<HtmlElement>().ok()) {
                    // It fails for no element that can have the focus.
                    let _ = summary.focus();
                }
            }
        })
    };
    let on_focus_out = {
        let (close, node) = (close.clone(), node.clone());
        Callback::from(move |event: FocusEvent| {
            let next = event.related_target().and_then(|target| target.dyn_into::<Node>().ok());
            if !node.get().is_some_and(|menu| menu.contains(next.as_ref())) {
                close.emit(());
            }
        })
    };
    let items = props.items.iter().enumerate().map(|(index, item)| {
        let on_choose = {
            let (close, on_choose) = (close.clone(), props.on_choose.clone());
            Callback::from(move |_: MouseEvent| {
                close.emit(());
                on_choose.emit(index);
            })
        };
        html! {
            <li key={index}>
                <button type="button" onclick={on_choose} aria-current={item.current.then_some("true")}>
                    <strong>{ &item.title }</strong>
                    <span class="quiet">{ &item.about }</span>
                </button>
            </li>
        }
    });
    html! {
        <details ref={node} class="menu" open={*open} ontoggle={on_toggle} onkeydown={on_key} onfocusout={on_focus_out}>
            <summary>{ &props.label }</summary>
            <ul class="menu-items">{ for items }</ul>
        </details>
    }
}
