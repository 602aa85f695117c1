//! A value of a JSON document and the path to it: every step of reading that does not depend on the type that is read.
//!
//! The path is a chain of nodes on the stack; it becomes text only when a problem names it.

use super::{FieldSpec, ObjectReader, ReadFields, ReadScenario, VariantSpec};
use crate::scenario::problem::{Problem, ProblemKind, grouped, most_similar};
use crate::scenario::problems::Problems;
use serde_json::Value;
use std::fmt;

/// The largest whole number up to which floating-point numbers are exact.
const LARGEST_EXACT: f64 = 9_007_199_254_740_992.0;

/// A value and the path to it; displayed as in `functions[0].memory_mb`.
#[derive(Clone, Copy, Debug)]
pub struct JsonNode<'a> {
    value: &'a Value,
    parent: Option<(&'a JsonNode<'a>, PathSegment<'a>)>,
}

/// A step from a value to one inside it.
#[derive(Clone, Copy, Debug)]
enum PathSegment<'a> {
    /// To an element of a list.
    Element(usize),
    /// To a field of an object.
    Field(&'a str),
    /// To the content of a value that names its variant. Such a value is read completely or not at all.
    Variant(&'a str),
}

impl fmt::Display for JsonNode<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Some((outer, segment)) = self.parent else { return Ok(()) };
        outer.fmt(f)?;
        match segment {
            PathSegment::Element(index) => write!(f, "[{index}]"),
            PathSegment::Field(name) | PathSegment::Variant(name) => {
                f.write_str(if outer.parent.is_none() { "" } else { "." })?;
                f.write_str(name)
            }
        }
    }
}

impl<'a> JsonNode<'a> {
    /// The document.
    pub fn document(value: &'a Value) -> Self {
        Self { value, parent: None }
    }

