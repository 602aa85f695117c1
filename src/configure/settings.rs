//! Settings by table: a row names a value of the scenario, its words, its control, and how it is read and put.
//!
//! ```text
//!   element!(queue: Queue in source, Source { kind: SourceKind::Sqs(Sqs { queue: found, .. }), .. } => found);
//!   pub static QUEUE: &[Row] = &[
//!       row!(queue.delay_s, words::DELAY, Control::number(limits::DELAY_S)),
//!   ];
//! ```
//! An element is found by a pattern: where it does not match, its rows are not shown. So a row says by itself for what it makes
//! sense, and a new setting is a row and its words.

mod editable;
mod list;
#[cfg(test)]
pub mod tests;
mod view;

pub use editable::Editable;
pub use list::List;
pub(super) use list::list_of;
pub use view::Settings;

use crate::state::edit::{PutFn, Spot, Value};
use crate::text::FieldText;
use crate::ui::number_input::Kind;
use crate::ui::scale::Scale;
use crate::ui::select_field::Choice;
use lambda_sim::distribution::Distribution;
use lambda_sim::scenario::limits::Range;
use lambda_sim::scenario::{Scenario, limits};

/// A setting.
#[derive(Debug)]
pub struct Row {
    /// Its path below its element's, as problems name it.
    pub name: &'static str,
    /// Its words.
    pub text: FieldText,
    /// What it is edited with.
    pub control: Control,
    /// What it is; none where there is no such element, or the setting makes no sense for it.
    pub read: fn(&Scenario, Spot) -> Option<Value>,
    /// Puts another value there.
    pub put: PutFn,
    /// Whether putting it changes what other elements are called: what is renamed is no change.
    pub is_structural: bool,
    /// Why it cannot be switched on at present.
    pub blocked: Option<fn(&Scenario, Spot) -> Option<&'static str>>,
    /// What follows from it.
    pub note: Option<fn(&Scenario, Spot) -> Option<String>>,
}

impl Row {
    /// Put in its place in another way: with what else has to change, so that the scenario stays valid.
    pub const fn putting(mut self, put: PutFn) -> Self {
        self.put = put;
        self
    }

    /// With reasons why it cannot be switched on.
    pub const fn blocked(mut self, blocked: fn(&Scenario, Spot) -> Option<&'static str>) -> Self {
        self.blocked = Some(blocked);
        self
    }

    /// With what follows from it.
    pub const fn note(mut self, note: fn(&Scenario, Spot) -> Option<String>) -> Self {
        self.note = Some(note);
        self
    }

    /// With a value that others refer to by it.
    pub const fn structural(mut self) -> Self {
        self.is_structural = true;
        self
    }
}

/// What a setting is edited with.
#[derive(Debug)]
pub enum Control {
    /// On or off.
    Switch,
    /// A number.
    Number(Kind, Scale),
    /// A number that may be left out; the last is what stands there when it is switched on.
    Limit(Kind, Scale, f64),
    /// One of a few.
    OneOf(&'static [&'static str]),
    /// A name among those that there are; what is left out is the choice of an empty value.
    Named(fn(&Scenario, Spot) -> Vec<Choice>),
    /// A text.
    Text,
    /// A queue, topic or bus that takes what failed, with its name.
    Recipient,
    /// A number that varies; what it is called where it is left out, if it may be.
    Distribution(Range, Distribution, Option<&'static str>),
}

impl Control {
    /// A whole number over its range, in logarithmic steps where that is wide.
    pub const fn whole(range: Range) -> Self {
        Self::Number(Kind::whole(range), scale(range))
    }

    /// Any number likewise.
    pub const fn number(range: Range) -> Self {
        Self::Number(Kind::real(range), scale(range))
    }

    /// A share, finer where it is small.
    pub const fn share() -> Self {
        Self::Number(Kind::percent(limits::SHARE), Scale::Log { min: 0.000_1, max: 1.0, zero: true })
    }

    /// A share, per cent by per cent.
    pub const fn even_share() -> Self {
        Self::Number(Kind::percent(limits::SHARE), Scale::Linear { min: 0.0, max: 1.0, step: 0.01 })
    }

    /// A whole number that may be left out.
    pub const fn limit(range: Range) -> Self {
        Self::Limit(Kind::whole(range), scale(range), range.default)
    }

    /// A number that varies.
    pub const fn distribution(range: Range, usual: f64) -> Self {
        Self::Distribution(range, Distribution::Constant(usual), None)
    }

