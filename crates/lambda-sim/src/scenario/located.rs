//! A JSON document read into types with a note of where: when reading fails, the note tells the field.
//!
//! The crate `serde_path_to_error` does the same for any format, at the price of every visitor a second time: 45 kB gzipped of
//! the page's first load. A document that is a [`Value`] already needs no more than this.

use serde::de::value::StrDeserializer;
use serde::de::{
    DeserializeOwned, DeserializeSeed, Deserializer, EnumAccess, Error as _, MapAccess, SeqAccess, Unexpected,
    VariantAccess, Visitor,
};
use serde::forward_to_deserialize_any;
use serde_json::{Error, Map, Value};
use std::cell::RefCell;
use std::fmt;

/// The largest whole number up to which floating-point numbers are exact.
const LARGEST_EXACT: f64 = 9_007_199_254_740_992.0;

/// A step from a value to one inside it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Step {
    /// To an element of a list.
    Element(usize),
    /// To a field of an object.
    Field(String),
}

/// The way from the document to a value inside it; shown as in `functions[0].memory_mb`.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Path(pub Vec<Step>);

impl fmt::Display for Path {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (index, step) in self.0.iter().enumerate() {
            match step {
                Step::Element(element) => write!(f, "[{element}]")?,
                Step::Field(name) if index == 0 => f.write_str(name)?,
                Step::Field(name) => write!(f, ".{name}")?,
            }
        }
        Ok(())
    }
}

/// Reads a document.
///
/// # Errors
/// What is wrong first, and where.
pub(super) fn read<T: DeserializeOwned>(document: &Value) -> Result<T, (Path, Error)> {
    let path = RefCell::default();
    T::deserialize(Located { value: document, path: &path }).map_err(|error| (path.into_inner(), error))
}

/// A value and the way to it. A step is taken back only when reading what lies behind it went well.
#[derive(Clone, Copy)]
struct Located<'a> {
    value: &'a Value,
    path: &'a RefCell<Path>,
}

impl<'a> Located<'a> {
    fn step<T>(self, step: Step, value: &'a Value, read: impl FnOnce(Self) -> Result<T, Error>) -> Result<T, Error> {
        self.path.borrow_mut().0.push(step);
        let result = read(Self { value, path: self.path })?;
        self.path.borrow_mut().0.pop();
        Ok(result)
    }
}

impl<'de> Deserializer<'de> for Located<'_> {
    type Error = Error;

    fn deserialize_any<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Error> {
        match self.value {
            Value::Null => visitor.visit_unit(),
            Value::Bool(value) => visitor.visit_bool(*value),
            Value::String(text) => visitor.visit_str(text),
            Value::Array(elements) => visitor.visit_seq(Elements { at: self, elements, next: 0 }),
            Value::Object(fields) => visitor.visit_map(Fields { at: self, fields: fields.iter(), value: None }),
            Value::Number(number) => {
                if let Some(number) = number.as_u64() {
                    visitor.visit_u64(number)
                } else if let Some(number) = number.as_i64() {
                    visitor.visit_i64(number)
                } else {
                    let number = number.as_f64().unwrap_or(f64::NAN);
                    // JSON knows one kind of number: 512.0 is as good a whole number as 512.
                    if number.fract() == 0.0 && (0.0..=LARGEST_EXACT).contains(&number) {
                        visitor.visit_u64(number as u64)
                    } else {
                        visitor.visit_f64(number)
                    }
                }
            }
        }
    }

    fn deserialize_option<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Error> {
        if self.value.is_null() { visitor.visit_none() } else { visitor.visit_some(self) }
    }

    fn deserialize_newtype_struct<V: Visitor<'de>>(self, _name: &'static str, visitor: V) -> Result<V::Value, Error> {
        visitor.visit_newtype_struct(self)
    }

    fn deserialize_enum<V: Visitor<'de>>(
        self,
        _name: &'static str,
        _variants: &'static [&'static str],
        visitor: V,
    ) -> Result<V::Value, Error> {
        match self.value {
            Value::String(variant) => visitor.visit_enum(Named { at: self, variant, content: None }),
            Value::Object(fields) => match single(fields) {
                Some((variant, content)) => visitor.visit_enum(Named { at: self, variant, content: Some(content) }),
                None => {
                    Err(Error::invalid_value(Unexpected::Map, &"an object with a single field, the name of a kind"))
                }
            },
            _ => self.deserialize_any(visitor),
        }
    }

    forward_to_deserialize_any! {
        bool i8 i16 i32 i64 i128 u8 u16 u32 u64 u128 f32 f64 char str string bytes byte_buf unit unit_struct seq tuple
        tuple_struct map struct identifier ignored_any
    }
}

