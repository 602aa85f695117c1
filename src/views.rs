//! What the user looks at: views of the finished run's readings. They never compute a result themselves.

pub mod bill;
pub mod bill_why;
pub mod by_function;
pub mod chart;
pub mod concurrency_chart;
pub mod drawing;
pub mod findings;
pub mod header;
pub mod headline;
pub mod insights;
pub mod inspector;
pub mod kpi_strip;
pub mod latency;
pub mod logs;
pub mod metrics;
pub mod part;
pub mod run_state;
pub mod tabs;
pub mod time_axis;
pub mod timeline;
pub mod traces;
pub mod trial;
pub mod versions;
pub mod why;
