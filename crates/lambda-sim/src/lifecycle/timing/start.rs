//! What a start takes: download, runtime, init within its limits, and the init that is done again inside the first invocation.

use super::FunctionTiming;
use crate::chance::{Chance, Purpose};
use crate::lifecycle::Environment;
use crate::lifecycle::duration::{draws, scaled, short};
use crate::lifecycle::run::StartPhases;
use crate::trace::{Outcome, StartKind, StartRow};
use crate::units::Micros;

impl FunctionTiming {
    /// Whether init can succeed at all ahead of requests: it finds its handler (L13), and its shortest is within its limit (Q16).
    #[must_use]
    pub fn can_initialise(&self) -> bool {
        let extensions = self.extensions.iter().map(|extension| extension.init.sample(0.0));
        let shortest = extensions.fold(self.init.sample(0.0), f64::max);
        self.has_its_handler && scaled(Micros::from_millis_f64(shortest), self.init_slowdown) <= self.init_limit_ahead
    }

    /// What a start of this kind takes on `environment`, whose counter of inits it moves on; `is_cached` says whether its
    /// snapshot, if it has one, was restored not long ago.
    #[must_use]
    pub fn start(
        &self,
        kind: StartKind,
        environment: &mut Environment,
        is_cached: bool,
        chance: Chance,
    ) -> StartPhases {
        let mut phases = StartPhases { row: StartRow::default(), failure: None, restored: false };
        if let Some(restore) = &self.restore
            && self.has_its_handler
            && !environment.reset
        {
            return restore.start(environment, is_cached, chance);
        }
        if kind == StartKind::FullCold {
            let ordinal = u64::from(environment.ordinal);
            let block = draws(environment.stream, ordinal, Purpose::DOWNLOAD, chance, &[&self.download, &self.start]);
            phases.row.download_us = short(self.download.sample(block.map_or(0.0, |b| b.uniform(Purpose::DOWNLOAD))));
            phases.row.start_us = short(self.start.sample(block.map_or(0.0, |b| b.uniform(Purpose::START))));
        }
        if kind == StartKind::PartialCold && environment.reset {
            self.suppressed_init(&mut phases, environment, chance);
            return phases;
        }
        let (init, fails) = self.init(environment, chance);
        if fails {
            phases.row.init_us = init.min(self.init_limit).0 as u32;
            phases.failure = Some(Outcome::InitError);
        } else if init > self.init_limit {
            phases.row.init_us = if self.failed_init_counts { self.init_limit.0 as u32 } else { 0 };
            self.suppressed_init(&mut phases, environment, chance);
        } else {
            phases.row.init_us = init.0 as u32;
        }
        phases
    }

    /// The init of a provisioned environment, or at the publishing of a version with a snapshot (N0): no burst of CPU (P3), up to its limit (Q16), and failures are made up for before it
    /// is ready.
    #[must_use]
    pub fn provisioned_init(&self, environment: &mut Environment, chance: Chance) -> Micros {
        let (init, _) = self.init(environment, chance);
        scaled(init, self.init_slowdown).min(self.init_limit_ahead)
    }

    fn suppressed_init(&self, phases: &mut StartPhases, environment: &mut Environment, chance: Chance) {
        let (init, fails) = self.init(environment, chance);
        let init = scaled(init, self.init_slowdown);
        phases.row.suppressed_init_us = init.min(self.timeout).0 as u32;
        phases.failure = match (init > self.timeout, fails) {
            (true, _) => Some(Outcome::Timeout),
            (false, true) => Some(Outcome::InitError),
            (false, false) => None,
        };
    }

    /// A fresh init at full speed, and whether it fails.
    fn init(&self, environment: &mut Environment, chance: Chance) -> (Micros, bool) {
        let (stream, ordinal) = (environment.stream, environment.draw_ordinal(environment.inits));
        environment.inits += 1;
        let block = draws(stream, ordinal, Purpose::INIT, chance, &[&self.init]);
        let mut init = Micros::from_millis_f64(self.init.sample(block.map_or(0.0, |b| b.uniform(Purpose::INIT))));
        for (number, extension) in self.extensions.iter().enumerate() {
            let u = chance.uniform(stream, ordinal, Purpose::EXTENSION_INIT.repeat(number as u32));
            init = init.max(Micros::from_millis_f64(extension.init.sample(u)));
        }
        let fails = !self.has_its_handler || chance.happens(self.init_error_rate, stream, ordinal, Purpose::INIT_ERROR);
        if fails { (scaled(init, self.failing_init_time), true) } else { (init, false) }
    }
}
