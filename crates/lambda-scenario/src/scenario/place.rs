//! A value of a JSON document and the way to it: every step of reading that does not depend on the type that is read.
//!
//! The way is a chain of places on the stack; it becomes text only where a problem names it.

use super::object::Object;
use super::problem::{Problem, ProblemKind, grouped, most_similar};
use super::problems::Problems;
use super::record::{Field, Kind, Part, Read};
use serde_json::Value;
use std::fmt;

/// The largest whole number up to which floating-point numbers are exact.
const LARGEST_EXACT: f64 = 9_007_199_254_740_992.0;

/// A value and the way to it; shown as in `functions[0].memory_mb`.
#[derive(Clone, Copy, Debug)]
pub(super) struct Place<'a> {
    value: &'a Value,
    way: Option<(&'a Place<'a>, Step<'a>)>,
}

/// A step from a value to one inside it.
#[derive(Clone, Copy, Debug)]
enum Step<'a> {
    /// To an element of a list.
    Element(usize),
    /// To a field of an object.
    Field(&'a str),
    /// To the content of a value that names its kind. Such a value is of one piece: it cannot lose a part.
    Kind(&'a str),
}

impl fmt::Display for Place<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Some((outer, step)) = self.way else { return Ok(()) };
        outer.fmt(f)?;
        match step {
            Step::Element(index) => write!(f, "[{index}]"),
            Step::Field(name) | Step::Kind(name) => {
                f.write_str(if outer.way.is_none() { "" } else { "." })?;
                f.write_str(name)
            }
        }
    }
}

/// The number that a value is, correctly rounded; none where it is no number or no finite one.
pub(super) fn float(value: &Value) -> Option<f64> {
    crate::decimal::parse(value.as_number()?.as_str())
}

impl<'a> Place<'a> {
    /// The document.
    pub fn document(value: &'a Value) -> Self {
        Self { value, way: None }
    }

    /// What is written here.
    pub fn value(&self) -> &'a Value {
        self.value
    }

    /// An element of a list.
    pub fn element(&'a self, index: usize, value: &'a Value) -> Self {
        self.inside(Step::Element(index), value)
    }

    /// A field of an object.
    pub fn field(&'a self, name: &'a str, value: &'a Value) -> Self {
        self.inside(Step::Field(name), value)
    }

    fn inside(&'a self, step: Step<'a>, value: &'a Value) -> Self {
        Self { value, way: Some((self, step)) }
    }

    /// What has no value if this has none: the outermost value of one piece around it.
    fn whole(&self) -> &Self {
        let (mut whole, mut place) = (self, self);
        while let Some((outer, step)) = place.way {
            if matches!(step, Step::Kind(_)) {
                whole = outer;
            }
            place = outer;
        }
        whole
    }

    /// Reports that what is here cannot be read.
    #[inline(never)]
    pub fn refuse(&self, problems: &mut Problems, kind: ProblemKind, given: &str, allowed: &str) {
        if problems.has_room() {
            problems.list_unread(Problem::new(self.to_string(), kind, given, allowed), self.whole().to_string());
        }
    }

    /// Reports a value of another type than is wanted.
    #[inline(never)]
    pub fn refuse_type(&self, problems: &mut Problems, wanted: &str) {
        self.refuse(problems, ProblemKind::WrongType, &shown(self.value), wanted);
    }

    /// Reports a word that is none of those allowed.
    #[inline(never)]
    pub fn refuse_word(
        &self,
        problems: &mut Problems,
        kind: ProblemKind,
        given: &str,
        allowed: &mut dyn Iterator<Item = &str>,
    ) {
        if problems.has_room() {
            let allowed: Vec<&str> = allowed.collect();
            let shown = if kind == ProblemKind::UnknownField { given.to_owned() } else { format!("\"{given}\"") };
            let nearest = most_similar(given, allowed.iter().copied()).map(str::to_owned);
            let problem = Problem { nearest, ..Problem::new(self.to_string(), kind, shown, allowed.join(", ")) };
            problems.list_unread(problem, self.whole().to_string());
        }
    }

    /// The number here.
    #[inline(never)]
    pub fn number(&self, problems: &mut Problems) -> Option<f64> {
        let number = float(self.value);
        if number.is_none() {
            let is_number = self.value.is_number();
            self.refuse_type(problems, if is_number { "a finite number" } else { "a number" });
        }
        number
    }

    /// The whole number here. JSON knows one kind of number: 512.0 is as good a whole number as 512.
    #[inline(never)]
    pub fn whole_number(&self, problems: &mut Problems, most: u64) -> Option<u64> {
        let whole = self.value.as_u64().or_else(|| {
            let number = float(self.value)?;
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
    #[inline(never)]
    pub fn list(&self, problems: &mut Problems) -> &'a [Value] {
        match self.value {
            Value::Array(elements) => elements,
            _ => {
                self.refuse_type(problems, "a list");
                &[]
            }
        }
    }

    /// Reads the object here: the fields of `part`, and no others.
    #[inline(never)]
    pub fn read_object(&self, problems: &mut Problems, part: &mut dyn Part) {
        if let Some(mut object) = Object::at(self, problems) {
            part.read_part(&mut object);
            object.refuse_others();
        }
    }

    /// The same for fields that are not those of a type of their own.
    #[inline(never)]
    pub fn read_fields(&self, problems: &mut Problems, fields: &'static [Field], values: &mut [&mut dyn Read]) {
        if let Some(mut object) = Object::at(self, problems) {
            object.read(fields, values);
            object.refuse_others();
        }
    }

    /// Which of these words is here.
    #[inline(never)]
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

    /// Which of these kinds is here, and its content: `{"fixed": {"delay_ms": 5}}`, or `"none"` where it has no content.
    /// `else_allowed` says what may stand here instead.
    #[inline(never)]
    pub fn kind(&'a self, problems: &mut Problems, kinds: &'a [Kind], else_allowed: &str) -> Option<(usize, Self)> {
        let (name, content) = match self.value {
            Value::String(name) => (name, None),
            Value::Object(fields) if fields.len() == 1 => {
                fields.iter().next().map(|(name, inner)| (name, Some(inner)))?
            }
            other => {
                let several = other.as_object().is_some_and(|fields| !fields.is_empty());
                let given = if several { "several kinds in one object".to_owned() } else { shown(other) };
                let names: Vec<&str> = kinds.iter().map(|kind| kind.name).collect();
                let allowed = format!("{else_allowed}{}", names.join(", "));
                self.refuse(problems, ProblemKind::WrongType, &given, &allowed);
                return None;
            }
        };
        let Some(index) = kinds.iter().position(|kind| kind.name == name) else {
            self.refuse_word(problems, ProblemKind::NotAllowed, name, &mut kinds.iter().map(|kind| kind.name));
            return None;
        };
        let place = self.inside(Step::Kind(kinds[index].name), content.unwrap_or(&Value::Null));
        match (kinds[index].has_content, content) {
            (true, None) => {
                let allowed = format!("an object {{\"{name}\": …}} with its parameters");
                self.refuse(problems, ProblemKind::WrongType, &format!("\"{name}\" alone"), &allowed);
                None
            }
            (false, Some(inner)) if !inner.is_null() => {
                place.refuse_type(problems, "nothing: it has no parameters");
                None
            }
            _ => Some((index, place)),
        }
    }
}

/// A value in a few words.
pub(super) fn shown(value: &Value) -> String {
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
