//! What happens to a scenario over time: alarms, autoscaling, scheduled changes.

use super::super::check::Check;
use super::super::ranged::{CheckRanges, Ranged};
use super::super::{Alarm, Autoscaling, ChangeKind, Function, Scenario, ranges};

pub(super) fn alarms(check: &mut Check<'_>, scenario: &Scenario) {
    let alarms = &scenario.alarms;
    check.count("alarms", alarms.len(), 0, ranges::MAX_ALARMS);
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
        autoscaling.check_ranges(check);
        bounds(check, autoscaling.minimum, autoscaling.maximum);
        check.count("schedule", autoscaling.schedule.len(), 0, ranges::MAX_CHANGES);
        for (index, entry) in autoscaling.schedule.iter().enumerate() {
            check.inside(format!("schedule[{index}]"), |check| {
                entry.check_ranges(check);
                bounds(check, entry.minimum, entry.maximum);
            });
        }
    });
}

fn bounds(check: &mut Check<'_>, minimum: u32, maximum: u32) {
    if minimum > maximum {
        check.conflict("minimum", minimum, "at most the maximum", Some(maximum));
    }
}

pub(super) fn changes(check: &mut Check<'_>, scenario: &Scenario) {
    check.count("changes", scenario.changes.len(), 0, ranges::MAX_CHANGES);
    for (index, change) in scenario.changes.iter().enumerate() {
        check.inside(format!("changes[{index}]"), |check| {
            change.check_ranges(check);
            self::change(check, &change.change, scenario);
        });
    }
}

/// What a change names must exist.
fn change(check: &mut Check<'_>, change: &ChangeKind, scenario: &Scenario) {
    match change {
        ChangeKind::ConcurrencyLimit(_) => {}
        ChangeKind::ReservedConcurrency(reserved) => _ = function(check, &reserved.function, scenario),
        ChangeKind::ProvisionedConcurrency(provisioned) => _ = function(check, &provisioned.function, scenario),
        ChangeKind::Configuration(configuration) => {
            if let Some(function) = function(check, &configuration.function, scenario)
                && let Some(range) = function.timeouts()
            {
                configuration.timeout_s.check(check, "timeout_s", range);
            }
        }
        ChangeKind::Downstream(downstream) => {
            let names = &mut scenario.downstreams.iter().map(|service| service.name.as_str());
            named(check, "downstream", &downstream.downstream, names);
        }
        ChangeKind::Work(work) => _ = function(check, &work.function, scenario),
        ChangeKind::Traffic(traffic) => source(check, &traffic.source, scenario),
        ChangeKind::Kill(kill) => _ = function(check, &kill.function, scenario),
        ChangeKind::Invoke(invoke) => source(check, &invoke.source, scenario),
    }
}
