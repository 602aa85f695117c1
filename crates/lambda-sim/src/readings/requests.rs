//! The requests of a run as a table: sorted, filtered, and read a page at a time.
//!
//! An order is a list of row numbers, made once for a question; a page then costs what is on it. Invocations are numbered as
//! in the trace, and after them the requests that were refused. Nothing of the trace is copied but what is on a page.

use super::{Lanes, is_counted};
use crate::trace::{FunctionId, InvocationId, Outcome, PoolId, StartKind, ThrottleReason, Trace};
use crate::units::{Instant, Micros};
use serde::{Deserialize, Serialize};

/// What requests are sorted by; what is equal stays in the order of arrival.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub enum RequestKey {
    /// When they reached Lambda.
    #[default]
    Arrival,
    /// How long the answer took.
    Latency,
    /// How much of that was download, start and init before the handler.
    ColdStart,
    /// How they ended.
    Status,
}

/// How a request ended, as far as a filter tells.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub enum RequestStatus {
    /// With a result.
    Completed,
    /// In the handler, in init, for memory, or with the runtime.
    Failed,
    /// At the timeout.
    TimedOut,
    /// A limit refused it.
    Throttled,
    /// It had not ended when the run did.
    Running,
}

impl RequestStatus {
    /// All of them, in the order in which they are sorted.
    pub const ALL: [Self; 5] = [Self::Completed, Self::Failed, Self::TimedOut, Self::Throttled, Self::Running];

    /// Of a request that ran.
    #[must_use]
    pub const fn of(outcome: Outcome) -> Self {
        match outcome {
            Outcome::Completed => Self::Completed,
            Outcome::Timeout => Self::TimedOut,
            Outcome::Running => Self::Running,
            _ => Self::Failed,
        }
    }
}

/// A question for requests.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct RequestQuery {
    /// Only those that arrived from then on …
    pub from: Instant,
    /// … and before then.
    pub to: Instant,
    /// Only of this function.
    pub function: Option<FunctionId>,
    /// Only those that started so, as the environment saw it; those that were refused did not start.
    pub start: Option<StartKind>,
    /// Only those that ended so.
    pub status: Option<RequestStatus>,
    /// What they are sorted by.
    pub key: RequestKey,
    /// Whether the largest comes first.
    pub descending: bool,
}

/// One request.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct RequestRow {
    /// When it reached Lambda.
    pub at: Instant,
    /// Which function it called.
    pub function: FunctionId,
    /// Which attempt of its call.
    pub attempt: u16,
    /// What became of it.
    pub fate: RequestFate,
}

/// What became of a request.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum RequestFate {
    /// It ran.
    Ran {
        /// Which invocation it was.
        invocation: InvocationId,
        /// Its environment's number among those of its function, counted from 1.
        environment: u32,
        /// The lane it is drawn on; none outside the counted time.
        lane: Option<u32>,
        /// How it started, as the environment saw it.
        start: StartKind,
        /// How it ended.
        outcome: Outcome,
        /// From arrival to response.
        latency: Micros,
        /// What of that came before the handler, outside Duration.
        cold_start: Micros,
    },
    /// A limit refused it.
    Refused(ThrottleReason),
}

/// Some of the requests that a question is about.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct RequestPage {
    /// How many there are in all.
    pub matching: u32,
    /// The place of the first one here, counted from 0.
    pub first: u32,
    /// The requests.
    pub rows: Vec<RequestRow>,
}

/// The requests that a question is about, in order.
#[derive(Clone, Debug, Default)]
pub struct RequestOrder {
    query: RequestQuery,
    /// Row numbers.
    order: Vec<u32>,
}

