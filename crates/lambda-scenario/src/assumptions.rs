//! The one table of constants and assumptions: value, unit, source, confidence; each can be overridden by a scenario.
//!
//! What AWS documents, somebody measured, or this project had to assume, and what decides a timeline, a throttle or a bill,
//! is listed here once, unless it is a quota that the scenario sets itself (`scenario::ranges`), a price (`pricing`) or a
//! measured cold start (`runtimes`). The engine asks [`Constants`]; the table is what documentation and the page show.

mod conventions;

pub use conventions::{CONVENTIONS, Convention};

use crate::confidence::Confidence::{self, Assumed, Documented, Measured};
use std::collections::BTreeMap;

/// The numbers of a row of the table.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct ConstantSpec {
    /// The name under which a scenario overrides it.
    pub id: &'static str,
    /// The value that holds unless a scenario overrides it.
    pub value: f64,
    /// Its unit; empty for a plain number.
    pub unit: &'static str,
    /// The least value that can be set.
    pub min: f64,
    /// The largest value that can be set.
    pub max: f64,
}

/// The words of a row of the table. They are separate because a run needs none of them.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct ConstantDocs {
    /// What it is.
    pub what: &'static str,
    /// The rule it belongs to.
    pub rule: &'static str,
    /// Who says so.
    pub source: &'static str,
    /// How sure it is.
    pub confidence: Confidence,
}

