//! The service in front of a function, if its source has one: API Gateway's rate, payloads and responses that are too large,
//! clients that wait no longer.
//!
//! ```text
//!   request ─► front end ─┬─► admission ─► runs ─► response ─► front end ─┬─► client
//!                         └─► rejected                                    └─► the client gets another answer: it is lost
//! ```
//! Sources without such limits have no front end and pay nothing for it.

use super::Simulator;
use super::invocation_event::{InvocationEvent, InvocationEventKind};
use crate::assumptions::{Constant, Constants};
use crate::chance::Purpose;
use crate::distribution::Sampler;
use crate::invoke::{Answer, Attempt};
use crate::lifecycle::RunKey;
use crate::scenario::{self, InvokePath, SourceKind};
use crate::trace::{
    InvocationId, LargeEventRow, LostAnswer, LostAnswerRow, Outcome, PoolId, RejectReason, RejectionRow,
};
use crate::units::{Instant, Micros};

const KB_PER_MB: f64 = 1_024.0;

/// What a source's requests and answers have to pass.
#[derive(Clone, Debug)]
pub(super) struct FrontEnd {
    is_api_gateway: bool,
    /// How long the client gets no other answer than the function's, and what it is told then.
    patience: Option<(Micros, LostAnswer)>,
    payload: Option<Sampler>,
    largest_payload_kb: f64,
    /// Where it is less than what Lambda takes back.
    largest_response_mb: Option<f64>,
    /// From which size on an event counts as further requests, and by which step (A6).
    steps_kb: Option<(f64, f64)>,
    /// Whether the source hears every answer, also one that it does not react to.
    hears_all: bool,
}

impl FrontEnd {
    /// A front end through which everything passes: what a source without one does not ask.
    pub(super) fn open() -> Box<Self> {
        Box::new(Self {
            is_api_gateway: false,
            patience: None,
            payload: None,
            largest_payload_kb: f64::INFINITY,
            largest_response_mb: None,
            steps_kb: None,
            hears_all: true,
        })
    }

    /// The front end of a source; `None` if it has none.
    pub(super) fn new(source: &scenario::Source, constants: &Constants) -> Option<Box<Self>> {
        let payload = source.payload_kb.as_ref().map(Sampler::new);
        let get = |constant| constants.get(constant);
        let SourceKind::Sync(client) = &source.kind else {
            source.kind.asynchronous()?;
            payload.as_ref()?;
            return Some(Box::new(Self {
                is_api_gateway: false,
                patience: None,
                payload,
                largest_payload_kb: get(Constant::AsyncPayload),
                largest_response_mb: None,
                steps_kb: Some((get(Constant::EventIncluded), get(Constant::EventStep))),
                hears_all: false,
            }));
        };
        let integration = client.integration_timeout_ms().map(|ms| (ms, LostAnswer::IntegrationTimeout));
        let own = client.client_timeout_ms.map(|ms| (ms, LostAnswer::ClientTimeout));
        let patience = match (integration, own) {
            (Some(integration), Some(own)) if own.0 < integration.0 => Some(own),
            (integration, own) => integration.or(own),
        };
        let is_alb = client.via == InvokePath::Alb;
        if patience.is_none() && payload.is_none() && !client.via.is_api_gateway() && !is_alb {
            return None;
        }
        let largest = get(Constant::SyncPayload);
        Some(Box::new(Self {
            is_api_gateway: client.via.is_api_gateway(),
            patience: patience.map(|(ms, reason)| (Micros::from_millis_f64(ms), reason)),
            payload,
            largest_payload_kb: if is_alb { largest.min(get(Constant::AlbPayload)) } else { largest },
            largest_response_mb: is_alb.then(|| get(Constant::AlbPayload) / KB_PER_MB),
            steps_kb: None,
            hears_all: false,
        }))
    }
}

impl Simulator {
    fn payload_kb(&self, attempt: &Attempt) -> Option<f64> {
        let payload = self.sources[attempt.source.index()].front_end.as_ref()?.payload.as_ref()?;
        Some(payload.sample(self.chance.uniform(attempt.stream, attempt.ordinal, Purpose::PAYLOAD)))
    }

    /// Whether it carries more than its way takes.
    pub(super) fn is_too_large(&self, attempt: &Attempt) -> bool {
        let Some(front_end) = &self.sources[attempt.source.index()].front_end else { return false };
        self.payload_kb(attempt).is_some_and(|size| size > front_end.largest_payload_kb)
    }

