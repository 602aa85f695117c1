//! AWS Lambda, simulated: **a scenario goes in, a trace comes out, and everything else is a reading of that trace.**
//!
//! Absent here, on purpose: no browser (`yew`, `web-sys`, `js-sys`), no clock, no I/O, no threads, no global state.
#![forbid(unsafe_code)]

mod agenda;
pub mod architecture;
pub mod assumptions;
pub mod chance;
pub mod concurrency;
pub mod confidence;
pub mod decimal;
pub mod distribution;
pub mod invoke;
mod kept;
pub mod lifecycle;
pub mod monitoring;
mod ordering;
pub mod pricing;
pub mod readings;
pub mod recording;
pub mod rules;
pub mod runtimes;
pub mod scenario;
pub mod simulator;
pub mod trace;
pub mod traffic;
pub mod units;
