//! The interface's words, by subject: short, concrete, in AWS's own terms. Components hold no words.

pub mod account;
pub mod alarm;
pub mod bill;
pub mod bill_why;
pub mod chart;
pub mod concurrency;
pub mod downstream;
pub mod event_source;
pub mod files;
pub mod findings;
pub mod fleet;
pub mod function;
pub mod function_settings;
pub mod header;
pub mod insights;
pub mod inspector;
pub mod kpi;
pub mod latency;
pub mod lazy;
pub mod live;
pub mod logs;
pub mod metrics;
pub mod playback;
pub mod requests;
pub mod run;
pub mod settings;
pub mod suggestion;
pub mod summary;
pub mod timeline;
pub mod traffic;
pub mod versions;
pub mod why;
pub mod worker;
pub mod xray;

pub use crate::ui::FieldText;

const fn field(label: &'static str, help: &'static str, source: &'static str) -> FieldText {
    FieldText { label, help, source }
}
