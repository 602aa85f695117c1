//! How a source invokes its function, with the settings of each kind.

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
    /// Records of a DynamoDB stream, likewise.
    Dynamodb(Stream),
}

impl SourceKind {
    /// What becomes of its events, if it invokes asynchronously.
    #[must_use]
    pub const fn asynchronous(&self) -> Option<&Asynchronous> {
        match self {
            Self::Async(settings) | Self::Eventbridge(settings) | Self::Sns(settings) | Self::S3(settings) => {
                Some(settings)
            }
            Self::Schedule(schedule) => Some(&schedule.asynchronous),
            _ => None,
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
