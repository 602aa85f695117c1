//! Kinesis and DynamoDB streams and the event source mappings that read them (rules K1–K6), by AWS's parameter names.

use super::Recipient;
use super::limits;
use super::record::record;
use serde::Serialize;

/// A stream and its event source mapping.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(default, deny_unknown_fields)]
pub struct Stream {
    /// How many shards it has; a record's partition key, and so its shard, is drawn (K1).
    #[cfg_attr(feature = "schema", schemars(range(min = limits::SHARDS.min, max = limits::SHARDS.max)))]
    pub shards: u32,
    /// Batches of one shard at once, 1 to 10, in order for each partition key (K1).
    #[cfg_attr(feature = "schema", schemars(range(min = limits::PARALLELIZATION_FACTOR.min, max = limits::PARALLELIZATION_FACTOR.max)))]
    pub parallelization_factor: u32,
    /// The most records in a batch, 1 to 10,000 (K2).
    #[cfg_attr(feature = "schema", schemars(range(min = limits::STREAM_BATCH_SIZE.min, max = limits::STREAM_BATCH_SIZE.max)))]
    pub batch_size: u32,
    /// How long a batch is gathered, in seconds, 0 to 300 (K2).
    #[serde(skip_serializing_if = "super::is_zero")]
    #[cfg_attr(feature = "schema", schemars(range(min = limits::BATCHING_WINDOW_S.min, max = limits::BATCHING_WINDOW_S.max)))]
    pub maximum_batching_window_s: f64,
    /// Whether a batch that failed is halved (K3).
    #[serde(skip_serializing_if = "super::is_false")]
    pub bisect_batch_on_function_error: bool,
    /// Further attempts after the function failed, 0 to 10,000; −1: until the records are too old (K2).
    #[cfg_attr(feature = "schema", schemars(range(min = limits::STREAM_RETRY_ATTEMPTS.min, max = limits::STREAM_RETRY_ATTEMPTS.max)))]
    pub maximum_retry_attempts: i32,
    /// The age in seconds at which a record is given up, 60 to 604,800; −1: when the stream no longer keeps it (K2).
    #[cfg_attr(feature = "schema", schemars(range(min = limits::NO_MAXIMUM, max = limits::MAXIMUM_RECORD_AGE_S.max)))]
    pub maximum_record_age_s: f64,
    /// Where records go that were given up (K3).
    #[serde(skip_serializing_if = "Option::is_none")]
    pub on_failure: Option<Recipient>,
    /// Whether the function reports the first record that failed, so that what is before it is done (K5).
    #[serde(skip_serializing_if = "super::is_false")]
    pub report_batch_item_failures: bool,
    /// How long the stream keeps a record, in hours: Kinesis 24 to 8,760, a DynamoDB stream always 24 (K4).
    #[cfg_attr(feature = "schema", schemars(range(min = limits::STREAM_RETENTION_H.min, max = limits::STREAM_RETENTION_H.max)))]
    pub retention_period_h: f64,
    /// Whether records are pushed to a consumer of its own instead of polled; Kinesis only (K1).
    #[serde(skip_serializing_if = "super::is_false")]
    pub enhanced_fan_out: bool,
    /// Share of records that match no filter, 0 to 1: they are skipped (B10).
    #[serde(skip_serializing_if = "super::is_zero")]
    #[cfg_attr(feature = "schema", schemars(range(min = limits::SHARE.min, max = limits::SHARE.max)))]
    pub filtered_share: f64,
    /// The length of a tumbling window, in seconds, 1 to 900: one more invocation ends each window of a shard (K6). 0: none.
    #[serde(skip_serializing_if = "super::is_zero")]
    #[cfg_attr(feature = "schema", schemars(range(min = limits::TUMBLING_WINDOW_S.min, max = limits::TUMBLING_WINDOW_S.max)))]
    pub tumbling_window_s: f64,
}

record!(Stream {
    shards,
    parallelization_factor,
    batch_size,
    maximum_batching_window_s,
    bisect_batch_on_function_error,
    maximum_retry_attempts,
    maximum_record_age_s,
    on_failure,
    report_batch_item_failures,
    retention_period_h,
    enhanced_fan_out,
    filtered_share,
    tumbling_window_s,
});

impl Default for Stream {
    fn default() -> Self {
        Self {
            shards: limits::SHARDS.default as u32,
            parallelization_factor: limits::PARALLELIZATION_FACTOR.default as u32,
            batch_size: limits::STREAM_BATCH_SIZE.default as u32,
            maximum_batching_window_s: 0.0,
            bisect_batch_on_function_error: false,
            maximum_retry_attempts: limits::STREAM_RETRY_ATTEMPTS.default as i32,
            maximum_record_age_s: limits::NO_MAXIMUM,
            on_failure: None,
            report_batch_item_failures: false,
            retention_period_h: limits::STREAM_RETENTION_H.default,
            enhanced_fan_out: false,
            filtered_share: 0.0,
            tumbling_window_s: 0.0,
        }
    }
}
