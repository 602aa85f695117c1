//! A run at one moment: what every environment does, and what has happened until then.
//!
//! A lane has one environment at a time, so a moment is one state a lane: the fleet as a picture of boxes, and its counts.

use super::{BarKind, EnvironmentStay, Lanes};
use crate::trace::{EnvironmentId, FunctionId, PoolId, State, Trace};
use crate::units::Instant;
use serde::{Deserialize, Serialize};

/// What stands for no environment in [`Moment::environment`].
pub const NO_ENVIRONMENT: u32 = u32::MAX;

/// What the environment of a lane does at a moment.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum EnvironmentState {
    /// It exists, and this is what a bar of the timeline would say.
    Does(BarKind),
    /// The last one is gone, and no other has come.
    Gone,
    /// None has come yet.
    NotYet,
}

impl EnvironmentState {
    /// How many states there are.
    pub const COUNT: usize = BarKind::ALL.len() + 2;

    /// As a column keeps it.
    #[must_use]
    pub const fn number(self) -> u8 {
        match self {
            Self::Does(kind) => kind as u8,
            Self::Gone => BarKind::ALL.len() as u8,
            Self::NotYet => BarKind::ALL.len() as u8 + 1,
        }
    }

    /// From a column; none for a number that stands for nothing.
    #[must_use]
    pub fn from_number(number: u8) -> Option<Self> {
        match (BarKind::from_number(number), usize::from(number).checked_sub(BarKind::ALL.len())) {
            (Some(kind), _) => Some(Self::Does(kind)),
            (None, Some(0)) => Some(Self::Gone),
            (None, Some(1)) => Some(Self::NotYet),
            _ => None,
        }
    }
}

/// A question about a moment.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct MomentQuery {
    /// Which moment.
    pub at: Instant,
    /// Only this function; none: all.
    pub function: Option<FunctionId>,
    /// Whether every lane is asked for, or only the counts.
    pub lanes: bool,
}

/// A run at one moment.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Moment {
    /// Which moment.
    pub at: Instant,
    /// How many lanes are in each [`EnvironmentState`], by its number.
    pub counts: Vec<u32>,
    /// Requests until then, this moment included.
    pub requests: u64,
    /// How many of them were refused.
    pub throttles: u64,
    /// The first of the lanes below, counted among all.
    pub first_lane: u32,
    /// By lane an [`EnvironmentState`] as a number; empty where only counts were asked for.
    pub state: Vec<u8>,
    /// By lane the environment that is there, or was last, or comes first; [`NO_ENVIRONMENT`] where there is none.
    pub environment: Vec<u32>,
    /// By lane that environment's number among those of its function, counted from 1 by creation.
    pub number: Vec<u32>,
}

impl Moment {
    /// Reads a moment.
    #[must_use]
    pub fn of(trace: &Trace, lanes: &Lanes, query: &MomentQuery) -> Self {
        let range = lanes_of(lanes, query.function);
        let mut moment =
            Self { at: query.at, counts: vec![0; EnvironmentState::COUNT], first_lane: range.start, ..Self::default() };
        (moment.requests, moment.throttles) = requests_until(trace, query);
        for lane in range {
            let (state, resident) = state_at(trace, lanes, lane, query.at);
            moment.counts[usize::from(state.number())] += 1;
            if query.lanes {
                moment.state.push(state.number());
                moment.environment.push(resident.map_or(NO_ENVIRONMENT, |resident| resident.environment.0));
                moment.number.push(resident.map_or(0, |resident| lanes.number(resident.environment)));
            }
        }
        moment
    }

    /// How many environments are in a state.
    #[must_use]
    pub fn count(&self, state: EnvironmentState) -> u32 {
        self.counts.get(usize::from(state.number())).copied().unwrap_or_default()
    }

    /// How many of all kinds that satisfy a condition.
    pub fn count_kinds(&self, is_meant: impl Fn(BarKind) -> bool) -> u32 {
        let kinds = BarKind::ALL.into_iter().filter(|kind| is_meant(*kind));
        kinds.map(|kind| self.count(EnvironmentState::Does(kind))).sum()
    }
}

