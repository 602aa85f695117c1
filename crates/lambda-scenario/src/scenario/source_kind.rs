//! How a source invokes its function, with the settings of each kind.

use super::ranges::{self, Range};
use super::{Asynchronous, Schedule, Sqs, SqsFifo, Stream, Synchronous};
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
    Asynchronous,
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

/// What all sources of a kind have in common.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct SourceDescriptor {
    /// How it invokes its function.
    pub invocation: Invocation,
    /// Whether a service hands its events over, tries again if that fails, and has a dead-letter queue for it (E1, E2).
    pub retries_delivery: bool,
    /// What the size of a call, an event, a message or a record may be (Q8, B4).
    pub payload_kb: Range,
}

impl SourceDescriptor {
    const fn mapping(input: MappingInput) -> Self {
        Self {
            invocation: Invocation::EventSourceMapping(input),
            retries_delivery: false,
            payload_kb: ranges::EVENT_KB,
        }
    }

    const fn asynchronous(retries_delivery: bool) -> Self {
        Self { invocation: Invocation::Asynchronous, retries_delivery, payload_kb: ranges::PAYLOAD_KB }
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
}

impl SourceKind {
    /// What all sources of this kind have in common.
    #[must_use]
    pub const fn descriptor(&self) -> SourceDescriptor {
        match self {
            Self::Sync(_) => SourceDescriptor {
                invocation: Invocation::Synchronous,
                retries_delivery: false,
                payload_kb: ranges::PAYLOAD_KB,
            },
            Self::Async(_) | Self::S3(_) => SourceDescriptor::asynchronous(false),
            Self::Eventbridge(_) | Self::Sns(_) | Self::Schedule(_) => SourceDescriptor::asynchronous(true),
            Self::Sqs(_) | Self::SqsFifo(_) => SourceDescriptor::mapping(MappingInput::Queue),
            Self::Kinesis(_) | Self::Dynamodb(_) => SourceDescriptor::mapping(MappingInput::Stream),
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
