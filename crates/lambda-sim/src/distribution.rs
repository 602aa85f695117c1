//! Numbers that vary: the distributions a scenario may name, and the samplers that draw from them.
//!
//! Every sampler turns *one* uniform draw into one value by inverting the distribution function, so that a draw's key
//! alone decides its value and common random numbers stay aligned. Mathematics is `libm`'s, called by name: native and
//! wasm agree to the bit.

mod normal;
mod sampler;
mod serial;

pub use normal::{Z_P99, inverse_normal};
pub use sampler::Sampler;

use serde::Serialize;

/// A number that may vary from draw to draw. Its unit is in the name of the field that holds it.
///
/// In a scenario file a bare number stands for a constant.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[serde(into = "serial::Written")]
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
    Mixture(Vec<Share>),
    /// Another distribution, held between two bounds.
    Clamped {
        /// The lower bound.
        min: f64,
        /// The upper bound; none where it is left out.
        max: Option<f64>,
        /// What is held.
        of: Box<Distribution>,
    },
    /// One of the listed values, each equally likely.
    Empirical(Vec<f64>),
}

/// One part of a mixture.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Share {
    /// Its weight; weights need not sum to one.
    pub weight: f64,
    /// What it draws from.
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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::chance::{Chance, Purpose, Stream};

    fn draws(distribution: &Distribution, count: u64) -> Vec<f64> {
        let sampler = Sampler::new(distribution);
        let stream = Stream::named(&["distribution"]);
        let mut values: Vec<f64> =
            (0..count).map(|k| sampler.sample(Chance::new(11).uniform(stream, k, Purpose::INIT))).collect();
        values.sort_by(f64::total_cmp);
        values
    }

    #[test]
    fn samples_have_the_named_percentiles_and_means() {
        let lognormal = draws(&Distribution::lognormal(80.0, 400.0), 100_000);
        assert!((lognormal[50_000] / 80.0 - 1.0).abs() < 0.02, "{}", lognormal[50_000]);
        assert!((lognormal[99_000] / 400.0 - 1.0).abs() < 0.05, "{}", lognormal[99_000]);
        for distribution in [
            Distribution::Exponential { mean: 3.0 },
            Distribution::lognormal(80.0, 400.0),
            Distribution::Uniform { min: 2.0, max: 5.0 },
            Distribution::Mixture(vec![
                Share { weight: 3.0, of: 10.0.into() },
                Share { weight: 1.0, of: Distribution::Exponential { mean: 50.0 } },
            ]),
            Distribution::Clamped { min: 60.0, max: Some(300.0), of: Box::new(Distribution::lognormal(80.0, 400.0)) },
            Distribution::Empirical(vec![1.0, 2.0, 30.0]),
        ] {
            let values = draws(&distribution, 200_000);
            let mean = values.iter().sum::<f64>() / values.len() as f64;
            assert!((mean / distribution.mean() - 1.0).abs() < 0.01, "{distribution:?}: {mean}");
        }
    }

    #[test]
    fn a_mixture_spends_one_draw_and_keeps_its_weights() {
        let mixture =
            Distribution::Mixture(vec![Share { weight: 0.85, of: 1.0.into() }, Share { weight: 0.15, of: 2.0.into() }]);
        let slow = draws(&mixture, 100_000).into_iter().filter(|&value| value > 1.5).count();
        assert!((14_500..15_500).contains(&slow), "{slow}");
    }

    #[test]
    fn the_lower_bound_is_never_undercut() {
        for distribution in [
            Distribution::Constant(5.0),
            Distribution::Uniform { min: 2.0, max: 5.0 },
            Distribution::Clamped { min: 300.0, max: None, of: Box::new(Distribution::lognormal(600.0, 2_700.0)) },
            Distribution::Empirical(vec![4.0, 3.0]),
            Distribution::Mixture(vec![Share { weight: 1.0, of: 7.0.into() }, Share { weight: 1.0, of: 6.0.into() }]),
        ] {
            let bound = Sampler::new(&distribution).lower_bound();
            let least = draws(&distribution, 10_000)[0];
            assert!(bound <= least && least - bound < 0.01, "{distribution:?}: {bound} {least}");
        }
    }
}
