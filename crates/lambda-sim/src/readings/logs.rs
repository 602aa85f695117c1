//! What Lambda writes to a function's log about each invocation and each init, as text or as JSON (rule O5).
//!
//! Typed lines first ([`LogLine`]), then their two renderings. What the function itself would print is not among them, and a
//! refused request leaves no line. Identifiers are synthetic ([`super::synthetic_ids`]); the calendar is whatever [`Epoch`] says.
//!
//! Assumed: a line carries the time of what it reports; `START` comes after a re-run init, as in AWS's example of one; the
//! failed first init of L5 is in its `INIT_REPORT` and not in `REPORT`; a handler's returned error is no `Status` in
//! text, since AWS shows that for crashes and timeouts only.

mod json;
mod report;
mod text;
mod window;

use super::synthetic_ids::Epoch;
use crate::trace::{EnvironmentId, Invocation, InvocationId, Outcome, PoolInfo, ProvisionedInitRow, StartKind, Trace};
use crate::units::{Instant, Micros};
use serde::{Deserialize, Serialize};

pub use report::Report;
pub use window::{LogQuery, Logs};

/// The two forms of Lambda's own log lines.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum LogFormat {
    /// Plain text: the default.
    #[default]
    Text,
    /// One JSON object a line, of the types `platform.*`.
    Json,
}

/// How text reports a failure.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum LogStyle {
    /// By `Status` and `Error Type` in `REPORT`.
    #[default]
    New,
    /// By a separate line: `Task timed out after 3.00 seconds`.
    Old,
}

/// How lines are written, and the names that a run does not know.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct LogSettings {
    /// Text or JSON.
    pub format: LogFormat,
    /// How text reports a failure.
    pub style: LogStyle,
    /// The calendar at time zero.
    pub epoch: Epoch,
    /// The Region, for runtime ARNs.
    pub region: String,
    /// The runtime of each function, in the scenario's order; what is left out is called `simulated`.
    pub runtimes: Vec<String>,
}

/// Which phase an init belongs to.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum InitPhase {
    /// A separate one, before any invocation.
    Init,
    /// Re-run inside an invocation: a suppressed init (L6).
    Invoke,
    /// When a SnapStart version is published (N0). Reserved: no run has it yet.
    SnapStart,
}

/// How an environment came to be initialised.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum InitType {
    /// For a request.
    OnDemand,
    /// Ahead of requests.
    ProvisionedConcurrency,
}

/// How something ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum LogStatus {
    /// Well.
    Success,
    /// With an error.
    Error,
    /// At a time limit.
    Timeout,
}

/// What kind of error it was.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum ErrorType {
    /// The runtime ended by itself; also an init that failed, since a run does not tell why.
    #[serde(rename = "Runtime.ExitError")]
    ExitError,
    /// It was killed for its memory.
    #[serde(rename = "Runtime.OutOfMemory")]
    OutOfMemory,
    /// The handler returned an error: its class would be the function's own.
    #[serde(rename = "Error")]
    Handler,
    /// It returned more than Lambda takes back (Q8).
    #[serde(rename = "Function.ResponseSizeTooLarge")]
    ResponseTooLarge,
}

impl ErrorType {
    /// As logs spell it.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::ExitError => "Runtime.ExitError",
            Self::OutOfMemory => "Runtime.OutOfMemory",
            Self::Handler => "Error",
            Self::ResponseTooLarge => "Function.ResponseSizeTooLarge",
        }
    }

    const fn of(outcome: Outcome) -> Option<Self> {
        match outcome {
            Outcome::Crash | Outcome::InitError => Some(Self::ExitError),
            Outcome::OutOfMemory => Some(Self::OutOfMemory),
            Outcome::HandlerError => Some(Self::Handler),
            Outcome::ResponseTooLarge => Some(Self::ResponseTooLarge),
            Outcome::Completed | Outcome::Timeout | Outcome::Running => None,
        }
    }
}

impl LogStatus {
    const fn of(outcome: Outcome) -> Self {
        match outcome {
            Outcome::Completed | Outcome::Running => Self::Success,
            Outcome::Timeout => Self::Timeout,
            Outcome::HandlerError
            | Outcome::Crash
            | Outcome::OutOfMemory
            | Outcome::InitError
            | Outcome::ResponseTooLarge => Self::Error,
        }
    }

    /// The `Status` of text logs, which leave out a success.
    const fn text(self) -> Option<&'static str> {
        match self {
            Self::Success => None,
            Self::Error => Some("error"),
            Self::Timeout => Some("timeout"),
        }
    }
}

