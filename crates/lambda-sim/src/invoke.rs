//! How calls and events reach a function, and what becomes of them where it refuses or fails (section 4 of the rules).
//!
//! ```text
//!                   arrives            requests                      answered
//!   traffic ──────────────► Delivery ───────────► admission ─ runs ───────────► Delivery ─┬─► sent again, later
//!                              ▲  └── asks to be woken ──► wakes ──┐                      └─► a Fate
//!                              └──────────────────────────────────┘
//! ```
//! Each kind of source is a state machine that knows nothing of the simulator: it is told that an event has arrived, that a
//! request was answered, or that a time it asked for has come, and says in [`Actions`] what is to happen. Lambda retries
//! nothing for a [`Client`]; a call that was throttled keeps the work it was drawn, one that ran and failed draws anew.
//!
//! ```
//! use lambda_sim::chance::{Chance, Stream};
//! use lambda_sim::concurrency::Refusal;
//! use lambda_sim::invoke::{Actions, Answer, Attempt, Client, Moment};
//! use lambda_sim::scenario::{InvokePath, Retry};
//! use lambda_sim::trace::{CallId, SourceId, ThrottleReason};
//! use lambda_sim::units::Instant;
//!
//! let policy = Retry::Fixed { delay_ms: 100.0, max_attempts: 2 };
//! let mut client = Client::new(&policy, &[], InvokePath::Invoke, &Default::default());
//! let attempt = Attempt::first(CallId(0), SourceId(0), (Stream::named(&["users"]), 0), Instant::ZERO);
//! let throttled = Answer::Throttled(Refusal { reason: ThrottleReason::ReservedConcurrency, observed: 1, limit: 1 });
//! let moment = Moment { now: Instant::ZERO, chance: Chance::new(1), is_over: false };
//! let mut actions = Actions::default();
//! assert!(client.on_answer(&attempt, throttled, &moment, &mut actions), "it tries again");
//! assert_eq!(actions.wakes[0].0, Instant(100_000));
//! ```

mod actions;
mod asynchronous;
mod batch;
mod client;
mod delivery_retry;
mod fifo;
mod lane;
mod limiter;
mod pollers;
mod rate_meter;
mod sdk;
mod shards;
mod sizes;
mod sqs;
mod status;
mod stream;
#[cfg(test)]
mod testing;
mod tumbling;
mod waiting;
mod wakes;

pub use actions::{Actions, Moment, Wake};
pub use asynchronous::AsynchronousQueue;
pub use client::Client;
pub use delivery_retry::DeliveryRetryPolicy;
pub use fifo::FifoQueue;
pub use shards::ShardDelivery;
pub use sqs::SqsQueue;
pub use status::{ClientOutcome, status};
pub use stream::StreamReader;

use crate::chance::Stream;
use crate::concurrency::Refusal;
use crate::trace::{CallId, LostAnswer, Outcome, RejectReason, SourceId};
use crate::units::Instant;

/// A call or an event on its way to Lambda: one attempt, or what is still to become one.
#[derive(Clone, Debug, PartialEq)]
pub struct Attempt {
    /// The call; of a batch, its first event.
    pub call: CallId,
    /// Whose.
    pub source: SourceId,
    /// Which attempt; the first is 1. Of a batch, which try of it.
    pub attempt: u16,
    /// How often the call has run before.
    pub runs: u32,
    /// The stream of its draws.
    pub stream: Stream,
    /// Its number in that stream.
    pub ordinal: u64,
    /// The handler's draw, where it came with the arrival; else not a number.
    pub handler_draw: f64,
    /// ln(1 − `handler_draw`).
    pub handler_ln: f64,
    /// When the first attempt reached Lambda, or the event its source.
    pub first: Instant,
    /// What its age counts from: of an asynchronous event its queueing by Lambda (A8), of a batch the arrival of its last event.
    pub age_from: Instant,
    /// The wait before this attempt, in ms.
    pub waited_ms: f64,
    /// How many events it carries.
    pub events: u32,
    /// Whether its handler fails, whatever else: it carries an event that nothing can process.
    pub poisoned: bool,
    /// How many invocations of one chain came before it.
    pub depth: u8,
}

impl Attempt {
    /// The first attempt of a call that is drawn under `ordinal` of `stream`, at `first`.
    #[inline]
    #[must_use]
    pub const fn first(call: CallId, source: SourceId, (stream, ordinal): (Stream, u64), first: Instant) -> Self {
        Self {
            call,
            source,
            attempt: 1,
            runs: 0,
            stream,
            ordinal,
            handler_draw: f64::NAN,
            handler_ln: f64::NAN,
            first,
            age_from: first,
            waited_ms: 0.0,
            events: 1,
            poisoned: false,
            depth: 0,
        }
    }
}

