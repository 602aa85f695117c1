//! What the types cannot check: ranges, names that must exist, sums that must fit into the account.

mod calls;
mod changes;
mod claims;
mod durable;
mod life;
mod managed_instances;
mod source_kinds;
#[cfg(test)]
mod tests;
mod versions;

use super::check::Check;
use super::problem::{ProblemKind, grouped};
use super::problems::Problems;
use super::ranged::CheckRanges;
use super::ranges::{self, Range};
use super::{DurableOperation, Function, REGIONS, Recorded, Scenario, Source, Traffic};
use crate::assumptions::TABLE;
use crate::calendar::date_and_time;
use crate::runtimes::{Language, Runtime, languages, runtimes};

/// Adds the problems of a scenario, in the order of the document.
pub(super) fn problems(scenario: &Scenario, problems: &mut Problems) {
    let mut check = Check::new(problems);
    scenario.check_ranges(&mut check);
    if date_and_time(&scenario.starts_at).is_none() {
        let allowed = "a date and time in UTC, as 2026-01-05T00:00:00Z";
        check.push("starts_at", ProblemKind::NotAllowed, format!("\"{}\"", scenario.starts_at), allowed, None);
    }
    if !REGIONS.contains(&scenario.account.region.as_str()) {
        check.unknown(ProblemKind::NotAllowed, "account.region", &scenario.account.region, REGIONS.iter().copied());
    }
    check.count("functions", scenario.functions.len(), 1, ranges::MAX_FUNCTIONS);
    for (index, function) in scenario.functions.iter().enumerate() {
        let earlier = scenario.functions[..index].iter().map(|other| other.name.as_str());
        check.inside(format!("functions[{index}]"), |check| {
            check.name(&function.name, earlier);
            self::function(check, function);
            calls::calls(check, &function.calls, scenario);
            life::life(check, function);
            managed_instances::managed_instances(check, function);
            durable::durable(check, function, scenario);
            versions::versions(check, function);
            if let Some(autoscaling) = &function.provisioned_autoscaling {
                changes::autoscaling(check, autoscaling, function);
            }
        });
    }
    claims::at_start(&mut check, scenario);
    check.count("sources", scenario.sources.len(), 0, ranges::MAX_SOURCES);
    for (index, source) in scenario.sources.iter().enumerate() {
        let earlier = scenario.sources[..index].iter().map(|other| other.name.as_str());
        check.inside(format!("sources[{index}]"), |check| {
            check.name(&source.name, earlier);
            self::source(check, source, scenario);
        });
    }
    routes(&mut check, scenario);
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
                check.number(&path, *value, Range { min: entry.min, max: entry.max, unit: entry.unit, ..ranges::SHARE })
            }
            None => check.unknown(ProblemKind::UnknownField, &path, id, TABLE.iter().map(|entry| entry.id)),
        }
    }
}

/// Ways to functions are numbered in sixteen bits.
fn routes(check: &mut Check<'_>, scenario: &Scenario) {
    fn invokes(operations: &[DurableOperation]) -> usize {
        operations
            .iter()
            .map(|one| usize::from(matches!(one, DurableOperation::Invoke(_))) + invokes(one.inside()))
            .sum()
    }
    let of = |function: &Function| {
        function.calls.len() + function.durable.as_ref().map_or(0, |durable| 1 + invokes(&durable.operations))
    };
    let routes = scenario.sources.len() + scenario.functions.iter().map(of).sum::<usize>();
    if routes > ranges::MAX_ROUTES {
        let allowed = "at most 65,000 together";
        check.conflict("functions", format_args!("{routes} sources, calls and invokes"), allowed, None);
    }
}

fn function(check: &mut Check<'_>, function: &Function) {
    runtime(check, function);
    function.check_ranges(check);
    if let (Some(reserved), Some(provisioned)) = (function.reserved_concurrency, function.provisioned_concurrency)
        && provisioned > reserved
    {
        let allowed =
            format!("at most the function's reserved concurrency, {} (rule C4)", grouped(f64::from(reserved)));
        check.conflict("provisioned_concurrency", provisioned, &allowed, Some(reserved));
    }
}

