//! Words of event sources: their kinds, and the settings of each, by AWS's names.

use super::{FieldText, field};
use lambda_sim::scenario::{Invocation, InvokePath, MappingInput, SourceKind};
use lambda_story::format;

pub const KIND: FieldText = field(
    "Event source",
    "How the function is invoked; it decides who retries, how often, and what becomes of what failed.",
    "Lambda Developer Guide, lambda-invocation",
);

/// The group of a kind.
pub const fn group(kind: &SourceKind) -> &'static str {
    match kind.descriptor().invocation {
        Invocation::Synchronous => "The caller waits",
        Invocation::Asynchronous(_) => "Asynchronous",
        Invocation::EventSourceMapping(MappingInput::Queue) => "Queues, read in batches",
        Invocation::EventSourceMapping(MappingInput::Stream) => "Streams, read in batches",
    }
}

/// The name of a kind, and of what a client that waits reaches the function through.
pub const fn name(kind: &SourceKind) -> &'static str {
    match kind {
        SourceKind::Sync(client) => match client.via {
            InvokePath::Invoke => "Invoke (SDK, CLI)",
            InvokePath::ApiGatewayRest => "API Gateway REST API",
            InvokePath::ApiGatewayHttp => "API Gateway HTTP API",
            InvokePath::Alb => "Application Load Balancer",
            InvokePath::FunctionUrl => "Function URL",
        },
        SourceKind::Async(_) => "Invoke, asynchronous",
        SourceKind::Eventbridge(_) => "EventBridge rule",
        SourceKind::Sns(_) => "SNS topic",
        SourceKind::S3(_) => "S3 notifications",
        SourceKind::Schedule(_) => "Schedule",
        SourceKind::Sqs(_) => "SQS queue",
        SourceKind::SqsFifo(_) => "SQS FIFO queue",
        SourceKind::Kinesis(_) => "Kinesis data stream",
        SourceKind::Dynamodb(_) => "DynamoDB stream",
    }
}

pub const MORE_OF_CLIENT: &str = "Client timeout, payload, poison";
pub const MORE_OF_EVENTS: &str = "Delivery and payload";
pub const MORE_OF_QUEUE: &str = "Pollers, delay, retention, filter";
pub const MORE_OF_STREAM: &str = "Record age, retention, windows, filter";

pub const INTEGRATION_TIMEOUT: FieldText = field(
    "Integration timeout",
    "API Gateway gives up waiting and answers 504; the function runs on and is billed. Off: 29 s for a REST API, 30 s for an HTTP API.",
    "Rule S2 · API Gateway Developer Guide, quotas",
);
pub const HEALTH_CHECKS: FieldText = field(
    "Health checks every",
    "Each health check of the load balancer is an invocation, and billed. Off by default, as for every Lambda target group.",
    "Rule S5 · ELB User Guide, lambda-functions",
);
pub const CLIENT_TIMEOUT: FieldText = field(
    "Client timeout",
    "How long the client itself waits; the function runs on after it has gone. Off: as long as it takes.",
    "Rule S3 · AWS SDKs and Tools Reference Guide",
);
pub const SDK_MODE: FieldText = field(
    "Retry mode",
    "Standard: three attempts and a bucket of tokens that ends retries in an outage. Adaptive: a limiter in the client holds back \
        more once it is throttled. Legacy: up to five, no bucket.",
    "Rule S3 · AWS SDKs and Tools Reference Guide, feature-retry-behavior",
);
pub const SDK_MODES: [&str; 3] = ["standard", "adaptive", "legacy"];
/// Without what a client must outlive its environment for.
pub const SDK_MODES_OF_CALLS: [&str; 2] = ["standard", "legacy"];
pub const SDK_NEW_2026: FieldText = field(
    "Rules of 2026",
    "What AWS_NEW_RETRIES_2026 switches on: shorter first waits, dearer retries.",
    "Rule S3 · AWS SDKs and Tools Reference Guide, feature-retry-behavior",
);
pub const POISON: FieldText = field(
    "Poison events",
    "The share of events that fail every time, however often they are tried.",
    "A property of the traffic; what follows is rules A2, B8, K3",
);
pub const PAYLOAD: FieldText = field(
    "Payload",
    "What a call or event carries: above 6 MB for who waits, 1 MB for events, it is refused with 413.",
    "Quotas Q8, Q9 · Lambda Developer Guide, gettingstarted-limits",
);

