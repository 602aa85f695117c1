//! The lanes of the timeline: which environment is drawn where, and what each did in order.
//!
//! An index over a finished trace, built once a run, so that a window costs what is in it and not what is in the run:
//!
//! ```text
//!   lane 0   ──env 1──────────────────────────     by function and version, provisioned ones first, then by creation;
//!   lane 1   ──env 2─────┤   ├──env 9──────────     a lane is used again once its environment is gone, so that
//!   lane 2       ├──env 3──────────┤                a run of weeks has as many lanes as environments at a time
//!
//!   rows of env 2:  begin, end, invocation; begin, end, invocation; …    one after the other
//! ```
//! Environments that lived only during the warm-up have no lane: what lies before the counted time is not shown.

mod order;

use super::is_counted;
use crate::trace::{EnvironmentId, Flags, FunctionId, InvocationId, PoolId, State, Trace, TransitionRow};
use crate::units::{Instant, Micros};
use serde::{Deserialize, Serialize};

/// What stands for an environment without lane.
const NO_LANE: u32 = u32::MAX;

/// How many lanes there are, and whose.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct LaneCounts {
    /// All lanes, of all functions.
    pub total: u32,
    /// Each function's lanes, in the scenario's order.
    pub functions: Vec<FunctionLanes>,
    /// The lanes that stand together, in order: by function, by version, provisioned ones first.
    pub groups: Vec<LaneGroup>,
}

/// Lanes that stand together: of one version of a function in one configuration, provisioned or on demand.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct LaneGroup {
    /// The function.
    pub function: FunctionId,
    /// The version; 0 is `$LATEST`.
    pub version: u32,
    /// Which of the function's versions and configurations that have lanes, counted from 0.
    pub epoch: u16,
    /// Whether its environments are provisioned.
    pub provisioned: bool,
    /// The first lane among all.
    pub first: u32,
    /// How many there are.
    pub count: u32,
}

impl LaneCounts {
    /// The group that a lane stands in.
    #[must_use]
    pub fn group(&self, lane: u32) -> Option<&LaneGroup> {
        let after = self.groups.partition_point(|group| group.first <= lane);
        self.groups.get(after.checked_sub(1)?).filter(|group| lane - group.first < group.count)
    }

    /// Whether a function has lanes of several versions or configurations.
    #[must_use]
    pub fn has_epochs(&self, function: FunctionId) -> bool {
        self.groups.iter().any(|group| group.function == function && group.epoch > 0)
    }
}

/// The lanes of one function.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct FunctionLanes {
    /// The function's name.
    pub name: String,
    /// Its first lane among all.
    pub first: u32,
    /// How many are for provisioned environments.
    pub provisioned: u32,
    /// How many it has.
    pub count: u32,
    /// How many environments lived on them in the counted time.
    pub environments: u32,
}

/// The index.
#[derive(Clone, Debug, Default)]
pub struct Lanes {
    counts: LaneCounts,
    /// For each lane where its environments begin in `residents`, and where the last lane's end.
    lane_offsets: Vec<u32>,
    residents: Vec<EnvironmentStay>,
    /// By environment: its lane, its number among those of its function, and when it is gone.
    places: Vec<Place>,
    /// By environment: where its rows begin in `rows`, and where the last one's end.
    row_offsets: Vec<u32>,
    rows: Vec<ServedRow>,
    /// By environment: where its transitions begin in `transitions`, and where the last one's end.
    transition_offsets: Vec<u32>,
    transitions: Vec<u32>,
    /// By function: how long an invocation holds its environment on average, in µs.
    mean_busy_us: Vec<f64>,
}

/// An environment on its lane.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct EnvironmentStay {
    /// Which one.
    pub environment: EnvironmentId,
    /// Its pool.
    pub pool: PoolId,
    /// When it came, an init ahead of traffic included.
    pub begin: Instant,
    /// How long that init took that lies before its creation.
    pub ahead: Micros,
    /// When it was gone, or never.
    pub gone: Instant,
}

