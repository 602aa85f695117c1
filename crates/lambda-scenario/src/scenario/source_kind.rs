//! How a source invokes its function, with the settings of each kind.

use super::ranges::{self, Range};
use super::{Asynchronous, Queue, Schedule, ScheduleExpression, Sqs, SqsFifo, Stream, Synchronous};
use lambda_scenario_derive::internally_tagged;
use serde::Serialize;

/// How a source invokes its function.
#[internally_tagged(tag = "kind")]
#[derive(Clone, Debug, PartialEq, Serialize)]
#[cfg_attr(feature = "schema", schemars(transform = may_be_left_out))]
pub enum SourceKind {
    /// Synchronously: a client waits for the answer and decides about retries (S1).
    Sync(Synchronous),
    /// Asynchronously, by the caller itself.
    Async(Asynchronous),
    /// Through an EventBridge rule (E1).
    Eventbridge(Asynchronous),
    /// Through an SNS topic (E2).
    Sns(Asynchronous),
    /// By S3 event notifications (E3).
    S3(Asynchronous),
    /// On a schedule (E4).
    Schedule(Schedule),
    /// Messages of a standard SQS queue, in batches (B1–B11).
    Sqs(Sqs),
    /// Messages of a FIFO queue, in batches and in order of their groups (B5).
    SqsFifo(SqsFifo),
    /// Records of a Kinesis data stream, in batches and in order of their shards (K1–K5).
    Kinesis(Stream),
    /// Records of a DynamoDB stream, in batches and in order of their shards.
    Dynamodb(Stream),
}

/// How a kind of source invokes its function.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Invocation {
    /// A client waits for the answer.
    Synchronous,
    /// Events are handed over to Lambda's own queue; nobody waits.
    Asynchronous(EventDelivery),
    /// An event source mapping reads batches.
    EventSourceMapping(MappingInput),
}

/// What an event source mapping reads.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum MappingInput {
    /// A queue: what is done is deleted.
    Queue,
    /// A stream, whose records stay until they are too old.
    Stream,
}

/// Who hands the events of an asynchronous invocation over to Lambda.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum EventDelivery {
    /// The caller itself.
    Direct,
    /// A service, once (E3).
    Service,
    /// A service that tries again if that fails, and has a dead-letter queue for it (E1, E2).
    RetryingService,
}

/// What all sources of a kind have in common.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct SourceDescriptor {
    /// How it invokes its function.
    pub invocation: Invocation,
    /// What the size of a call, an event, a message or a record may be (Q8, B4).
    pub payload_kb: Range,
}

impl SourceDescriptor {
    const fn mapping(input: MappingInput) -> Self {
        Self { invocation: Invocation::EventSourceMapping(input), payload_kb: ranges::EVENT_KB }
    }

    const fn asynchronous(delivery: EventDelivery) -> Self {
        Self { invocation: Invocation::Asynchronous(delivery), payload_kb: ranges::PAYLOAD_KB }
    }

    /// Whether clients wait for the answer and decide about retries.
    #[must_use]
    pub const fn has_clients(&self) -> bool {
        matches!(self.invocation, Invocation::Synchronous)
    }

    /// Whether its events come in batches.
    #[must_use]
    pub const fn is_batched(&self) -> bool {
        matches!(self.invocation, Invocation::EventSourceMapping(_))
    }

    /// Whether a stream's records come in batches.
    #[must_use]
    pub const fn reads_stream(&self) -> bool {
        matches!(self.invocation, Invocation::EventSourceMapping(MappingInput::Stream))
    }

    /// Whether a service hands its events over to Lambda, which takes a time and can fail.
    #[must_use]
    pub const fn is_delivered(&self) -> bool {
        matches!(self.invocation, Invocation::Asynchronous(EventDelivery::Service | EventDelivery::RetryingService))
    }

    /// Whether that service tries again if handing over fails, and has a dead-letter queue for it (E1, E2).
    #[must_use]
    pub const fn retries_delivery(&self) -> bool {
        matches!(self.invocation, Invocation::Asynchronous(EventDelivery::RetryingService))
    }
}

impl SourceKind {
    /// What all sources of this kind have in common.
    #[must_use]
    pub const fn descriptor(&self) -> SourceDescriptor {
        match self {
            Self::Sync(_) => SourceDescriptor { invocation: Invocation::Synchronous, payload_kb: ranges::PAYLOAD_KB },
            Self::Async(_) => SourceDescriptor::asynchronous(EventDelivery::Direct),
            Self::S3(_) => SourceDescriptor::asynchronous(EventDelivery::Service),
            Self::Eventbridge(_) | Self::Sns(_) | Self::Schedule(_) => {
                SourceDescriptor::asynchronous(EventDelivery::RetryingService)
            }
            Self::Sqs(_) | Self::SqsFifo(_) => SourceDescriptor::mapping(MappingInput::Queue),
            Self::Kinesis(_) | Self::Dynamodb(_) => SourceDescriptor::mapping(MappingInput::Stream),
        }
    }
}

