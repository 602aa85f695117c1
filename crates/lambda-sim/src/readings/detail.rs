//! Details of one invocation, environment or throttle: what the inspector shows. Facts only; `lambda-story` has the words.

use super::Lanes;
use super::logs::Report;
use crate::trace::{EnvironmentId, Invocation, InvocationId, Outcome, StartKind, State, ThrottleReason, Trace};
use crate::units::{Instant, Micros};
use serde::{Deserialize, Serialize};

/// What details can be asked about.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Target {
    /// An invocation.
    Invocation(InvocationId),
    /// Whatever an environment did at a time.
    Environment {
        /// Which environment.
        environment: EnvironmentId,
        /// When.
        at: Instant,
        /// An invocation no further away than this is meant: what one pixel shows.
        within: Micros,
    },
    /// The throttle nearest to a time.
    Throttle {
        /// When.
        at: Instant,
    },
}

/// Details of one thing.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub enum Detail {
    /// An invocation.
    Invocation(InvocationDetail),
    /// An environment that did nothing at the time.
    Environment(EnvironmentDetail),
    /// A request that was refused.
    Throttle(ThrottleDetail),
}

/// Details of one invocation.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct InvocationDetail {
    /// Which invocation.
    pub invocation: u32,
    /// Its environment.
    pub environment: u32,
    /// The environment's number among those of its function, counted from 1 by creation: what people see.
    pub environment_number: u32,
    /// The lane it is drawn on, counted from 0 among all; `None` if it lies outside the counted time.
    pub timeline_lane: Option<u32>,
    /// The function's name.
    pub function: String,
    /// The source's name.
    pub source: String,
    /// The version; 0 is `$LATEST`.
    pub version: u32,
    /// Which attempt of its call; the first is 1.
    pub attempt: u32,
    /// When it arrived, in µs of the counted time.
    pub arrival_us: i64,
    /// What it found, as the environment saw it.
    pub start: StartKind,
    /// How it ended.
    pub outcome: Outcome,
    /// Whether its environment is provisioned.
    pub provisioned: bool,
    /// Whether it called a qualifier with provisioned concurrency and ran on demand.
    pub spillover: bool,
    /// What the caller waited for, in order of time; the lengths add up to `latency`. Phases of no length are left out.
    pub phases: Vec<(Phase, Micros)>,
    /// From arrival to response.
    pub latency: Micros,
    /// What extensions took after the response, while the environment was still busy (L15).
    pub after_response: Micros,
    /// Init that Lambda had done before the request came, so that nobody waited for it (L10).
    pub init_ahead: Option<Micros>,
    /// What its log's `REPORT` says; `None` while it runs.
    pub report: Option<Report>,
    /// Requests of the function in flight when it was admitted, without itself.
    pub function_in_flight: u32,
    /// Requests of the account in flight when it was admitted, without itself.
    pub account_in_flight: u32,
    /// Environments of the function that existed when it was admitted; one that was made for it does not count.
    pub environments: u32,
}

/// A part of what a caller waits for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Phase {
    /// Download of the code.
    Download,
    /// Start of the environment.
    Start,
    /// Init outside Duration.
    Init,
    /// Restore from a snapshot (N0), in place of start and init.
    Restore,
    /// Init run again inside Duration (L5, L6).
    SuppressedInit,
    /// The handler.
    Handler,
}

/// An environment that was idle, dropped or not there at a time.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct EnvironmentDetail {
    /// Which environment.
    pub environment: u32,
    /// Its number among those of its function, counted from 1 by creation: what people see.
    pub environment_number: u32,
    /// The lane it is drawn on, counted from 0 among all; `None` if it lived outside the counted time.
    pub timeline_lane: Option<u32>,
    /// The function's name.
    pub function: String,
    /// Whether it is provisioned.
    pub provisioned: bool,
    /// The time that was asked about, in µs of the counted time.
    pub at_us: i64,
    /// What it was then.
    pub state: EnvironmentPhase,
    /// When it was created, in µs of the counted time.
    pub created_us: i64,
    /// When it was gone, in µs of the counted time; `None` if it outlived the run.
    pub gone_us: Option<i64>,
    /// Invocations it served.
    pub served: u32,
    /// The share of its life in the counted time that it was busy, 0 to 1.
    pub busy_share: f64,
}

/// What an environment is while it serves no request.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub enum EnvironmentPhase {
    /// It has not been created yet.
    #[default]
    NotYetCreated,
    /// Initialized and frozen.
    Idle,
    /// A sandbox without runtime.
    Sandbox,
    /// Lambda has taken it away.
    Gone,
}

/// Details of one throttle.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct ThrottleDetail {
    /// The function's name.
    pub function: String,
    /// The source's name.
    pub source: String,
    /// When, in µs of the counted time.
    pub at_us: i64,
    /// Which attempt of its call.
    pub attempt: u32,
    /// Which limit refused it.
    pub reason: ThrottleReason,
    /// What the limit counted.
    pub observed: u32,
    /// What it allows.
    pub limit: u32,
    /// When the client tries again, in µs of the counted time; `None` if it does not.
    pub retry_us: Option<i64>,
}

impl Detail {
    /// The lane it is drawn on, counted from 0 among all; `None` if it is on none.
    #[must_use]
    pub const fn timeline_lane(&self) -> Option<u32> {
        match self {
            Self::Invocation(detail) => detail.timeline_lane,
            Self::Environment(detail) => detail.timeline_lane,
            Self::Throttle(_) => None,
        }
    }

