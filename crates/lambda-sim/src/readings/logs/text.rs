//! Lines as text. Fields are separated by tabs, times have two decimals, billed time is whole.

use super::report::ms;
use super::{InitPhase, LogEvent, LogLine, LogSettings, Report, pool_of, runtime, version_name};
use crate::readings::synthetic_ids::request_id;
use crate::trace::Trace;
use std::fmt::Write as _;

const fn phase(phase: InitPhase) -> &'static str {
    match phase {
        InitPhase::Init => "init",
        InitPhase::Invoke => "invoke",
        InitPhase::SnapStart => "snap-start",
    }
}

pub(super) fn render(line: &LogLine, trace: &Trace, settings: &LogSettings) -> String {
    let id = line.invocation.map(request_id).map(|id| id.to_string()).unwrap_or_default();
    match line.event {
        LogEvent::InitStart { .. } => {
            let (version, arn) = runtime(trace, line, settings);
            format!("INIT_START Runtime Version: {version}\tRuntime Version ARN: {arn}")
        }
        LogEvent::InitRuntimeDone { .. } | LogEvent::RuntimeDone { .. } => String::new(),
        LogEvent::InitReport { duration, phase: in_phase, status: ended, error, .. } => {
            let mut text = format!("INIT_REPORT Init Duration: {}\tPhase: {}", ms(duration), phase(in_phase));
            if let Some(status) = ended.text() {
                let _ = write!(text, "\tStatus: {status}");
            }
            if let Some(error) = error {
                let _ = write!(text, "\tError Type: {}", error.name());
            }
            text
        }
        LogEvent::RestoreStart => {
            let (version, arn) = runtime(trace, line, settings);
            format!("RESTORE_START Runtime Version: {version}\tRuntime Version ARN: {arn}")
        }
        LogEvent::RestoreReport { duration, status: ended, .. } => {
            let mut text = format!("RESTORE_REPORT Restore Duration: {}", ms(duration));
            if let Some(status) = ended.text() {
                let _ = write!(text, "\tStatus: {status}");
            }
            text
        }
        LogEvent::Start => {
            let version = pool_of(trace, line.environment).map_or(0, |info| info.version);
            format!("START RequestId: {id} Version: {}", version_name(version))
        }
        LogEvent::TimedOut { timeout } => {
            let hundredths = (timeout.0 + 5_000) / 10_000;
            let time = settings.epoch.date_time(line.at);
            format!("{time} {id} Task timed out after {}.{:02} seconds", hundredths / 100, hundredths % 100)
        }
        LogEvent::Exited => {
            format!("RequestId: {id} Error: Runtime exited without providing a reason\nRuntime.ExitError")
        }
        LogEvent::End => format!("END RequestId: {id}"),
        LogEvent::Report(report) => self::report(&id, &report, settings),
    }
}

fn report(id: &str, report: &Report, settings: &LogSettings) -> String {
    let fields = report.fields(settings.style).into_iter().map(|(name, value)| format!("\t{name}: {value}"));
    std::iter::once(format!("REPORT RequestId: {id}")).chain(fields).collect()
}
