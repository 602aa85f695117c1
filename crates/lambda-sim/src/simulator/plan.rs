//! From a valid scenario to a simulator at the beginning of its run.

use super::arrivals::Arrivals;
use super::calls::{Callee, Downstream, PlannedCall};
use super::change::{Change, Pending};
use super::routing::{Alias, Deployment, DeploymentState, Target};
use super::{Function, Line, Pool, ProvisionedPace, Simulator, Source};
use crate::assumptions::{Constant, Constants};
use crate::chance::{Chance, Stream};
use crate::concurrency::{AccountConcurrency, FunctionConcurrency, GrowingRate, TokenBucket};
use crate::distribution::Sampler;
use crate::invoke::{AsynchronousQueue, Client, Delivery, FifoQueue, HandOver, Reading, SqsQueue, StreamReader};
use crate::lifecycle::{FunctionTiming, IdleSet, Stage};
use crate::scenario::{
    self, Account, Asynchronous, CallMode, OnCallFailure, ProvisionedStart, Qualifier, Scenario, Setting, SourceKind,
};
use crate::trace::{
    DownstreamHead, DownstreamId, FunctionHead, FunctionId, PoolHead, PoolId, SettingKind, SourceHead, SourceId, Trace,
};
use crate::traffic::ArrivalProcess;
use crate::units::{Instant, MegaBytes, Micros};
use std::collections::{BTreeMap, BinaryHeap, VecDeque};

/// The constants of rate quotas, and which of them hold.
#[derive(Clone, Copy, Debug)]
pub(super) struct Rates {
    /// Whether rate quotas hold at all.
    has_quotas: bool,
    /// Whether the account's follows its concurrency limit.
    pub(super) follow_limit: bool,
    per_reserved: f64,
    per_provisioned: f64,
    pub(super) burst_s: f64,
    /// A function's request rate at first and its growth in a second; none where it is off.
    growing: Option<(u64, u64)>,
}

impl Rates {
    fn of(account: &Account, constants: &Constants) -> Self {
        let has_quotas = account.has_rate_quotas();
        let growing = || {
            let rate = |constant| constants.get(constant) as u64;
            (rate(Constant::FunctionRequestsStart), rate(Constant::FunctionRequestsGrowth))
        };
        Self {
            has_quotas,
            follow_limit: account.requests_per_second == Setting::Default,
            per_reserved: constants.get(Constant::RequestsPerReserved),
            per_provisioned: constants.get(Constant::RequestsPerProvisioned),
            burst_s: constants.get(Constant::RateBurst),
            growing: (has_quotas && account.scaling_per_10s().is_some()).then(growing),
        }
    }

    /// How a function's request rate grows; none where the account lets in no more than it begins with, so that it cannot bind.
    pub(super) fn growth(self, account: Option<u64>) -> Option<GrowingRate> {
        let (start, growth) = self.growing?;
        account.is_none_or(|rate| rate > start).then(|| GrowingRate::new(start, growth))
    }

    fn per_unit(self, units: u32, each: f64, now: Instant) -> Option<TokenBucket> {
        self.has_quotas.then(|| TokenBucket::per_second((f64::from(units) * each) as u64, self.burst_s, now))
    }
}

/// None for a reserved concurrency of zero: that refuses every request by itself.
pub(super) fn reserved_rate(reserved: u32, rates: Rates, now: Instant) -> Option<TokenBucket> {
    if reserved == 0 { None } else { rates.per_unit(reserved, rates.per_reserved, now) }
}

pub(super) fn provisioned_rate(provisioned: u32, rates: Rates, now: Instant) -> Option<TokenBucket> {
    rates.per_unit(provisioned, rates.per_provisioned, now)
}

