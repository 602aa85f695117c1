//! Changes of settings while a run goes on.

use super::Simulator;
use super::plan::{provisioned_rate, reserved_rate};
use super::queue::Timed;
use crate::concurrency::TokenBucket;
use crate::scenario;
use crate::scenario::ranges::REQUESTS_PER_CONCURRENCY;
use crate::trace::{DownstreamId, EnvironmentId, FunctionId, PoolId, SettingKind, SourceId};
use crate::units::Instant;
use std::cmp::Ordering;

/// Something that a user changes mid-run.
#[derive(Clone, Debug, PartialEq)]
pub enum Change {
    /// The account's concurrency limit; none switches it off. Requests per second that the scenario left out follow it.
    ConcurrencyLimit(Option<u32>),
    /// A function's reserved concurrency; none takes the reservation away.
    ReservedConcurrency {
        /// Which function.
        function: FunctionId,
        /// How much.
        reserved: Option<u32>,
    },
    /// A function's provisioned concurrency. More is allocated as by C6; less goes as soon as it is idle.
    ProvisionedConcurrency {
        /// Which function.
        function: FunctionId,
        /// How much.
        provisioned: u32,
    },
    /// New code or configuration (L14): `$LATEST` has it at once; where the alias is in use, a version of it is published and gets
    /// everything. What a function calls stays.
    Configuration {
        /// Which function.
        function: FunctionId,
        /// As it is from now on.
        configuration: Box<scenario::Function>,
    },
    /// How a service answers.
    Downstream {
        /// Which service.
        downstream: DownstreamId,
        /// By what its latency is multiplied, 1 being as it was planned.
        latency_factor: f64,
        /// Share of calls that fail, 0 to 1; none leaves it as it is.
        error_rate: Option<f64>,
    },
    /// How the handlers of a function fare, in all its versions: invocations admitted from now on.
    Work {
        /// Which function.
        function: FunctionId,
        /// By what their time is multiplied, 1 being as it was planned; none leaves it as it is.
        duration_factor: Option<f64>,
        /// Share of invocations whose handler returns an error, 0 to 1; none leaves it as it is.
        error_rate: Option<f64>,
    },
    /// Calls or events that somebody makes by hand, all at once.
    Invoke {
        /// Through which source.
        source: SourceId,
        /// How many.
        count: u32,
    },
    /// An execution environment is killed: it goes when it is idle, and what runs in it crashes now.
    Kill(EnvironmentId),
    /// The same, by its number among those of its function, counted from 1 by creation; where there is none yet, nothing happens.
    KillNumber {
        /// Which function.
        function: FunctionId,
        /// Which of its environments.
        number: u32,
    },
}

/// What happens at a time that is known ahead.
#[derive(Clone, Debug)]
pub(super) enum Pending {
    Setting(Change),
    /// The allocation that the function's `request`-th setting of provisioned concurrency began is complete; void if there has
    /// been another since.
    Allocated {
        function: FunctionId,
        provisioned: u32,
        request: u32,
    },
    /// A deployment goes on by a step.
    Shift {
        deployment: usize,
        step: u32,
    },
    /// An alarm is to be evaluated.
    Evaluate {
        alarm: usize,
    },
    /// A minute is over, for target tracking.
    MinuteOver,
    /// Environments on Managed Instances that were on their way are ready.
    Started {
        pool: PoolId,
        environments: u32,
    },
    /// The scaler of Managed Instances looks at a version.
    Scale(PoolId),
    /// A schedule sets new bounds of provisioned concurrency.
    Capacity {
        function: FunctionId,
        minimum: u32,
        maximum: u32,
    },
}

/// A change and its time; ordered by time and number.
#[derive(Clone, Debug)]
pub(super) struct PendingChange {
    at: Instant,
    number: u32,
    change: Pending,
}

impl PartialEq for PendingChange {
    fn eq(&self, other: &Self) -> bool {
        self.cmp(other).is_eq()
    }
}

impl Eq for PendingChange {}

impl PartialOrd for PendingChange {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl Ord for PendingChange {
    fn cmp(&self, other: &Self) -> Ordering {
        (self.at, self.number).cmp(&(other.at, other.number))
    }
}

impl Timed for PendingChange {
    #[inline]
    fn at(&self) -> Instant {
        self.at
    }
}

impl Simulator {
    /// Applies a change at the present time: after what completes now, before what arrives now.
    pub fn apply(&mut self, change: Change) {
        self.schedule(self.now, Pending::Setting(change));
    }

    pub(super) fn schedule(&mut self, at: Instant, change: Pending) {
        self.changes.push(PendingChange { at, number: self.changes_made, change });
        self.changes_made += 1;
    }

