//! What can be asked, and what an answer is made of: causes with their numbers, and a change that would have avoided them.

use super::Suggestion;
use crate::trace::{EnvironmentId, FunctionId, InvocationId, Outcome, PoolId, ThrottleReason};
use crate::units::{Instant, MegaBytes, Micros};
use serde::{Deserialize, Serialize};

/// Something that can be asked about.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Question {
    /// Why an invocation did not find everything ready.
    Start(InvocationId),
    /// Why it failed.
    Failure(InvocationId),
    /// Why it was not its call's first attempt.
    Retry(InvocationId),
    /// Where its time went.
    Time(InvocationId),
    /// Why a request was refused, by its row among the throttles.
    Throttle(u32),
}

/// What is known about it.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Answer {
    /// The causes, the nearest first; each follows from the next.
    pub causes: Vec<Cause>,
    /// What would have avoided it; `None` if no setting would.
    pub suggestion: Option<Suggestion>,
}

/// A cause.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub enum Cause {
    /// Its pool had had no environment on demand yet.
    FirstOfPool,
    /// Its pool had none yet, while other versions of the function had: environments serve their own version alone (V2, L14).
    FirstOfVersion {
        /// The pool of the youngest of those.
        beside: PoolId,
    },
    /// Environments existed, and all of them were busy (L2).
    AllBusy {
        /// How many of the pool, on demand.
        environments: u32,
    },
    /// None existed any more.
    LastLeft {
        /// The last that left.
        environment: EnvironmentId,
        /// When.
        at: Instant,
        /// How long it had been idle then.
        idle: Micros,
        /// What can be told of why.
        leaving: EnvironmentExit,
    },
    /// It called a qualifier with provisioned concurrency that could not take it (C8). With fewer busy than ready, it was over
    /// the qualifier's rate.
    Spillover {
        /// Provisioned environments ready.
        ready: u32,
        /// Those that were busy.
        busy: u32,
    },
    /// Provisioned concurrency was asked for and not ready yet (C6).
    Allocating {
        /// How much was set.
        set: u32,
        /// How much of it was ready.
        ready: u32,
    },
    /// The function had provisioned concurrency, but on another qualifier than the one that was called (C4).
    OtherQualifier,
    /// The environment had been idle until its runtime was dropped (L7).
    IdledToSandbox {
        /// Since when it had been idle.
        idle_since: Instant,
        /// When the runtime was dropped.
        dropped_at: Instant,
    },
    /// An invocation before it on the same environment ended so that the runtime was reset (L6).
    ResetBy {
        /// Which one.
        invocation: InvocationId,
        /// When.
        at: Instant,
    },
    /// An invocation failed.
    Failed {
        /// Which one.
        invocation: InvocationId,
        /// How.
        outcome: Outcome,
        /// When.
        at: Instant,
        /// The function's timeout.
        timeout: Micros,
        /// How much of it a re-run init took.
        re_run_init: Micros,
        /// Configured memory.
        memory: MegaBytes,
    },
    /// A request was refused.
    Refused {
        /// Its row among the throttles.
        throttle: u32,
        /// By which limit.
        reason: ThrottleReason,
        /// What the limit allows: of reserved concurrency what ready provisioned concurrency leaves (C5).
        limit: u32,
        /// What it counted: then only what runs on demand.
        observed: u32,
    },
    /// What was in flight and filled the limit, by function; those that held none are left out.
    HeldBy(Vec<ConcurrencyHolder>),
    /// It is another attempt of its call.
    RetryOf {
        /// The attempt before.
        previous: Attempt,
        /// When that was answered.
        answered: Instant,
        /// How long the client waited then.
        waited: Micros,
        /// The number of this attempt; the first is 1.
        attempt: u16,
        /// When the call's first attempt reached Lambda.
        first: Instant,
    },
    /// Where the time went.
    Time(TimeBreakdown),
}

/// One attempt of a call.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub enum Attempt {
    /// It ran.
    Invocation(InvocationId),
    /// It was refused: its row among the throttles.
    Throttle(u32),
}

/// What can be told of why an environment left.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum EnvironmentExit {
    /// The moment its invocation ended: its maximum age had passed (L9), or its configuration was replaced meanwhile (L14).
    AfterWork,
    /// While idle and initialised: at its maximum age, replaced by a deployment, or, where sandboxes are not kept, at the end of
    /// its idle life.
    WhileIdle,
    /// While a sandbox without runtime: at the end of that life, or at its maximum age.
    AsSandbox,
}

/// What a function had in flight.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ConcurrencyHolder {
    /// The function.
    pub function: FunctionId,
    /// On demand.
    pub on_demand: u32,
    /// On provisioned environments.
    pub provisioned: u32,
}

/// Where the time of a call went up to this attempt's response.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct TimeBreakdown {
    /// Between the call's first attempt and this one: failed attempts and what the client waited.
    pub earlier: Micros,
    /// Download of the code, start of the environment, and init outside Duration.
    pub cold: Micros,
    /// Init re-run inside Duration.
    pub re_run_init: Micros,
    /// The handler.
    pub handler: Micros,
    /// How much of the handler waited for functions and services that it called.
    pub waited_for_calls: Micros,
    /// The median handler of completed invocations of the same pool.
    pub usual_handler: Micros,
    /// How many times as long computing takes at this memory as on a whole vCPU (P1, with the constants' defaults). What part
    /// of the handler computes, a trace does not say.
    pub cpu_slowdown: f64,
    /// The largest of what is beyond the usual.
    pub most: TimePart,
}

/// A part of the time.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum TimePart {
    /// Earlier attempts.
    Earlier,
    /// The cold start.
    Cold,
    /// The re-run init.
    ReRunInit,
    /// A handler that took longer than usual.
    LongHandler,
    /// The same, more than half of it waiting for what it called.
    Calls,
    /// Nothing: it is as usual.
    Usual,
}
