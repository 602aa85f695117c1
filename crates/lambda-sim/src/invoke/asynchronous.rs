//! Asynchronous events: Lambda's own queue, its retries and what becomes of an event that nothing could process (rules A1–A8).

use super::sizes::Sizes;
use super::{Actions, Answer, Attempt, DeliveryRetryPolicy, Moment, Wake};
use crate::assumptions::{Constant, Constants};
use crate::chance::Purpose;
use crate::concurrency::Refusal;
use crate::distribution::{Distribution, Sampler};
use crate::scenario::{Asynchronous, Destination};
use crate::trace::{CallId, Fate, Outcome, RejectReason, ThrottleReason};
use crate::units::Micros;
use rustc_hash::FxHashSet;

/// The queue of one source's events.
#[derive(Clone, Debug)]
pub struct AsynchronousQueue {
    hand_over: DeliveryRetryPolicy,
    /// The share of hand-overs that fail.
    delivery_error_rate: f64,
    /// How long an event is on its way, in ms.
    latency: Option<Sampler>,
    attempts: u32,
    /// The waits before the second and the third attempt of an event whose function failed, in ms (A2).
    retry_waits_ms: [f64; 2],
    /// The first wait of an event that was throttled, and where its doubling ends, in ms (A3).
    throttle_waits_ms: (f64, f64),
    maximum_age: Micros,
    dead_letter_queue: Option<bool>,
    on_failure: Option<bool>,
    /// Whether the service that hands events over has a dead-letter queue of its own.
    delivery_dead_letters: bool,
    /// The share of events that run twice, and those that run for the second time.
    duplicate_share: f64,
    again: FxHashSet<CallId>,
    sizes: Sizes,
    /// What a topic takes, in bytes.
    topic_takes: u32,
}

/// Whether the failure destination is an SNS topic; `None` if there is no destination.
fn taker(recipient: Option<&Destination>) -> Option<bool> {
    recipient.map(Destination::is_topic)
}

impl AsynchronousQueue {
    /// The queue behind a source of this kind.
    #[must_use]
    pub fn new(settings: &Asynchronous, hand_over: DeliveryRetryPolicy, constants: &Constants) -> Self {
        let ms = |constant| constants.get(constant) * 1e3;
        Self {
            hand_over,
            delivery_error_rate: settings.delivery_error_rate,
            latency: settings.delivery_latency_ms.as_ref().map(Sampler::new),
            attempts: 1 + settings.maximum_retry_attempts,
            retry_waits_ms: [ms(Constant::AsyncRetryFirst), ms(Constant::AsyncRetrySecond)],
            throttle_waits_ms: (ms(Constant::AsyncThrottleWait), ms(Constant::AsyncThrottleWaitMax)),
            maximum_age: Micros::from_secs_f64(settings.maximum_event_age_s),
            dead_letter_queue: taker(settings.dead_letter_queue.as_ref()),
            on_failure: taker(settings.on_failure.as_ref()),
            delivery_dead_letters: settings.delivery_dead_letter_queue.is_some(),
            duplicate_share: settings.duplicate_share,
            again: FxHashSet::default(),
            sizes: Sizes::new(None, constants),
            topic_takes: (constants.get(Constant::TopicMessage) * 1_024.0) as u32,
        }
    }

    /// The same with events of these sizes, in KB.
    #[must_use]
    pub fn with_sizes(self, each_kb: Option<&Distribution>, constants: &Constants) -> Self {
        Self { sizes: Sizes::new(each_kb, constants), ..self }
    }

    /// Whatever its settings, an event whose function failed has no further attempt.
    pub const fn fails_at_once(&mut self) {
        self.attempts = 1;
    }

    /// An event has reached its source (attempt 1, on its way for the first time), or is to be handed over (attempt 0, whose runs
    /// count the tries before).
    pub fn on_arrival(&mut self, event: Attempt, moment: &Moment, actions: &mut Actions) {
        if event.attempt == 1
            && let Some(latency) = &self.latency
        {
            let u = moment.chance.uniform(event.stream, event.ordinal, Purpose::DELIVERY);
            let at = moment.now + Micros::from_millis_f64(latency.sample(u));
            return actions.wake(at, Wake::Deliver(Attempt { attempt: 0, ..event }));
        }
        let purpose = Purpose::DELIVERY_ERROR.repeat(event.runs);
        if moment.chance.happens(self.delivery_error_rate, event.stream, event.ordinal, purpose) {
            return self.not_handed_over(event, moment, actions);
        }
        actions.send(Attempt { attempt: 1, runs: 0, age_from: moment.now, ..event });
    }

