//! How much of something a line of the bill counts, and what it costs.

use super::durable::{Bytes, Stored};
use super::money::{Usd, mul_div_round};
use super::usage::Data;
use crate::units::MbMillis;

/// How much of something was used: requests and operations are counted, all else is memory × time, data, or time.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Quantity {
    /// Requests.
    Requests(u64),
    /// MB·ms; shown as GB-seconds.
    MemoryTime(MbMillis),
    /// Thousandths of a MB; shown as GB.
    Data(Data),
    /// Operations of durable executions.
    Operations(u64),
    /// Bytes; shown as GB of 10⁹.
    Bytes(Bytes),
    /// Bytes × ms; shown as GB-months.
    Stored(Stored),
    /// Instances × ms; shown as instance-hours.
    InstanceTime(u128),
    /// Pollers × ms; shown as poller-hours.
    PollerTime(u128),
}

impl Quantity {
    /// As a number of the unit that it is shown in.
    #[must_use]
    pub fn amount(self) -> (f64, Unit) {
        match self {
            Self::Requests(count) => (count as f64, Unit::Requests),
            Self::MemoryTime(time) => (time.as_gb_seconds_f64(), Unit::GbSeconds),
            Self::Data(data) => (data.as_gb_f64(), Unit::Gb),
            Self::Operations(count) => (count as f64, Unit::Operations),
            Self::Bytes(bytes) => (bytes.as_gb_f64(), Unit::Gb),
            Self::Stored(stored) => (stored.as_gb_months_f64(), Unit::GbMonths),
            Self::InstanceTime(millis) => (millis as f64 / 3.6e6, Unit::InstanceHours),
            Self::PollerTime(millis) => (millis as f64 / 3.6e6, Unit::PollerHours),
        }
    }

    /// Nothing, in the same unit.
    #[must_use]
    pub const fn none(self) -> Self {
        match self {
            Self::Requests(_) => Self::Requests(0),
            Self::MemoryTime(_) => Self::MemoryTime(MbMillis(0)),
            Self::Data(_) => Self::Data(Data(0)),
            Self::Operations(_) => Self::Operations(0),
            Self::Bytes(_) => Self::Bytes(Bytes(0)),
            Self::Stored(_) => Self::Stored(Stored(0)),
            Self::InstanceTime(_) => Self::InstanceTime(0),
            Self::PollerTime(_) => Self::PollerTime(0),
        }
    }

    fn scaled(self, numerator: u64, denominator: u64) -> Self {
        match self {
            Self::Requests(count) => {
                let count = mul_div_round(u128::from(count), numerator, denominator);
                Self::Requests(u64::try_from(count).unwrap_or(u64::MAX))
            }
            Self::MemoryTime(value) => Self::MemoryTime(MbMillis(mul_div_round(value.0, numerator, denominator))),
            Self::Data(value) => Self::Data(Data(mul_div_round(value.0, numerator, denominator))),
            Self::Operations(count) => {
                let count = mul_div_round(u128::from(count), numerator, denominator);
                Self::Operations(u64::try_from(count).unwrap_or(u64::MAX))
            }
            Self::Bytes(value) => Self::Bytes(Bytes(mul_div_round(value.0, numerator, denominator))),
            Self::Stored(value) => Self::Stored(Stored(mul_div_round(value.0, numerator, denominator))),
            Self::InstanceTime(value) => Self::InstanceTime(mul_div_round(value, numerator, denominator)),
            Self::PollerTime(value) => Self::PollerTime(mul_div_round(value, numerator, denominator)),
        }
    }
}

/// What a quantity is shown in.
#[derive(Clone, Copy, Debug, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
pub enum Unit {
    /// Requests.
    Requests,
    /// Memory × time, in GB-seconds.
    GbSeconds,
    /// Data or memory, in GB.
    Gb,
    /// Operations of durable executions.
    Operations,
    /// Data × time, in GB-months.
    GbMonths,
    /// Instances × time, in hours.
    InstanceHours,
    /// Pollers × time, in hours.
    PollerHours,
}

impl Unit {
    /// Its name, as shown.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Requests => "requests",
            Self::GbSeconds => "GB-s",
            Self::Gb => "GB",
            Self::Operations => "operations",
            Self::GbMonths => "GB-months",
            Self::InstanceHours => "instance-hours",
            Self::PollerHours => "poller-hours",
        }
    }
}

/// One line of a bill.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Line {
    /// What was used, the forgiven part included.
    pub quantity: Quantity,
    /// What of it the free tier forgave, in the same unit.
    pub free: Quantity,
    /// What the rest costs.
    pub amount: Usd,
}

impl Line {
    /// A line that the free tier does not touch.
    pub(super) const fn never_free(quantity: Quantity, amount: Usd) -> Self {
        Self { quantity, free: quantity.none(), amount }
    }

    /// This line × `numerator` / `denominator`, each number rounded half up.
    pub(super) fn scaled(self, numerator: u64, denominator: u64) -> Self {
        Self {
            quantity: self.quantity.scaled(numerator, denominator),
            free: self.free.scaled(numerator, denominator),
            amount: self.amount.scaled(numerator, denominator),
        }
    }
}
