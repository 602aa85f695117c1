//! From one event of a run to the next or the one before: along one environment, or through the run as a whole.
//!
//! Events are arrivals of requests: invocations in the order of their numbers, and at one instant after them those that were
//! refused, as one.

use super::{Lanes, Target};
use crate::trace::{EnvironmentId, FunctionId, InvocationId, PoolId, Trace};
use crate::units::{Instant, Micros};
use serde::{Deserialize, Serialize};

/// A question for the next event.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct StepQuery {
    /// The moment to step from.
    pub at: Instant,
    /// What is selected; it tells events of one instant apart.
    pub selected: Option<Target>,
    /// Later or earlier.
    pub forward: bool,
    /// Along the environment that is selected, if one is.
    pub along: bool,
    /// Only events of this function; none: of all.
    pub function: Option<FunctionId>,
}

/// An event.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Event {
    /// What to look at.
    pub target: Target,
    /// When it begins.
    pub at: Instant,
    /// When it ends.
    pub until: Instant,
    /// The lane it is drawn on, counted among all; none for what is on none.
    pub lane: Option<u32>,
}

impl Event {
    /// The next event; none where there is none.
    #[must_use]
    pub fn next(trace: &Trace, lanes: &Lanes, query: &StepQuery) -> Option<Self> {
        match query.selected.filter(|_| query.along) {
            Some(Target::Invocation(id)) => {
                let row = trace.invocations.get(id.index())?;
                along(trace, lanes, row.environment, row.arrival, query.forward)
            }
            Some(Target::Environment { environment, at, .. }) => along(trace, lanes, environment, at, query.forward),
            Some(Target::Throttle { .. }) | None => through(trace, lanes, query),
        }
    }

    /// An invocation, as an event.
    #[must_use]
    pub fn of_invocation(trace: &Trace, lanes: &Lanes, id: InvocationId) -> Option<Self> {
        let invocation = trace.invocation(id)?;
        Some(Self {
            target: Target::Invocation(id),
            at: invocation.row.arrival,
            until: invocation.end(),
            lane: lanes.lane_of(invocation.row.environment),
        })
    }

    const fn of_throttle(at: Instant) -> Self {
        Self { target: Target::Throttle { at }, at, until: at, lane: None }
    }
}

/// The next invocation on an environment.
fn along(trace: &Trace, lanes: &Lanes, environment: EnvironmentId, at: Instant, forward: bool) -> Option<Event> {
    let served = lanes.served(environment).0;
    let index = if forward {
        served.partition_point(|row| row.begin <= at)
    } else {
        served.partition_point(|row| row.begin < at).checked_sub(1)?
    };
    let row = served.get(index).filter(|row| row.begin >= Instant::ZERO)?;
    Event::of_invocation(trace, lanes, row.invocation)
}

