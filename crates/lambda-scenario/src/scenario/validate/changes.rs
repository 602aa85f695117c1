//! What happens to a scenario over time: alarms, autoscaling, scheduled changes.

use super::super::check::Check;
use super::super::{Alarm, Autoscaling, ChangeKind, Function, Scenario, limits};

pub(super) fn alarms(check: &mut Check<'_>, scenario: &Scenario) {
    let alarms = &scenario.alarms;
    check.count("alarms", alarms.len(), 0, limits::MAX_ALARMS);
    for (index, alarm) in alarms.iter().enumerate() {
        let earlier = alarms[..index].iter().map(|other| other.name.as_str());
        check.inside(format!("alarms[{index}]"), |check| {
            check.name(&alarm.name, earlier);
            self::alarm(check, alarm, scenario);
        });
    }
}

fn alarm(check: &mut Check<'_>, alarm: &Alarm, scenario: &Scenario) {
    if let Some(function) = function(check, &alarm.function, scenario)
        && let Some(version) = alarm.version
    {
        super::versions::version(check, "version", version, function);
    }
    if let Err(problem) = alarm.settings().check() {
        check.conflict("", "an alarm that CloudWatch refuses", &problem.to_string(), None);
    }
}

fn function<'a>(check: &mut Check<'_>, name: &str, scenario: &'a Scenario) -> Option<&'a Function> {
    named(check, "function", name, &mut scenario.functions.iter().map(|function| function.name.as_str()));
    scenario.function(name)
}

fn source(check: &mut Check<'_>, name: &str, scenario: &Scenario) {
    named(check, "source", name, &mut scenario.sources.iter().map(|source| source.name.as_str()));
}

/// There must be something of this name.
fn named(check: &mut Check<'_>, field: &str, name: &str, names: &mut dyn Iterator<Item = &str>) {
    let names: Vec<&str> = names.collect();
    if !names.contains(&name) {
        check.unknown_name(field, name, names.into_iter());
    }
}

pub(super) fn autoscaling(check: &mut Check<'_>, autoscaling: &Autoscaling, function: &Function) {
    check.inside("provisioned_autoscaling".to_owned(), |check| {
        if function.provisioned_concurrency.is_none() {
            check.conflict("", "autoscaling", "a provisioned_concurrency to begin with", None);
        }
        let bounds = |check: &mut Check<'_>, minimum: u32, maximum: u32| {
            check.whole("maximum", f64::from(maximum), limits::PROVISIONED_CONCURRENCY);
            if minimum > maximum {
                check.conflict("minimum", minimum, "at most the maximum", Some(maximum));
            }
        };
        bounds(check, autoscaling.minimum, autoscaling.maximum);
        if let Some(target) = autoscaling.target_utilization {
            check.number("target_utilization", target, limits::TARGET_UTILIZATION);
        }
        check.whole("scale_in_points", f64::from(autoscaling.scale_in_points), limits::SCALE_IN_POINTS);
        check.count("schedule", autoscaling.schedule.len(), 0, limits::MAX_CHANGES);
        for (index, entry) in autoscaling.schedule.iter().enumerate() {
            check.inside(format!("schedule[{index}]"), |check| {
                check.number("at_s", entry.at_s, limits::TRAFFIC_S);
                bounds(check, entry.minimum, entry.maximum);
            });
        }
    });
}

pub(super) fn changes(check: &mut Check<'_>, scenario: &Scenario) {
    check.count("changes", scenario.changes.len(), 0, limits::MAX_CHANGES);
    for (index, change) in scenario.changes.iter().enumerate() {
        check.inside(format!("changes[{index}]"), |check| {
            check.number("at_s", change.at_s, limits::TRAFFIC_S);
            self::change(check, &change.change, scenario);
        });
    }
}

fn change(check: &mut Check<'_>, change: &ChangeKind, scenario: &Scenario) {
    match change {
        ChangeKind::ConcurrencyLimit(limit) => {
            if let Some(value) = limit.value {
                check.whole("value", f64::from(value), limits::CONCURRENCY_LIMIT);
            }
        }
        ChangeKind::ReservedConcurrency(reserved) => {
            function(check, &reserved.function, scenario);
            if let Some(value) = reserved.value {
                check.whole("value", f64::from(value), limits::RESERVED_CONCURRENCY);
            }
        }
        ChangeKind::ProvisionedConcurrency(provisioned) => {
            function(check, &provisioned.function, scenario);
            check.whole("value", f64::from(provisioned.value), limits::PROVISIONED_CONCURRENCY);
        }
        ChangeKind::Configuration(configuration) => {
            if let Some(function) = function(check, &configuration.function, scenario) {
                super::function(check, &configuration.of(function));
            }
        }
        ChangeKind::Downstream(downstream) => {
            let names = &mut scenario.downstreams.iter().map(|service| service.name.as_str());
            named(check, "downstream", &downstream.downstream, names);
            check.number("latency_factor", downstream.latency_factor, limits::LATENCY_FACTOR);
            if let Some(rate) = downstream.error_rate {
                check.number("error_rate", rate, limits::SHARE);
            }
        }
        ChangeKind::Work(work) => {
            function(check, &work.function, scenario);
            if let Some(factor) = work.duration_factor {
                check.number("duration_factor", factor, limits::LATENCY_FACTOR);
            }
            if let Some(rate) = work.error_rate {
                check.number("error_rate", rate, limits::SHARE);
            }
        }
        ChangeKind::Traffic(traffic) => {
            source(check, &traffic.source, scenario);
            check.number("factor", traffic.factor, limits::TRAFFIC_FACTOR);
        }
        ChangeKind::Kill(kill) => {
            function(check, &kill.function, scenario);
            check.whole("environment", f64::from(kill.environment), limits::ENVIRONMENT_NUMBER);
        }
        ChangeKind::Invoke(invoke) => {
            source(check, &invoke.source, scenario);
            check.whole("count", f64::from(invoke.count), limits::BURST_SIZE);
        }
    }
}
