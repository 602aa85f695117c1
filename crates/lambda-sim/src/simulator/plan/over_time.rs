//! What a scenario has happen over time: alarms, autoscaling, changes.

use crate::monitoring::{AlarmMonitor, TargetTracking};
use crate::scenario::{ChangeKind, Scenario, ScheduledChange};
use crate::simulator::Simulator;
use crate::simulator::change::{Change, Pending};
use crate::simulator::watch::{Tracking, Watch};
use crate::trace::{DownstreamId, DownstreamInfo, FunctionId, SourceId, SourceInfo};
use crate::units::{Instant, Micros};

/// A scenario's changes in the order of time; those at one time as they are listed.
fn in_order(scenario: &Scenario) -> Vec<&ScheduledChange> {
    let mut changes: Vec<&ScheduledChange> = scenario.changes.iter().collect();
    changes.sort_by(|one, other| one.at_s.total_cmp(&other.at_s));
    changes
}

/// When the traffic of a source is scaled anew, and by what.
pub(super) fn scaling(scenario: &Scenario, source: &str) -> Vec<(Instant, f64)> {
    let of_it = |ScheduledChange { at_s, change }: &ScheduledChange| match change {
        ChangeKind::Traffic(new) if new.source == source => {
            Some((Instant::ZERO + Micros::from_secs_f64(*at_s), new.factor))
        }
        _ => None,
    };
    in_order(scenario).into_iter().filter_map(of_it).collect()
}

impl Simulator {
    fn function_named(&self, name: &str) -> Option<FunctionId> {
        let position = self.trace.functions.iter().position(|info| info.name == name)?;
        Some(FunctionId(position as u16))
    }

    pub(super) fn plan_watching(&mut self, scenario: &Scenario) {
        for alarm in &scenario.alarms {
            let function = self.function_named(&alarm.function).unwrap_or_default();
            let pool = alarm.version.map(|version| self.functions[function.index()].version(version));
            let monitor = AlarmMonitor::new(alarm.settings(), self.now);
            self.watches.push(Watch { function, pool, monitor });
        }
        for (index, function) in scenario.functions.iter().enumerate() {
            let (Some(autoscaling), id) = (&function.provisioned_autoscaling, FunctionId(index as u16)) else {
                continue;
            };
            if let Some(policy) = autoscaling.policy() {
                let current = function.provisioned_concurrency.unwrap_or(0);
                self.trackings.push(Tracking::new(id, TargetTracking::new(policy, current)));
            }
            for entry in &autoscaling.schedule {
                let (minimum, maximum) = (entry.minimum, entry.maximum);
                let at = Instant::ZERO + Micros::from_secs_f64(entry.at_s);
                self.schedule(at, Pending::Capacity { function: id, minimum, maximum });
            }
        }
    }

    pub(super) fn plan_changes(&mut self, scenario: &Scenario) {
        // A change of configuration builds on those before it.
        let mut configurations = scenario.functions.clone();
        for ScheduledChange { at_s, change } in in_order(scenario) {
            let function = |name: &str| self.function_named(name);
            let change = match change {
                ChangeKind::ConcurrencyLimit(limit) => Some(Change::ConcurrencyLimit(limit.value)),
                ChangeKind::ReservedConcurrency(new) => function(&new.function)
                    .map(|function| Change::ReservedConcurrency { function, reserved: new.value }),
                ChangeKind::ProvisionedConcurrency(new) => function(&new.function)
                    .map(|function| Change::ProvisionedConcurrency { function, provisioned: new.value }),
                ChangeKind::Configuration(new) => function(&new.function).map(|function| {
                    let configuration = &mut configurations[function.index()];
                    *configuration = new.of(configuration);
                    Change::Configuration { function, configuration: Box::new(configuration.clone()) }
                }),
                ChangeKind::Downstream(new) => {
                    let named = |info: &DownstreamInfo| info.name == new.downstream;
                    self.trace.downstreams.iter().position(named).map(|index| Change::Downstream {
                        downstream: DownstreamId(index as u16),
                        latency_factor: new.latency_factor,
                        error_rate: new.error_rate,
                    })
                }
                ChangeKind::Work(new) => function(&new.function).map(|function| {
                    let work = &mut configurations[function.index()].work;
                    work.error_rate = new.error_rate.unwrap_or(work.error_rate);
                    let (duration_factor, error_rate) = (new.duration_factor, new.error_rate);
                    Change::Work { function, duration_factor, error_rate }
                }),
                // Arrivals are planned with it: it is nothing that happens.
                ChangeKind::Traffic(_) => None,
                ChangeKind::Kill(kill) => {
                    function(&kill.function).map(|function| Change::KillNumber { function, number: kill.environment })
                }
                ChangeKind::Invoke(invoke) => {
                    let named = |info: &SourceInfo| info.name == invoke.source;
                    let source = self.trace.sources.iter().position(named);
                    source.map(|index| Change::Invoke { source: SourceId(index as u16), count: invoke.count })
                }
            };
            if let Some(change) = change {
                self.schedule(Instant::ZERO + Micros::from_secs_f64(*at_s), Pending::Setting(change));
            }
        }
    }
}
