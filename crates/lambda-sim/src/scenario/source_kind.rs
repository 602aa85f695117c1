//! How a source invokes its function, with the settings of each kind.

use super::Asynchronous;
use serde::{Deserialize, Deserializer, Serialize, Serializer};

/// How a source invokes its function.
#[derive(Clone, Debug, Default, PartialEq)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub enum SourceKind {
    /// Synchronously: a client waits for the answer and decides about retries (S1).
    #[default]
    Sync,
    /// Asynchronously, by the caller itself.
    Async(Asynchronous),
    /// Through an EventBridge rule (E1).
    Eventbridge(Asynchronous),
    /// Through an SNS topic (E2).
    Sns(Asynchronous),
    /// By S3 event notifications (E3).
    S3(Asynchronous),
    /// On a schedule (E4).
    Schedule(Asynchronous),
}
impl Serialize for SourceKind {
    fn serialize<S: Serializer>(&self, s: S) -> Result<S::Ok, S::Error> {
        s.serialize_str("sync")
    }
}
impl<'de> Deserialize<'de> for SourceKind {
    fn deserialize<D: Deserializer<'de>>(d: D) -> Result<Self, D::Error> {
        String::deserialize(d).map(|_| Self::Sync)
    }
}
