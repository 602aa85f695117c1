//! One execution environment's state.

use crate::chance::Stream;
use crate::trace::PoolId;
use crate::units::Instant;

/// Where an environment is in its life.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Stage {
    /// Starting or in its handler.
    Busy,
    /// Initialised, waiting for a request.
    Idle,
    /// Without runtime: dropped after idleness, or reset.
    Sandbox,
    /// No more.
    Gone,
}

/// An execution environment.
#[derive(Clone, Debug)]
pub struct Environment {
    /// Its pool.
    pub pool: PoolId,
    /// The stream of what is drawn for it: one for its pool's environments on demand, one for the provisioned ones.
    pub stream: Stream,
    /// Which of those, counted from 0.
    pub ordinal: u32,
    /// Where it is in its life.
    pub stage: Stage,
    /// Whose it is, where tenants are isolated; else 0.
    pub tenant: u16,
    /// Whether it is provisioned.
    pub provisioned: bool,
    /// Whether the runtime was reset (L6): the next init is a suppressed one.
    pub reset: bool,
    /// Requests in it; more than one only where an environment has several slots.
    pub in_flight: u16,
    /// Inits begun, all kinds.
    pub inits: u32,
    /// How often it has become idle or a sandbox; keys what is drawn for that period, and tells stale entries of queues.
    pub period: u32,
    /// When the period began.
    pub since: Instant,
    /// When the stage ends by itself if nothing uses it, or a time before that up to which it certainly lasts.
    pub deadline: Instant,
    /// Whether `deadline` is the exact one.
    pub deadline_drawn: bool,
    /// The time of its live entry in the queue of deadlines.
    pub queued: Instant,
    /// When its maximum age is reached.
    pub retire_at: Instant,
}

impl Environment {
    /// One that has just been created for a request.
    #[must_use]
    pub const fn new(pool: PoolId, stream: Stream, ordinal: u32, provisioned: bool, retire_at: Instant) -> Self {
        Self {
            pool,
            stream,
            ordinal,
            stage: Stage::Busy,
            tenant: 0,
            provisioned,
            reset: false,
            in_flight: 0,
            inits: 0,
            period: 0,
            since: Instant::ZERO,
            deadline: Instant::NEVER,
            deadline_drawn: true,
            queued: Instant::NEVER,
            retire_at,
        }
    }

    /// The ordinal under which its `n`-th repetition of something is drawn.
    #[must_use]
    pub const fn draw_ordinal(&self, n: u32) -> u64 {
        (n as u64) << 32 | self.ordinal as u64
    }
}
