//! The trace: what happened in a run, as columns. Everything on screen is a reading of it.
//!
//! ```text
//!   info         pools, sources, functions: names and the configuration that held
//!   invocations  one row a request that ran, in the order of arrival      ── starts        cold ones: their phases
//!   throttles    one row a request that was refused, with the limit met   ── retries       what the client did next
//!   environments one row an environment, in the order of creation         ── transitions   dropped, re-used, gone
//!   settings     the limits and provisioned stretches in force over time
//!   links        which invocation made a call, for calls that come from inside  ── fates  how events ended
//!   rejections   requests that never reached a function                 ── lost_answers  clients that were told something else
//!   queued       events that Lambda took into its queue               ── polls        what event source mappings read
//!   tenants      whose environments are, where tenants are isolated
//!   streams      first byte and size of streamed responses
//!   executions   durable executions: what they came to, over all their invocations
//!   tails        how long extensions went on after the handler, where a function has any
//! ```
//! Tables are immutable where they are full: a clone of the trace shares them, so that a run can be forked cheaply. Rows in
//! flight are written when they are admitted, since all that decides them is known then. [`Trace::hash`] names the whole content.

mod codes;
mod flags;
mod hash;
mod ids;
mod info;
mod rows;
mod table;

pub use codes::{
    DownstreamAnswer, ExecutionStatus, Fate, LostAnswer, Outcome, RejectReason, SettingKind, SourceRole, StartKind,
    State, ThrottleReason,
};
pub use flags::Flags;
pub use hash::TRACE_HASH_VERSION;
pub use ids::{CallId, DownstreamId, EnvironmentId, FunctionId, InvocationId, PoolId, SourceId};
pub use info::{AliasInfo, DownstreamInfo, FunctionInfo, ManagedInfo, PoolInfo, Reads, Snapshot, SourceInfo};
pub use rows::{
    AlarmRow, Alarms, BatchRow, Batches, DownstreamCallRow, DownstreamCalls, EnvironmentRow, Environments,
    ExecutionRow, Executions, FateRow, Fates, InvocationChunk, InvocationRow, Invocations, LargeEventRow, LargeEvents,
    LinkRow, Links, LostAnswerRow, LostAnswers, PollRow, Polls, ProvisionedInitRow, ProvisionedInits, QueuedEventRow,
    QueuedEvents, RejectionRow, Rejections, Retries, RetryRow, SettingRow, Settings, ShiftRow, Shifts, StartRow,
    Starts, StreamRow, Streams, TailRow, Tails, TenantRow, Tenants, ThrottleRow, Throttles, TransitionRow, Transitions,
};
pub use table::Chunks;

use crate::units::{Instant, Micros};
use std::iter::Peekable;

/// Everything that happened in one run.
#[derive(Clone, Debug, Default)]
pub struct Trace {
    /// The time simulated before the counted time.
    pub warm_up: Micros,
    /// The counted time; arrivals lie in [−`warm_up`, `duration`).
    pub duration: Micros,
    /// Whether bills follow the rule of before August 2025 (M1).
    pub free_init: bool,
    /// The functions, in the scenario's order.
    pub functions: Vec<FunctionInfo>,
    /// The pools.
    pub pools: Vec<PoolInfo>,
    /// The sources, in the scenario's order, and after them the edges between functions.
    pub sources: Vec<SourceInfo>,
    /// Calls begun so far.
    pub calls: u32,
    /// Requests that ran.
    pub invocations: Invocations,
    /// The phases of those that did not find everything ready.
    pub starts: Starts,
    /// Requests that were refused.
    pub throttles: Throttles,
    /// What clients did about failed attempts.
    pub retries: Retries,
    /// Execution environments.
    pub environments: Environments,
    /// What became of them.
    pub transitions: Transitions,
    /// Limits and provisioned concurrency over time.
    pub settings: Settings,
    /// Inits of provisioned environments within the run.
    pub provisioned_inits: ProvisionedInits,
    /// Which invocation made a call; calls from outside have no row.
    pub links: Links,
    /// How events ended that nobody waits for.
    pub fates: Fates,
    /// The services that functions call, in the scenario's order.
    pub downstreams: Vec<DownstreamInfo>,
    /// What functions called of them.
    pub downstream_calls: DownstreamCalls,
    /// Where aliases point.
    pub shifts: Shifts,
    /// What the invocations of event source mappings carried.
    pub batches: Batches,
    /// Events that Lambda took into its queue.
    pub queued: QueuedEvents,
    /// What event source mappings read.
    pub polls: Polls,
    /// States of alarms.
    pub alarms: Alarms,
    /// Requests that never reached a function.
    pub rejections: Rejections,
    /// Invocations whose answers did not reach their clients.
    pub lost_answers: LostAnswers,
    /// Events that are billed as more than one request.
    pub large_events: LargeEvents,
    /// What extensions took after the handler.
    pub tails: Tails,
    /// Responses that were streamed.
    pub streams: Streams,
    /// Whose environments are, where tenants are isolated.
    pub tenants: Tenants,
    /// Executions of durable functions.
    pub executions: Executions,
}

