//! What durable executions use in addition to their invocations: operations, and data that they write and keep (rule N5).

use super::money::{Price, Usd, mul_div_round};
use super::time::MONTH;
use std::ops::{Add, AddAssign};

/// Bytes in a GB of data written and kept: the worked example P5 counts in powers of ten.
const PER_GB: u64 = 1_000_000_000;

/// An amount of data in bytes; 1,000 of them are a KB.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Bytes(pub u128);

impl Bytes {
    /// Kept for the given number of milliseconds.
    #[must_use]
    pub const fn kept(self, millis: u64) -> Stored {
        Stored(self.0 * millis as u128)
    }

    /// As GB of 10⁹ bytes.
    #[must_use]
    pub fn as_gb_f64(self) -> f64 {
        self.0 as f64 / PER_GB as f64
    }

    /// What it costs at a price per GB.
    pub(super) fn cost(self, price: Price) -> Usd {
        Usd(mul_div_round(self.0, price.0, PER_GB))
    }
}

impl AddAssign for Bytes {
    fn add_assign(&mut self, other: Self) {
        self.0 += other.0;
    }
}

/// Data × time, in bytes × ms.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Stored(pub u128);

impl Stored {
    /// As GB-months of 30 days.
    #[must_use]
    pub fn as_gb_months_f64(self) -> f64 {
        self.0 as f64 / (PER_GB as f64 * MONTH.ceil_millis() as f64)
    }

    /// What it costs at a price per GB-month.
    pub(super) fn cost(self, price: Price) -> Usd {
        Usd(mul_div_round(self.0, price.0, PER_GB * MONTH.ceil_millis()))
    }
}

impl AddAssign for Stored {
    fn add_assign(&mut self, other: Self) {
        self.0 += other.0;
    }
}

/// What durable executions used (N5).
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub struct DurableUsage {
    /// Operations.
    pub operations: u64,
    /// What was written.
    pub written: Bytes,
    /// What was kept, to the end of its retention.
    pub stored: Stored,
}

impl Add for DurableUsage {
    type Output = Self;
    fn add(self, other: Self) -> Self {
        Self {
            operations: self.operations + other.operations,
            written: Bytes(self.written.0 + other.written.0),
            stored: Stored(self.stored.0 + other.stored.0),
        }
    }
}