pub(super) fn simulator(scenario: &Scenario, seed: u64) -> Simulator {
    let constants = Constants::with(&scenario.assumptions);
    let chance = Chance::new(seed);
    let warm_up = Micros::from_secs_f64(scenario.warm_up_s);
    let (begin, end) = (Instant::ZERO - warm_up, Instant::ZERO + scenario.duration());
    let account = &scenario.account;
    let rates = Rates::of(account, &constants);

    let mut trace = Trace { warm_up, duration: scenario.duration(), ..Trace::default() };
    let mut functions = Vec::new();
    let mut pools = Vec::new();
    for (index, function) in scenario.functions.iter().enumerate() {
        let id = FunctionId(index as u16);
        trace.functions.push(FunctionHead { name: function.name.clone() });
        let mut add = |version: u32, configuration: &scenario::Function| {
            trace.pools.push(pool_head(id, version, configuration));
            pools.push(pool(id, version, configuration, &constants));
            PoolId((pools.len() - 1) as u16)
        };
        let latest = add(0, function);
        let mut published = vec![(1, add(1, function))];
        published.extend(
            function.versions.iter().map(|version| (version.version, add(version.version, &version.of(function)))),
        );
        functions.push(Function {
            concurrency: concurrency(function, account, rates, begin),
            latest,
            alias: alias(function, &published),
            published,
            provisioned_requests: 0,
        });
    }

    let mut sources = Vec::new();
    let mut processes = Vec::new();
    for (index, source) in scenario.sources.iter().enumerate() {
        let id = SourceId(index as u16);
        let position =
            scenario.functions.iter().position(|function| function.name == source.function).unwrap_or_default();
        let function = FunctionId(position as u16);
        trace.sources.push(SourceHead { name: source.name.clone(), function, offered: 0 });
        let provisioned = scenario.functions[position].provisioned_concurrency.is_some();
        let has_alias = provisioned || scenario.functions[position].alias.is_some();
        let target = match source.qualifier {
            None if has_alias => Target::Alias,
            None | Some(Qualifier::Latest) => Target::Latest,
            Some(Qualifier::Live) => Target::Alias,
            Some(Qualifier::Version(version)) => Target::Version(functions[position].version(version)),
        };
        sources.push(Source {
            delivery: delivery(source, id, &constants),
            stream: Stream::named(&["source", &source.name]),
            poison_share: source.poison_share,
            function,
            target,
        });
        for (part, traffic) in source.traffic.0.iter().enumerate() {
            let stream = Stream::named(&["source", &source.name, &part.to_string()]);
            processes.push((id, ArrivalProcess::new(traffic, chance, stream, warm_up, end)));
        }
    }

    let downstreams = scenario.downstreams.iter().map(|service| downstream(service, rates, begin)).collect();
    trace.downstreams = scenario.downstreams.iter().map(downstream_head).collect();
    for (index, function) in scenario.functions.iter().enumerate() {
        let calls = planned_calls(scenario, function, &mut sources, &mut trace);
        for pool in pools.iter_mut().filter(|pool| pool.function.index() == index) {
            pool.calls.clone_from(&calls);
        }
    }

    let mut simulator = Simulator {
        chance,
        now: begin,
        end,
        account: AccountConcurrency {
            limit: account.concurrency_limit(),
            unreserved: None,
            unreserved_in_flight: 0,
            in_flight: 0,
            requests: account.requests_per_second().map(|rate| TokenBucket::per_second(rate, rates.burst_s, begin)),
        },
        functions,
        pools,
        environments: Vec::new(),
        sources,
        arrivals: Arrivals::new(processes.into_iter()),
        wakes: BinaryHeap::new(),
        completions: BinaryHeap::new(),
        deadlines: BinaryHeap::new(),
        changes: BTreeMap::new(),
        endings: BTreeMap::new(),
        steps: BinaryHeap::new(),
        callers: BTreeMap::new(),
        awaiting: BTreeMap::new(),
        downstreams,
        deployments: Vec::new(),
        provisioned_pace: ProvisionedPace {
            preparation: Micros::from_secs_f64(constants.get(Constant::ProvisionedPreparation)),
            per_minute: constants.get(Constant::ProvisionedPerMinute),
        },
        rates,
        changes_made: 0,
        trace,
    };
    simulator.begin(scenario);
    simulator
}

