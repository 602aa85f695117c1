//! AWS Lambda, simulated: **a scenario goes in, a trace comes out, and everything else is a reading of that trace.**
//!
//! ```
//! use lambda_sim::{pricing::PriceBook, readings::Summary, scenario::Scenario, simulator::Simulator};
//!
//! let text = r#"{
//!   "duration_s": 60,
//!   "functions": [{ "name": "f" }],
//!   "sources": [{ "name": "users", "function": "f", "traffic": { "constant": { "rps": 1 } } }]
//! }"#;
//! let scenario = Scenario::read(text).expect("a valid scenario");
//! let trace = Simulator::new(&scenario, scenario.seed).finish().expect("a run within the limits");
//! let summary = Summary::of(&trace, &scenario, scenario.seed, &PriceBook::current()).expect("a known Region");
//! assert_eq!(summary.total.requests, 60);
//! ```
//!
//! Absent here, on purpose: no browser (`yew`, `web-sys`, `js-sys`), no clock, no I/O, no threads, no global state.
#![forbid(unsafe_code)]

pub mod chance;
pub mod concurrency;
pub mod invoke;
pub mod lifecycle;
pub mod monitoring;
pub mod pricing;
pub mod readings;
pub mod rules;
pub mod simulator;
mod stats;
pub mod trace;
pub mod traffic;

pub use lambda_scenario::{architecture, assumptions, confidence, distribution, runtimes, scenario, units};
