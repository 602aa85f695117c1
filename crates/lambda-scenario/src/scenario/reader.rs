//! How the types of a scenario are read from a document.
//!
//! A value is read into a default and reading goes on, so that every problem is reported at once: each with its path, what was
//! given and what is allowed. The attributes of `lambda-scenario-derive` write the implementations, thin tables of names and
//! references to fields; the work is done here, once for all types.
//!
//! ```text
//!   document ──► JsonNode (a value and the path to it) ──► ReadScenario::read ──► the value, and Problems
//!                   └─ an object ──► ObjectReader ──► ReadFields::read_fields, a part of the object each
//! ```

mod node;
mod object;
#[cfg(test)]
mod tests;
mod values;

pub use node::{JsonNode, shown};
pub use object::ObjectReader;

use super::problems::Problems;
use super::ranges::Range;

/// A type that can be read from a document.
pub trait ReadScenario {
    /// Overwrites `self`, a default, with what is at a node; reports every problem.
    fn read(&mut self, node: &JsonNode<'_>, problems: &mut Problems);
}

/// An object whose fields are always the same.
pub trait HasFields {
    /// The fields, in the order of the document.
    const FIELDS: &'static [FieldSpec];
}

impl<T: HasFields> HasFields for Option<T> {
    const FIELDS: &'static [FieldSpec] = T::FIELDS;
}

impl<T: HasFields> HasFields for Vec<T> {
    const FIELDS: &'static [FieldSpec] = T::FIELDS;
}

/// Fields of a JSON object that may also contain other fields.
pub trait ReadFields {
    /// Reads the fields that are its own.
    fn read_fields(&mut self, object: &mut ObjectReader<'_, '_>);
}

/// How the content of a variant is read.
pub type VariantReader<T> = fn(&mut T, &JsonNode<'_>, &mut Problems);

/// A field of an object: its name in the document and what it may be.
#[derive(Clone, Copy, Debug)]
pub struct FieldSpec {
    /// Its name in the document.
    pub name: &'static str,
    /// Whether it must be there.
    pub is_required: bool,
    /// What its number, or each number of its distribution, may be.
    pub range: Option<Range>,
    /// The fields of the object that it holds.
    pub inner: &'static [FieldSpec],
}

impl FieldSpec {
    /// A field that may be left out, without a range.
    pub const fn optional(name: &'static str) -> Self {
        Self { name, is_required: false, range: None, inner: &[] }
    }

    /// A field that must be there, without a range.
    pub const fn required(name: &'static str) -> Self {
        Self { is_required: true, ..Self::optional(name) }
    }

    /// The field at a path from an object with these fields, as `work.cpu_share` of a function.
    #[must_use]
    pub const fn find(fields: &'static [Self], path: &str) -> Option<&'static Self> {
        let (name, rest) = first_segment(path);
        let mut index = 0;
        while index < fields.len() {
            let field = &fields[index];
            if is_same(field.name, name) {
                return match rest {
                    Some(rest) => Self::find(field.inner, rest),
                    None => Some(field),
                };
            }
            index += 1;
        }
        None
    }

    /// The range of the field at a path, which may begin above the object: `durable.replay_ms` of the object `durable` is its
    /// `replay_ms`.
    ///
    /// # Panics
    /// If there is no such field, or it has no range. In a constant, such a path does not compile.
    #[must_use]
    pub const fn range_at(fields: &'static [Self], path: &str) -> Range {
        match (Self::find(fields, path), first_segment(path).1) {
            (Some(Self { range: Some(range), .. }), _) => *range,
            (None, Some(rest)) => Self::range_at(fields, rest),
            (Some(Self { range: None, .. }) | None, _) => panic!("no field with a range is at this path"),
        }
    }
}

/// The first name of a path, and what follows it.
const fn first_segment(path: &str) -> (&str, Option<&str>) {
    let mut index = 0;
    while index < path.len() {
        if path.as_bytes()[index] == b'.' {
            return (path.split_at(index).0, Some(path.split_at(index + 1).1));
        }
        index += 1;
    }
    (path, None)
}

/// Whether two strings are equal, in a constant.
const fn is_same(a: &str, b: &str) -> bool {
    let (a, b) = (a.as_bytes(), b.as_bytes());
    let mut index = 0;
    while index < a.len() && index < b.len() && a[index] == b[index] {
        index += 1;
    }
    a.len() == b.len() && index == a.len()
}

/// A variant of a value that names its variant.
#[derive(Clone, Copy, Debug)]
pub struct VariantSpec {
    /// Its name in the document.
    pub name: &'static str,
    /// Whether it has parameters.
    pub has_content: bool,
}
