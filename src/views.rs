//! What the user looks at: views of the finished run's readings. They never compute a result themselves.

pub mod bill;
pub mod by_function;
pub mod concurrency_chart;
pub mod drawing;
pub mod findings;
pub mod header;
pub mod headline;
pub mod inspector;
pub mod kpi_strip;
pub mod part;
pub mod run_state;
pub mod tabs;
pub mod time_axis;
pub mod timeline;
pub mod trial;
pub mod why;
