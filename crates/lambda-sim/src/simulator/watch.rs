//! What watches a run while it goes on: alarms, and target tracking of provisioned concurrency (rules O3, C14).
//!
//! Both are told values as they become known, and nothing is kept where a scenario has neither.

mod events;

use super::Simulator;
use super::change::Pending;
use crate::invoke::Attempt;
use crate::monitoring::{AlarmMonitor, AlarmState, Feed, LevelKind, POINT_DELAY, Samples, TargetTracking, feed};
use crate::scenario::ranges::ALWAYS_UNRESERVED;
use crate::trace::{AlarmRow, FunctionId, Invocation, InvocationId, Outcome, PoolId};
use crate::units::{Instant, Micros};

/// The minute that target tracking reads.
const MINUTE: Micros = Micros(60_000_000);

/// An alarm of the scenario, at work.
#[derive(Clone, Debug)]
pub(super) struct Watch {
    pub(super) function: FunctionId,
    /// The version that it watches, if it is one alone.
    pub(super) pool: Option<PoolId>,
    pub(super) monitor: AlarmMonitor,
}

/// The target tracking of a function, at work.
#[derive(Clone, Debug)]
pub(super) struct Tracking {
    pub(super) function: FunctionId,
    pub(super) policy: TargetTracking,
    /// Utilisation in the present minute, and in the one before, whose point is still to be told.
    present: Samples,
    past: Samples,
    /// What was set at the end of the minute before.
    set: u32,
}

impl Tracking {
    pub(super) fn new(function: FunctionId, policy: TargetTracking) -> Self {
        let empty = Samples::for_statistic(policy.policy().statistic);
        let set = policy.current();
        Self { function, policy, present: empty.clone(), past: empty, set }
    }
}

impl Simulator {
    /// Whether anybody wants to be told what happens.
    #[inline]
    pub(super) const fn is_watched(&self) -> bool {
        !self.watches.is_empty() || !self.trackings.is_empty()
    }

    /// Begins to evaluate alarms and to track targets.
    pub(super) fn begin_watching(&mut self) {
        for number in 0..self.watches.len() {
            self.schedule(self.watches[number].monitor.next_evaluation(), Pending::Evaluate { alarm: number });
        }
        if !self.trackings.is_empty() {
            self.schedule(Instant::ZERO + MINUTE, Pending::MinuteOver);
        }
    }

    /// A request was admitted: levels, and that it was not throttled.
    pub(super) fn tell_admission(&mut self, attempt: &Attempt, pool: PoolId, calls_alias: bool) {
        let function = self.pools[pool.index()].function;
        let concurrency = &self.functions[function.index()].concurrency;
        let (in_flight, provisioned) = (concurrency.in_flight(), concurrency.provisioned_in_flight);
        let share = (calls_alias && concurrency.provisioned > 0)
            .then(|| f64::from(provisioned) / f64::from(concurrency.provisioned));
        let (unreserved, claims) = (self.account.unreserved_in_flight, self.functions.iter());
        let claims = claims.map(|function| (function.concurrency.reserved, function.concurrency.provisioned));
        let source = &self.trace.sources[attempt.source.index()];
        for watch in &mut self.watches {
            let is_here = watch.function == function && watch.pool.is_none_or(|watched| watched == pool);
            let value = match feed(watch.monitor.alarm().metric) {
                Feed::Throttles if is_here => Some(0.0),
                Feed::Events(kind) if is_here => events::carried(kind, source, attempt, self.now),
                Feed::Level(LevelKind::InFlight) if is_here => Some(f64::from(in_flight)),
                Feed::Level(LevelKind::Provisioned) if is_here => share.map(|_| f64::from(provisioned)),
                Feed::Level(LevelKind::ProvisionedShare) if is_here => share,
                Feed::Level(LevelKind::Unreserved) => Some(f64::from(unreserved)),
                Feed::Level(LevelKind::Claimed) => {
                    let claimed = crate::concurrency::claimed_account_concurrency(unreserved, claims.clone());
                    Some(f64::from(claimed))
                }
                _ => None,
            };
            if let Some(value) = value {
                watch.monitor.record(self.now, value);
            }
        }
        if let Some(share) = share {
            for tracking in self.trackings.iter_mut().filter(|tracking| tracking.function == function) {
                tracking.present.add(share);
            }
        }
    }

