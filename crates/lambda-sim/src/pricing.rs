//! What a month of Lambda costs: usage in, a bill by lines out (rules M1–M9).
//!
//! Three values, each plain data, and one function between them:
//!
//! ```text
//!   Invocations ─┐
//!                ├─► Usage ──per_month──► Usage ──bill──► Bill ──share──► Bill
//!   stretches  ──┘   of a run             of a month      of the month    of the run
//!                                                ▲
//!                                            PriceBook (data/prices.json, or changed by the reader)
//! ```
//!
//! Tiers and the free tier belong to a calendar month, so a run is first extrapolated to a month, that month is billed,
//! and the run's own cost is its share by time of the month's bill. Usage is summed in integers (MB·ms, counts) and
//! money is integers of 10⁻¹² USD, rounded where a quantity meets its price and nowhere before.
//!
//! ```
//! use lambda_sim::architecture::Architecture;
//! use lambda_sim::pricing::{BilledMillis, BillingMode, Invocations, PriceBook, Usage, bill};
//! use lambda_sim::units::MegaBytes;
//!
//! let mut month = Usage::default();
//! month.add_invocations(&Invocations {
//!     architecture: Architecture::X8664,
//!     memory: MegaBytes(1_536),
//!     ephemeral_storage: MegaBytes(512),
//!     mode: BillingMode::OnDemand,
//!     count: 3_000_000,
//!     millis: BilledMillis { handler: 3_000_000 * 120, init: 0 },
//! });
//! let bill = bill(&month, &PriceBook::current(), "us-east-1", true)?;
//! assert_eq!(bill.total().to_string(), "$2.73");
//! # Ok::<(), lambda_sim::pricing::UnknownRegion>(())
//! ```
//!
//! Absent here, on purpose: the trace. Which invocation was served by what is for the reading that fills in [`Usage`].

mod bill;
mod book;
#[cfg(test)]
mod book_file;
mod current;
mod durable;
mod instance;
mod item;
mod line;
mod money;
mod month;
mod per_architecture;
mod quantity;
mod time;
mod usage;

pub use crate::scenario::InstanceType;
pub use bill::{Bill, bill, duration_by_tier};
pub use book::{FreeTier, PriceBook, PriceOrigin, Quote, RegionPrices, TierLimits, UnknownRegion};
pub use durable::{Bytes, DurableUsage, Stored};

pub use item::{DurationTier, PriceItem, UnknownPriceItem};
pub use line::LineItem;
pub use money::{ParsePriceError, Price, Usd};
pub use month::TierUse;
pub use per_architecture::PerArchitecture;
pub use quantity::{Line, Quantity, Unit};
pub use time::{BilledMillis, MONTH, MONTH_730_H, PROVISIONED_ROUNDING, provisioned_stretch};
pub use usage::{BillingMode, Data, EPHEMERAL_STORAGE_INCLUDED, FreeTierSplit, Invocations, STREAMED_INCLUDED, Usage};
