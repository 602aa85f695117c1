//! Lines as JSON objects: `time`, `type`, `record`, in the shapes of the Telemetry API.

use super::{
    ErrorType, InitPhase, InitType, LogEvent, LogLine, LogSettings, LogStatus, pool_of, runtime, version_name,
};
use crate::readings::synthetic_ids::{instance_id, request_id};
use crate::trace::Trace;
use crate::units::Micros;
use serde::Serialize;

#[derive(Serialize)]
struct LogJson<'a> {
    time: String,
    #[serde(rename = "type")]
    kind: &'static str,
    record: Record<'a>,
}

#[derive(Serialize)]
#[serde(untagged, rename_all_fields = "camelCase")]
enum Record<'a> {
    InitStart {
        initialization_type: InitType,
        phase: InitPhase,
        #[serde(flatten)]
        started: Started<'a>,
    },
    InitRuntimeDone {
        initialization_type: InitType,
        phase: InitPhase,
        status: LogStatus,
    },
    InitReport {
        initialization_type: InitType,
        phase: InitPhase,
        status: LogStatus,
        #[serde(skip_serializing_if = "Option::is_none")]
        error_type: Option<ErrorType>,
        metrics: Duration,
    },
    RestoreStart(Started<'a>),
    RestoreReport {
        status: LogStatus,
        metrics: RestoreMetrics,
    },
    Start {
        request_id: String,
        version: String,
    },
    RuntimeDone {
        request_id: String,
        status: LogStatus,
        #[serde(skip_serializing_if = "Option::is_none")]
        error_type: Option<ErrorType>,
        metrics: Duration,
    },
    Report {
        request_id: String,
        metrics: ReportMetrics,
        status: LogStatus,
        #[serde(skip_serializing_if = "Option::is_none")]
        error_type: Option<ErrorType>,
    },
}

/// What starts, and where.
#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Started<'a> {
    runtime_version: String,
    runtime_version_arn: String,
    function_name: &'a str,
    function_version: String,
    instance_id: String,
    instance_max_memory: u32,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Duration {
    duration_ms: f64,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct RestoreMetrics {
    duration_ms: f64,
    billed_duration_ms: u64,
}

#[derive(Serialize)]
struct ReportMetrics {
    #[serde(rename = "durationMs")]
    duration: f64,
    #[serde(rename = "billedDurationMs")]
    billed_duration: u64,
    #[serde(rename = "memorySizeMB")]
    memory_size: u32,
    #[serde(rename = "maxMemoryUsedMB")]
    max_memory_used: u32,
    #[serde(rename = "initDurationMs", skip_serializing_if = "Option::is_none")]
    init_duration: Option<f64>,
    #[serde(rename = "restoreDurationMs", skip_serializing_if = "Option::is_none")]
    restore_duration: Option<f64>,
    #[serde(rename = "billedRestoreDurationMs", skip_serializing_if = "Option::is_none")]
    billed_restore_duration: Option<u64>,
}

const fn duration(time: Micros) -> Duration {
    Duration { duration_ms: time.0 as f64 / 1e3 }
}

pub(super) fn render(line: &LogLine, trace: &Trace, settings: &LogSettings) -> String {
    let request_id = line.invocation.map(request_id).map(|id| id.to_string()).unwrap_or_default();
    let info = pool_of(trace, line.environment);
    let version = version_name(info.map_or(0, |info| info.version));
    let started = |function_version| {
        let (runtime_version, runtime_version_arn) = runtime(trace, line, settings);
        let function = info.and_then(|info| trace.functions.get(info.function.index()));
        Started {
            runtime_version,
            runtime_version_arn,
            function_name: function.map_or("", |function| &function.name),
            function_version,
            instance_id: instance_id(line.environment).to_string(),
            instance_max_memory: info.map_or(0, |info| info.memory.0),
        }
    };
    let (kind, record) = match line.event {
        LogEvent::InitStart { phase, kind } => {
            ("platform.initStart", Record::InitStart { initialization_type: kind, phase, started: started(version) })
        }
        LogEvent::InitRuntimeDone { phase, kind, status } => {
            ("platform.initRuntimeDone", Record::InitRuntimeDone { initialization_type: kind, phase, status })
        }
        LogEvent::InitReport { duration: time, phase, kind, status, error } => {
            let metrics = duration(time);
            let record = Record::InitReport { initialization_type: kind, phase, status, error_type: error, metrics };
            ("platform.initReport", record)
        }
        LogEvent::RestoreStart => ("platform.restoreStart", Record::RestoreStart(started(version))),
        LogEvent::RestoreReport { duration, billed_ms, status } => {
            let metrics = RestoreMetrics { duration_ms: duration.as_millis_f64(), billed_duration_ms: billed_ms };
            ("platform.restoreReport", Record::RestoreReport { status, metrics })
        }
        LogEvent::Start => ("platform.start", Record::Start { request_id, version }),
        LogEvent::RuntimeDone { duration: time, status, error } => {
            let metrics = duration(time);
            ("platform.runtimeDone", Record::RuntimeDone { request_id, status, error_type: error, metrics })
        }
        LogEvent::Report(report) => {
            let metrics = ReportMetrics {
                duration: report.duration.as_millis_f64(),
                billed_duration: report.billed_ms,
                memory_size: report.memory_size.0,
                max_memory_used: report.max_memory_used.0,
                init_duration: report.init.map(Micros::as_millis_f64),
                restore_duration: report.restore.map(Micros::as_millis_f64),
                billed_restore_duration: report.restore.map(|_| report.billed_restore_ms),
            };
            let (status, error_type) = (report.status, report.error);
            ("platform.report", Record::Report { request_id, metrics, status, error_type })
        }
        // Text only.
        LogEvent::TimedOut { .. } | LogEvent::Exited | LogEvent::End => return String::new(),
    };
    let event = LogJson { time: settings.epoch.date_time(line.at), kind, record };
    serde_json::to_string(&event).unwrap_or_default()
}
