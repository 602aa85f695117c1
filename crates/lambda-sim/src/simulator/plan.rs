//! From a valid scenario to a simulator at the beginning of its run.

mod calls;
mod delivery;
mod over_time;
mod rates;
mod resumes;

pub(super) use rates::{Rates, provisioned_rate, reserved_rate};

use self::delivery::{delivery, reads, role};
use super::arrivals::Arrivals;
use super::calls::PlannedCall;
use super::change::{Change, Pending};
use super::durable::Executions;
use super::front_end::FrontEnd;
use super::managed::{Managed, places};
use super::queue::Queue;
use super::routing::{Alias, Deployment, DeploymentState, Target, called_versions};
use super::state::PoolState;
use super::{EnvironmentSequence, Function, Pool, ProvisionedPace, Simulator, Source, TenantSets};
use crate::assumptions::{Constant, Constants};
use crate::chance::{Chance, Stream};
use crate::concurrency::{AccountConcurrency, FunctionConcurrency, TokenBucket};
use crate::invoke::{Client, Delivery};
use crate::lifecycle::{FunctionTiming, IdleSet, Stage};
use crate::pricing::InstanceType;
use crate::runtimes::{Family, PackageType, Runtime};
use crate::scenario::{
    self, Account, Asynchronous, Destination, InvokePath, ProvisionedStart, Qualifier, RecursiveLoop, Retry, Scenario,
    Traffic,
};
use crate::trace::{
    FunctionId, FunctionInfo, ManagedInfo, PoolId, PoolInfo, SettingKind, Snapshot, SourceId, SourceInfo, SourceRole,
    Trace,
};
use crate::traffic::ArrivalProcess;
use crate::units::{Instant, MegaBytes, Micros};
use rustc_hash::FxHashMap;

