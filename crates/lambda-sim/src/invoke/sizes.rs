//! How large events are, and how much of them one invocation takes (rules B4, K2).

use super::{Attempt, Moment};
use crate::assumptions::{Constant, Constants};
use crate::chance::Purpose;
use crate::distribution::{Distribution, Sampler};
use crate::scenario::ranges;

const BYTES_PER_KB: f64 = 1_024.0;

/// Bytes of a MB.
pub(super) const BYTES_PER_MB: f64 = 1_048_576.0;

/// The sizes of a source's events. Without them everything fits.
#[derive(Clone, Debug)]
pub(super) struct Sizes {
    each_kb: Option<Sampler>,
    /// Bytes that an invocation takes.
    largest: u64,
}

impl Sizes {
    /// Events too small to matter, or of these sizes in KB, as they stand in the batch.
    pub fn new(each_kb: Option<&Distribution>, constants: &Constants) -> Self {
        let largest = (constants.get(Constant::SyncPayload) * BYTES_PER_KB) as u64;
        Self { each_kb: each_kb.map(Sampler::new), largest }
    }

    /// The size of an event that arrives, in bytes; none is larger than its source takes.
    pub fn of(&self, event: &Attempt, moment: &Moment) -> u32 {
        let Some(each) = &self.each_kb else { return 0 };
        let size_kb = each.sample(moment.chance.uniform(event.stream, event.ordinal, Purpose::PAYLOAD));
        (size_kb.clamp(0.0, ranges::EVENT_KB.max) * BYTES_PER_KB) as u32
    }

    /// Whether a batch of so many bytes has no room for one more of this size. The first always has.
    pub const fn is_full(&self, bytes: u64, next: u32) -> bool {
        bytes > 0 && bytes + next as u64 > self.largest
    }

    /// Whether so many bytes are as much as a batch takes.
    pub const fn is_enough(&self, bytes: u64) -> bool {
        bytes >= self.largest
    }
}
