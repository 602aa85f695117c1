use super::super::synthetic_ids::request_id;
use super::super::testing::{calls, eventful, run};
use super::*;
use crate::trace::FunctionId;

const EPOCH: Epoch = Epoch(1_795_510_800_000_000);

fn settings(format: LogFormat, style: LogStyle) -> LogSettings {
    LogSettings { format, style, epoch: EPOCH, region: "us-east-1".to_owned(), runtimes: vec!["nodejs24.x".to_owned()] }
}

/// The lines of an invocation, its request id written as `ID`.
fn written(trace: &Trace, invocation: u32, settings: &LogSettings) -> Vec<String> {
    let id = request_id(InvocationId(invocation)).to_string();
    let lines = lines_of(trace, InvocationId(invocation), settings);
    lines.iter().map(|line| line.render(trace, settings).replace(&id, "ID")).collect()
}

fn text(trace: &Trace, invocation: u32) -> Vec<String> {
    written(trace, invocation, &settings(LogFormat::Text, LogStyle::New))
}

const WORK: &str = r#", "work": {"duration_ms": 123.456, "memory_used_mb": 80}"#;

#[test]
fn a_cold_and_a_warm_invocation() {
    let trace = calls(WORK, 60.0, &[0.0, 10.0]);
    let cold = text(&trace, 0);
    assert!(cold[0].starts_with(
        "INIT_START Runtime Version: nodejs24.x.v0\tRuntime Version ARN: arn:aws:lambda:us-east-1::runtime:"
    ));
    assert_eq!(
        cold[1..],
        [
            "START RequestId: ID Version: $LATEST",
            "END RequestId: ID",
            "REPORT RequestId: ID\tDuration: 123.46 ms\tBilled Duration: 174 ms\tMemory Size: 1769 MB\tMax Memory Used: 80 MB\tInit Duration: 50.00 ms",
        ]
    );
    assert_eq!(
        text(&trace, 1),
        [
            "START RequestId: ID Version: $LATEST",
            "END RequestId: ID",
            "REPORT RequestId: ID\tDuration: 123.46 ms\tBilled Duration: 124 ms\tMemory Size: 1769 MB\tMax Memory Used: 80 MB",
        ]
    );
    let times: Vec<i64> = lines_of(&trace, InvocationId(0), &settings(LogFormat::Text, LogStyle::New))
        .iter()
        .map(|line| line.at.0)
        .collect();
    assert_eq!(times, [50_000, 100_000, 223_456, 223_456], "after download and start, after init, at the end");
}

#[test]
fn a_timeout_in_both_styles() {
    let trace = calls(r#", "work": {"duration_ms": 60000, "memory_used_mb": 31}"#, 60.0, &[0.0]);
    let new = text(&trace, 0);
    assert_eq!(
        new[3],
        "REPORT RequestId: ID\tDuration: 10000.00 ms\tBilled Duration: 10050 ms\tMemory Size: 1769 MB\tMax Memory Used: 31 MB\tInit Duration: 50.00 ms\tStatus: timeout"
    );
    let old = written(&trace, 0, &settings(LogFormat::Text, LogStyle::Old));
    assert_eq!(old[2], "2026-11-24T09:00:10.100Z ID Task timed out after 10.00 seconds");
    assert!(old[4].ends_with("Init Duration: 50.00 ms"));
}

#[test]
fn w15_is_billed_as_reported() {
    // Duration and init of the guide's samples, through the same rounding.
    for (duration, init, billed) in [(133_610, 80_000, 214), (3_016_780, 84_000, 3_101), (3_004_920, 111_230, 3_117)] {
        assert_eq!(crate::pricing::BilledMillis::of(Micros(init), Micros(duration)).total(), billed);
    }
}

#[test]
fn a_crash_and_the_suppressed_init_after_it() {
    let trace = calls(r#", "work": {"duration_ms": 100, "crash_rate": 1, "memory_used_mb": 9}"#, 60.0, &[0.0, 10.0]);
    assert!(text(&trace, 0)[3].ends_with("Init Duration: 50.00 ms\tStatus: error\tError Type: Runtime.ExitError"));
    // Init runs again inside Duration, and text does not tell.
    assert_eq!(
        text(&trace, 1),
        [
            "START RequestId: ID Version: $LATEST",
            "END RequestId: ID",
            "REPORT RequestId: ID\tDuration: 150.00 ms\tBilled Duration: 150 ms\tMemory Size: 1769 MB\tMax Memory Used: 9 MB\tStatus: error\tError Type: Runtime.ExitError",
        ]
    );
    let json = written(&trace, 1, &settings(LogFormat::Json, LogStyle::New));
    let kinds: Vec<&str> = json.iter().map(|line| line.split('"').nth(7).unwrap_or_default()).collect();
    assert_eq!(
        kinds,
        [
            "platform.initStart",
            "platform.initRuntimeDone",
            "platform.initReport",
            "platform.start",
            "platform.runtimeDone",
            "platform.report"
        ]
    );
    assert!(json[2].contains(r#""phase":"invoke","status":"success","metrics":{"durationMs":50.0}"#));
    let old = written(&trace, 0, &settings(LogFormat::Text, LogStyle::Old));
    assert_eq!(old[2], "RequestId: ID Error: Runtime exited without providing a reason\nRuntime.ExitError");
}

#[test]
fn json_has_the_fields_of_the_telemetry_api() {
    let trace = calls(WORK, 60.0, &[0.0]);
    let json = written(&trace, 0, &settings(LogFormat::Json, LogStyle::New));
    assert_eq!(json.len(), 6);
    assert_eq!(
        json[5],
        r#"{"time":"2026-11-24T09:00:00.223Z","type":"platform.report","record":{"requestId":"ID","metrics":{"durationMs":123.456,"billedDurationMs":174,"memorySizeMB":1769,"maxMemoryUsedMB":80,"initDurationMs":50.0},"status":"success"}}"#
    );
    assert_eq!(
        json[3],
        r#"{"time":"2026-11-24T09:00:00.100Z","type":"platform.start","record":{"requestId":"ID","version":"$LATEST"}}"#
    );
    let init: serde_json::Value = serde_json::from_str(&json[0]).expect("JSON");
    assert_eq!(init["record"]["initializationType"], "on-demand");
    assert_eq!(init["record"]["functionName"], "f");
    assert_eq!(init["record"]["instanceMaxMemory"], 1769);
}

#[test]
fn an_init_that_takes_too_long_or_fails_has_its_report() {
    let slow = run(r#"{"version": 1, "duration_s": 60, "functions": [{"name": "f", "memory_mb": 1769, "timeout_s": 30,
        "phases": {"download_ms": 0, "start_ms": 0, "init_ms": 12000}, "work": {"duration_ms": 100}}],
        "sources": [{"name": "s", "function": "f", "traffic": {"recorded": {"at_s": [0]}}}]}"#);
    let lines = text(&slow, 0);
    assert_eq!(lines[1], "INIT_REPORT Init Duration: 10000.00 ms\tPhase: init\tStatus: timeout");
    assert!(lines[4].contains("Duration: 12100.00 ms\tBilled Duration: 22100 ms"));
    assert!(!lines[4].contains("Init Duration"));
    let failing = run(r#"{"version": 1, "duration_s": 60, "functions": [{"name": "f", "memory_mb": 1769,
        "phases": {"download_ms": 0, "start_ms": 0, "init_ms": 50, "init_error_rate": 1}}],
        "sources": [{"name": "s", "function": "f", "traffic": {"recorded": {"at_s": [0]}}}]}"#);
    let lines = text(&failing, 0);
    assert_eq!(
        lines[1],
        "INIT_REPORT Init Duration: 50.00 ms\tPhase: init\tStatus: error\tError Type: Runtime.ExitError"
    );
    assert!(lines[4].contains("Duration: 0.00 ms\tBilled Duration: 50 ms"));
    assert!(lines[4].ends_with("Status: error\tError Type: Runtime.ExitError"));
}

