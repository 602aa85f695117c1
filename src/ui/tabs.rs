//! Tabs: one is in the tab order, arrow keys go to the others.

use wasm_bindgen::JsCast;
use web_sys::{Element, HtmlElement};
use yew::prelude::*;

/// A row of tabs.
pub struct Tabs {
    /// What ids begin with.
    pub id: String,
    /// The name of the whole.
    pub label: &'static str,
    /// A further class.
    pub class: &'static str,
    /// The tabs.
    pub names: Vec<AttrValue>,
    /// Which one is open.
    pub selected: usize,
    /// Told which one is chosen.
    pub on_select: Callback<usize>,
}

impl Tabs {
    /// The tabs.
    pub fn view(&self) -> Html {
        let Self { id, label, class, names, selected, on_select } = self;
        let on_key = {
            let (on_select, selected, count) = (on_select.clone(), *selected, names.len().max(1));
            Callback::from(move |event: KeyboardEvent| {
                let next = match event.key().as_str() {
                    "ArrowRight" => (selected + 1) % count,
                    "ArrowLeft" => (selected + count - 1) % count,
                    "Home" => 0,
                    "End" => count - 1,
                    _ => return,
                };
                event.prevent_default();
                on_select.emit(next);
                let from = event.target().and_then(|target| target.dyn_into::<Element>().ok());
                let tab = from.and_then(|tab| tab.parent_element()).and_then(|list| list.children().item(next as u32));
                if let Some(tab) = tab.and_then(|tab| tab.dyn_into::<HtmlElement>().ok()) {
                    // It fails for no element that can have the focus.
                    let _ = tab.focus();
                }
            })
        };
        let tabs = names.iter().enumerate().map(|(index, name)| {
            let is_open = index == *selected;
            html! {
                <button type="button" role="tab" id={tab_id(id, index)} key={index} aria-selected={is_open.to_string()}
                    aria-controls={is_open.then(|| panel_id(id))} tabindex={if is_open { "0" } else { "-1" }}
                    onclick={on_select.reform(move |_| index)}>{ name }</button>
            }
        });
        html! {
            <div class={classes!("tabs", *class)}>
                <div class="tab-list" role="tablist" aria-label={*label} onkeydown={on_key}>{ for tabs }</div>
            </div>
        }
    }

    /// What the open tab shows.
    pub fn panel(&self, class: &'static str, content: Html) -> Html {
        html! {
            <div {class} role="tabpanel" id={panel_id(&self.id)} aria-labelledby={tab_id(&self.id, self.selected)} key={self.selected}>
                { content }
            </div>
        }
    }
}

fn panel_id(id: &str) -> String {
    format!("{id}-panel")
}

fn tab_id(id: &str, index: usize) -> String {
    format!("{id}-tab-{index}")
}
