//! The closed sets of words that columns keep as one byte.

use super::table::Cell;
use serde::{Deserialize, Serialize};

/// A closed set of words that a column keeps as one byte.
macro_rules! byte_enum {
    ($(#[$doc:meta])* $name:ident { $($(#[$word_doc:meta])* $word:ident = $number:literal $id:literal,)* }) => {
        $(#[$doc])*
        #[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
        #[serde(rename_all = "snake_case")]
        #[repr(u8)]
        pub enum $name { #[default] $($(#[$word_doc])* $word = $number,)* }

        impl $name {
            /// All of them.
            pub const ALL: &'static [Self] = &[$(Self::$word),*];

            /// The word as results spell it.
            #[must_use]
            pub const fn id(self) -> &'static str {
                match self { $(Self::$word => $id),* }
            }
        }

        impl Cell for $name {
            const SIZE: usize = 1;

            fn write(self, bytes: &mut [u8]) {
                (self as u8).write(bytes);
            }
        }
    };
}

byte_enum! {
    /// What an invocation found.
    StartKind {
        /// An initialised environment.
        Warm = 0 "warm",
        /// A sandbox without runtime.
        PartialCold = 1 "partial_cold",
        /// Nothing.
        FullCold = 2 "full_cold",
    }
}

byte_enum! {
    /// How an invocation ended.
    Outcome {
        /// The handler returned a result.
        Completed = 0 "completed",
        /// The handler returned an error.
        HandlerError = 1 "handler_error",
        /// The runtime crashed.
        Crash = 2 "crash",
        /// The runtime was killed for its memory (P5).
        OutOfMemory = 3 "out_of_memory",
        /// Init failed (L13).
        InitError = 4 "init_error",
        /// The timeout struck (L12).
        Timeout = 5 "timeout",
        /// It has not ended yet: it waits for what it called.
        Running = 6 "running",
        /// It returned more than Lambda takes back: `Function.ResponseSizeTooLarge` (Q8).
        ResponseTooLarge = 7 "response_too_large",
    }
}

byte_enum! {
    /// Which limit refused a request (rule C15).
    ThrottleReason {
        /// The account's unreserved pool was in use.
        AccountConcurrency = 0 "account_concurrency",
        /// The function's reserved concurrency was in use.
        ReservedConcurrency = 1 "reserved_concurrency",
        /// The account's requests per second were used up.
        RequestRate = 2 "request_rate",
        /// The function's requests per second were used up, whose growth takes time (Q4).
        FunctionRequestRate = 3 "function_request_rate",
        /// A new environment was needed, and the scaling rate did not allow it.
        ScalingRate = 4 "scaling_rate",
        /// The function had as many environments of tenants as it may (N3).
        TenantEnvironments = 5 "tenant_environments",
        /// The account's starts of durable executions per second were used up (Q18).
        DurableStarts = 6 "durable_starts",
        /// As many durable executions were running as may (Q18).
        DurableExecutions = 7 "durable_executions",
        /// Every place for a request was taken in the function's environments on Managed Instances (N1).
        EnvironmentConcurrency = 8 "environment_concurrency",
        /// The requests per second were used up that the function's reserved concurrency lets in (Q3).
        ReservedRequestRate = 9 "reserved_request_rate",
    }
}

impl ThrottleReason {
    /// The Reason that AWS's error carries (rule C11).
    #[must_use]
    pub const fn aws_reason(self) -> &'static str {
        match self {
            Self::AccountConcurrency
            | Self::ScalingRate
            | Self::TenantEnvironments
            | Self::DurableExecutions
            | Self::EnvironmentConcurrency => "ConcurrentInvocationLimitExceeded",
            Self::ReservedConcurrency => "ReservedFunctionConcurrentInvocationLimitExceeded",
            Self::RequestRate | Self::DurableStarts => "CallerRateLimitExceeded",
            Self::FunctionRequestRate => "FunctionInvocationRateLimitExceeded",
            Self::ReservedRequestRate => "ReservedFunctionInvocationRateLimitExceeded",
        }
    }
}

byte_enum! {
    /// How an event ended that nobody waits for.
    Fate {
        /// It was processed.
        Succeeded = 0 "succeeded",
        /// It went to a dead-letter queue.
        DeadLettered = 1 "dead_lettered",
        /// It went to an on-failure destination.
        ToDestination = 2 "to_destination",
        /// It became too old, and nothing was there to take it.
        Expired = 3 "expired",
        /// Its source gave it up, and nothing was there to take it.
        Dropped = 4 "dropped",
        /// It matched no filter, and no function saw it (B10).
        Filtered = 5 "filtered",
    }
}

byte_enum! {
    /// How a durable execution stands (N2).
    ExecutionStatus {
        /// It has not ended: an invocation runs, or it is suspended.
        Running = 0 "running",
        /// Its handler returned a result.
        Succeeded = 1 "succeeded",
        /// Its handler let an error through.
        Failed = 2 "failed",
        /// Its timeout struck.
        TimedOut = 3 "timed_out",
    }
}

impl ExecutionStatus {
    /// What whoever began the execution is told.
    #[must_use]
    pub const fn outcome(self) -> Outcome {
        match self {
            Self::Running => Outcome::Running,
            Self::Succeeded => Outcome::Completed,
            Self::Failed => Outcome::HandlerError,
            Self::TimedOut => Outcome::Timeout,
        }
    }
}

byte_enum! {
    /// Why a client was told of a failure by what stands between it and a function, whose invocation went on or ended well.
    LostAnswer {
        /// API Gateway's integration timeout struck (S2).
        IntegrationTimeout = 0 "integration_timeout",
        /// The client itself waited no longer (S3).
        ClientTimeout = 1 "client_timeout",
        /// The load balancer takes no response of this size (S5).
        ResponseTooLarge = 2 "response_too_large",
    }
}

byte_enum! {
    /// How a service answered that a function called.
    DownstreamAnswer {
        /// It served the call.
        Served = 0 "served",
        /// It failed.
        Failed = 1 "failed",
        /// Its limit refused the call.
        Refused = 2 "refused",
    }
}

byte_enum! {
    /// What a source's calls are to it.
    SourceRole {
        /// It waits for their answers and decides about retries: a client, or a function that calls another.
        Client = 0 "client",
        /// Events that it hands over; their [`Fate`]s are on record.
        Events = 1 "events",
        /// Events that reach the function in batches; an attempt is one of a batch.
        Batches = 2 "batches",
        /// Invocations with which Lambda itself resumes durable executions: part of calls that others began (N2).
        Resumes = 3 "resumes",
    }
}

byte_enum! {
    /// What an environment became.
    State {
        /// Its runtime was dropped after idleness, or reset; the sandbox stays.
        Sandbox = 0 "sandbox",
        /// It is initialising again for a request.
        Resumed = 1 "resumed",
        /// It is gone.
        Gone = 2 "gone",
    }
}

byte_enum! {
    /// What a setting limits or provides.
    SettingKind {
        /// The account's concurrency limit.
        ConcurrencyLimit = 0 "concurrency_limit",
        /// What of it is unreserved.
        UnreservedPool = 1 "unreserved_pool",
        /// A function's reserved concurrency.
        Reserved = 2 "reserved",
        /// A function's provisioned concurrency as it is set.
        Provisioned = 3 "provisioned",
        /// How much of it is ready.
        ProvisionedReady = 4 "provisioned_ready",
    }
}

byte_enum! {
    /// Why a request never got as far as any limit: it is neither an invocation nor a throttle.
    RejectReason {
        /// The function, or its version, was still being made (L16).
        FunctionPending = 0 "function_pending",
        /// The function had been idle so long that its resources were reclaimed (L16).
        FunctionInactive = 1 "function_inactive",
        /// The request or its answer was larger than its way allows (Q8, Q9).
        PayloadTooLarge = 2 "payload_too_large",
        /// What stands before Lambda refused it for a rate of its own (S2).
        GatewayRate = 3 "gateway_rate",
        /// Its chain of invocations was too long (E6).
        Recursion = 4 "recursion",
    }
}

impl RejectReason {
    /// The error that AWS's answer carries.
    #[must_use]
    pub const fn aws_error(self) -> &'static str {
        match self {
            Self::FunctionPending => "ResourceConflictException",
            Self::FunctionInactive => "ResourceNotReadyException",
            Self::PayloadTooLarge => "RequestTooLargeException",
            Self::GatewayRate => "TooManyRequestsException",
            Self::Recursion => "RecursiveInvocationException",
        }
    }

    /// Whether the same request may be let in later.
    #[must_use]
    pub const fn is_transient(self) -> bool {
        matches!(self, Self::FunctionPending | Self::FunctionInactive | Self::GatewayRate)
    }
}
