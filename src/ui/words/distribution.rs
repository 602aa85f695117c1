//! Words for numbers that vary.

use lambda_sim::distribution::Distribution;
use lambda_story::format;

pub const CONSTANT: &str = "constant";
pub const EXPONENTIAL: &str = "exponential";
pub const LOGNORMAL: &str = "lognormal";
pub const UNIFORM: &str = "uniform";
pub const MIXTURE: &str = "mixture";
pub const CLAMPED: &str = "clamped";
pub const EMPIRICAL: &str = "listed values";

pub const VALUE: &str = "value";
pub const MEAN: &str = "mean";
pub const P50: &str = "p50";
pub const P99: &str = "p99";
pub const MIN: &str = "min";
pub const MAX: &str = "max";
pub const WEIGHT: &str = "weight";
pub const ADD_PART: &str = "Add a part";
pub const REMOVE_PART: &str = "Remove this part";

/// The name of one of the numbers of a distribution, for a screen reader.
pub fn part(field: &str, part: &str) -> String {
    format!("{field}, {part}")
}

/// A part of a mixture.
pub fn numbered(index: usize) -> String {
    format!("part {}", index + 1)
}

/// The name of the list of kinds.
pub fn kind(field: &str) -> String {
    format!("{field}, kind of distribution")
}

/// A distribution in a few words: `p50 80 · p99 400 ms`.
pub fn brief(distribution: &Distribution, unit: &str) -> String {
    let number = |value: f64| format::quantity(if value >= 100.0 { value.round() } else { value });
    let unit = format!("\u{a0}{unit}");
    match distribution {
        Distribution::Constant(value) => format!("{}{unit}", number(*value)),
        Distribution::Exponential { mean } => format!("mean {}{unit}", number(*mean)),
        Distribution::Lognormal { p50, p99 } => format!("p50 {} · p99 {}{unit}", number(*p50), number(*p99)),
        Distribution::Uniform { min, max } => format!("{} to {}{unit}", number(*min), number(*max)),
        Distribution::Mixture(parts) => match parts.as_slice() {
            [one] => brief(&one.of, unit.trim_start()),
            _ => format!("mean {}{unit}, {} groups", number(distribution.mean()), parts.len()),
        },
        Distribution::Clamped { .. } => format!("mean {}{unit}, held between bounds", number(distribution.mean())),
        Distribution::Empirical(values) => {
            format!("mean {}{unit}, {} values", number(distribution.mean()), format::count(values.len() as u64))
        }
    }
}