fn single(fields: &Map<String, Value>) -> Option<(&String, &Value)> {
    let mut fields = fields.iter();
    fields.next().filter(|_| fields.next().is_none())
}

struct Elements<'a> {
    at: Located<'a>,
    elements: &'a [Value],
    next: usize,
}

impl<'de> SeqAccess<'de> for Elements<'_> {
    type Error = Error;

    fn next_element_seed<T: DeserializeSeed<'de>>(&mut self, seed: T) -> Result<Option<T::Value>, Error> {
        let Some(element) = self.elements.get(self.next) else { return Ok(None) };
        let step = Step::Element(self.next);
        self.next += 1;
        self.at.step(step, element, |located| seed.deserialize(located)).map(Some)
    }

    fn size_hint(&self) -> Option<usize> {
        Some(self.elements.len() - self.next)
    }
}

struct Fields<'a> {
    at: Located<'a>,
    fields: serde_json::map::Iter<'a>,
    value: Option<(&'a String, &'a Value)>,
}

impl<'de> MapAccess<'de> for Fields<'_> {
    type Error = Error;

    fn next_key_seed<K: DeserializeSeed<'de>>(&mut self, seed: K) -> Result<Option<K::Value>, Error> {
        self.value = self.fields.next();
        let Some((name, _)) = self.value else { return Ok(None) };
        seed.deserialize(StrDeserializer::new(name)).map(Some)
    }

    fn next_value_seed<V: DeserializeSeed<'de>>(&mut self, seed: V) -> Result<V::Value, Error> {
        let Some((name, value)) = self.value.take() else { return Err(Error::custom("a value before its name")) };
        self.at.step(Step::Field(name.clone()), value, |located| seed.deserialize(located))
    }
}

struct Named<'a> {
    at: Located<'a>,
    variant: &'a str,
    content: Option<&'a Value>,
}

impl<'de, 'a> EnumAccess<'de> for Named<'a> {
    type Error = Error;
    type Variant = Content<'a>;

    fn variant_seed<V: DeserializeSeed<'de>>(self, seed: V) -> Result<(V::Value, Content<'a>), Error> {
        let variant = seed.deserialize(StrDeserializer::new(self.variant))?;
        Ok((variant, Content { at: self.at, variant: self.variant, content: self.content }))
    }
}

struct Content<'a> {
    at: Located<'a>,
    variant: &'a str,
    content: Option<&'a Value>,
}

impl<'a> Content<'a> {
    fn read<T>(self, read: impl FnOnce(Located<'a>) -> Result<T, Error>) -> Result<T, Error> {
        match self.content {
            Some(content) => self.at.step(Step::Field(self.variant.to_owned()), content, read),
            None => Err(Error::custom(format_args!(
                "invalid value: {} alone, expected an object with its parameters",
                self.variant
            ))),
        }
    }
}

impl<'de> VariantAccess<'de> for Content<'_> {
    type Error = Error;

    fn unit_variant(self) -> Result<(), Error> {
        match self.content {
            None | Some(Value::Null) => Ok(()),
            Some(_) => Err(Error::custom(format_args!("invalid value: parameters of {}, expected none", self.variant))),
        }
    }

    fn newtype_variant_seed<T: DeserializeSeed<'de>>(self, seed: T) -> Result<T::Value, Error> {
        self.read(|located| seed.deserialize(located))
    }

    fn tuple_variant<V: Visitor<'de>>(self, _len: usize, visitor: V) -> Result<V::Value, Error> {
        self.read(|located| located.deserialize_any(visitor))
    }

    fn struct_variant<V: Visitor<'de>>(self, _fields: &'static [&'static str], visitor: V) -> Result<V::Value, Error> {
        self.read(|located| located.deserialize_any(visitor))
    }
}