pub const MESSAGE_SIZE: FieldText = field(
    "Size",
    "The size of a message or record in its batch: a batch is full at 6 MB, whatever its batch size.",
    "Rule B4 · Lambda Developer Guide, invocation-eventsourcemapping",
);

pub const RETRY_ATTEMPTS: FieldText = field(
    "Maximum retry attempts",
    "Further attempts after the function failed: after one minute, then after two. Default 2.",
    "Rule A2 · Lambda Developer Guide, invocation-async-error-handling",
);
pub const EVENT_AGE: FieldText = field(
    "Maximum age of event",
    "Events older than this are given up; throttled ones are retried until then. 60 s to 6 hours, the default.",
    "Rule A3 · Lambda Developer Guide, invocation-async-configuring",
);
pub const ON_FAILURE: FieldText = field(
    "On-failure destination",
    "A queue, topic, bus or function that takes the record of an event that was given up. One named arn:aws:sns:… is a topic, which takes 256 KB.",
    "Rule A4 · Lambda Developer Guide, invocation-async-retain-records",
);
pub const ON_SUCCESS: FieldText = field(
    "On-success destination",
    "A queue, topic, bus or function that takes a record of each event that was processed.",
    "Rule A4 · Lambda Developer Guide, invocation-async-retain-records",
);
pub const DEAD_LETTERS: FieldText = field(
    "Dead-letter queue",
    "Takes events that were given up. Without it and without a destination they are dropped.",
    "Rule A4 · Lambda Developer Guide, invocation-async-retain-records",
);
pub const DELIVERY_LATENCY: FieldText = field(
    "On its way",
    "How long an event takes from its service to Lambda.",
    "Rules E1–E3 · assumed; EventBridge says typically half a second",
);
pub const DELIVERY_ERRORS: FieldText = field(
    "Failed hand-overs",
    "The share of hand-overs to Lambda that fail; EventBridge retries for 24 hours and 185 times, SNS 100,015 times over 23 days.",
    "Rules E1, E2 · EventBridge User Guide, SNS Developer Guide",
);
pub const DELIVERY_DEAD_LETTERS: FieldText = field(
    "Dead-letter queue of the delivery",
    "The rule's, schedule's or subscription's own: it takes events that could not be handed over to Lambda.",
    "Rules E1, E2 · EventBridge User Guide, SNS Developer Guide",
);
pub const DUPLICATES: FieldText = field(
    "Run twice",
    "The share of events that run once more after they succeeded: Lambda may deliver an event more than once.",
    "Rule A5 · Lambda Developer Guide, invocation-async-error-handling; the share: nobody",
);
pub const SCHEDULE: FieldText = field(
    "Schedule",
    "As AWS writes it, in UTC: rate(5 minutes), cron(0 12 ? * MON-FRI *). Empty: traffic says when.",
    "Rule E4 · EventBridge Scheduler User Guide, schedule-types",
);
pub const PINGS: FieldText =
    field("Events at once", "More than one keeps several environments warm: a warmer.", "Rule E4");

pub const BATCH_SIZE: FieldText = field(
    "Batch size",
    "The most messages in one invocation: 10, up to 10,000 with a batching window; of a FIFO queue up to 10.",
    "Rule B4 · Lambda Developer Guide, services-sqs-configure",
);
pub const WINDOW: FieldText = field(
    "Batching window",
    "How long a batch is gathered before it is sent: fewer invocations, later ones. 0 to 300 s.",
    "Rules B4, K2 · Lambda Developer Guide, invocation-eventsourcemapping",
);
pub const MAX_CONCURRENCY: FieldText = field(
    "Maximum concurrency",
    "The most batches at once, 2 to 1,000: messages wait in the queue instead of being throttled. Off: the mapping scales up to 1,250.",
    "Rule B2 · Lambda Developer Guide, services-sqs-scaling",
);
pub const VISIBILITY: FieldText = field(
    "Visibility timeout",
    "How long a received message stays hidden; a failed one comes back after it. At least the function's timeout; AWS recommends six times.",
    "Rule B6 · Lambda Developer Guide, services-sqs-configure",
);
pub const QUEUE_DEAD_LETTERS: FieldText = field(
    "Dead-letter queue",
    "Where messages go that were received too often. Off: they come back until their retention ends.",
    "Rule B8 · SQS Developer Guide, sqs-dead-letter-queues",
);
pub const MAX_RECEIVES: FieldText = field(
    "maxReceiveCount",
    "Receives before a message moves to the dead-letter queue; AWS recommends at least 5, since throttles count too.",
    "Rule B8 · Lambda Developer Guide, services-sqs-configure",
);
pub const PARTIAL_RESPONSE: FieldText = field(
    "Report batch item failures",
    "Only the messages that failed come back. Off: one failure brings the whole batch back.",
    "Rules B5, B7 · Lambda Developer Guide, services-sqs-errorhandling",
);
pub const POLLERS: FieldText = field(
    "Provisioned pollers",
    "Pollers of its own scale three times faster and further, and are billed. In place of a maximum concurrency.",
    "Rule B3 · Lambda Developer Guide, with-sqs",
);
pub const MIN_POLLERS: FieldText =
    field("Minimum pollers", "Always there, 2 to 200; each runs ten batches at once.", "Rule B3");
