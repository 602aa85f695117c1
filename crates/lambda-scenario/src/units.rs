//! The engine's quantities as types: time, memory and their product, each an integer with one meaning.
//!
//! [`Instant`] is a point on the run's time axis, [`Micros`] a length of time, [`MegaBytes`] a memory size and
//! [`MbMillis`] what Lambda bills. Only arithmetic that means something is offered. `f64` appears in distributions and
//! in drawing, nowhere else; the one rounding rule of the bill is [`Micros::ceil_millis`].

use serde::{Deserialize, Serialize};
use std::fmt;
use std::iter::Sum;
use std::ops::{Add, AddAssign, Mul, Sub};

/// A length of time in whole microseconds.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Micros(pub u64);

impl Micros {
    /// No time at all.
    pub const ZERO: Self = Self(0);
    /// The longest time; means "never" in deadlines.
    pub const MAX: Self = Self(u64::MAX);

    /// `seconds` whole seconds.
    #[must_use]
    pub const fn from_secs(seconds: u64) -> Self {
        Self(seconds * 1_000_000)
    }

    /// `millis` whole milliseconds.
    #[must_use]
    pub const fn from_millis(millis: u64) -> Self {
        Self(millis * 1_000)
    }

    /// `seconds` rounded to the nearest microsecond; negative or not finite gives zero, too large the longest time.
    #[must_use]
    pub fn from_secs_f64(seconds: f64) -> Self {
        Self((seconds * 1e6 + 0.5) as u64)
    }

    /// `millis` rounded to the nearest microsecond; negative or not finite gives zero, too large the longest time.
    #[must_use]
    pub fn from_millis_f64(millis: f64) -> Self {
        Self((millis * 1e3 + 0.5) as u64)
    }

    /// In seconds.
    #[must_use]
    pub fn as_secs_f64(self) -> f64 {
        self.0 as f64 / 1e6
    }

    /// In milliseconds.
    #[must_use]
    pub fn as_millis_f64(self) -> f64 {
        self.0 as f64 / 1e3
    }

    /// Whole milliseconds, rounded up: how Lambda bills a duration (rule M1).
    #[must_use]
    pub const fn ceil_millis(self) -> u64 {
        self.0.div_ceil(1_000)
    }

    /// The difference, or zero where `other` is longer.
    #[must_use]
    pub const fn saturating_sub(self, other: Self) -> Self {
        Self(self.0.saturating_sub(other.0))
    }
}

impl Add for Micros {
    type Output = Self;
    fn add(self, other: Self) -> Self {
        Self(self.0 + other.0)
    }
}

impl AddAssign for Micros {
    fn add_assign(&mut self, other: Self) {
        self.0 += other.0;
    }
}

impl Sub for Micros {
    type Output = Self;
    fn sub(self, other: Self) -> Self {
        Self(self.0 - other.0)
    }
}

impl Sum for Micros {
    fn sum<I: Iterator<Item = Self>>(iter: I) -> Self {
        iter.fold(Self::ZERO, Add::add)
    }
}

impl fmt::Display for Micros {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} ms", self.as_millis_f64())
    }
}

/// A point in simulated time, in microseconds since the counted time began; negative while the run warms up.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Instant(pub i64);

impl Instant {
    /// The beginning of the counted time.
    pub const ZERO: Self = Self(0);
    /// After everything; means "never".
    pub const NEVER: Self = Self(i64::MAX);

    /// `seconds` whole seconds into the counted time.
    #[must_use]
    pub const fn from_secs(seconds: i64) -> Self {
        Self(seconds * 1_000_000)
    }

    /// `seconds` into the counted time, to the nearest microsecond; saturates at the ends of the axis.
    #[must_use]
    pub fn from_secs_f64(seconds: f64) -> Self {
        Self((seconds * 1e6).round() as i64)
    }

    /// In seconds since the counted time began.
    #[must_use]
    pub fn as_secs_f64(self) -> f64 {
        self.0 as f64 / 1e6
    }

