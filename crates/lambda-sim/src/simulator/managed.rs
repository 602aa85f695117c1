//! Managed Instances: environments that serve several requests at once, and a scaler that looks at them now and then (rule N1).
//!
//! ```text
//!   request ─► a free place in an environment ─► runs beside others        scaler, every so often:
//!         └──► none: refused                                                use of places and CPU ─► environments wanted
//! ```
//! Nothing is cold: an environment takes requests once it is ready. AWS publishes no control loop; this one is made so that what
//! AWS says of it holds: half of it all is free, and more is there five minutes later (convention `managed_scaling`).

use super::Simulator;
use super::change::Pending;
use super::extensions::Response;
use super::timed_key::TimedKey;
use crate::assumptions::{Constant, Constants};
use crate::concurrency::Refusal;
use crate::invoke::Attempt;
use crate::lifecycle::{RunKey, Stage, cpu_time};
use crate::runtimes::{Family, Runtime};
use crate::scenario::{Function, ranges};
use crate::trace::{
    BatchRow, EnvironmentId, Flags, InvocationId, InvocationRow, Outcome, PoolId, ProvisionedInitRow, SourceRole,
    StartKind, TailRow, ThrottleReason,
};
use crate::units::{Instant, Micros};
use std::collections::VecDeque;

/// The longest synchronous invocation: only asynchronous events and mappings may take longer (N1).
const LONGEST_WAITED_FOR: Micros = Micros::from_secs(ranges::TIMEOUT_S.max as u64);

/// One version on Managed Instances.
#[derive(Clone, Debug)]
pub(super) struct Managed {
    /// Requests that one environment serves at once.
    places: u32,
    minimum: u32,
    maximum: u32,
    /// The share of places and of CPU that scaling aims at.
    target: f64,
    vcpus: f64,
    /// vCPUs that a running invocation asks for, and the share of its time that it computes.
    demand: f64,
    computing: f64,
    timeout: Micros,
    evaluation: Micros,
    launch: Micros,
    replacement: Micros,
    calm: Micros,
    /// Free places, the one that is free for longest first; those of environments that take nothing more are passed over.
    free: VecDeque<EnvironmentId>,
    /// Environments that take requests, in the order of their creation.
    ready: Vec<EnvironmentId>,
    /// Environments on their way.
    starting: u32,
    /// Places taken, and that × time in µs since the last look.
    taken: u32,
    area: u128,
    since: Instant,
    is_watched: bool,
    /// Since when fewer environments would do, and the most that were wanted since.
    fewer: Option<(Instant, u32)>,
}

impl Managed {
    pub(super) fn new(function: &Function, constants: &Constants, now: Instant) -> Option<Box<Self>> {
        let settings = function.managed_instances.as_ref()?;
        let seconds = |constant| Micros::from_secs_f64(constants.get(constant));
        let vcpus = vcpus(function);
        let (work, threads) = (&function.work, f64::from(function.work.parallelism));
        let computing = work.cpu_share * cpu_time(function.architecture, constants) / vcpus.min(threads);
        Some(Box::new(Self {
            places: places(function),
            minimum: settings.min_execution_environments,
            maximum: settings.max_execution_environments.unwrap_or(u32::MAX),
            target: settings.target_resource_utilization.unwrap_or(ranges::TARGET_RESOURCE_UTILIZATION.default),
            vcpus,
            demand: work.cpu_share * vcpus.min(threads),
            computing: computing / (computing + 1.0 - work.cpu_share),
            timeout: Micros::from_secs(u64::from(function.timeout_s)),
            evaluation: seconds(Constant::ManagedEvaluation),
            launch: seconds(Constant::ManagedLaunch),
            replacement: seconds(Constant::ManagedReplacement),
            calm: seconds(Constant::ManagedCalm),
            free: VecDeque::new(),
            ready: Vec::new(),
            starting: 0,
            taken: 0,
            area: 0,
            since: now,
            is_watched: false,
            fewer: None,
        }))
    }

    /// Counts the time that places were taken up to now, and then so many more or fewer.
    fn takes(&mut self, now: Instant, more: i32) {
        self.area += u128::from(self.taken) * u128::from(now.since(self.since).0);
        self.since = now;
        self.taken = self.taken.saturating_add_signed(more);
    }

    /// How many environments the time since the last look asks for.
    fn wanted(&mut self, now: Instant) -> u32 {
        self.takes(now, 0);
        let mean = self.area as f64 / self.evaluation.0.max(1) as f64;
        self.area = 0;
        let by_places = mean / f64::from(self.places);
        let by_cpu = mean * self.demand / self.vcpus;
        let wanted = (by_places.max(by_cpu) / self.target).ceil() as u32;
        wanted.max(self.minimum).min(self.maximum)
    }
}

/// The vCPUs of one environment: by the ratio of memory, and at least one.
pub(super) fn vcpus(function: &Function) -> f64 {
    let ratio = function.managed_instances.as_ref().map_or(2, |settings| settings.memory_gib_per_vcpu).max(1);
    (f64::from(function.memory_mb) / 1_024.0 / f64::from(ratio)).max(1.0)
}