impl Simulator {
    /// Puts in force what the scenario sets, as if it had long been set (design, *Time zero*).
    fn begin(&mut self, scenario: &Scenario) {
        self.record(SettingKind::ConcurrencyLimit, FunctionId(0), self.account.limit);
        for (index, function) in scenario.functions.iter().enumerate() {
            let id = FunctionId(index as u16);
            if let Some(reserved) = function.reserved_concurrency {
                self.record(SettingKind::Reserved, id, Some(reserved));
            }
            let Some(provisioned) = function.provisioned_concurrency else { continue };
            match function.provisioned_start {
                ProvisionedStart::Ready => {
                    self.functions[index].concurrency.provisioned = provisioned;
                    self.record(SettingKind::Provisioned, id, Some(provisioned));
                    self.set_provisioned_ready(id, provisioned, false);
                }
                ProvisionedStart::Allocate if self.now == Instant::ZERO => self.provision(id, provisioned),
                ProvisionedStart::Allocate => {
                    let change = Change::ProvisionedConcurrency { function: id, provisioned };
                    self.schedule(Instant::ZERO, Pending::Setting(change));
                }
            }
        }
        self.share_out();
        for (number, deployment) in scenario.deployments.iter().enumerate() {
            let named = |function: &scenario::Function| function.name == deployment.function;
            let Some(function) = scenario.functions.iter().position(named) else { continue };
            self.deployments.push(Deployment {
                function: FunctionId(function as u16),
                to: self.functions[function].version(deployment.version),
                preference: deployment.preference,
                alarms: Vec::new(),
                state: DeploymentState::Waiting,
            });
            let at = Instant::ZERO + Micros::from_secs_f64(deployment.at_s);
            self.schedule(at, Pending::Shift { deployment: number, step: 0 });
        }
    }
}

fn alias(function: &scenario::Function, published: &[(u32, PoolId)]) -> Alias {
    let given = function.alias.clone().unwrap_or_default();
    let pool = |version: u32| published.iter().find(|(known, _)| *known == version).map(|(_, pool)| *pool);
    let additional = given.additional_version.and_then(pool).map(|pool| (pool, given.additional_weight));
    Alias { primary: pool(given.version).unwrap_or(published[0].1), additional }
}

fn delivery(source: &scenario::Source, id: SourceId, constants: &Constants) -> Delivery {
    let queue = |settings, hand_over| Delivery::Asynchronous(AsynchronousQueue::new(settings, hand_over));
    match &source.kind {
        SourceKind::Sync => Delivery::Client(Client::new(&source.retry, &source.retry_on)),
        SourceKind::Async(settings) | SourceKind::S3(settings) | SourceKind::Schedule(settings) => {
            queue(settings, HandOver::Direct)
        }
        SourceKind::Eventbridge(settings) => queue(settings, HandOver::EventBridge),
        SourceKind::Sns(settings) => queue(settings, HandOver::Sns),
        SourceKind::Sqs(settings) => Delivery::Sqs(Box::new(SqsQueue::new(settings, id, &source.name, constants))),
        SourceKind::SqsFifo(settings) => {
            Delivery::Fifo(Box::new(FifoQueue::new(settings, id, &source.name, constants)))
        }
        SourceKind::Kinesis(settings) | SourceKind::Dynamodb(settings) => {
            let reading = match (&source.kind, settings.enhanced_fan_out) {
                (SourceKind::Dynamodb(_), _) => Reading::Polled(Constant::DynamodbPoll),
                (_, false) => Reading::Polled(Constant::KinesisPoll),
                (_, true) => Reading::Pushed,
            };
            Delivery::Stream(Box::new(StreamReader::new(settings, reading, id, &source.name, constants)))
        }
    }
}