    /// What is written here.
    pub fn value(&self) -> &'a Value {
        self.value
    }

    /// An element of a list.
    pub fn element(&'a self, index: usize, value: &'a Value) -> Self {
        self.inside(PathSegment::Element(index), value)
    }

    /// A field of an object.
    pub fn field(&'a self, name: &'a str, value: &'a Value) -> Self {
        self.inside(PathSegment::Field(name), value)
    }

    fn inside(&'a self, segment: PathSegment<'a>, value: &'a Value) -> Self {
        Self { value, parent: Some((self, segment)) }
    }

    /// The outermost enclosing value that must be read completely or not at all.
    fn whole(&self) -> &Self {
        let (mut whole, mut node) = (self, self);
        while let Some((outer, segment)) = node.parent {
            if matches!(segment, PathSegment::Variant(_)) {
                whole = outer;
            }
            node = outer;
        }
        whole
    }

    /// Reports that what is here cannot be read.
    pub fn refuse(&self, problems: &mut Problems, kind: ProblemKind, given: &str, allowed: &str) {
        if problems.reserve_slot() {
            problems.push_unread(Problem::new(self.to_string(), kind, given, allowed), self.whole().to_string());
        }
    }

    /// Reports a value of another type than is wanted.
    pub fn refuse_type(&self, problems: &mut Problems, wanted: &str) {
        self.refuse(problems, ProblemKind::WrongType, &shown(self.value), wanted);
    }

    /// Reports a word that is none of those allowed.
    pub fn refuse_word(
        &self,
        problems: &mut Problems,
        kind: ProblemKind,
        given: &str,
        allowed: &mut dyn Iterator<Item = &str>,
    ) {
        if problems.reserve_slot() {
            let allowed: Vec<&str> = allowed.collect();
            let shown = if kind == ProblemKind::UnknownField { given.to_owned() } else { format!("\"{given}\"") };
            let nearest = most_similar(given, allowed.iter().copied()).map(str::to_owned);
            let problem = Problem { nearest, ..Problem::new(self.to_string(), kind, shown, allowed.join(", ")) };
            problems.push_unread(problem, self.whole().to_string());
        }
    }

    /// The number here.
    pub fn number(&self, problems: &mut Problems) -> Option<f64> {
        let number = self.value.as_f64();
        if number.is_none() {
            self.refuse_type(problems, "a number");
        }
        number
    }

    /// The whole number here. JSON knows one kind of number: 512.0 is as good a whole number as 512.
    pub fn whole_number(&self, problems: &mut Problems, most: u64) -> Option<u64> {
        let whole = self.value.as_u64().or_else(|| {
            let number = self.value.as_f64()?;
            (number.fract() == 0.0 && (0.0..=LARGEST_EXACT).contains(&number)).then_some(number as u64)
        });
        match whole {
            Some(whole) if whole <= most => Some(whole),
            Some(_) => {
                let allowed = format!("at most {}", grouped(most as f64));
                self.refuse(problems, ProblemKind::NotAllowed, &shown(self.value), &allowed);
                None
            }
            None => {
                self.refuse_type(problems, "a whole number, not negative");
                None
            }
        }
    }

    /// The elements of the list here.
    pub fn list(&self, problems: &mut Problems) -> &'a [Value] {
        match self.value {
            Value::Array(elements) => elements,
            _ => {
                self.refuse_type(problems, "a list");
                &[]
            }
        }
    }

    /// Reads the object here: these fields, and no others.
    pub fn read_object(&self, problems: &mut Problems, fields: &mut dyn ReadFields) {
        if let Some(mut object) = ObjectReader::at(self, problems) {
            fields.read_fields(&mut object);
            object.refuse_others();
        }
    }

    /// The same for fields that do not make a type.
    pub fn read_fields(
        &self,
        problems: &mut Problems,
        fields: &'static [FieldSpec],
        values: &mut [&mut dyn ReadScenario],
    ) {
        if let Some(mut object) = ObjectReader::at(self, problems) {
            object.read(fields, values);
            object.refuse_others();
        }
    }

    /// Which of these words is here.
    pub fn word(&self, problems: &mut Problems, words: &[&str]) -> Option<usize> {
        let Value::String(given) = self.value else {
            self.refuse_type(problems, &format!("one of {}", words.join(", ")));
            return None;
        };
        let index = words.iter().position(|word| word == given);
        if index.is_none() {
            self.refuse_word(problems, ProblemKind::NotAllowed, given, &mut words.iter().copied());
        }
        index
    }

    /// Which of these variants is here, and its content: `{"fixed": {"delay_ms": 5}}`, or `"none"` if it has no content.
    /// `allowed_before` goes before the names of the variants if there is something else.
    pub fn variant(
        &'a self,
        problems: &mut Problems,
        variants: &'a [VariantSpec],
        allowed_before: &str,
    ) -> Option<(usize, Self)> {
        let (name, content) = match self.value {
            Value::String(name) => (name, None),
            Value::Object(fields) if fields.len() == 1 => {
                fields.iter().next().map(|(name, inner)| (name, Some(inner)))?
            }
            other => {
                let several = other.as_object().is_some_and(|fields| !fields.is_empty());
                let given = if several { "several kinds in one object".to_owned() } else { shown(other) };
                let names: Vec<&str> = variants.iter().map(|variant| variant.name).collect();
                let allowed = format!("{allowed_before}{}", names.join(", "));
                self.refuse(problems, ProblemKind::WrongType, &given, &allowed);
                return None;
            }
        };
        let Some(index) = variants.iter().position(|variant| variant.name == name) else {
            self.refuse_word(problems, ProblemKind::NotAllowed, name, &mut variants.iter().map(|variant| variant.name));
            return None;
        };
        let node = self.inside(PathSegment::Variant(variants[index].name), content.unwrap_or(&Value::Null));
        match (variants[index].has_content, content) {
            (true, None) => {
                let allowed = format!("an object {{\"{name}\": …}} with its parameters");
                self.refuse(problems, ProblemKind::WrongType, &format!("\"{name}\" alone"), &allowed);
                None
            }
            (false, Some(inner)) if !inner.is_null() => {
                node.refuse_type(problems, "nothing: it has no parameters");
                None
            }
            _ => Some((index, node)),
        }
    }
}

/// A value in a few words.
pub fn shown(value: &Value) -> String {
    match value {
        Value::Array(_) => "a list".to_owned(),
        Value::Object(_) => "an object".to_owned(),
        Value::String(text) => format!("\"{text}\""),
        Value::Number(number) => number.to_string(),
        Value::Bool(true) => "true".to_owned(),
        Value::Bool(false) => "false".to_owned(),
        Value::Null => "null".to_owned(),
    }
}