/// Requests that one environment serves at once: by default so many for each vCPU as are usual for the runtime.
pub(super) fn places(function: &Function) -> u32 {
    let given = function.managed_instances.as_ref().and_then(|own| own.per_execution_environment_max_concurrency);
    let family = Runtime::find(&function.runtime).map(|runtime| runtime.family(function.language.as_deref()));
    let each = match family {
        Some(Family::NodeJs) => 64.0,
        Some(Family::Python) => 16.0,
        _ => 32.0,
    };
    given.unwrap_or((each * vcpus(function)) as u32).max(1)
}

impl Simulator {
    /// Starts what a version is to have before it takes requests: it is ready.
    pub(super) fn begin_managed(&mut self, pool: PoolId) {
        let minimum = self.pools[pool.index()].managed.as_ref().map_or(0, |managed| managed.minimum);
        for _ in 0..minimum {
            self.adds_environment(pool, false);
        }
        self.offers_places(pool, 0);
    }

    /// A new environment that is ready now.
    fn adds_environment(&mut self, pool_id: PoolId, on_record: bool) {
        let pool = &self.pools[pool_id.index()];
        if pool.managed.is_none() || pool.obsolete || !pool.timing.can_initialise() {
            return;
        }
        let created = if on_record { self.now } else { self.now - Micros(1) };
        let id = self.create_environment(pool_id, false, created);
        let environment = &mut self.environments[id.index()];
        // As provisioned ones it holds none of the account's concurrency.
        (environment.provisioned, environment.retire_at, environment.stage) = (true, Instant::NEVER, Stage::Idle);
        let init = self.pools[pool_id.index()].timing.provisioned_init(environment, self.chance);
        if on_record {
            let init_us = u32::try_from(init.0).unwrap_or(u32::MAX);
            self.trace.provisioned_inits.push(ProvisionedInitRow { at: self.now, environment: id, init_us });
        }
        if let Some(managed) = &mut self.pools[pool_id.index()].managed {
            managed.ready.push(id);
        }
    }

    /// Offers the places of the environments from the `first` on, in turns.
    fn offers_places(&mut self, pool: PoolId, first: usize) {
        let Some(managed) = &mut self.pools[pool.index()].managed else { return };
        for _ in 0..managed.places {
            managed.free.extend(managed.ready[first.min(managed.ready.len())..].iter().copied());
        }
    }

    /// A request to a function on Managed Instances.
    pub(super) fn request_managed(&mut self, attempt: &Attempt, pool_id: PoolId) {
        self.watches(pool_id);
        let now = self.now;
        let Some(managed) = &mut self.pools[pool_id.index()].managed else { return };
        let id = loop {
            let Some(id) = managed.free.pop_front() else {
                let (observed, limit) = (managed.taken, managed.ready.len() as u32 * managed.places);
                let reason = ThrottleReason::EnvironmentConcurrency;
                return self.throttle(attempt, pool_id, Refusal { reason, observed, limit });
            };
            let environment = &self.environments[id.index()];
            if environment.stage != Stage::Gone && environment.retire_at > now {
                break id;
            }
        };
        managed.takes(now, 1);
        self.invoke_managed(attempt, pool_id, id);
    }

    fn invoke_managed(&mut self, attempt: &Attempt, pool_id: PoolId, environment_id: EnvironmentId) {
        let source = &self.sources[attempt.source.index()];
        let (is_batched, has_front_end) = (source.delivery.is_batched(), source.front_end.is_some());
        let function = &mut self.functions[source.function.index()];
        let (function_in_flight, account_in_flight) = (function.concurrency.in_flight(), self.account.in_flight);
        self.account.in_flight += 1;
        function.concurrency.provisioned_in_flight += 1;
        if self.is_watched() {
            self.tell_admission(attempt, pool_id, false);
        }
        let environment = &mut self.environments[environment_id.index()];
        (environment.stage, environment.in_flight) = (Stage::Busy, environment.in_flight + 1);
        let pool = &self.pools[pool_id.index()];
        let Some(managed) = &pool.managed else { return };
        let mut run = pool.timing.run(&RunKey::of(attempt), Micros::ZERO, self.chance);
        // What runs in the environment when it begins shares the CPU with it to its end.
        let crowd = (f64::from(environment.in_flight) * managed.demand / managed.vcpus).max(1.0);
        let takes = Micros((run.handler.0 as f64 * (1.0 + managed.computing * (crowd - 1.0)) + 0.5) as u64);
        // Who waits for an answer waits no longer than for other functions.
        let waits = self.trace.sources[attempt.source.index()].role == SourceRole::Client;
        let timeout = if waits { managed.timeout.min(LONGEST_WAITED_FOR) } else { managed.timeout };
        run.handler = takes.min(timeout);
        if takes > timeout {
            run.outcome = Outcome::Timeout;
        }
        // Its code goes on and keeps its place.
        let after_us = u32::try_from(takes.0 - run.handler.0).unwrap_or(u32::MAX);
        let id = InvocationId(self.trace.invocations.len() as u32);
        let mut flags = Flags::new(StartKind::Warm, run.outcome);
        if after_us > 0 {
            flags = flags.with_tail();
            self.trace.tails.push(TailRow { invocation: id, after_us });
        }
        self.trace.invocations.push(InvocationRow {
            arrival: self.now,
            handler: run.handler,
            environment: environment_id,
            call: attempt.call,
            function_in_flight,
            account_in_flight,
            pool: pool_id,
            source: attempt.source,
            attempt: attempt.attempt,
            flags,
            memory_used_mb: run.memory_used_mb,
        });
        if has_front_end {
            self.note_size(attempt, id);
        }
        if is_batched {
            self.trace.batches.push(BatchRow {
                invocation: id,
                events: attempt.events,
                oldest: attempt.first,
                newest: attempt.age_from,
            });
        }
        let end = self.now + run.handler;
        self.completions.push(TimedKey::ending(end + Micros(u64::from(after_us)), environment_id, id));
        let (place, outcome) = ((environment_id, pool_id), run.outcome);
        let breaks = (!matches!(outcome, Outcome::Completed | Outcome::Timeout)).then_some(outcome);
        let response = Response { id, place, at: end, used: run.handler, outcome, is_awaited: true };
        self.tells_later(attempt, response, after_us > 0, breaks);
    }

