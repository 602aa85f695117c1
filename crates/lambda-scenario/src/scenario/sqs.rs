//! SQS queues and the event source mappings that read them (rules B1–B11), by AWS's parameter names.

use super::Destination;
use super::ranges;
use lambda_scenario_derive::object;
use serde::Serialize;

/// What every queue has, and what its mapping does with a message that comes back.
#[object(flattened)]
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Queue {
    /// How long a received message stays hidden, in seconds, up to 43,200; at least the function's timeout (B6).
    #[field(range = ranges::VISIBILITY_TIMEOUT_S)]
    pub visibility_timeout_s: f64,
    /// How often a message may be received before it goes to the dead-letter queue, 1 to 1,000 (B8).
    #[field(range = ranges::MAX_RECEIVE_COUNT)]
    pub max_receive_count: u32,
    /// Where messages go that were received too often; left out: they come back until their retention ends.
    #[field(max_len = ranges::MAX_NAME)]
    pub dead_letter_queue: Option<Destination>,
    /// How long the queue keeps a message, in seconds, 60 to 1,209,600 (B9).
    #[field(range = ranges::MESSAGE_RETENTION_S)]
    pub message_retention_period_s: f64,
    /// How long a new message stays hidden, in seconds, 0 to 900 (B11).
    #[field(range = ranges::DELAY_S, omit_default)]
    pub delay_s: f64,
    /// Whether the function reports the messages that failed, so that only those come back (B7); of a FIFO queue it stops at the
    /// first and reports that and all after it (B5).
    #[field(omit_default)]
    pub report_batch_item_failures: bool,
    /// Share of messages that match no filter, 0 to 1: they are deleted unseen (B10).
    #[field(range = ranges::SHARE, omit_default)]
    pub filtered_share: f64,
}

/// A standard queue and its event source mapping.
#[object]
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Sqs {
    /// The most messages in a batch, 1 to 10,000 (B4).
    #[field(range = ranges::SQS_BATCH_SIZE)]
    pub batch_size: u32,
    /// How long a batch is gathered, in seconds, 0 to 300; at least 1 where `batch_size` is above 10 (B4).
    #[field(range = ranges::BATCHING_WINDOW_S, omit_default)]
    pub maximum_batching_window_s: f64,
    /// The most batches at once, 2 to 1,000; left out: as many as the mapping scales to (B2).
    #[field(range = ranges::MAXIMUM_CONCURRENCY)]
    pub maximum_concurrency: Option<u32>,
    /// Its own pollers, which scale faster and further (B3); excludes `maximum_concurrency`.
    #[field(check_inside)]
    pub provisioned_pollers: Option<ProvisionedPollers>,
    /// The queue and how its messages are treated.
    #[field(flatten)]
    pub queue: Queue,
}

/// How many event pollers a mapping has to itself; each runs 10 batches at once and polls 10 times a second (B3).
#[object]
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
pub struct ProvisionedPollers {
    /// That are always there, 2 to 200.
    #[field(range = ranges::MINIMUM_POLLERS)]
    pub minimum: u32,
    /// That there may be, 2 to 10,000.
    #[field(range = ranges::MAXIMUM_POLLERS)]
    pub maximum: u32,
}

/// A FIFO queue and its event source mapping (B5).
#[object]
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct SqsFifo {
    /// How many message groups there are; each message's is drawn, all alike.
    #[field(range = ranges::MESSAGE_GROUPS)]
    pub message_groups: u32,
    /// The most messages in a batch, 1 to 10 (B4).
    #[field(range = ranges::FIFO_BATCH_SIZE)]
    pub batch_size: u32,
    /// The most batches at once, 2 to 1,000; left out: one for each message group (B2, B5).
    #[field(range = ranges::MAXIMUM_CONCURRENCY)]
    pub maximum_concurrency: Option<u32>,
    /// Whether the queue is in the high throughput mode: then its 300 API calls a second do not bind (B11).
    #[field(omit_default)]
    pub high_throughput: bool,
    /// The queue and how its messages are treated.
    #[field(flatten)]
    pub queue: Queue,
}
