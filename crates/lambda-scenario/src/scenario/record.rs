//! How the types of a scenario are read from a document: a macro after each type names what it consists of.
//!
//! ```text
//!   record!(Package { package_type = "type", size_mb });   a struct; what is left out keeps its default
//!   record!(Share { weight: required, of: required });     … unless it must be there
//!   record!(Source { name, function, ..kind });            … beside the fields of a `tagged!` enum, in one object
//!   record!(Function { name } without calls);              … but for fields that the document does not have
//!   kinds!(Retry { "none" => None, "fixed" => Fixed { delay_ms, jitter: optional }, "own" => Own(_) });
//!                                                          {"fixed": {"delay_ms": 5}}, "none"
//!   tagged!(SourceKind by "kind" { "sync" => Sync, "sqs" => Sqs(_) });
//!                                                          {"kind": "sqs", …} with the fields of the record in it
//!   words!(Jitter { "none" => None, "full" => Full });     a text; words!(Architecture) takes `ALL` and `id()`
//! ```
//! A field, variant or word that is forgotten does not compile. The macros only name; the work is done once, in
//! [`Place`], for all types: a record costs some hundred bytes where serde's visitors cost thousands.

mod macros;
#[cfg(test)]
mod tests;

pub(super) use macros::{content, field, fresh, kind, kinds, of_kind, read_kind, record, tagged, words};

use super::Setting;
use super::object::Object;
use super::place::{Place, float};
use super::problems::Problems;
use serde_json::Value;
use std::collections::BTreeMap;

/// What can be read from a document.
pub(super) trait Read {
    /// Overwrites `self`, a default, with what is here; reports every problem.
    fn read(&mut self, at: &Place<'_>, problems: &mut Problems);
}

/// What stands in an object, perhaps beside other fields.
pub(super) trait Part {
    /// Reads the fields that are its own.
    fn read_part(&mut self, object: &mut Object<'_, '_>);
}

/// How one kind of a type is read.
pub(super) type Reader<T, Done = ()> = fn(&mut T, &Place<'_>, &mut Problems) -> Done;

/// A field of a record.
#[derive(Clone, Copy, Debug)]
pub(super) struct Field {
    /// Its name in the document.
    pub name: &'static str,
    /// Whether it must be there.
    pub is_required: bool,
}

impl Field {
    /// A field that may be left out.
    pub const fn optional(name: &'static str) -> Self {
        Self { name, is_required: false }
    }

    /// A field that must be there.
    pub const fn required(name: &'static str) -> Self {
        Self { name, is_required: true }
    }
}

/// A kind of a value that names its kind.
#[derive(Clone, Copy, Debug)]
pub(super) struct Kind {
    /// Its name in the document.
    pub name: &'static str,
    /// Whether it has parameters.
    pub has_content: bool,
}

impl Read for f64 {
    fn read(&mut self, at: &Place<'_>, problems: &mut Problems) {
        if let Some(number) = at.number(problems) {
            *self = number;
        }
    }
}

impl Read for u64 {
    fn read(&mut self, at: &Place<'_>, problems: &mut Problems) {
        if let Some(number) = at.whole_number(problems, Self::MAX) {
            *self = number;
        }
    }
}

impl Read for u32 {
    fn read(&mut self, at: &Place<'_>, problems: &mut Problems) {
        if let Some(number) = at.whole_number(problems, u64::from(Self::MAX)) {
            *self = number as Self;
        }
    }
}

impl Read for i32 {
    fn read(&mut self, at: &Place<'_>, problems: &mut Problems) {
        match float(at.value()) {
            Some(number) if number.fract() == 0.0 && number.abs() <= f64::from(Self::MAX) => *self = number as Self,
            _ => at.refuse_type(problems, "a whole number"),
        }
    }
}

impl Read for bool {
    fn read(&mut self, at: &Place<'_>, problems: &mut Problems) {
        match at.value() {
            Value::Bool(value) => *self = *value,
            _ => at.refuse_type(problems, "true or false"),
        }
    }
}

impl Read for String {
    fn read(&mut self, at: &Place<'_>, problems: &mut Problems) {
        match at.value() {
            Value::String(text) => self.clone_from(text),
            _ => at.refuse_type(problems, "a text"),
        }
    }
}

impl<T: Read> Read for Box<T> {
    fn read(&mut self, at: &Place<'_>, problems: &mut Problems) {
        (**self).read(at, problems);
    }
}

/// What is not read in full stays left out: half a value would make problems of its own.
impl<T: Read + Default> Read for Option<T> {
    fn read(&mut self, at: &Place<'_>, problems: &mut Problems) {
        *self = whole(at, problems);
    }
}

impl<T: Read + Default> Read for Setting<T> {
    fn read(&mut self, at: &Place<'_>, problems: &mut Problems) {
        if at.value().is_null() {
            *self = Self::Off;
        } else if let Some(value) = whole(at, problems) {
            *self = Self::Value(value);
        }
    }
}

/// The value here; none for `null` and for what was not read in full.
fn whole<T: Read + Default>(at: &Place<'_>, problems: &mut Problems) -> Option<T> {
    if at.value().is_null() {
        return None;
    }
    let before = problems.count();
    let mut value = T::default();
    value.read(at, problems);
    (problems.count() == before).then_some(value)
}

impl<T: Read + Default> Read for Vec<T> {
    fn read(&mut self, at: &Place<'_>, problems: &mut Problems) {
        self.clear();
        for (index, value) in at.list(problems).iter().enumerate() {
            let mut element = T::default();
            element.read(&at.element(index, value), problems);
            self.push(element);
        }
    }
}

/// Numbers by a name that is not known here.
impl Read for BTreeMap<String, f64> {
    fn read(&mut self, at: &Place<'_>, problems: &mut Problems) {
        match at.value() {
            Value::Object(fields) => {
                for (name, value) in fields {
                    if let Some(number) = at.field(name, value).number(problems) {
                        self.insert(name.clone(), number);
                    }
                }
            }
            _ => at.refuse_type(problems, "an object"),
        }
    }
}