impl Trace {
    /// The end of the counted time.
    #[must_use]
    pub fn end(&self) -> Instant {
        Instant::ZERO + self.duration
    }

    /// Bytes that the rows take.
    #[must_use]
    pub fn bytes(&self) -> u64 {
        self.invocations.bytes()
            + self.starts.bytes()
            + self.throttles.bytes()
            + self.retries.bytes()
            + self.environments.bytes()
            + self.transitions.bytes()
            + self.settings.bytes()
            + self.provisioned_inits.bytes()
            + self.links.bytes()
            + self.fates.bytes()
            + self.downstream_calls.bytes()
            + self.shifts.bytes()
            + self.batches.bytes()
            + self.queued.bytes()
            + self.polls.bytes()
            + self.alarms.bytes()
            + self.rejections.bytes()
            + self.lost_answers.bytes()
            + self.large_events.bytes()
            + self.tails.bytes()
            + self.tenants.bytes()
            + self.streams.bytes()
            + self.executions.bytes()
    }

    /// Every invocation with its phases, in order of arrival.
    pub fn invocations_with_starts(&self) -> impl Iterator<Item = Invocation> + '_ {
        let mut starts = self.starts.iter().peekable();
        let mut tails = self.tails.iter();
        self.invocations.iter().enumerate().map(move |(index, row)| {
            let id = InvocationId(index as u32);
            let nothing = (StartRow::default(), Micros::ZERO);
            let (start, after) =
                if row.flags.has_more() { more(id, row.flags, &mut starts, &mut tails) } else { nothing };
            Invocation { id, row, start, after }
        })
    }

    /// Visits every invocation with its phases, in order of arrival: the fast way for a whole run.
    #[inline(always)]
    pub(crate) fn for_each_invocation(&self, mut visit: impl FnMut(&Invocation)) {
        let mut starts = self.starts.iter().peekable();
        let mut tails = self.tails.iter();
        let mut index = 0;
        self.invocations.for_each(|row| {
            let id = InvocationId(index);
            index += 1;
            let nothing = (StartRow::default(), Micros::ZERO);
            let (start, after) =
                if row.flags.has_more() { more(id, row.flags, &mut starts, &mut tails) } else { nothing };
            visit(&Invocation { id, row, start, after });
        });
    }

    /// The time from a request's arrival to the first byte of its response, where that was streamed.
    #[must_use]
    pub fn first_byte(&self, stream: &StreamRow) -> Option<Micros> {
        let invocation = self.invocation(stream.invocation)?;
        let before = invocation.before_duration().0 + u64::from(invocation.start.suppressed_init_us);
        Some(Micros(before + u64::from(stream.first_byte_us)))
    }

    /// Where an invocation stands among the tails, if it is there.
    pub(crate) fn tail_of(&self, id: InvocationId) -> usize {
        self.tails.partition_point(|tail| tail.invocation < id)
    }

    /// The durable execution that an invocation began.
    #[must_use]
    pub fn execution(&self, id: InvocationId) -> Option<ExecutionRow> {
        let index = self.executions.partition_point(|row| row.invocation < id);
        self.executions.get(index).filter(|row| row.invocation == id)
    }

    /// What an invocation carried, if an event source mapping made it.
    #[must_use]
    pub fn batch(&self, id: InvocationId) -> Option<BatchRow> {
        let index = self.batches.partition_point(|batch| batch.invocation < id);
        self.batches.get(index).filter(|batch| batch.invocation == id)
    }

    /// One invocation with its phases.
    #[must_use]
    pub fn invocation(&self, id: InvocationId) -> Option<Invocation> {
        let row = self.invocations.get(id.0 as usize)?;
        let start = row
            .flags
            .has_start()
            .then(|| self.starts.partition_point(|start| start.invocation < id))
            .and_then(|index| self.starts.get(index));
        let tail = row.flags.has_tail().then(|| self.tails.get(self.tail_of(id))).flatten();
        Some(Invocation { id, row, start: start.unwrap_or_default(), after: tail.map_or(Micros::ZERO, TailRow::after) })
    }
}