#[derive(Clone, Copy, Debug)]
struct Place {
    lane: u32,
    number: u32,
    gone: Instant,
}

/// An invocation on its environment.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct ServedRow {
    /// When it arrived.
    pub begin: Instant,
    /// When it was free again: of an environment that serves several at once, not before those that began earlier were done.
    pub end: Instant,
    /// Which it was.
    pub invocation: InvocationId,
    /// How it started and ended.
    pub flags: Flags,
}

/// What one environment served, in the order of time.
#[derive(Clone, Copy, Debug)]
pub struct ServedInvocations<'a>(pub &'a [ServedRow]);

impl Lanes {
    /// Reads a whole run.
    #[must_use]
    pub fn of(trace: &Trace) -> Self {
        let mut lanes = Self::default();
        lanes.index_rows(trace);
        lanes.index_transitions(trace);
        order::lay_out(trace, &mut lanes);
        lanes
    }

    /// How many lanes there are, and whose.
    #[must_use]
    pub const fn counts(&self) -> &LaneCounts {
        &self.counts
    }

    /// The environments on a lane, in the order of time; they do not overlap.
    #[must_use]
    pub fn residents(&self, lane: u32) -> &[EnvironmentStay] {
        slice(&self.residents, &self.lane_offsets, lane as usize)
    }

    /// What an environment served.
    #[must_use]
    pub fn served(&self, environment: EnvironmentId) -> ServedInvocations<'_> {
        ServedInvocations(slice(&self.rows, &self.row_offsets, environment.index()))
    }

    /// What became of an environment, in the order of time.
    pub fn transitions<'a>(
        &'a self,
        trace: &'a Trace,
        environment: EnvironmentId,
    ) -> impl Iterator<Item = TransitionRow> + 'a {
        let indexes = slice(&self.transitions, &self.transition_offsets, environment.index());
        indexes.iter().filter_map(|index| trace.transitions.get(*index as usize))
    }

    /// The lane of an environment; none where it lived outside the counted time.
    #[must_use]
    pub fn lane_of(&self, environment: EnvironmentId) -> Option<u32> {
        self.places.get(environment.index()).map(|place| place.lane).filter(|lane| *lane != NO_LANE)
    }

    /// An environment's number among those of its function, counted from 1 by creation.
    #[must_use]
    pub fn number(&self, environment: EnvironmentId) -> u32 {
        self.places.get(environment.index()).map_or(0, |place| place.number)
    }

    /// When an environment was gone; none where it outlived the run.
    #[must_use]
    pub fn gone(&self, environment: EnvironmentId) -> Option<Instant> {
        self.places.get(environment.index()).map(|place| place.gone).filter(|gone| *gone != Instant::NEVER)
    }

    /// How many environments of a function existed at a time.
    #[must_use]
    pub fn environments_at(&self, trace: &Trace, function: FunctionId, at: Instant) -> u32 {
        let created = trace.environments.partition_point(|row| row.created <= at);
        let alive = trace
            .environments
            .iter()
            .zip(&self.places)
            .take(created)
            .filter(|(row, place)| place.gone > at && trace.pools[row.pool.index()].function == function);
        alive.count() as u32
    }

    /// The invocation that an environment served at a time, or else the nearest one that is no further away than `within`.
    #[must_use]
    pub fn invocation_at(&self, environment: EnvironmentId, at: Instant, within: Micros) -> Option<InvocationId> {
        let served = self.served(environment);
        let index = served.first_ending_after(at);
        let next = served.0.get(index).map(|row| (row.begin.since(at), row.invocation));
        let before = index.checked_sub(1).and_then(|index| served.0.get(index));
        let before = before.map(|row| (at.since(row.end), row.invocation));
        let (distance, invocation) = [next, before].into_iter().flatten().min()?;
        Some(invocation).filter(|_| distance <= within)
    }

    /// How long an invocation of a function holds its environment on average, in µs; zero where none ran.
    #[must_use]
    pub fn mean_busy_us(&self, function: FunctionId) -> f64 {
        self.mean_busy_us.get(function.index()).copied().unwrap_or_default()
    }

    /// Sorts invocations by environment. They come in the order of time, and stay so.
    fn index_rows(&mut self, trace: &Trace) {
        let environments = trace.environments.len();
        let mut offsets = vec![0_u32; environments + 1];
        for chunk in trace.invocations.chunks() {
            for environment in &chunk.environment {
                offsets[environment.index() + 1] += 1;
            }
        }
        accumulate(&mut offsets);
        let mut rows = vec![ServedRow::default(); trace.invocations.len()];
        let mut sums = vec![(0_u64, 0_u128); trace.functions.len()];
        let mut next = offsets.clone();
        for invocation in trace.invocations_with_starts() {
            let slot = &mut next[invocation.row.environment.index()];
            let index = *slot as usize;
            *slot += 1;
            // Where several run side by side, the lane shows until when any of those that have begun goes on.
            let is_first = index == offsets[invocation.row.environment.index()] as usize;
            let before = if is_first { invocation.row.arrival } else { rows[index - 1].end };
            rows[index] = ServedRow {
                begin: invocation.row.arrival,
                end: invocation.released().max(before),
                invocation: invocation.id,
                flags: invocation.row.flags,
            };
            if is_counted(invocation.row.arrival) {
                let (count, busy_us) = &mut sums[trace.pools[invocation.row.pool.index()].function.index()];
                *count += 1;
                *busy_us += u128::from(invocation.busy().0);
            }
        }
        self.mean_busy_us = sums.iter().map(|(count, busy_us)| *busy_us as f64 / (*count).max(1) as f64).collect();
        self.row_offsets = offsets;
        self.rows = rows;
    }

    /// Sorts transitions by environment.
    fn index_transitions(&mut self, trace: &Trace) {
        let mut offsets = vec![0_u32; trace.environments.len() + 1];
        for transition in trace.transitions.iter() {
            offsets[transition.environment.index() + 1] += 1;
        }
        accumulate(&mut offsets);
        let mut transitions = vec![0_u32; trace.transitions.len()];
        let mut next = offsets.clone();
        for (index, transition) in trace.transitions.iter().enumerate() {
            let slot = &mut next[transition.environment.index()];
            transitions[*slot as usize] = index as u32;
            *slot += 1;
        }
        self.transition_offsets = offsets;
        self.transitions = transitions;
    }

    /// When each environment is gone; [`Instant::NEVER`] for those that outlive the run.
    fn goings(&self, trace: &Trace) -> Vec<Instant> {
        let mut goings = vec![Instant::NEVER; trace.environments.len()];
        for transition in trace.transitions.iter().filter(|transition| transition.state == State::Gone) {
            goings[transition.environment.index()] = transition.at;
        }
        goings
    }
}

