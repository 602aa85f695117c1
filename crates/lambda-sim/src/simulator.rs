//! The event loop: one thread, integer microseconds, resumable, changeable while it runs.
//!
//! ```text
//!   Simulator::new(&scenario, seed) ── run_until(t) ── apply(change) ── run_until(t') … ── finish() ─► Trace
//! ```
//! Six queues feed the loop. Ties are broken in this order: completions, events inside invocations, changes, requests (arrivals and
//! retries, two queues merged by source and number), deadlines of environments. No order depends on when something was put into a
//! queue, so slices and changes do not alter a run. A deadline is looked at only if it can matter: simulated idle time is free.
//!
//! A clone is a fork: full chunks of the trace are shared, the rest is a few vectors.
//!
//! ```
//! use lambda_sim::simulator::{Change, SimulationError, Simulator};
//! use lambda_sim::{scenario::Scenario, trace::FunctionId, units::Instant};
//!
//! let text = r#"{
//!   "duration_s": 60,
//!   "functions": [{ "name": "f" }],
//!   "sources": [{ "name": "users", "function": "f", "traffic": { "poisson": { "rps": 5 } } }]
//! }"#;
//! let scenario = Scenario::read(text).expect("a valid scenario");
//! let mut run = Simulator::new(&scenario, scenario.seed);
//! run.run_until(Instant::from_secs(30))?;
//! let mut slower = run.clone();
//! slower.apply(Change::Work { function: FunctionId(0), duration_factor: Some(2.0), error_rate: None });
//! assert_ne!(run.finish()?.hash(), slower.finish()?.hash());
//! # Ok::<(), SimulationError>(())
//! ```

mod admission;
mod arrivals;
mod call_waiter;
mod calls;
mod change;
mod deliveries;
mod durable;
mod extensions;
mod fleet;
mod front_end;
mod intervention;
mod invocation_event;
mod managed;
mod plan;
mod pool;
mod queue;
mod routing;
mod state;
mod tenants;
mod timed_key;
mod watch;

pub use change::Change;

use crate::assumptions::Constants;
use crate::chance::{Chance, Stream};
use crate::concurrency::{AccountConcurrency, FunctionConcurrency, TokenBucket};
use crate::invoke::{Attempt, Delivery};
use crate::lifecycle::Environment;
use crate::scenario::{self, Scenario};
use crate::trace::{CallId, FunctionId, InvocationId, LostAnswer, Outcome, PoolId, SourceId, Trace};
use crate::units::{Instant, Micros};
use arrivals::Arrivals;
use call_waiter::CallWaiter;
use calls::{Caller, Downstream, PlannedCall};
use change::PendingChange;
use deliveries::PendingWake;
use durable::Executions;
use front_end::FrontEnd;
use invocation_event::InvocationEvent;
use plan::Rates;
use pool::{EnvironmentSequence, Pool, TenantSets};
use queue::Queue;
use routing::{Alias, Deployment, Target};
use rustc_hash::FxHashMap;
use timed_key::TimedKey;
use watch::{Tracking, Watch};

/// The most requests that one run may make, retries included; its trace would not fit a browser's memory.
pub const MAX_REQUESTS: u64 = 60_000_000;

/// The most bytes that a run's trace and environments may take, for the same reason.
pub const MAX_BYTES: u64 = 1_500_000_000;

/// What an event takes that waits in a queue or a stream.
const BYTES_OF_WAITING: u64 = 40;

/// Between two looks at the size of a run so many events may pass.
const EVENTS_BETWEEN_LOOKS: u32 = 1 << 10;

/// Why a run cannot go on.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum SimulationError {
    /// Retries multiplied the traffic beyond what a trace can hold. The run cannot go on; what happened until now is kept.
    #[error(
        "the run has made {MAX_REQUESTS} requests, retries included, by {at}: take less traffic, fewer attempts or a shorter run"
    )]
    TooManyRequests {
        /// When.
        at: Instant,
    },
    /// Its environments and what became of them take too much memory.
    #[error(
        "the run's trace takes more than {} MB by {at}: take less traffic, longer lives of environments or a shorter run",
        MAX_BYTES / 1_000_000
    )]
    TooLarge {
        /// When.
        at: Instant,
    },
}

/// How far a run is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Progress {
    /// There is more to simulate; the time reached.
    Running(Instant),
    /// Everything has happened.
    Done,
}

