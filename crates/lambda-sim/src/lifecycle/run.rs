//! What a start and a run of the handler came out as, and by what a run's draws are keyed.

use crate::chance::Stream;
use crate::invoke::Attempt;
use crate::trace::{Outcome, StartRow};
use crate::units::Micros;

/// What an environment does before the handler.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct StartPhases {
    /// The phases, in µs; the invocation is filled in where the row is written.
    pub row: StartRow,
    /// Whether the start ends the invocation, and how.
    pub failure: Option<Outcome>,
    /// Whether it was a restore from a snapshot.
    pub restored: bool,
}

/// What happens in the handler.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Run {
    /// The time in it.
    pub handler: Micros,
    /// How it ends.
    pub outcome: Outcome,
    /// The memory used, at most what is configured.
    pub memory_used_mb: u16,
    /// Of a streamed response the time to its first byte, and what was sent of it, in thousandths of a MB.
    pub streamed: Option<(Micros, u32)>,
}

/// The key of what is drawn for a call's run.
#[derive(Clone, Copy, Debug)]
pub struct RunKey {
    /// The stream of its arrival process.
    pub stream: Stream,
    /// Its arrival.
    pub ordinal: u64,
    /// How often the call has run before.
    pub runs: u32,
    /// The handler's draw, where it is known already; else not a number.
    pub handler_draw: f64,
    /// Whether it carries an event that nothing can process.
    pub poisoned: bool,
    /// How many events it carries.
    pub events: u32,
}

impl RunKey {
    /// The key of an attempt's run.
    #[must_use]
    pub fn of(attempt: &Attempt) -> Self {
        Self {
            stream: attempt.stream,
            ordinal: attempt.ordinal,
            runs: attempt.runs,
            handler_draw: attempt.handler_draw,
            poisoned: attempt.poisoned,
            events: attempt.events,
        }
    }
}
