//! What is read of the values of a period.

use serde::{Deserialize, Serialize};
use std::fmt;
use std::str::FromStr;

/// A statistic of CloudWatch. Spelled as CloudWatch spells it: `Sum`, `p99`, `p99.9`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub enum Statistic {
    /// The sum of the values.
    Sum,
    /// The sum divided by how many there are.
    Average,
    /// The least.
    Minimum,
    /// The largest.
    Maximum,
    /// How many there are.
    SampleCount,
    /// A percentile by nearest rank, in hundredths of a percent: 9,900 is p99.
    Percentile(u16),
}

impl Statistic {
    /// The median.
    pub const P50: Self = Self::Percentile(5_000);
    /// The 90th percentile.
    pub const P90: Self = Self::Percentile(9_000);
    /// The 95th percentile.
    pub const P95: Self = Self::Percentile(9_500);
    /// The 99th percentile.
    pub const P99: Self = Self::Percentile(9_900);

    /// Those that a control offers.
    pub const OFFERED: [Self; 9] = [
        Self::Sum,
        Self::Average,
        Self::Minimum,
        Self::Maximum,
        Self::SampleCount,
        Self::P50,
        Self::P90,
        Self::P95,
        Self::P99,
    ];

    /// Whether the single values are needed, not only their sum, number and ends.
    #[must_use]
    pub const fn needs_values(self) -> bool {
        matches!(self, Self::Percentile(_))
    }
}

impl fmt::Display for Statistic {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Sum => f.write_str("Sum"),
            Self::Average => f.write_str("Average"),
            Self::Minimum => f.write_str("Minimum"),
            Self::Maximum => f.write_str("Maximum"),
            Self::SampleCount => f.write_str("SampleCount"),
            Self::Percentile(hundredths) => write!(f, "p{}", f64::from(*hundredths) / 100.0),
        }
    }
}

/// No statistic has this name.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("not a statistic: Sum, Average, Minimum, Maximum, SampleCount, or p0 to p100 with at most two decimals")]
pub struct ParseStatisticError;

impl FromStr for Statistic {
    type Err = ParseStatisticError;

    fn from_str(text: &str) -> Result<Self, ParseStatisticError> {
        Ok(match text {
            "Sum" => Self::Sum,
            "Average" => Self::Average,
            "Minimum" => Self::Minimum,
            "Maximum" => Self::Maximum,
            "SampleCount" => Self::SampleCount,
            _ => {
                let percent = text.strip_prefix('p').filter(|rest| rest.starts_with(|c: char| c.is_ascii_digit()));
                let percent = percent.and_then(crate::units::finite_number).ok_or(ParseStatisticError)?;
                let hundredths = (percent * 100.0).round();
                if !(0.0..=10_000.0).contains(&hundredths) || (hundredths - percent * 100.0).abs() > 1e-6 {
                    return Err(ParseStatisticError);
                }
                Self::Percentile(hundredths as u16)
            }
        })
    }
}

impl TryFrom<String> for Statistic {
    type Error = ParseStatisticError;

    fn try_from(text: String) -> Result<Self, ParseStatisticError> {
        text.parse()
    }
}

impl From<Statistic> for String {
    fn from(statistic: Statistic) -> Self {
        statistic.to_string()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_those_of_cloudwatch() {
        for text in
            ["Sum", "Average", "Minimum", "Maximum", "SampleCount", "p0", "p50", "p99", "p99.9", "p99.99", "p100"]
        {
            assert_eq!(text.parse::<Statistic>().map(|statistic| statistic.to_string()), Ok(text.to_owned()));
        }
        for text in ["", "p", "p101", "p-1", "p99.999", "pinf", "sum", "tm99"] {
            assert_eq!(text.parse::<Statistic>(), Err(ParseStatisticError), "{text}");
        }
        assert_eq!("p99".parse(), Ok(Statistic::P99));
    }
}
