//! Published versions, aliases and deployments.

use super::super::check::Check;
use super::super::ranged::{CheckRanges, Ranged};
use super::super::{Deployment, Function, Qualifier, Scenario, ranges};
use super::runtime;

/// A function's versions and its alias.
pub(super) fn versions(check: &mut Check<'_>, function: &Function) {
    check.count("versions", function.versions.len(), 0, ranges::MAX_VERSIONS);
    for (index, version) in function.versions.iter().enumerate() {
        check.inside(format!("versions[{index}]"), |check| {
            let earlier = function.versions[..index].iter().any(|other| other.version == version.version);
            if earlier || version.version == 1 {
                check.conflict("version", version.version, "a number of its own; 1 is the function as it stands", None);
            }
            if version.runtime.is_some() {
                runtime(check, &version.of(function));
            }
            version.check_ranges(check);
            if let Some(range) = function.timeouts() {
                version.timeout_s.check(check, "timeout_s", range);
            }
        });
    }
    let Some(alias) = &function.alias else { return };
    check.inside("alias".to_owned(), |check| {
        self::version(check, "version", alias.version, function);
        if let Some(additional) = alias.additional_version {
            self::version(check, "additional_version", additional, function);
        }
        alias.check_ranges(check);
    });
}

/// Checks that a version was published.
pub(super) fn version(check: &mut Check<'_>, name: &str, version: u32, function: &Function) {
    if !function.publishes(version) {
        let known = std::iter::once(1).chain(function.versions.iter().map(|version| version.version));
        let known = known.map(|version| version.to_string()).collect::<Vec<_>>().join(", ");
        check.conflict(name, version, &format!("a published version: {known}"), None);
    }
}

pub(super) fn qualifier(check: &mut Check<'_>, qualifier: Option<Qualifier>, function: &Function) {
    if let Some(Qualifier::Version(number)) = qualifier {
        version(check, "qualifier", number, function);
    }
}

pub(super) fn deployments(check: &mut Check<'_>, deployments: &[Deployment], scenario: &Scenario) {
    check.count("deployments", deployments.len(), 0, ranges::MAX_DEPLOYMENTS);
    for (index, deployment) in deployments.iter().enumerate() {
        check.inside(format!("deployments[{index}]"), |check| {
            deployment.check_ranges(check);
            let Some(function) = scenario.function(&deployment.function) else {
                let names = scenario.functions.iter().map(|function| function.name.as_str());
                return check.unknown_name("function", &deployment.function, names);
            };
            version(check, "version", deployment.version, function);
            let alarms = scenario.alarms.iter().map(|alarm| alarm.name.as_str());
            for (index, name) in deployment.alarms.iter().enumerate() {
                if !alarms.clone().any(|alarm| alarm == name) {
                    check.unknown_name(&format!("alarms[{index}]"), name, alarms.clone());
                }
            }
        });
    }
}
