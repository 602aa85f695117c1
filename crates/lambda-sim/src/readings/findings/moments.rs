//! When something happened most: the stretch that is worth looking at.

use crate::trace::Trace;
use crate::units::{Instant, Micros};

/// The number of steps that the measured time is cut into.
const STEPS: usize = 60;

/// The stretch around the step in which most of some times lie, as far as its neighbours have at least a quarter of that. Times
/// need no order; the whole counted time where there are none.
pub(super) fn densest(trace: &Trace, times: &[Instant]) -> (Instant, Instant) {
    let step = trace.duration.0.div_ceil(STEPS as u64).max(1);
    let mut counts = [0_u32; STEPS];
    for at in times {
        let index = (at.since(Instant::ZERO).0 / step) as usize;
        counts[index.min(STEPS - 1)] += 1;
    }
    let most = counts.iter().copied().max().unwrap_or(0);
    let Some(peak) = counts.iter().position(|count| *count == most).filter(|_| most > 0) else {
        return (Instant::ZERO, trace.end());
    };
    let is_part = |count: u32| count > 0 && count * 4 >= most;
    let first = counts[..peak].iter().rposition(|count| !is_part(*count)).map_or(0, |index| index + 1);
    let after = counts[peak..].iter().position(|count| !is_part(*count)).map_or(STEPS, |index| peak + index);
    let at = |index: usize| Instant::ZERO + Micros(step * index as u64);
    (at(first), at(after).min(trace.end()))
}

/// The most of some times in order that lie within any stretch of a length.
pub(super) fn most_within(times: &[Instant], length: Micros) -> u32 {
    let mut first = 0;
    let mut most = 0;
    for (index, at) in times.iter().enumerate() {
        while times[first] + length <= *at && first < index {
            first += 1;
        }
        most = most.max(index - first + 1);
    }
    most as u32
}
