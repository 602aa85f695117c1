//! What a scenario of AWS Lambda can say: its types, ranges and units, reading with every problem at once, writing, upgrades
//! and the JSON Schema; and the tables that those need: runtimes, Regions, constants, CloudWatch's names.
//!
//! ```
//! use lambda_scenario::Scenario;
//!
//! let problems = Scenario::read(r#"{ "functions": [{ "name": "f", "memory_mb": 64, "timeout_s": 1000 }] }"#).unwrap_err();
//! assert_eq!(problems[0].to_string(), "functions[0].memory_mb: 64 given; allowed: whole numbers 128 to 10,240 MB; nearest: 128");
//! assert_eq!(problems[1].path, "functions[0].timeout_s");
//!
//! let scenario = Scenario::read(r#"{ "functions": [{ "name": "f", "memory_mb": 512 }] }"#).unwrap();
//! assert_eq!(scenario.functions[0].timeout_s, 3);
//! assert_eq!(Scenario::read(&scenario.to_json()).unwrap(), scenario);
//! ```
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
