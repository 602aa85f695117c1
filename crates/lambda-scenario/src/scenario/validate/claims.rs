//! What is reserved and provisioned, at the beginning and after each change: 100 always stay unreserved (rules Q2, C3, C4).

use super::super::check::Check;
use super::super::problem::{ProblemKind, grouped};
use super::super::{ChangeKind, Function, Scenario, ScheduledChange, ranges};

/// At the beginning.
pub(super) fn at_start(check: &mut Check<'_>, scenario: &Scenario) {
    let provisioned: u64 =
        scenario.functions.iter().map(|function| u64::from(function.provisioned_concurrency.unwrap_or(0))).sum();
    if provisioned > ranges::MAX_PROVISIONED {
        let given = format!("provisioned_concurrency of {} in all", grouped(provisioned as f64));
        let allowed = format!("at most {} of all functions together", grouped(ranges::MAX_PROVISIONED as f64));
        check.push("functions", ProblemKind::Conflict, given, &allowed, None);
    }
    if check.is_unread("account.concurrency_limit") {
        return;
    }
    let Some(limit) = scenario.account.concurrency_limit() else { return };
    let available = u64::from(limit.saturating_sub(ranges::ALWAYS_UNRESERVED));
    let mut claimed = 0_u64;
    for (index, function) in scenario.functions.iter().enumerate() {
        let (field, wanted) = match (function.reserved_concurrency, function.provisioned_concurrency) {
            (Some(reserved), _) => ("reserved_concurrency", reserved),
            (None, Some(provisioned)) => ("provisioned_concurrency", provisioned),
            (None, None) => continue,
        };
        let left = available.saturating_sub(claimed);
        if u64::from(wanted) <= left {
            claimed += u64::from(wanted);
        } else {
            // A claim that is refused takes nothing from those after it.
            check.conflict(
                &format!("functions[{index}].{field}"),
                wanted,
                &at_most(left, limit, claimed),
                Some(left as u32),
            );
        }
    }
}

fn at_most(left: u64, limit: u32, claimed: u64) -> String {
    format!(
        "at most {}: of the account's {} the others claim {} and {} always stay unreserved (rules C3, C4)",
        grouped(left as f64),
        grouped(f64::from(limit)),
        grouped(claimed as f64),
        ranges::ALWAYS_UNRESERVED
    )
}

/// What one function claims.
#[derive(Clone, Copy)]
struct Claim {
    reserved: Option<u32>,
    provisioned: Option<u32>,
}

impl Claim {
    const fn of(function: &Function) -> Self {
        Self { reserved: function.reserved_concurrency, provisioned: function.provisioned_concurrency }
    }

    fn amount(self) -> u64 {
        u64::from(self.reserved.or(self.provisioned).unwrap_or(0))
    }
}

/// After each change, in the order of their times. One that is refused changes nothing for those after it.
pub(super) fn after_changes(check: &mut Check<'_>, scenario: &Scenario) {
    let mut claims: Vec<Claim> = scenario.functions.iter().map(Claim::of).collect();
    let mut limit = scenario.account.concurrency_limit();
    let mut changes: Vec<(usize, &ScheduledChange)> = scenario.changes.iter().enumerate().collect();
    changes.sort_by(|(_, a), (_, b)| a.at_s.total_cmp(&b.at_s));
    for (index, change) in changes {
        let path = format!("changes[{index}].value");
        let position = |name: &String| scenario.functions.iter().position(|function| function.name == *name);
        let (function, claim, value) = match &change.change {
            ChangeKind::ConcurrencyLimit(new) => {
                let claimed: u64 = claims.iter().map(|claim| claim.amount()).sum();
                let least = claimed + u64::from(ranges::ALWAYS_UNRESERVED);
                match new.value {
                    Some(value) if claimed > 0 && u64::from(value) < least && limit.is_none_or(|now| value < now) => {
                        let allowed = format!(
                            "at least {}: functions claim {} and {} always stay unreserved (rules C3, C4)",
                            grouped(least as f64),
                            grouped(claimed as f64),
                            ranges::ALWAYS_UNRESERVED
                        );
                        check.conflict(&path, value, &allowed, u32::try_from(least).ok());
                    }
                    value => limit = value,
                }
                continue;
            }
            ChangeKind::ReservedConcurrency(new) => {
                let Some(function) = position(&new.function) else { continue };
                (function, Claim { reserved: new.value, ..claims[function] }, new.value.unwrap_or(0))
            }
            ChangeKind::ProvisionedConcurrency(new) => {
                let Some(function) = position(&new.function) else { continue };
                (function, Claim { provisioned: Some(new.value), ..claims[function] }, new.value)
            }
            ChangeKind::Configuration(_)
            | ChangeKind::Downstream(_)
            | ChangeKind::Work(_)
            | ChangeKind::Traffic(_)
            | ChangeKind::Invoke(_)
            | ChangeKind::Kill(_) => continue,
        };
        let before = claims[function];
        if let (Some(reserved), Some(provisioned)) = (claim.reserved, claim.provisioned)
            && provisioned > reserved
        {
            let allowed = if matches!(change.change, ChangeKind::ProvisionedConcurrency(_)) {
                format!("at most the function's reserved concurrency, {} (rule C4)", grouped(f64::from(reserved)))
            } else {
                format!(
                    "at least the function's provisioned concurrency, {} (rule C4)",
                    grouped(f64::from(provisioned))
                )
            };
            check.conflict(&path, value, &allowed, None);
            continue;
        }
        let others: u64 =
            claims.iter().enumerate().filter(|(other, _)| *other != function).map(|(_, claim)| claim.amount()).sum();
        if let Some(limit) = limit {
            let left = u64::from(limit.saturating_sub(ranges::ALWAYS_UNRESERVED)).saturating_sub(others);
            if claim.amount() > left && claim.amount() > before.amount() {
                check.conflict(&path, value, &at_most(left, limit, others), u32::try_from(left).ok());
                continue;
            }
        }
        claims[function] = claim;
    }
}
