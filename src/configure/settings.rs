//! Settings by table: a row names a value of the scenario, its words, its control, and how it is read and set.
//!
//! ```text
//!   pub static QUEUE: &[Setting] = &[
//!       row!(queue.delay_s, words::DELAY, |range| Control::number(range)),
//!   ];
//! ```
//! The range, with its unit and its default, is the field's own: `range_at` looks it up when the code is compiled.
//! `queue` is an element (src/configure/elements.rs). A row is shown only if its element's pattern matches the scenario. So a row
//! says by itself for what it makes sense, and a new setting is a row and its words.

mod control;
mod editable;
mod element_editor;
mod field;
mod list;
#[cfg(test)]
pub mod tests;

pub use control::{Control, NumberControl};
pub use editable::{Choices, Editable};
pub use element_editor::ElementEditor;
pub use list::List;
pub(super) use list::list_of;

use crate::state::edit::{ElementPath, LiveChange, Setter, Value};
use crate::text::FieldText;
use lambda_sim::scenario::Scenario;

/// Reads a setting; `None` if there is no such element, or the setting makes no sense for it.
pub type Getter = fn(&Scenario, ElementPath) -> Option<Value>;

/// Reads a setting from the scenario as it was opened, given the present one first.
pub type BaselineGetter = fn(&Scenario, &Scenario, ElementPath) -> Option<Value>;

/// A setting.
#[derive(Debug)]
pub struct Setting {
    /// Its path below its element's, as problems name it.
    pub name: &'static str,
    /// Its words.
    pub text: FieldText,
    /// What it is edited with.
    pub control: Control,
    /// Reads it.
    pub get: Getter,
    /// Sets it.
    pub set: Setter,
    /// How live mode changes it during the run; `None`: the run starts again with it.
    pub live: Option<LiveChange>,
    /// Whether it is the name by which others refer to the element: renaming does not count as a change of the setting.
    pub is_structural: bool,
    /// Why it cannot be changed at present.
    pub blocked: Option<fn(&Scenario, ElementPath) -> Option<&'static str>>,
    /// What follows from it.
    pub note: Option<fn(&Scenario, ElementPath) -> Option<String>>,
    /// Reads it from the scenario as it was opened, given the present one first, if it is to be compared in another way.
    pub baseline: Option<BaselineGetter>,
    /// The value that brings back everything that was set along with this one, for the scenario as it was opened.
    pub restore: Option<Getter>,
    /// The path of another value whose problem is shown here.
    pub also_wrong: Option<&'static str>,
}

impl Setting {
    /// A setting that is read and set by its own functions.
    pub const fn new(name: &'static str, text: FieldText, control: Control, get: Getter, set: Setter) -> Self {
        Self {
            name,
            text,
            control,
            get,
            set,
            live: None,
            is_structural: false,
            blocked: None,
            note: None,
            baseline: None,
            restore: None,
            also_wrong: None,
        }
    }

    /// Sets other values as well, so that the scenario stays valid.
    pub const fn set_by(mut self, set: Setter) -> Self {
        self.set = set;
        self
    }

    /// Can be changed during the run.
    pub const fn live(mut self, change: LiveChange) -> Self {
        self.live = Some(change);
        self
    }

    /// With reasons why it cannot be changed.
    pub const fn blocked(mut self, blocked: fn(&Scenario, ElementPath) -> Option<&'static str>) -> Self {
        self.blocked = Some(blocked);
        self
    }

    /// With what follows from it.
    pub const fn note(mut self, note: fn(&Scenario, ElementPath) -> Option<String>) -> Self {
        self.note = Some(note);
        self
    }

    /// The name by which others refer to the element.
    pub const fn structural(mut self) -> Self {
        self.is_structural = true;
        self
    }

    /// Compared in another way with how it was opened.
    pub const fn compared(mut self, baseline: fn(&Scenario, &Scenario, ElementPath) -> Option<Value>) -> Self {
        self.baseline = Some(baseline);
        self
    }