/// Settings that several kinds have, whatever the kind.
impl SourceKind {
    /// The client, if it waits for the answer.
    #[must_use]
    pub const fn synchronous(&self) -> Option<&Synchronous> {
        match self {
            Self::Sync(settings) => Some(settings),
            Self::Async(_) | Self::Eventbridge(_) | Self::Sns(_) | Self::S3(_) | Self::Schedule(_) => None,
            Self::Sqs(_) | Self::SqsFifo(_) | Self::Kinesis(_) | Self::Dynamodb(_) => None,
        }
    }

    /// What becomes of its events, if it invokes asynchronously.
    #[must_use]
    pub const fn asynchronous(&self) -> Option<&Asynchronous> {
        match self {
            Self::Async(settings) | Self::Eventbridge(settings) | Self::Sns(settings) | Self::S3(settings) => {
                Some(settings)
            }
            Self::Schedule(schedule) => Some(&schedule.asynchronous),
            Self::Sync(_) | Self::Sqs(_) | Self::SqsFifo(_) | Self::Kinesis(_) | Self::Dynamodb(_) => None,
        }
    }

    /// The same, to be changed.
    #[must_use]
    pub const fn asynchronous_mut(&mut self) -> Option<&mut Asynchronous> {
        match self {
            Self::Async(settings) | Self::Eventbridge(settings) | Self::Sns(settings) | Self::S3(settings) => {
                Some(settings)
            }
            Self::Schedule(schedule) => Some(&mut schedule.asynchronous),
            Self::Sync(_) | Self::Sqs(_) | Self::SqsFifo(_) | Self::Kinesis(_) | Self::Dynamodb(_) => None,
        }
    }

    /// When it fires and what it sends, if that is said instead of traffic.
    #[must_use]
    pub fn schedule(&self) -> Option<(&ScheduleExpression, &Schedule)> {
        match self {
            Self::Schedule(schedule) => Some((schedule.schedule.as_ref()?, schedule)),
            Self::Sync(_) | Self::Async(_) | Self::Eventbridge(_) | Self::Sns(_) | Self::S3(_) => None,
            Self::Sqs(_) | Self::SqsFifo(_) | Self::Kinesis(_) | Self::Dynamodb(_) => None,
        }
    }

    /// The queue that it reads, to be changed.
    #[must_use]
    pub const fn queue_mut(&mut self) -> Option<&mut Queue> {
        match self {
            Self::Sqs(settings) => Some(&mut settings.queue),
            Self::SqsFifo(settings) => Some(&mut settings.queue),
            Self::Sync(_) | Self::Async(_) | Self::Eventbridge(_) | Self::Sns(_) | Self::S3(_) => None,
            Self::Schedule(_) | Self::Kinesis(_) | Self::Dynamodb(_) => None,
        }
    }

    /// How many batches its mapping lets the function work on at once, if that is limited (B2).
    #[must_use]
    pub const fn maximum_concurrency(&self) -> Option<u32> {
        match self {
            Self::Sqs(settings) => settings.maximum_concurrency,
            Self::SqsFifo(settings) => settings.maximum_concurrency,
            Self::Sync(_) | Self::Async(_) | Self::Eventbridge(_) | Self::Sns(_) | Self::S3(_) => None,
            Self::Schedule(_) | Self::Kinesis(_) | Self::Dynamodb(_) => None,
        }
    }

    /// The same, to be changed; `None` if its kind has no such limit.
    #[must_use]
    pub const fn maximum_concurrency_mut(&mut self) -> Option<&mut Option<u32>> {
        match self {
            Self::Sqs(settings) => Some(&mut settings.maximum_concurrency),
            Self::SqsFifo(settings) => Some(&mut settings.maximum_concurrency),
            Self::Sync(_) | Self::Async(_) | Self::Eventbridge(_) | Self::Sns(_) | Self::S3(_) => None,
            Self::Schedule(_) | Self::Kinesis(_) | Self::Dynamodb(_) => None,
        }
    }

    /// The pollers that its mapping always has; 0 if none are provisioned (B3).
    #[must_use]
    pub fn minimum_pollers(&self) -> u32 {
        match self {
            Self::Sqs(settings) => settings.provisioned_pollers.map_or(0, |pollers| pollers.minimum),
            Self::Sync(_) | Self::Async(_) | Self::Eventbridge(_) | Self::Sns(_) | Self::S3(_) => 0,
            Self::Schedule(_) | Self::SqsFifo(_) | Self::Kinesis(_) | Self::Dynamodb(_) => 0,
        }
    }

    /// The stream that it reads.
    #[must_use]
    pub const fn stream(&self) -> Option<&Stream> {
        match self {
            Self::Kinesis(settings) | Self::Dynamodb(settings) => Some(settings),
            Self::Sync(_) | Self::Async(_) | Self::Eventbridge(_) | Self::Sns(_) | Self::S3(_) => None,
            Self::Schedule(_) | Self::Sqs(_) | Self::SqsFifo(_) => None,
        }
    }
}

impl Default for SourceKind {
    fn default() -> Self {
        Self::Sync(Synchronous::default())
    }
}

/// A source that does not say its kind is of the default kind.
#[cfg(feature = "schema")]
fn may_be_left_out(schema: &mut schemars::Schema) {
    if let Some(default) = schema.pointer_mut("/oneOf/0").and_then(serde_json::Value::as_object_mut) {
        default.remove("required");
    }
}