pub(super) fn simulator(scenario: &Scenario, seed: u64, shortcuts: bool) -> Simulator {
    let constants = Constants::with(&scenario.assumptions);
    let chance = Chance::new(seed);
    let warm_up = Micros::from_secs_f64(scenario.warm_up_s);
    let (begin, end) = (Instant::ZERO - warm_up, Instant::ZERO + scenario.duration());
    let account = &scenario.account;
    let rates = Rates::of(account, &constants);

    let mut trace = Trace { warm_up, duration: scenario.duration(), free_init: account.free_init, ..Trace::default() };
    let mut functions = Vec::new();
    let mut pools = Vec::new();
    for (index, function) in scenario.functions.iter().enumerate() {
        let id = FunctionId(index as u16);
        let mut add = |version: u32, configuration: &scenario::Function| {
            trace.pools.push(pool_head(id, version, configuration, &constants, account.free_init));
            pools.push(pool(id, version, configuration, (&constants, shortcuts)));
            PoolId((pools.len() - 1) as u16)
        };
        let latest = add(0, function);
        let mut published = vec![(1, add(1, function))];
        published.extend(
            function.versions.iter().map(|version| (version.version, add(version.version, &version.of(function)))),
        );
        let alias = alias(function, &published);
        trace.functions.push(FunctionInfo { name: function.name.clone(), alias: alias.info() });
        functions.push(Function {
            concurrency: concurrency(function, account, rates, begin),
            latest,
            alias,
            published,
            provisioned_requests: 0,
            stops_loops: function.recursive_loop == RecursiveLoop::Terminate,
            tenant_environments: 0,
            resumes: SourceId::default(),
            invokes: Vec::new(),
            slowdown: 1.0,
        });
    }

    let mut sources = Vec::new();
    let mut processes = Vec::new();
    for (index, source) in scenario.sources.iter().enumerate() {
        let id = SourceId(index as u16);
        let via = source.kind.synchronous().map_or(InvokePath::Invoke, |client| client.via);
        let position =
            scenario.functions.iter().position(|function| function.name == source.function).unwrap_or_default();
        let function = FunctionId(position as u16);
        let has_alias = scenario.functions[position].has_alias();
        let (target, named) = match source.qualifier {
            None if has_alias => (Target::Alias, None),
            None | Some(Qualifier::Latest) => (Target::Latest, Some(0)),
            Some(Qualifier::Live) => (Target::Alias, None),
            Some(Qualifier::Version(version)) => (Target::Version(functions[position].version(version)), Some(version)),
        };
        let nothing = Asynchronous::default();
        let events = source.kind.asynchronous().unwrap_or(&nothing);
        // A topic takes not every size (A4): what may not arrive is not said to.
        let takes_all = |recipient: &Option<Destination>| {
            recipient.as_ref().is_some_and(|recipient| !recipient.is_topic() || source.payload_kb.is_none())
        };
        trace.sources.push(SourceInfo {
            name: source.name.clone(),
            function,
            named,
            role: role(&source.kind),
            via,
            is_edge: false,
            reads: reads(&source.kind),
            pollers: source.kind.minimum_pollers(),
            tells_success: takes_all(&events.on_success),
            has_destination: events.on_failure.is_some(),
            has_dead_letters: events.dead_letter_queue.is_some(),
            takes_dead_letters: takes_all(&events.dead_letter_queue),
            offered: 0,
        });
        sources.push(Source {
            delivery: delivery(source, id, (account, &scenario.functions[position]), &constants),
            stream: Stream::named(&["source", &source.name]),
            is_asynchronous: role(&source.kind) == SourceRole::Events,
            poison_share: source.poison_share,
            function,
            target,
            front_end: FrontEnd::new(source, &constants),
        });
        let scaling = over_time::scaling(scenario, &source.name);
        for (part, traffic) in source.traffic.0.iter().enumerate() {
            let stream = Stream::named(&["source", &source.name, &part.to_string()]);
            processes.push((id, ArrivalProcess::new(traffic, chance, stream, warm_up, end).scaled(&scaling)));
        }
        if let Some((when, scenario::Schedule { concurrency, .. })) = source.kind.schedule()
            && let Ok(schedule) = when.parsed()
        {
            let stream = Stream::named(&["source", &source.name, "schedule"]);
            let (firings, zero_us) = ((&schedule, *concurrency), scenario.starts_at_us());
            let process = ArrivalProcess::scheduled(firings, zero_us, chance, stream, warm_up, end);
            processes.push((id, process.scaled(&scaling)));
        }
    }

    let health_checks: Vec<(usize, f64)> = scenario
        .sources
        .iter()
        .enumerate()
        .filter_map(|(index, source)| Some((index, source.kind.synchronous()?.health_check_interval_s?)))
        .collect();
    for (index, every_s) in health_checks {
        // A source of its own: what a load balancer asks is no call of its clients.
        let id = SourceId(sources.len() as u16);
        let name = format!("{} health check", scenario.sources[index].name);
        let stream = Stream::named(&["health check", &scenario.sources[index].name]);
        let traffic = Traffic::Bursts { size: 1, every_s };
        processes.push((id, ArrivalProcess::new(&traffic, chance, stream, warm_up, end)));
        sources.push(Source {
            delivery: Delivery::Client(Client::new(&Retry::None, &[], InvokePath::Alb, &constants)),
            stream,
            is_asynchronous: false,
            poison_share: 0.0,
            function: sources[index].function,
            target: sources[index].target,
            front_end: None,
        });
        trace.sources.push(SourceInfo { name, offered: 0, ..trace.sources[index].clone() });
    }

    let downstreams = scenario.downstreams.iter().map(|service| calls::downstream(service, rates, begin)).collect();
    trace.downstreams = scenario.downstreams.iter().map(calls::downstream_head).collect();
    for (index, function) in scenario.functions.iter().enumerate() {
        let calls = calls::planned_calls(scenario, function, &function.calls, &constants, &mut sources, &mut trace);
        for pool in pools.iter_mut().filter(|pool| pool.function.index() == index) {
            pool.calls.clone_from(&calls);
        }
    }

    resumes::resumes(scenario, &mut functions, &mut sources, &mut trace, &constants);
    if !shortcuts {
        for source in &mut sources {
            source.front_end.get_or_insert_with(FrontEnd::open);
        }
    }
    let executions = Executions::new(&account.region, &constants, begin);
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
            scaling: account.regional_burst().map(|burst| {
                TokenBucket::new(constants.get(Constant::BurstPerMinute) as u64, 60, u64::from(burst), begin)
            }),
        },
        gateway: account
            .gateway_requests_per_second()
            .map(|rate| TokenBucket::per_second(u64::from(rate), constants.get(Constant::GatewayBurst), begin)),
        functions,
        pools,
        environments: Vec::new(),
        sources,
        arrivals: Arrivals::new(processes.into_iter(), shortcuts),
        wakes: Queue::default(),
        completions: Queue::default(),
        deadlines: Queue::default(),
        changes: Queue::default(),
        endings: FxHashMap::default(),
        steps: Queue::default(),
        steps_at_most: 0,
        callers: FxHashMap::default(),
        awaiting: FxHashMap::default(),
        downstreams,
        deployments: Vec::new(),
        watches: Vec::new(),
        trackings: Vec::new(),
        configurations: scenario.functions.clone(),
        injected: 0,
        events: 0,
        provisioned_pace: ProvisionedPace {
            preparation: Micros::from_secs_f64(constants.get(Constant::ProvisionedPreparation)),
            per_minute: constants.get(Constant::ProvisionedPerMinute),
        },
        tenant_environments_per_concurrency: constants.get(Constant::TenantEnvironmentsPerConcurrency),
        constants,
        rates,
        executions,
        changes_made: 0,
        shortcuts,
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
        for pool in called_versions(&self.sources, &self.functions) {
            self.begin_managed(pool);
        }
        for (number, deployment) in scenario.deployments.iter().enumerate() {
            let named = |function: &scenario::Function| function.name == deployment.function;
            let Some(function) = scenario.functions.iter().position(named) else { continue };
            self.deployments.push(Deployment {
                function: FunctionId(function as u16),
                to: self.functions[function].version(deployment.version),
                preference: deployment.preference,
                alarms: alarms(scenario, deployment),
                state: DeploymentState::Waiting,
            });
            let at = Instant::ZERO + Micros::from_secs_f64(deployment.at_s);
            self.schedule(at, Pending::Shift { deployment: number, step: 0 });
        }
        self.plan_watching(scenario);
        self.plan_changes(scenario);
        self.begin_watching();
    }
}

