//! What the types cannot check: ranges, names that must exist, sums that must fit into the account.

mod batches;
mod calls;
mod changes;
mod claims;
mod doors;
mod durable;
mod life;
mod managed_instances;
#[cfg(test)]
mod tests;
mod versions;

use super::check::Check;
use super::limits::{self, Range};
use super::problem::{ProblemKind, grouped};
use super::problems::Problems;
use super::{
    Asynchronous, DurableOperation, Function, REGIONS, Recipient, Recorded, Retry, Scenario, Sdk, Source, SourceKind,
    Traffic,
};
use crate::assumptions::TABLE;
use crate::calendar::date_and_time;
use crate::runtimes::{Language, PackageType, Runtime, languages, runtimes};

/// Adds the problems of a scenario, in the order of the document.
pub(super) fn problems(scenario: &Scenario, problems: &mut Problems) {
    let mut check = Check::new(problems);
    check.text("name", &scenario.name, limits::MAX_TEXT);
    check.text("description", &scenario.description, limits::MAX_TEXT);
    check.whole("seed", scenario.seed as f64, limits::SEED);
    check.number("duration_s", scenario.duration_s, limits::DURATION_S);
    check.number("warm_up_s", scenario.warm_up_s, limits::WARM_UP_S);
    if date_and_time(&scenario.starts_at).is_none() {
        let allowed = "a date and time in UTC, as 2026-01-05T00:00:00Z";
        check.push("starts_at", ProblemKind::NotAllowed, format!("\"{}\"", scenario.starts_at), allowed, None);
    }
    account(&mut check, scenario);
    check.count("functions", scenario.functions.len(), 1, limits::MAX_FUNCTIONS);
    for (index, function) in scenario.functions.iter().enumerate() {
        let earlier = scenario.functions[..index].iter().map(|other| other.name.as_str());
        check.inside(format!("functions[{index}]"), |check| {
            check.name(&function.name, earlier);
            self::function(check, function);
            calls::calls(check, &function.calls, scenario);
            life::life(check, function);
            managed_instances::managed_instances(check, function);
            durable::durable(check, function, scenario);
            versions::versions(check, function, self::function);
            if let Some(autoscaling) = &function.provisioned_autoscaling {
                changes::autoscaling(check, autoscaling, function);
            }
        });
    }
    claims::at_start(&mut check, scenario);
    check.count("sources", scenario.sources.len(), 0, limits::MAX_SOURCES);
    for (index, source) in scenario.sources.iter().enumerate() {
        let earlier = scenario.sources[..index].iter().map(|other| other.name.as_str());
        check.inside(format!("sources[{index}]"), |check| {
            check.name(&source.name, earlier);
            self::source(check, source, scenario);
        });
    }
    ways(&mut check, scenario);
    calls::downstreams(&mut check, &scenario.downstreams);
    versions::deployments(&mut check, &scenario.deployments, scenario);
    changes::alarms(&mut check, scenario);
    changes::changes(&mut check, scenario);
    claims::after_changes(&mut check, scenario);
    arrivals(&mut check, scenario);
    for (id, value) in &scenario.assumptions {
        let path = format!("assumptions.{id}");
        match TABLE.iter().find(|entry| entry.id == id) {
            Some(entry) => {
                check.number(&path, *value, Range { min: entry.min, max: entry.max, unit: entry.unit, ..limits::SHARE })
            }
            None => check.unknown(ProblemKind::UnknownField, &path, id, TABLE.iter().map(|entry| entry.id)),
        }
    }
}

/// Ways to functions are numbered in sixteen bits.
fn ways(check: &mut Check<'_>, scenario: &Scenario) {
    fn invokes(operations: &[DurableOperation]) -> usize {
        operations
            .iter()
            .map(|one| usize::from(matches!(one, DurableOperation::Invoke(_))) + invokes(one.inside()))
            .sum()
    }
    let of = |function: &Function| {
        function.calls.len() + function.durable.as_ref().map_or(0, |durable| 1 + invokes(&durable.operations))
    };
    let ways = scenario.sources.len() + scenario.functions.iter().map(of).sum::<usize>();
    if ways > limits::MAX_WAYS {
        let allowed = "at most 65,000 together";
        check.conflict("functions", format_args!("{ways} sources, calls and invokes"), allowed, None);
    }
}

