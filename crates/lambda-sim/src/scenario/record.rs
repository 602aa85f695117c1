//! How the types of a scenario are read from a document: a macro after each type names what it consists of.
//!
//! ```text
//!   record!(Package { package_type = "type", size_mb });   a struct; what is left out keeps its default
//!   record!(Share { weight: required, of: required });     … unless it must be there
//!   record!(Source { name, function, ..kind });            … beside the fields of a `tagged!` enum, in one object
//!   record!(Function { name } without calls);             … but for fields that the document does not have
//!   kinds!(Retry { "none" => None, "fixed" => Fixed { delay_ms, jitter: optional }, "own" => Own(_) });
//!                                                          {"fixed": {"delay_ms": 5}}, "none"
//!   tagged!(SourceKind by "kind" { "sync" => Sync, "sqs" => Sqs(_) });
//!                                                          {"kind": "sqs", …} with the fields of the record in it
//!   words!(Jitter { "none" => None, "full" => Full });     a text; words!(Architecture) takes `ALL` and `id()`
//! ```
//! A field, variant or word that is forgotten does not compile. The macros only name; the work is done once, in
//! [`Place`], for all types: a record costs some hundred bytes where serde's visitors cost thousands.

use super::Setting;
use super::object::Object;
use super::place::Place;
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
pub(super) type Reader<T> = fn(&mut T, &Place<'_>, &mut Problems);

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

/// A struct, written as an object.
macro_rules! record {
    ($type:ident {
        $($field:ident $(: $need:ident)? $(= $name:literal)?),* $(, .. $part:ident)? $(,)?
    } $(without $($absent:ident),+)?) => {
        impl $crate::scenario::record::Part for $type {
            fn read_part(&mut self, object: &mut $crate::scenario::object::Object<'_, '_>) {
                let Self { $($field,)* $($part,)? $($($absent: _),+)? } = self;
                object.read(
                    const { &[$($crate::scenario::record::field!(optional, $field $(: $need)? $(= $name)?)),*] },
                    &mut [$($field),*],
                );
                $($crate::scenario::record::Part::read_part($part, object);)?
            }
        }

        impl $crate::scenario::record::Read for $type {
            fn read(
                &mut self,
                at: &$crate::scenario::place::Place<'_>,
                problems: &mut $crate::scenario::problems::Problems,
            ) {
                at.read_object(problems, self);
            }
        }
    };
}

/// An enum, written as an object with a single field, the name of the kind; without content, as that name alone.
macro_rules! kinds {
    ($type:ident { number => $bare:ident, $($kinds:tt)* }) => {
        $crate::scenario::record::kinds!(@ $type, "a number, or one of ", |this, at, problems| {
            if at.value().is_number() {
                let read: $crate::scenario::record::Reader<$type> = $crate::scenario::record::content!($type, $bare (_));
                read(this, at, problems);
            }
            at.value().is_number()
        }, $($kinds)*);
    };
    (@ $type:ident, $else:literal, $bare:expr, $(
        $name:literal => $variant:ident $(($inner:tt))? $({ $($field:tt)* })?
    ),* $(,)?) => {
        impl $crate::scenario::record::Read for $type {
            fn read(
                &mut self,
                at: &$crate::scenario::place::Place<'_>,
                problems: &mut $crate::scenario::problems::Problems,
            ) {
                const KINDS: &[$crate::scenario::record::Kind] =
                    &[$($crate::scenario::record::kind!($name $(($inner))? $({ $($field)* })?)),*];
                const READERS: &[$crate::scenario::record::Reader<$type>] =
                    &[$($crate::scenario::record::content!($type, $variant $(($inner))? $({ $($field)* })?)),*];
                let bare: fn(&mut $type, &$crate::scenario::place::Place<'_>, &mut $crate::scenario::problems::Problems) -> bool = $bare;
                if bare(self, at, problems) {
                    return;
                }
                if let Some((index, content)) = at.kind(problems, KINDS, $else) {
                    READERS[index](self, &content, problems);
                }
            }
        }

        const _: fn(&$type) = |kind| match kind { $($type::$variant { .. } => ()),* };
    };
    ($type:ident, $else:literal { $($kinds:tt)* }) => {
        $crate::scenario::record::kinds!(@ $type, $else, |_, _, _| false, $($kinds)*);
    };
    ($type:ident { $($kinds:tt)* }) => {
        $crate::scenario::record::kinds!(@ $type, "one of ", |_, _, _| false, $($kinds)*);
    };
}

/// An enum, each kind of which has fields beside those of all kinds and the one that names the kind.
macro_rules! tagged {
    ($type:ident by $tag:literal { $($name:literal => $variant:ident $(($hole:tt))?),* $(,)? }) => {
        impl $crate::scenario::record::Part for $type {
            fn read_part(&mut self, object: &mut $crate::scenario::object::Object<'_, '_>) {
                const TAG: &[$crate::scenario::record::Field] = &[$crate::scenario::record::Field::optional($tag)];
                const NEW: &[fn() -> $type] = &[$($crate::scenario::record::fresh!($type, $variant $(, $hole)?)),*];
                if let Some(index) = object.tag(TAG, &[$($name),*]) {
                    *self = NEW[index]();
                }
                if !object.is_open() {
                    match self { $($crate::scenario::record::of_kind!($type, $variant, part $(, $hole)?) => {
                        $crate::scenario::record::read_kind!(part, object $(, $hole)?);
                    })* }
                }
            }
        }

        impl $crate::scenario::record::Read for $type {
            fn read(
                &mut self,
                at: &$crate::scenario::place::Place<'_>,
                problems: &mut $crate::scenario::problems::Problems,
            ) {
                at.read_object(problems, self);
            }
        }
    };
}

/// An enum of words.
macro_rules! words {
    ($type:ident) => {
        words!(@ $type, const {
            let mut ids = [""; $type::ALL.len()];
            let mut index = 0;
            while index < ids.len() {
                ids[index] = $type::ALL[index].id();
                index += 1;
            }
            ids
        }, $type::ALL);
    };
    ($type:ident { $($name:literal => $variant:ident),* $(,)? }) => {
        words!(@ $type, [$($name),*], [$($type::$variant),*]);

        const _: fn($type) = |word| match word { $($type::$variant => ()),* };
    };
    (@ $type:ident, $names:expr, $words:expr) => {
        impl $crate::scenario::record::Read for $type {
            fn read(
                &mut self,
                at: &$crate::scenario::place::Place<'_>,
                problems: &mut $crate::scenario::problems::Problems,
            ) {
                if let Some(index) = at.word(problems, const { &$names }) {
                    *self = const { &$words }[index];
                }
            }
        }
    };
}

/// A [`Field`]: `$need` where it is given, else `$otherwise`.
macro_rules! field {
    ($otherwise:ident, $field:ident) => { $crate::scenario::record::Field::$otherwise(stringify!($field)) };
    ($otherwise:ident, $field:ident = $name:literal) => { $crate::scenario::record::Field::$otherwise($name) };
    ($otherwise:ident, $field:ident : $need:ident $(= $name:literal)?) => {
        $crate::scenario::record::field!($need, $field $(= $name)?)
    };
}

/// A [`Kind`].
macro_rules! kind {
    ($name:literal) => {
        $crate::scenario::record::Kind { name: $name, has_content: false }
    };
    ($name:literal $($content:tt)+) => {
        $crate::scenario::record::Kind { name: $name, has_content: true }
    };
}

/// How the content of a kind is read.
macro_rules! content {
    ($type:ident, $variant:ident) => { |this, _, _| *this = $type::$variant };
    ($type:ident, $variant:ident (_)) => {
        |this, at, problems| {
            *this = $type::$variant(Default::default());
            if let $type::$variant(content) = this {
                $crate::scenario::record::Read::read(content, at, problems);
            }
        }
    };
    ($type:ident, $variant:ident { $($field:ident $(: $need:ident)?),* $(,)? }) => {
        |this, at, problems| {
            *this = $type::$variant { $($field: Default::default()),* };
            if let $type::$variant { $($field),* } = this {
                at.read_fields(
                    problems,
                    const { &[$($crate::scenario::record::field!(required, $field $(: $need)?)),*] },
                    &mut [$($field),*],
                );
            }
        }
    };
}

/// Makes one kind of a [`tagged!`] enum.
macro_rules! fresh {
    ($type:ident, $variant:ident) => {
        || $type::$variant
    };
    ($type:ident, $variant:ident, _) => {
        || $type::$variant(Default::default())
    };
}

/// The pattern of one kind.
macro_rules! of_kind {
    ($type:ident, $variant:ident, $part:ident) => {
        $type::$variant
    };
    ($type:ident, $variant:ident, $part:ident, _) => {
        $type::$variant($part)
    };
}

/// Reads the fields of one kind.
macro_rules! read_kind {
    ($part:ident, $object:ident) => {};
    ($part:ident, $object:ident, _) => {
        $crate::scenario::record::Part::read_part($part, $object)
    };
}

pub(super) use {content, field, fresh, kind, kinds, of_kind, read_kind, record, tagged, words};

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

#[cfg(test)]
mod tests;
