//! What each kind of source may not say, beyond the ranges of its fields.

use super::super::check::Check;
use super::super::problem::{ProblemKind, grouped};
use super::super::ranges::{self, Range};
use super::super::{
    Asynchronous, InvokePath, Qualifier, Queue, Retry, RetryOn, Scenario, Schedule, ScheduleExpression, Source,
    SourceKind, Sqs, SqsFifo, Stream, Synchronous,
};
use crate::schedule::NamedMinutes;
use crate::units::Instant;

/// Checks the settings of a source's kind.
pub(super) fn check_kind(check: &mut Check<'_>, source: &Source, scenario: &Scenario) {
    let timeout_s = scenario.function(&source.function).map(|function| function.timeout_s);
    match &source.kind {
        SourceKind::Sync(settings) => synchronous(check, settings, source.qualifier),
        SourceKind::Async(settings)
        | SourceKind::S3(settings)
        | SourceKind::Eventbridge(settings)
        | SourceKind::Sns(settings) => asynchronous(check, settings, source),
        SourceKind::Schedule(settings) => schedule(check, settings, source),
        SourceKind::Sqs(settings) => sqs(check, settings, timeout_s),
        SourceKind::SqsFifo(settings) => fifo(check, settings, timeout_s),
        SourceKind::Kinesis(settings) => stream(check, settings, true),
        SourceKind::Dynamodb(settings) => stream(check, settings, false),
    }
}

fn asynchronous(check: &mut Check<'_>, settings: &Asynchronous, source: &Source) {
    if settings.delivery_dead_letter_queue.is_some() && !source.kind.descriptor().retries_delivery() {
        let allowed = "only of eventbridge, schedule or sns: nobody else retries handing over (rules E1, E2)";
        check.conflict("delivery_dead_letter_queue", "this", allowed, None);
    }
}

fn synchronous(check: &mut Check<'_>, client: &Synchronous, qualifier: Option<Qualifier>) {
    if let Some(timeout) = client.integration_timeout_ms
        && !client.via.is_api_gateway()
    {
        let allowed = "only via api_gateway_rest or api_gateway_http; client_timeout_ms is the client's own";
        check.conflict("integration_timeout_ms", timeout, allowed, None);
    }
    if let Some(interval) = client.health_check_interval_s
        && client.via != InvokePath::Alb
    {
        check.conflict("health_check_interval_s", interval, "only via alb", None);
    }
    if let (InvokePath::FunctionUrl, Some(Qualifier::Version(version))) = (client.via, qualifier) {
        let allowed = "\"$LATEST\" or an alias: a version has no function URL (rule S6)";
        check.conflict("qualifier", version, allowed, None);
    }
}

fn schedule(check: &mut Check<'_>, schedule: &Schedule, source: &Source) {
    let Some(when) = &schedule.schedule else { return };
    match when {
        ScheduleExpression::Rate(rate) => {
            check.whole("schedule.rate_minutes", f64::from(rate.rate_minutes), ranges::RATE_MINUTES);
        }
        ScheduleExpression::Text(text) => {
            if let Err(allowed) = when.parsed() {
                check.push("schedule", ProblemKind::NotAllowed, format!("\"{text}\""), &allowed, None);
            }
        }
    }
    if !source.traffic.is_empty() {
        check.conflict("traffic", "traffic beside a schedule", "one of them: the schedule says when it fires", None);
    }
}

/// A standard queue, for a function with this timeout in seconds if there is one.
fn sqs(check: &mut Check<'_>, queue: &Sqs, timeout_s: Option<u32>) {
    if queue.batch_size > ranges::SQS_BATCH_WITHOUT_WINDOW && queue.maximum_batching_window_s < 1.0 {
        let allowed = "at least 1 s where batch_size is above 10 (rule B4)";
        check.conflict("maximum_batching_window_s", queue.maximum_batching_window_s, allowed, Some(1));
    }
    if let Some(pollers) = queue.provisioned_pollers {
        if pollers.maximum < pollers.minimum {
            let allowed = format!("at least the minimum, {}", pollers.minimum);
            check.conflict("provisioned_pollers.maximum", pollers.maximum, &allowed, Some(pollers.minimum));
        }
        if let Some(maximum) = queue.maximum_concurrency {
            let allowed = "none beside provisioned_pollers (rule B3)";
            check.conflict("maximum_concurrency", maximum, allowed, None);
        }
    }
    self::queue(check, &queue.queue, timeout_s);
}

/// A FIFO queue, for a function with this timeout in seconds if there is one.
fn fifo(check: &mut Check<'_>, queue: &SqsFifo, timeout_s: Option<u32>) {
    self::queue(check, &queue.queue, timeout_s);
}

/// What every queue has.
fn queue(check: &mut Check<'_>, queue: &Queue, timeout_s: Option<u32>) {
    if let Some(timeout) = timeout_s
        && queue.visibility_timeout_s < f64::from(timeout)
    {
        let allowed = format!("at least the function's timeout, {} s (rule B6)", grouped(f64::from(timeout)));
        check.conflict("visibility_timeout_s", queue.visibility_timeout_s, &allowed, Some(timeout));
    }
}

/// A stream; only Kinesis can keep its records for longer than a day, and push them.
fn stream(check: &mut Check<'_>, stream: &Stream, is_kinesis: bool) {
    let retention = if is_kinesis {
        ranges::STREAM_RETENTION_H
    } else {
        Range { max: ranges::STREAM_RETENTION_H.min, ..ranges::STREAM_RETENTION_H }
    };
    check.number("retention_period_h", stream.retention_period_h, retention);
    if stream.enhanced_fan_out && !is_kinesis {
        check.conflict("enhanced_fan_out", true, "false: only Kinesis has it (rule K1)", None);
    }
    if stream.tumbling_window_s > 0.0 && stream.parallelization_factor > 1 {
        let allowed = "1 beside tumbling_window_s: a window's state goes from batch to batch of its shard (rule K6)";
        check.conflict("parallelization_factor", stream.parallelization_factor, allowed, Some(1));
    }
}

/// Arrivals that a run may expect of a source in addition to its traffic: those of its schedule, and health checks.
pub(super) fn expected_besides_traffic(source: &Source, scenario: &Scenario) -> f64 {
    if let Some((when, schedule)) = source.kind.schedule() {
        return expected_firings(when, schedule, scenario);
    }
    let health_checks = source.kind.synchronous().and_then(|client| client.health_check_interval_s);
    health_checks.map_or(0.0, |interval_s| (scenario.duration_s + scenario.warm_up_s) / interval_s)
}

fn expected_firings(when: &ScheduleExpression, schedule: &Schedule, scenario: &Scenario) -> f64 {
    let Ok(minutes) = when.parsed() else { return 0.0 };
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
