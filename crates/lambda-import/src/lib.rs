//! What others recorded, made into what a scenario can hold: a CSV of traffic becomes the traffic of a source.
//!
//! Absent here, on purpose: the simulator, any browser, clock, I/O.
#![forbid(unsafe_code)]

pub mod recording;
