//! The tables of a trace and what their cells mean.

use super::codes::{
    DownstreamAnswer, ExecutionStatus, Fate, LostAnswer, RejectReason, SettingKind, State, ThrottleReason,
};
use super::flags::Flags;
use super::table::table;
use super::{CallId, DownstreamId, EnvironmentId, FunctionId, InvocationId, PoolId, SourceId};
use crate::units::{Instant, Micros};

table! {
    /// Requests that ran, in order of arrival.
    Invocations of InvocationRow in InvocationChunk {
        /// When the request reached Lambda.
        arrival: Instant,
        /// The time in the handler.
        handler: Micros,
        /// Where it ran.
        environment: EnvironmentId,
        /// The call it is an attempt of.
        call: CallId,
        /// Requests of the function in flight when it was admitted, without itself.
        function_in_flight: u32,
        /// Requests of the account in flight when it was admitted, without itself.
        account_in_flight: u32,
        /// The version it ran, in its configuration.
        pool: PoolId,
        /// Who called.
        source: SourceId,
        /// Which attempt of its call; the first is 1.
        attempt: u16,
        /// How it started and ended.
        flags: Flags,
        /// The memory it used, in MB.
        memory_used_mb: u16,
    }
}

table! {
    /// The phases of invocations that did not find everything ready, in order of arrival.
    Starts of StartRow in StartChunk {
        /// Which invocation.
        invocation: InvocationId,
        /// Download of the code, in µs.
        download_us: u32,
        /// Start of the environment, in µs; of a restored one, what of its restore is not billed.
        start_us: u32,
        /// Init outside Duration (Lambda's Init Duration), in µs; of a restored one its Billed Restore Duration.
        init_us: u32,
        /// Init re-run inside Duration, in µs (L5, L6).
        suppressed_init_us: u32,
    }
}

table! {
    /// Requests that were refused, in order of time.
    Throttles of ThrottleRow in ThrottleChunk {
        /// When.
        at: Instant,
        /// The call it was an attempt of.
        call: CallId,
        /// What the limit counted when it refused: requests in flight, or for a rate the tokens left (0).
        observed: u32,
        /// The limit; for a rate, what it lets in per second (per 10 s for the scaling rate).
        limit: u32,
        /// What was called.
        pool: PoolId,
        /// Who called.
        source: SourceId,
        /// Which attempt; the first is 1.
        attempt: u16,
        /// Which limit.
        reason: ThrottleReason,
    }
}

table! {
    /// What clients did after an attempt that failed and that their policy retries, in order of decision; and what an SDK's
    /// limiter held back, with an attempt's own number: once when it does, and again when it lets it go.
    Retries of RetryRow in RetryChunk {
        /// When the answer to the attempt before came.
        answered: Instant,
        /// When the next attempt is sent; at or after the end it is not, and the call is abandoned. Never, while held back.
        next: Instant,
        /// When the call's first attempt reached Lambda.
        first: Instant,
        /// The call.
        call: CallId,
        /// Whose.
        source: SourceId,
        /// The number of the next attempt.
        attempt: u16,
    }
}

table! {
    /// Execution environments, in order of creation.
    Environments of EnvironmentRow in EnvironmentChunk {
        /// When its start began; before the run for those that were ready at its beginning.
        created: Instant,
        /// Which of its pool's environments on demand, or of its provisioned ones, counted from 0.
        ordinal: u32,
        /// Its pool.
        pool: PoolId,
        /// 1 if it is provisioned, else 0.
        provisioned: u8,
    }
}

table! {
    /// Changes in the lives of environments after their creation, in order of time.
    Transitions of TransitionRow in TransitionChunk {
        /// When.
        at: Instant,
        /// Whose.
        environment: EnvironmentId,
        /// What it became.
        state: State,
    }
}

table! {
    /// What was in force from when on, in order of time.
    Settings of SettingRow in SettingChunk {
        /// From when.
        at: Instant,
        /// How much; `u32::MAX` for no limit.
        value: u32,
        /// Of which function; for the account's settings any.
        function: FunctionId,
        /// What.
        kind: SettingKind,
    }
}

table! {
    /// Inits of provisioned environments inside the run, in order of time.
    ProvisionedInits of ProvisionedInitRow in ProvisionedInitChunk {
        /// When it was done.
        at: Instant,
        /// Whose.
        environment: EnvironmentId,
        /// How long it took, in µs.
        init_us: u32,
    }
}

table! {
    /// Which calls an invocation made: one row for each call that has a parent, in order of the call. Sparse, since most calls
    /// come from outside; empty as long as no function calls another.
    Links of LinkRow in LinkChunk {
        /// The call that was made.
        call: CallId,
        /// The invocation that made it.
        parent: InvocationId,
    }
}

table! {
    /// How the events of sources other than clients ended, in order of their ends. What has no row is still waiting.
    Fates of FateRow in FateChunk {
        /// When.
        at: Instant,
        /// When it arrived at its source.
        first: Instant,
        /// The event.
        call: CallId,
        /// Its source.
        source: SourceId,
        /// Attempts made, or times it was received; 0 where it never came into Lambda's queue.
        attempts: u16,
        /// How.
        fate: Fate,
    }
}

