//! What has a context of its own: branches, child contexts, and other functions (rule N5).

#[cfg(feature = "schema")]
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

/// Operations in contexts of their own: branches that run at once, each with the same operations (`map` over so many items, or
/// `parallel`), or without a number of them a child context. It has ended when all have; where one fails, so does the execution.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(default, deny_unknown_fields)]
pub struct DurableContext {
    /// How many branches. Left out: a child context.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "schema", schemars(range(min = limits::BRANCHES.min, max = limits::BRANCHES.max)))]
    pub branches: Option<u32>,
    /// How many of them at once, those that wait included. Left out: all.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "schema", schemars(range(min = limits::BRANCHES.min, max = limits::BRANCHES.max)))]
    pub max_concurrency: Option<u32>,
    /// What each does, in order.
    pub operations: Vec<DurableOperation>,
    /// The size of each one's result, in KB of 1,000 bytes. Branches write it twice. What is 256 KB or more is not written, but
    /// made anew by each replay (N5).
    #[serde(skip_serializing_if = "super::super::is_zero")]
    #[cfg_attr(feature = "schema", schemars(range(min = limits::CHECKPOINT_KB.min, max = limits::CHECKPOINT_KB.max)))]
    pub result_kb: f64,
}

record!(DurableContext { branches, max_concurrency, operations, result_kb });
