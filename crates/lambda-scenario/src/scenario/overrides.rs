//! A setting that may be left out, given, or switched off with `null`.

use serde::{Serialize, Serializer};

/// Three ways to say what a setting is.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Override<T> {
    /// Left out: the default holds.
    #[default]
    Default,
    /// `null`: switched off.
    Off,
    /// Given.
    Value(T),
}

impl<T: Clone> Override<T> {
    /// Whether it was left out.
    pub const fn is_default(&self) -> bool {
        matches!(self, Self::Default)
    }

    /// The value in force: `default` if it was left out, `None` if it is off.
    pub fn or(&self, default: T) -> Option<T> {
        match self {
            Self::Default => Some(default),
            Self::Off => None,
            Self::Value(value) => Some(value.clone()),
        }
    }

    /// The given value, if one was given.
    pub const fn value(&self) -> Option<&T> {
        match self {
            Self::Value(value) => Some(value),
            Self::Default | Self::Off => None,
        }
    }
}

impl<T: Serialize> Serialize for Override<T> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self {
            Self::Value(value) => value.serialize(serializer),
            Self::Default | Self::Off => serializer.serialize_none(),
        }
    }
}

#[cfg(feature = "schema")]
impl<T: schemars::JsonSchema> schemars::JsonSchema for Override<T> {
    fn schema_name() -> std::borrow::Cow<'static, str> {
        format!("Nullable_{}", T::schema_name()).into()
    }

    fn json_schema(generator: &mut schemars::SchemaGenerator) -> schemars::Schema {
        Option::<T>::json_schema(generator)
    }

    fn inline_schema() -> bool {
        true
    }
}