fn account(check: &mut Check<'_>, scenario: &Scenario) {
    let account = &scenario.account;
    if !REGIONS.contains(&account.region.as_str()) {
        check.unknown(ProblemKind::NotAllowed, "account.region", &account.region, REGIONS.iter().copied());
    }
    let limits = [
        ("account.concurrency_limit", account.concurrency_limit.value(), limits::CONCURRENCY_LIMIT),
        ("account.scaling_per_10s", account.scaling_per_10s.value(), limits::SCALING_PER_10S),
        ("account.requests_per_second", account.requests_per_second.value(), limits::REQUESTS_PER_SECOND),
        (
            "account.gateway_requests_per_second",
            account.gateway_requests_per_second.value(),
            limits::REQUESTS_PER_SECOND,
        ),
    ];
    for (path, value, range) in limits {
        if let Some(value) = value {
            check.whole(path, f64::from(*value), range);
        }
    }
}

fn function(check: &mut Check<'_>, function: &Function) {
    match Runtime::find(&function.runtime) {
        None => check.unknown(
            ProblemKind::NotAllowed,
            "runtime",
            &function.runtime,
            runtimes().iter().map(|runtime| runtime.id),
        ),
        Some(runtime) => {
            if let Some(language) = &function.language {
                if !runtime.is_os_only() {
                    let allowed = "no language: only runtimes of the kind provided.* have one";
                    check.push("language", ProblemKind::Conflict, format!("\"{language}\""), allowed, None);
                } else if Language::find(language).is_none() {
                    let known = languages().iter().map(|language| language.id);
                    check.unknown(ProblemKind::NotAllowed, "language", language, known);
                }
            }
        }
    }
    check.whole("memory_mb", f64::from(function.memory_mb), limits::MEMORY_MB);
    let timeouts = if function.managed_instances.is_some() { limits::MANAGED_TIMEOUT_S } else { limits::TIMEOUT_S };
    check.whole("timeout_s", f64::from(function.timeout_s), timeouts);
    check.text("handler", &function.handler, limits::MAX_TEXT);
    let size = match function.package.package_type {
        PackageType::Zip => limits::ZIP_SIZE_MB,
        PackageType::Image => limits::IMAGE_SIZE_MB,
    };
    check.number("package.size_mb", function.package.size_mb, size);
    check.whole("package.dependencies", f64::from(function.package.dependencies), limits::DEPENDENCIES);
    check.number("package.imported_share", function.package.imported_share, limits::SHARE);
    if let Some(entry_point) = &function.package.entry_point {
        check.text("package.entry_point", entry_point, limits::MAX_TEXT);
    }
    let phases = &function.phases;
    for (path, phase) in [
        ("phases.download_ms", &phases.download_ms),
        ("phases.start_ms", &phases.start_ms),
        ("phases.init_ms", &phases.init_ms),
        ("phases.restore_ms", &phases.restore_ms),
        ("phases.after_restore_ms", &phases.after_restore_ms),
    ] {
        check.optional_distribution(path, phase.as_ref(), limits::START_PHASE_MS);
    }
    check.number("phases.init_error_rate", phases.init_error_rate, limits::SHARE);
    let work = &function.work;
    check.distribution("work.duration_ms", &work.duration_ms, limits::PHASE_MS, 0);
    check.number("work.duration_per_event_ms", work.duration_per_event_ms, limits::PER_EVENT_MS);
    check.number("work.cpu_share", work.cpu_share, limits::SHARE);
    check.whole("work.parallelism", f64::from(work.parallelism), limits::PARALLELISM);
    check.optional_distribution("work.memory_used_mb", work.memory_used_mb.as_ref(), limits::MEMORY_USED_MB);
    check.number("work.error_rate", work.error_rate, limits::SHARE);
    check.number("work.crash_rate", work.crash_rate, limits::SHARE);
    let keep = &function.keep_alive;
    check.optional_distribution("keep_alive.initialized_s", keep.initialized_s.value(), limits::KEEP_ALIVE_S);
    check.optional_distribution("keep_alive.sandbox_s", keep.sandbox_s.value(), limits::KEEP_ALIVE_S);
    check.optional_distribution("keep_alive.max_age_s", keep.max_age_s.value(), limits::MAX_AGE_S);
    check.whole("ephemeral_storage_mb", f64::from(function.ephemeral_storage_mb), limits::EPHEMERAL_STORAGE_MB);
    if let Some(reserved) = function.reserved_concurrency {
        check.whole("reserved_concurrency", f64::from(reserved), limits::RESERVED_CONCURRENCY);
    }
    if let Some(provisioned) = function.provisioned_concurrency {
        check.whole("provisioned_concurrency", f64::from(provisioned), limits::PROVISIONED_CONCURRENCY);
        if let Some(reserved) = function.reserved_concurrency
            && provisioned > reserved
        {
            let allowed =
                format!("at most the function's reserved concurrency, {} (rule C4)", grouped(f64::from(reserved)));
            check.conflict("provisioned_concurrency", provisioned, &allowed, Some(reserved));
        }
    }
}

