//! An edit of a setting: its new value, the element it belongs to, and the function that sets it.
//!
//! A panel lists its settings in a table (src/configure/settings.rs) and makes its edits from the rows. Everything that the
//! reducer and live mode have to know about a setting comes with the edit, so that neither has to know the settings one by one.

use lambda_sim::distribution::Distribution;
use lambda_sim::scenario::{ChangeKind, Override, Retry, Scenario, Traffic};

/// Where an element is in the lists of a scenario: a function, source or alarm, and an element of a list inside it.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct ElementPath {
    /// Its index in the outer list.
    pub index: usize,
    /// Its index in the list inside that element, if it is in one.
    pub inner: usize,
    /// Its index in a list inside that one, counted from 1; 0 for the element itself.
    pub deep: usize,
}

impl ElementPath {
    /// An element of an outer list.
    pub const fn of(index: usize) -> Self {
        Self { index, inner: 0, deep: 0 }
    }

    /// An element of a list inside it.
    pub const fn inside(self, inner: usize) -> Self {
        Self { inner, ..self }
    }

    /// An element of a list inside that.
    pub const fn deeper(self, index: usize) -> Self {
        Self { deep: index + 1, ..self }
    }
}

/// The value of a setting, as a control shows it and reports it.
#[derive(Clone, Debug, PartialEq)]
pub enum Value {
    /// On or off.
    Flag(bool),
    /// A number; `None` if it is left out.
    Number(Option<f64>),
    /// One of a few, by the name it is shown by.
    Choice(&'static str),
    /// A string or a name; `None` if it is left out.
    Text(Option<String>),
    /// A number that varies.
    Distribution(Override<Distribution>),
    /// A whole retry policy, as it was when the scenario was opened.
    Retry(Retry),
    /// A whole part of traffic, as it was when the scenario was opened.
    Traffic(Traffic),
}

/// Sets a value. If the element does not exist, or the value is not of the setting's type, it changes nothing.
pub type Setter = fn(&mut Scenario, ElementPath, &Value);

/// How live mode changes a setting during the run: the change that leads from the scenario before an edit to the one after it.
/// `None` if this value can only be set from the start.
pub type LiveChange = fn(&Scenario, &Scenario, ElementPath) -> Option<ChangeKind>;

/// A new value for a setting.
#[derive(Clone, Debug)]
pub struct SettingEdit {
    /// The path of the field, as in a scenario's problems.
    pub path: String,
    /// The element that it belongs to.
    pub at: ElementPath,
    /// The new value.
    pub value: Value,
    /// Sets it.
    pub set: Setter,
    /// How live mode changes it during the run; `None`: the run starts again with it.
    pub live: Option<LiveChange>,
    /// Whether it renames the element: that does not count as a change of the setting.
    pub is_structural: bool,
}

impl SettingEdit {
    /// Sets the value.
    pub fn apply(&self, scenario: &mut Scenario) {
        (self.set)(scenario, self.at, &self.value);
    }
}
