//! The kinds of distribution that a field offers, and how one becomes another without losing its size.

use crate::ui::words::distribution as words;
use lambda_sim::distribution::{Distribution, MixturePart};

/// A kind of distribution.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum DistributionForm {
    /// Always the same.
    Constant,
    /// By its mean.
    Exponential,
    /// By two percentiles.
    Lognormal,
    /// Between two bounds.
    Uniform,
    /// Several groups.
    Mixture,
    /// Held between bounds.
    Clamped,
    /// Listed values.
    Empirical,
}

impl DistributionForm {
    /// What a field offers; listed values come from files only.
    pub const OFFERED: [Self; 6] =
        [Self::Constant, Self::Lognormal, Self::Exponential, Self::Uniform, Self::Mixture, Self::Clamped];
    /// What is offered inside another distribution.
    pub const SIMPLE: [Self; 4] = [Self::Constant, Self::Lognormal, Self::Exponential, Self::Uniform];

    /// The kind of a distribution.
    pub const fn of(distribution: &Distribution) -> Self {
        match distribution {
            Distribution::Constant(_) => Self::Constant,
            Distribution::Exponential { .. } => Self::Exponential,
            Distribution::Lognormal { .. } => Self::Lognormal,
            Distribution::Uniform { .. } => Self::Uniform,
            Distribution::Mixture(_) => Self::Mixture,
            Distribution::Clamped { .. } => Self::Clamped,
            Distribution::Empirical(_) => Self::Empirical,
        }
    }

    /// Its name, which is also its value in a list of choices.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Constant => words::CONSTANT,
            Self::Exponential => words::EXPONENTIAL,
            Self::Lognormal => words::LOGNORMAL,
            Self::Uniform => words::UNIFORM,
            Self::Mixture => words::MIXTURE,
            Self::Clamped => words::CLAMPED,
            Self::Empirical => words::EMPIRICAL,
        }
    }

    /// The kind of this name.
    pub fn named(name: &str) -> Option<Self> {
        Self::OFFERED.into_iter().find(|kind| kind.name() == name)
    }

    /// A distribution of this kind, about as large as `old`.
    pub fn like(self, old: &Distribution) -> Distribution {
        let usual = round(usual(old));
        let high = round(high(old));
        match self {
            Self::Constant => Distribution::Constant(usual),
            Self::Exponential => Distribution::Exponential { mean: round(old.mean()) },
            Self::Lognormal => Distribution::lognormal(usual, high.max(usual)),
            Self::Uniform => Distribution::Uniform { min: round(usual / 2.0), max: high.max(usual) },
            Self::Mixture => Distribution::Mixture(vec![
                MixturePart { weight: 90.0, of: simple(old) },
                MixturePart { weight: 10.0, of: Distribution::Constant(round(usual * 5.0)) },
            ]),
            Self::Clamped => Distribution::Clamped { min: 0.0, max: Some(high), of: Box::new(simple(old)) },
            Self::Empirical => Distribution::Empirical(vec![usual]),
        }
    }
}

/// What half of the draws stay below, roughly.
fn usual(distribution: &Distribution) -> f64 {
    match distribution {
        Distribution::Lognormal { p50, .. } => *p50,
        Distribution::Clamped { of, .. } => usual(of),
        Distribution::Mixture(parts) => heaviest(parts).map_or(0.0, usual),
        other => other.mean(),
    }
}

/// What nearly all draws stay below, roughly.
fn high(distribution: &Distribution) -> f64 {
    match distribution {
        Distribution::Constant(value) => *value * 3.0,
        Distribution::Exponential { mean } => *mean * 4.6,
        Distribution::Lognormal { p99, .. } => *p99,
        Distribution::Uniform { max, .. } => *max,
        Distribution::Mixture(parts) => heaviest(parts).map_or(0.0, high),
        Distribution::Clamped { max, of, .. } => max.unwrap_or_else(|| high(of)),
        Distribution::Empirical(values) => values.iter().copied().fold(0.0, f64::max),
    }
}

/// The group that most draws come from.
fn heaviest(parts: &[MixturePart]) -> Option<&Distribution> {
    parts.iter().max_by(|a, b| a.weight.total_cmp(&b.weight)).map(|part| &part.of)
}

/// The distribution itself if it may be part of another, else one about as large.
fn simple(distribution: &Distribution) -> Distribution {
    if DistributionForm::SIMPLE.contains(&DistributionForm::of(distribution)) {
        distribution.clone()
    } else {
        DistributionForm::Lognormal.like(distribution)
    }
}

/// To three significant digits, as somebody would have typed it.
fn round(value: f64) -> f64 {
    if value <= 0.0 {
        return 0.0;
    }
    let digits = (2.0 - value.log10().floor()).clamp(0.0, 6.0) as i32;
    let factor = 10_f64.powi(digits);
    (value * factor).round() / factor
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn another_kind_keeps_the_size() {
        let work = Distribution::lognormal(80.0, 400.0);
        for kind in DistributionForm::OFFERED {
            let other = kind.like(&work);
            assert_eq!(DistributionForm::of(&other), kind);
            assert!((20.0..400.0).contains(&other.mean()), "{other:?}");
        }
        assert_eq!(DistributionForm::Lognormal.like(&DistributionForm::Clamped.like(&work)), work);
        assert_eq!(DistributionForm::Lognormal.like(&DistributionForm::Mixture.like(&work)), work);
    }

    #[test]
    fn every_kind_is_found_by_its_name() {
        for kind in DistributionForm::OFFERED {
            assert_eq!(DistributionForm::named(kind.name()), Some(kind));
        }
        assert_eq!(DistributionForm::named("empirical"), None);
    }
}
