//! Which edits of a setting can be made while the run goes on, as AWS lets one change them, and what is in force at a moment.

use crate::state::Configuration;
use crate::state::edit::{AccountEdit, Edit, FunctionEdit, SourceEdit};
use lambda_sim::scenario::{
    Account, ChangeKind, Function, NewConfiguration, NewLimit, NewProvisioned, NewReserved, NewTraffic, NewWork,
    Scenario, ScheduledChange, Setting, Traffic,
};

/// An edit as a change from a moment in µs on; none where the setting can only be set from the beginning.
pub fn change(scenario: &Scenario, at_us: f64, edit: &Edit) -> Option<ChangeKind> {
    match edit {
        Edit::Account(AccountEdit::ConcurrencyLimit(limit)) => {
            let account = Account { concurrency_limit: *limit, ..scenario.account.clone() };
            Some(ChangeKind::ConcurrencyLimit(NewLimit { value: account.concurrency_limit() }))
        }
        Edit::Function(index, edit) => of_function(scenario.functions.get(*index)?, edit, scenario, at_us),
        Edit::Source(index, SourceEdit::Traffic(0, traffic)) => {
            let source = scenario.sources.get(*index)?;
            let [as_set] = &source.traffic.0[..] else { return None };
            let factor = factor(as_set, traffic)?;
            Some(ChangeKind::Traffic(NewTraffic { source: source.name.clone(), factor }))
        }
        _ => None,
    }
}

fn of_function(function: &Function, edit: &FunctionEdit, scenario: &Scenario, at_us: f64) -> Option<ChangeKind> {
    let name = function.name.clone();
    // What was configured at the same moment is configured along with it.
    let configured = |change: &dyn Fn(&mut NewConfiguration)| {
        let mut new = scenario.changes.iter().rev().find_map(|other| match &other.change {
            ChangeKind::Configuration(new) if new.function == name && other.at_s * 1e6 == at_us => Some(new.clone()),
            _ => None,
        });
        let new_one = new.get_or_insert_with(|| NewConfiguration { function: name.clone(), ..Default::default() });
        change(new_one);
        new.map(ChangeKind::Configuration)
    };
    match edit {
        FunctionEdit::MemoryMb(memory) => configured(&|new| new.memory_mb = Some(*memory)),
        FunctionEdit::TimeoutS(timeout) => configured(&|new| new.timeout_s = Some(*timeout)),
        FunctionEdit::DurationMs(duration) => configured(&|new| new.duration_ms = Some(duration.clone())),
        FunctionEdit::CpuShare(share) => configured(&|new| new.cpu_share = Some(*share)),
        FunctionEdit::InitMs(Some(init)) => configured(&|new| new.init_ms = Some(init.clone())),
        FunctionEdit::ErrorRate(rate) => {
            let work = NewWork { function: name.clone(), duration_factor: None, error_rate: Some(*rate) };
            Some(ChangeKind::Work(work))
        }
        FunctionEdit::ReservedConcurrency(value) => {
            Some(ChangeKind::ReservedConcurrency(NewReserved { function: name.clone(), value: *value }))
        }
        FunctionEdit::ProvisionedConcurrency(value) => {
            let value = value.unwrap_or(0);
            Some(ChangeKind::ProvisionedConcurrency(NewProvisioned { function: name.clone(), value }))
        }
        _ => None,
    }
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

/// By what a part of traffic is multiplied to be another one; none where it differs in more than that.
fn factor(as_set: &Traffic, wanted: &Traffic) -> Option<f64> {
    let rate = |traffic: &Traffic| match traffic {
        Traffic::Constant { rps } | Traffic::Poisson { rps } => Some(*rps),
        Traffic::Wave { mean_rps, .. } => Some(*mean_rps),
        Traffic::Bursts { size, .. } => Some(f64::from(*size)),
        _ => None,
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
        other => other.clone(),
    }
}

/// The configuration with the settings that are in force at a moment, in µs: what its panels show, live.
pub fn in_force(configuration: &Configuration, at_us: f64) -> Configuration {
    let mut scenario = Scenario::clone(configuration.scenario());
    let mut changes: Vec<ScheduledChange> =
        scenario.changes.iter().filter(|change| change.at_s * 1e6 <= at_us + 0.5).cloned().collect();
    if changes.is_empty() {
        return configuration.clone();
    }
    changes.sort_by(|a, b| a.at_s.total_cmp(&b.at_s));
    for change in &changes {
        put_in_force(&mut scenario, configuration.scenario(), &change.change);
    }
    configuration.showing(scenario)
}

fn put_in_force(now: &mut Scenario, as_set: &Scenario, change: &ChangeKind) {
    let function_named = |now: &mut Scenario, name: &str, put: &dyn Fn(&mut Function)| {
        now.functions.iter_mut().filter(|function| function.name == name).for_each(put);
    };
    match change {
        ChangeKind::ConcurrencyLimit(new) => {
            now.account.concurrency_limit = new.value.map_or(Setting::Off, Setting::Value);
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
