//! How clients reach their functions.

use super::super::check::Check;
use super::super::problem::ProblemKind;
use super::super::{Qualifier, Retry, RetryOn, Scenario, Schedule, Source, SourceKind, Synchronous, Via, When, ranges};
use crate::schedule::NamedMinutes;
use crate::units::Instant;

pub(super) fn synchronous(check: &mut Check<'_>, client: &Synchronous, qualifier: Option<Qualifier>) {
    if let Some(timeout) = client.integration_timeout_ms
        && !client.via.is_api_gateway()
    {
        let allowed = "only via api_gateway_rest or api_gateway_http; client_timeout_ms is the client's own";
        check.conflict("integration_timeout_ms", timeout, allowed, None);
    }
    if let Some(interval) = client.health_check_interval_s
        && client.via != Via::Alb
    {
        check.conflict("health_check_interval_s", interval, "only via alb", None);
    }
    if let (Via::FunctionUrl, Some(Qualifier::Version(version))) = (client.via, qualifier) {
        let allowed = "\"$LATEST\" or an alias: a version has no function URL (rule S6)";
        check.conflict("qualifier", version, allowed, None);
    }
}

pub(super) fn schedule(check: &mut Check<'_>, schedule: &Schedule, source: &Source) {
    let Some(when) = &schedule.schedule else { return };
    match when {
        When::Rate(rate) => {
            check.whole("schedule.rate_minutes", f64::from(rate.rate_minutes), ranges::RATE_MINUTES);
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

/// Arrivals that a run may expect of a source in addition to its traffic: those of its schedule, and health checks.
pub(super) fn expected_besides_traffic(source: &Source, scenario: &Scenario) -> f64 {
    if let SourceKind::Schedule(schedule) = &source.kind {
        return expected_firings(schedule, scenario);
    }
    if let SourceKind::Sync(Synchronous { health_check_interval_s: Some(interval), .. }) = &source.kind {
        return (scenario.duration_s + scenario.warm_up_s) / interval;
    }
    0.0
}

fn expected_firings(schedule: &Schedule, scenario: &Scenario) -> f64 {
    let Some(Ok(minutes)) = schedule.schedule.as_ref().map(When::parsed) else { return 0.0 };
    // What is out of range has been refused; it is not to be counted through.
    let (from, end) = (-scenario.warm_up_s, scenario.duration_s);
    if !ranges::WARM_UP_S.contains(-from) || !ranges::DURATION_S.contains(end) {
        return 0.0;
    }
    let [from, end] = [from, end].map(|seconds| Instant((seconds * 1e6) as i64));
    let named = NamedMinutes::new(&minutes, scenario.starts_at_us(), from, end).count();
    named as f64 * f64::from(schedule.concurrency)
}

/// An SDK decides by itself what it retries.
pub(super) fn retry_on(check: &mut Check<'_>, retry: &Retry, retry_on: &[RetryOn]) {
    if matches!(retry, Retry::Sdk(_)) && !retry_on.is_empty() {
        check.conflict("retry_on", "a list", "nothing beside retry sdk, which decides by itself (rule S3)", None);
    }
}
