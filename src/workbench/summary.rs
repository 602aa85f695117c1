//! A run at a glance: its state, its headline and its key figures.

pub mod headline;
pub mod kpi_strip;
pub mod run_state;