macro_rules! constants {
    ($($(#[doc = $what:literal])+ $name:ident = $id:literal: $value:literal $unit:literal, $min:literal to $max:literal,
       $rule:literal, $confidence:ident $source:literal;)*) => {
        /// The constants, by name.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub enum Constant { $($(#[doc = $what])+ $name,)* }

        /// The table's numbers, in the order of [`Constant`].
        pub static TABLE: &[ConstantSpec] = &[$(ConstantSpec { id: $id, value: $value, unit: $unit, min: $min, max: $max },)*];

        /// The table's words, in the same order.
        static ABOUT: &[ConstantDocs] = &[$(ConstantDocs {
            what: concat!($($what),+), rule: $rule, source: $source, confidence: $confidence,
        },)*];
    };
}

constants! {
    /// Memory at which a function has one whole vCPU.
    MemoryPerVcpu = "memory_per_vcpu_mb": 1_769.0 "MB", 1.0 to 10_240.0, "P1", Documented "DG configuration-memory";
    /// How much faster one thread runs from 2,048 MB on; off at 1.
    StepAboveOneVcpu = "step_above_one_vcpu": 1.0 "×", 1.0 to 2.0, "P1", Measured "calibration: about 1.1 (cebert, 2025-11); off by default";
    /// Time that computing takes on arm64, x86_64 being 1.
    Arm64CpuTime = "arm64_cpu_time": 0.9 "×", 0.1 to 10.0, "P4", Assumed "calibration: general CPU 0.85–0.93 measured for Node.js and Python, others disagree";
    /// The longest init on demand before the environment is reset.
    InitLimit = "init_limit_s": 10.0 "s", 0.1 to 900.0, "L5", Documented "DG lambda-runtime-environment";
    /// How long init may take where it runs ahead of requests; the function's timeout if that is longer.
    InitLimitAhead = "init_limit_ahead_s": 130.0 "s", 0.1 to 900.0, "Q16", Documented "DG gettingstarted-limits";
    /// Whether the failed init of L5 is billed and waited for: 1 yes, 0 no.
    FailedInitCounts = "failed_init_counts": 1.0 "", 0.0 to 1.0, "L5", Assumed "AWS does not say";
    /// Preparation before the allocation of provisioned concurrency begins.
    ProvisionedPreparation = "provisioned_preparation_s": 90.0 "s", 0.0 to 3_600.0, "C6", Assumed "DG provisioned-concurrency: one to two minutes";
    /// Provisioned environments allocated in a minute, for each function.
    ProvisionedPerMinute = "provisioned_per_minute": 6_000.0 "a minute", 1.0 to 1_000_000.0, "C6", Documented "DG provisioned-concurrency";
    /// Requests a second that a provisioned environment takes before its qualifier spills over.
    RequestsPerProvisioned = "requests_per_provisioned": 10.0 "/s", 0.1 to 10_000.0, "C8", Documented "DG gettingstarted-limits, lambda-concurrency";
    /// Requests a second that a unit of reserved concurrency lets in.
    RequestsPerReserved = "requests_per_reserved": 10.0 "/s", 0.1 to 10_000.0, "Q3", Documented "DG gettingstarted-limits, lambda-concurrency";
    /// Requests a second that a function may take at first.
    FunctionRequestsStart = "function_requests_start": 10_000.0 "/s", 1.0 to 10_000_000.0, "Q4", Documented "DG scaling-behavior: 10,000 requests a second every 10 s beside 1,000 environments";
    /// Requests a second that a function may take more with every second.
    FunctionRequestsGrowth = "function_requests_growth": 1_000.0 "/s each second", 0.0 to 10_000_000.0, "Q4", Documented "DG scaling-behavior: 10,000 requests a second every 10 s beside 1,000 environments";
    /// Environments a minute beyond the regional burst, by the rule of before November 2023.
    BurstPerMinute = "regional_burst_per_minute": 500.0 "a minute", 1.0 to 1_000_000.0, "C16", Documented "DG lambda-concurrency before November 2023";
    /// How much of a rate quota can be used at once, in seconds of it.
    RateBurst = "rate_burst_s": 1.0 "s", 0.001 to 60.0, "C9", Assumed "counted per second (DG lambda-concurrency); modelled as a bucket of one second's worth";
    /// How much of API Gateway's rate may come at once, in seconds of it.
    GatewayBurst = "gateway_burst_s": 0.5 "s", 0.001 to 60.0, "S2", Documented "API Gateway quotas: 10,000 requests a second with a bucket of 5,000, or 2,500 with 1,250";
    /// The largest payload of a synchronous request.
    SyncPayload = "sync_payload_kb": 6_144.0 "KB", 1.0 to 1_048_576.0, "Q8", Documented "DG gettingstarted-limits: 6 MB each";
    /// The largest payload of an asynchronous event.
    AsyncPayload = "async_payload_kb": 1_024.0 "KB", 1.0 to 1_048_576.0, "Q9", Documented "DG gettingstarted-limits: 1 MB";
    /// The largest request and the largest response through a load balancer.
    AlbPayload = "alb_payload_kb": 1_024.0 "KB", 1.0 to 1_048_576.0, "S5", Documented "ELB lambda-functions: 1 MB each";
    /// The size of an event from which on it counts as more than one request.
    EventIncluded = "event_included_kb": 256.0 "KB", 1.0 to 1_048_576.0, "A6", Documented "PR: each further 64 KB of an asynchronous event is one request more";
    /// The size that counts as one more request.
    EventStep = "event_step_kb": 64.0 "KB", 1.0 to 1_048_576.0, "A6", Documented "PR: each further 64 KB of an asynchronous event is one request more";
    /// The ceiling of an SDK's first wait.
    SdkBase = "sdk_base_ms": 1_000.0 "ms", 0.0 to 3_600_000.0, "S3", Assumed "SDK feature-retry-behavior: full jitter below a doubling ceiling; its base varies by SDK";
    /// The same after a transient error, by the rules of 2026.
    SdkTransientBase = "sdk_transient_base_ms": 50.0 "ms", 0.0 to 3_600_000.0, "S3", Documented "SDK feature-retry-behavior";
    /// The same after a throttle, by the rules of 2026.
    SdkThrottlingBase = "sdk_throttling_base_ms": 1_000.0 "ms", 0.0 to 3_600_000.0, "S3", Documented "SDK feature-retry-behavior";
    /// Where the doubling of an SDK's ceiling ends.
    SdkMaxDelay = "sdk_max_delay_ms": 20_000.0 "ms", 0.0 to 3_600_000.0, "S3", Documented "SDK feature-retry-behavior";
    /// Tokens in an SDK's bucket of retries.
    SdkTokens = "sdk_tokens": 500.0 "tokens", 0.0 to 1_000_000.0, "S3", Documented "SDK feature-retry-behavior";
    /// What a retry takes from it; by the rules of 2026 that of a throttle.
    SdkRetryCost = "sdk_retry_cost": 5.0 "tokens", 0.0 to 1_000_000.0, "S3", Documented "SDK feature-retry-behavior";
    /// What a retry after a timeout takes from it.
    SdkTimeoutCost = "sdk_timeout_cost": 10.0 "tokens", 0.0 to 1_000_000.0, "S3", Documented "SDK feature-retry-behavior";
    /// What a retry after a transient error or a timeout takes from it, by the rules of 2026.
    SdkTransientCost = "sdk_transient_cost": 14.0 "tokens", 0.0 to 1_000_000.0, "S3", Documented "SDK feature-retry-behavior";
    /// How much of the rate of the last half second counts in an SDK's adaptive mode, beside what was measured before.
    AdaptiveSmoothing = "adaptive_smoothing": 0.8 "×", 0.01 to 1.0, "S3", Measured "botocore retries/adaptive.py";
    /// What is left of a client's rate in that mode after a throttle.
    AdaptiveBeta = "adaptive_beta": 0.7 "×", 0.01 to 1.0, "S3", Measured "botocore retries/throttling.py";
    /// How steeply the rate comes back: the factor of the cube of the time.
    AdaptiveScale = "adaptive_scale": 0.4 "1/s⁴", 0.001 to 1_000.0, "S3", Measured "botocore retries/throttling.py";
    /// The least rate of a client in that mode.
    AdaptiveLeastRate = "adaptive_least_rate": 0.5 "a second", 0.001 to 1_000.0, "S3", Measured "botocore retries/bucket.py";
    /// Idle time at the least before an initialised environment is dropped.
    IdleLifeMin = "idle_life_min_s": 300.0 "s", 0.0 to 86_400.0, "L8", Assumed "calibration, section 8: studies find 5 to 60 minutes";
    /// Median of the idle life of an initialised environment.
    IdleLifeP50 = "idle_life_p50_s": 600.0 "s", 0.001 to 86_400.0, "L8", Assumed "calibration, section 8: studies find 5 to 60 minutes";
    /// 99th percentile of the idle life of an initialised environment.
    IdleLifeP99 = "idle_life_p99_s": 2_700.0 "s", 0.001 to 864_000.0, "L8", Assumed "calibration, section 8: studies find 5 to 60 minutes";
    /// How long a sandbox is kept when the runtime in it has been dropped.
    SandboxLife = "sandbox_life_s": 1_800.0 "s", 0.0 to 864_000.0, "L7", Assumed "the course notes' partial cold start; AWS documents only L6";
    /// The least age at which an environment is retired.
    MaximumAgeMin = "maximum_age_min_s": 5_400.0 "s", 1.0 to 864_000.0, "L9", Assumed "DG: every few hours; Xebia saw about 2 h";
    /// The largest age at which an environment is retired.
    MaximumAgeMax = "maximum_age_max_s": 9_000.0 "s", 1.0 to 864_000.0, "L9", Assumed "DG: every few hours; Xebia saw about 2 h";
    /// The wait before the second attempt of an asynchronous event whose function failed.
    AsyncRetryFirst = "async_retry_first_s": 60.0 "s", 0.0 to 21_600.0, "A2", Documented "DG invocation-async-error-handling";
    /// The wait before the third.
    AsyncRetrySecond = "async_retry_second_s": 120.0 "s", 0.0 to 21_600.0, "A2", Documented "DG invocation-async-error-handling";
    /// The first wait of an asynchronous event that was throttled; it doubles each time.
    AsyncThrottleWait = "async_throttle_wait_s": 1.0 "s", 0.001 to 21_600.0, "A3", Documented "DG invocation-async-error-handling";
    /// Where that doubling ends.
    AsyncThrottleWaitMax = "async_throttle_wait_max_s": 300.0 "s", 0.001 to 21_600.0, "A3", Documented "DG invocation-async-error-handling";
    /// What a topic takes that is a destination or a dead-letter queue.
    TopicMessage = "sns_message_kb": 256.0 "KB", 1.0 to 1_024.0, "A4", Documented "DG invocation-async-retain-records";
    /// Tries that EventBridge makes after the first to hand an event over.
    EventbridgeTries = "eventbridge_tries": 185.0 "tries", 0.0 to 185.0, "E1", Documented "EB eb-rule-retry-policy";
    /// For how long it does.
    EventbridgeAge = "eventbridge_age_s": 86_400.0 "s", 60.0 to 86_400.0, "E1", Documented "EB eb-rule-retry-policy";
    /// Its first wait; it doubles each time.
    EventbridgeWait = "eventbridge_wait_s": 1.0 "s", 0.001 to 86_400.0, "E1", Assumed "EventBridge says exponential back-off, no numbers";
    /// Where that doubling ends.
    EventbridgeWaitMax = "eventbridge_wait_max_s": 600.0 "s", 0.001 to 86_400.0, "E1", Assumed "EventBridge says exponential back-off, no numbers";
    /// The share of these waits that is by chance.
    EventbridgeJitter = "eventbridge_jitter": 0.5 "", 0.0 to 1.0, "E1", Assumed "EventBridge says jitter, no numbers";
    /// How long it takes until an inactive function's resources are there again.
    InactiveRebuild = "inactive_rebuild_s": 90.0 "s", 0.0 to 3_600.0, "L16", Assumed "calibration, section 10: a new interface takes up to about 90 s; AWS gives no figure";
    /// What of a response is sent at full speed, and all that one that is not streamed may have.
    ResponseAtOnce = "response_at_once_mb": 6.0 "MB", 0.0 to 200.0, "Q10", Documented "DG gettingstarted-limits, configuration-response-streaming";
    /// How fast the rest of a streamed response is sent.
    StreamRate = "stream_mb_per_s": 2.0 "MB/s", 0.001 to 1_000.0, "Q10", Documented "DG configuration-response-streaming";
    /// Environments of tenants, busy or idle, for each unit of concurrency.
    TenantEnvironmentsPerConcurrency = "tenant_environments_per_concurrency": 2.5 "", 0.1 to 1_000.0, "N3", Documented "DG tenant-isolation: 2,500 for every 1,000 concurrent executions";
    /// Operations of one durable execution.
    DurableOperations = "durable_operations": 3_000.0 "operations", 1.0 to 1_000_000.0, "Q18", Documented "DG gettingstarted-limits";
    /// What one durable execution may write, in MB of 1,000 KB.
    DurableWritten = "durable_written_mb": 100.0 "MB", 0.001 to 100_000.0, "Q18", Documented "DG gettingstarted-limits: 100 MB";
    /// Durable executions that may run at once in an account.
    DurableExecutions = "durable_executions": 5_000_000.0 "executions", 1.0 to 1_000_000_000.0, "Q18", Documented "DG gettingstarted-limits";
    /// By what that is more in us-east-1, us-west-2 and eu-west-1.
    DurableExecutionsFactor = "durable_executions_factor": 2.0 "×", 1.0 to 100.0, "Q18", Documented "DG gettingstarted-limits: 10 million there";
    /// Durable executions that may start in a second in an account.
    DurableStarts = "durable_starts": 300.0 "/s", 1.0 to 1_000_000.0, "Q18", Documented "DG gettingstarted-limits";
    /// The wait before an invocation of a durable execution is repeated that failed beneath its handler; it doubles each time.
    DurableRetryWait = "durable_retry_wait_s": 1.0 "s", 0.001 to 86_400.0, "N5", Assumed "DG durable-execution-sdk-retries says exponential back-off, no numbers";
    /// Where that doubling ends.
    DurableRetryWaitMax = "durable_retry_wait_max_s": 300.0 "s", 0.001 to 86_400.0, "N5", Assumed "as asynchronous events (A3); AWS gives no numbers";
    /// What an error of a step or an invocation writes, in KB of 1,000 bytes.
    DurableError = "durable_error_kb": 1.0 "KB", 0.0 to 256.0, "N5", Assumed "the size of an error's text and trace";
    /// The size from which the result of a context is not written, in KB of 1,000 bytes.
    DurableContextResult = "durable_context_result_kb": 262.144 "KB", 0.0 to 102_400.0, "N5", Documented "DG durable-execution-sdk: 256 KB, in the SDKs 256 × 1,024 bytes";
    /// How often the scaler of Managed Instances looks at a function.
    ManagedEvaluation = "managed_evaluation_s": 30.0 "s", 1.0 to 3_600.0, "N1", Assumed "AWS gives no figure";
    /// How long it takes until an environment that it asks for is ready.
    ManagedLaunch = "managed_launch_s": 270.0 "s", 0.0 to 3_600.0, "N1", Assumed "with the above five minutes, so that traffic may double within them (DG lambda-managed-instances-scaling)";
    /// How long it takes until an environment is replaced that broke.
    ManagedReplacement = "managed_replacement_s": 10.0 "s", 0.0 to 3_600.0, "N1", Assumed "AWS gives no figure; the instance is there";
    /// For how long fewer environments must do before some go.
    ManagedCalm = "managed_calm_s": 900.0 "s", 0.0 to 86_400.0, "N1", Assumed "AWS gives no figure";
    /// Instances that a capacity provider has at least, for its Availability Zones.
    ManagedInstances = "managed_instances": 3.0 "instances", 1.0 to 100.0, "N1", Documented "DG lambda-managed-instances-scaling: three by default";
    /// What the mapping of a queue moves in a second on Managed Instances.
    ManagedSqsRate = "managed_sqs_mb_per_s": 5.0 "MB/s", 0.001 to 1_000.0, "N1", Documented "DG lambda-managed-instances-quotas";
    /// What the mapping of a Kinesis stream moves.
    ManagedKinesisRate = "managed_kinesis_mb_per_s": 25.0 "MB/s", 0.001 to 1_000.0, "N1", Documented "DG lambda-managed-instances-quotas";
    /// What the mapping of a DynamoDB stream moves.
    ManagedDynamodbRate = "managed_dynamodb_mb_per_s": 10.0 "MB/s", 0.001 to 1_000.0, "N1", Documented "DG lambda-managed-instances-quotas";
    /// What of a restore is the runtime's load, which is billed; the rest is time outside the microVM.
    RestoreBilledShare = "snapstart_billed_share": 0.2 "", 0.0 to 1.0, "N0", Assumed "DG snapstart-monitoring names both parts and no figure";
    /// The longest that the runtime's load and the hooks after a restore may take together.
    RestoreLimit = "snapstart_restore_limit_s": 10.0 "s", 0.1 to 900.0, "N0", Documented "DG snapstart: SnapStartTimeoutException after 10 s";
    /// Batches at once with which a standard queue's mapping begins, and to which it falls back when idle.
    SqsConcurrencyStart = "sqs_concurrency_start": 5.0 "batches", 2.0 to 1_250.0, "B1", Documented "DG services-sqs-scaling";
    /// Batches at once that such a mapping adds in a minute while messages remain.
    SqsConcurrencyGrowth = "sqs_concurrency_growth": 300.0 "a minute", 0.0 to 60_000.0, "B1", Documented "DG services-sqs-scaling: up to 300 more a minute";
    /// The most batches at once of such a mapping.
    SqsConcurrencyMaximum = "sqs_concurrency_maximum": 1_250.0 "batches", 2.0 to 100_000.0, "B1", Documented "DG services-sqs-scaling";
    /// The same until November 2023.
    SqsGrowthBefore2023 = "sqs_growth_before_2023": 60.0 "a minute", 0.0 to 60_000.0, "B1", Documented "history: AWS Compute Blog, November 2023";
    /// The most batches at once until November 2023.
    SqsMaximumBefore2023 = "sqs_maximum_before_2023": 1_000.0 "batches", 2.0 to 100_000.0, "B1", Documented "history: AWS Compute Blog, November 2023";
    /// How long a mapping finds nothing to do before it falls back to its first concurrency.
    SqsIdle = "sqs_idle_s": 60.0 "s", 0.0 to 86_400.0, "B1", Assumed "AWS does not say";
    /// Batches at once that each provisioned poller runs; it polls as often in a second.
    ConcurrencyPerPoller = "concurrency_per_poller": 10.0 "batches", 1.0 to 1_000.0, "B3", Documented "DG with-sqs";
    /// Batches at once that provisioned pollers add in a minute while messages remain.
    ProvisionedPollerGrowth = "provisioned_poller_growth": 1_000.0 "a minute", 0.0 to 60_000.0, "B3", Documented "DG with-sqs: up to 1,000 a minute";
    /// What each provisioned poller moves in a second.
    PollerRate = "poller_mb_per_s": 1.0 "MB/s", 0.001 to 1_000.0, "B3", Documented "DG with-sqs: up to 1 MB per second";
    /// What is left of a mapping's concurrency when a batch fails or is throttled.
    SqsBackOff = "sqs_back_off": 0.5 "×", 0.0 to 1.0, "B7", Assumed "AWS says gradually";
    /// How far such reductions go.
    SqsBackOffFloor = "sqs_back_off_floor": 2.0 "batches", 1.0 to 1_250.0, "B7", Assumed "AWS does not say; 2 is what an idle mapping can fall to";
    /// From a message's arrival in an idle queue until a waiting poll receives it.
    SqsReceive = "sqs_receive_ms": 10.0 "ms", 0.0 to 20_000.0, "B1", Assumed "long polling; AWS gives no number";
    /// Messages of a queue that may be received and not yet deleted.
    SqsInFlight = "sqs_in_flight": 120_000.0 "messages", 1.0 to 10_000_000.0, "B11", Documented "SQS quotas-messages: about 120,000";
    /// Receives that a FIFO queue takes in a second, of up to ten messages each, unless it is in the high throughput mode.
    FifoCalls = "fifo_calls_per_s": 300.0 "a second", 1.0 to 100_000.0, "B11", Documented "SQS quotas-messages";
    /// The first wait before a throttled batch is sent again; it doubles each time.
    ThrottledBatchWait = "throttled_batch_wait_s": 1.0 "s", 0.001 to 900.0, "B8", Assumed "AWS does not say";
    /// The longest wait before a throttled batch of a queue is sent again.
    ThrottledBatchWaitMax = "throttled_batch_wait_max_s": 20.0 "s", 0.001 to 900.0, "B8", Assumed "AWS does not say";
    /// The longest wait before a stream's batch is sent again; after the function failed the first wait is none.
    StreamRetryWaitMax = "stream_retry_wait_max_s": 60.0 "s", 0.001 to 900.0, "K3", Assumed "AWS does not say";
    /// The share of these waits that is by chance: jitter shortens a wait by at most so much.
    BatchWaitJitter = "batch_wait_jitter": 0.5 "×", 0.0 to 1.0, "B8", Assumed "AWS does not say";
    /// How often a shard of Kinesis is polled.
    KinesisPoll = "kinesis_poll_s": 1.0 "s", 0.001 to 60.0, "K1", Documented "DG with-kinesis";
    /// How often a shard of a DynamoDB stream is polled.
    DynamodbPoll = "dynamodb_poll_s": 0.25 "s", 0.001 to 60.0, "K1", Documented "DG with-ddb: 4 times a second";
    /// What a shard gives its readers in a second.
    ShardRead = "shard_read_mb_per_s": 2.0 "MB/s", 0.001 to 1_000.0, "K1", Documented "Kinesis service-sizes-and-limits";
    /// Records that a shard of Kinesis takes in a second.
    ShardRecords = "shard_records_per_s": 1_000.0 "a second", 1.0 to 1_000_000.0, "K1", Documented "Kinesis service-sizes-and-limits";
    /// Data that it takes in a second.
    ShardWrite = "shard_write_mb_per_s": 1.0 "MB/s", 0.001 to 1_000.0, "K1", Documented "Kinesis service-sizes-and-limits";
    /// How long after its end a tumbling window is closed if no later record comes.
    TumblingWait = "tumbling_wait_s": 120.0 "s", 0.0 to 900.0, "K6", Documented "DG services-kinesis-windows: up to 2 minutes";
    /// How long a record takes to a consumer with enhanced fan-out.
    FanOut = "fan_out_ms": 70.0 "ms", 0.0 to 60_000.0, "K1", Documented "Kinesis: about 70 ms on average";
    /// How long a failing init takes, as a share of the time of a good one.
    FailingInitTime = "failing_init_time": 1.0 "×", 0.0 to 1.0, "L13", Assumed "AWS does not say";
}

/// The table, row by row.
pub fn rows() -> impl Iterator<Item = (&'static ConstantSpec, &'static ConstantDocs)> {
    TABLE.iter().zip(ABOUT)
}

/// The constants that hold in one scenario.
#[derive(Clone, Debug, PartialEq)]
pub struct Constants(Vec<f64>);

impl Default for Constants {
    fn default() -> Self {
        Self(TABLE.iter().map(|entry| entry.value).collect())
    }
}

impl Constants {
    /// The table's values, with a scenario's own in their place. Unknown names are left to validation.
    #[must_use]
    pub fn with(overrides: &BTreeMap<String, f64>) -> Self {
        let mut constants = Self::default();
        for (value, entry) in constants.0.iter_mut().zip(TABLE) {
            if let Some(given) = overrides.get(entry.id) {
                *value = *given;
            }
        }
        constants
    }

    /// The value of one of them, in the unit of its entry.
    #[must_use]
    pub fn get(&self, constant: Constant) -> f64 {
        self.0[constant as usize]
    }
}

impl Constant {
    /// Its row in the table.
    #[must_use]
    pub fn entry(self) -> &'static ConstantSpec {
        &TABLE[self as usize]
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::BTreeSet;

    #[test]
    fn every_entry_is_complete_and_its_value_allowed() {
        let mut ids = BTreeSet::new();
        for (entry, about) in rows() {
            assert!(ids.insert(entry.id), "{} is there twice", entry.id);
            assert!((entry.min..=entry.max).contains(&entry.value), "{}", entry.id);
            assert!(!about.what.is_empty() && !about.rule.is_empty() && !about.source.is_empty(), "{}", entry.id);
        }
    }

    #[test]
    fn a_scenario_overrides_by_id() {
        let constants = Constants::with(&BTreeMap::from([("init_limit_s".to_owned(), 5.0)]));
        assert_eq!(constants.get(Constant::InitLimit), 5.0);
        assert_eq!(constants.get(Constant::MemoryPerVcpu), 1_769.0);
        assert_eq!(Constant::InitLimit.entry().id, "init_limit_s");
    }
}
