//! What a scenario of AWS Lambda can say: its types, ranges and units, reading with every problem at once, writing, upgrades
//! and the JSON Schema; and the tables that those need: runtimes, Regions, constants, CloudWatch's names.
//!
//! Absent here, on purpose: the simulator, any browser, clock, I/O, threads, global state.
#![forbid(unsafe_code)]

pub mod architecture;
pub mod assumptions;
pub mod calendar;
pub mod cloudwatch;
pub mod confidence;
pub mod distribution;
pub mod runtimes;
pub mod scenario;
pub mod schedule;
pub mod units;

pub use scenario::Scenario;
