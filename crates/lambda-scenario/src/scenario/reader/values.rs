//! How numbers, texts, lists and what may be left out are read.

use super::{JsonNode, ReadScenario};
use crate::scenario::Override;
use crate::scenario::problems::Problems;
use serde_json::Value;
use std::collections::BTreeMap;

impl ReadScenario for f64 {
    fn read(&mut self, node: &JsonNode<'_>, problems: &mut Problems) {
        if let Some(number) = node.number(problems) {
            *self = number;
        }
    }
}

impl ReadScenario for u64 {
    fn read(&mut self, node: &JsonNode<'_>, problems: &mut Problems) {
        if let Some(number) = node.whole_number(problems, Self::MAX) {
            *self = number;
        }
    }
}

impl ReadScenario for u32 {
    fn read(&mut self, node: &JsonNode<'_>, problems: &mut Problems) {
        if let Some(number) = node.whole_number(problems, u64::from(Self::MAX)) {
            *self = number as Self;
        }
    }
}

impl ReadScenario for i32 {
    fn read(&mut self, node: &JsonNode<'_>, problems: &mut Problems) {
        match node.value().as_f64() {
            Some(number) if number.fract() == 0.0 && number.abs() <= f64::from(Self::MAX) => *self = number as Self,
            _ => node.refuse_type(problems, "a whole number"),
        }
    }
}

impl ReadScenario for bool {
    fn read(&mut self, node: &JsonNode<'_>, problems: &mut Problems) {
        match node.value() {
            Value::Bool(value) => *self = *value,
            _ => node.refuse_type(problems, "true or false"),
        }
    }
}

impl ReadScenario for String {
    fn read(&mut self, node: &JsonNode<'_>, problems: &mut Problems) {
        match node.value() {
            Value::String(text) => self.clone_from(text),
            _ => node.refuse_type(problems, "a text"),
        }
    }
}

impl<T: ReadScenario> ReadScenario for Box<T> {
    fn read(&mut self, node: &JsonNode<'_>, problems: &mut Problems) {
        (**self).read(node, problems);
    }
}

/// A value that is not read completely stays `None`: half a value would cause more problems.
impl<T: ReadScenario + Default> ReadScenario for Option<T> {
    fn read(&mut self, node: &JsonNode<'_>, problems: &mut Problems) {
        *self = whole(node, problems);
    }
}

impl<T: ReadScenario + Default> ReadScenario for Override<T> {
    fn read(&mut self, node: &JsonNode<'_>, problems: &mut Problems) {
        if node.value().is_null() {
            *self = Self::Off;
        } else if let Some(value) = whole(node, problems) {
            *self = Self::Value(value);
        }
    }
}

/// The value here; none for `null` and for what was not read in full.
fn whole<T: ReadScenario + Default>(node: &JsonNode<'_>, problems: &mut Problems) -> Option<T> {
    if node.value().is_null() {
        return None;
    }
    let before = problems.count();
    let mut value = T::default();
    value.read(node, problems);
    (problems.count() == before).then_some(value)
}

impl<T: ReadScenario + Default> ReadScenario for Vec<T> {
    fn read(&mut self, node: &JsonNode<'_>, problems: &mut Problems) {
        self.clear();
        for (index, value) in node.list(problems).iter().enumerate() {
            let mut element = T::default();
            element.read(&node.element(index, value), problems);
            self.push(element);
        }
    }
}

/// Numbers by a name that is not known here.
impl ReadScenario for BTreeMap<String, f64> {
    fn read(&mut self, node: &JsonNode<'_>, problems: &mut Problems) {
        match node.value() {
            Value::Object(fields) => {
                for (name, value) in fields {
                    if let Some(number) = node.field(name, value).number(problems) {
                        self.insert(name.clone(), number);
                    }
                }
            }
            _ => node.refuse_type(problems, "an object"),
        }
    }
}
