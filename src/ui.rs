//! Small reusable pieces of the interface. They know nothing of scenarios or runs: values in, callbacks out.

pub mod format;
