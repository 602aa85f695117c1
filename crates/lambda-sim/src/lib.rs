//! AWS Lambda, simulated: **a scenario goes in, a trace comes out, and everything else is a reading of that trace.**
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
