//! A run in sentences: what happened, why, and what to try. The engine's readings have the facts; here is the English, for the
//! page and the command line alike. No markup, no browser.
//!
//! ```
//! use lambda_sim::pricing::PriceBook;
//! use lambda_sim::readings::Summary;
//! use lambda_sim::scenario::Scenario;
//! use lambda_sim::simulator::Simulator;
//! use lambda_story::RunStory;
//!
//! let scenario = Scenario::read(
//!     r#"{"duration_s": 60, "functions": [{"name": "checkout", "reserved_concurrency": 1, "work": {"duration_ms": 500}}],
//!         "sources": [{"name": "shop", "function": "checkout", "traffic": {"constant": {"rps": 10}}}]}"#,
//! )
//! .expect("a valid scenario");
//! let trace = Simulator::new(&scenario, scenario.seed).finish()?;
//! let summary = Summary::of(&trace, &scenario, scenario.seed, &PriceBook::current()).expect("a known Region");
//! let story = RunStory::of(&trace, &scenario, &summary);
//! assert!(story.headline.fact.contains("requests were throttled"), "{}", story.headline.fact);
//! # Ok::<(), lambda_sim::simulator::SimulationError>(())
//! ```
//!
//! | to change | begin at |
//! | --- | --- |
//! | the sentence over the results | [`headline`] |
//! | a finding | [`findings`] |
//! | a cause in an answer to "why?" | [`why`] |
//! | a suggested change | [`suggestion`] |
//! | what a limit is called, and what helps against it | [`throttle_reasons`] |
//! | how numbers are written | [`format`] |
//! | a line of the bill | `lambda_sim::pricing::LineItem` |
#![forbid(unsafe_code)]

pub mod findings;
pub mod format;
pub mod headline;
mod names;
mod run;
pub mod suggestion;
pub mod throttle_reasons;
pub mod why;

pub use headline::Headline;
pub use names::{Names, version};
pub use run::{RunStory, ToldFinding};
