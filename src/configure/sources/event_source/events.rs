//! Events that are handed over and not waited for, and the schedules that send some (rules A1–A8, E1–E4).

use super::payload;
use crate::configure::elements::source;
use crate::configure::settings::{Control, Editable, Setting, row};
use crate::state::edit::{ElementPath, Value, gentle_traffic};
use crate::text::event_source as words;
use crate::text::settings::TOO_SMALL;
use lambda_sim::scenario::{Scenario, SourceKind};

pub static OPEN: &[Setting] = &[RETRIES, AGE, ON_FAILURE, DEAD_LETTERS, POISON];

pub static SCHEDULE: &[Setting] = &[
    row!(schedule.schedule, words::SCHEDULE, Control::name()).set_by(put_schedule),
    row!(schedule.concurrency, words::PINGS, |range| Control::whole(range)),
    RETRIES,
    AGE,
    ON_FAILURE,
    DEAD_LETTERS,
    POISON,
];

const RETRIES: Setting =
    row!(asynchronous.maximum_retry_attempts, words::RETRY_ATTEMPTS, |range| Control::whole(range));
const AGE: Setting = row!(asynchronous.maximum_event_age_s, words::EVENT_AGE, |range| Control::number(range));
const ON_FAILURE: Setting = row!(asynchronous.on_failure, words::ON_FAILURE, Control::Destination);
const DEAD_LETTERS: Setting = row!(asynchronous.dead_letter_queue, words::DEAD_LETTERS, Control::Destination);
const POISON: Setting = row!(source.poison_share, words::POISON, |range| Control::share(range));

pub static MORE: &[Setting] = &[
    row!(asynchronous.on_success, words::ON_SUCCESS, Control::Destination),
    row!(delivered.delivery_latency_ms, words::DELIVERY_LATENCY, |range| Control::optional_distribution(
        range, 500.0, TOO_SMALL
    )),
    row!(delivered.delivery_error_rate, words::DELIVERY_ERRORS, |range| Control::share(range)),
    row!(redelivered.delivery_dead_letter_queue, words::DELIVERY_DEAD_LETTERS, Control::Destination),
    row!(asynchronous.duplicate_share, words::DUPLICATES, |range| Control::share(range)),
    row!(carrier.payload_kb, words::PAYLOAD, |range| payload(range)),
];

/// A schedule replaces traffic, and traffic replaces a schedule.
fn put_schedule(scenario: &mut Scenario, at: ElementPath, value: &Value) {
    let Some(source) = source::get_mut(scenario, at) else { return };
    let SourceKind::Schedule(schedule) = &mut source.kind else { return };
    schedule.schedule.set(value);
    if schedule.schedule.is_some() {
        source.traffic.0.clear();
    } else if source.traffic.is_empty() {
        source.traffic = gentle_traffic();
    }
}
