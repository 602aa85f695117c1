//! How a distribution is written in a scenario file: a bare number, or an object that names its kind.

use super::Distribution;
use serde::Serialize;

/// The long form.
#[derive(Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case", deny_unknown_fields)]
pub(super) enum TaggedRepr {
    /// Written as a bare number, but read in this form as well.
    #[cfg(feature = "schema")]
    #[expect(dead_code, reason = "it is in the schema only")]
    Constant(f64),
    Exponential {
        mean: f64,
    },
    Lognormal {
        p50: f64,
        p99: f64,
    },
    Uniform {
        min: f64,
        max: f64,
    },
    Mixture(Vec<MixturePartRepr>),
    Clamped(Clamp),
    Empirical(Vec<f64>),
}

#[derive(Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub(super) struct MixturePartRepr {
    weight: f64,
    of: Distribution,
}

#[derive(Serialize)]
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
pub(super) enum DistributionRepr {
    Number(f64),
    Tagged(TaggedRepr),
}

impl From<Distribution> for DistributionRepr {
    fn from(distribution: Distribution) -> Self {
        Self::Tagged(match distribution {
            Distribution::Constant(value) => return Self::Number(value),
            Distribution::Exponential { mean } => TaggedRepr::Exponential { mean },
            Distribution::Lognormal { p50, p99 } => TaggedRepr::Lognormal { p50, p99 },
            Distribution::Uniform { min, max } => TaggedRepr::Uniform { min, max },
            Distribution::Mixture(parts) => TaggedRepr::Mixture(
                parts.into_iter().map(|part| MixturePartRepr { weight: part.weight, of: part.of }).collect(),
            ),
            Distribution::Clamped { min, max, of } => TaggedRepr::Clamped(Clamp { min, max, of }),
            Distribution::Empirical(values) => TaggedRepr::Empirical(values),
        })
    }
}

#[cfg(feature = "schema")]
impl schemars::JsonSchema for Distribution {
    fn schema_name() -> std::borrow::Cow<'static, str> {
        "Distribution".into()
    }

    fn json_schema(generator: &mut schemars::SchemaGenerator) -> schemars::Schema {
        DistributionRepr::json_schema(generator)
    }
}
