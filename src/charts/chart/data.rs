//! What a chart over time shows, as plain values.

use crate::charts::drawing::ColorRole;

/// A chart.
#[derive(Clone, Debug)]
pub struct ChartData {
    /// What is to be seen, in a sentence.
    pub caption: String,
    /// How a value is written.
    pub show: fn(f64) -> String,
    /// The series.
    pub series: Vec<Series>,
    /// Limits, each a line.
    pub limits: Vec<Limit>,
    /// States, each a strip below the plot.
    pub strips: Vec<StateBand>,
}

/// A series of values, each for a period.
#[derive(Clone, Debug, PartialEq)]
pub struct Series {
    /// Its name.
    pub name: String,
    /// Its color.
    pub ink: ColorRole,
    /// Whether the area below it is filled.
    pub filled: bool,
    /// How long a period is, in µs; the first begins at zero.
    pub period_us: f64,
    /// The values; not a number where there is none.
    pub points: Vec<f32>,
}

/// A limit over time.
#[derive(Clone, Debug, PartialEq)]
pub struct Limit {
    /// Its name with its value.
    pub name: String,
    /// From when on, in µs, and how high; `None`: no limit.
    pub steps: Vec<(f64, Option<f64>)>,
    /// Whether what is left below it is shaded.
    pub headroom: bool,
}

/// States over time.
#[derive(Clone, Debug, PartialEq)]
pub struct StateBand {
    /// Whose.
    pub name: String,
    /// From when on, in µs, and which.
    pub states: Vec<(f64, BandState)>,
}

/// A state.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum BandState {
    /// All is well.
    Good,
    /// It is not.
    Bad,
    /// Nobody knows.
    Unknown,
}

impl Series {
    /// The value at a time.
    pub fn at(&self, time_us: f64) -> Option<f64> {
        let index = (time_us / self.period_us).floor();
        if index < 0.0 {
            return None;
        }
        self.points.get(index as usize).map(|value| f64::from(*value)).filter(|value| value.is_finite())
    }

    /// The highest value.
    pub fn highest(&self) -> Option<f64> {
        self.points.iter().filter(|value| value.is_finite()).map(|value| f64::from(*value)).reduce(f64::max)
    }
}

/// A limit is drawn up to this many times what is measured.
const NEAR: f64 = 2.5;

impl ChartData {
    /// A value as it is written.
    pub fn value(&self, value: f64) -> String {
        (self.show)(value)
    }

    /// The highest value that is to be seen, near limits among them.
    pub fn highest(&self, hidden: &[usize]) -> f64 {
        let shown = self.series.iter().enumerate().filter(|(index, _)| !hidden.contains(index));
        let measured = shown.filter_map(|(_, series)| series.highest()).fold(0.0, f64::max);
        let limits = self.limits.iter().filter_map(Limit::highest);
        let near = limits.filter(|limit| measured <= 0.0 || *limit <= measured * NEAR);
        near.fold(measured, f64::max)
    }
}

impl Limit {
    fn highest(&self) -> Option<f64> {
        self.steps.iter().filter_map(|(_, value)| *value).reduce(f64::max)
    }
}