/// What an invocation has in other tables; apart, so that reading the many that have nothing there stays short.
#[inline(never)]
fn more(
    id: InvocationId,
    flags: Flags,
    starts: &mut Peekable<impl Iterator<Item = StartRow>>,
    tails: &mut impl Iterator<Item = TailRow>,
) -> (StartRow, Micros) {
    let start = if flags.has_start() { starts.next_if(|start| start.invocation == id) } else { None };
    let tail = if flags.has_tail() { tails.next() } else { None };
    (start.unwrap_or_default(), tail.map_or(Micros::ZERO, TailRow::after))
}

/// An invocation's row together with the phases of its start.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Invocation {
    /// Which one.
    pub id: InvocationId,
    /// What every invocation has.
    pub row: InvocationRow,
    /// What a start has; all zero for a warm one.
    pub start: StartRow,
    /// What extensions took after the handler.
    pub after: Micros,
}

impl Invocation {
    /// Before the handler, outside Duration: download, start and init, or the restore.
    #[must_use]
    pub const fn before_duration(&self) -> Micros {
        if self.row.flags.is_initialised_ahead() {
            return Micros::ZERO;
        }
        Micros(self.start.download_us as u64 + self.start.start_us as u64 + self.start.init_us as u64)
    }

    /// What Lambda reports as Duration: a suppressed init, the handler, and what extensions take after it.
    #[must_use]
    pub const fn duration(&self) -> Micros {
        Micros(self.start.suppressed_init_us as u64 + self.row.handler.0 + self.after.0)
    }

    /// From arrival to response.
    #[must_use]
    pub const fn latency(&self) -> Micros {
        Micros(self.before_duration().0 + self.start.suppressed_init_us as u64 + self.row.handler.0)
    }

    /// From arrival until the environment is free: to the response, or until the last extension is done (L15).
    #[must_use]
    pub const fn busy(&self) -> Micros {
        Micros(self.latency().0 + self.after.0)
    }

    /// When the response left.
    #[must_use]
    pub fn end(&self) -> Instant {
        self.row.arrival + self.latency()
    }

    /// When the environment was free again.
    #[must_use]
    pub fn released(&self) -> Instant {
        self.row.arrival + self.busy()
    }

    /// Lambda's Init Duration, or Billed Restore Duration: what is billed beside Duration.
    #[must_use]
    pub const fn init(&self) -> Micros {
        Micros(self.start.init_us as u64)
    }

    /// Lambda's Restore Duration, where the environment was restored from a snapshot.
    #[must_use]
    pub fn restore(&self) -> Option<Micros> {
        self.row.flags.is_restored().then(|| Micros(self.start.start_us as u64 + self.start.init_us as u64))
    }
}
