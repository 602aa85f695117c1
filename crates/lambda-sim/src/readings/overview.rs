//! The whole run in a few hundred steps: for the overview strip and the figures' trends.

use super::curves::peaks;
use super::in_flight::EndTimes;
use super::is_counted;
use crate::trace::{Outcome, StartKind, Trace};
use crate::units::Instant;
use serde::{Deserialize, Serialize};

/// Steps of an overview, at most: as many as the strip has room for on a usual screen.
pub const OVERVIEW_STEPS: u64 = 400;

/// The whole counted time in equal steps.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Overview {
    /// The length of a step, in µs.
    pub step_us: u64,
    /// Requests that reached Lambda in each step.
    pub requests: Vec<u32>,
    /// Those that were refused.
    pub throttles: Vec<u32>,
    /// Invocations that failed or timed out, by their arrival.
    pub failures: Vec<u32>,
    /// Cold starts, by their arrival.
    pub cold: Vec<u32>,
    /// The most requests in flight in each step.
    pub in_flight: Vec<u32>,
    /// The slowest response to a request that arrived in each step, in ms.
    pub slowest_ms: Vec<f32>,
}

impl Overview {
    /// Reads a whole run.
    #[must_use]
    pub fn of(trace: &Trace, ends: &EndTimes) -> Self {
        let step_us = trace.duration.0.div_ceil(OVERVIEW_STEPS).max(1);
        let steps = usize::try_from(trace.duration.0.div_ceil(step_us)).unwrap_or_default();
        let mut overview = Self {
            step_us,
            requests: vec![0; steps],
            throttles: vec![0; steps],
            failures: vec![0; steps],
            cold: vec![0; steps],
            in_flight: peaks(trace, ends, step_us, steps),
            slowest_ms: vec![0.0; steps],
        };
        // Nothing arrives at or after the end, so every counted arrival has its step.
        let step_of = |at: Instant| (at.since(Instant::ZERO).0 / step_us) as usize;
        for invocation in trace.invocations_with_starts() {
            let row = &invocation.row;
            let step = step_of(row.arrival);
            if !is_counted(row.arrival) || step >= steps {
                continue;
            }
            overview.requests[step] += 1;
            overview.failures[step] += u32::from(!matches!(row.flags.outcome(), Outcome::Completed | Outcome::Running));
            overview.cold[step] += u32::from(row.flags.counted_start() != StartKind::Warm);
            let slowest = &mut overview.slowest_ms[step];
            *slowest = slowest.max(invocation.latency().as_millis_f64() as f32);
        }
        for throttle in trace.throttles.iter().filter(|throttle| is_counted(throttle.at)) {
            let step = step_of(throttle.at);
            if step < steps {
                overview.requests[step] += 1;
                overview.throttles[step] += 1;
            }
        }
        overview
    }
}