/// One line.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct LogLine {
    /// The time it carries.
    pub at: Instant,
    /// Whose log stream it is in.
    pub environment: EnvironmentId,
    /// Which invocation it is about; `None` for an init ahead of requests.
    pub invocation: Option<InvocationId>,
    /// What it reports.
    pub event: LogEvent,
}

/// What a line reports.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum LogEvent {
    /// `INIT_START`, `platform.initStart`.
    InitStart {
        /// The phase.
        phase: InitPhase,
        /// The kind.
        kind: InitType,
    },
    /// `platform.initRuntimeDone`; not in text.
    InitRuntimeDone {
        /// The phase.
        phase: InitPhase,
        /// The kind.
        kind: InitType,
        /// How it ended.
        status: LogStatus,
    },
    /// `INIT_REPORT`, `platform.initReport`.
    InitReport {
        /// How long it took.
        duration: Micros,
        /// The phase.
        phase: InitPhase,
        /// The kind.
        kind: InitType,
        /// How it ended.
        status: LogStatus,
        /// What went wrong.
        error: Option<ErrorType>,
    },
    /// `RESTORE_START`, `platform.restoreStart`.
    RestoreStart,
    /// `RESTORE_REPORT`, `platform.restoreReport`.
    RestoreReport {
        /// How long it took.
        duration: Micros,
        /// What of it is billed, in ms.
        billed_ms: u64,
        /// How it ended.
        status: LogStatus,
    },
    /// `START`, `platform.start`.
    Start,
    /// `Task timed out after … seconds`; text of the old style only.
    TimedOut {
        /// The timeout.
        timeout: Micros,
    },
    /// `Error: Runtime exited …`; text of the old style only.
    Exited,
    /// `platform.runtimeDone`; not in text.
    RuntimeDone {
        /// How long the invoke phase took.
        duration: Micros,
        /// How it ended.
        status: LogStatus,
        /// What went wrong.
        error: Option<ErrorType>,
    },
    /// `END`; not in JSON.
    End,
    /// `REPORT`, `platform.report`.
    Report(Report),
}

/// The lines about one invocation in the order of time, from the init made for it to its report.
#[must_use]
pub fn lines_of(trace: &Trace, id: InvocationId, settings: &LogSettings) -> Vec<LogLine> {
    let mut lines = Vec::with_capacity(8);
    if let Some(invocation) = trace.invocation(id)
        && let Some(info) = trace.pools.get(invocation.row.pool.index())
    {
        invocation_lines(&invocation, info, settings, |line| lines.push(line));
    }
    lines
}

fn invocation_lines(invocation: &Invocation, info: &PoolInfo, settings: &LogSettings, mut write: impl FnMut(LogLine)) {
    let Invocation { id, row, start, .. } = *invocation;
    let Some(report) = Report::of(invocation, info) else { return };
    let outcome = row.flags.outcome();
    let json = settings.format == LogFormat::Json;
    let (status, error) = (LogStatus::of(outcome), ErrorType::of(outcome));
    let kind = if row.flags.is_provisioned() { InitType::ProvisionedConcurrency } else { InitType::OnDemand };
    let mut write = |at: Instant, event: LogEvent| {
        write(LogLine { at, environment: row.environment, invocation: Some(id), event });
    };

    let re_run = Micros(start.suppressed_init_us.into());
    let started = row.arrival + invocation.before_duration();
    let init_at = started - invocation.init();
    let InitOutcome { has_init, gave_up, failed: init_failed } = InitOutcome::of(invocation);
    if let Some(duration) = invocation.restore() {
        let billed_ms = invocation.init().ceil_millis();
        let status = if init_failed { status } else { LogStatus::Success };
        write(started - duration, LogEvent::RestoreStart);
        write(started, LogEvent::RestoreReport { duration, billed_ms, status });
    }
    if has_init {
        write(init_at, LogEvent::InitStart { phase: InitPhase::Init, kind });
        let (status, error) = match (gave_up, init_failed) {
            (true, _) => (LogStatus::Timeout, None),
            (_, true) => (LogStatus::Error, error),
            _ => (LogStatus::Success, None),
        };
        if json {
            write(started, LogEvent::InitRuntimeDone { phase: InitPhase::Init, kind, status });
        }
        // A good init on demand is in REPORT; in JSON it has its report as well.
        if json || ((gave_up && invocation.init().0 > 0) || init_failed) {
            let duration = invocation.init();
            write(started, LogEvent::InitReport { duration, phase: InitPhase::Init, kind, status, error });
        }
    }
    let handler_at = started + re_run;
    if re_run.0 > 0 {
        let ends_here = row.handler.0 == 0 && matches!(outcome, Outcome::InitError | Outcome::Timeout);
        let (status, error) = if ends_here { (status, error) } else { (LogStatus::Success, None) };
        if json {
            write(started, LogEvent::InitStart { phase: InitPhase::Invoke, kind });
            write(handler_at, LogEvent::InitRuntimeDone { phase: InitPhase::Invoke, kind, status });
        }
        if json || ends_here {
            let phase = InitPhase::Invoke;
            write(handler_at, LogEvent::InitReport { duration: re_run, phase, kind, status, error });
        }
    }
    // Duration is known, and the invocation over, when the last extension is done.
    let (responded, end) = (invocation.end(), invocation.released());
    write(handler_at, LogEvent::Start);
    if json {
        write(responded, LogEvent::RuntimeDone { duration: row.handler, status, error });
    } else {
        if settings.style == LogStyle::Old {
            match outcome {
                Outcome::Timeout => write(end, LogEvent::TimedOut { timeout: info.timeout }),
                Outcome::Crash | Outcome::OutOfMemory => write(end, LogEvent::Exited),
                Outcome::Completed
                | Outcome::HandlerError
                | Outcome::InitError
                | Outcome::ResponseTooLarge
                | Outcome::Running => {}
            }
        }
        write(end, LogEvent::End);
    }
    write(end, LogEvent::Report(report));
}

