//! Sources that a function's event source mapping reads in batches: queues and streams.

use super::super::check::Check;
use super::super::problem::grouped;
use super::super::ranges::{self, Range};
use super::super::{Queue, Sqs, SqsFifo, Stream};

/// A standard queue, for a function with this timeout in seconds if there is one.
pub(super) fn sqs(check: &mut Check<'_>, queue: &Sqs, timeout_s: Option<u32>) {
    if queue.batch_size > ranges::SQS_BATCH_WITHOUT_WINDOW && queue.maximum_batching_window_s < 1.0 {
        let allowed = "at least 1 s where batch_size is above 10 (rule B4)";
        check.conflict("maximum_batching_window_s", queue.maximum_batching_window_s, allowed, Some(1));
    }
    if let Some(pollers) = queue.provisioned_pollers {
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

/// A FIFO queue, for a function with this timeout in seconds if there is one.
pub(super) fn fifo(check: &mut Check<'_>, queue: &SqsFifo, timeout_s: Option<u32>) {
    self::queue(check, &queue.queue, timeout_s);
}

/// What every queue has.
fn queue(check: &mut Check<'_>, queue: &Queue, timeout_s: Option<u32>) {
    if let Some(timeout) = timeout_s
        && queue.visibility_timeout_s < f64::from(timeout)
    {
        let allowed = format!("at least the function's timeout, {} s (rule B6)", grouped(f64::from(timeout)));
        check.conflict("visibility_timeout_s", queue.visibility_timeout_s, &allowed, Some(timeout));
    }
}

/// A stream; only Kinesis can keep its records for longer than a day, and push them.
pub(super) fn stream(check: &mut Check<'_>, stream: &Stream, is_kinesis: bool) {
    let retention = if is_kinesis {
        ranges::STREAM_RETENTION_H
    } else {
        Range { max: ranges::STREAM_RETENTION_H.min, ..ranges::STREAM_RETENTION_H }
    };
    check.number("retention_period_h", stream.retention_period_h, retention);
    if stream.enhanced_fan_out && !is_kinesis {
        check.conflict("enhanced_fan_out", true, "false: only Kinesis has it (rule K1)", None);
    }
    if stream.tumbling_window_s > 0.0 && stream.parallelization_factor > 1 {
        let allowed = "1 beside tumbling_window_s: a window's state goes from batch to batch of its shard (rule K6)";
        check.conflict("parallelization_factor", stream.parallelization_factor, allowed, Some(1));
    }
}
