//! Sources that a function's event source mapping reads in batches: queues and streams.

use super::super::check::Check;
use super::super::limits::{self, Range};
use super::super::problem::grouped;
use super::super::{Queue, Recipient, Sqs, SqsFifo, Stream};

/// A standard queue, for a function with this timeout in seconds if there is one.
pub(super) fn sqs(check: &mut Check<'_>, queue: &Sqs, timeout_s: Option<u32>) {
    check.whole("batch_size", f64::from(queue.batch_size), limits::SQS_BATCH_SIZE);
    check.number("maximum_batching_window_s", queue.maximum_batching_window_s, limits::BATCHING_WINDOW_S);
    if queue.batch_size > limits::SQS_BATCH_WITHOUT_WINDOW && queue.maximum_batching_window_s < 1.0 {
        let allowed = "at least 1 s where batch_size is above 10 (rule B4)";
        check.conflict("maximum_batching_window_s", queue.maximum_batching_window_s, allowed, Some(1));
    }
    maximum_concurrency(check, queue.maximum_concurrency);
    if let Some(pollers) = queue.provisioned_pollers {
        check.whole("provisioned_pollers.minimum", f64::from(pollers.minimum), limits::MINIMUM_POLLERS);
        check.whole("provisioned_pollers.maximum", f64::from(pollers.maximum), limits::MAXIMUM_POLLERS);
        if pollers.maximum < pollers.minimum {
            let allowed = format!("at least the minimum, {}", pollers.minimum);
            check.conflict("provisioned_pollers.maximum", pollers.maximum, &allowed, Some(pollers.minimum));
        }
        if let Some(maximum) = queue.maximum_concurrency {
            let allowed = "none beside provisioned_pollers (rule B3)";
            check.conflict("maximum_concurrency", maximum, allowed, None);
        }
    }
    self::queue(check, &queue.queue, timeout_s);
}

/// A FIFO queue, likewise.
pub(super) fn fifo(check: &mut Check<'_>, queue: &SqsFifo, timeout_s: Option<u32>) {
    check.whole("message_groups", f64::from(queue.message_groups), limits::MESSAGE_GROUPS);
    check.whole("batch_size", f64::from(queue.batch_size), limits::FIFO_BATCH_SIZE);
    maximum_concurrency(check, queue.maximum_concurrency);
    self::queue(check, &queue.queue, timeout_s);
}

fn maximum_concurrency(check: &mut Check<'_>, maximum: Option<u32>) {
    if let Some(maximum) = maximum {
        check.whole("maximum_concurrency", f64::from(maximum), limits::MAXIMUM_CONCURRENCY);
    }
}

/// What every queue has.
fn queue(check: &mut Check<'_>, queue: &Queue, timeout_s: Option<u32>) {
    check.number("visibility_timeout_s", queue.visibility_timeout_s, limits::VISIBILITY_TIMEOUT_S);
    if let Some(timeout) = timeout_s
        && queue.visibility_timeout_s < f64::from(timeout)
    {
        let allowed = format!("at least the function's timeout, {} s (rule B6)", grouped(f64::from(timeout)));
        check.conflict("visibility_timeout_s", queue.visibility_timeout_s, &allowed, Some(timeout));
    }
    check.whole("max_receive_count", f64::from(queue.max_receive_count), limits::MAX_RECEIVE_COUNT);
    recipient(check, "dead_letter_queue", queue.dead_letter_queue.as_ref());
    check.number("message_retention_period_s", queue.message_retention_period_s, limits::MESSAGE_RETENTION_S);
    check.number("delay_s", queue.delay_s, limits::DELAY_S);
    check.number("filtered_share", queue.filtered_share, limits::SHARE);
}

/// A stream; only Kinesis can keep its records for longer than a day, and push them.
pub(super) fn stream(check: &mut Check<'_>, stream: &Stream, is_kinesis: bool) {
    check.whole("shards", f64::from(stream.shards), limits::SHARDS);
    let factor = f64::from(stream.parallelization_factor);
    check.whole("parallelization_factor", factor, limits::PARALLELIZATION_FACTOR);
    check.whole("batch_size", f64::from(stream.batch_size), limits::STREAM_BATCH_SIZE);
    check.number("maximum_batching_window_s", stream.maximum_batching_window_s, limits::BATCHING_WINDOW_S);
    let attempts = f64::from(stream.maximum_retry_attempts);
    check.whole("maximum_retry_attempts", attempts, limits::STREAM_RETRY_ATTEMPTS);
    if stream.maximum_record_age_s != limits::NO_MAXIMUM {
        check.number("maximum_record_age_s", stream.maximum_record_age_s, limits::MAXIMUM_RECORD_AGE_S);
    }
    recipient(check, "on_failure", stream.on_failure.as_ref());
    let retention = if is_kinesis {
        limits::STREAM_RETENTION_H
    } else {
        Range { max: limits::STREAM_RETENTION_H.min, ..limits::STREAM_RETENTION_H }
    };
    check.number("retention_period_h", stream.retention_period_h, retention);
    if stream.enhanced_fan_out && !is_kinesis {
        check.conflict("enhanced_fan_out", true, "false: only Kinesis has it (rule K1)", None);
    }
    check.number("filtered_share", stream.filtered_share, limits::SHARE);
    check.whole("tumbling_window_s", stream.tumbling_window_s, limits::TUMBLING_WINDOW_S);
    if stream.tumbling_window_s > 0.0 && stream.parallelization_factor > 1 {
        let allowed = "1 beside tumbling_window_s: a window's state goes from batch to batch of its shard (rule K6)";
        check.conflict("parallelization_factor", stream.parallelization_factor, allowed, Some(1));
    }
}

fn recipient(check: &mut Check<'_>, name: &str, recipient: Option<&Recipient>) {
    if let Some(Recipient::Named(given)) = recipient {
        check.text(name, given, limits::MAX_NAME);
    }
}
