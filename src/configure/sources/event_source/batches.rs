//! Queues and streams, whose events a mapping reads in batches (rules B1–B11, K1–K6).

use crate::configure::elements::{pollers, queue, source, sqs, stream};
use crate::configure::settings::{Control, Editable, Setting, row};
use crate::state::edit::{ElementPath, Value};
use crate::text::event_source as words;
use crate::text::settings::TOO_SMALL;
use lambda_sim::scenario::{ProvisionedPollers, Scenario, ranges};

const VISIBILITY: Setting =
    row!(queue.visibility_timeout_s, words::VISIBILITY, Control::number(ranges::VISIBILITY_TIMEOUT_S))
        .note(recommended);
const DEAD_LETTERS: Setting = row!(queue.dead_letter_queue, words::QUEUE_DEAD_LETTERS, Control::Recipient);
const RECEIVES: Setting =
    row!(redriven.max_receive_count, words::MAX_RECEIVES, Control::whole(ranges::MAX_RECEIVE_COUNT));
const PARTIAL: Setting = row!(queue.report_batch_item_failures, words::PARTIAL_RESPONSE, Control::Switch);
const POISON: Setting = row!(source.poison_share, words::POISON, Control::share());
const DELAY: Setting = row!(queue.delay_s, words::DELAY, Control::number(ranges::DELAY_S));
const RETENTION: Setting =
    row!(queue.message_retention_period_s, words::RETENTION, Control::number(ranges::MESSAGE_RETENTION_S));
const SIZE: Setting =
    row!(batched.payload_kb, words::MESSAGE_SIZE, Control::optional_distribution(ranges::EVENT_KB, 10.0, TOO_SMALL));
const FILTERED: Setting = row!(queue.filtered_share, words::FILTERED, Control::even_share());

pub static SQS: &[Setting] = &[
    row!(sqs.batch_size, words::BATCH_SIZE, Control::whole(ranges::SQS_BATCH_SIZE)).set_by(put_batch_size),
    row!(sqs.maximum_batching_window_s, words::WINDOW, Control::number(ranges::BATCHING_WINDOW_S)),
    row!(unprovisioned.maximum_concurrency, words::MAX_CONCURRENCY, Control::limit(ranges::MAXIMUM_CONCURRENCY)),
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
    row!("provisioned_pollers.minimum", pollers.minimum, words::MIN_POLLERS, Control::whole(ranges::MINIMUM_POLLERS))
        .set_by(|scenario, at, value| {
            if let Some(pollers) = pollers::get_mut(scenario, at) {
                pollers.minimum.set(value);
                pollers.maximum = pollers.maximum.max(pollers.minimum);
            }
        }),
    row!("provisioned_pollers.maximum", pollers.maximum, words::MAX_POLLERS, Control::whole(ranges::MAXIMUM_POLLERS)),
    DELAY,
    RETENTION,
    FILTERED,
    SIZE,
];

pub static FIFO: &[Setting] = &[
    row!(fifo.message_groups, words::GROUPS, Control::whole(ranges::MESSAGE_GROUPS)),
    row!(fifo.batch_size, words::BATCH_SIZE, Control::whole(ranges::FIFO_BATCH_SIZE)),
    row!(fifo.maximum_concurrency, words::MAX_CONCURRENCY, Control::limit(ranges::MAXIMUM_CONCURRENCY)),
    VISIBILITY,
    DEAD_LETTERS,
    RECEIVES,
    PARTIAL,
    POISON,
];

pub static FIFO_MORE: &[Setting] = &[DELAY, RETENTION, FILTERED, SIZE];

pub static STREAM: &[Setting] = &[
    row!(stream.shards, words::SHARDS, Control::whole(ranges::SHARDS)),
    row!(stream.batch_size, words::RECORDS, Control::whole(ranges::STREAM_BATCH_SIZE)),
    row!(stream.maximum_batching_window_s, words::WINDOW, Control::number(ranges::BATCHING_WINDOW_S)),
    row!(stream.parallelization_factor, words::FACTOR, Control::whole(ranges::PARALLELIZATION_FACTOR)).set_by(
        |scenario, at, value| {
            if let Some(stream) = stream::get_mut(scenario, at) {
                stream.parallelization_factor.set(value);
                if stream.parallelization_factor > 1 {
                    stream.tumbling_window_s = 0.0;
                }
            }
        },
    ),
    row!(stream.maximum_retry_attempts, words::STREAM_ATTEMPTS, Control::limit(ATTEMPTS)),
    row!(stream.bisect_batch_on_function_error, words::BISECT, Control::Switch),
    row!(stream.report_batch_item_failures, words::STREAM_PARTIAL, Control::Switch),
    row!(stream.on_failure, words::STREAM_ON_FAILURE, Control::Recipient),
    POISON,
];

/// Attempts where there is a maximum.
const ATTEMPTS: ranges::Range = ranges::Range { min: 0.0, default: 2.0, ..ranges::STREAM_RETRY_ATTEMPTS };
/// An age where there is a maximum.
const RECORD_AGE: ranges::Range = ranges::Range { default: 3_600.0, ..ranges::MAXIMUM_RECORD_AGE_S };

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
    row!(kinesis.retention_period_h, words::STREAM_RETENTION, Control::number(ranges::STREAM_RETENTION_H)),
    row!(kinesis.enhanced_fan_out, words::FAN_OUT, Control::Switch),
    row!(stream.tumbling_window_s, words::TUMBLING, Control::number(ranges::TUMBLING_WINDOW_S)).set_by(
        |scenario, at, value| {
            if let Some(stream) = stream::get_mut(scenario, at) {
                stream.tumbling_window_s.set(value);
                if stream.tumbling_window_s > 0.0 {
                    stream.parallelization_factor = 1;
                }
            }
        },
    ),
    row!(stream.filtered_share, words::FILTERED, Control::even_share()),
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