/// How the init before an invocation went, as its lines report it.
#[derive(Clone, Copy, Debug)]
struct InitOutcome {
    /// There was one for this request; a restore does not count, nor does an init that was done ahead.
    has_init: bool,
    /// It was given up at its time limit and run again inside Duration (L5).
    gave_up: bool,
    /// It failed, so that the handler never ran (L13).
    failed: bool,
}

impl InitOutcome {
    fn of(invocation: &Invocation) -> Self {
        let flags = invocation.row.flags;
        let is_own = invocation.restore().is_none() && !flags.is_initialised_ahead();
        let has_init = is_own && (flags.start() == StartKind::FullCold || invocation.init().0 > 0);
        let was_re_run = invocation.start.suppressed_init_us > 0;
        let failed = flags.outcome() == Outcome::InitError && !was_re_run;
        Self { has_init, gave_up: has_init && was_re_run, failed }
    }
}

/// The lines about the init of a provisioned environment: it has its report always.
fn provisioned_lines(row: &ProvisionedInitRow, format: LogFormat, mut write: impl FnMut(LogLine)) {
    let (phase, kind) = (InitPhase::Init, InitType::ProvisionedConcurrency);
    let (duration, status) = (Micros(row.init_us.into()), LogStatus::Success);
    let mut write = |at: Instant, event: LogEvent| {
        write(LogLine { at, environment: row.environment, invocation: None, event });
    };
    write(row.at - duration, LogEvent::InitStart { phase, kind });
    if format == LogFormat::Json {
        write(row.at, LogEvent::InitRuntimeDone { phase, kind, status });
    }
    write(row.at, LogEvent::InitReport { duration, phase, kind, status, error: None });
}

impl LogLine {
    /// The line as the log would have it.
    #[must_use]
    pub fn render(&self, trace: &Trace, settings: &LogSettings) -> String {
        match settings.format {
            LogFormat::Text => text::render(self, trace, settings),
            LogFormat::Json => json::render(self, trace, settings),
        }
    }
}

/// What a log calls a version.
#[must_use]
pub fn version_name(version: u32) -> String {
    if version == 0 { "$LATEST".to_owned() } else { version.to_string() }
}

fn pool_of(trace: &Trace, environment: EnvironmentId) -> Option<&PoolInfo> {
    trace.pools.get(trace.environments.get(environment.index())?.pool.index())
}

/// The runtime's name and version, and its ARN.
fn runtime(trace: &Trace, line: &LogLine, settings: &LogSettings) -> (String, String) {
    let function = pool_of(trace, line.environment).map_or(0, |info| info.function.index());
    let runtime = settings.runtimes.get(function).map_or("simulated", String::as_str);
    let version = format!("{runtime}.v0");
    let arn = format!("arn:aws:lambda:{}::runtime:{}", settings.region, super::synthetic_ids::runtime_digest(runtime));
    (version, arn)
}

#[cfg(test)]
mod tests;