pub const MAX_POLLERS: FieldText = field("Maximum pollers", "Up to 10,000.", "Rule B3");
pub const DELAY: FieldText =
    field("Delay", "How long a new message stays hidden.", "Rule B11 · SQS Developer Guide, sqs-delay-queues");
pub const RETENTION: FieldText = field(
    "Message retention",
    "How long the queue keeps a message: 60 s to 14 days, by default 4 days.",
    "Rule B9 · SQS Developer Guide, quotas",
);
pub const FILTERED: FieldText = field(
    "Filtered out",
    "The share of events that match no filter: they are deleted or skipped without an invocation.",
    "Rule B10 · Lambda Developer Guide, invocation-eventfiltering",
);
pub const GROUPS: FieldText = field(
    "Message groups",
    "Each group's messages are worked on in order, one batch at a time: groups are the most concurrency there is.",
    "Rule B5 · Lambda Developer Guide, services-sqs-scaling",
);
pub const SHARDS: FieldText = field(
    "Shards",
    "Records of a shard are worked on in order; shards beside each other.",
    "Rule K1 · Lambda Developer Guide, with-kinesis",
);
pub const RECORDS: FieldText = field(
    "Batch size",
    "The most records in one invocation, 1 to 10,000; 100 by default.",
    "Rule K2 · Lambda Developer Guide, services-kinesis-parameters",
);
pub const FACTOR: FieldText = field(
    "Parallelization factor",
    "Batches of one shard at once, 1 to 10; the order holds for each partition key. Not beside a tumbling window.",
    "Rule K1 · Lambda Developer Guide, services-kinesis-parameters",
);
pub const STREAM_ATTEMPTS: FieldText = field(
    "Maximum retry attempts",
    "Off, the default: until the record is too old, and its shard waits as long.",
    "Rule K2 · Lambda Developer Guide, services-kinesis-parameters",
);
pub const BISECT: FieldText = field(
    "Split batch on error",
    "A failed batch is halved and both halves are tried: it isolates the bad record.",
    "Rule K3 · Lambda Developer Guide, kinesis-on-failure-destination",
);
pub const STREAM_PARTIAL: FieldText = field(
    "Report batch item failures",
    "The function names the first record that failed: what is before it is done.",
    "Rule K5 · Lambda Developer Guide, services-kinesis-batchfailurereporting",
);
pub const STREAM_ON_FAILURE: FieldText = field(
    "On-failure destination",
    "Takes note of records that were given up, so that their shard goes on and they are not lost unseen.",
    "Rule K3 · Lambda Developer Guide, kinesis-on-failure-destination",
);
pub const RECORD_AGE: FieldText = field(
    "Maximum age of record",
    "Older records are given up: 60 s to 7 days. Off, the default: as long as the stream keeps them.",
    "Rule K2 · Lambda Developer Guide, services-kinesis-parameters",
);
pub const STREAM_RETENTION: FieldText = field(
    "Stream retention",
    "How long Kinesis keeps a record: 24 hours by default, up to a year.",
    "Rule K4 · Kinesis Data Streams Developer Guide, kinesis-extended-retention",
);
pub const FAN_OUT: FieldText = field(
    "Enhanced fan-out",
    "Records are pushed to a consumer of its own, sooner than the one poll a second.",
    "Rule K1 · Lambda Developer Guide, with-kinesis",
);
pub const TUMBLING: FieldText = field(
    "Tumbling window",
    "State goes from batch to batch, and one more invocation ends each window: 1 to 900 s; 0 is none.",
    "Rule K6 · Lambda Developer Guide, services-kinesis-windows",
);

/// AWS's recommendation for a queue's visibility timeout.
pub fn recommended_visibility(seconds: f64) -> String {
    let mut text = "AWS recommends six times the function's timeout: ".to_owned();
    text.push_str(&format::seconds(seconds));
    text.push('.');
    text
}
