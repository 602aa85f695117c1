//! A list of elements, each with its rows, with ways to add and to remove one.

use super::{ElementEditor, Setting};
use crate::state::edit::{ElementPath, Restructure};
use crate::text::settings as words;
use crate::ui::icon::{Shape, icon_button};
use lambda_sim::scenario::Scenario;
use yew::prelude::*;

/// A list.
#[derive(Debug)]
pub struct List {
    /// Its name in the element around it.
    pub name: &'static str,
    /// What one of it is called.
    pub element: &'static str,
    /// What this one is called, if it is not numbered by its index.
    pub title: Option<fn(&Scenario, ElementPath) -> Option<String>>,
    /// What adding one is called.
    pub add_label: &'static str,
    /// The most elements.
    pub most: usize,
    /// Its elements that are shown, each with its index in the list.
    pub elements: fn(&Scenario, ElementPath) -> Vec<(usize, ElementPath)>,
    /// Adds a valid one.
    pub add: Restructure,
    /// Removes the one at a spot.
    pub remove: Restructure,
    /// Why none can be added at present.
    pub blocked: Option<fn(&Scenario, ElementPath) -> Option<&'static str>>,
    /// The fields of each.
    pub rows: &'static [Setting],
    /// The list inside an element, if it has one.
    pub inner: Option<fn(&Scenario, ElementPath) -> Option<&'static Self>>,
    /// What comes with the rows, folded away.
    pub more: &'static [Setting],
}

impl List {
    /// Its elements and the button that adds one.
    pub(super) fn view(&'static self, around: &ElementEditor) -> Html {
        let elements = (self.elements)(around.scenario, around.at);
        let count = elements.len();
        let blocked = self.blocked.and_then(|blocked| blocked(around.scenario, around.at));
        let add = around.restructure(self.name, around.at, self.add).reform(|_: MouseEvent| ());
        let cards = elements.into_iter().enumerate().map(|(number, (index, at))| {
            let title = self.title.and_then(|title| title(around.scenario, at));
            let name = title.unwrap_or_else(|| words::element(self.element, number));
            let inside = around.below(&words::indexed(self.name, index), at);
            let remove = around.restructure(self.name, at, self.remove);
            let inner = self.inner.and_then(|inner| inner(around.scenario, at));
            html! {
                <div class="item" role="group" aria-label={name.clone()} key={index}>
                    <div class="item-head">
                        <span>{ name.clone() }</span>
                        { icon_button(Shape::Remove, words::remove(&name), false, &remove) }
                    </div>
                    { inside.rows(self.rows) }
                    { for inner.map(|list| inside.list(list)) }
                    { inside.folded(words::MORE, None, self.more) }
                </div>
            }
        });
        html! {
            <>
                { for cards }
                if let Some(reason) = blocked {
                    <p class="note">{ reason }</p>
                } else if count < self.most {
                    <button type="button" class="link add" onclick={add}>{ self.add_label }</button>
                }
            </>
        }
    }
}

/// The elements of a list inside an element, and what removes one.
macro_rules! list_of {
    ($element:ident.$($list:ident).+) => {
        |scenario, at| {
            let count = $crate::configure::elements::$element::get(scenario, at).map_or(0, |element| element.$($list).+.len());
            (0..count).map(|index| (index, at.inside(index))).collect()
        }
    };
    (remove $element:ident.$($list:ident).+) => {
        |scenario, at| {
            if let Some(element) = $crate::configure::elements::$element::get_mut(scenario, at)
                && at.inner < element.$($list).+.len()
            {
                element.$($list).+.remove(at.inner);
            }
        }
    };
}
pub(in crate::configure) use list_of;
