//! Numbers that vary: the distributions a scenario may name, and the samplers that draw from them.
//!
//! Every sampler turns *one* uniform draw into one value by inverting the distribution function, so that a draw's key
//! alone decides its value and common random numbers stay aligned. Mathematics is `libm`'s, called by name: native and
//! wasm agree to the bit.

mod logarithm;
mod normal;
mod sampler;
mod serial;
#[cfg(test)]
mod tests;

pub use logarithm::ln;
pub use normal::{Z_P99, inverse_normal};
pub use sampler::Sampler;

use lambda_scenario_derive::{externally_tagged, object};
use serde::Serialize;

/// A number that may vary from draw to draw. Its unit is in the name of the field that holds it.
///
/// In a scenario file a bare number means a constant.
#[externally_tagged(untagged_number = Constant, read_only)]
#[derive(Clone, Debug, PartialEq, Serialize)]
#[serde(into = "serial::DistributionRepr")]
pub enum Distribution {
    /// Always the same.
    Constant(f64),
    /// Exponential with this mean.
    Exponential {
        /// The mean.
        mean: f64,
    },
    /// Lognormal through two of its percentiles.
    Lognormal {
        /// The median.
        p50: f64,
        /// The 99th percentile; at least the median.
        p99: f64,
    },
    /// Uniform between two bounds.
    Uniform {
        /// The lower bound.
        min: f64,
        /// The upper bound.
        max: f64,
    },
    /// One of several, chosen by weight.
    Mixture(Vec<MixturePart>),
    /// Another distribution, held between two bounds.
    Clamped {
        /// The lower bound.
        min: f64,
        /// The upper bound; `None` if there is none.
        #[field(default = None)]
        max: Option<f64>,
        /// What is held.
        of: Box<Distribution>,
    },
    /// One of the listed values, each equally likely.
    Empirical(Vec<f64>),
}

/// One part of a mixture.
#[object(read_only)]
#[derive(Clone, Debug, PartialEq)]
pub struct MixturePart {
    /// Its weight; weights need not sum to one.
    #[field(required)]
    pub weight: f64,
    /// What it draws from.
    #[field(required)]
    pub of: Distribution,
}

impl Default for Distribution {
    fn default() -> Self {
        Self::Constant(0.0)
    }
}

impl From<f64> for Distribution {
    fn from(value: f64) -> Self {
        Self::Constant(value)
    }
}

impl Distribution {
    /// How deep distributions may nest.
    pub const MAX_DEPTH: usize = 4;
    /// How many parts a mixture, and how many values an empirical distribution, may have.
    pub const MAX_PARTS: usize = 10_000;

    /// A lognormal through median and 99th percentile.
    #[must_use]
    pub const fn lognormal(p50: f64, p99: f64) -> Self {
        Self::Lognormal { p50, p99 }
    }

    /// The expected value.
    #[must_use]
    pub fn mean(&self) -> f64 {
        match self {
            Self::Constant(value) => *value,
            Self::Exponential { mean } => *mean,
            Self::Lognormal { p50, p99 } => {
                if *p50 <= 0.0 {
                    return 0.0;
                }
                let sigma = libm::log(p99 / p50) / Z_P99;
                p50 * libm::exp(sigma * sigma / 2.0)
            }
            Self::Uniform { min, max } => (min + max) / 2.0,
            Self::Mixture(parts) => {
                let weight: f64 = parts.iter().map(|part| part.weight).sum();
                parts.iter().map(|part| part.weight * part.of.mean()).sum::<f64>() / weight
            }
            // Exact enough for what means are used for (sizing hints), and free of special functions.
            Self::Clamped { .. } => {
                let sampler = Sampler::new(self);
                (0..1_000).map(|step| sampler.sample((f64::from(step) + 0.5) / 1_000.0)).sum::<f64>() / 1_000.0
            }
            Self::Empirical(values) => values.iter().sum::<f64>() / values.len().max(1) as f64,
        }
    }
}
