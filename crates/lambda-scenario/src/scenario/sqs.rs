//! SQS queues and the event source mappings that read them (rules B1–B11), by AWS's parameter names.

use super::Recipient;
use super::limits;
use super::record::record;
use serde::Serialize;

/// What every queue has, and what its mapping does with a message that comes back.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(default)]
pub struct Queue {
    /// How long a received message stays hidden, in seconds, up to 43,200; at least the function's timeout (B6).
    #[cfg_attr(feature = "schema", schemars(range(min = limits::VISIBILITY_TIMEOUT_S.min, max = limits::VISIBILITY_TIMEOUT_S.max)))]
    pub visibility_timeout_s: f64,
    /// How often a message may be received before it goes to the dead-letter queue, 1 to 1,000 (B8).
    #[cfg_attr(feature = "schema", schemars(range(min = limits::MAX_RECEIVE_COUNT.min, max = limits::MAX_RECEIVE_COUNT.max)))]
    pub max_receive_count: u32,
    /// Where messages go that were received too often; left out: they come back until their retention ends.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub dead_letter_queue: Option<Recipient>,
    /// How long the queue keeps a message, in seconds, 60 to 1,209,600 (B9).
    #[cfg_attr(feature = "schema", schemars(range(min = limits::MESSAGE_RETENTION_S.min, max = limits::MESSAGE_RETENTION_S.max)))]
    pub message_retention_period_s: f64,
    /// How long a new message stays hidden, in seconds, 0 to 900 (B11).
    #[serde(skip_serializing_if = "super::is_zero")]
    #[cfg_attr(feature = "schema", schemars(range(min = limits::DELAY_S.min, max = limits::DELAY_S.max)))]
    pub delay_s: f64,
    /// Whether the function reports the messages that failed, so that only those come back (B7); of a FIFO queue it stops at the
    /// first and reports that and all after it (B5).
    #[serde(skip_serializing_if = "super::is_false")]
    pub report_batch_item_failures: bool,
    /// Share of messages that match no filter, 0 to 1: they are deleted unseen (B10).
    #[serde(skip_serializing_if = "super::is_zero")]
    #[cfg_attr(feature = "schema", schemars(range(min = limits::SHARE.min, max = limits::SHARE.max)))]
    pub filtered_share: f64,
}

record!(Queue {
    visibility_timeout_s,
    max_receive_count,
    dead_letter_queue,
    message_retention_period_s,
    delay_s,
    report_batch_item_failures,
    filtered_share,
});

impl Default for Queue {
    fn default() -> Self {
        Self {
            visibility_timeout_s: limits::VISIBILITY_TIMEOUT_S.default,
            max_receive_count: limits::MAX_RECEIVE_COUNT.default as u32,
            dead_letter_queue: None,
            message_retention_period_s: limits::MESSAGE_RETENTION_S.default,
            delay_s: 0.0,
            report_batch_item_failures: false,
            filtered_share: 0.0,
        }
    }
}

/// A standard queue and its event source mapping.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(default, deny_unknown_fields)]
pub struct Sqs {
    /// The most messages in a batch, 1 to 10,000 (B4).
    #[cfg_attr(feature = "schema", schemars(range(min = limits::SQS_BATCH_SIZE.min, max = limits::SQS_BATCH_SIZE.max)))]
    pub batch_size: u32,
    /// How long a batch is gathered, in seconds, 0 to 300; at least 1 where `batch_size` is above 10 (B4).
    #[serde(skip_serializing_if = "super::is_zero")]
    #[cfg_attr(feature = "schema", schemars(range(min = limits::BATCHING_WINDOW_S.min, max = limits::BATCHING_WINDOW_S.max)))]
    pub maximum_batching_window_s: f64,
    /// The most batches at once, 2 to 1,000; left out: as many as the mapping scales to (B2).
    #[serde(skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "schema", schemars(range(min = limits::MAXIMUM_CONCURRENCY.min, max = limits::MAXIMUM_CONCURRENCY.max)))]
    pub maximum_concurrency: Option<u32>,
    /// Pollers of its own, which scale faster and further (B3); excludes `maximum_concurrency`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub provisioned_pollers: Option<ProvisionedPollers>,
    /// The queue and how its messages are treated.
    #[serde(flatten)]
    pub queue: Queue,
}

record!(Sqs { batch_size, maximum_batching_window_s, maximum_concurrency, provisioned_pollers, ..queue });

impl Default for Sqs {
    fn default() -> Self {
        Self {
            batch_size: limits::SQS_BATCH_SIZE.default as u32,
            maximum_batching_window_s: 0.0,
            maximum_concurrency: None,
            provisioned_pollers: None,
            queue: Queue::default(),
        }
    }
}

/// How many event pollers a mapping has to itself; each runs 10 batches at once and polls 10 times a second (B3).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(default, deny_unknown_fields)]
pub struct ProvisionedPollers {
    /// That are always there, 2 to 200.
    #[cfg_attr(feature = "schema", schemars(range(min = limits::MINIMUM_POLLERS.min, max = limits::MINIMUM_POLLERS.max)))]
    pub minimum: u32,
    /// That there may be, 2 to 10,000.
    #[cfg_attr(feature = "schema", schemars(range(min = limits::MAXIMUM_POLLERS.min, max = limits::MAXIMUM_POLLERS.max)))]
    pub maximum: u32,
}

record!(ProvisionedPollers { minimum, maximum });

impl Default for ProvisionedPollers {
    fn default() -> Self {
        Self { minimum: limits::MINIMUM_POLLERS.default as u32, maximum: limits::MAXIMUM_POLLERS.default as u32 }
    }
}

/// A FIFO queue and its event source mapping (B5).
#[derive(Clone, Debug, PartialEq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(default, deny_unknown_fields)]
pub struct SqsFifo {
    /// How many message groups there are; each message's is drawn, all alike.
    #[cfg_attr(feature = "schema", schemars(range(min = limits::MESSAGE_GROUPS.min, max = limits::MESSAGE_GROUPS.max)))]
    pub message_groups: u32,
    /// The most messages in a batch, 1 to 10 (B4).
    #[cfg_attr(feature = "schema", schemars(range(min = limits::FIFO_BATCH_SIZE.min, max = limits::FIFO_BATCH_SIZE.max)))]
    pub batch_size: u32,
    /// The most batches at once, 2 to 1,000; left out: one for each message group (B2, B5).
    #[serde(skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "schema", schemars(range(min = limits::MAXIMUM_CONCURRENCY.min, max = limits::MAXIMUM_CONCURRENCY.max)))]
    pub maximum_concurrency: Option<u32>,
    /// Whether the queue is in the high throughput mode: then its 300 API calls a second do not bind (B11).
    #[serde(skip_serializing_if = "super::is_false")]
    pub high_throughput: bool,
    /// The queue and how its messages are treated.
    #[serde(flatten)]
    pub queue: Queue,
}

record!(SqsFifo { message_groups, batch_size, maximum_concurrency, high_throughput, ..queue });

impl Default for SqsFifo {
    fn default() -> Self {
        Self {
            message_groups: limits::MESSAGE_GROUPS.default as u32,
            batch_size: limits::FIFO_BATCH_SIZE.default as u32,
            maximum_concurrency: None,
            high_throughput: false,
            queue: Queue::default(),
        }
    }
}
