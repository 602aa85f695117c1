//! What can be found, with its numbers.

use crate::readings::Target;
use crate::readings::why::Suggestion;
use crate::trace::{DownstreamId, FunctionId, Outcome, RejectReason, SourceId, ThrottleReason};
use crate::units::{Instant, MegaBytes, Micros};
use serde::{Deserialize, Serialize};

/// One finding.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Finding {
    /// What was found.
    pub what: FindingKind,
    /// When it was at its most: from here.
    pub from: Instant,
    /// To here.
    pub to: Instant,
    /// One case of it to look at closely.
    pub example: Option<Target>,
    /// How much it matters, to be compared with other findings of the same run.
    pub weight: u64,
    /// What would help; `None` if no setting would.
    pub suggestion: Option<Suggestion>,
}

/// What was found.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub enum FindingKind {
    /// Requests were refused.
    Throttled {
        /// Of which function.
        function: FunctionId,
        /// By which limit.
        reason: ThrottleReason,
        /// How many.
        count: u64,
        /// Of how many requests of the function.
        requests: u64,
        /// What the limit allowed when it refused most.
        limit: u32,
        /// What would have been enough for all that it refused within the time one of them takes; of a rate, a second.
        needed: u32,
    },
    /// Requests never got as far as any limit.
    Rejected {
        /// Of which function.
        function: FunctionId,
        /// Why.
        reason: RejectReason,
        /// How many.
        count: u64,
    },
    /// Invocations ran into the timeout.
    TimedOut {
        /// Of which function.
        function: FunctionId,
        /// How many.
        count: u64,
        /// Of how many.
        invocations: u64,
        /// The timeout.
        timeout: Micros,
        /// How many of them after a re-run init had taken part of it.
        after_init: u64,
    },
    /// Invocations failed in another way, memory apart.
    Failed {
        /// Of which function.
        function: FunctionId,
        /// How.
        outcome: Outcome,
        /// How many.
        count: u64,
        /// Of how many.
        invocations: u64,
        /// Whether the package offers another entry point than the handler that is configured (L13).
        wrong_handler: bool,
    },
    /// Invocations needed more memory than there was.
    OutOfMemory {
        /// Of which function.
        function: FunctionId,
        /// How many.
        count: u64,
        /// Of how many.
        invocations: u64,
        /// What is configured.
        memory: MegaBytes,
    },
    /// Invocations started cold.
    Cold {
        /// Of which function.
        function: FunctionId,
        /// How many.
        count: u64,
        /// Of how many.
        invocations: u64,
        /// How long half of them waited at most before their handler began.
        median_wait: Micros,
        /// Why, the most frequent cause first.
        causes: Vec<(ColdCause, u64)>,
    },
    /// Invocations of a qualifier with provisioned concurrency ran on demand.
    Spillover {
        /// Of which function.
        function: FunctionId,
        /// How many.
        count: u64,
        /// Of how many.
        invocations: u64,
        /// The most that was ready.
        ready: u32,
        /// The most in flight.
        peak: u32,
    },
    /// Provisioned environments idled.
    IdleProvisioned {
        /// Of which function.
        function: FunctionId,
        /// The most that was ready.
        ready: u32,
        /// The most of it that was busy at once.
        peak: u32,
        /// The share of its time that was used, in millionths.
        used_ppm: u32,
    },
    /// Too little memory for the work to run at full speed.
    CpuBound {
        /// Of which function.
        function: FunctionId,
        /// What is configured.
        memory: MegaBytes,
        /// How many times as long computing takes as on a whole vCPU, in thousandths.
        slowdown_permille: u32,
    },
    /// More memory than the work needs, for nothing.
    MemoryUnused {
        /// Of which function.
        function: FunctionId,
        /// What is configured.
        memory: MegaBytes,
        /// The most that an invocation used.
        used: MegaBytes,
    },
    /// Retries made many requests of few calls.
    Amplified {
        /// Of which source.
        source: SourceId,
        /// Calls.
        calls: u64,
        /// Their attempts.
        attempts: u64,
    },
    /// Events were still waiting when the run ended.
    Backlog {
        /// Of which source.
        source: SourceId,
        /// How many.
        waiting: u64,
        /// Of how many.
        offered: u64,
        /// How many had been done with.
        done: u64,
    },
    /// Events ended without having been processed.
    Lost {
        /// Of which source.
        source: SourceId,
        /// Sent to a dead-letter queue.
        dead_lettered: u64,
        /// Sent to an on-failure destination.
        to_destination: u64,
        /// Too old, gone for good.
        expired: u64,
        /// Given up, gone for good.
        dropped: u64,
        /// Of how many.
        offered: u64,
    },
    /// A service that functions call had no room.
    Saturated {
        /// Which one.
        service: DownstreamId,
        /// How many calls had to wait for a place.
        waited: u64,
        /// How many it refused.
        refused: u64,
        /// Of how many.
        calls: u64,
        /// How long those that waited did so on average.
        mean_wait: Micros,
        /// What it serves at once.
        limit: Option<u32>,
    },
}

/// Why an invocation started cold.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[repr(u8)]
pub enum ColdCause {
    /// There had been none yet.
    First,
    /// All environments were busy.
    AllBusy,
    /// The last had left: idle for too long, or too old.
    Left,
    /// Its runtime had been dropped while idle.
    Dropped,
    /// An invocation before it had ended so that the runtime was reset.
    Reset,
    /// Environments existed of another version alone.
    OtherVersion,
}

impl ColdCause {
    /// All of them, in the order of their numbers.
    pub const ALL: [Self; 6] = [Self::First, Self::AllBusy, Self::Left, Self::Dropped, Self::Reset, Self::OtherVersion];
}
