//! Statistics that readings and CloudWatch's metrics have in common.

/// The index of a percentile by nearest rank among `count` sorted values, at least one.
pub(crate) fn nearest_rank(count: usize, percent: f64) -> usize {
    let rank = (percent / 100.0 * count as f64).ceil() as usize;
    rank.clamp(1, count.max(1)) - 1
}
