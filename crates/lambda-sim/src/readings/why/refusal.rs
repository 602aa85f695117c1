//! Which limit refused a request, what held it, and how much more would have let the request in.

use super::{Ask, Cause, ConcurrencyHolder, Suggestion};
use crate::trace::{FunctionId, ThrottleReason, ThrottleRow};
use crate::units::{Instant, Micros};
use std::cmp::Reverse;

impl Ask<'_> {
    pub(super) fn refused(&self, throttle: u32, row: &ThrottleRow) -> impl Iterator<Item = Cause> {
        let refused = Cause::Refused { throttle, reason: row.reason, limit: row.limit, observed: row.observed };
        let function = self.function(row.pool);
        let holders = match row.reason {
            ThrottleReason::AccountConcurrency => (0..self.trace.functions.len())
                .map(|index| FunctionId(index as u16))
                .filter(|function| self.reasons.reserved(*function, row.at).is_none())
                .map(|function| self.holder(function, row.at))
                // The pool holds what runs on demand; provisioned environments have their own.
                .map(|holder| ConcurrencyHolder { provisioned: 0, ..holder })
                .collect(),
            ThrottleReason::ReservedConcurrency => vec![self.holder(function, row.at)],
            _ => Vec::new(),
        };
        let mut holders: Vec<ConcurrencyHolder> =
            holders.into_iter().filter(|holder| holder.on_demand + holder.provisioned > 0).collect();
        holders.sort_by_key(|holder| Reverse(holder.on_demand + holder.provisioned));
        let held = (!holders.is_empty()).then_some(Cause::HeldBy(holders));
        std::iter::once(refused).chain(held)
    }

    fn holder(&self, function: FunctionId, at: Instant) -> ConcurrencyHolder {
        let level = self.reasons.in_flight(function, at);
        ConcurrencyHolder { function, on_demand: level.on_demand, provisioned: level.provisioned }
    }

    /// What would have let the request in: room for it and for those that the same limit refused shortly before and that
    /// would still be there.
    pub(super) fn against_refusal(&self, row: &ThrottleRow) -> Option<Suggestion> {
        let function = self.function(row.pool);
        let within = match row.reason {
            ThrottleReason::AccountConcurrency
            | ThrottleReason::ReservedConcurrency
            | ThrottleReason::TenantEnvironments => Micros(self.lanes.mean_busy_us(function) as u64),
            ThrottleReason::RequestRate | ThrottleReason::FunctionRequestRate | ThrottleReason::ReservedRequestRate => {
                Micros::from_secs(1)
            }
            ThrottleReason::ScalingRate => Micros::from_secs(10),
            // Quotas and a scaling that no setting of a scenario changes at once.
            ThrottleReason::DurableStarts
            | ThrottleReason::DurableExecutions
            | ThrottleReason::EnvironmentConcurrency => return None,
        };
        let more = self.reasons.refused_calls(row, function, within);
        let to = row.limit.saturating_add(more);
        Some(match row.reason {
            ThrottleReason::AccountConcurrency | ThrottleReason::TenantEnvironments => {
                Suggestion::RaiseAccountLimit { by: more }
            }
            ThrottleReason::ReservedConcurrency => {
                // The limit that refused is the reserved concurrency less what is provisioned (C5).
                let reserved = self.reasons.reserved(function, row.at).unwrap_or(row.limit);
                Suggestion::RaiseReserved { function, to: reserved.saturating_add(more) }
            }
            ThrottleReason::RequestRate => Suggestion::RaiseRequestRate { to },
            ThrottleReason::FunctionRequestRate => Suggestion::RaiseFunctionRate { function, to },
            ThrottleReason::ReservedRequestRate => {
                // As many times more as the rate has to be larger.
                let reserved = u64::from(self.reasons.reserved(function, row.at).unwrap_or(1));
                let enough = (reserved * u64::from(to)).div_ceil(u64::from(row.limit.max(1)));
                Suggestion::RaiseReserved { function, to: u32::try_from(enough).unwrap_or(u32::MAX) }
            }
            ThrottleReason::ScalingRate => {
                let in_flight = self.reasons.in_flight(function, row.at).total();
                Suggestion::Provision { function, to: in_flight.saturating_add(more) }
            }
            ThrottleReason::DurableStarts
            | ThrottleReason::DurableExecutions
            | ThrottleReason::EnvironmentConcurrency => return None,
        })
    }
}