    /// What a target is; `None` if there is nothing.
    #[must_use]
    pub fn of(trace: &Trace, lanes: &Lanes, target: Target) -> Option<Self> {
        match target {
            Target::Invocation(id) => invocation(trace, lanes, id).map(Self::Invocation),
            Target::Environment { environment, at, within } => match lanes.invocation_at(environment, at, within) {
                Some(id) => invocation(trace, lanes, id).map(Self::Invocation),
                None => environment_at(trace, lanes, environment, at).map(Self::Environment),
            },
            Target::Throttle { at } => throttle(trace, at).map(Self::Throttle),
        }
    }
}

fn invocation(trace: &Trace, lanes: &Lanes, id: InvocationId) -> Option<InvocationDetail> {
    let invocation @ Invocation { row, .. } = trace.invocation(id)?;
    let info = trace.pools.get(row.pool.index())?;
    let made_for_it = row.flags.start() == StartKind::FullCold;
    Some(InvocationDetail {
        invocation: id.0,
        environment: row.environment.0,
        environment_number: lanes.number(row.environment),
        timeline_lane: lanes.lane_of(row.environment),
        function: trace.functions.get(info.function.index())?.name.clone(),
        source: trace.sources.get(row.source.index())?.name.clone(),
        version: info.version,
        attempt: row.attempt.into(),
        arrival_us: row.arrival.0,
        start: row.flags.start(),
        outcome: row.flags.outcome(),
        provisioned: row.flags.is_provisioned(),
        spillover: row.flags.is_spillover(),
        phases: phases(&invocation),
        latency: invocation.latency(),
        after_response: invocation.after,
        init_ahead: row.flags.is_initialised_ahead().then(|| invocation.init()),
        report: Report::of(&invocation, info),
        function_in_flight: row.function_in_flight,
        account_in_flight: row.account_in_flight,
        environments: lanes.environments_at(trace, info.function, row.arrival) - u32::from(made_for_it),
    })
}

/// What the caller of an invocation waited for.
fn phases(invocation: &Invocation) -> Vec<(Phase, Micros)> {
    let Invocation { row, start, .. } = invocation;
    let us = |us: u32| Micros(us.into());
    let before_handler = match invocation.restore() {
        // What was done ahead, nobody waited for.
        _ if row.flags.is_initialised_ahead() => [None, None, None],
        Some(restore) => [Some((Phase::Download, us(start.download_us))), Some((Phase::Restore, restore)), None],
        None => [
            Some((Phase::Download, us(start.download_us))),
            Some((Phase::Start, us(start.start_us))),
            Some((Phase::Init, us(start.init_us))),
        ],
    };
    let in_duration = [(Phase::SuppressedInit, us(start.suppressed_init_us)), (Phase::Handler, row.handler)];
    let phases = before_handler.into_iter().flatten().chain(in_duration);
    phases.filter(|(_, length)| length.0 > 0).collect()
}

fn environment_at(trace: &Trace, lanes: &Lanes, environment: EnvironmentId, at: Instant) -> Option<EnvironmentDetail> {
    let row = trace.environments.get(environment.index())?;
    let info = trace.pools.get(row.pool.index())?;
    let gone = lanes.gone(environment);
    let last = lanes.transitions(trace, environment).take_while(|transition| transition.at <= at).last();
    let state = if at < row.created {
        EnvironmentPhase::NotYetCreated
    } else {
        match last.map(|transition| transition.state) {
            Some(State::Gone) => EnvironmentPhase::Gone,
            Some(State::Sandbox) => EnvironmentPhase::Sandbox,
            Some(State::Resumed) | None => EnvironmentPhase::Idle,
        }
    };
    let end = gone.unwrap_or(Instant::NEVER).min(trace.end());
    let life = end.since(row.created.max(Instant::ZERO));
    let served = lanes.served(environment);
    let busy = served.busy_between(Instant::ZERO, end);
    Some(EnvironmentDetail {
        environment: environment.0,
        environment_number: lanes.number(environment),
        timeline_lane: lanes.lane_of(environment),
        function: trace.functions.get(info.function.index())?.name.clone(),
        provisioned: row.provisioned != 0,
        at_us: at.0,
        state,
        created_us: row.created.0,
        gone_us: gone.map(|gone| gone.0),
        served: served.len() as u32,
        busy_share: busy.0 as f64 / life.0.max(1) as f64,
    })
}

/// The throttle nearest to a time, by its row; at equal distance the later one. The inspector shows it, and "why" explains
/// it.
#[must_use]
pub fn nearest_throttle(trace: &Trace, at: Instant) -> Option<u32> {
    let after = trace.throttles.partition_point(|row| row.at < at);
    let index = match (after.checked_sub(1), trace.throttles.get(after)) {
        (Some(before), Some(next)) => {
            let previous = trace.throttles.get(before)?;
            if at.since(previous.at) < next.at.since(at) { before } else { after }
        }
        (Some(before), None) => before,
        (None, Some(_)) => after,
        (None, None) => return None,
    };
    u32::try_from(index).ok()
}

fn throttle(trace: &Trace, at: Instant) -> Option<ThrottleDetail> {
    let row = trace.throttles.get(nearest_throttle(trace, at)? as usize)?;
    let info = trace.pools.get(row.pool.index())?;
    let decided = trace.retries.partition_point(|retry| retry.answered < row.at);
    let retry = (decided..trace.retries.len())
        .map_while(|index| trace.retries.get(index))
        .take_while(|retry| retry.answered == row.at)
        .find(|retry| retry.call == row.call && retry.attempt == row.attempt + 1)
        .filter(|retry| retry.next < trace.end());
    Some(ThrottleDetail {
        function: trace.functions.get(info.function.index())?.name.clone(),
        source: trace.sources.get(row.source.index())?.name.clone(),
        at_us: row.at.0,
        attempt: row.attempt.into(),
        reason: row.reason,
        observed: row.observed,
        limit: row.limit,
        retry_us: retry.map(|retry| retry.next.0),
    })
}

#[cfg(test)]
mod tests;
