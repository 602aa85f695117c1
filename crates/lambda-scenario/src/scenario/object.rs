//! An object of the document while it is read: which fields were asked for, so that the others can be refused.

use super::place::Place;
use super::problem::ProblemKind;
use super::problems::Problems;
use super::record::{Field, Read};
use serde_json::{Map, Value};

/// An object, and the fields that were asked for.
#[derive(Debug)]
pub(super) struct Object<'a, 'p> {
    at: &'a Place<'a>,
    values: &'a Map<String, Value>,
    problems: &'p mut Problems,
    known: Vec<&'static [Field]>,
    /// Whether further fields may belong to a kind that could not be read.
    is_open: bool,
}

impl<'a, 'p> Object<'a, 'p> {
    /// The object at a place; none, and a problem, where there is something else.
    pub fn at(at: &'a Place<'a>, problems: &'p mut Problems) -> Option<Self> {
        match at.value() {
            Value::Object(values) => Some(Self { at, values, problems, known: Vec::new(), is_open: false }),
            _ => {
                at.refuse_type(problems, "an object");
                None
            }
        }
    }

    /// Reads the fields that are there; what is not keeps what it holds.
    #[inline(never)]
    pub fn read(&mut self, fields: &'static [Field], values: &mut [&mut dyn Read]) {
        self.known.push(fields);
        for (field, value) in fields.iter().zip(values) {
            match self.values.get(field.name) {
                Some(inner) => value.read(&self.at.field(field.name, inner), self.problems),
                None if field.is_required => {
                    let place = self.at.field(field.name, &Value::Null);
                    place.refuse(self.problems, ProblemKind::Missing, "nothing", "a value");
                }
                None => {}
            }
        }
    }

    /// Which of these kinds the field `tag` names; none where it is left out or wrong.
    #[inline(never)]
    pub fn tag(&mut self, tag: &'static [Field], kinds: &[&str]) -> Option<usize> {
        let field = tag.first()?;
        self.known.push(tag);
        let inner = self.values.get(field.name)?;
        let index = self.at.field(field.name, inner).word(self.problems, kinds);
        self.is_open |= index.is_none();
        index
    }

    /// Whether its kind could not be read, and so not its fields.
    pub fn is_open(&self) -> bool {
        self.is_open
    }

    /// Refuses every field that was not asked for.
    #[inline(never)]
    pub fn refuse_others(&mut self) {
        if self.is_open {
            return;
        }
        let known = || self.known.iter().copied().flatten().map(|field| field.name);
        for (name, value) in self.values {
            if !known().any(|known| known == name) {
                let place = self.at.field(name, value);
                place.refuse_word(self.problems, ProblemKind::UnknownField, name, &mut known());
            }
        }
    }
}
