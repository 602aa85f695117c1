//! Restoring a snapshot in place of a start from nothing (rule N0).

use super::Environment;
use super::duration::scaled;
use super::run::StartPhases;
use crate::assumptions::{Constant, Constants};
use crate::chance::{Chance, Purpose};
use crate::distribution::{Distribution, Sampler};
use crate::runtimes::defaults::SNAPSTART_RESTORE;
use crate::scenario::Function;
use crate::trace::{Outcome, StartRow};
use crate::units::Micros;

/// The times of restoring a snapshot (N0).
#[derive(Clone, Debug)]
pub(super) struct RestoreTiming {
    /// Of a snapshot that was restored not long ago.
    cached: Sampler,
    uncached: Sampler,
    pub(super) cached_for: Micros,
    /// By what a restore takes longer for what it loads.
    further_ms: f64,
    hooks: Sampler,
    billed_share: f64,
    limit: Micros,
}

impl RestoreTiming {
    /// Of a function with SnapStart.
    pub(super) fn new(function: &Function, constants: &Constants) -> Self {
        let calibrated = SNAPSTART_RESTORE.value;
        let own = function.phases.restore_ms.as_ref();
        let sampler = |default| Sampler::new(own.unwrap_or(&Distribution::from(default)));
        let loaded_mb = function.package.size_mb * function.package.imported_share;
        let hooks = function.phases.after_restore_ms.as_ref();
        Self {
            cached: sampler(calibrated.cached),
            uncached: sampler(calibrated.uncached),
            cached_for: Micros::from_secs_f64(calibrated.cached_for_s),
            further_ms: if own.is_some() { 0.0 } else { calibrated.per_memory_mb_ms * loaded_mb },
            hooks: Sampler::new(hooks.unwrap_or(&Distribution::Constant(0.0))),
            billed_share: constants.get(Constant::RestoreBilledShare),
            limit: Micros::from_secs_f64(constants.get(Constant::RestoreLimit)),
        }
    }

    /// A start of `environment` from the snapshot.
    pub(super) fn start(&self, environment: &mut Environment, is_cached: bool, chance: Chance) -> StartPhases {
        let block = chance.block(environment.stream, environment.draw_ordinal(environment.inits), Purpose::RESTORE);
        environment.inits += 1;
        let sampler = if is_cached { &self.cached } else { &self.uncached };
        let restore = Micros::from_millis_f64(sampler.sample(block.uniform(Purpose::RESTORE)) + self.further_ms);
        let load = scaled(restore, self.billed_share);
        let hooks = Micros::from_millis_f64(self.hooks.sample(block.uniform(Purpose::RESTORE_HOOKS)));
        let billed = load + hooks;
        let row = StartRow {
            start_us: restore.saturating_sub(load).0 as u32,
            init_us: billed.min(self.limit).0 as u32,
            ..StartRow::default()
        };
        StartPhases { row, failure: (billed > self.limit).then_some(Outcome::InitError), restored: true }
    }
}
