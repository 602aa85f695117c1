//! How clients reach their functions.

use super::super::check::Check;
use super::super::problem::ProblemKind;
use super::super::{Qualifier, Retry, RetryOn, Scenario, Schedule, Source, SourceKind, Synchronous, Via, When, limits};
use crate::schedule::NamedMinutes;
use crate::units::Instant;

pub(super) fn synchronous(check: &mut Check<'_>, client: &Synchronous, qualifier: Option<Qualifier>) {
    if let Some(timeout) = client.integration_timeout_ms {
        match client.via {
            Via::ApiGatewayRest => check.number("integration_timeout_ms", timeout, limits::INTEGRATION_TIMEOUT_MS),
            Via::ApiGatewayHttp => check.number("integration_timeout_ms", timeout, limits::HTTP_INTEGRATION_TIMEOUT_MS),
            Via::Invoke | Via::Alb | Via::FunctionUrl => {
                let allowed = "only via api_gateway_rest or api_gateway_http; client_timeout_ms is the client's own";
                check.conflict("integration_timeout_ms", timeout, allowed, None);
            }
        }
    }
    if let Some(timeout) = client.client_timeout_ms {
        check.number("client_timeout_ms", timeout, limits::CLIENT_TIMEOUT_MS);
    }
    if let Some(interval) = client.health_check_interval_s {
        if client.via == Via::Alb {
            check.number("health_check_interval_s", interval, limits::HEALTH_CHECK_INTERVAL_S);
        } else {
            check.conflict("health_check_interval_s", interval, "only via alb", None);
        }
    }
    if let (Via::FunctionUrl, Some(Qualifier::Version(version))) = (client.via, qualifier) {
        let allowed = "\"$LATEST\" or an alias: a version has no function URL (rule S6)";
        check.conflict("qualifier", version, allowed, None);
    }
}

pub(super) fn payload(check: &mut Check<'_>, source: &Source) {
    let Some(payload) = &source.payload_kb else { return };
    match source.kind {
        SourceKind::Sqs(_) | SourceKind::SqsFifo(_) | SourceKind::Kinesis(_) | SourceKind::Dynamodb(_) => {
            check.distribution("payload_kb", payload, limits::EVENT_KB, 0);
        }
        _ => check.distribution("payload_kb", payload, limits::PAYLOAD_KB, 0),
    }
}

pub(super) fn schedule(check: &mut Check<'_>, schedule: &Schedule, source: &Source) {
    check.whole("concurrency", f64::from(schedule.concurrency), limits::PINGS);
    let Some(when) = &schedule.schedule else { return };
    match when {
        When::Rate(rate) => {
            check.whole("schedule.rate_minutes", f64::from(rate.rate_minutes), limits::RATE_MINUTES);
        }
        When::Text(text) => {
            if let Err(allowed) = when.parsed() {
                check.push("schedule", ProblemKind::NotAllowed, format!("\"{text}\""), &allowed, None);
            }
        }
    }
    if !source.traffic.is_empty() {
        check.conflict("traffic", "traffic beside a schedule", "one of them: the schedule says when it fires", None);
    }
}

/// Arrivals that a run may expect of a source beside its traffic: those of its schedule, and health checks.
pub(super) fn expected_beside(source: &Source, scenario: &Scenario) -> f64 {
    let length_s = scenario.duration_s + scenario.warm_up_s;
    match &source.kind {
        SourceKind::Schedule(Schedule { schedule: Some(when), concurrency, .. }) => {
            let Ok(schedule) = when.parsed() else { return 0.0 };
            // What is out of range has been refused; it is not to be counted through.
            let (from, end) = (-scenario.warm_up_s, scenario.duration_s);
            if !limits::WARM_UP_S.contains(-from) || !limits::DURATION_S.contains(end) {
                return 0.0;
            }
            let [from, end] = [from, end].map(|seconds| Instant((seconds * 1e6) as i64));
            NamedMinutes::new(&schedule, scenario.starts_at_us(), from, end).count() as f64 * f64::from(*concurrency)
        }
        SourceKind::Sync(Synchronous { health_check_interval_s: Some(interval), .. }) => length_s / interval,
        _ => 0.0,
    }
}

/// An SDK decides by itself what it retries.
pub(super) fn retry_on(check: &mut Check<'_>, retry: &Retry, retry_on: &[RetryOn]) {
    if matches!(retry, Retry::Sdk(_)) && !retry_on.is_empty() {
        check.conflict("retry_on", "a list", "nothing beside retry sdk, which decides by itself (rule S3)", None);
    }
}
