//! One thing of a run, closely: an invocation, an environment at a time, a throttle. Facts only; the words are the page's.

use super::Lanes;
use crate::trace::{EnvironmentId, Invocation, InvocationId, StartKind, State, Trace};
use crate::units::{Instant, Micros};
use serde::{Deserialize, Serialize};

/// Something that can be looked at closely.
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

/// One thing, closely.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub enum Detail {
    /// An invocation.
    Invocation(InvocationDetail),
    /// An environment that did nothing at the time.
    Environment(EnvironmentDetail),
    /// A request that was refused.
    Throttle(ThrottleDetail),
}

/// An invocation, closely. Times in ms unless named otherwise.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct InvocationDetail {
    /// Which invocation.
    pub invocation: u32,
    /// Its environment.
    pub environment: u32,
    /// The environment's number among those of its function, counted from 1 by creation: what people see.
    pub environment_number: u32,
    /// The lane it is drawn on, counted from 0 among all; none where it lies outside the counted time.
    pub timeline_lane: Option<u32>,
    /// The function's name.
    pub function: String,
    /// The source's name.
    pub source: String,
    /// The version; 0 is `$LATEST`.
    pub version: u32,
    /// Which attempt of its call.
    pub attempt: u32,
    /// When it arrived, in µs of the counted time.
    pub arrival_us: i64,
    /// `warm`, `partial_cold` or `full_cold`, as the environment saw it.
    pub start: String,
    /// The outcome's name.
    pub outcome: String,
    /// Whether its environment is provisioned.
    pub provisioned: bool,
    /// Whether it called a qualifier with provisioned concurrency and ran on demand.
    pub spillover: bool,
    /// Download of the code.
    pub download_ms: f64,
    /// Start of the environment.
    pub start_ms: f64,
    /// Init outside Duration.
    pub init_ms: f64,
    /// Restore from a snapshot, of which start and init are none.
    pub restore_ms: f64,
    /// What extensions took after the handler.
    pub after_handler_ms: f64,
    /// Whether Lambda had initialised its environment before it came.
    pub initialised_ahead: bool,
    /// Init re-run inside Duration.
    pub suppressed_init_ms: f64,
    /// The handler.
    pub handler_ms: f64,
    /// From arrival to response.
    pub latency_ms: f64,
    /// What is billed.
    pub billed_ms: u64,
    /// Configured memory, in MB.
    pub memory_mb: u32,
    /// Memory used, in MB.
    pub memory_used_mb: u32,
    /// Requests of the function in flight when it was admitted, without itself.
    pub function_in_flight: u32,
    /// Requests of the account in flight when it was admitted, without itself.
    pub account_in_flight: u32,
    /// Environments of the function that existed when it was admitted; one that was made for it does not count.
    pub environments: u32,
}

/// An environment that was idle, dropped or not there at a time.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct EnvironmentDetail {
    /// Which environment.
    pub environment: u32,
    /// Its number among those of its function, counted from 1 by creation: what people see.
    pub environment_number: u32,
    /// The lane it is drawn on, counted from 0 among all; none where it lived outside the counted time.
    pub timeline_lane: Option<u32>,
    /// The function's name.
    pub function: String,
    /// Whether it is provisioned.
    pub provisioned: bool,
    /// The time that was asked about, in µs of the counted time.
    pub at_us: i64,
    /// `idle`, `sandbox`, `gone` or `not yet created`.
    pub state: String,
    /// When it was created, in µs of the counted time.
    pub created_us: i64,
    /// When it was gone, in µs of the counted time; none where it outlived the run.
    pub gone_us: Option<i64>,
    /// Invocations it served.
    pub served: u32,
    /// The share of its life in the counted time that it was busy, 0 to 1.
    pub busy_share: f64,
}

/// A request that was refused.
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
    /// Which limit: its name in the summary.
    pub reason: String,
    /// The Reason that AWS's error carries.
    pub aws_reason: String,
    /// What the limit counted.
    pub met: u32,
    /// What it allows.
    pub limit: u32,
    /// When the client tries again, in µs of the counted time; none if it does not.
    pub retry_us: Option<i64>,
}

impl Detail {
    /// The lane it is drawn on, counted from 0 among all; none where it is on none.
    #[must_use]
    pub const fn timeline_lane(&self) -> Option<u32> {
        match self {
            Self::Invocation(detail) => detail.timeline_lane,
            Self::Environment(detail) => detail.timeline_lane,
            Self::Throttle(_) => None,
        }
    }

