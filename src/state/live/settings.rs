//! What live mode makes of an edit of a setting, and which settings are in force at a moment.
//!
//! Whether and how a setting changes while the run goes on is said at its row ([`LiveChange`]); here are the ways that rows share.

use crate::state::Configuration;
use crate::state::edit::{Edit, ElementPath, LiveChange};
use lambda_sim::scenario::{
    ChangeKind, Function, NewConfiguration, NewTraffic, Override, Scenario, ScheduledChange, Traffic,
};

/// An edit as a change from a moment in µs on; `None` if the setting can only be set from the start.
pub fn change(scenario: &Scenario, at_us: f64, edit: &Edit) -> Option<ChangeKind> {
    match edit {
        Edit::Setting(edit) => {
            let live: LiveChange = edit.live?;
            let mut after = scenario.clone();
            edit.apply(&mut after);
            let change = live(scenario, &after, edit.at)?;
            Some(with_what_is_configured(scenario, at_us, change))
        }
        Edit::Name(_) | Edit::Structure(_) | Edit::Changes(_) => None,
    }
}

/// Of a function's new configuration, with what else of it was configured at the same moment.
fn with_what_is_configured(scenario: &Scenario, at_us: f64, change: ChangeKind) -> ChangeKind {
    let ChangeKind::Configuration(new) = change else { return change };
    let earlier = scenario.changes.iter().rev().find_map(|other| match &other.change {
        ChangeKind::Configuration(earlier) if earlier.function == new.function && other.at_s * 1e6 == at_us => {
            Some(earlier.clone())
        }
        _ => None,
    });
    let Some(earlier) = earlier else { return ChangeKind::Configuration(new) };
    let NewConfiguration { function, memory_mb, timeout_s, error_rate, duration_ms, cpu_share, init_ms } = new;
    ChangeKind::Configuration(NewConfiguration {
        function,
        memory_mb: memory_mb.or(earlier.memory_mb),
        timeout_s: timeout_s.or(earlier.timeout_s),
        error_rate: error_rate.or(earlier.error_rate),
        duration_ms: duration_ms.or(earlier.duration_ms),
        cpu_share: cpu_share.or(earlier.cpu_share),
        init_ms: init_ms.or(earlier.init_ms),
    })
}

/// A function's new configuration with what `set` takes over from the function; `None` if that is nothing.
pub fn new_configuration(
    after: &Scenario,
    at: ElementPath,
    set: impl FnOnce(&Function, &mut NewConfiguration),
) -> Option<ChangeKind> {
    let function = after.functions.get(at.index)?;
    let unchanged = NewConfiguration { function: function.name.clone(), ..NewConfiguration::default() };
    let mut new = unchanged.clone();
    set(function, &mut new);
    (new != unchanged).then_some(ChangeKind::Configuration(new))
}

/// More or less of a source's traffic, if that is all that an edit changes of it.
pub fn scaled_traffic(before: &Scenario, after: &Scenario, at: ElementPath) -> Option<ChangeKind> {
    let source = before.sources.get(at.index)?;
    let ([as_set], [wanted]) = (&source.traffic.0[..], &after.sources.get(at.index)?.traffic.0[..]) else {
        return None;
    };
    Some(ChangeKind::Traffic(NewTraffic { source: source.name.clone(), factor: factor(as_set, wanted)? }))
}

/// Whether a change sets what another one sets, so that of two at one moment only the later holds. Calls add up.
pub fn is_of_same(one: &ChangeKind, other: &ChangeKind) -> bool {
    match (one, other) {
        (ChangeKind::ConcurrencyLimit(_), ChangeKind::ConcurrencyLimit(_)) => true,
        (ChangeKind::ReservedConcurrency(a), ChangeKind::ReservedConcurrency(b)) => a.function == b.function,
        (ChangeKind::ProvisionedConcurrency(a), ChangeKind::ProvisionedConcurrency(b)) => a.function == b.function,
        (ChangeKind::Configuration(a), ChangeKind::Configuration(b)) => a.function == b.function,
        (ChangeKind::Downstream(a), ChangeKind::Downstream(b)) => a.downstream == b.downstream,
        (ChangeKind::Work(a), ChangeKind::Work(b)) => {
            a.function == b.function && a.duration_factor.is_some() == b.duration_factor.is_some()
        }
        (ChangeKind::Traffic(a), ChangeKind::Traffic(b)) => a.source == b.source,
        (ChangeKind::Kill(a), ChangeKind::Kill(b)) => a == b,
        _ => false,
    }
}

