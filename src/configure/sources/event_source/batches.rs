//! Queues and streams, whose events a mapping reads in batches (rules B1–B11, K1–K6).

use super::payload;
use crate::configure::elements::{pollers, queue, source, sqs, stream};
use crate::configure::settings::{Control, Editable, Setting, row};
use crate::state::edit::{ElementPath, Value};
use crate::text::event_source as words;
use lambda_sim::scenario::ranges::{self, Range};
use lambda_sim::scenario::{ProvisionedPollers, Scenario};

const VISIBILITY: Setting =
    row!(queue.visibility_timeout_s, words::VISIBILITY, |range| Control::number(range)).note(recommended);
const DEAD_LETTERS: Setting = row!(queue.dead_letter_queue, words::QUEUE_DEAD_LETTERS, Control::Destination);
const RECEIVES: Setting = row!(redriven.max_receive_count, words::MAX_RECEIVES, |range| Control::whole(range));
const PARTIAL: Setting = row!(queue.report_batch_item_failures, words::PARTIAL_RESPONSE, Control::Switch);
const POISON: Setting = row!(source.poison_share, words::POISON, |range| Control::share(range));
const DELAY: Setting = row!(queue.delay_s, words::DELAY, |range| Control::number(range));
const RETENTION: Setting = row!(queue.message_retention_period_s, words::RETENTION, |range| Control::number(range));
const SIZE: Setting = row!(batched.payload_kb, words::MESSAGE_SIZE, |range| payload(range));
const FILTERED: Setting = row!(queue.filtered_share, words::FILTERED, |range| Control::even_share(range));

pub static SQS: &[Setting] = &[
    row!(sqs.batch_size, words::BATCH_SIZE, |range| Control::whole(range)).set_by(put_batch_size),
    row!(sqs.maximum_batching_window_s, words::WINDOW, |range| Control::number(range)),
    row!(unprovisioned.maximum_concurrency, words::MAX_CONCURRENCY, |range| Control::limit(range)),
    VISIBILITY,
    DEAD_LETTERS,
    RECEIVES,
    PARTIAL,
    POISON,
];

pub static SQS_MORE: &[Setting] = &[
    Setting::new(
        "provisioned_pollers",
        words::POLLERS,
        Control::Switch,
        |scenario, at| Some(Value::Flag(sqs::get(scenario, at)?.provisioned_pollers.is_some())),
        put_pollers,
    ),
    row!("provisioned_pollers.minimum", pollers.minimum, words::MIN_POLLERS, |range| Control::whole(range)).set_by(
        |scenario, at, value| {
            if let Some(pollers) = pollers::get_mut(scenario, at) {
                pollers.minimum.set(value);
                pollers.maximum = pollers.maximum.max(pollers.minimum);
            }
        },
    ),
    row!("provisioned_pollers.maximum", pollers.maximum, words::MAX_POLLERS, |range| Control::whole(range)),
    DELAY,
    RETENTION,
    FILTERED,
    SIZE,
];

pub static FIFO: &[Setting] = &[
    row!(fifo.message_groups, words::GROUPS, |range| Control::whole(range)),
    row!(fifo.batch_size, words::BATCH_SIZE, |range| Control::whole(range)),
    row!(fifo.maximum_concurrency, words::MAX_CONCURRENCY, |range| Control::limit(range)),
    VISIBILITY,
    DEAD_LETTERS,
    RECEIVES,
    PARTIAL,
    POISON,
];

pub static FIFO_MORE: &[Setting] = &[DELAY, RETENTION, FILTERED, SIZE];

pub static STREAM: &[Setting] = &[
    row!(stream.shards, words::SHARDS, |range| Control::whole(range)),
    row!(stream.batch_size, words::RECORDS, |range| Control::whole(range)),
    row!(stream.maximum_batching_window_s, words::WINDOW, |range| Control::number(range)),
    row!(stream.parallelization_factor, words::FACTOR, |range| Control::whole(range)).set_by(|scenario, at, value| {
        if let Some(stream) = stream::get_mut(scenario, at) {
            stream.parallelization_factor.set(value);
            if stream.parallelization_factor > 1 {
                stream.tumbling_window_s = 0.0;
            }
        }
    }),
    row!(stream.maximum_retry_attempts, words::STREAM_ATTEMPTS, |range| Control::limit(Range {
        min: 0.0,
        default: 2.0,
        ..range
    })),
    row!(stream.bisect_batch_on_function_error, words::BISECT, Control::Switch),
    row!(stream.report_batch_item_failures, words::STREAM_PARTIAL, Control::Switch),
    row!(stream.on_failure, words::STREAM_ON_FAILURE, Control::Destination),
    POISON,
];

/// An age where there is a maximum.
const RECORD_AGE: Range = Range { default: 3_600.0, ..ranges::MAXIMUM_RECORD_AGE_S };

pub static STREAM_MORE: &[Setting] = &[
    Setting::new(
        "maximum_record_age_s",
        words::RECORD_AGE,
        Control::limit(RECORD_AGE),
        |scenario, at| {
            let age = stream::get(scenario, at)?.maximum_record_age_s;
            Some(Value::Number((age != ranges::NO_MAXIMUM).then_some(age)))
        },
        |scenario, at, value| {
            if let (Some(stream), Value::Number(age)) = (stream::get_mut(scenario, at), value) {
                stream.maximum_record_age_s = age.unwrap_or(ranges::NO_MAXIMUM);
            }
        },
    ),
    row!(kinesis.retention_period_h, words::STREAM_RETENTION, |range| Control::number(range)),
    row!(kinesis.enhanced_fan_out, words::FAN_OUT, Control::Switch),
    row!(stream.tumbling_window_s, words::TUMBLING, |range| Control::number(range)).set_by(|scenario, at, value| {
        if let Some(stream) = stream::get_mut(scenario, at) {
            stream.tumbling_window_s.set(value);
            if stream.tumbling_window_s > 0.0 {
                stream.parallelization_factor = 1;
            }
        }
    }),
    row!(stream.filtered_share, words::FILTERED, |range| Control::even_share(range)),
    SIZE,
];

/// A batch of more than ten is gathered for a second at least (B4).
fn put_batch_size(scenario: &mut Scenario, at: ElementPath, value: &Value) {
    if let Some(sqs) = sqs::get_mut(scenario, at) {
        sqs.batch_size.set(value);
        if sqs.batch_size > ranges::SQS_BATCH_WITHOUT_WINDOW {
            sqs.maximum_batching_window_s = sqs.maximum_batching_window_s.max(1.0);
        }
    }
}

/// Provisioned pollers exclude a maximum concurrency (B3).
fn put_pollers(scenario: &mut Scenario, at: ElementPath, value: &Value) {
    if let Some(sqs) = sqs::get_mut(scenario, at) {
        let is_on = *value == Value::Flag(true);
        sqs.provisioned_pollers = is_on.then(ProvisionedPollers::default);
        if is_on {
            sqs.maximum_concurrency = None;
        }
    }
}

/// AWS's recommendation, where the timeout is below it.
fn recommended(scenario: &Scenario, at: ElementPath) -> Option<String> {
    let wanted = super::kind::recommended_visibility_s(scenario, &source::get(scenario, at)?.function);
    (queue::get(scenario, at)?.visibility_timeout_s < wanted).then(|| words::recommended_visibility(wanted))
}