table! {
    /// Invocations whose answers did not reach their clients, in order of the time at which the clients were told something else.
    LostAnswers of LostAnswerRow in LostAnswerChunk {
        /// When.
        at: Instant,
        /// Whose answer.
        invocation: InvocationId,
        /// Why.
        reason: LostAnswer,
    }
}

table! {
    /// Invocations by asynchronous events that are billed as more than one request, in order of arrival (A6).
    LargeEvents of LargeEventRow in LargeEventChunk {
        /// Which invocation.
        invocation: InvocationId,
        /// Requests beyond the first.
        more_requests: u32,
    }
}

table! {
    /// Calls that invocations made to services, in order of their ends.
    DownstreamCalls of DownstreamCallRow in DownstreamCallChunk {
        /// When it was made.
        at: Instant,
        /// By which invocation.
        invocation: InvocationId,
        /// How long it waited for a place, in µs.
        waited_us: u32,
        /// How long serving it took, in µs.
        took_us: u32,
        /// Which service.
        downstream: DownstreamId,
        /// How it was answered.
        answer: DownstreamAnswer,
    }
}

table! {
    /// Where aliases point, from when on, in order of time; the beginning is in no row.
    Shifts of ShiftRow in ShiftChunk {
        /// From when.
        at: Instant,
        /// Whose alias.
        function: FunctionId,
        /// The version.
        primary: PoolId,
        /// The additional version; the same one where there is none.
        additional: PoolId,
        /// The share of requests that goes to the additional version, in millionths.
        weight_ppm: u32,
    }
}

table! {
    /// What invocations carried that event source mappings made: one row for each of them, in order of the invocation; empty
    /// as long as no source is read in batches.
    Batches of BatchRow in BatchChunk {
        /// Which invocation.
        invocation: InvocationId,
        /// How many events it carried.
        events: u32,
        /// When the oldest of them reached its source.
        oldest: Instant,
        /// When the newest did.
        newest: Instant,
    }
}

table! {
    /// Events that Lambda has put into its queue of asynchronous invocations, in order of time (A1).
    QueuedEvents of QueuedEventRow in QueuedEventChunk {
        /// When.
        at: Instant,
        /// The event.
        call: CallId,
        /// Its source.
        source: SourceId,
    }
}

table! {
    /// What event source mappings have read, in order of time.
    Polls of PollRow in PollChunk {
        /// When.
        at: Instant,
        /// Of which source.
        source: SourceId,
        /// How many events, those that its filter keeps out included.
        events: u32,
        /// Pollers that run in provisioned mode, also told when they become more or fewer; 0 in others (B3).
        pollers: u32,
    }
}

table! {
    /// States that alarms came into, in order of time. An alarm that has no row yet has too little data.
    Alarms of AlarmRow in AlarmChunk {
        /// When.
        at: Instant,
        /// Which of the scenario's alarms.
        alarm: u16,
        /// The state: its place among [`AlarmState`](crate::monitoring::AlarmState)'s.
        state: u8,
    }
}

table! {
    /// How long extensions went on after the handler, in order of invocations: rows of functions with extensions only (L15).
    Tails of TailRow in TailChunk {
        /// Which invocation.
        invocation: InvocationId,
        /// From the response to the end of the last extension, in µs.
        after_us: u32,
    }
}

table! {
    /// Requests that were turned away before any limit was asked, in order of time (L16, Q8, S2, E6).
    Rejections of RejectionRow in RejectionChunk {
        /// When.
        at: Instant,
        /// The call it was an attempt of.
        call: CallId,
        /// What was called.
        pool: PoolId,
        /// Who called.
        source: SourceId,
        /// Which attempt; the first is 1.
        attempt: u16,
        /// Why.
        reason: RejectReason,
    }
}

table! {
    /// Responses that were streamed, in order of invocations (N4).
    Streams of StreamRow in StreamChunk {
        /// Which invocation.
        invocation: InvocationId,
        /// From the handler's begin to the first byte, in µs.
        first_byte_us: u32,
        /// What was sent, in thousandths of a MB.
        sent: u32,
    }
}

table! {
    /// Whose environments are, of functions with tenant isolation, in order of creation (N3).
    Tenants of TenantRow in TenantChunk {
        /// Which environment.
        environment: EnvironmentId,
        /// Whose: a number below the function's number of tenants.
        tenant: u16,
    }
}

table! {
    /// Durable executions, in the order of their starts (N2).
    Executions of ExecutionRow in ExecutionChunk {
        /// The invocation that began it.
        invocation: InvocationId,
        /// When.
        started: Instant,
        /// When it ended, or never.
        ended: Instant,
        /// Bytes that it wrote until now.
        written: u64,
        /// Operations counted until now (N5).
        operations: u32,
        /// How long its history is kept after its end, in days.
        retention_days: u32,
        /// How it stands.
        status: ExecutionStatus,
    }
}

impl FateRow {
    /// Whether the event was given up after an attempt, and nothing took it.
    #[must_use]
    pub const fn is_lost(&self) -> bool {
        self.attempts > 0 && matches!(self.fate, Fate::Dropped | Fate::Expired)
    }
}

impl TailRow {
    /// From the response to the end of the last extension.
    #[must_use]
    pub const fn after(self) -> Micros {
        Micros(self.after_us as u64)
    }
}
