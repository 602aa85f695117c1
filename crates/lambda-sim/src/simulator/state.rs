//! States of functions: while one is pending or inactive its requests fail before any limit is asked (L16).

use super::Simulator;
use crate::assumptions::{Constant, Constants};
use crate::invoke::Attempt;
use crate::scenario::Function;
use crate::trace::{PoolId, RejectReason};
use crate::units::{Instant, Micros};

const DAY_S: u64 = 86_400;

/// A version's state, where it can be anything but active.
#[derive(Clone, Debug)]
pub(super) struct PoolState {
    /// Until then it is pending.
    active_from: Instant,
    inactive_after: Option<Micros>,
    rebuild: Micros,
    /// When it was last called.
    called_at: Instant,
}

impl PoolState {
    /// The state of a version that is being made from `begin` on, for as long as the function says, or else for its `init`;
    /// none where it is there at once and for good.
    pub(super) fn new(function: &Function, constants: &Constants, begin: Instant, init: Micros) -> Option<Box<Self>> {
        let inactive_after = function.inactive_after_days.map(|days| Micros::from_secs(u64::from(days) * DAY_S));
        let pending = if function.pending_s > 0.0 { Micros::from_secs_f64(function.pending_s) } else { init };
        if pending == Micros::ZERO && inactive_after.is_none() {
            return None;
        }
        let active_from = if pending > Micros::ZERO { begin + pending } else { Instant(i64::MIN) };
        let rebuild = Micros::from_secs_f64(constants.get(Constant::InactiveRebuild));
        Some(Box::new(Self { active_from, inactive_after, rebuild, called_at: begin }))
    }

    /// Why a request fails now, if it does. One to an inactive function has its resources made again.
    fn refuses(&mut self, now: Instant) -> Option<RejectReason> {
        let idle = now.since(self.called_at);
        self.called_at = self.called_at.max(now);
        if now < self.active_from {
            return Some(RejectReason::FunctionPending);
        }
        if self.inactive_after.is_some_and(|longest| idle > longest) {
            self.active_from = now + self.rebuild;
            return Some(RejectReason::FunctionInactive);
        }
        None
    }
}

impl Simulator {
    /// Whether the state of what an attempt calls turns it away.
    pub(super) fn turn_away_if_unready(&mut self, attempt: &Attempt, pool: PoolId) -> bool {
        let Some(state) = &mut self.pools[pool.index()].state else { return false };
        let Some(reason) = state.refuses(self.now) else { return false };
        self.reject(attempt, reason);
        true
    }
}
