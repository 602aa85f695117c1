//! Admission: whether a request may run, and which limit refuses it if not (rules C1–C15).
//!
//! [`AccountConcurrency`] and [`FunctionConcurrency`] hold what is in flight and what is set; [`TokenBucket`] is every rate.
//! The order of the questions is the simulator's (`simulator::admission`); each answer is given here.

mod account;
mod function;
mod token_bucket;

pub use account::{AccountConcurrency, claimed_account_concurrency, little_concurrency, suggested_provisioned};
pub use function::FunctionConcurrency;
pub use token_bucket::{GrowingRate, TokenBucket};

use crate::trace::ThrottleReason;

/// A limit that refused a request.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Refusal {
    /// Which limit.
    pub reason: ThrottleReason,
    /// What it counted.
    pub met: u32,
    /// What it allows.
    pub limit: u32,
}