fn source(check: &mut Check<'_>, source: &Source, scenario: &Scenario) {
    if scenario.function(&source.function).is_none() {
        let names = scenario.functions.iter().map(|function| function.name.as_str());
        check.unknown_name("function", &source.function, names);
    }
    if let Some(function) = scenario.function(&source.function) {
        versions::qualifier(check, source.qualifier, function);
        durable::calls_durably(check, source, function);
    }
    let is_scheduled = matches!(&source.kind, SourceKind::Schedule(schedule) if schedule.schedule.is_some());
    check.count("traffic", source.traffic.0.len(), usize::from(!is_scheduled), limits::MAX_TRAFFIC_PARTS);
    let single = source.traffic.0.len() == 1;
    for (index, part) in source.traffic.0.iter().enumerate() {
        let path = if single { "traffic".to_owned() } else { format!("traffic[{index}]") };
        check.inside(path, |check| traffic(check, part));
    }
    check.number("poison_share", source.poison_share, limits::SHARE);
    let timeout_s = scenario.function(&source.function).map(|function| function.timeout_s);
    match &source.kind {
        SourceKind::Sync(synchronous) => doors::synchronous(check, synchronous, source.qualifier),
        SourceKind::Async(asynchronous) | SourceKind::S3(asynchronous)
            if asynchronous.delivery_dead_letter_queue.is_some() =>
        {
            let allowed = "only of eventbridge, schedule or sns: nobody else retries handing over (rules E1, E2)";
            check.conflict("delivery_dead_letter_queue", "this", allowed, None);
        }
        SourceKind::Async(asynchronous)
        | SourceKind::Eventbridge(asynchronous)
        | SourceKind::Sns(asynchronous)
        | SourceKind::S3(asynchronous) => self::asynchronous(check, asynchronous),
        SourceKind::Schedule(schedule) => {
            doors::schedule(check, schedule, source);
            self::asynchronous(check, &schedule.asynchronous);
        }
        SourceKind::Sqs(queue) => batches::sqs(check, queue, timeout_s),
        SourceKind::SqsFifo(queue) => batches::fifo(check, queue, timeout_s),
        SourceKind::Kinesis(stream) => batches::stream(check, stream, true),
        SourceKind::Dynamodb(stream) => batches::stream(check, stream, false),
    }
    doors::payload(check, source);
    retry(check, &source.retry);
    doors::retry_on(check, &source.retry, &source.retry_on);
}

fn retry(check: &mut Check<'_>, retry: &Retry) {
    match *retry {
        Retry::None => {}
        Retry::Fixed { delay_ms, max_attempts } => {
            check.number("retry.fixed.delay_ms", delay_ms, limits::DELAY_MS);
            check.whole("retry.fixed.max_attempts", f64::from(max_attempts), limits::MAX_ATTEMPTS);
        }
        Retry::Exponential { base_ms, max_delay_ms, max_attempts, .. } => {
            check.number("retry.exponential.base_ms", base_ms, limits::DELAY_MS);
            check.number("retry.exponential.max_delay_ms", max_delay_ms, limits::DELAY_MS);
            check.whole("retry.exponential.max_attempts", f64::from(max_attempts), limits::MAX_ATTEMPTS);
        }
        Retry::Sdk(Sdk { max_attempts, .. }) => {
            if let Some(attempts) = max_attempts {
                check.whole("retry.sdk.max_attempts", f64::from(attempts), limits::MAX_ATTEMPTS);
            }
        }
    }
}

fn asynchronous(check: &mut Check<'_>, asynchronous: &Asynchronous) {
    let attempts = f64::from(asynchronous.maximum_retry_attempts);
    check.whole("maximum_retry_attempts", attempts, limits::MAXIMUM_RETRY_ATTEMPTS);
    check.number("maximum_event_age_s", asynchronous.maximum_event_age_s, limits::MAXIMUM_EVENT_AGE_S);
    for (path, recipient) in [
        ("dead_letter_queue", &asynchronous.dead_letter_queue),
        ("on_failure", &asynchronous.on_failure),
        ("on_success", &asynchronous.on_success),
        ("delivery_dead_letter_queue", &asynchronous.delivery_dead_letter_queue),
    ] {
        if let Some(Recipient::Named(name)) = recipient {
            check.text(path, name, limits::MAX_TEXT);
        }
    }
    check.optional_distribution("delivery_latency_ms", asynchronous.delivery_latency_ms.as_ref(), limits::DELAY_MS);
    check.number("delivery_error_rate", asynchronous.delivery_error_rate, limits::SHARE);
    check.number("duplicate_share", asynchronous.duplicate_share, limits::SHARE);
}