impl ServedInvocations<'_> {
    /// How many invocations it served.
    #[must_use]
    pub const fn len(&self) -> usize {
        self.0.len()
    }

    /// Whether it served none.
    #[must_use]
    pub const fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// The first invocation that ends after a time: ends are in order too.
    #[must_use]
    pub fn first_ending_after(&self, at: Instant) -> usize {
        self.0.partition_point(|row| row.end <= at)
    }

    /// How long it was busy between two times, with one invocation or several.
    #[must_use]
    pub fn busy_between(&self, from: Instant, to: Instant) -> Micros {
        let mut counted = from;
        let busy = self.0.iter().map(|row| {
            let (begin, end) = (row.begin.max(counted), row.end.min(to));
            counted = counted.max(end);
            end.since(begin)
        });
        busy.sum()
    }
}

/// Turns counts, shifted by one, into offsets.
fn accumulate(counts: &mut [u32]) {
    let mut sum = 0;
    for count in counts {
        sum += *count;
        *count = sum;
    }
}

/// The part of `values` that belongs to `index`; empty where there is none.
fn slice<'a, T>(values: &'a [T], offsets: &[u32], index: usize) -> &'a [T] {
    match offsets.get(index..index + 2) {
        Some(&[begin, end]) => &values[begin as usize..end as usize],
        _ => &[],
    }
}

#[cfg(test)]
mod tests;
