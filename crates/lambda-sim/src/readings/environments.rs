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
#[derive(Clone, Default)]
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
    let (all, functions) = environments_by_function(trace);
    function.map_or(all, |function| functions[function.index()])
}

/// The environments of all functions, and of each.
pub(super) fn environments_by_function(trace: &Trace) -> (EnvironmentCounts, Vec<EnvironmentCounts>) {
    let end = trace.end();
    let births: Vec<(Instant, usize)> =
        trace.environments.iter().map(|row| (row.created, trace.pools[row.pool.index()].function.index())).collect();
    let mut is_sandbox = vec![false; births.len()];
    let mut all = Tally::default();
    let mut functions = vec![Tally::default(); trace.functions.len()];
    let mut born = 0;
    let mut birth = |until: Instant, all: &mut Tally, functions: &mut [Tally]| {
        while let Some(&(created, function)) = births.get(born).filter(|(created, _)| *created <= until) {
            born += 1;
            if created < end {
                for tally in [&mut *all, &mut functions[function]] {
                    tally.initialised.change(created, 1, end);
                    tally.created += u64::from(is_counted(created));
                }
            }
        }
    };
    for transition in trace.transitions.iter() {
        if transition.at > end {
            break;
        }
        birth(transition.at, &mut all, &mut functions);
        let index = transition.environment.index();
        let (created, function) = births[index];
        for tally in [&mut all, &mut functions[function]] {
            tally.change(transition.state, transition.at, is_sandbox[index], created, end);
        }
        is_sandbox[index] = transition.state == State::Sandbox;
    }
    birth(end, &mut all, &mut functions);
    let read = |tally: Tally| tally.read(end, trace.duration);
    (read(all), functions.into_iter().map(read).collect())
}

/// What is counted of one function's environments.
#[derive(Clone, Default)]
struct Tally {
    initialised: Level,
    sandboxes: Level,
    created: u64,
    lifespan_us: u128,
    gone: u64,
}

impl Tally {
    fn change(&mut self, state: State, at: Instant, is_sandbox: bool, created: Instant, end: Instant) {
        match state {
            State::Sandbox => {
                self.initialised.change(at, -1, end);
                self.sandboxes.change(at, 1, end);
            }
            State::Resumed => {
                self.initialised.change(at, 1, end);
                self.sandboxes.change(at, -1, end);
            }
            State::Gone => {
                let level = if is_sandbox { &mut self.sandboxes } else { &mut self.initialised };
                level.change(at, -1, end);
                if is_counted(at) {
                    self.lifespan_us += u128::from(at.since(created).0);
                    self.gone += 1;
                }
            }
        }
    }

    fn read(mut self, end: Instant, duration: Micros) -> EnvironmentCounts {
        self.initialised.finish(end);
        self.sandboxes.finish(end);
        let duration = duration.0.max(1) as f64;
        let lifespan = || Micros((self.lifespan_us / u128::from(self.gone.max(1))) as u64).as_secs_f64();
        EnvironmentCounts {
            peak: u32::try_from(self.initialised.peak).unwrap_or_default(),
            mean: self.initialised.area_us as f64 / duration,
            sandboxes_mean: self.sandboxes.area_us as f64 / duration,
            created: self.created,
            lifespan_mean_s: (self.gone > 0).then(lifespan),
        }
    }
}
