//! How drawn numbers become times.

use crate::chance::{Block, Chance, Purpose, Stream};
use crate::distribution::Sampler;
use crate::units::Micros;

/// The block of draws that one of the samplers needs; `None` if all are constant.
pub(super) fn draws(
    stream: Stream,
    ordinal: u64,
    purpose: Purpose,
    chance: Chance,
    samplers: &[&Sampler],
) -> Option<Block> {
    (!samplers.iter().all(|sampler| sampler.is_constant())).then(|| chance.block(stream, ordinal, purpose))
}

/// A time multiplied by a factor.
pub(super) fn scaled(time: Micros, factor: f64) -> Micros {
    Micros((time.0 as f64 * factor + 0.5) as u64)
}

/// Milliseconds as µs that fit a column of starts.
pub(super) fn short(millis: f64) -> u32 {
    u32::try_from(Micros::from_millis_f64(millis).0).unwrap_or(u32::MAX)
}