#[test]
fn provisioned_inits_are_reported_apart() {
    let trace = run(r#"{"version": 1, "duration_s": 300, "functions": [{"name": "f", "memory_mb": 1769,
        "provisioned_concurrency": 1, "provisioned_start": "allocate",
        "phases": {"download_ms": 0, "start_ms": 0, "init_ms": 500}, "work": {"duration_ms": 100}}],
        "sources": [{"name": "s", "function": "f", "traffic": {"recorded": {"at_s": [200]}}}]}"#);
    let settings = settings(LogFormat::Text, LogStyle::New);
    let query = LogQuery { from: Instant::ZERO, to: trace.end(), function: None, limit: 100 };
    let lines: Vec<LogLine> = Logs::of(&trace).lines(&trace, &query, &settings).collect();
    let texts: Vec<String> = lines.iter().map(|line| line.render(&trace, &settings)).collect();
    assert_eq!(lines.len(), 5, "{texts:#?}");
    assert_eq!(texts[1], "INIT_REPORT Init Duration: 500.00 ms\tPhase: init");
    assert_eq!(lines[1].at.since(lines[0].at), Micros::from_millis(500));
    assert!(!texts[4].contains("Init Duration"));
}

#[test]
fn the_lines_of_a_window_are_those_of_all_sorted_and_cut() {
    let trace = eventful();
    let logs = Logs::of(&trace);
    for format in [LogFormat::Text, LogFormat::Json] {
        let settings = settings(format, LogStyle::Old);
        for function in [None, Some(FunctionId(0)), Some(FunctionId(1))] {
            let mut all = Vec::new();
            for row in trace.provisioned_inits.iter() {
                provisioned_lines(&row, format, |line| all.push(line));
            }
            for index in 0..trace.invocations.len() {
                all.extend(lines_of(&trace, InvocationId(index as u32), &settings));
            }
            let of_function = |line: &&LogLine| {
                function.is_none_or(|function| {
                    pool_of(&trace, line.environment).map(|info| info.function) == Some(function)
                })
            };
            for (from, to) in [(0, 120), (30, 31), (119, 500), (-10, 0), (60, 60)] {
                let (from, to) = (Instant::from_secs(from), Instant::from_secs(to));
                let mut expected: Vec<LogLine> =
                    all.iter().filter(of_function).filter(|line| line.at >= from && line.at < to).copied().collect();
                expected.sort_by_key(|line| line.at);
                let query = LogQuery { from, to, function, limit: usize::MAX };
                let lines: Vec<LogLine> = logs.lines(&trace, &query, &settings).collect();
                assert_eq!(lines.len(), expected.len(), "{from} to {to}");
                assert!(lines.is_sorted_by_key(|line| line.at));
                let key = |line: &LogLine| (line.at, line.invocation, line.environment, format!("{:?}", line.event));
                let mut sorted = [lines.clone(), expected];
                sorted.iter_mut().for_each(|lines| lines.sort_by_key(key));
                assert_eq!(sorted[0], sorted[1]);
                let few: Vec<LogLine> = logs.lines(&trace, &LogQuery { limit: 7, ..query }, &settings).collect();
                assert_eq!(few, lines[..lines.len().min(7)]);
            }
        }
        let query = LogQuery { from: Instant::ZERO, to: trace.end(), function: None, limit: usize::MAX };
        assert!(logs.lines(&trace, &query, &settings).all(|line| !line.render(&trace, &settings).is_empty()));
    }
}
