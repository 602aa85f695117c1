//! How a slider's positions map to values.

/// A slider's scale.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Scale {
    /// Evenly, in steps.
    Linear {
        /// The least value.
        min: f64,
        /// The largest value.
        max: f64,
        /// Between two positions.
        step: f64,
    },
    /// Evenly in the logarithm, at values of two significant digits; the first position is zero where `zero` is set.
    Log {
        /// The least value above zero.
        min: f64,
        /// The largest value.
        max: f64,
        /// Whether it begins at zero.
        zero: bool,
    },
    /// At these values, ascending.
    Stops(&'static [f64]),
}

/// Positions of a logarithmic scale.
const LOG_POSITIONS: f64 = 120.0;

impl Scale {
    /// The last position; the first is 0.
    pub fn last(self) -> f64 {
        match self {
            Self::Linear { min, max, step } => ((max - min) / step).round().max(1.0),
            Self::Log { zero, .. } => LOG_POSITIONS + if zero { 1.0 } else { 0.0 },
            Self::Stops(stops) => stops.len().saturating_sub(1).max(1) as f64,
        }
    }

    /// The position nearest to a value; a value beyond either end is at that end.
    pub fn position(self, value: f64) -> f64 {
        match self {
            Self::Linear { min, step, .. } => ((value - min) / step).round().clamp(0.0, self.last()),
            Self::Log { min, max, zero } => {
                if value <= 0.0 {
                    return 0.0;
                }
                let share = (value / min).ln() / (max / min).ln();
                let first = if zero { 1.0 } else { 0.0 };
                (share.clamp(0.0, 1.0) * LOG_POSITIONS).round() + first
            }
            Self::Stops(stops) => {
                let nearest = stops.iter().enumerate().min_by(|(_, a), (_, b)| {
                    // Compared by ratio: 1,000 is nearer to 1,024 than 512 is to 640.
                    (value / **a).ln().abs().total_cmp(&(value / **b).ln().abs())
                });
                nearest.map_or(0.0, |(index, _)| index as f64)
            }
        }
    }

    /// The value at a position.
    pub fn value(self, position: f64) -> f64 {
        match self {
            Self::Linear { min, max, step } => (min + position * step).min(max),
            Self::Log { min, max, zero } => {
                let position = if zero { position - 1.0 } else { position };
                if position < 0.0 {
                    return 0.0;
                }
                let exact = min * (max / min).powf(position / LOG_POSITIONS);
                two_digits(exact).clamp(min, max)
            }
            Self::Stops(stops) => stops.get(position.max(0.0) as usize).or(stops.last()).copied().unwrap_or(0.0),
        }
    }
}

/// Rounded to two significant digits.
fn two_digits(value: f64) -> f64 {
    if value <= 0.0 {
        return 0.0;
    }
    let unit = 10_f64.powi(value.log10().floor() as i32 - 1);
    // Below one the unit is a decimal fraction: dividing by its inverse keeps 0.3 from becoming 0.30000000000000004.
    if unit < 1.0 { (value / unit).round() / (1.0 / unit).round() } else { (value / unit).round() * unit }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn positions_and_values_are_each_others_inverse() {
        let scales = [
            Scale::Linear { min: 0.0, max: 1.0, step: 0.01 },
            Scale::Linear { min: 1.0, max: 900.0, step: 1.0 },
            Scale::Log { min: 0.1, max: 10_000.0, zero: true },
            Scale::Log { min: 10.0, max: 100_000.0, zero: false },
            Scale::Stops(&[128.0, 256.0, 512.0, 1_769.0]),
        ];
        for scale in scales {
            let mut before = f64::NEG_INFINITY;
            for position in 0..=scale.last() as u32 {
                let value = scale.value(f64::from(position));
                assert!(value >= before, "{scale:?} at {position}");
                before = value;
                // Two positions of a logarithmic scale may round to the same value.
                let again = scale.value(scale.position(value));
                assert!((again - value).abs() <= value.abs() * 0.02, "{scale:?} at {position}: {value}, {again}");
            }
        }
    }

    #[test]
    fn values_beyond_the_scale_stand_at_its_ends() {
        let scale = Scale::Log { min: 1.0, max: 100.0, zero: false };
        assert_eq!(scale.position(1e6), scale.last());
        assert_eq!(scale.position(0.0), 0.0);
        assert_eq!(Scale::Stops(&[128.0, 256.0]).position(10_240.0), 1.0);
    }

    #[test]
    fn logarithmic_values_are_round() {
        let scale = Scale::Log { min: 0.1, max: 10_000.0, zero: true };
        assert_eq!(scale.value(0.0), 0.0);
        assert_eq!(scale.value(1.0), 0.1);
        assert_eq!(scale.value(scale.last()), 10_000.0);
        for position in 0..=scale.last() as u32 {
            let text = scale.value(f64::from(position)).to_string();
            let digits = text.trim_start_matches(['0', '.']).replace('.', "");
            assert!(digits.trim_end_matches('0').len() <= 2, "{text}");
        }
    }
}