    fn not_handed_over(&self, event: Attempt, moment: &Moment, actions: &mut Actions) {
        let tries = event.runs + 1;
        let u = moment.chance.uniform(event.stream, event.ordinal, Purpose::RETRY.repeat(tries));
        let waited = moment.now.since(event.first);
        let Some(wait_ms) = self.hand_over.wait_ms(tries, waited, u) else {
            let fate = if self.delivery_dead_letters { Fate::DeadLettered } else { Fate::Dropped };
            return actions.end(&Attempt { attempt: 0, ..event }, fate, moment.now);
        };
        let at = moment.now + Micros::from_millis_f64(wait_ms);
        actions.wake(at, Wake::Deliver(Attempt { attempt: 0, runs: tries, ..event }));
    }

    /// An attempt was answered.
    pub fn on_answer(&mut self, attempt: &Attempt, answer: Answer, moment: &Moment, actions: &mut Actions) {
        let has_succeeded = self.duplicate_share > 0.0 && self.again.contains(&attempt.call);
        let wait_ms = match answer {
            Answer::Ran(Outcome::Completed) if !has_succeeded && self.runs_again(attempt, moment) => {
                return actions.retry(attempt, answer, moment.now, 0.0);
            }
            Answer::Ran(Outcome::Completed) => {
                self.again.remove(&attempt.call);
                return actions.end(attempt, Fate::Succeeded, moment.now);
            }
            // What is too large was never taken in; the caller has the error.
            Answer::Rejected(RejectReason::PayloadTooLarge) => {
                return actions.end(&Attempt { attempt: 0, ..attempt.clone() }, Fate::Dropped, moment.now);
            }
            // Reserved concurrency 0 is no limit to wait out (A7).
            Answer::Throttled(Refusal { reason: ThrottleReason::ReservedConcurrency, limit: 0, .. }) => {
                return self.gives_up(attempt, Fate::Dropped, moment, actions);
            }
            Answer::Rejected(reason) if !reason.is_transient() => {
                return self.gives_up(attempt, Fate::Dropped, moment, actions);
            }
            Answer::Throttled(_) | Answer::Rejected(_) => {
                let throttles = (u32::from(attempt.attempt) - 1 - attempt.runs).min(20);
                (self.throttle_waits_ms.0 * (1_u64 << throttles) as f64).min(self.throttle_waits_ms.1)
            }
            Answer::Ran(_) | Answer::Lost(_) if has_succeeded || attempt.runs + 1 >= self.attempts => {
                return self.gives_up(attempt, Fate::Dropped, moment, actions);
            }
            Answer::Ran(_) | Answer::Lost(_) => self.retry_waits_ms[(attempt.runs as usize).min(1)],
        };
        let age = (moment.now + Micros::from_millis_f64(wait_ms)).since(attempt.age_from);
        if age > self.maximum_age {
            return self.gives_up(attempt, Fate::Expired, moment, actions);
        }
        actions.retry(attempt, answer, moment.now, wait_ms);
    }

    /// Whether an event that has succeeded runs once more (A5): at once, as another attempt of the same event.
    fn runs_again(&mut self, event: &Attempt, moment: &Moment) -> bool {
        let runs = !moment.is_over
            && self.duplicate_share > 0.0
            && moment.chance.happens(self.duplicate_share, event.stream, event.ordinal, Purpose::DUPLICATE);
        if runs {
            self.again.insert(event.call);
        }
        runs
    }

    /// Out of attempts, or too old (A4): to the destination, else to the dead-letter queue, else `otherwise`. What has succeeded
    /// before has.
    fn gives_up(&mut self, attempt: &Attempt, otherwise: Fate, moment: &Moment, actions: &mut Actions) {
        if self.again.remove(&attempt.call) {
            return actions.end(attempt, Fate::Succeeded, moment.now);
        }
        let fits_a_topic = self.sizes.of(attempt, moment) <= self.topic_takes;
        let takes = |taker: Option<bool>| taker.is_some_and(|is_topic| !is_topic || fits_a_topic);
        let fate = match (takes(self.on_failure), takes(self.dead_letter_queue)) {
            (true, _) => Fate::ToDestination,
            (false, true) => Fate::DeadLettered,
            (false, false) => otherwise,
        };
        actions.end(attempt, fate, moment.now);
    }
}
