//! What the user edits: the panels of the configuration, in the order of the scenario document.
//!
//! A panel gets the scenario as it stands and as it was opened, and an [`Editor`] for what the user changes; it holds no state
//! of the scenario. Every field names the path of its value, and finds what is wrong with it by that.

mod account;
mod alarms;
mod assumptions;
mod changes;
mod cold_start;
mod concurrency;
mod configuration;
mod downstreams;
mod editor;
mod environment_life;
mod event_source;
mod function_identity;
mod function_settings;
mod function_work;
mod functions;
mod package;
mod problems;
mod retries;
mod run;
mod settings;
mod source;
mod sources;
mod traffic_part;
mod traffic_preview;
mod traffic_shape;

pub use account::account_more;
pub use alarms::alarm_settings;
pub use assumptions::assumption_fields;
pub use changes::change_list;
pub use cold_start::cold_start_fields;
pub use configuration::configuration;
pub use downstreams::downstream_settings;
pub use editor::Editor;
pub use environment_life::environment_life_fields;
pub use event_source::event_source_settings;
pub use function_settings::{function_settings, scaling_settings};
pub use function_work::function_failures_fields;
pub use functions::FunctionFields;
pub use package::package_fields;
pub use problems::problem_list;
pub use settings::Settings;
pub use source::{SourceCard, source_more};
