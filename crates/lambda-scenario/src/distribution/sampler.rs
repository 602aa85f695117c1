//! A distribution made ready for drawing: its parameters in the form that the inversion needs.

use super::{Distribution, MixturePart, Z_P99, inverse_normal, ln};

/// Draws from one distribution; made once, used many times.
#[derive(Clone, Debug)]
pub enum Sampler {
    /// Always this value; needs no draw.
    Constant(f64),
    /// Exponential.
    Exponential {
        /// The mean.
        mean: f64,
    },
    /// Lognormal.
    Lognormal {
        /// The median.
        median: f64,
        /// The standard deviation of the logarithm.
        sigma: f64,
    },
    /// Uniform.
    Uniform {
        /// The lower bound.
        min: f64,
        /// Upper less lower bound.
        width: f64,
    },
    /// Each part with its cumulated share, which ends at one.
    Mixture(Vec<(f64, Sampler)>),
    /// Another sampler between bounds.
    Clamped {
        /// The lower bound.
        min: f64,
        /// The upper bound.
        max: f64,
        /// What is held.
        of: Box<Sampler>,
    },
    /// One of these values.
    Empirical(Vec<f64>),
}

impl Sampler {
    /// Makes a valid distribution ready for drawing.
    #[must_use]
    pub fn new(distribution: &Distribution) -> Self {
        match distribution {
            Distribution::Constant(value) => Self::Constant(*value),
            Distribution::Exponential { mean } => Self::Exponential { mean: *mean },
            Distribution::Lognormal { p50, p99 } if *p50 > 0.0 && p99 > p50 => {
                Self::Lognormal { median: *p50, sigma: libm::log(p99 / p50) / Z_P99 }
            }
            Distribution::Lognormal { p50, .. } => Self::Constant(*p50),
            Distribution::Uniform { min, max } => Self::Uniform { min: *min, width: max - min },
            Distribution::Mixture(parts) => Self::Mixture(cumulate(parts)),
            Distribution::Clamped { min, max, of } => {
                Self::Clamped { min: *min, max: max.unwrap_or(f64::INFINITY), of: Box::new(Self::new(of)) }
            }
            Distribution::Empirical(values) => Self::Empirical(values.clone()),
        }
    }

    /// The value at the uniform draw `u` in [0, 1).
    #[inline]
    #[must_use]
    pub fn sample(&self, u: f64) -> f64 {
        match self {
            Self::Constant(value) => *value,
            Self::Exponential { mean } => -mean * ln(1.0 - u),
            Self::Lognormal { median, sigma } => median * libm::exp(sigma * inverse_normal(u)),
            Self::Uniform { min, width } => min + width * u,
            Self::Mixture(parts) => {
                let chosen = parts.partition_point(|(until, _)| *until <= u).min(parts.len() - 1);
                let from = if chosen == 0 { 0.0 } else { parts[chosen - 1].0 };
                let (until, part) = &parts[chosen];
                // The rest of the draw, stretched over the chosen part, is uniform again.
                part.sample(((u - from) / (until - from)).clamp(0.0, 1.0 - f64::EPSILON / 2.0))
            }
            Self::Clamped { min, max, of } => of.sample(u).clamp(*min, *max),
            Self::Empirical(values) => values[((u * values.len() as f64) as usize).min(values.len() - 1)],
        }
    }

    /// The same where ln(1 − u) is known already.
    #[inline]
    #[must_use]
    pub fn sample_with(&self, u: f64, ln_of_rest: f64) -> f64 {
        match self {
            Self::Exponential { mean } => -mean * ln_of_rest,
            _ => self.sample(u),
        }
    }

    /// Whether every draw gives the same value.
    #[must_use]
    pub const fn is_constant(&self) -> bool {
        matches!(self, Self::Constant(_))
    }

    /// A value that no draw falls below: as long as less than this has passed, a draw need not be made.
    #[must_use]
    pub fn lower_bound(&self) -> f64 {
        match self {
            Self::Constant(value) => *value,
            Self::Exponential { .. } | Self::Lognormal { .. } => 0.0,
            Self::Uniform { min, width } => min.min(min + width),
            Self::Mixture(parts) => parts.iter().map(|(_, part)| part.lower_bound()).fold(f64::INFINITY, f64::min),
            Self::Clamped { min, max, of } => of.lower_bound().clamp(*min, *max),
            Self::Empirical(values) => values.iter().copied().fold(f64::INFINITY, f64::min),
        }
    }
}

/// The parts with a share at all, each with the share of it and those before it.
fn cumulate(parts: &[MixturePart]) -> Vec<(f64, Sampler)> {
    let total: f64 = parts.iter().map(|part| part.weight).sum();
    let mut sum = 0.0;
    let mut cumulated: Vec<_> = parts
        .iter()
        .filter(|part| part.weight > 0.0)
        .map(|part| {
            sum += part.weight;
            (sum / total, Sampler::new(&part.of))
        })
        .collect();
    if let Some((until, _)) = cumulated.last_mut() {
        *until = 1.0;
    }
    cumulated
}