/// The lanes of a function, or all.
fn lanes_of(lanes: &Lanes, function: Option<FunctionId>) -> std::ops::Range<u32> {
    let counts = lanes.counts();
    match function {
        None => 0..counts.total,
        Some(function) => match counts.functions.get(function.index()) {
            Some(function) => function.first..function.first + function.count,
            None => 0..0,
        },
    }
}

/// Requests, and refused ones among them, in the counted time until a moment.
fn requests_until(trace: &Trace, query: &MomentQuery) -> (u64, u64) {
    let until = |at: Instant| Instant::ZERO <= at && at <= query.at;
    let of_pool = |pool: PoolId| query.function.is_none_or(|only| trace.pools[pool.index()].function == only);
    let mut counts = [0_u64; 2];
    if query.function.is_none() {
        let between =
            |count: &dyn Fn(Instant) -> usize| count(Instant(query.at.0.saturating_add(1))) - count(Instant::ZERO);
        if query.at >= Instant::ZERO {
            counts[0] = between(&|at| trace.invocations.partition_point(|row| row.arrival < at)) as u64;
            counts[1] = between(&|at| trace.throttles.partition_point(|row| row.at < at)) as u64;
        }
    } else {
        for chunk in trace.invocations.chunks() {
            let rows = chunk.arrival.iter().zip(&chunk.pool);
            counts[0] += rows.filter(|(at, pool)| until(**at) && of_pool(**pool)).count() as u64;
        }
        for chunk in trace.throttles.chunks() {
            let rows = chunk.at.iter().zip(&chunk.pool);
            counts[1] += rows.filter(|(at, pool)| until(**at) && of_pool(**pool)).count() as u64;
        }
    }
    (counts[0] + counts[1], counts[1])
}

/// What happens on a lane, and whose it is.
fn state_at<'a>(
    trace: &Trace,
    lanes: &'a Lanes,
    lane: u32,
    at: Instant,
) -> (EnvironmentState, Option<&'a EnvironmentStay>) {
    let residents = lanes.residents(lane);
    let come = residents.partition_point(|resident| resident.begin <= at);
    let Some(resident) = come.checked_sub(1).and_then(|index| residents.get(index)) else {
        return (EnvironmentState::NotYet, residents.first());
    };
    let state = if resident.gone <= at {
        EnvironmentState::Gone
    } else if at < resident.begin + resident.ahead {
        EnvironmentState::Does(BarKind::Init)
    } else {
        EnvironmentState::Does(
            work_at(trace, lanes, resident.environment, at)
                .unwrap_or_else(|| idle_at(trace, lanes, resident.environment, at)),
        )
    };
    (state, Some(resident))
}

/// What an environment works at; none while it does nothing.
fn work_at(trace: &Trace, lanes: &Lanes, environment: EnvironmentId, at: Instant) -> Option<BarKind> {
    let served = lanes.served(environment);
    let row = served.0.get(served.first_ending_after(at)).filter(|row| row.begin <= at)?;
    let handler = BarKind::of_handler(row.flags.outcome());
    if !row.flags.has_start() || row.flags.is_initialised_ahead() {
        return Some(handler);
    }
    let mut end = row.begin;
    for (kind, length) in BarKind::phases(&trace.invocation(row.invocation)?) {
        end = end + length;
        if at < end {
            return Some(kind);
        }
    }
    Some(handler)
}

fn idle_at(trace: &Trace, lanes: &Lanes, environment: EnvironmentId, at: Instant) -> BarKind {
    let before = lanes.transitions(trace, environment).take_while(|transition| transition.at <= at);
    match before.last().map(|transition| transition.state) {
        Some(State::Sandbox) => BarKind::Sandbox,
        _ => BarKind::Initialised,
    }
}

#[cfg(test)]
mod tests;
