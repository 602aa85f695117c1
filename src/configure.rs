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
mod downstreams;
mod editor;
mod functions;
mod problems;
mod run;
mod settings;
mod sources;

pub use account::account_more;
pub use alarms::alarm_settings;
pub use assumptions::assumption_fields;
pub use changes::change_list;
pub use configuration::configuration;
pub use downstreams::downstream_settings;
pub use editor::Editor;
pub use functions::FunctionFields;
pub use functions::cold_start::cold_start_fields;
pub use functions::environment_life::environment_life_fields;
pub use functions::function_settings::{function_settings, scaling_settings};
pub use functions::package::package_fields;
pub use functions::work::function_failures_fields;
pub use problems::problem_list;
pub use settings::Settings;
pub use sources::event_source::event_source_settings;
pub use sources::source::{SourceCard, source_more};
