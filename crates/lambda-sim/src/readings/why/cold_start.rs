//! Why an invocation did not find everything ready.

use super::{Answer, Ask, Cause, EnvironmentExit, Suggestion};
use crate::trace::{Invocation, StartKind, State};

impl Ask<'_> {
    pub(super) fn start(&self, invocation: &Invocation) -> Option<Answer> {
        let row = &invocation.row;
        let function = self.function(row.pool);
        let mut causes = Vec::with_capacity(3);
        let mut suggestion = self.provision(invocation);
        if row.flags.is_spillover() {
            let (set, ready) = self.reasons.provisioned(function, row.arrival);
            let busy = self.reasons.in_flight(function, row.arrival).provisioned;
            if ready < set && busy >= ready {
                causes.push(Cause::Allocating { set, ready });
                if row.function_in_flight < set {
                    suggestion = Suggestion::ProvisionEarlier { function };
                }
            } else {
                causes.push(Cause::Spillover { ready, busy });
                if busy < ready {
                    suggestion = Suggestion::Provision { function, to: ready.saturating_add(1) };
                }
            }
        } else if row.flags.while_provisioned() && !row.flags.is_provisioned() {
            causes.push(Cause::OtherQualifier);
            suggestion = Suggestion::CallTheQualifier { function };
        }
        match row.flags.start() {
            StartKind::Warm => return None,
            StartKind::FullCold => causes.push(self.nothing_there(invocation)),
            StartKind::PartialCold => {
                if let Some(reset) = self.reset_by(invocation) {
                    causes.push(Cause::ResetBy { invocation: reset.id, at: reset.released() });
                    causes.push(self.failed(&reset));
                    suggestion = self.against(&reset).unwrap_or(suggestion);
                } else {
                    let idle_since = self.before(invocation).map_or(row.arrival, |before| before.released());
                    let dropped = self.lanes.transitions(self.trace, row.environment).take_while(|transition| {
                        transition.at < row.arrival
                            || (transition.at == row.arrival && transition.state != State::Resumed)
                    });
                    let dropped_at = dropped.filter(|transition| transition.state == State::Sandbox).last();
                    let dropped_at = dropped_at.map_or(row.arrival, |transition| transition.at);
                    causes.push(Cause::IdledToSandbox { idle_since, dropped_at });
                }
            }
        }
        Some(Answer { causes, suggestion: Some(suggestion) })
    }

    /// Why a new environment had to be made.
    fn nothing_there(&self, invocation: &Invocation) -> Cause {
        let row = &invocation.row;
        let (before, gone, last) = self.reasons.environments(row.pool, row.environment, row.arrival);
        match last {
            _ if before > gone => Cause::AllBusy { environments: before - gone },
            Some((at, environment)) => {
                let served = self.lanes.served(environment);
                let row = self.trace.environments.get(environment.index()).unwrap_or_default();
                let idle_since = served.0.last().map_or(row.created, |served| served.end);
                let states = self.lanes.transitions(self.trace, environment);
                let was_sandbox = states
                    .filter(|transition| transition.state != State::Gone)
                    .last()
                    .is_some_and(|transition| transition.state == State::Sandbox);
                let leaving = match (at == idle_since, was_sandbox) {
                    (true, _) => EnvironmentExit::AfterWork,
                    (_, true) => EnvironmentExit::AsSandbox,
                    (_, false) => EnvironmentExit::WhileIdle,
                };
                Cause::LastLeft { environment, at, idle: at.since(idle_since), leaving }
            }
            None => match self.reasons.pool_before(self.trace, row.pool, row.environment) {
                Some(beside) => Cause::FirstOfVersion { beside },
                None => Cause::FirstOfPool,
            },
        }
    }
}
