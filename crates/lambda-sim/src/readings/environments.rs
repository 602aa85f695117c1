//! Execution environments: how many there were, and how long they lived.

use super::is_counted;
use crate::trace::{FunctionId, State, Trace};
use crate::units::{Instant, Micros};

/// Environments that are starting, busy, idle and initialised, or provisioned. Sandboxes without runtime are apart.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct EnvironmentCounts {
    /// The most at any time in [0, duration].
    pub peak: u32,
    /// The mean over [0, duration].
    pub mean: f64,
    /// The mean number of sandboxes without runtime.
    pub sandboxes_mean: f64,
    /// How many began in the counted time.
    pub created: u64,
    /// The mean time from creation to the end of those gone by the end, in seconds.
    pub lifespan_mean_s: Option<f64>,
}

/// A count that goes up and down, read over a window.
#[derive(Default)]
struct Level {
    now: i64,
    peak: i64,
    area_us: i128,
    since: Instant,
}

impl Level {
    fn change(&mut self, at: Instant, by: i64, end: Instant) {
        let at = at.min(end);
        if at > Instant::ZERO {
            // What happens at one instant is one step: the peak is what lasts.
            if at > self.since {
                self.peak = self.peak.max(self.now);
            }
            self.area_us += i128::from(self.now) * i128::from(at.since(self.since).0);
            self.since = at.max(self.since);
        }
        self.now += by;
    }

    fn finish(&mut self, end: Instant) {
        self.change(end, 0, end);
        self.peak = self.peak.max(self.now);
    }
}

/// The environments of one function, or of all.
#[must_use]
pub fn environment_counts(trace: &Trace, function: Option<FunctionId>) -> EnvironmentCounts {
    let end = trace.end();
    let of_function =
        |pool: crate::trace::PoolId| function.is_none_or(|function| trace.pools[pool.index()].function == function);
    let mut created_at: Vec<Instant> = Vec::with_capacity(trace.environments.len());
    let mut is_sandbox = vec![false; trace.environments.len()];
    let mut counts = EnvironmentCounts::default();
    let (mut initialised, mut sandboxes) = (Level::default(), Level::default());
    let (mut lifespan_us, mut gone) = (0_u128, 0_u64);
    let mut births = trace.environments.iter().enumerate().peekable();
    let mut birth = |until: Instant, initialised: &mut Level| {
        while let Some((_, row)) = births.next_if(|(_, row)| row.created <= until) {
            created_at.push(row.created);
            if of_function(row.pool) && row.created < end {
                initialised.change(row.created, 1, end);
                counts.created += u64::from(is_counted(row.created));
            }
        }
        created_at.last().copied()
    };
    let pools: Vec<crate::trace::PoolId> = trace.environments.iter().map(|row| row.pool).collect();
    for transition in trace.transitions.iter() {
        if transition.at > end {
            break;
        }
        birth(transition.at, &mut initialised);
        let index = transition.environment.index();
        if !of_function(pools[index]) {
            continue;
        }
        match transition.state {
            State::Sandbox => {
                is_sandbox[index] = true;
                initialised.change(transition.at, -1, end);
                sandboxes.change(transition.at, 1, end);
            }
            State::Resumed => {
                is_sandbox[index] = false;
                initialised.change(transition.at, 1, end);
                sandboxes.change(transition.at, -1, end);
            }
            State::Gone => {
                let level = if is_sandbox[index] { &mut sandboxes } else { &mut initialised };
                level.change(transition.at, -1, end);
                if is_counted(transition.at) {
                    let created = trace.environments.get(index).map_or(Instant::ZERO, |row| row.created);
                    lifespan_us += u128::from(transition.at.since(created).0);
                    gone += 1;
                }
            }
            State::Ready => {}
        }
    }
    birth(end, &mut initialised);
    initialised.finish(end);
    sandboxes.finish(end);
    let duration = trace.duration.0.max(1) as f64;
    EnvironmentCounts {
        peak: u32::try_from(initialised.peak).unwrap_or_default(),
        mean: initialised.area_us as f64 / duration,
        sandboxes_mean: sandboxes.area_us as f64 / duration,
        lifespan_mean_s: (gone > 0).then(|| Micros((lifespan_us / u128::from(gone.max(1))) as u64).as_secs_f64()),
        ..counts
    }
}
