//! The values of one metric in one period, and the statistics of them.

use super::Statistic;
use crate::stats::nearest_rank;

/// What came in during a period. Keeps the single values only where a percentile will be asked for.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Samples {
    count: u64,
    sum: f64,
    min: f64,
    max: f64,
    /// Every value, if they are kept.
    values: Option<Vec<f64>>,
}

impl Samples {
    /// None yet, for statistics like this one.
    #[must_use]
    pub fn for_statistic(statistic: Statistic) -> Self {
        Self { values: statistic.needs_values().then(Vec::new), ..Self::default() }
    }

    /// One more.
    pub fn add(&mut self, value: f64) {
        if self.count == 0 {
            (self.min, self.max) = (value, value);
        } else {
            self.min = self.min.min(value);
            self.max = self.max.max(value);
        }
        self.count += 1;
        self.sum += value;
        if let Some(values) = &mut self.values {
            values.push(value);
        }
    }

    /// Those of another period beside these.
    pub fn extend(&mut self, other: &Self) {
        if other.count == 0 {
            return;
        }
        if self.count == 0 {
            (self.min, self.max) = (other.min, other.max);
        } else {
            self.min = self.min.min(other.min);
            self.max = self.max.max(other.max);
        }
        self.count += other.count;
        self.sum += other.sum;
        if let (Some(values), Some(more)) = (&mut self.values, &other.values) {
            values.extend_from_slice(more);
        }
    }

    /// Forgets them all.
    pub fn clear(&mut self) {
        let mut values = self.values.take();
        values.iter_mut().for_each(Vec::clear);
        *self = Self { values, ..Self::default() };
    }

    /// How many there are.
    #[must_use]
    pub const fn count(&self) -> u64 {
        self.count
    }

    /// The point of the period: none where nothing came in, or where a percentile is asked of values that were not kept.
    /// Puts the values in another order.
    #[must_use]
    pub fn point(&mut self, statistic: Statistic) -> Option<f64> {
        if self.count == 0 {
            return None;
        }
        Some(match statistic {
            Statistic::Sum => self.sum,
            Statistic::Average => self.sum / self.count as f64,
            Statistic::Minimum => self.min,
            Statistic::Maximum => self.max,
            Statistic::SampleCount => self.count as f64,
            Statistic::Percentile(hundredths) => {
                let values = self.values.as_mut().filter(|values| !values.is_empty())?;
                let rank = nearest_rank(values.len(), f64::from(hundredths) / 100.0);
                *values.select_nth_unstable_by(rank, f64::total_cmp).1
            }
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const ALL: [Statistic; 7] = [
        Statistic::Sum,
        Statistic::Average,
        Statistic::Minimum,
        Statistic::Maximum,
        Statistic::SampleCount,
        Statistic::P50,
        Statistic::P99,
    ];

    fn points(values: &[f64]) -> [Option<f64>; 7] {
        ALL.map(|statistic| {
            let mut samples = Samples::for_statistic(statistic);
            values.iter().for_each(|value| samples.add(*value));
            samples.point(statistic)
        })
    }

    #[test]
    fn every_statistic_of_ten_values() {
        let values: Vec<f64> = (1..=10).rev().map(f64::from).collect();
        assert_eq!(points(&values), [55.0, 5.5, 1.0, 10.0, 10.0, 5.0, 10.0].map(Some));
    }

    #[test]
    fn nothing_is_missing_and_not_zero() {
        assert_eq!(points(&[]), [None; 7]);
        assert_eq!(points(&[0.0]), [0.0, 0.0, 0.0, 0.0, 1.0, 0.0, 0.0].map(Some));
    }

    #[test]
    fn periods_add_up() {
        for statistic in ALL {
            let mut early = Samples::for_statistic(statistic);
            let mut late = early.clone();
            let mut both = early.clone();
            for value in [3.0, 9.0] {
                early.add(value);
                both.add(value);
            }
            for value in [1.0, 7.0, 8.0] {
                late.add(value);
                both.add(value);
            }
            early.extend(&Samples::default());
            early.extend(&late);
            assert_eq!(early.point(statistic), both.point(statistic));
            early.clear();
            assert_eq!(early, Samples::for_statistic(statistic));
        }
    }

    #[test]
    fn values_that_were_not_kept_have_no_percentile() {
        let mut samples = Samples::for_statistic(Statistic::Sum);
        samples.add(1.0);
        assert_eq!(samples.point(Statistic::P50), None);
    }
}
