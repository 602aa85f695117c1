//! What the user edits: the panels of the configuration, in the order of the scenario document.
//!
//! A panel gets the scenario as it stands and as it was opened, and an [`Editor`] for what the user changes; it holds no state
//! of the scenario. Every field names the path of its value, and finds what is wrong with it by that.

mod account;
mod assumptions;
mod changes;
mod cold_start;
mod concurrency;
mod configuration;
mod editor;
mod environment_life;
mod function_identity;
mod function_work;
mod functions;
mod package;
mod problems;
mod retries;
mod run;
mod source;
mod sources;
mod traffic_part;
mod traffic_preview;
mod traffic_shape;

pub use account::account_more;
pub use assumptions::assumption_fields;
pub use changes::change_list;
pub use cold_start::cold_start_fields;
pub use configuration::configuration;
pub use editor::Editor;
pub use environment_life::environment_life_fields;
pub use function_work::function_failures_fields;
pub use functions::FunctionFields;
pub use package::package_fields;
pub use problems::problem_list;
pub use source::{SourceCard, source_more};