    /// A request was refused.
    pub(super) fn tell_throttle(&mut self, pool: PoolId) {
        let function = self.pools[pool.index()].function;
        for watch in &mut self.watches {
            let is_here = watch.function == function && watch.pool.is_none_or(|watched| watched == pool);
            if is_here && matches!(feed(watch.monitor.alarm().metric), Feed::Throttles) {
                watch.monitor.record(self.now, 1.0);
            }
        }
    }

    /// An invocation has ended: what only its end tells, at the time it was invoked (O1).
    pub(super) fn tell_end(&mut self, id: InvocationId) {
        if self.watches.is_empty() {
            return;
        }
        let Some(invocation) = self.trace.invocation(id) else { return };
        let Invocation { row, .. } = invocation;
        if row.flags.outcome() == Outcome::Running {
            return;
        }
        let function = self.pools[row.pool.index()].function;
        for watch in &mut self.watches {
            if watch.function == function
                && watch.pool.is_none_or(|watched| watched == row.pool)
                && let Feed::Invocation(value) = feed(watch.monitor.alarm().metric)
                && let Some(value) = value(&invocation)
            {
                watch.monitor.record(row.arrival, value);
            }
        }
    }

    /// An evaluation of an alarm is due.
    pub(super) fn evaluate_alarm(&mut self, number: usize) {
        let Some(watch) = self.watches.get_mut(number) else { return };
        let evaluation = watch.monitor.evaluate();
        let next = watch.monitor.next_evaluation();
        if evaluation.is_change() {
            let state = evaluation.state as u8;
            self.trace.alarms.push(AlarmRow { at: self.now, alarm: number as u16, state });
            if evaluation.state == AlarmState::Alarm {
                self.roll_back(number);
            }
        }
        self.schedule(next, Pending::Evaluate { alarm: number });
    }

    /// A minute is over: the point of the one before it is known, and target tracking acts on it (C14).
    pub(super) fn minute_over(&mut self) {
        debug_assert_eq!(POINT_DELAY, MINUTE);
        for number in 0..self.trackings.len() {
            let tracking = &mut self.trackings[number];
            let statistic = tracking.policy.policy().statistic;
            let point = tracking.past.point(statistic);
            std::mem::swap(&mut tracking.past, &mut tracking.present);
            tracking.present.clear();
            let now_set = self.functions[tracking.function.index()].concurrency.provisioned;
            let capacity = std::mem::replace(&mut tracking.set, now_set);
            // Nobody has told a point before the first minute's is known.
            if self.now < Instant::ZERO + MINUTE + POINT_DELAY {
                continue;
            }
            if let Some(provisioned) = tracking.policy.observe_of(point, capacity) {
                let function = tracking.function;
                if self.takes(function, provisioned) {
                    self.provision(function, provisioned);
                } else {
                    self.trackings[number].policy.set_current(now_set);
                }
            }
        }
        self.schedule(self.now + MINUTE, Pending::MinuteOver);
    }

    /// A schedule sets new bounds: they lift or lower the capacity at once.
    pub(super) fn set_capacity(&mut self, function: FunctionId, minimum: u32, maximum: u32) {
        let provisioned = self.functions[function.index()].concurrency.provisioned;
        let mut bounded = provisioned.clamp(minimum, maximum.max(minimum));
        for tracking in self.trackings.iter_mut().filter(|tracking| tracking.function == function) {
            bounded = tracking.policy.set_bounds(minimum, maximum).unwrap_or_else(|| tracking.policy.current());
        }
        if bounded != provisioned && self.takes(function, bounded) {
            return self.provision(function, bounded);
        }
        for tracking in self.trackings.iter_mut().filter(|tracking| tracking.function == function) {
            tracking.policy.set_current(provisioned);
        }
    }

    /// Whether Lambda takes this provisioned concurrency: within the function's reservation, or in what nobody claims of the
    /// account, less 100 (Q2, C4).
    fn takes(&self, function: FunctionId, provisioned: u32) -> bool {
        let own = &self.functions[function.index()].concurrency;
        if provisioned <= own.provisioned {
            return true;
        }
        if let Some(reserved) = own.reserved {
            return provisioned <= reserved;
        }
        let Some(limit) = self.account.limit else { return true };
        let all = self.functions.iter().map(|state| &state.concurrency);
        let claimed: u64 = all.map(|state| u64::from(state.reserved.unwrap_or(state.provisioned))).sum();
        let wanted = claimed - u64::from(own.provisioned) + u64::from(provisioned);
        wanted + u64::from(ALWAYS_UNRESERVED) <= u64::from(limit)
    }
}