    pub(super) fn change(&mut self) {
        let Some(PendingChange { change, .. }) = self.changes.pop() else { return };
        match change {
            Pending::Setting(Change::ConcurrencyLimit(limit)) => {
                self.account.limit = limit;
                if self.rates.follow_limit {
                    self.set_account_rate(limit.map(|limit| REQUESTS_PER_CONCURRENCY * u64::from(limit)));
                }
                self.record(SettingKind::ConcurrencyLimit, FunctionId(0), limit);
                self.share_out();
            }
            Pending::Setting(Change::ReservedConcurrency { function, reserved }) => self.reserve(function, reserved),
            Pending::Setting(Change::ProvisionedConcurrency { function, provisioned }) => {
                self.provision(function, provisioned);
            }
            Pending::Allocated { function, provisioned, request } => {
                if self.functions[function.index()].provisioned_requests == request {
                    self.set_provisioned_ready(function, provisioned, true);
                }
            }
            Pending::Setting(Change::Configuration { function, configuration }) => {
                self.configure(function, &configuration);
            }
            Pending::Setting(Change::Downstream { downstream, latency_factor, error_rate }) => {
                if let Some(service) = self.downstreams.get_mut(downstream.index()) {
                    service.slowdown = latency_factor;
                    service.error_rate = error_rate.unwrap_or(service.error_rate);
                }
            }
            Pending::Setting(Change::Invoke { source, count }) => self.inject(source, count),
            Pending::Setting(Change::Work { function, duration_factor, error_rate }) => {
                self.set_handler_behavior(function, duration_factor, error_rate);
            }
            Pending::Setting(Change::Kill(environment)) => self.kill(environment),
            Pending::Setting(Change::KillNumber { function, number }) => {
                if let Some(environment) = self.numbered(function, number) {
                    self.kill(environment);
                }
            }
            Pending::Shift { deployment, step } => self.shift(deployment, step),
            Pending::Evaluate { alarm } => self.evaluate_alarm(alarm),
            Pending::MinuteOver => self.minute_over(),
            Pending::Started { pool, environments } => self.started(pool, environments),
            Pending::Scale(pool) => self.scale(pool),
            Pending::Capacity { function, minimum, maximum } => self.set_capacity(function, minimum, maximum),
        }
    }

    /// Sets the account's requests per second, with a full bucket. Functions whose growing rates could not bind until now begin
    /// with them where they can from now on.
    fn set_account_rate(&mut self, rate: Option<u64>) {
        let (now, rates) = (self.now, self.rates);
        self.account.requests = rate.map(|rate| TokenBucket::per_second(rate, rates.burst_s, now));
        for function in &mut self.functions {
            if function.concurrency.growth.is_none() {
                function.concurrency.growth = rates.growth(rate);
            }
        }
    }

    fn reserve(&mut self, function: FunctionId, reserved: Option<u32>) {
        let requests = reserved.and_then(|reserved| reserved_rate(reserved, self.rates, self.now));
        let state = &mut self.functions[function.index()].concurrency;
        let (before, on_demand) = (state.reserved, state.on_demand_in_flight);
        state.reserved = reserved;
        state.requests = requests;
        match (before, reserved) {
            (None, Some(_)) => self.account.unreserved_in_flight -= on_demand,
            (Some(_), None) => self.account.unreserved_in_flight += on_demand,
            _ => {}
        }
        self.record(SettingKind::Reserved, function, reserved);
        self.share_out();
    }

    /// Asks for provisioned concurrency from now on.
    pub(super) fn provision(&mut self, function: FunctionId, provisioned: u32) {
        let (now, rates) = (self.now, self.rates);
        let state = &mut self.functions[function.index()];
        if self.pools[state.latest.index()].managed.is_some() {
            return;
        }
        state.provisioned_requests += 1;
        let request = state.provisioned_requests;
        let state = &mut state.concurrency;
        state.provisioned = provisioned;
        state.provisioned_requests = provisioned_rate(provisioned, rates, now);
        let ready = state.provisioned_ready;
        self.record(SettingKind::Provisioned, function, Some(provisioned));
        self.share_out();
        if provisioned <= ready {
            return self.set_provisioned_ready(function, provisioned, true);
        }
        let at = self.now + self.provisioned_pace.allocation(provisioned - ready);
        self.schedule(at, Pending::Allocated { function, provisioned, request });
    }

    /// What of the account is left for functions without reserved concurrency.
    pub(super) fn share_out(&mut self) {
        let claims =
            self.functions.iter().map(|function| (function.concurrency.reserved, function.concurrency.provisioned));
        self.account.set(self.account.limit, claims);
        self.record(SettingKind::UnreservedPool, FunctionId(0), self.account.unreserved);
    }
}