impl RequestOrder {
    /// Answers a question.
    #[must_use]
    pub fn of(trace: &Trace, query: &RequestQuery) -> Self {
        let of_pool = |pool: PoolId| query.function.is_none_or(|only| trace.pools[pool.index()].function == only);
        let mut rows: Vec<(i64, u32)> = Vec::new();
        if query.status != Some(RequestStatus::Throttled) {
            let first = trace.invocations.partition_point(|row| row.arrival < query.from);
            let end = trace.invocations.partition_point(|row| row.arrival < query.to);
            for index in first..end {
                let Some(row) = trace.invocations.get(index).filter(|row| of_pool(row.pool)) else { continue };
                let status = RequestStatus::of(row.flags.outcome());
                let is_meant = is_counted(row.arrival)
                    && query.start.is_none_or(|start| start == row.flags.start())
                    && query.status.is_none_or(|only| only == status);
                if is_meant {
                    rows.push((key_of(trace, query.key, index, row.arrival, status), index as u32));
                }
            }
        }
        if query.start.is_none() && query.status.is_none_or(|only| only == RequestStatus::Throttled) {
            let first = trace.throttles.partition_point(|row| row.at < query.from);
            let end = trace.throttles.partition_point(|row| row.at < query.to);
            let before = trace.invocations.len();
            for index in first..end {
                let Some(row) = trace.throttles.get(index).filter(|row| of_pool(row.pool)) else { continue };
                if is_counted(row.at) {
                    let key = match query.key {
                        RequestKey::Arrival => row.at.0,
                        RequestKey::Status => RequestStatus::Throttled as i64,
                        // It took no time at all: it ran for less than any that ran.
                        RequestKey::Latency | RequestKey::ColdStart => -1,
                    };
                    rows.push((key, (before + index) as u32));
                }
            }
        }
        if !rows.is_sorted() {
            rows.sort_unstable();
        }
        Self { query: *query, order: rows.into_iter().map(|(_, index)| index).collect() }
    }

    /// What it answers.
    #[must_use]
    pub const fn query(&self) -> &RequestQuery {
        &self.query
    }

    /// So many requests from a place on, as far as there are any.
    #[must_use]
    pub fn page(&self, trace: &Trace, lanes: &Lanes, first: u32, count: u32) -> RequestPage {
        let matching = self.order.len() as u32;
        let first = first.min(matching);
        let places = first..first.saturating_add(count).min(matching);
        let rows = places.filter_map(|place| {
            let place = if self.query.descending { matching - 1 - place } else { place };
            row_of(trace, lanes, *self.order.get(place as usize)? as usize)
        });
        RequestPage { matching, first, rows: rows.collect() }
    }
}

fn key_of(trace: &Trace, key: RequestKey, index: usize, arrival: Instant, status: RequestStatus) -> i64 {
    let length = |of: fn(&crate::trace::Invocation) -> Micros| {
        trace.invocation(InvocationId(index as u32)).map_or(0, |invocation| of(&invocation).0 as i64)
    };
    match key {
        RequestKey::Arrival => arrival.0,
        RequestKey::Latency => length(|invocation| invocation.latency()),
        RequestKey::ColdStart => length(|invocation| invocation.before_duration()),
        RequestKey::Status => status as i64,
    }
}

fn row_of(trace: &Trace, lanes: &Lanes, number: usize) -> Option<RequestRow> {
    let function = |pool: PoolId| trace.pools.get(pool.index()).map(|info| info.function);
    match number.checked_sub(trace.invocations.len()) {
        Some(index) => {
            let row = trace.throttles.get(index)?;
            let fate = RequestFate::Refused(row.reason);
            Some(RequestRow { at: row.at, function: function(row.pool)?, attempt: row.attempt, fate })
        }
        None => {
            let invocation = trace.invocation(InvocationId(number as u32))?;
            let row = invocation.row;
            let fate = RequestFate::Ran {
                invocation: invocation.id,
                environment: lanes.number(row.environment),
                lane: lanes.lane_of(row.environment),
                start: row.flags.start(),
                outcome: row.flags.outcome(),
                latency: invocation.latency(),
                cold_start: invocation.before_duration(),
            };
            Some(RequestRow { at: row.arrival, function: function(row.pool)?, attempt: row.attempt, fate })
        }
    }
}

#[cfg(test)]
mod tests;
