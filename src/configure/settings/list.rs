//! A list of elements, each with its rows, with ways to add and to remove one.

use super::{Row, Settings};
use crate::state::edit::{PutFn, Spot};
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
    /// What this one is called, where it has a number of its own.
    pub title: Option<fn(&Scenario, Spot) -> Option<String>>,
    /// What adding one is called.
    pub add_label: &'static str,
    /// The most elements.
    pub most: usize,
    /// Its elements that are shown, each with its place in the list.
    pub elements: fn(&Scenario, Spot) -> Vec<(usize, Spot)>,
    /// Adds a valid one.
    pub add: PutFn,
    /// Removes the one at a spot.
    pub remove: PutFn,
    /// Why none can be added at present.
    pub blocked: Option<fn(&Scenario, Spot) -> Option<&'static str>>,
    /// The fields of each.
    pub rows: &'static [Row],
    /// The list inside an element, if it has one.
    pub inner: Option<fn(&Scenario, Spot) -> Option<&'static Self>>,
    /// What comes with the rows, folded away.
    pub more: &'static [Row],
}

impl List {
    /// Its elements and the button that adds one.
    pub(super) fn view(&'static self, around: &Settings) -> Html {
        let elements = (self.elements)(around.scenario, around.at);
        let count = elements.len();
        let blocked = self.blocked.and_then(|blocked| blocked(around.scenario, around.at));
        let add = around.reshape(self.name, around.at, self.add).reform(|_: MouseEvent| ());
        let cards = elements.into_iter().enumerate().map(|(number, (index, at))| {
            let title = self.title.and_then(|title| title(around.scenario, at));
            let name = title.unwrap_or_else(|| words::element(self.element, number));
            let inside = around.below(&words::indexed(self.name, index), at);
            let remove = around.reshape(self.name, at, self.remove);
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

/// A list inside an element: how many it has is all there is to know of where they are.
macro_rules! list_of {
    ($element:ident.$($list:ident).+) => {
        |scenario, at| {
            let count = $element::get(scenario, at).map_or(0, |element| element.$($list).+.len());
            (0..count).map(|index| (index, at.inside(index))).collect()
        }
    };
    (remove $element:ident.$($list:ident).+) => {
        |scenario, at, _| {
            if let Some(element) = $element::get_mut(scenario, at)
                && at.inner < element.$($list).+.len()
            {
                element.$($list).+.remove(at.inner);
            }
        }
    };
}
pub(in crate::configure) use list_of;
