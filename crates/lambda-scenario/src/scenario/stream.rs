//! Kinesis and DynamoDB streams and the event source mappings that read them (rules K1–K6), by AWS's parameter names.

use super::Destination;
use super::ranges::{self, Range};
use lambda_scenario_derive::object;
use serde::Serialize;

/// A stream and its event source mapping.
#[object]
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Stream {
    /// How many shards it has; a record's partition key, and so its shard, is drawn (K1).
    #[field(range = ranges::SHARDS)]
    pub shards: u32,
    /// Batches of one shard at once, 1 to 10, in order for each partition key (K1).
    #[field(range = ranges::PARALLELIZATION_FACTOR)]
    pub parallelization_factor: u32,
    /// The most records in a batch, 1 to 10,000 (K2).
    #[field(range = ranges::STREAM_BATCH_SIZE)]
    pub batch_size: u32,
    /// How long a batch is gathered, in seconds, 0 to 300 (K2).
    #[field(range = ranges::BATCHING_WINDOW_S, omit_default)]
    pub maximum_batching_window_s: f64,
    /// Whether a batch that failed is halved (K3).
    #[field(omit_default)]
    pub bisect_batch_on_function_error: bool,
    /// Further attempts after the function failed, 0 to 10,000; −1: until the records are too old (K2).
    #[field(range = ranges::STREAM_RETRY_ATTEMPTS)]
    pub maximum_retry_attempts: i32,
    /// The age in seconds at which a record is given up, 60 to 604,800; −1: when the stream no longer keeps it (K2).
    #[field(range = ranges::RECORD_AGE_S, range_if = Self::record_ages)]
    pub maximum_record_age_s: f64,
    /// Where records go that were given up (K3).
    #[field(max_len = ranges::MAX_NAME)]
    pub on_failure: Option<Destination>,
    /// Whether the function reports the first record that failed, so that what is before it is done (K5).
    #[field(omit_default)]
    pub report_batch_item_failures: bool,
    /// How long the stream keeps a record, in hours: Kinesis 24 to 8,760, a DynamoDB stream always 24 (K4).
    #[field(range = ranges::STREAM_RETENTION_H, range_if = Self::retention_by_kind)]
    pub retention_period_h: f64,
    /// Whether records are pushed to a separate consumer instead of polled; Kinesis only (K1).
    #[field(omit_default)]
    pub enhanced_fan_out: bool,
    /// Share of records that match no filter, 0 to 1: they are skipped (B10).
    #[field(range = ranges::SHARE, omit_default)]
    pub filtered_share: f64,
    /// The length of a tumbling window, in seconds, 1 to 900: one more invocation ends each window of a shard (K6). 0: none.
    #[field(range = ranges::TUMBLING_WINDOW_S, omit_default)]
    pub tumbling_window_s: f64,
}

impl Stream {
    /// Kinesis and DynamoDB differ in this: the check of the source knows which it is.
    const fn retention_by_kind(&self) -> Option<Range> {
        None
    }

    /// The age at which a record may be given up; `None` if nothing limits it (K2).
    fn record_ages(&self) -> Option<Range> {
        (self.maximum_record_age_s != ranges::NO_MAXIMUM).then_some(ranges::MAXIMUM_RECORD_AGE_S)
    }
}