    /// In milliseconds since the counted time began.
    #[must_use]
    pub fn as_millis_f64(self) -> f64 {
        self.0 as f64 / 1e3
    }

    /// The time from `earlier` to here, or zero where `earlier` is later.
    #[must_use]
    pub const fn since(self, earlier: Self) -> Micros {
        if self.0 > earlier.0 { Micros(self.0.wrapping_sub(earlier.0) as u64) } else { Micros::ZERO }
    }
}

impl Add<Micros> for Instant {
    type Output = Self;
    /// Saturates at [`Instant::NEVER`], so that "never" stays never.
    fn add(self, length: Micros) -> Self {
        Self(self.0.saturating_add_unsigned(length.0))
    }
}

impl Sub<Micros> for Instant {
    type Output = Self;
    fn sub(self, length: Micros) -> Self {
        Self(self.0.saturating_sub_unsigned(length.0))
    }
}

impl fmt::Display for Instant {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} s", self.as_secs_f64())
    }
}

/// A memory or storage size in MB, which at AWS means 1,024 KB (rule book, section 1).
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct MegaBytes(pub u32);

impl Mul<u64> for MegaBytes {
    type Output = MbMillis;
    /// This much memory held for `millis` billed milliseconds.
    fn mul(self, billed_millis: u64) -> MbMillis {
        MbMillis(u128::from(self.0) * u128::from(billed_millis))
    }
}

impl fmt::Display for MegaBytes {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} MB", self.0)
    }
}

/// Memory times billed time, in MB·ms: what the bill is made of, summed exactly. 1 GB-second is 1,024,000 MB·ms.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct MbMillis(pub u128);

impl MbMillis {
    /// MB·ms in one GB-second.
    pub const PER_GB_SECOND: u128 = 1_024_000;

    /// `gb_seconds` whole GB-seconds.
    #[must_use]
    pub const fn from_gb_seconds(gb_seconds: u128) -> Self {
        Self(gb_seconds * Self::PER_GB_SECOND)
    }

    /// In GB-seconds, for display.
    #[must_use]
    pub fn as_gb_seconds_f64(self) -> f64 {
        self.0 as f64 / Self::PER_GB_SECOND as f64
    }
}

impl Add for MbMillis {
    type Output = Self;
    fn add(self, other: Self) -> Self {
        Self(self.0 + other.0)
    }
}

impl AddAssign for MbMillis {
    fn add_assign(&mut self, other: Self) {
        self.0 += other.0;
    }
}

impl Sum for MbMillis {
    fn sum<I: Iterator<Item = Self>>(iter: I) -> Self {
        iter.fold(Self::default(), Add::add)
    }
}

/// The finite number that a text is, as `-12.5e3`.
#[must_use]
pub fn finite_number(text: &str) -> Option<f64> {
    text.parse().ok().filter(|number: &f64| number.is_finite())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_duration_is_billed_by_the_millisecond_begun() {
        assert_eq!(Micros(0).ceil_millis(), 0);
        assert_eq!(Micros(1).ceil_millis(), 1);
        assert_eq!(Micros(1_000).ceil_millis(), 1);
        assert_eq!(Micros(1_001).ceil_millis(), 2);
    }

    #[test]
    fn times_saturate_instead_of_wrapping() {
        assert_eq!(Instant::NEVER + Micros(5), Instant::NEVER);
        assert_eq!(Instant(5) + Micros::MAX, Instant::NEVER);
        assert_eq!(Instant(-3).since(Instant(4)), Micros::ZERO);
        assert_eq!(Micros::from_millis_f64(-1.0), Micros::ZERO);
        assert_eq!(Micros::from_millis_f64(f64::NAN), Micros::ZERO);
    }

    #[test]
    fn memory_times_time_is_what_is_billed() {
        assert_eq!(MegaBytes(512) * 105, MbMillis(53_760));
        assert_eq!(MbMillis::from_gb_seconds(1), MegaBytes(1_024) * 1_000);
    }
}
