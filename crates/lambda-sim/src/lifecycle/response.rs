//! How large responses are and how fast they leave (rules Q8, Q10, N4).

use crate::distribution::Sampler;
use crate::trace::Outcome;
use crate::units::Micros;

/// The size of responses, and how fast they are sent (Q8, Q10).
#[derive(Clone, Debug)]
pub(super) struct ResponseTiming {
    pub(super) size_mb: Sampler,
    pub(super) streaming: bool,
    pub(super) first_byte_share: f64,
    pub(super) at_once_mb: f64,
    pub(super) mb_per_s: f64,
}

impl ResponseTiming {
    /// How long a response of this size takes beyond what is sent at full speed.
    pub(super) fn throttled(&self, size_mb: f64) -> Micros {
        Micros::from_secs_f64((size_mb - self.at_once_mb).max(0.0) / self.mb_per_s)
    }

    /// What of a streamed response has been sent when the handler ends, in thousandths of a MB: all of it, unless the timeout
    /// cuts it off.
    pub(super) fn sent(&self, first: Micros, size_mb: f64, handler: Micros, outcome: Outcome) -> u32 {
        let time = handler.saturating_sub(first).as_secs_f64();
        let by_then = if outcome == Outcome::Completed {
            size_mb
        } else if first >= handler {
            0.0
        } else {
            self.at_once_mb + time * self.mb_per_s
        };
        (size_mb.min(by_then) * 1e3 + 0.5) as u32
    }
}