/// The runtime must exist, and only runtimes of the kind `provided.*` take a language.
fn runtime(check: &mut Check<'_>, function: &Function) {
    let Some(runtime) = Runtime::find(&function.runtime) else {
        let known = runtimes().iter().map(|runtime| runtime.id);
        return check.unknown(ProblemKind::NotAllowed, "runtime", &function.runtime, known);
    };
    let Some(language) = function.language.as_ref().filter(|_| !check.is_unread("runtime")) else { return };
    if !runtime.is_os_only() {
        let allowed = "no language: only runtimes of the kind provided.* have one";
        check.push("language", ProblemKind::Conflict, format!("\"{language}\""), allowed, None);
    } else if Language::find(language).is_none() {
        let known = languages().iter().map(|language| language.id);
        check.unknown(ProblemKind::NotAllowed, "language", language, known);
    }
}

fn source(check: &mut Check<'_>, source: &Source, scenario: &Scenario) {
    match scenario.function(&source.function) {
        Some(function) => {
            versions::qualifier(check, source.qualifier, function);
            durable::calls_durably(check, source, function);
        }
        // A function whose name could not be read may be the one.
        None if check.is_any_unread("functions", "name") => {}
        None => {
            let names = scenario.functions.iter().map(|function| function.name.as_str());
            check.unknown_name("function", &source.function, names);
        }
    }
    let is_scheduled = source.kind.schedule().is_some();
    check.count("traffic", source.traffic.0.len(), usize::from(!is_scheduled), ranges::MAX_TRAFFIC_PARTS);
    source.check_ranges(check);
    for (index, part) in source.traffic.0.iter().enumerate() {
        if let Traffic::Recorded(recorded) = part {
            check
                .inside(format!("{}.recorded", source.traffic.path_of(index)), |check| self::recorded(check, recorded));
        }
    }
    source_kinds::check_kind(check, source, scenario);
    source_kinds::retry_on(check, &source.retry, &source.retry_on);
}

fn recorded(check: &mut Check<'_>, recorded: &Recorded) {
    match (recorded.interval_s, recorded.at_s.is_empty()) {
        (Some(_), true) => {
            check.count("counts", recorded.counts.len(), 1, ranges::MAX_RECORDED);
            check.all("counts", recorded.counts.iter().map(|count| *count as f64), ranges::RECORDED_COUNT);
        }
        (None, true) if !recorded.counts.is_empty() => {
            let allowed = "the length of an interval in seconds, beside counts";
            check.push("interval_s", ProblemKind::Missing, "nothing", allowed, None);
        }
        (None, _) if recorded.counts.is_empty() => {
            check.count("at_s", recorded.at_s.len(), 1, ranges::MAX_RECORDED);
            check.all("at_s", recorded.at_s.iter().copied(), ranges::TRAFFIC_S);
        }
        _ => check.conflict("", "a mixture of both", "either interval_s and counts, or at_s", None::<u32>),
    }
}

fn arrivals(check: &mut Check<'_>, scenario: &Scenario) {
    // The sum of what is refused, or over a time that could not be read, says nothing.
    if check.any_at("sources[") || check.is_unread("duration_s") || check.is_unread("warm_up_s") {
        return;
    }
    let expected: f64 = scenario
        .sources
        .iter()
        .flat_map(|source| &source.traffic.0)
        .map(|part| drawn(part, scenario.duration_s) + part.expected_before(scenario.warm_up_s))
        .chain(scenario.sources.iter().map(|source| source_kinds::expected_besides_traffic(source, scenario)))
        .sum();
    if expected > ranges::MAX_EXPECTED_ARRIVALS {
        let given = format!("traffic of about {} calls", grouped(expected.round()));
        let allowed = format!(
            "at most {} calls in a run; take a lower rate or a shorter duration_s",
            grouped(ranges::MAX_EXPECTED_ARRIVALS)
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
        Traffic::Recorded(Recorded { interval_s: None, .. })
        | Traffic::Constant { .. }
        | Traffic::Poisson { .. }
        | Traffic::Ramp { .. }
        | Traffic::Spike { .. }
        | Traffic::Wave { .. }
        | Traffic::Bursts { .. } => part.expected_arrivals(duration_s),
    }
}
