//! The macros that name what a type consists of; see [the module they belong to](super) for how they are used.
//!
//! What they expand to is thin on purpose: tables of names and references to fields, handed to functions that know no type.

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
                let bare: $crate::scenario::record::Reader<$type, bool> = $bare;
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
        impl $type {
            /// The name of its kind in a document.
            #[must_use]
            pub const fn id(&self) -> &'static str {
                match self { $(Self::$variant { .. } => $name),* }
            }
        }

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

pub(in crate::scenario) use {content, field, fresh, kind, kinds, of_kind, read_kind, record, tagged, words};
