//! Everything the user edits: the panels of the configuration, in the order of the scenario document.
//!
//! ```text
//!   panels (account, functions, sources, …)   tables of settings, and what adds and removes elements
//!     settings        a row of a table, its field, and the edit that the field reports
//!     elements        how the element of a row is found in the scenario
//! ```
//! A panel gets the present scenario and the one that was opened, and an `Editor` that receives what the user changes; it holds
//! no state of the scenario. Every field has the path of its value, and finds by it what is wrong with the value.

mod account;
mod alarms;
mod assumptions;
mod changes;
mod concurrency;
mod configuration;
pub mod door;
mod downstreams;
mod editor;
mod elements;
mod functions;
mod prices;
mod problems;
mod run;
mod settings;
mod sources;
#[cfg(test)]
mod tests;

pub use configuration::configuration;