/// The calls that a function makes, and for each function it calls an edge: a source that only it sends through.
fn planned_calls(
    scenario: &Scenario,
    function: &scenario::Function,
    sources: &mut Vec<Source>,
    trace: &mut Trace,
) -> Vec<PlannedCall> {
    let mut planned = Vec::new();
    for (number, call) in function.calls.iter().enumerate() {
        let to = if call.downstream.is_empty() {
            let Some(callee) = scenario.functions.iter().position(|callee| callee.name == call.function) else {
                continue;
            };
            let waits = call.mode == CallMode::Sync;
            let called = &scenario.functions[callee];
            let has_alias = called.provisioned_concurrency.is_some() || called.alias.is_some();
            let edge = SourceId(sources.len() as u16);
            trace.sources.push(SourceHead {
                name: format!("{} → {}", function.name, call.function),
                function: FunctionId(callee as u16),
                offered: 0,
            });
            sources.push(Source {
                delivery: if waits {
                    Delivery::Caller(Client::new(&call.retry, &call.retry_on))
                } else {
                    let settings = Asynchronous::default();
                    Delivery::Asynchronous(AsynchronousQueue::new(&settings, HandOver::Direct))
                },
                stream: Stream::named(&["call", &function.name, &number.to_string(), &call.function]),
                poison_share: 0.0,
                function: FunctionId(callee as u16),
                target: if has_alias { Target::Alias } else { Target::Latest },
            });
            Callee::Function { edge, waits }
        } else {
            let named = |service: &scenario::Downstream| service.name == call.downstream;
            let Some(service) = scenario.downstreams.iter().position(named) else { continue };
            Callee::Downstream(DownstreamId(service as u16))
        };
        planned.extend((0..call.count).map(|_| PlannedCall {
            to,
            after_share: call.after_share,
            probability: call.probability,
            fails_caller: call.on_failure == OnCallFailure::Fail,
        }));
    }
    planned
}

fn downstream(service: &scenario::Downstream, rates: Rates, now: Instant) -> Downstream {
    let rate = service.requests_per_second;
    Downstream {
        stream: Stream::named(&["downstream", &service.name]),
        latency: Sampler::new(&service.latency_ms),
        slowdown: 1.0,
        limit: service.concurrency_limit,
        when_full: service.when_full,
        rate: rate.map(|rate| TokenBucket::per_second(u64::from(rate), rates.burst_s, now)),
        error_rate: service.error_rate,
        in_use: 0,
        waiting: VecDeque::new(),
    }
}

fn downstream_head(service: &scenario::Downstream) -> DownstreamHead {
    DownstreamHead { name: service.name.clone(), limit: service.concurrency_limit }
}

fn pool_head(id: FunctionId, version: u32, function: &scenario::Function) -> PoolHead {
    PoolHead {
        function: id,
        version,
        memory: MegaBytes(function.memory_mb),
        architecture: function.architecture,
        ephemeral_storage: MegaBytes(function.ephemeral_storage_mb),
        timeout: Micros::from_secs(u64::from(function.timeout_s)),
    }
}

fn pool(id: FunctionId, version: u32, function: &scenario::Function, constants: &Constants) -> Pool {
    let version = version.to_string();
    let line = |kind: &str| Line { stream: Stream::named(&["pool", &function.name, &version, kind]), created: 0 };
    Pool {
        function: id,
        timing: FunctionTiming::new(function, constants),
        calls: Vec::new(),
        on_demand_line: line("on demand"),
        provisioned_line: line("provisioned"),
        idle: IdleSet::new(Stage::Idle, function.environment_choice),
        sandboxes: IdleSet::new(Stage::Sandbox, function.environment_choice),
        provisioned: IdleSet::new(Stage::Idle, function.environment_choice),
        provisioned_reset: IdleSet::new(Stage::Idle, function.environment_choice),
        provisioned_ready: 0,
        surplus: 0,
        obsolete: false,
    }
}

fn concurrency(function: &scenario::Function, account: &Account, rates: Rates, now: Instant) -> FunctionConcurrency {
    FunctionConcurrency {
        reserved: function.reserved_concurrency,
        provisioned: 0,
        provisioned_ready: 0,
        on_demand_in_flight: 0,
        provisioned_in_flight: 0,
        requests: function.reserved_concurrency.and_then(|reserved| reserved_rate(reserved, rates, now)),
        growth: rates.growth(account.requests_per_second()),
        provisioned_requests: function
            .provisioned_concurrency
            .and_then(|provisioned| provisioned_rate(provisioned, rates, now)),
        scaling: account
            .scaling_per_10s()
            .map(|scaling| TokenBucket::new(u64::from(scaling), 10, u64::from(scaling), now)),
    }
}
