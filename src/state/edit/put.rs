//! An edit by table: a value, the element that it belongs to, and what puts it there.
//!
//! A panel that lists its settings in a table (src/configure/settings.rs) makes its edits of the rows, so that neither the reducer
//! nor an enum has to know each of them, and what puts a value in its place comes with the panel.

use lambda_sim::distribution::Distribution;
use lambda_sim::scenario::{Scenario, Setting};

/// Which element of the scenario's lists is meant: a function, source or alarm, and an element of a list of its own.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Spot {
    /// The place in the outer list.
    pub index: usize,
    /// The place in the list inside that element, where there is one.
    pub inner: usize,
    /// The place in a list inside that one, counted from 1; 0 for the element itself.
    pub deep: usize,
}

impl Spot {
    /// An element of an outer list.
    pub const fn of(index: usize) -> Self {
        Self { index, inner: 0, deep: 0 }
    }

    /// An element of a list inside it.
    pub const fn inside(self, inner: usize) -> Self {
        Self { inner, ..self }
    }

    /// An element of a list inside that.
    pub const fn deeper(self, place: usize) -> Self {
        Self { deep: place + 1, ..self }
    }
}

/// The value of a setting, as a control shows and gives it.
#[derive(Clone, Debug, PartialEq)]
pub enum Value {
    /// On or off.
    Flag(bool),
    /// A number; none where it is left out.
    Number(Option<f64>),
    /// One of a few, by its place among them.
    Choice(usize),
    /// A text or a name; none where it is left out.
    Text(Option<String>),
    /// A number that varies.
    Distribution(Setting<Distribution>),
}

/// Puts a value in its place; where the element is not there, or the value is of another sort, it changes nothing.
pub type PutFn = fn(&mut Scenario, Spot, &Value);

/// One change.
#[derive(Clone, Debug)]
pub struct Put {
    /// The path of the field, as in a scenario's problems.
    pub path: String,
    /// The element that it belongs to.
    pub spot: Spot,
    /// The new value.
    pub value: Value,
    /// Puts it there.
    pub put: PutFn,
    /// Whether it changes what there is, rather than a value of it.
    pub is_structural: bool,
}

impl PartialEq for Put {
    /// The path says what is put where; addresses of functions say nothing.
    fn eq(&self, other: &Self) -> bool {
        self.path == other.path && self.spot == other.spot && self.value == other.value
    }
}