/// A run of one scenario.
#[derive(Clone, Debug)]
pub struct Simulator {
    chance: Chance,
    now: Instant,
    end: Instant,
    account: AccountConcurrency,
    /// API Gateway's rate, over all APIs of the account.
    gateway: Option<TokenBucket>,
    functions: Vec<Function>,
    pools: Vec<Pool>,
    environments: Vec<Environment>,
    sources: Vec<Source>,
    arrivals: Arrivals,
    /// What sources are to be woken for, by (time, source, number).
    wakes: Queue<PendingWake>,
    /// EndTimes of invocations, by (time, environment, invocation).
    completions: Queue<TimedKey>,
    /// When to look at an environment that nothing may have used, by (time, environment).
    deadlines: Queue<TimedKey>,
    /// Changes, by (time, number).
    changes: Queue<PendingChange>,
    /// What happens to an environment, and whom to answer, where the end of an invocation is more than a client's good answer.
    endings: FxHashMap<InvocationId, PendingEnd>,
    /// What goes on inside invocations that call others, by time.
    steps: Queue<InvocationEvent>,
    /// The size at which stale ones are purged.
    steps_at_most: usize,
    callers: FxHashMap<InvocationId, Caller>,
    /// Who waits for a call.
    awaiting: FxHashMap<CallId, CallWaiter>,
    downstreams: Vec<Downstream>,
    deployments: Vec<Deployment>,
    watches: Vec<Watch>,
    trackings: Vec<Tracking>,
    /// What configuration each function has now, for changes of it.
    configurations: Vec<scenario::Function>,
    constants: Constants,
    /// Events that have arrived, the warm-up's included.
    events: u64,
    /// Calls that somebody made by hand, so far.
    injected: u64,
    provisioned_pace: ProvisionedPace,
    tenant_environments_per_concurrency: f64,
    rates: Rates,
    executions: Executions,
    changes_made: u32,
    /// Whether what cannot matter is passed over; see [`Self::without_shortcuts`].
    shortcuts: bool,
    trace: Trace,
}

#[derive(Clone, Debug)]
struct Function {
    concurrency: FunctionConcurrency,
    /// The pool of `$LATEST`.
    latest: PoolId,
    /// Where the alias `live` points.
    alias: Alias,
    /// Published versions and their pools; at least version 1.
    published: Vec<(u32, PoolId)>,
    /// How often provisioned concurrency has been asked for: an allocation that an older request began is void.
    provisioned_requests: u32,
    /// Whether a chain that calls it too often is stopped (E6).
    stops_loops: bool,
    /// Environments of its tenants that are not gone.
    tenant_environments: u32,
    /// The source through which Lambda resumes its executions, where it is durable.
    resumes: SourceId,
    /// Its edges to the functions that its executions invoke, by operation.
    invokes: Vec<PlannedCall>,
    /// By what its handlers' time is multiplied at present.
    slowdown: f64,
}

impl Function {
    /// The pool of a published version; of one that was never published, version 1's.
    fn version(&self, version: u32) -> PoolId {
        self.published.iter().find(|(known, _)| *known == version).map_or(self.published[0].1, |(_, pool)| *pool)
    }
}

#[derive(Clone, Debug)]
struct Source {
    delivery: Delivery,
    /// What is drawn for calls that an invocation makes through it.
    stream: Stream,
    /// Whether its requests come from Lambda's queue of asynchronous events.
    is_asynchronous: bool,
    /// The share of events that nothing can process.
    poison_share: f64,
    function: FunctionId,
    target: Target,
    /// None where everything passes.
    front_end: Option<Box<FrontEnd>>,
}

#[derive(Clone, Debug)]
struct PendingEnd {
    outcome: Outcome,
    /// The attempt, where its source awaits this outcome.
    attempt: Option<Attempt>,
    /// Why that answer does not get through, if it does not.
    lost: Option<LostAnswer>,
}

/// How fast provisioned concurrency is allocated (C6).
#[derive(Clone, Copy, Debug)]
struct ProvisionedPace {
    preparation: Micros,
    per_minute: f64,
}

impl Simulator {
    /// A run of a valid scenario with this seed in place of its own.
    #[must_use]
    pub fn new(scenario: &Scenario, seed: u64) -> Self {
        plan::simulator(scenario, seed, true)
    }

    /// The same run without what saves time: every version is asked for its state, every source has a front end, every error
    /// and every lifetime is drawn. Its trace is that of [`Self::new`]; a test that compares them holds the shortcuts to it.
    #[must_use]
    pub fn without_shortcuts(scenario: &Scenario, seed: u64) -> Self {
        plan::simulator(scenario, seed, false)
    }

    /// The time up to which everything has happened.
    #[must_use]
    pub const fn now(&self) -> Instant {
        self.now
    }

    /// What has happened so far.
    #[must_use]
    pub const fn trace(&self) -> &Trace {
        &self.trace
    }

    /// Everything that happens before `until`.
    ///
    /// # Errors
    /// [`SimulationError`], where the run cannot go on.
    pub fn run_until(&mut self, until: Instant) -> Result<Progress, SimulationError> {
        self.steps_until(until)?;
        self.now = self.now.max(until.min(self.end));
        Ok(self.progress())
    }