    /// A number that varies and may be left out, which is called so.
    pub const fn optional(range: Range, usual: f64, default_name: &'static str) -> Self {
        Self::Distribution(range, Distribution::Constant(usual), Some(default_name))
    }
}

/// What a slider covers of a range: all of a narrow one, the magnitudes of a wide one.
const fn scale(range: Range) -> Scale {
    if range.max - range.min <= 60.0 * range.step {
        return Scale::Linear { min: range.min, max: range.max, step: range.step };
    }
    let least = if range.min > 0.0 { range.min } else { range.step };
    Scale::Log { min: least, max: range.max, zero: range.min <= 0.0 }
}

/// How an element is found in a scenario, for reading and for writing: by a pattern on the element around it. The module that
/// it makes has both ways.
macro_rules! element {
    ($name:ident: $type:ident in $parent:ident, $pattern:pat => $found:expr) => {
        pub mod $name {
            #[allow(unused_imports, reason = "each element needs some of them")]
            use super::*;

            /// The element.
            pub fn get(scenario: &Scenario, at: Spot) -> Option<&$type> {
                match $parent::get(scenario, at)? {
                    $pattern => Some($found),
                    #[allow(unreachable_patterns, reason = "some are always there")]
                    _ => None,
                }
            }

            /// The element, to be changed.
            pub fn get_mut(scenario: &mut Scenario, at: Spot) -> Option<&mut $type> {
                match $parent::get_mut(scenario, at)? {
                    $pattern => Some($found),
                    #[allow(unreachable_patterns, reason = "some are always there")]
                    _ => None,
                }
            }
        }
    };
    ($name:ident: $type:ident = $list:ident) => {
        pub mod $name {
            use super::*;

            /// The element.
            pub fn get(scenario: &Scenario, at: Spot) -> Option<&$type> {
                scenario.$list.get(at.index)
            }

            /// The element, to be changed.
            pub fn get_mut(scenario: &mut Scenario, at: Spot) -> Option<&mut $type> {
                scenario.$list.get_mut(at.index)
            }
        }
    };
    ($name:ident: $type:ident = $parent:ident.$($list:ident).+) => {
        pub mod $name {
            use super::*;

            /// The element.
            pub fn get(scenario: &Scenario, at: Spot) -> Option<&$type> {
                $parent::get(scenario, at)?.$($list).+.get(at.inner)
            }

            /// The element, to be changed.
            pub fn get_mut(scenario: &mut Scenario, at: Spot) -> Option<&mut $type> {
                $parent::get_mut(scenario, at)?.$($list).+.get_mut(at.inner)
            }
        }
    };
}
pub(super) use element;

/// A row for a field of an element: `row!(queue.delay_s, …)`; with its path where that is another, `row!("retry.sdk.mode",
/// sdk.mode, …)`.
macro_rules! row {
    ($element:ident.$field:ident, $text:expr, $control:expr) => {
        row!(stringify!($field), $element.$field, $text, $control)
    };
    ($name:expr, $element:ident.$($field:ident).+, $text:expr, $control:expr) => {
        $crate::configure::settings::Row {
            name: $name,
            text: $text,
            control: $control,
            read: |scenario, at| {
                Some($crate::configure::settings::Editable::value(&$element::get(scenario, at)?.$($field).+))
            },
            put: |scenario, at, value| {
                if let Some(element) = $element::get_mut(scenario, at) {
                    $crate::configure::settings::Editable::put(&mut element.$($field).+, value);
                }
            },
            is_structural: false,
            blocked: None,
            note: None,
        }
    };
}
pub(super) use row;

/// A row for what may be there or not: switched on, it is as `$make` makes it of scenario and spot.
macro_rules! switch {
    ($name:expr, $element:ident.$field:ident, $text:expr, $make:expr) => {
        $crate::configure::settings::Row {
            name: $name,
            text: $text,
            control: $crate::configure::settings::Control::Switch,
            read: |scenario, at| Some($crate::state::edit::Value::Flag($element::get(scenario, at)?.$field.is_some())),
            put: |scenario, at, value| {
                let made = $make;
                if let Some(element) = $element::get_mut(scenario, at) {
                    element.$field = (*value == $crate::state::edit::Value::Flag(true)).then(|| made(element));
                }
            },
            is_structural: false,
            blocked: None,
            note: None,
        }
    };
}
pub(super) use switch;
