//! What the user edits: the panels of the configuration, in the order of the scenario document.
//!
//! A panel gets the scenario as it stands and as it was opened, and an [`Editor`] for what the user changes; it holds no state
//! of the scenario. Every field names the path of its value, and finds what is wrong with it by that.

mod account;
mod alarms;
mod assumptions;
mod changes;
mod concurrency;
mod configuration;
pub mod door;
mod downstreams;
mod editor;
mod functions;
mod problems;
mod run;
mod settings;
mod sources;

pub use configuration::configuration;