    /// Choosing what was chosen when the scenario was opened brings back what was set along with it.
    pub const fn restoring(mut self, restore: Getter) -> Self {
        self.restore = Some(restore);
        self
    }

    /// Shows the problem of another value that it decides about.
    pub const fn also_wrong(mut self, name: &'static str) -> Self {
        self.also_wrong = Some(name);
        self
    }
}

/// A row for a field of an element:
///
/// ```text
///   row!(queue.delay_s, …)                                                    its path is the field's name
///   row!("retry.sdk.mode", sdk.mode, …)                                       its path is another one
///   row!("wait.duration_s", operation: DurableOperation::Wait { duration_s: found } => found, …)
///                                                                             found by a pattern in the element
/// ```
/// The control is an expression; `|range| control` is given the range of the field, found in the element's type by the row's path.
macro_rules! row {
    ($element:ident.$field:ident, $($text_and_control:tt)+) => {
        row!(stringify!($field), $element.$field, $($text_and_control)+)
    };
    ($name:expr, $element:ident.$($field:ident).+, $text:expr, |$range:ident| $control:expr) => {
        row!($name, $element.$($field).+, $text, {
            let $range = $crate::configure::settings::range_at!($element, $name);
            $control
        })
    };
    ($name:expr, $element:ident: $pattern:pat => $found:expr, $text:expr, |$range:ident| $control:expr) => {
        row!($name, $element: $pattern => $found, $text, {
            let $range = $crate::configure::settings::range_at!($element, $name);
            $control
        })
    };
    ($name:expr, $element:ident.$($field:ident).+, $text:expr, $control:expr) => {
        $crate::configure::settings::Setting::new(
            $name,
            $text,
            $control,
            |scenario, at| {
                let element = $crate::configure::elements::$element::get(scenario, at)?;
                Some($crate::configure::settings::Editable::value(&element.$($field).+))
            },
            |scenario, at, value| {
                if let Some(element) = $crate::configure::elements::$element::get_mut(scenario, at) {
                    $crate::configure::settings::Editable::set(&mut element.$($field).+, value);
                }
            },
        )
    };
    ($name:expr, $element:ident: $pattern:pat => $found:expr, $text:expr, $control:expr) => {
        $crate::configure::settings::Setting::new(
            $name,
            $text,
            $control,
            |scenario, at| match $crate::configure::elements::$element::get(scenario, at)? {
                $pattern => Some($crate::configure::settings::Editable::value($found)),
                _ => None,
            },
            |scenario, at, value| {
                if let Some($pattern) = $crate::configure::elements::$element::get_mut(scenario, at) {
                    $crate::configure::settings::Editable::set($found, value);
                }
            },
        )
    };
}
pub(super) use row;

/// The range of an element's field, by its path; a path without a field, or a field without a range, does not compile.
macro_rules! range_at {
    ($element:ident, $path:expr) => {
        const { lambda_sim::scenario::FieldSpec::range_at($crate::configure::elements::$element::FIELDS, $path) }
    };
}
pub(super) use range_at;

/// A row for an optional element: switched on, it is as `$make` makes it of the element around it.
macro_rules! switch {
    ($name:expr, $element:ident.$field:ident, $text:expr, $make:expr) => {
        $crate::configure::settings::Setting::new(
            $name,
            $text,
            $crate::configure::settings::Control::Switch,
            |scenario, at| {
                let element = $crate::configure::elements::$element::get(scenario, at)?;
                Some($crate::state::edit::Value::Flag(element.$field.is_some()))
            },
            |scenario, at, value| {
                let make = $make;
                if let Some(element) = $crate::configure::elements::$element::get_mut(scenario, at) {
                    element.$field = (*value == $crate::state::edit::Value::Flag(true)).then(|| make(element));
                }
            },
        )
    };
}
pub(super) use switch;