/// The numbers of the alarms that roll a deployment back.
fn alarms(scenario: &Scenario, deployment: &scenario::Deployment) -> Vec<usize> {
    let named = |name: &String| scenario.alarms.iter().position(|alarm| alarm.name == *name);
    deployment.alarms.iter().filter_map(named).collect()
}

/// A pool that begins mid-run: its `number` keeps its draws apart from those of an earlier pool of the same version.
pub(super) fn later_pool(
    id: FunctionId,
    (version, number): (u32, usize),
    configuration: &scenario::Function,
    (constants, shortcuts): (&Constants, bool),
    (calls, free_init): (Vec<PlannedCall>, bool),
) -> (PoolInfo, Pool) {
    let mut pool = pool(id, version, configuration, (constants, shortcuts));
    let line = |kind: &str| Stream::named(&["later pool", &configuration.name, &number.to_string(), kind]);
    pool.on_demand_sequence.stream = line("on demand");
    pool.provisioned_sequence.stream = line("provisioned");
    (pool_head(id, version, configuration, constants, free_init), Pool { calls, ..pool })
}

fn alias(function: &scenario::Function, published: &[(u32, PoolId)]) -> Alias {
    let given = function.alias.clone().unwrap_or_default();
    let pool = |version: u32| published.iter().find(|(known, _)| *known == version).map(|(_, pool)| *pool);
    let additional = given.additional_version.and_then(pool).map(|pool| (pool, given.additional_weight));
    Alias { primary: pool(given.version).unwrap_or(published[0].1), additional }
}

fn pool_head(
    id: FunctionId,
    version: u32,
    function: &scenario::Function,
    constants: &Constants,
    free_init: bool,
) -> PoolInfo {
    PoolInfo {
        function: id,
        version,
        memory: MegaBytes(function.memory_mb),
        architecture: function.architecture,
        ephemeral_storage: MegaBytes(function.ephemeral_storage_mb),
        timeout: Micros::from_secs(u64::from(function.timeout_s)),
        free_init: free_init
            && function.package.package_type == PackageType::Zip
            && Runtime::find(&function.runtime).is_some_and(|runtime| !runtime.is_os_only()),
        snapshot: (version > 0 && function.snap_start).then(|| Snapshot {
            since: Instant::ZERO - Micros::from_secs(1 << 32),
            init: Micros::ZERO,
            is_paid: Runtime::find(&function.runtime).is_some_and(|runtime| runtime.family(None) != Family::Java),
        }),
        managed: function.managed_instances.as_ref().map(|settings| ManagedInfo {
            places: places(function),
            memory_gib_per_vcpu: settings.memory_gib_per_vcpu,
            instance_type: settings.instance_type.unwrap_or_else(|| InstanceType::usual(function.architecture)),
            least_instances: constants.get(Constant::ManagedInstances) as u32,
        }),
        retention_days: function.durable.as_ref().map_or(0, |durable| durable.retention_period_days),
    }
}

fn pool(
    id: FunctionId,
    version: u32,
    function: &scenario::Function,
    (constants, shortcuts): (&Constants, bool),
) -> Pool {
    let timing = FunctionTiming::new(function, constants);
    let timing = if version == 0 { timing.without_snapshot() } else { timing };
    let timing = if function.managed_instances.is_some() { timing.without_timeout() } else { timing };
    let timing = if shortcuts { timing } else { timing.without_shortcuts() };
    let state = PoolState::new(function, constants, Instant::ZERO, Micros::ZERO);
    let version = version.to_string();
    let line = |kind: &str| EnvironmentSequence {
        stream: Stream::named(&["pool", &function.name, &version, kind]),
        created: 0,
    };
    Pool {
        function: id,
        timing,
        calls: Vec::new(),
        on_demand_sequence: line("on demand"),
        provisioned_sequence: line("provisioned"),
        idle: IdleSet::new(Stage::Idle, function.environment_choice),
        sandboxes: IdleSet::new(Stage::Sandbox, function.environment_choice),
        provisioned: IdleSet::new(Stage::Idle, function.environment_choice),
        provisioned_reset: IdleSet::new(Stage::Idle, function.environment_choice),
        provisioned_ready: 0,
        surplus: 0,
        is_special: !shortcuts || state.is_some() || function.durable.is_some() || function.managed_instances.is_some(),
        managed: Managed::new(function, constants, Instant::ZERO),
        obsolete: false,
        restored_at: None,
        tenants: (0..function.tenants.unwrap_or_default())
            .map(|_| TenantSets {
                idle: IdleSet::new(Stage::Idle, function.environment_choice),
                sandboxes: IdleSet::new(Stage::Sandbox, function.environment_choice),
            })
            .collect(),
        state,
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