    /// The next `events` events, and then what else happens at the same instant, so that a change which follows does not depend
    /// on the length of the slice: a slice after which the caller may look at something else.
    ///
    /// # Errors
    /// [`SimulationError`], where the run cannot go on.
    pub fn run_slice(&mut self, events: u32) -> Result<Progress, SimulationError> {
        for _ in 0..events {
            if !self.step(Instant::NEVER) {
                self.now = self.now.max(self.end);
                return Ok(Progress::Done);
            }
        }
        self.check_size()?;
        self.steps_until(self.now + Micros(1))?;
        Ok(self.progress())
    }

    fn steps_until(&mut self, until: Instant) -> Result<(), SimulationError> {
        let mut steps = 0_u32;
        while self.step(until) {
            steps += 1;
            if steps.is_multiple_of(EVENTS_BETWEEN_LOOKS) {
                self.check_size()?;
            }
        }
        self.check_size()
    }

    /// Runs to the end and returns the trace.
    ///
    /// # Errors
    /// [`SimulationError`], where the run cannot go on.
    pub fn finish(mut self) -> Result<Trace, SimulationError> {
        while self.run_slice(1 << 16)? != Progress::Done {}
        Ok(self.trace)
    }

    /// The trace of a run that is done, or was given up.
    #[must_use]
    pub fn into_trace(self) -> Trace {
        self.trace
    }

    fn progress(&self) -> Progress {
        let done = self.now >= self.end && !self.has_more();
        if done { Progress::Done } else { Progress::Running(self.now) }
    }

    /// Whether anything is still to happen: at the end or before it anything, after it only what was admitted ends.
    fn has_more(&self) -> bool {
        !self.completions.is_empty()
            || !self.steps.is_empty()
            || self.changes.next_at().min(self.deadlines.next_at()) <= self.end
            || self.wakes.next_at().min(self.arrivals.next_at()) <= self.end
    }

    fn check_size(&self) -> Result<(), SimulationError> {
        let requests = self.trace.invocations.len() as u64
            + self.trace.throttles.len() as u64
            + self.trace.rejections.len() as u64;
        if requests >= MAX_REQUESTS {
            return Err(SimulationError::TooManyRequests { at: self.now });
        }
        let environments = self.environments.len() as u64 * size_of::<Environment>() as u64;
        let waiting = (self.events - self.trace.fates.len() as u64) * BYTES_OF_WAITING;
        if self.trace.bytes() + environments + waiting + self.executions.bytes() > MAX_BYTES {
            return Err(SimulationError::TooLarge { at: self.now });
        }
        Ok(())
    }

    /// The next event before `until`; false where there is none.
    #[inline]
    fn step(&mut self, until: Instant) -> bool {
        let completion = self.completions.next_at();
        let arrival = self.arrivals.next_at();
        let wake = self.wakes.next_at();
        let request = arrival.min(wake);
        let deadline = self.deadlines.next_at();
        let change = self.changes.next_at();
        let inside = self.steps.next_at();
        let mut at = completion.min(inside).min(request).min(change).min(deadline);
        if at > self.end {
            // After the counted time nothing begins; what was admitted runs to its end.
            at = completion.min(inside);
        }
        if at >= until || at == Instant::NEVER {
            return false;
        }
        self.now = at;
        if completion == at {
            self.complete();
        } else if inside == at {
            self.step_inside();
        } else if change == at {
            self.change();
        } else if request == at {
            if wake == at && self.wake_goes_first(arrival) {
                self.wake();
            } else if let Some(mut attempt) = self.arrivals.take(&mut self.trace.calls) {
                self.arrival(&mut attempt);
            }
        } else {
            self.deadline();
        }
        true
    }

    fn complete(&mut self) {
        let Some(due) = self.completions.pop() else { return };
        let id = due.environment();
        let environment = &mut self.environments[id.index()];
        environment.in_flight -= 1;
        let provisioned = environment.provisioned;
        let function = &mut self.functions[self.pools[environment.pool.index()].function.index()];
        self.account.in_flight -= 1;
        if provisioned {
            function.concurrency.provisioned_in_flight -= 1;
        } else {
            function.concurrency.on_demand_in_flight -= 1;
            if function.concurrency.reserved.is_none() {
                self.account.unreserved_in_flight -= 1;
            }
        }
        if self.is_watched() {
            self.tell_end(due.invocation());
        }
        let ending = if self.endings.is_empty() { None } else { self.endings.remove(&due.invocation()) };
        let Some(ending) = ending else { return self.becomes_idle(id) };
        if matches!(ending.outcome, Outcome::Completed | Outcome::HandlerError | Outcome::ResponseTooLarge) {
            self.becomes_idle(id);
        } else {
            self.reset_environment(id);
        }
        if let Some(attempt) = ending.attempt {
            self.notify_caller(&attempt, due.invocation(), ending.outcome, ending.lost);
        }
    }
}