/// The next event of the run.
fn through(trace: &Trace, lanes: &Lanes, query: &StepQuery) -> Option<Event> {
    let of_pool = |pool: PoolId| query.function.is_none_or(|only| trace.pools[pool.index()].function == only);
    let is_meant = |index: usize| {
        let row = trace.invocations.get(index);
        row.is_some_and(|row| of_pool(row.pool) && row.arrival >= Instant::ZERO)
    };
    let is_refused = |index: &usize| {
        let row = trace.throttles.get(*index);
        row.is_some_and(|row| of_pool(row.pool) && row.at >= Instant::ZERO)
    };
    // Where the cursor has been moved away from what is selected, it counts.
    let (selected, is_throttle) = match query.selected {
        Some(Target::Invocation(id)) => {
            (trace.invocations.get(id.index()).filter(|row| row.arrival == query.at).map(|_| id.index()), false)
        }
        Some(Target::Throttle { at }) => (None, at == query.at),
        _ => (None, false),
    };
    let before = |at: Instant| trace.invocations.partition_point(|row| row.arrival < at);
    let refused_before = |at: Instant| trace.throttles.partition_point(|row| row.at < at);
    let after = Instant(query.at.0.saturating_add(1));
    let (invocation, refused) = if query.forward {
        let first = selected.map_or_else(|| before(after), |index| index + 1);
        let refused = refused_before(if selected.is_some() { query.at } else { after });
        let invocation = (first..trace.invocations.len()).find(|index| is_meant(*index));
        (invocation, (refused..trace.throttles.len()).find(is_refused))
    } else {
        let end = selected.unwrap_or_else(|| before(if is_throttle { after } else { query.at }));
        let invocation = (0..end).rev().find(|index| is_meant(*index));
        (invocation, (0..refused_before(query.at)).rev().find(is_refused))
    };
    let invocation = invocation.and_then(|index| Event::of_invocation(trace, lanes, InvocationId(index as u32)));
    let refused = refused.and_then(|index| trace.throttles.get(index)).map(|row| Event::of_throttle(row.at));
    match (invocation, refused) {
        (Some(invocation), Some(refused)) => {
            let invocation_first = invocation.at <= refused.at;
            Some(if invocation_first == query.forward { invocation } else { refused })
        }
        (invocation, refused) => invocation.or(refused),
    }
}

impl Target {
    /// An environment at a moment, and nothing but it.
    #[must_use]
    pub const fn environment_at(environment: EnvironmentId, at: Instant) -> Self {
        Self::Environment { environment, at, within: Micros::ZERO }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::readings::testing::{CHOICES, eventful};

    fn walk(trace: &Trace, from: StepQuery) -> Vec<Event> {
        let lanes = Lanes::of(trace);
        let mut events = Vec::new();
        let mut query = from;
        while let Some(event) = Event::next(trace, &lanes, &query) {
            events.push(event);
            query = StepQuery { at: event.at, selected: Some(event.target), ..query };
        }
        events
    }

    #[test]
    fn every_event_is_met_once_and_backwards_the_same() {
        let trace = eventful();
        for function in CHOICES {
            let query = StepQuery { at: Instant(-1), selected: None, forward: true, along: false, function };
            let events = walk(&trace, query);
            assert!(events.is_sorted_by_key(|event| event.at));
            let of = |pool: PoolId| function.is_none_or(|only| trace.pools[pool.index()].function == only);
            let ran = trace.invocations.iter().filter(|row| row.arrival >= Instant::ZERO && of(row.pool)).count();
            let mut refused: Vec<i64> = trace
                .throttles
                .iter()
                .filter(|row| row.at >= Instant::ZERO && of(row.pool))
                .map(|row| row.at.0)
                .collect();
            refused.dedup();
            assert_eq!(events.len(), ran + refused.len());
            let mut back = walk(&trace, StepQuery { at: Instant::NEVER, forward: false, ..query });
            back.reverse();
            assert_eq!(back, events);
        }
    }

    #[test]
    fn steps_along_an_environment_stay_on_it() {
        let trace = eventful();
        let lanes = Lanes::of(&trace);
        let first =
            Event::of_invocation(&trace, &lanes, InvocationId(trace.invocations.len() as u32 / 2)).expect("a row");
        let query =
            StepQuery { at: first.at, selected: Some(first.target), forward: true, along: true, function: None };
        let events = walk(&trace, query);
        assert!(!events.is_empty());
        assert!(events.iter().all(|event| event.lane == first.lane && event.at >= first.until));
    }

    #[test]
    fn a_cursor_moved_away_from_the_selection_counts() {
        let trace = eventful();
        let lanes = Lanes::of(&trace);
        let query = StepQuery {
            at: Instant::from_secs(60),
            selected: Some(Target::Invocation(InvocationId(0))),
            forward: true,
            along: false,
            function: None,
        };
        let event = Event::next(&trace, &lanes, &query).expect("there is traffic");
        assert!(event.at > query.at && event.at < Instant::from_secs(62));
    }
}
