//! What has a context of its own: branches, child contexts, and other functions (rule N5).

use super::super::limits;
use super::super::record::record;
use super::DurableOperation;
use serde::Serialize;

/// Another function that is invoked; whoever invokes it is suspended until it has ended. Where it fails, so does the execution.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(default, deny_unknown_fields)]
pub struct ChainedInvoke {
    /// The function.
    pub function: String,
    /// The size of its result, in KB of 1,000 bytes.
    #[serde(skip_serializing_if = "super::super::is_zero")]
    #[cfg_attr(feature = "schema", schemars(range(min = limits::CHECKPOINT_KB.min, max = limits::CHECKPOINT_KB.max)))]
    pub result_kb: f64,
}

record!(ChainedInvoke { function: required, result_kb });

/// Branches that run at once, each with the same operations: `map` over so many items, or `parallel`. It has ended when all
/// have; where one fails, so does the execution.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(default, deny_unknown_fields)]
pub struct Parallel {
    /// How many branches.
    #[cfg_attr(feature = "schema", schemars(range(min = limits::BRANCHES.min, max = limits::BRANCHES.max)))]
    pub branches: u32,
    /// How many of them at once, those that wait included. Left out: all.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "schema", schemars(range(min = limits::BRANCHES.min, max = limits::BRANCHES.max)))]
    pub max_concurrency: Option<u32>,
    /// What each does, in order.
    pub operations: Vec<DurableOperation>,
    /// The size of each branch's result, in KB of 1,000 bytes; it is written twice where it is small enough (N5).
    #[serde(skip_serializing_if = "super::super::is_zero")]
    #[cfg_attr(feature = "schema", schemars(range(min = limits::CHECKPOINT_KB.min, max = limits::CHECKPOINT_KB.max)))]
    pub result_kb: f64,
}

record!(Parallel { branches, max_concurrency, operations, result_kb });

impl Default for Parallel {
    fn default() -> Self {
        let operations = vec![DurableOperation::default()];
        Self { branches: limits::BRANCHES.default as u32, max_concurrency: None, operations, result_kb: 0.0 }
    }
}

/// A child context.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(default, deny_unknown_fields)]
pub struct ChildContext {
    /// What is done in it, in order.
    pub operations: Vec<DurableOperation>,
    /// The size of its result, in KB of 1,000 bytes: of 256 KB or more it is not written, but made anew by each replay (N5).
    #[serde(skip_serializing_if = "super::super::is_zero")]
    #[cfg_attr(feature = "schema", schemars(range(min = limits::CHECKPOINT_KB.min, max = limits::CHECKPOINT_KB.max)))]
    pub result_kb: f64,
}

record!(ChildContext { operations, result_kb });

impl Default for ChildContext {
    fn default() -> Self {
        Self { operations: vec![DurableOperation::default()], result_kb: 0.0 }
    }
}
