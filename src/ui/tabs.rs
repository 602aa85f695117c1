//! Tabs: one is in the tab order, arrow keys go to the others.

use wasm_bindgen::JsCast;
use web_sys::HtmlElement;
use yew::prelude::*;

#[derive(Properties, PartialEq)]
pub struct TabsProps {
    /// What ids begin with.
    pub id: AttrValue,
    /// The name of the whole.
    pub label: AttrValue,
    /// The tabs.
    pub names: Vec<AttrValue>,
    /// Which one is open.
    pub selected: usize,
    /// A further class.
    #[prop_or_default]
    pub class: Classes,
    /// Told which one is chosen.
    pub on_select: Callback<usize>,
    /// What stands behind the tabs in their row.
    #[prop_or_default]
    pub children: Html,
}

/// The id of the panel that a tab opens.
pub fn panel_id(id: &str) -> String {
    format!("{id}-panel")
}

/// The id of a tab.
pub fn tab_id(id: &str, index: usize) -> String {
    format!("{id}-tab-{index}")
}

/// A row of tabs.
#[component]
pub fn Tabs(props: &TabsProps) -> Html {
    let list = use_node_ref();
    let count = props.names.len();
    let on_key = {
        let (list, on_select, selected) = (list.clone(), props.on_select.clone(), props.selected);
        Callback::from(move |event: KeyboardEvent| {
            let next = match event.key().as_str() {
                "ArrowRight" => (selected + 1) % count.max(1),
                "ArrowLeft" => (selected + count.max(1) - 1) % count.max(1),
                "Home" => 0,
                "End" => count.saturating_sub(1),
                _ => return,
            };
            event.prevent_default();
            on_select.emit(next);
            let tabs = list.cast::<HtmlElement>().and_then(|list| list.query_selector_all("[role=tab]").ok());
            let tab = tabs.and_then(|tabs| tabs.item(next as u32)).and_then(|tab| tab.dyn_into::<HtmlElement>().ok());
            if let Some(tab) = tab {
                // It fails for no element that can have the focus.
                let _ = tab.focus();
            }
        })
    };
    let tabs = props.names.iter().enumerate().map(|(index, name)| {
        let selected = index == props.selected;
        html! {
            <button type="button" role="tab" id={tab_id(&props.id, index)} key={index} aria-selected={selected.to_string()}
                aria-controls={selected.then(|| panel_id(&props.id))} tabindex={if selected { "0" } else { "-1" }}
                onclick={props.on_select.reform(move |_| index)}>{ name }</button>
        }
    });
    html! {
        <div class={classes!("tabs", props.class.clone())}>
            <div class="tab-list" ref={list} role="tablist" aria-label={props.label.clone()} onkeydown={on_key}>{ for tabs }</div>
            { props.children.clone() }
        </div>
    }
}