    /// Why an attempt does not pass its source's front end, if it does not.
    #[inline(never)]
    pub(super) fn rejection(&mut self, attempt: &Attempt) -> Option<RejectReason> {
        let front_end = self.sources[attempt.source.index()].front_end.as_ref()?;
        let now = self.now;
        if front_end.is_api_gateway && self.gateway.as_mut().is_some_and(|rate| !rate.take(now)) {
            return Some(RejectReason::GatewayRate);
        }
        self.is_too_large(attempt).then_some(RejectReason::PayloadTooLarge)
    }

    /// An attempt does not reach its function.
    pub(super) fn reject(&mut self, attempt: &Attempt, reason: RejectReason) {
        if self.is_watched() {
            self.tell_rejection(attempt.source, reason);
        }
        self.trace.rejections.push(RejectionRow {
            at: self.now,
            call: attempt.call,
            source: attempt.source,
            pool: self.pool_of(attempt),
            attempt: attempt.attempt,
            reason,
        });
        self.answer(attempt, Answer::Rejected(reason));
    }

    /// Lets the client wait for an invocation that begins now. Says whether it may be told something else before it ends at `end`,
    /// where that is known.
    pub(super) fn begin_waiting(&mut self, attempt: &Attempt, id: InvocationId, end: Option<Instant>) -> bool {
        let Some(front_end) = &self.sources[attempt.source.index()].front_end else { return false };
        let Some((patience, _)) = front_end.patience else { return front_end.hears_all };
        let at = self.now + patience;
        let in_time = end.is_some_and(|end| end <= at);
        if !in_time {
            self.steps.push(InvocationEvent { at, what: InvocationEventKind::WaitsNoLonger(id) });
        }
        !in_time
    }

    /// The client of an invocation waits no longer: if there is no answer yet, it is told so.
    pub(super) fn waits_no_longer(&mut self, id: InvocationId) {
        let attempt = match self.callers.get_mut(&id) {
            Some(caller) => caller.is_awaited().then(|| caller.give_up()),
            None => {
                let ended = self.endings.get_mut(&id).and_then(|ending| ending.attempt.take());
                ended.or_else(|| self.take_back_response(id))
            }
        };
        let Some(attempt) = attempt else { return };
        let front_end = self.sources[attempt.source.index()].front_end.as_ref();
        if let Some((_, reason)) = front_end.and_then(|front_end| front_end.patience) {
            self.lose_answer(&attempt, id, reason);
        }
    }

    /// Whoever called hears how an invocation ended, or what it is told instead.
    pub(super) fn notify_caller(
        &mut self,
        attempt: &Attempt,
        invocation: InvocationId,
        outcome: Outcome,
        lost: Option<LostAnswer>,
    ) {
        if let Some(execution) = self.execution_in(invocation) {
            return self.resume(execution, outcome);
        }
        match lost {
            None => self.answer(attempt, Answer::Ran(outcome)),
            Some(reason) => self.lose_answer(attempt, invocation, reason),
        }
    }

    /// The client of an invocation is told something else than how it ended.
    pub(super) fn lose_answer(&mut self, attempt: &Attempt, invocation: InvocationId, reason: LostAnswer) {
        self.trace.lost_answers.push(LostAnswerRow { at: self.now, invocation, reason });
        self.answer(attempt, Answer::Lost(reason));
    }

    /// Whether a good response is larger than what its way back takes.
    #[inline]
    pub(super) fn response_lost(&self, attempt: &Attempt, pool: PoolId, outcome: Outcome) -> Option<LostAnswer> {
        let largest = self.sources[attempt.source.index()].front_end.as_ref()?.largest_response_mb?;
        let size = self.pools[pool.index()].timing.response_mb(&RunKey::of(attempt), self.chance)?;
        (outcome == Outcome::Completed && size > largest).then_some(LostAnswer::ResponseTooLarge)
    }

    /// Notes what an event counts beyond one request (A6).
    #[inline]
    pub(super) fn note_size(&mut self, attempt: &Attempt, invocation: InvocationId) {
        let Some(front_end) = &self.sources[attempt.source.index()].front_end else { return };
        let (Some((included, step)), Some(size)) = (front_end.steps_kb, self.payload_kb(attempt)) else { return };
        if size > included {
            let more_requests = ((size - included) / step).ceil() as u32;
            self.trace.large_events.push(LargeEventRow { invocation, more_requests });
        }
    }
}