fn traffic(check: &mut Check<'_>, traffic: &Traffic) {
    let longer = Range { min: limits::SHORTEST_S, ..limits::TRAFFIC_S };
    match traffic {
        Traffic::Constant { rps } => check.number("constant.rps", *rps, limits::RPS),
        Traffic::Poisson { rps } => check.number("poisson.rps", *rps, limits::RPS),
        Traffic::Ramp { from_rps, to_rps, over_s } => {
            check.number("ramp.from_rps", *from_rps, limits::RPS);
            check.number("ramp.to_rps", *to_rps, limits::RPS);
            check.number("ramp.over_s", *over_s, longer);
        }
        Traffic::Spike { base_rps, peak_rps, at_s, for_s } => {
            check.number("spike.base_rps", *base_rps, limits::RPS);
            check.number("spike.peak_rps", *peak_rps, limits::RPS);
            check.number("spike.at_s", *at_s, limits::TRAFFIC_S);
            check.number("spike.for_s", *for_s, limits::TRAFFIC_S);
        }
        Traffic::Wave { mean_rps, amplitude, period_s } => {
            check.number("wave.mean_rps", *mean_rps, limits::RPS);
            check.number("wave.amplitude", *amplitude, limits::SHARE);
            check.number("wave.period_s", *period_s, longer);
        }
        Traffic::Bursts { size, every_s } => {
            check.whole("bursts.size", f64::from(*size), limits::BURST_SIZE);
            check.number("bursts.every_s", *every_s, longer);
        }
        Traffic::Recorded(recorded) => check.inside("recorded".to_owned(), |check| self::recorded(check, recorded)),
    }
}

fn recorded(check: &mut Check<'_>, recorded: &Recorded) {
    let longer = Range { min: limits::SHORTEST_S, ..limits::TRAFFIC_S };
    match (recorded.interval_s, recorded.at_s.is_empty()) {
        (Some(interval), true) => {
            check.number("interval_s", interval, longer);
            check.count("counts", recorded.counts.len(), 1, limits::MAX_RECORDED);
            check.all("counts", recorded.counts.iter().map(|count| *count as f64), limits::RECORDED_COUNT);
        }
        (None, true) if !recorded.counts.is_empty() => {
            let allowed = "the length of an interval in seconds, beside counts";
            check.push("interval_s", ProblemKind::Missing, "nothing", allowed, None);
        }
        (None, _) if recorded.counts.is_empty() => {
            check.count("at_s", recorded.at_s.len(), 1, limits::MAX_RECORDED);
            check.all("at_s", recorded.at_s.iter().copied(), limits::TRAFFIC_S);
        }
        _ => check.conflict("", "a mixture of both", "either interval_s and counts, or at_s", None::<u32>),
    }
}

fn arrivals(check: &mut Check<'_>, scenario: &Scenario) {
    if check.any_at("sources[") {
        // The sum of what is refused says nothing.
        return;
    }
    let expected: f64 = scenario
        .sources
        .iter()
        .flat_map(|source| &source.traffic.0)
        .map(|part| drawn(part, scenario.duration_s) + part.expected_before(scenario.warm_up_s))
        .chain(scenario.sources.iter().map(|source| doors::expected_beside(source, scenario)))
        .sum();
    if expected > limits::MAX_EXPECTED_ARRIVALS {
        let given = format!("traffic of about {} calls", grouped(expected.round()));
        let allowed = format!(
            "at most {} calls in a run; take a lower rate or a shorter duration_s",
            grouped(limits::MAX_EXPECTED_ARRIVALS)
        );
        check.push("sources", ProblemKind::Conflict, given, &allowed, None);
    }
}

/// Arrivals that the engine draws: of a recording every interval that begins inside the run, whole.
fn drawn(part: &Traffic, duration_s: f64) -> f64 {
    match part {
        Traffic::Recorded(Recorded { interval_s: Some(interval), counts, .. }) => {
            let begun = (duration_s / interval).ceil() as usize;
            counts.iter().take(begun).map(|count| *count as f64).sum()
        }
        _ => part.expected_arrivals(duration_s),
    }
}