    /// What is there, if anything is.
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
    let invocation @ Invocation { row, start, .. } = trace.invocation(id)?;
    let head = trace.pools.get(row.pool.index())?;
    let made_for_it = row.flags.start() == StartKind::FullCold;
    let ms = |us: u32| Micros(us.into()).as_millis_f64();
    Some(InvocationDetail {
        invocation: id.0,
        environment: row.environment.0,
        environment_number: lanes.number(row.environment),
        timeline_lane: lanes.lane_of(row.environment),
        function: trace.functions.get(head.function.index())?.name.clone(),
        source: trace.sources.get(row.source.index())?.name.clone(),
        version: head.version,
        attempt: row.attempt.into(),
        arrival_us: row.arrival.0,
        start: row.flags.start().id().to_owned(),
        outcome: row.flags.outcome().id().to_owned(),
        provisioned: row.flags.is_provisioned(),
        spillover: row.flags.is_spillover(),
        download_ms: ms(start.download_us),
        start_ms: if row.flags.is_restored() { 0.0 } else { ms(start.start_us) },
        init_ms: if row.flags.is_restored() { 0.0 } else { ms(start.init_us) },
        restore_ms: invocation.restore().unwrap_or_default().as_millis_f64(),
        after_handler_ms: invocation.after.as_millis_f64(),
        initialised_ahead: row.flags.is_initialised_ahead(),
        suppressed_init_ms: ms(start.suppressed_init_us),
        handler_ms: row.handler.as_millis_f64(),
        latency_ms: invocation.latency().as_millis_f64(),
        billed_ms: head.billed(&invocation).total(),
        memory_mb: head.memory.0,
        memory_used_mb: row.memory_used_mb.into(),
        function_in_flight: row.function_in_flight,
        account_in_flight: row.account_in_flight,
        environments: lanes.environments_at(trace, head.function, row.arrival) - u32::from(made_for_it),
    })
}

fn environment_at(trace: &Trace, lanes: &Lanes, environment: EnvironmentId, at: Instant) -> Option<EnvironmentDetail> {
    let row = trace.environments.get(environment.index())?;
    let head = trace.pools.get(row.pool.index())?;
    let gone = lanes.gone(environment);
    let last = lanes.transitions(trace, environment).take_while(|transition| transition.at <= at).last();
    let state = if at < row.created {
        "not yet created"
    } else {
        match last.map(|transition| transition.state) {
            Some(State::Gone) => "gone",
            Some(State::Sandbox) => "sandbox",
            _ => "idle",
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
        function: trace.functions.get(head.function.index())?.name.clone(),
        provisioned: row.provisioned != 0,
        at_us: at.0,
        state: state.to_owned(),
        created_us: row.created.0,
        gone_us: gone.map(|gone| gone.0),
        served: served.len() as u32,
        busy_share: busy.0 as f64 / life.0.max(1) as f64,
    })
}

fn throttle(trace: &Trace, at: Instant) -> Option<ThrottleDetail> {
    let after = trace.throttles.partition_point(|row| row.at < at);
    let before = after.checked_sub(1).and_then(|index| trace.throttles.get(index));
    let row = match (before, trace.throttles.get(after)) {
        (Some(before), Some(after)) if at.since(before.at) < after.at.since(at) => before,
        (before, after) => after.or(before)?,
    };
    let head = trace.pools.get(row.pool.index())?;
    let decided = trace.retries.partition_point(|retry| retry.answered < row.at);
    let retry = (decided..trace.retries.len())
        .map_while(|index| trace.retries.get(index))
        .take_while(|retry| retry.answered == row.at)
        .find(|retry| retry.call == row.call && retry.attempt == row.attempt + 1)
        .filter(|retry| retry.next < trace.end());
    Some(ThrottleDetail {
        function: trace.functions.get(head.function.index())?.name.clone(),
        source: trace.sources.get(row.source.index())?.name.clone(),
        at_us: row.at.0,
        attempt: row.attempt.into(),
        reason: row.reason.id().to_owned(),
        aws_reason: row.reason.aws_reason().to_owned(),
        met: row.met,
        limit: row.limit,
        retry_us: retry.map(|retry| retry.next.0),
    })
}

#[cfg(test)]
mod tests;
