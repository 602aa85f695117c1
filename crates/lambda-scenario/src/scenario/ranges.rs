//! The allowed range of every number in a scenario: one table for validation, sliders and error texts.
//!
//! Quotas are those of the AWS Lambda Developer Guide, page gettingstarted-limits (rules Q1–Q7); the other bounds are
//! this project's own, chosen so that no scenario can exhaust the reader's machine.

/// What a number may be.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Range {
    /// The least allowed value.
    pub min: f64,
    /// The largest allowed value.
    pub max: f64,
    /// The step of the control that edits it.
    pub step: f64,
    /// What holds where it is left out.
    pub default: f64,
    /// Its unit, as shown.
    pub unit: &'static str,
}

impl Range {
    pub(super) const fn new(min: f64, max: f64, step: f64, default: f64, unit: &'static str) -> Self {
        Self { min, max, step, default, unit }
    }

    /// Whether a value is allowed.
    #[must_use]
    pub fn contains(&self, value: f64) -> bool {
        value >= self.min && value <= self.max
    }
}

/// Q1: concurrent executions per account and Region.
pub const CONCURRENCY_LIMIT: Range = Range::new(1.0, 1_000_000.0, 10.0, 1_000.0, "");
/// Q2: concurrency that can never be reserved or provisioned.
pub const ALWAYS_UNRESERVED: u32 = 100;
/// Q3: requests per second for each unit of concurrency.
pub const REQUESTS_PER_CONCURRENCY: u64 = 10;
/// Q3, where it is set by hand.
pub const REQUESTS_PER_SECOND: Range = Range::new(1.0, 10_000_000.0, 100.0, 10_000.0, "/s");
/// Q4: new environments per function in 10 s.
pub const SCALING_PER_10S: Range = Range::new(1.0, 1_000_000.0, 10.0, 1_000.0, "per 10 s");
/// Q5.
pub const MEMORY_MB: Range = Range::new(128.0, 10_240.0, 1.0, 128.0, "MB");
/// Q6.
pub const TIMEOUT_S: Range = Range::new(1.0, 900.0, 1.0, 3.0, "s");
/// That timeout on Managed Instances; for synchronous calls 900 s hold there too (N1).
pub const MANAGED_TIMEOUT_S: Range = Range::new(1.0, 5_400.0, 1.0, 3.0, "s");
/// Q7.
pub const EPHEMERAL_STORAGE_MB: Range = Range::new(512.0, 10_240.0, 1.0, 512.0, "MB");
/// Q11: unzipped package, layers included.
pub const ZIP_SIZE_MB: Range = Range::new(0.0, 250.0, 1.0, 0.0, "MB");
/// Q11: container image, uncompressed.
pub const IMAGE_SIZE_MB: Range = Range::new(0.0, 10_240.0, 1.0, 0.0, "MB");
/// Files of dependencies in a package.
pub const DEPENDENCIES: Range = Range::new(0.0, 100_000.0, 1.0, 0.0, "files");
/// C3: reserved concurrency; zero switches a function off.
pub const RESERVED_CONCURRENCY: Range = Range::new(0.0, 1_000_000.0, 1.0, 100.0, "");
/// C4: provisioned concurrency.
pub const PROVISIONED_CONCURRENCY: Range = Range::new(0.0, 100_000.0, 1.0, 10.0, "");
/// Threads that a handler computes on.
pub const PARALLELISM: Range = Range::new(1.0, 64.0, 1.0, 1.0, "threads");
/// A share.
pub const SHARE: Range = Range::new(0.0, 1.0, 0.01, 0.0, "");
/// The largest seed a scenario may carry: 2⁵³ − 1, the largest integer every JSON reader keeps exactly.
pub const MAX_SEED: u64 = (1 << 53) - 1;
/// A seed; larger integers do not survive every JSON reader.
pub const SEED: Range = Range::new(0.0, MAX_SEED as f64, 1.0, 1.0, "");
/// The counted time: up to a leap year.
pub const DURATION_S: Range = Range::new(0.001, 31_622_400.0, 1.0, 60.0, "s");
/// The time before it: up to a day.
pub const WARM_UP_S: Range = Range::new(0.0, 86_400.0, 1.0, 0.0, "s");
/// A length of handler work: up to a day.
pub const PHASE_MS: Range = Range::new(0.0, 86_400_000.0, 1.0, 100.0, "ms");
/// What each event of a batch adds to the handler's work.
pub const PER_EVENT_MS: Range = Range::new(0.0, 900_000.0, 1.0, 0.0, "ms");
/// A length of a phase before the handler: up to an hour, which a column of the trace can hold.
pub const START_PHASE_MS: Range = Range::new(0.0, 3_600_000.0, 1.0, 100.0, "ms");
/// An environment's maximum age: replacing environments that live shorter would fill a trace by itself.
pub const MAX_AGE_S: Range = Range::new(1.0, 31_622_400.0, 1.0, 7_200.0, "s");
/// How long an environment is kept: up to a leap year.
pub const KEEP_ALIVE_S: Range = Range::new(0.0, 31_622_400.0, 1.0, 600.0, "s");
/// Memory that an invocation uses; what is above the configured memory kills it.
pub const MEMORY_USED_MB: Range = Range::new(0.0, 65_535.0, 1.0, 0.0, "MB");
/// A rate of arrivals.
pub const RPS: Range = Range::new(0.0, 1_000_000.0, 1.0, 10.0, "/s");
/// A time or period inside traffic.
pub const TRAFFIC_S: Range = Range::new(0.0, 31_622_400.0, 1.0, 60.0, "s");
/// A period, an interval or a ramp.
pub const PERIOD_S: Range = Range { min: 0.001, ..TRAFFIC_S };
/// Arrivals in one burst.
pub const BURST_SIZE: Range = Range::new(1.0, 1_000_000.0, 1.0, 100.0, "calls");
/// A client's wait.
pub const DELAY_MS: Range = Range::new(0.0, 86_400_000.0, 10.0, 100.0, "ms");
/// A call's attempts, the first included.
pub const MAX_ATTEMPTS: Range = Range::new(1.0, 1_000.0, 1.0, 3.0, "attempts");
/// Q: further attempts of an asynchronous event whose function failed (A2).
pub const MAXIMUM_RETRY_ATTEMPTS: Range = Range::new(0.0, 2.0, 1.0, 2.0, "attempts");
/// The age at which an asynchronous event is given up (A3).
pub const MAXIMUM_EVENT_AGE_S: Range = Range::new(60.0, 21_600.0, 60.0, 21_600.0, "s");
/// Events that a schedule sends at once.
pub const PINGS: Range = Range::new(1.0, 1_000.0, 1.0, 1.0, "events");
/// Minutes between two firings of a schedule: up to a leap year.
pub const RATE_MINUTES: Range = Range::new(1.0, 527_040.0, 1.0, 5.0, "minutes");
/// How long API Gateway waits for a function (S2): 29 s can be raised for Regional and private REST APIs.
pub const INTEGRATION_TIMEOUT_MS: Range = Range::new(50.0, 900_000.0, 50.0, 29_000.0, "ms");
/// The same for an HTTP API.
pub const HTTP_INTEGRATION_TIMEOUT_MS: Range = Range::new(50.0, 30_000.0, 50.0, 30_000.0, "ms");
/// How long a client waits for an answer.
pub const CLIENT_TIMEOUT_MS: Range = Range::new(1.0, 86_400_000.0, 100.0, 60_000.0, "ms");
/// Between two health checks of a load balancer (ELB API, HealthCheckIntervalSeconds; 35 s for a function).
pub const HEALTH_CHECK_INTERVAL_S: Range = Range::new(5.0, 300.0, 5.0, 35.0, "s");
/// The size of a payload; what is too large is the engine's to say.
pub const PAYLOAD_KB: Range = Range::new(0.0, 1_048_576.0, 1.0, 1.0, "KB");
/// The size of a message or a record (B4): what SQS takes, and more than a DynamoDB stream's records have.
pub const EVENT_KB: Range = Range::new(0.0, 1_024.0, 1.0, 1.0, "KB");
/// What an alarm's points are compared with, where a control edits it.
pub const ALARM_THRESHOLD: Range = Range::new(0.0, 1_000_000_000.0, 1.0, 0.0, "");
/// Points of an alarm, where a control edits them; together they may cover a day (O3).
pub const ALARM_POINTS: Range = Range::new(1.0, 24.0, 1.0, 1.0, "points");
/// How many alarms a scenario may have.
pub const MAX_ALARMS: usize = 200;
/// How many changes or scheduled capacities there may be.
pub const MAX_CHANGES: usize = 1_000;
/// The utilisation that target tracking aims at (C14).
pub const TARGET_UTILIZATION: Range = Range::new(0.1, 0.9, 0.05, 0.7, "");
/// One-minute points that scaling in needs (C14).
pub const SCALE_IN_POINTS: Range = Range::new(1.0, 60.0, 1.0, 15.0, "points");
/// By what a service's latency is multiplied.
pub const LATENCY_FACTOR: Range = Range::new(0.0, 1_000.0, 0.1, 1.0, "×");
/// By what a source's traffic may be multiplied.
pub const TRAFFIC_FACTOR: Range = Range::new(0.0, 1_000.0, 0.1, 1.0, "×");
/// An environment's number among those of its function.
pub const ENVIRONMENT_NUMBER: Range = Range::new(1.0, 60_000_000.0, 1.0, 1.0, "");
/// How many extensions a function may have (L15).
pub const MAX_EXTENSIONS: usize = 10;
/// How long a function may be pending: up to an hour.
pub const PENDING_S: Range = Range::new(0.0, 3_600.0, 1.0, 0.0, "s");
/// Days without a request after which a function's resources are reclaimed (L16).
pub const INACTIVE_AFTER_DAYS: Range = Range::new(1.0, 366.0, 1.0, 14.0, "days");
/// Q10: a streamed response; more than Q8 allows fails where it is not streamed.
pub const RESPONSE_MB: Range = Range::new(0.0, 200.0, 0.1, 0.0, "MB");
/// Tenants of a function with tenant isolation.
pub const TENANTS: Range = Range::new(1.0, 10_000.0, 1.0, 10.0, "tenants");
/// How long a durable execution may take (N2): a year.
pub const EXECUTION_TIMEOUT_S: Range = Range::new(1.0, 31_622_400.0, 60.0, 86_400.0, "s");
/// The longest execution for somebody who waits for it: a synchronous caller or an event source mapping (N2).
pub const AWAITED_EXECUTION_S: u32 = 900;
/// How long an execution's history is kept after its end (N2).
pub const RETENTION_PERIOD_DAYS: Range = Range::new(1.0, 90.0, 1.0, 14.0, "days");
/// What a durable execution writes at once.
pub const CHECKPOINT_KB: Range = Range::new(0.0, 102_400.0, 1.0, 0.0, "KB");
/// What replaying one operation takes.
pub const REPLAY_MS: Range = Range::new(0.0, 10_000.0, 0.1, 0.0, "ms");
/// Operations of a durable function, and of each of its contexts.
pub const MAX_OPERATIONS: usize = 100;
/// Branches of a durable function's parallel operation; the limit is this project's own.
pub const BRANCHES: Range = Range::new(1.0, 1_000.0, 1.0, 3.0, "branches");
/// A durable wait.
pub const DURABLE_WAIT_S: Range = Range::new(1.0, 31_622_400.0, 1.0, 60.0, "s");
/// When a callback comes, or is given up.
pub const CALLBACK_S: Range = Range::new(0.0, 31_622_400.0, 1.0, 60.0, "s");
/// All tries of a step; the default is this project's own.
pub const STEP_ATTEMPTS: Range = Range::new(1.0, 100.0, 1.0, 3.0, "attempts");
/// The wait between two of them; the default is this project's own.
pub const STEP_DELAY_S: Range = Range::new(1.0, 31_622_400.0, 1.0, 5.0, "s");
/// By what it grows; the default is this project's own.
pub const BACKOFF_RATE: Range = Range::new(1.0, 100.0, 0.1, 2.0, "×");
/// Environments of a function on Managed Instances (N1).
pub const MANAGED_ENVIRONMENTS: Range = Range::new(0.0, 15_000.0, 1.0, 3.0, "environments");
/// Requests in one such environment, where it is set by hand: at most 64 for each vCPU (N1).
pub const ENVIRONMENT_CONCURRENCY: Range = Range::new(1.0, 1_024.0, 1.0, 64.0, "requests");
/// Requests in one such environment for each of its vCPUs, at most (N1).
pub const CONCURRENCY_PER_VCPU: u32 = 64;
/// The least memory of a function on Managed Instances (N1).
pub const MANAGED_MEMORY_MB: u32 = 2_048;
/// GiB of memory for each vCPU: the ratios of c, m and r instances (N1).
pub const MEMORY_GIB_PER_VCPU: [u32; 3] = [2, 4, 8];
/// What scaling of Managed Instances aims at.
pub const TARGET_RESOURCE_UTILIZATION: Range = Range::new(0.1, 1.0, 0.05, 0.5, "");
/// A tumbling window (K6); 0 for none.
pub const TUMBLING_WINDOW_S: Range = Range::new(0.0, 900.0, 1.0, 0.0, "s");
/// How many versions a function may have in addition to version 1.
pub const MAX_VERSIONS: usize = 20;
/// How many deployments a scenario may have.
pub const MAX_DEPLOYMENTS: usize = 100;
/// A version's number.
pub const VERSION: Range = Range::new(1.0, 1_000_000.0, 1.0, 1.0, "");
/// Messages in a batch of a standard queue (B4).
pub const SQS_BATCH_SIZE: Range = Range::new(1.0, 10_000.0, 1.0, 10.0, "messages");
/// The batch size above which a standard queue needs a batching window (B4).
pub const SQS_BATCH_WITHOUT_WINDOW: u32 = 10;
/// Messages in a batch of a FIFO queue (B4).
pub const FIFO_BATCH_SIZE: Range = Range::new(1.0, 10.0, 1.0, 10.0, "messages");
/// Groups of a FIFO queue's messages (B5).
pub const MESSAGE_GROUPS: Range = Range::new(1.0, 1_000_000.0, 1.0, 10.0, "groups");
/// How long a batch is gathered (B4, K2).
pub const BATCHING_WINDOW_S: Range = Range::new(0.0, 300.0, 1.0, 0.0, "s");
/// Batches of one event source mapping at once (B2).
pub const MAXIMUM_CONCURRENCY: Range = Range::new(2.0, 1_000.0, 1.0, 10.0, "");
/// Pollers that a mapping always has (B3).
pub const MINIMUM_POLLERS: Range = Range::new(2.0, 200.0, 1.0, 2.0, "pollers");
/// Pollers that a mapping may have (B3).
pub const MAXIMUM_POLLERS: Range = Range::new(2.0, 10_000.0, 1.0, 200.0, "pollers");
/// How long a received message stays hidden; SQS allows 0, but a mapping needs at least its function's timeout (B6).
pub const VISIBILITY_TIMEOUT_S: Range = Range::new(1.0, 43_200.0, 1.0, 30.0, "s");
/// Receives of a message before it goes to the dead-letter queue (B8).
pub const MAX_RECEIVE_COUNT: Range = Range::new(1.0, 1_000.0, 1.0, 10.0, "receives");
/// How long a queue keeps a message (B9).
pub const MESSAGE_RETENTION_S: Range = Range::new(60.0, 1_209_600.0, 60.0, 345_600.0, "s");
/// How long a new message stays hidden (B11).
pub const DELAY_S: Range = Range::new(0.0, 900.0, 1.0, 0.0, "s");
/// Shards of a stream.
pub const SHARDS: Range = Range::new(1.0, 10_000.0, 1.0, 1.0, "shards");
/// Batches of one shard at once (K1).
pub const PARALLELIZATION_FACTOR: Range = Range::new(1.0, 10.0, 1.0, 1.0, "");
/// Records in a batch of a stream (K2).
pub const STREAM_BATCH_SIZE: Range = Range::new(1.0, 10_000.0, 1.0, 100.0, "records");
/// AWS's number for "no maximum".
pub const NO_MAXIMUM: f64 = -1.0;
/// Further attempts of a stream's batch whose function failed; −1 for no end of them (K2).
pub const STREAM_RETRY_ATTEMPTS: Range = Range::new(NO_MAXIMUM, 10_000.0, 1.0, NO_MAXIMUM, "attempts");
/// The age at which a stream's record is given up, where there is one (K2).
pub const MAXIMUM_RECORD_AGE_S: Range = Range::new(60.0, 604_800.0, 60.0, 604_800.0, "s");
/// That age, or −1 for no such limit.
pub const RECORD_AGE_S: Range = Range { min: NO_MAXIMUM, default: NO_MAXIMUM, ..MAXIMUM_RECORD_AGE_S };
/// How long a stream keeps a record (K4).
pub const STREAM_RETENTION_H: Range = Range::new(24.0, 8_760.0, 1.0, 24.0, "h");
/// How often one call of a function is repeated.
pub const CALL_COUNT: Range = Range::new(1.0, 100.0, 1.0, 1.0, "calls");
/// How many kinds of calls a function makes, each counted as often as it is repeated.
pub const MAX_CALLS: usize = 200;
/// How many services a scenario may have.
pub const MAX_DOWNSTREAMS: usize = 200;
/// Calls that a service serves at once.
pub const DOWNSTREAM_CONCURRENCY: Range = Range::new(1.0, 1_000_000.0, 1.0, 100.0, "calls");
/// How many functions a scenario may have.
pub const MAX_FUNCTIONS: usize = 2_000;
/// How many sources a scenario may have.
pub const MAX_SOURCES: usize = 4_000;
/// How many sources, calls of functions, invokes and durable functions a scenario may have together: each is a way to a function.
pub const MAX_ROUTES: usize = 65_000;
/// How many arrival processes one source may add up.
pub const MAX_TRAFFIC_PARTS: usize = 32;
/// How many intervals or single arrivals a recording may have.
pub const MAX_RECORDED: usize = 1_000_000;
/// Arrivals in one interval of a recording.
pub const RECORDED_COUNT: Range = Range::new(0.0, MAX_EXPECTED_ARRIVALS, 1.0, 0.0, "calls");
/// Provisioned environments of all functions together.
pub const MAX_PROVISIONED: u64 = 200_000;
/// How many problems are reported; the rest is only counted.
pub const MAX_PROBLEMS: usize = 100;
/// Arrivals that a run may expect: the trace of more would not fit a browser's memory.
pub const MAX_EXPECTED_ARRIVALS: f64 = 20_000_000.0;
/// The longest name of a function or source (Lambda's own limit is 64 characters).
pub const MAX_NAME: usize = 64;
/// The longest title, description, handler or entry point.
pub const MAX_TEXT: usize = 512;
/// The largest scenario file, in bytes.
pub const MAX_FILE_BYTES: usize = 32 * 1024 * 1024;
