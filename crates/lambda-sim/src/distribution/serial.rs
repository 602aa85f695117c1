//! How a distribution is written in a scenario file: a bare number, or an object that names its kind.

use super::{Distribution, Share};
use serde::de::value::MapAccessDeserializer;
use serde::de::{MapAccess, Visitor};
use serde::{Deserialize, Deserializer, Serialize};
use std::fmt;

impl<'de> Deserialize<'de> for Distribution {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_any(NumberOrNamed)
    }
}

struct NumberOrNamed;

impl<'de> Visitor<'de> for NumberOrNamed {
    type Value = Distribution;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a number, or one of constant, exponential, lognormal, uniform, mixture, clamped, empirical")
    }

    fn visit_f64<E>(self, value: f64) -> Result<Distribution, E> {
        Ok(Distribution::Constant(value))
    }

    fn visit_u64<E>(self, value: u64) -> Result<Distribution, E> {
        Ok(Distribution::Constant(value as f64))
    }

    fn visit_i64<E>(self, value: i64) -> Result<Distribution, E> {
        Ok(Distribution::Constant(value as f64))
    }

    fn visit_map<A: MapAccess<'de>>(self, map: A) -> Result<Distribution, A::Error> {
        Named::deserialize(MapAccessDeserializer::new(map)).map(Distribution::from)
    }
}

/// The long form.
#[derive(Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case", deny_unknown_fields)]
pub(super) enum Named {
    Constant(f64),
    Exponential { mean: f64 },
    Lognormal { p50: f64, p99: f64 },
    Uniform { min: f64, max: f64 },
    Mixture(Vec<WrittenShare>),
    Clamped(Clamp),
    Empirical(Vec<f64>),
}

#[derive(Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub(super) struct WrittenShare {
    weight: f64,
    of: Distribution,
}

#[derive(Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub(super) struct Clamp {
    min: f64,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    max: Option<f64>,
    of: Box<Distribution>,
}

/// Either form.
#[derive(Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(untagged)]
pub(super) enum Written {
    Number(f64),
    Named(Named),
}

impl From<Named> for Distribution {
    fn from(named: Named) -> Self {
        match named {
            Named::Constant(value) => Self::Constant(value),
            Named::Exponential { mean } => Self::Exponential { mean },
            Named::Lognormal { p50, p99 } => Self::Lognormal { p50, p99 },
            Named::Uniform { min, max } => Self::Uniform { min, max },
            Named::Mixture(parts) => {
                Self::Mixture(parts.into_iter().map(|part| Share { weight: part.weight, of: part.of }).collect())
            }
            Named::Clamped(Clamp { min, max, of }) => Self::Clamped { min, max, of },
            Named::Empirical(values) => Self::Empirical(values),
        }
    }
}

impl From<Distribution> for Written {
    fn from(distribution: Distribution) -> Self {
        Self::Named(match distribution {
            Distribution::Constant(value) => return Self::Number(value),
            Distribution::Exponential { mean } => Named::Exponential { mean },
            Distribution::Lognormal { p50, p99 } => Named::Lognormal { p50, p99 },
            Distribution::Uniform { min, max } => Named::Uniform { min, max },
            Distribution::Mixture(parts) => Named::Mixture(
                parts.into_iter().map(|part| WrittenShare { weight: part.weight, of: part.of }).collect(),
            ),
            Distribution::Clamped { min, max, of } => Named::Clamped(Clamp { min, max, of }),
            Distribution::Empirical(values) => Named::Empirical(values),
        })
    }
}

#[cfg(feature = "schema")]
impl schemars::JsonSchema for Distribution {
    fn schema_name() -> std::borrow::Cow<'static, str> {
        "Distribution".into()
    }

    fn json_schema(generator: &mut schemars::SchemaGenerator) -> schemars::Schema {
        Written::json_schema(generator)
    }
}