    /// An invocation has left its environment; what took the runtime takes the environment.
    pub(super) fn frees_place(&mut self, id: EnvironmentId) {
        let now = self.now;
        let environment = &mut self.environments[id.index()];
        let is_idle = environment.in_flight == 0;
        let (pool_id, broke) = (environment.pool, std::mem::take(&mut environment.reset));
        if is_idle {
            environment.stage = Stage::Idle;
        }
        let was_leaving = environment.retire_at <= now || self.pools[pool_id.index()].obsolete;
        if broke && !was_leaving {
            self.environments[id.index()].retire_at = now;
            self.replaces(pool_id, id);
        }
        let Some(managed) = &mut self.pools[pool_id.index()].managed else { return };
        managed.takes(now, -1);
        if !broke && !was_leaving {
            managed.free.push_back(id);
        } else if is_idle {
            self.remove_environment(id);
        }
    }

    /// An environment takes nothing more; another comes in its place.
    pub(super) fn replaces(&mut self, pool: PoolId, id: EnvironmentId) {
        let Some(managed) = &mut self.pools[pool.index()].managed else { return };
        managed.ready.retain(|ready| *ready != id);
        managed.starting += 1;
        let at = self.now + managed.replacement;
        self.schedule(at, Pending::Started { pool, environments: 1 });
    }

    /// Environments that were on their way are ready.
    pub(super) fn started(&mut self, pool: PoolId, environments: u32) {
        let first = self.pools[pool.index()].managed.as_ref().map_or(0, |managed| managed.ready.len());
        for _ in 0..environments {
            self.adds_environment(pool, true);
        }
        if let Some(managed) = &mut self.pools[pool.index()].managed {
            managed.starting -= environments;
        }
        self.offers_places(pool, first);
    }

    /// Lets the scaler look at a version from now on.
    fn watches(&mut self, pool: PoolId) {
        let now = self.now;
        let Some(managed) = self.pools[pool.index()].managed.as_mut().filter(|managed| !managed.is_watched) else {
            return;
        };
        managed.is_watched = true;
        (managed.area, managed.since) = (0, now);
        let at = now + managed.evaluation;
        self.schedule(at, Pending::Scale(pool));
    }

    /// The scaler looks at a version.
    pub(super) fn scale(&mut self, pool_id: PoolId) {
        let now = self.now;
        let pool = &mut self.pools[pool_id.index()];
        let is_obsolete = pool.obsolete;
        let Some(managed) = pool.managed.as_mut().filter(|_| !is_obsolete) else { return };
        let wanted = managed.wanted(now);
        let there = managed.ready.len() as u32 + managed.starting;
        let mut leaves = Vec::new();
        if wanted > there {
            managed.fewer = None;
            managed.starting += wanted - there;
            let at = now + managed.launch;
            self.schedule(at, Pending::Started { pool: pool_id, environments: wanted - there });
        } else if wanted == there {
            managed.fewer = None;
        } else {
            let (since, most) = managed.fewer.map_or((now, wanted), |(since, most)| (since, most.max(wanted)));
            managed.fewer = Some((since, most));
            if now.since(since) >= managed.calm {
                managed.fewer = None;
                let surplus = (there - most).min(managed.ready.len() as u32);
                leaves = managed.ready.split_off(managed.ready.len() - surplus as usize);
            }
        }
        for id in leaves {
            let environment = &mut self.environments[id.index()];
            environment.retire_at = now;
            if environment.in_flight == 0 {
                self.remove_environment(id);
            }
        }
        let Some(managed) = &mut self.pools[pool_id.index()].managed else { return };
        managed.is_watched = managed.taken > 0 || managed.ready.len() as u32 + managed.starting > managed.minimum;
        if managed.is_watched {
            let at = now + managed.evaluation;
            self.schedule(at, Pending::Scale(pool_id));
        }
    }
}
