//! An object of the document while it is read: which fields were asked for, so that the others can be refused.

use super::{FieldSpec, JsonNode, ReadScenario};
use crate::scenario::problem::ProblemKind;
use crate::scenario::problems::Problems;
use serde_json::{Map, Value};

/// An object, and the fields that were asked for.
#[derive(Debug)]
pub struct ObjectReader<'a, 'p> {
    node: &'a JsonNode<'a>,
    values: &'a Map<String, Value>,
    problems: &'p mut Problems,
    known: Vec<&'static [FieldSpec]>,
    /// True if the tag was invalid, so unknown fields must not be reported.
    has_unknown_tag: bool,
}

impl<'a, 'p> ObjectReader<'a, 'p> {
    /// The object at a node; `None`, and a problem, if there is something else.
    pub fn at(node: &'a JsonNode<'a>, problems: &'p mut Problems) -> Option<Self> {
        match node.value() {
            Value::Object(values) => Some(Self { node, values, problems, known: Vec::new(), has_unknown_tag: false }),
            _ => {
                node.refuse_type(problems, "an object");
                None
            }
        }
    }

    /// Reads the fields that are there; the others keep their values.
    pub fn read(&mut self, fields: &'static [FieldSpec], values: &mut [&mut dyn ReadScenario]) {
        self.known.push(fields);
        for (field, value) in fields.iter().zip(values) {
            match self.values.get(field.name) {
                Some(inner) => value.read(&self.node.field(field.name, inner), self.problems),
                None if field.is_required => {
                    let node = self.node.field(field.name, &Value::Null);
                    node.refuse(self.problems, ProblemKind::Missing, "nothing", "a value");
                }
                None => {}
            }
        }
    }

    /// Which of these variants the field `tag` names; `None` if it is left out or wrong.
    pub fn tag(&mut self, tag: &'static [FieldSpec], variants: &[&str]) -> Option<usize> {
        let field = tag.first()?;
        self.known.push(tag);
        let inner = self.values.get(field.name)?;
        let index = self.node.field(field.name, inner).word(self.problems, variants);
        self.has_unknown_tag |= index.is_none();
        index
    }

    /// Whether its tag was invalid, so that nobody knows its fields.
    pub fn has_unknown_tag(&self) -> bool {
        self.has_unknown_tag
    }

    /// Refuses every field that was not asked for.
    pub fn refuse_others(&mut self) {
        if self.has_unknown_tag {
            return;
        }
        let known = || self.known.iter().copied().flatten().map(|field| field.name);
        for (name, value) in self.values {
            if !known().any(|known| known == name) {
                let node = self.node.field(name, value);
                node.refuse_word(self.problems, ProblemKind::UnknownField, name, &mut known());
            }
        }
    }
}
