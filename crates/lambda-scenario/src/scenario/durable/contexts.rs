//! What has a separate context: branches, child contexts, and other functions (rule N5).

use super::super::ranges;
use super::DurableOperation;
use lambda_scenario_derive::object;
use serde::Serialize;

/// Another function that is invoked; whoever invokes it is suspended until it has ended. Where it fails, so does the execution.
#[object]
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct ChainedInvoke {
    /// The function.
    #[field(required)]
    pub function: String,
    /// The size of its result, in KB of 1,000 bytes.
    #[field(range = ranges::CHECKPOINT_KB, omit_default)]
    pub result_kb: f64,
}

/// Operations in separate contexts: branches that run at once, each with the same operations (`map` over that many items, or
/// `parallel`), or without a number of them a child context. It has ended when all have; where one fails, so does the execution.
#[object]
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct DurableContext {
    /// How many branches. Left out: a child context.
    #[field(range = ranges::BRANCHES)]
    pub branches: Option<u32>,
    /// How many of them at once, those that wait included. Left out: all.
    #[field(range = ranges::BRANCHES)]
    pub max_concurrency: Option<u32>,
    /// What each does, in order.
    pub operations: Vec<DurableOperation>,
    /// The size of each one's result, in KB of 1,000 bytes. Branches write it twice. What is 256 KB or more is not written, but
    /// made again by each replay (N5).
    #[field(range = ranges::CHECKPOINT_KB, omit_default)]
    pub result_kb: f64,
}
