//! What `REPORT` says of an invocation: the one place that decides it, for log lines in both formats and for the inspector.

use super::{ErrorType, InitOutcome, LogStatus, LogStyle};
use crate::trace::{Invocation, Outcome, PoolInfo};
use crate::units::{MegaBytes, Micros};
use serde::{Deserialize, Serialize};

/// The fields of `REPORT`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Report {
    /// Duration, a re-run init included (L6).
    pub duration: Micros,
    /// Billed Duration, in ms: init and duration together, rounded up once (M1).
    pub billed_ms: u64,
    /// Memory Size.
    pub memory_size: MegaBytes,
    /// Max Memory Used.
    pub max_memory_used: MegaBytes,
    /// Init Duration, of a cold start on demand whose init went well.
    pub init: Option<Micros>,
    /// Restore Duration, of an environment that was restored for it.
    pub restore: Option<Micros>,
    /// Billed Restore Duration, in ms; zero without a restore.
    pub billed_restore_ms: u64,
    /// How it ended.
    pub status: LogStatus,
    /// What went wrong.
    pub error: Option<ErrorType>,
}

impl Report {
    /// The report of an invocation in a pool; `None` while it runs.
    pub(in crate::readings) fn of(invocation: &Invocation, info: &PoolInfo) -> Option<Self> {
        let flags = invocation.row.flags;
        let outcome = flags.outcome();
        if outcome == Outcome::Running {
            return None;
        }
        let InitOutcome { has_init, gave_up, failed } = InitOutcome::of(invocation);
        let restore = invocation.restore();
        let is_reported = has_init && !gave_up && !failed && !flags.is_provisioned();
        Some(Self {
            duration: invocation.duration(),
            billed_ms: info.billed(invocation).total(),
            memory_size: info.memory,
            max_memory_used: MegaBytes(invocation.row.memory_used_mb.into()),
            init: (flags.is_initialised_ahead() || is_reported).then(|| invocation.init()),
            restore,
            billed_restore_ms: restore.map_or(0, |_| invocation.init().ceil_millis()),
            status: LogStatus::of(outcome),
            error: ErrorType::of(outcome),
        })
    }

    /// Name and value of each field as text logs have them, in their order: times in ms with two decimals, billed time whole.
    /// In the new style a failure is told by `Status` and `Error Type`, but not an error that the handler returned.
    #[must_use]
    pub fn fields(&self, style: LogStyle) -> Vec<(&'static str, String)> {
        let mut fields = vec![
            ("Duration", ms(self.duration)),
            ("Billed Duration", format!("{} ms", self.billed_ms)),
            ("Memory Size", format!("{} MB", self.memory_size.0)),
            ("Max Memory Used", format!("{} MB", self.max_memory_used.0)),
        ];
        fields.extend(self.init.map(|init| ("Init Duration", ms(init))));
        if let Some(restore) = self.restore {
            fields.push(("Restore Duration", ms(restore)));
            fields.push(("Billed Restore Duration", format!("{} ms", self.billed_restore_ms)));
        }
        if style == LogStyle::New
            && self.error != Some(ErrorType::Handler)
            && let Some(status) = self.status.text()
        {
            fields.push(("Status", status.to_owned()));
            fields.extend(self.error.map(|error| ("Error Type", error.name().to_owned())));
        }
        fields
    }
}

/// Milliseconds with two decimals, to the nearest.
pub(super) fn ms(time: Micros) -> String {
    let hundredths = (time.0 + 5) / 10;
    format!("{}.{:02} ms", hundredths / 100, hundredths % 100)
}
