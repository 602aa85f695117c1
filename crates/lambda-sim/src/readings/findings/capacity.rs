//! Provisioned concurrency: too little of it, or too much.

use super::moments::densest;
use super::tally::Tally;
use super::{Finding, FindingKind, FindingsInput, ppm};
use crate::readings::why::Suggestion;
use crate::readings::{Sweep, Target};
use crate::trace::{FunctionId, SettingKind};
use crate::units::Instant;

/// Below this share of its time in use, provisioned concurrency costs more than on demand (M4), in millionths.
const WORTH_IT_PPM: u64 = 600_000;

pub(super) fn find(run: &FindingsInput<'_>, tallies: &[Tally], found: &mut Vec<Finding>) {
    for (index, tally) in tallies.iter().enumerate() {
        let function = FunctionId(index as u16);
        let ready = Ready::of(run, function);
        if ready.most == 0 {
            continue;
        }
        let (mut used_us, mut peak, mut peak_all, mut peak_at) = (0_u128, 0, 0, Instant::ZERO);
        let (from, to) = (Instant::ZERO, run.trace.end());
        Sweep::new(run.trace, run.ends, from, to, Some(function)).run(&mut |from, to, level| {
            used_us += u128::from(level.provisioned) * u128::from(to.since(from).0);
            if level.provisioned > peak {
                (peak, peak_at) = (level.provisioned, from);
            }
            peak_all = peak_all.max(level.total());
        });
        let spilled = &tally.spillover;
        if !spilled.at.is_empty() {
            let (from, to) = densest(run.trace, &spilled.at);
            found.push(Finding {
                what: FindingKind::Spillover {
                    function,
                    count: spilled.len(),
                    invocations: tally.invocations,
                    ready: ready.most,
                    peak: peak_all,
                },
                from,
                to,
                example: spilled.of.first().map(|id| Target::Invocation(*id)),
                weight: ppm(spilled.len(), tally.invocations),
                suggestion: Some(Suggestion::Provision { function, to: peak_all.max(ready.most + 1) }),
            });
        }
        let used_ppm = (used_us * 1_000_000 / ready.unit_us.max(1)) as u64;
        if used_ppm < WORTH_IT_PPM {
            // With spillover, less of it would make more requests wait: then it is the time, not the height, that is wrong.
            let to = if spilled.at.is_empty() { peak } else { ready.most };
            found.push(Finding {
                what: FindingKind::IdleProvisioned { function, ready: ready.most, peak, used_ppm: used_ppm as u32 },
                from: Instant::ZERO,
                to: run.trace.end(),
                example: None,
                weight: (WORTH_IT_PPM - used_ppm) / 2,
                suggestion: (to < ready.most).then_some(Suggestion::ProvisionLess { function, to }),
            });
        }
    }
}

/// What of a function's provisioned concurrency was ready.
#[derive(Default)]
struct Ready {
    most: u32,
    /// Summed over time.
    unit_us: u128,
}

impl Ready {
    fn of(run: &FindingsInput<'_>, function: FunctionId) -> Self {
        let mut ready = Self::default();
        let mut held = (Instant::ZERO, 0_u32);
        let mut until = |at: Instant, value: u32| {
            let at = at.max(Instant::ZERO).min(run.trace.end());
            ready.unit_us += u128::from(at.since(held.0).0) * u128::from(held.1);
            held = (at, value);
            ready.most = ready.most.max(value);
        };
        for row in run.trace.settings.iter() {
            if row.kind == SettingKind::ProvisionedReady && row.function == function {
                until(row.at, row.value);
            }
        }
        until(run.trace.end(), 0);
        ready
    }
}
