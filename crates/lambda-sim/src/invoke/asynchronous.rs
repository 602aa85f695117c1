//! Asynchronous events: Lambda's own queue, its retries and what becomes of an event that nothing could process (rules A1–A8),
//! behind the services that deliver this way and retry their own handing over (rules E1–E3).

use super::{Actions, Answer, Attempt, Moment, Wake};
use crate::chance::Purpose;
use crate::distribution::Sampler;
use crate::scenario::Asynchronous;
use crate::trace::{Fate, Outcome};
use crate::units::Micros;

/// The waits before the second and the third attempt of an event whose function failed (A2).
const RETRY_WAITS_MS: [f64; 2] = [60_000.0, 120_000.0];

/// The first wait of an event that was throttled, and where its doubling ends (A3).
const THROTTLE_WAIT_MS: (f64, f64) = (1_000.0, 300_000.0);

/// How a service retries handing an event over to Lambda.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum HandOver {
    /// The caller hands it over by itself, once.
    Direct,
    /// EventBridge: for 24 h and 185 tries (E1).
    EventBridge,
    /// SNS: 100,015 attempts (E2).
    Sns,
}

impl HandOver {
    /// The wait in ms after `tries` failed ones; none where the service gives up.
    #[must_use]
    pub fn wait_ms(self, tries: u32, waited: Micros, u: f64) -> Option<f64> {
        match self {
            Self::Direct => None,
            Self::EventBridge => {
                let doubled = 1_000.0 * (1_u64 << tries.saturating_sub(1).min(20)) as f64;
                let in_time = waited < Micros::from_secs(24 * 3_600);
                (tries <= 185 && in_time).then(|| doubled.min(600_000.0) * (0.5 + u / 2.0))
            }
            Self::Sns => match tries {
                0..=3 => Some(0.0),
                4..=5 => Some(1_000.0),
                6..=15 => Some(1_000.0 + 19_000.0 * f64::from(tries - 6) / 9.0),
                16..=100_015 => Some(20_000.0),
                _ => None,
            },
        }
    }
}

/// The queue of one source's events.
#[derive(Clone, Debug)]
pub struct AsynchronousQueue {
    hand_over: HandOver,
    /// The share of hand-overs that fail.
    delivery_error_rate: f64,
    /// How long an event is on its way, in ms.
    latency: Option<Sampler>,
    attempts: u16,
    maximum_age: Micros,
    dead_letter_queue: bool,
    on_failure: bool,
}

impl AsynchronousQueue {
    /// The queue behind a source of this kind.
    #[must_use]
    pub fn new(settings: &Asynchronous, hand_over: HandOver) -> Self {
        Self {
            hand_over,
            delivery_error_rate: settings.delivery_error_rate,
            latency: settings.delivery_latency_ms.as_ref().map(Sampler::new),
            attempts: 1 + settings.maximum_retry_attempts as u16,
            maximum_age: Micros::from_secs_f64(settings.maximum_event_age_s),
            dead_letter_queue: settings.dead_letter_queue.is_some(),
            on_failure: settings.on_failure.is_some(),
        }
    }

    /// An event has reached its source (attempt 1, on its way for the first time), or is to be handed over (attempt 0, whose runs
    /// count the tries before).
    pub fn arrives(&mut self, event: Attempt, moment: &Moment, actions: &mut Actions) {
        if event.attempt == 1
            && let Some(latency) = &self.latency
        {
            let u = moment.chance.uniform(event.stream, event.ordinal, Purpose::DELIVERY);
            let at = moment.now + Micros::from_millis_f64(latency.sample(u));
            return actions.wake(at, Wake::Deliver(Attempt { attempt: 0, ..event }));
        }
        let tries = u32::from(event.runs);
        let purpose = Purpose::DELIVERY_ERROR.repeat(tries);
        if moment.chance.happens(self.delivery_error_rate, event.stream, event.ordinal, purpose) {
            return self.not_handed_over(event, moment, actions);
        }
        actions.send(Attempt { attempt: 1, runs: 0, ..event });
    }

    fn not_handed_over(&self, event: Attempt, moment: &Moment, actions: &mut Actions) {
        let tries = u32::from(event.runs) + 1;
        let u = moment.chance.uniform(event.stream, event.ordinal, Purpose::RETRY.repeat(tries));
        let waited = moment.now.since(event.first);
        let Some(wait_ms) = self.hand_over.wait_ms(tries, waited, u) else {
            let fate = if self.dead_letter_queue { Fate::DeadLettered } else { Fate::Dropped };
            return actions.end(&event, fate, moment.now);
        };
        let at = moment.now + Micros::from_millis_f64(wait_ms);
        actions.wake(at, Wake::Deliver(Attempt { attempt: 0, runs: event.runs.saturating_add(1), ..event }));
    }

    /// An attempt was answered.
    pub fn answered(&mut self, attempt: &Attempt, answer: Answer, moment: &Moment, actions: &mut Actions) {
        let wait_ms = match answer {
            Answer::Ran(Outcome::Completed) => return actions.end(attempt, Fate::Succeeded, moment.now),
            // Reserved concurrency 0 is no limit to wait out (A7).
            Answer::Throttled(refusal) if refusal.limit == 0 => {
                return self.gives_up(attempt, Fate::Dropped, moment, actions);
            }
            Answer::Rejected(reason) if !reason.passes() => {
                return self.gives_up(attempt, Fate::Dropped, moment, actions);
            }
            Answer::Throttled(_) | Answer::Rejected(_) => {
                let throttles = (attempt.attempt - 1 - attempt.runs).min(20);
                (THROTTLE_WAIT_MS.0 * (1_u64 << throttles) as f64).min(THROTTLE_WAIT_MS.1)
            }
            Answer::Ran(_) if attempt.runs + 1 >= self.attempts => {
                return self.gives_up(attempt, Fate::Dropped, moment, actions);
            }
            Answer::Ran(_) => RETRY_WAITS_MS[usize::from(attempt.runs).min(RETRY_WAITS_MS.len() - 1)],
        };
        let age = (moment.now + Micros::from_millis_f64(wait_ms)).since(attempt.first);
        if age > self.maximum_age {
            return self.gives_up(attempt, Fate::Expired, moment, actions);
        }
        actions.retry(attempt, answer, moment.now, wait_ms);
    }

    /// Out of attempts, or too old (A4): to the destination, else to the dead-letter queue, else `otherwise`.
    fn gives_up(&self, attempt: &Attempt, otherwise: Fate, moment: &Moment, actions: &mut Actions) {
        let fate = match (self.on_failure, self.dead_letter_queue) {
            (true, _) => Fate::ToDestination,
            (false, true) => Fate::DeadLettered,
            (false, false) => otherwise,
        };
        actions.end(attempt, fate, moment.now);
    }
}