/// How an attempt was answered.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Answer {
    /// HTTP 429: which limit refused it.
    Throttled(Refusal),
    /// It never reached a function.
    Rejected(RejectReason),
    /// It ran.
    Ran(Outcome),
    /// It ran, and its client was told something else.
    Lost(LostAnswer),
}

/// How one source delivers.
#[derive(Clone, Debug)]
pub enum Delivery {
    /// A client that waits for the answer.
    Client(Client),
    /// A function that calls another and waits for it.
    Caller(Client),
    /// Lambda's queue of asynchronous events.
    Asynchronous(Box<AsynchronousQueue>),
    /// A standard queue and its event source mapping.
    Sqs(Box<SqsQueue>),
    /// A FIFO queue and its event source mapping.
    Fifo(Box<FifoQueue>),
    /// A stream and its event source mapping.
    Stream(Box<StreamReader>),
}

impl Delivery {
    /// Lets it send no event again that its function has failed on: so it is for durable functions (N5).
    pub fn fails_at_once(&mut self) {
        if let Self::Asynchronous(queue) = self {
            queue.fails_at_once();
        }
    }

    /// Whether its attempts are batches, whose sizes the trace keeps.
    #[inline]
    #[must_use]
    pub const fn is_batched(&self) -> bool {
        matches!(self, Self::Sqs(_) | Self::Fifo(_) | Self::Stream(_))
    }

    /// Whether what arrives goes straight to Lambda.
    #[inline]
    #[must_use]
    pub fn is_direct(&self) -> bool {
        matches!(self, Self::Client(client) if !client.may_hold_back())
    }

    /// An event has arrived, or an attempt is due that its client may hold back.
    pub fn on_arrival(&mut self, event: Attempt, moment: &Moment, actions: &mut Actions) {
        match self {
            Self::Client(client) | Self::Caller(client) => client.on_arrival(event, moment, actions),
            Self::Asynchronous(queue) => queue.on_arrival(event, moment, actions),
            Self::Sqs(queue) => queue.on_arrival(&event, moment, actions),
            Self::Fifo(queue) => queue.on_arrival(&event, moment, actions),
            Self::Stream(stream) => stream.on_arrival(&event, moment, actions),
        }
    }

    /// Whether this answer is of any consequence: if not, nothing is kept of the attempt.
    #[inline]
    #[must_use]
    pub fn awaits(&self, answer: Answer, attempt: u16) -> bool {
        match self {
            Self::Client(client) => client.awaits(answer, attempt),
            _ => true,
        }
    }

    /// An attempt was answered.
    pub fn on_answer(&mut self, attempt: &Attempt, answer: Answer, moment: &Moment, actions: &mut Actions) {
        match self {
            Self::Client(client) => {
                client.on_answer(attempt, answer, moment, actions);
            }
            Self::Caller(client) => {
                if !client.on_answer(attempt, answer, moment, actions) {
                    actions.answer(attempt.call, answer == Answer::Ran(Outcome::Completed));
                }
            }
            Self::Asynchronous(queue) => queue.on_answer(attempt, answer, moment, actions),
            Self::Sqs(queue) => queue.on_answer(attempt, answer, moment, actions),
            Self::Fifo(queue) => queue.on_answer(attempt, answer, moment, actions),
            Self::Stream(stream) => stream.on_answer(attempt, answer, moment, actions),
        }
    }

    /// A time that it asked for has come.
    pub fn on_wake(&mut self, wake: Wake, moment: &Moment, actions: &mut Actions) {
        match (self, wake) {
            (_, Wake::Send(attempt)) => actions.send(attempt),
            (delivery, Wake::Deliver(event)) => delivery.on_arrival(event, moment, actions),
            (Self::Sqs(queue), Wake::Timer(_)) => queue.on_wake(moment, actions),
            (Self::Fifo(queue), Wake::Timer(_)) => queue.on_wake(moment, actions),
            (Self::Stream(stream), Wake::Timer(_)) => stream.on_wake(moment, actions),
            (Self::Client(client), Wake::Timer(_)) => client.on_wake(moment, actions),
            (Self::Caller(_) | Self::Asynchronous(_), Wake::Timer(_)) | (_, Wake::Resume(_)) => {}
        }
    }
}