/// By what a part of traffic is multiplied to be another one; `None` if it differs in more than that.
fn factor(as_set: &Traffic, wanted: &Traffic) -> Option<f64> {
    let rate = |traffic: &Traffic| match traffic {
        Traffic::Constant { rps } | Traffic::Poisson { rps } => Some(*rps),
        Traffic::Wave { mean_rps, .. } => Some(*mean_rps),
        Traffic::Bursts { size, .. } => Some(f64::from(*size)),
        Traffic::Ramp { .. } | Traffic::Spike { .. } | Traffic::Recorded(_) => None,
    };
    let (from, to) = (rate(as_set).filter(|rate| *rate > 0.0)?, rate(wanted)?);
    (scaled(as_set, to / from) == *wanted).then_some(to / from)
}

fn scaled(traffic: &Traffic, factor: f64) -> Traffic {
    // A rate that was scaled from a round number is that number again.
    let times = |rate: f64| (rate * factor * 1e6).round() / 1e6;
    match traffic {
        Traffic::Constant { rps } => Traffic::Constant { rps: times(*rps) },
        Traffic::Poisson { rps } => Traffic::Poisson { rps: times(*rps) },
        Traffic::Wave { mean_rps, amplitude, period_s } => {
            Traffic::Wave { mean_rps: times(*mean_rps), amplitude: *amplitude, period_s: *period_s }
        }
        Traffic::Bursts { size, every_s } => {
            Traffic::Bursts { size: times(f64::from(*size)) as u32, every_s: *every_s }
        }
        Traffic::Ramp { .. } | Traffic::Spike { .. } | Traffic::Recorded(_) => traffic.clone(),
    }
}

/// The configuration with the settings that are in force at a moment, in µs: what its panels show, live.
pub fn effective_configuration(configuration: &Configuration, at_us: f64) -> Configuration {
    let mut scenario = Scenario::clone(configuration.scenario());
    let mut changes: Vec<ScheduledChange> =
        scenario.changes.iter().filter(|change| change.at_s * 1e6 <= at_us + 0.5).cloned().collect();
    if changes.is_empty() {
        return configuration.clone();
    }
    changes.sort_by(|a, b| a.at_s.total_cmp(&b.at_s));
    for change in &changes {
        apply_change(&mut scenario, configuration.scenario(), &change.change);
    }
    configuration.showing(scenario)
}

fn apply_change(now: &mut Scenario, as_set: &Scenario, change: &ChangeKind) {
    let function_named = |now: &mut Scenario, name: &str, put: &dyn Fn(&mut Function)| {
        now.functions.iter_mut().filter(|function| function.name == name).for_each(put);
    };
    match change {
        ChangeKind::ConcurrencyLimit(new) => {
            now.account.concurrency_limit = new.value.map_or(Override::Off, Override::Value);
        }
        ChangeKind::ReservedConcurrency(new) => {
            function_named(now, &new.function, &|function| function.reserved_concurrency = new.value);
        }
        ChangeKind::ProvisionedConcurrency(new) => function_named(now, &new.function, &|function| {
            function.provisioned_concurrency = (new.value > 0).then_some(new.value);
        }),
        ChangeKind::Configuration(new) => {
            function_named(now, &new.function, &|function| *function = new.of(function));
        }
        ChangeKind::Work(new) => function_named(now, &new.function, &|function| {
            function.work.error_rate = new.error_rate.unwrap_or(function.work.error_rate);
        }),
        ChangeKind::Traffic(new) => {
            for (source, as_set) in now.sources.iter_mut().zip(&as_set.sources) {
                if let ([traffic], [as_set]) = (&mut source.traffic.0[..], &as_set.traffic.0[..])
                    && source.name == new.source
                {
                    *traffic = scaled(as_set, new.factor);
                }
            }
        }
        ChangeKind::Downstream(_) | ChangeKind::Invoke(_) | ChangeKind::Kill(_) => {}
    }
}
